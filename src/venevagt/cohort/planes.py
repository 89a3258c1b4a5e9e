"""Bit planes in memory: 64 cases a word, the first case in the lowest bit, as Arrow keeps a boolean column."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Words = NDArray[np.uint64]
WORD = 64
_BYTES = 8
ALL = ~np.uint64(0)


def words_for(cases: int) -> int:
    """How many words so many cases take."""
    return -(-cases // WORD)


def full(cases: int, bit: bool) -> Words:
    """A plane with every bit the same, those behind the last case too."""
    return np.full(words_for(cases), ALL if bit else np.uint64(0))


def first_bits(cases: int) -> Words:
    """A plane with a bit for every case, and none behind the last."""
    found = full(cases, True)
    if cases % WORD:
        found[-1] >>= np.uint64(WORD - cases % WORD)
    return found


def packed(flags: NDArray[np.bool_]) -> Words:
    """A flag a case as a plane; the bits behind the last case are 0."""
    bits = np.packbits(flags, bitorder="little")
    lacking = -len(bits) % _BYTES
    return (np.concatenate([bits, np.zeros(lacking, np.uint8)]) if lacking else bits).view(np.uint64)


def unpacked(plane: Words, cases: int) -> NDArray[np.bool_]:
    """A plane as a flag a case."""
    return np.unpackbits(plane.view(np.uint8), count=cases, bitorder="little").view(np.bool_)


def from_bitmap(buffer: pa.Buffer, offset: int, cases: int) -> Words:
    """The bits `offset` to `offset + cases` of an Arrow bitmap as a plane; those behind the last may be anything.

    Without a copy where they begin with a byte, that byte stands at the beginning of a word in memory, and whole
    words can be read to the end.
    """
    first, shift = divmod(offset, 8)
    words = words_for(cases)
    if shift == 0 and first + words * _BYTES <= buffer.size and (buffer.address + first) % _BYTES == 0:
        return np.frombuffer(buffer, np.uint64, words, first)
    filled = np.zeros((words + 1) * _BYTES, np.uint8)
    piece = np.frombuffer(buffer, np.uint8, offset=first)[: len(filled)] if first < buffer.size else filled[:0]
    filled[: len(piece)] = piece
    whole = filled.view(np.uint64)
    if shift == 0:
        return whole[:-1]
    return whole[:-1] >> np.uint64(shift) | whole[1:] << np.uint64(WORD - shift)


def spread(planes: Sequence[Words], into: NDArray[np.int8]) -> None:
    """Planes as one byte a case: the first plane is the lowest bit."""
    found, *others = (np.unpackbits(plane.view(np.uint8), bitorder="little") for plane in planes)
    for place, bits in enumerate(others, 1):
        words = bits.view(np.uint64)
        words <<= np.uint64(place)
        found.view(np.uint64)[:] |= words
    into[:] = found[: len(into)].view(np.int8)
