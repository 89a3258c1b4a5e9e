"""How urgent it is for the people of a table, counted by region, age and (for made-up people) what they really have."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from venevagt.knowledge.shape import URGENCIES, Urgency

AGE_GROUPS = ((0, 15), (16, 39), (40, 59), (60, 74), (75, 120))
"""From and to, in years; who has no age is a group of its own behind them."""

AT_LEAST: Mapping[str, Urgency] = {"dvt": "doctor_today", "pe": "emergency"}
"""How urgent the answer should be for a clot in the leg, and for one in the lungs."""

Counts = NDArray[np.int64]


class Summary:
    """Counts, groups down and urgencies across; the last group is of those for whom it is not known.

    `unfinished`: of the same groups, how many have an urgency that a missing answer could still change.
    """

    def __init__(self, regions: Sequence[str], causes: Sequence[str] = ()) -> None:
        self.names = {"region": tuple(regions), "true_cause": tuple(causes)}
        sizes = {"region": len(regions), "true_cause": len(causes), "age": len(AGE_GROUPS)}
        self.by = {key: _none(size + 1, len(URGENCIES)) for key, size in sizes.items()}
        self.unfinished = {key: _none(size + 1) for key, size in sizes.items()}

    def count(self, people: pa.RecordBatch, answers: pa.RecordBatch) -> "Summary":
        """Count a batch and its answers; gives itself."""
        urgency = _codes(answers.column("urgency"), URGENCIES)
        final = answers.column("final").to_numpy(zero_copy_only=False)
        for key, counts in self.by.items():
            group = self._groups(key, people)
            both = np.bincount(group * len(URGENCIES) + urgency, minlength=counts.size)
            counts += both.reshape(counts.shape)
            self.unfinished[key] += np.bincount(group[~final], minlength=len(counts))
        return self

    def add(self, other: "Summary") -> None:
        """Count the people of another too."""
        for key in self.by:
            self.by[key] += other.by[key]
            self.unfinished[key] += other.unfinished[key]

    def reaching(self, cause: str, urgency: Urgency) -> tuple[int, int]:
        """How many people with a cause have at least this urgency, and how many have the cause."""
        row = self.by["true_cause"][self.names["true_cause"].index(cause)]
        return int(row[URGENCIES.index(urgency) :].sum()), int(row.sum())

    def _groups(self, key: str, people: pa.RecordBatch) -> Counts:
        if key not in people.schema.names:
            return np.full(people.num_rows, len(self.by[key]) - 1, np.int64)
        column = people.column(key)
        if key != "age":
            return _codes(column, self.names[key])
        years = pc.fill_null(column.cast(pa.int16()), -1).to_numpy()
        starts = np.array([low for low, _ in AGE_GROUPS])
        return np.where(years < 0, len(AGE_GROUPS), np.searchsorted(starts, years, side="right") - 1)


def _none(*sizes: int) -> Counts:
    return np.zeros(sizes, np.int64)


def _codes(column: Any, names: Sequence[str]) -> Counts:
    """The place of each word among the names; behind the last for an empty cell, and for any other word."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    words = coded.dictionary.to_pylist()
    places = [names.index(word) if word in names else len(names) for word in words]
    table = np.array([*places, len(names)], np.int64)
    codes: Counts = table[pc.fill_null(coded.indices.cast(pa.int32()), len(words)).to_numpy()]
    return codes
