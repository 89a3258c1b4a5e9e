"""The QR code of a link: module for module what another program draws, and what a reader reads."""

import random
import string
from collections.abc import Iterator, Sequence
from functools import cache

import pytest
import segno
import segno.encoder
import zxingcpp
from tests.site.generated_cases import random_case
from tests.site.node import ask

LONGEST = 412
"""The bytes that the largest version holds."""

IN_A_LINK = string.ascii_letters + string.digits + ":/.#=~-_?"
HOSTS = (
    "http://127.0.0.1:8000",
    "https://venevagt.example",
    "https://a-rather-long-name.of-a-region.example/in/a/folder",
)
MARGIN = 4
LAST_VERSION = 15
CASES = 800


def lengths() -> Iterator[str]:
    """Texts of every length, two of each."""
    chance = random.Random(18004)
    for length in [*range(1, LONGEST + 1)] * 2:
        yield "".join(chance.choices(IN_A_LINK, k=length))


@cache
def addresses() -> tuple[str, ...]:
    """What a phone could have to show: links with the answers of many cases, at each host."""
    chance = random.Random(3)
    found = ask({"ask": "fragment", "answers": random_case(chance)} for _ in range(CASES))
    return tuple(dict.fromkeys(f"{host}/da/{fragment}" for fragment in found for host in HOSTS))


def codes(texts: Sequence[str]) -> list[list[str]]:
    """The rows of each text's code, 1 for dark."""
    found: list[list[str]] = ask({"ask": "code", "text": text} for text in texts)
    return found


def version(rows: Sequence[str]) -> int:
    return (len(rows) - 17) // 4


def read(rows: Sequence[str], *, pure: bool) -> list[str]:
    """What a reader reads where each module is 4 x 4 dots. `pure`: it is told where the code lies."""
    dots, width = 4, (len(rows) + 2 * MARGIN) * 4
    light = bytes([255]) * width * dots * MARGIN
    edge = "0" * MARGIN
    lines = (b"".join(bytes([255 * (sign == "0")]) * dots for sign in f"{edge}{row}{edge}") * dots for row in rows)
    picture = memoryview(light + b"".join(lines) + light).cast("B", (width, width))
    return [
        one.text for one in zxingcpp.read_barcodes(picture, zxingcpp.barcode_formats_from_str("QRCode"), is_pure=pure)
    ]


@pytest.fixture
def other_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """segno, without its slip: it adds eight bits where none are missing (ISO/IEC 18004, 7.4.10)."""

    def to_a_whole_byte(bits: list[int], version: int, length: int) -> None:
        bits.extend([0] * (-length % 8))

    monkeypatch.setattr(segno.encoder, "write_padding_bits", to_a_whole_byte)


def drawn_by_segno(text: str, of_version: int) -> list[str]:
    code = segno.make_qr(text, version=of_version, error="m", mask=0, mode="byte", boost_error=False, encoding="utf-8")
    return ["".join(str(module) for module in row) for row in code.matrix]


@pytest.mark.usefixtures("other_program")
def test_every_length_is_drawn_as_another_program_draws_it_and_reads_back() -> None:
    texts = list(lengths())
    seen = set()
    for text, rows in zip(texts, codes(texts), strict=True):
        seen.add(version(rows))
        assert rows == drawn_by_segno(text, version(rows)), text
        assert read(rows, pure=True) == [text]
    assert seen == {*range(1, LAST_VERSION + 1)}


@pytest.mark.usefixtures("other_program")
def test_no_smaller_version_would_hold_it() -> None:
    texts = list(lengths())
    for text, rows in zip(texts, codes(texts), strict=True):
        if version(rows) > 1:
            with pytest.raises(segno.DataOverflowError):
                drawn_by_segno(text, version(rows) - 1)


def test_every_link_is_found_and_read_by_a_reader() -> None:
    texts = addresses()
    assert len(texts) > 2 * CASES
    for text, rows in zip(texts, codes(texts), strict=True):
        assert read(rows, pure=False) == [text]


def test_letters_beyond_ascii_are_utf_8() -> None:
    assert read(codes(["blåligt – ø"])[0], pure=True) == ["blåligt – ø"]


def test_a_code_with_too_many_wrong_modules_is_not_read() -> None:
    """The check of the check: a reader does not read everything."""
    text = addresses()[0]
    rows = codes([text])[0]
    turned = str.maketrans("01", "10")
    spoilt = [row[:9] + row[9:-9].translate(turned) + row[-9:] if 9 <= at < 25 else row for at, row in enumerate(rows)]
    assert read(rows, pure=True) == [text]
    assert read(spoilt, pure=True) != [text]
