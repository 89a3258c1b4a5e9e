"""Draws people from the tables of a population: a block at a time, each from random numbers of its own.

A block depends on the seed and its number only. So a population is the same whoever draws which block, and when.
"""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.cohort.planes import WORD, Words
from venevagt.cohort.strata import Strata

PEOPLE = 1 << 16
"""People in a block: what is drawn for one trait stays in the processor's cache."""


class Persons(Struct, frozen=True):
    """A block of people: what they have, and what is true of them. `traits`: a plane for each trait."""

    cause: NDArray[np.uint8]
    age: NDArray[np.uint8]
    female: NDArray[np.bool_]
    region: NDArray[np.uint8]
    traits: Mapping[str, Words]


class Chance:
    """The random numbers of one block: 64 bits at a time from PCG64."""

    def __init__(self, seed: int, block: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block,))))

    def words(self, count: int) -> Words:
        """So many words of 64 random bits."""
        return self._generator.integers(0, np.iinfo(np.uint64).max, count, np.uint64, endpoint=True)

    def parts(self) -> NDArray[np.uint16]:
        """A random number from 0 to 65535 for each person."""
        return self.words(PEOPLE // 4).view(np.uint16)

    def flags(self, share: float) -> Words:
        """A plane in which each person's bit is set with this chance, for chances that are small.

        So many points fall on the people that each is hit with the chance; how many is drawn first (Poisson).
        """
        if share <= 0:
            return np.zeros(PEOPLE // WORD, np.uint64)
        points = self._generator.poisson(-np.log1p(-min(share, 1 - 1e-9)) * PEOPLE)
        hit = np.zeros(PEOPLE, bool)
        hit[self.words(-(-points // 4)).view(np.uint16)[:points]] = True
        return np.packbits(hit, bitorder="little").view(np.uint64)


def draw(strata: Strata, chance: Chance) -> Persons:
    """One block of people."""
    cause = strata.cause_of[chance.parts()]
    wide = cause.astype(np.int64)
    age = np.take(strata.age_of.reshape(-1), wide << 16 | chance.parts())
    female = chance.parts() < strata.female[cause]
    severe = np.unpackbits(chance.words(PEOPLE // WORD).view(np.uint8), bitorder="little")
    kind = ((wide * strata.classes + strata.class_of[age]) * 2 + female) * 2 + severe
    region = strata.region_of[chance.parts()]
    limit = np.empty(PEOPLE, np.uint16)
    below = np.empty(PEOPLE, bool)
    traits = {}
    for row, trait in zip(strata.chances, strata.traits, strict=True):
        np.take(row, kind, out=limit, mode="clip")
        np.less(chance.parts(), limit, out=below)
        traits[trait] = np.packbits(below, bitorder="little").view(np.uint64)
    return Persons(cause, age, female, region, traits)
