"""What a change does to unfinished cases: the lowest and the highest urgency that open answers can still lead to."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from venevagt.care.engine import Engine
from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.source import Source
from venevagt.knowledge.decision import build, condition_of
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import URGENCIES, Urgency
from venevagt.logic.expression import names

_Codes = NDArray[np.int64]


class NoOrder(ValueError):
    """A rule asks for a finding that no screen asks for."""


class Shift(Struct, frozen=True):
    """Cases whose lowest, or highest, possible urgency goes from one to another."""

    before: Urgency
    after: Urgency
    cases: int


class Unfinished(Struct, frozen=True):
    """The shifts of the lowest and of the highest possible urgency; how many cases have an answer that is final."""

    lowest: tuple[Shift, ...]
    highest: tuple[Shift, ...]
    final_before: int
    final_after: int


def unfinished(before: Model, after: Model, source: Source, columns: Sequence[str]) -> Unfinished:
    """Assess the cases by both versions. Takes longer than to count the urgencies alone.

    Raises NoOrder, BadSource, and TypeError for a column of a wrong type.
    """
    assessors = [_assessor(model) for model in (before, after)]
    kinds = len(URGENCIES)
    shifts = np.zeros((2, kinds * kinds), np.int64)
    final = np.zeros(2, np.int64)
    for taken in source.read(columns):
        found = [assessor(taken.batch) for assessor in assessors]
        good = np.ones(taken.batch.num_rows, np.bool_)
        good[[row for one in found for row in one.wrong]] = False
        for side, one in enumerate(found):
            final[side] += int((one.columns.column("final").to_numpy(zero_copy_only=False) & good).sum())
        for at, name in enumerate(("lowest", "highest")):
            old, new = (_codes(one.columns, name)[good] for one in found)
            shifts[at] += np.bincount(old * kinds + new, minlength=kinds * kinds)
    lowest, highest = (tuple(_shifts(counts.reshape(kinds, kinds))) for counts in shifts)
    return Unfinished(lowest, highest, int(final[0]), int(final[1]))


def _assessor(model: Model) -> CohortAssessor:
    asked = {name for screen in model.screens.values() for name in screen.findings}
    for rule in model.rules.values():
        for name in names(condition_of(rule)):
            if name not in asked:
                raise NoOrder(f"no screen asks {name!r}, expected one that does (run: venevagt knowledge check)")
    return CohortAssessor(Engine(replace(model, decision=build(model))))


def _codes(batch: pa.RecordBatch, name: str) -> _Codes:
    column = batch.column(name)
    places = np.array([URGENCIES.index(one) for one in column.dictionary.to_pylist()], np.int64)
    found: _Codes = places[column.indices.to_numpy(zero_copy_only=False)]
    return found


def _shifts(counts: _Codes) -> Iterator[Shift]:
    """The less urgent first, as the flows are."""
    pairs = [(old, new) for old in range(len(URGENCIES)) for new in range(len(URGENCIES)) if old != new]
    for old, new in sorted(pairs, key=lambda pair: (pair[1] > pair[0], -max(pair), min(pair))):
        if counts[old, new]:
            yield Shift(URGENCIES[old], URGENCIES[new], int(counts[old, new]))
