"""Counts a cohort by the rule that decides before and the one that decides after, in blocks, on all processors."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
from msgspec import Struct, field
from numpy.typing import NDArray

from venevagt.cohort.assess import UNSURE
from venevagt.cohort.columns import Reading, read_column
from venevagt.cohort.compare import TwoVersions, Version
from venevagt.cohort.in_order import in_order
from venevagt.cohort.machine import Machine
from venevagt.cohort.planes import Words, packed, words_for
from venevagt.cohort.source import Source, Taken
from venevagt.knowledge.shape import URGENCIES, Urgency
from venevagt.logic.expression import OneOf, Variable
from venevagt.logic.targets.planes import Given, Input, Known

CAUSE = "true_cause"
"""The column of a simulated population that says what a person really has."""

CAUSES: Mapping[str, Urgency] = {"dvt": "doctor_today", "pe": "emergency"}
"""Those that are counted, a blood clot in a deep vein and one in the lungs: each with the urgency below which it is
missed."""

Counts = NDArray[np.int64]

_MOST_TOLD = 3


class Counted(Struct):
    """What was counted.

    `pairs[i, j]`: cases that rule i decides before and rule j after (the last of each: no rule speaks).
    `argued[i, j]`: those of them who get less urgent and whom a lowering argues for.
    `before[c, r]`, `after[c, r]`: cases with the cause c whose urgency has the rank r.
    `wrong`: cases left out for a wrong cell; `refused`: rows that could not be read; `told`: some of these, with row.
    """

    pairs: Counts
    argued: Counts
    before: Counts
    after: Counts
    wrong: int = 0
    refused: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, other: "Counted") -> None:
        """Put the counts of another block to these."""
        self.pairs += other.pairs
        self.argued += other.argued
        self.before += other.before
        self.after += other.after
        self.wrong += other.wrong
        self.refused += other.refused
        self.told += other.told[: _MOST_TOLD - len(self.told)]


def needed(versions: TwoVersions, source: Source) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns to read from a source, and those that are missing there."""
    there = set(source.schema.names)
    missing = tuple(name for name in versions.columns if not {name, name + UNSURE} & there)
    unsure_of = [argument.unsure for argument in versions.arguments if argument.unsure]
    wanted = [part for name in (*versions.columns, *unsure_of) for part in (name, name + UNSURE)]
    return tuple(name for name in dict.fromkeys([*wanted, CAUSE]) if name in there), missing


def count(
    versions: TwoVersions,
    source: Source,
    columns: Sequence[str],
    seen: Callable[[int], None] = lambda _: None,
) -> Counted:
    """Count the cases of a source. `seen` is told the number of rows after each block.

    Raises BadSource, and TypeError for a column of a type that no finding has.
    """
    blocks = _Blocks(versions)
    total = blocks.nothing()
    # Few blocks are under way at a time: memory does not grow with the number of rows.
    for rows, counted in in_order(blocks.rows_and_counts, source.read(columns), os.cpu_count() or 1):
        total.add(counted)
        seen(rows)
    return total


