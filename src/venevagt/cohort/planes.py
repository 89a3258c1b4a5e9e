"""Bit planes in memory: 64 cases a word, the first case in the lowest bit, as Arrow keeps a boolean column."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Words = NDArray[np.uint64]
WORD = 64

_SPREAD = (
    np.packbits(
        np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")[:, :, None]
        * np.array([1, 0, 0, 0, 0, 0, 0, 0], dtype=np.uint8),
        axis=2,
        bitorder="little",
    )
    .reshape(256, 8)
    .view(np.uint64)[:, 0]
)
"""A byte of a plane -> eight bytes, each 1 where its bit was set."""


def words_for(cases: int) -> int:
    """How many words so many cases take."""
    return -(-cases // WORD)


def first_bits(cases: int) -> Words:
    """A plane with a bit for every case, and none behind the last."""
    found = np.full(words_for(cases), ~np.uint64(0))
    if cases % WORD:
        found[-1] = (np.uint64(1) << np.uint64(cases % WORD)) - np.uint64(1)
    return found


def packed(flags: NDArray[np.bool_]) -> Words:
    """A flag a case as a plane; the bits behind the last case are 0."""
    found = np.zeros(words_for(len(flags)) * 8, np.uint8)
    bits = np.packbits(flags, bitorder="little")
    found[: len(bits)] = bits
    return found.view(np.uint64)


def from_bitmap(buffer: pa.Buffer, offset: int, cases: int) -> Words:
    """The bits `offset` to `offset + cases` of an Arrow bitmap as a plane.

    Without a copy where they begin with a byte and eight whole bytes can be read to the end.
    """
    whole = np.frombuffer(buffer, np.uint8)
    first, shift = divmod(offset, 8)
    size = words_for(cases) * 8
    piece: Any = whole[first : first + size]
    if shift == 0 and len(piece) == size and (piece.ctypes.data % 8 == 0):
        return np.asarray(piece.view(np.uint64))
    if shift:
        return packed(np.unpackbits(whole[first : first + size + 1], bitorder="little")[shift : shift + cases] > 0)
    filled = np.zeros(size, np.uint8)
    filled[: len(piece)] = piece
    return filled.view(np.uint64)


def spread(planes: list[Words], cases: int) -> NDArray[np.uint8]:
    """Planes as one byte a case: the first plane is its lowest bit."""
    found = np.zeros(words_for(cases) * 8, np.uint64)
    for place, plane in enumerate(planes):
        found |= _SPREAD[plane.view(np.uint8)] << np.uint64(place)
    return found.view(np.uint8)[:cases]
