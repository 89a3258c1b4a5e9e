"""Pictures of few colours as small PNG files, and the words that such a file carries."""

import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

_BEGIN = b"\x89PNG\r\n\x1a\n"
_MOST_COLOURS = 256
_KEYWORD = b"Description"


class Picture(Struct, frozen=True):
    """`pixels`: red, green, blue and opacity of each, a byte each, row by row."""

    width: int
    height: int
    pixels: bytes


def palette_png(picture: Picture, said: str = "") -> bytes:
    """The picture with at most 256 colours; `said`: words to be carried with it."""
    colours = [picture.pixels[at : at + 4] for at in range(0, len(picture.pixels), 4)]
    kept = 8
    while len({_coarse(colour, kept) for colour in set(colours)}) > _MOST_COLOURS:
        kept -= 1
    coarse = {colour: _coarse(colour, kept) for colour in set(colours)}
    # Opaque colours come last: only those before them need an opacity.
    palette = sorted(set(coarse.values()), key=lambda colour: (colour[3], colour))
    place = {colour: palette.index(own) for colour, own in coarse.items()}
    rows = bytearray()
    for top in range(0, len(colours), picture.width):
        rows += b"\0" + bytes(place[colour] for colour in colours[top : top + picture.width])
    opacity = bytes(colour[3] for colour in palette if colour[3] < 255)
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 3, 0, 0, 0)
    text = _KEYWORD + b"\0\0\0\0\0" + said.encode("utf-8")
    chunks = [
        (b"IHDR", header),
        (b"PLTE", b"".join(colour[:3] for colour in palette)),
        *([(b"tRNS", opacity)] if opacity else []),
        *([(b"iTXt", text)] if said else []),
        (b"IDAT", zlib.compress(bytes(rows), 9)),
        (b"IEND", b""),
    ]
    return _BEGIN + b"".join(_chunk(kind, content) for kind, content in chunks)


def chunks_of(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each part. Raises ValueError for anything but a whole PNG."""
    if not png.startswith(_BEGIN):
        raise ValueError("not a PNG")
    at = len(_BEGIN)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if png[at : at + 12 + length] != _chunk(kind, content):
            raise ValueError(f"the part {kind!r} is damaged")
        yield kind, content
        at += 12 + length


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = struct.unpack_from(">II", dict(chunks_of(png))[b"IHDR"])
    return width, height


def words_of(png: bytes) -> str:
    """The words that the file carries; empty where it has none."""
    return dict(chunks_of(png)).get(b"iTXt", b"").removeprefix(_KEYWORD + b"\0\0\0\0\0").decode("utf-8")


def _coarse(colour: bytes, kept: int) -> bytes:
    """A colour with fewer steps: the first `kept` bits of each part, the greatest as great as before."""
    steps = (1 << kept) - 1
    return bytes(round(round(part / 255 * steps) / steps * 255) for part in colour)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
