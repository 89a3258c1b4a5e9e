"""A synthetic population, block after block: the same for the same seed, however many threads draw it."""

import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

import pyarrow as pa
from msgspec import Struct

from venevagt.care.engine import Engine
from venevagt.cohort.assess import UNSURE
from venevagt.cohort.in_order import in_order
from venevagt.cohort.interviewed import Interviewer
from venevagt.cohort.persons import PEOPLE, Chance, Persons, draw
from venevagt.cohort.strata import strata_of
from venevagt.knowledge.population import Population

MOST_PEOPLE = 10_000_000_000
"""More than live on earth: a larger number is a slip of the pen."""

TOGETHER = 4
"""Blocks that are worked on at once: a file of fewer and larger pieces is read faster."""

T = TypeVar("T")


class Block(Struct, frozen=True):
    """Some people: what they answered, a row each, and what is true of them. `persons` may have more than `batch`."""

    batch: pa.RecordBatch
    persons: Persons


class Simulation:
    """Draws `people` from a population. With `all_questions` everybody answers everything, and is sure."""

    def __init__(
        self, engine: Engine, population: Population, people: int, seed: int, *, all_questions: bool = False
    ) -> None:
        self.people = people
        self.strata = strata_of(population)
        self._seed = seed
        self._engine, self._population, self._all = engine, population, all_questions
        self._own = threading.local()
        names = self._block(0, 1).batch.schema
        certain = {"date", "true_cause", "synthetic"}
        self.schema = pa.schema(
            [one.with_nullable(not (one.name.endswith(UNSURE) or one.name in certain)) for one in names],
            metadata={
                "venevagt.synthetic": "true",
                "venevagt.seed": str(seed),
                "venevagt.knowledge": engine.model.sha256,
            },
        )

    def blocks(self, workers: int = 1) -> Iterator[Block]:
        """All of them, in their order, drawn by so many threads."""
        for together in self.each(lambda blocks: blocks, workers):
            yield from together

    def each(self, work: Callable[[tuple[Block, ...]], T], workers: int = 1) -> Iterator[T]:
        """What `work` makes of some blocks at a time, in their order; the threads do the work too."""
        count = -(-self.people // PEOPLE)

        def made(first: int) -> T:
            numbers = range(first, min(count, first + TOGETHER))
            return work(tuple(self._block(number, min(PEOPLE, self.people - number * PEOPLE)) for number in numbers))

        yield from in_order(made, range(0, count, TOGETHER), workers)

    def _interviewer(self) -> Interviewer:
        return Interviewer(self._engine, self._population, self.strata, all_questions=self._all)

    def _block(self, number: int, people: int) -> Block:
        if not hasattr(self._own, "interviewer"):
            self._own.interviewer = self._interviewer()
        chance = Chance(self._seed, number)
        persons = draw(self.strata, chance)
        batch = self._own.interviewer.answers(persons, chance).slice(0, people)
        if hasattr(self, "schema"):
            batch = pa.RecordBatch.from_arrays(batch.columns, schema=self.schema)
        return Block(batch, persons)