class _Blocks:
    """Counts one block; several threads may do so at the same time."""

    def __init__(self, versions: TwoVersions) -> None:
        self.versions = versions
        self._machine = Machine(versions.program)
        self._alike = _alike(versions)

    def nothing(self) -> Counted:
        """Counts of no case."""
        shape = (len(self.versions.before.ranks), len(self.versions.after.ranks))
        of_causes = (len(CAUSES), len(URGENCIES))
        pairs, argued, before, after = (np.zeros(size, np.int64) for size in (shape, shape, of_causes, of_causes))
        return Counted(pairs, argued, before, after)

    def rows_and_counts(self, taken: Taken) -> tuple[int, Counted]:
        """How many rows a block has, and its counts."""
        return taken.batch.num_rows, self.count(taken)

    def count(self, taken: Taken) -> Counted:
        """The counts of one block."""
        found, batch = self.nothing(), taken.batch
        inputs, wrong = self._inputs(batch)
        rows = [*wrong.items()][:_MOST_TOLD]
        found.wrong, found.refused = len(wrong), len(taken.refused)
        found.told = [f"row {taken.numbers[row]}: {reason}" for row, reason in rows]
        found.told += [f"row {row}: {reason}" for row, reason in [*taken.refused.items()][:_MOST_TOLD]]
        good = _good(wrong, batch.num_rows)
        planes = self._machine.run(inputs, batch.num_rows)
        first, second = len(self.versions.before.rules), len(self.versions.after.rules)
        before = _decided(planes[:first], good)
        after = _decided(planes[first : first + second], good)
        self._pairs(found, before, after, lambda: self._covered(batch, planes[first + second :]))
        self._causes(found, batch, before, after)
        return found

    def _inputs(self, batch: pa.RecordBatch) -> tuple[Mapping[Given, Words], Mapping[int, str]]:
        """The planes that the program needs; a column that is not there is not known."""
        planes: dict[Given, Words] = {}
        wrong: dict[int, str] = {}
        for cell in self.versions.cells.values():
            column, unsure = _column(batch, cell.column)
            read = read_column(column, cell.tests, cell.reading, unsure)
            for test, truth in read.tests.items():
                planes[Input(test)], planes[Known(test.name)] = truth.value, truth.known
            wrong |= {row: f"{cell.column}: {reason}" for row, reason in read.wrong.items() if row not in wrong}
        return planes, wrong

    def _pairs(
        self,
        found: Counted,
        before: Sequence[Words],
        after: Sequence[Words],
        covered: Callable[[], Mapping[tuple[int, int], Words]],
    ) -> None:
        """Count each pair of rules. Most cases keep theirs, so the others are looked at only where there are some."""
        arguments: Mapping[tuple[int, int], Words] | None = None
        for old, plane in enumerate(before):
            same = self._alike.get(old)
            left = plane
            if same is not None:
                found.pairs[old, same] = _bits(plane & after[same])
                left = plane & ~after[same]
            open_ones = _bits(left)
            for new, other in enumerate(after):
                if not open_ones:
                    break
                here = left & other
                cases = _bits(here) if new != same else 0
                if not cases:
                    continue
                found.pairs[old, new] = cases
                open_ones -= cases
                pair = self.versions.before.ranks[old], self.versions.after.ranks[new]
                if pair[1] < pair[0]:
                    arguments = covered() if arguments is None else arguments
                    found.argued[old, new] = _bits(here & arguments[pair]) if pair in arguments else 0

    def _covered(self, batch: pa.RecordBatch, planes: Sequence[Words]) -> Mapping[tuple[int, int], Words]:
        """For a pair of ranks the cases that some lowering argues for."""
        found: dict[tuple[int, int], Words] = {}
        for at, argument in enumerate(self.versions.arguments):
            plane = planes[2 * at] | planes[2 * at + 1]
            if argument.unsure:
                plane = plane & _unsure(batch, argument.unsure)
            pair = argument.was, argument.now
            found[pair] = found[pair] | plane if pair in found else plane
        return found

    def _causes(self, found: Counted, batch: pa.RecordBatch, before: Sequence[Words], after: Sequence[Words]) -> None:
        if CAUSE not in batch.schema.names:
            return
        tests = [OneOf(CAUSE, (cause,)) for cause in CAUSES]
        read = read_column(batch.column(CAUSE), tests, Reading(str, 0, 0))
        ranks = ((found.before, self.versions.before, before), (found.after, self.versions.after, after))
        for counts, version, decided in ranks:
            for place, plane in _by_rank(version, decided):
                for number, test in enumerate(tests):
                    counts[number, place] = _bits(plane & read.tests[test].true)


def _alike(versions: TwoVersions) -> Mapping[int, int]:
    """For a rule of the earlier version (or none) the place of the rule of that name in the later one."""
    later = {name: place for place, name in enumerate(versions.after.rules)}
    found = {place: later[name] for place, name in enumerate(versions.before.rules) if name in later}
    return {**found, len(versions.before.rules): len(versions.after.rules)}


def _column(batch: pa.RecordBatch, name: str) -> tuple[pa.Array, pa.Array | None]:
    """The column of a finding, of nothing where it is not there, and the one beside it for "unsure"."""
    there = set(batch.schema.names)
    own = batch.column(name) if name in there else pa.nulls(batch.num_rows)
    return own, batch.column(name + UNSURE) if name + UNSURE in there else None


def _unsure(batch: pa.RecordBatch, name: str) -> Words:
    """The cases that are not sure of a finding."""
    column, beside = _column(batch, name)
    test = Variable(name)
    read = read_column(column if beside is None else beside, [test], Reading(lambda word: word == "unsure", 0, 1))
    words = beside is not None or not pa.types.is_boolean(column.type)
    return read.tests[test].true if words else np.zeros(words_for(batch.num_rows), np.uint64)


def _good(wrong: Mapping[int, str], cases: int) -> Words:
    """A plane with a bit for each row without a wrong cell, and none behind the last row."""
    flags = np.ones(cases, np.bool_)
    flags[list(wrong)] = False
    return packed(flags)


def _decided(speaking: Sequence[Words], good: Words) -> Sequence[Words]:
    """For each rule the cases that it is the first to speak in, and last those in which none does."""
    found = []
    left = good
    for plane in speaking:
        found.append(plane & left)
        left = left & ~plane
    return [*found, left]


def _by_rank(version: Version, decided: Sequence[Words]) -> Iterator[tuple[int, Words]]:
    for place in sorted(set(version.ranks)):
        own = [plane for plane, other in zip(decided, version.ranks, strict=True) if other == place]
        yield place, np.bitwise_or.reduce(own)


def _bits(plane: Words) -> int:
    return int(np.bitwise_count(plane).sum(dtype=np.int64))
