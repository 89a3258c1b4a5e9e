"""Made-up cases in columns, fast: booleans with a column for unsure, words and numbers. No likely people."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from venevagt.care.engine import Engine
from venevagt.knowledge.model import Finding
from venevagt.logic.expression import Value

_UNSURE = 0.05
_NEARLY_WELL = 0.3
_LEFT = 0.03
"""Of the answers of somebody who is nearly well, how many are not the mildest."""

Columns = Mapping[str, NDArray[Any]]


class ManyCases:
    """`count` cases. Each has its own share of missing answers and of yes, so that every urgency comes.

    `columns`: for each finding its cells, and where they are known, and where the answer was "unsure".
    """

    def __init__(self, engine: Engine, count: int, seed: int) -> None:
        self.engine = engine
        self.count = count
        self._chance = np.random.default_rng(seed)
        self._missing = self._uniform() ** 2
        self._yes = self._uniform() ** 3
        self._well = self._uniform() < _NEARLY_WELL
        findings = engine.model.findings
        self.columns = {name: self._cells(findings[name]) for name in findings}

    def _uniform(self) -> NDArray[np.float32]:
        return self._chance.random(self.count, np.float32)

    def _cells(self, finding: Finding) -> tuple[NDArray[Any], NDArray[np.bool_], NDArray[np.bool_]]:
        known = self._uniform() >= self._missing
        unsure = known & (self._uniform() < _UNSURE) & (finding.unsure != "must_be_answered")
        cells: NDArray[Any]
        if finding.type == "yes_no":
            cells = self._uniform() < self._yes
        elif finding.type == "choice":
            cells = self._chance.integers(0, len(finding.options), self.count).astype(np.int8)
        else:
            cells = np.round(finding.low + self._uniform().astype(float) * (finding.high - finding.low), 1)
        mild = "leg" if finding.id == "place" else self.engine.decision.mild.get(finding.id)
        if mild is None:
            return cells, known, unsure
        told = finding.options.index(str(mild)) if finding.type == "choice" else mild
        calm = self._well & (self._uniform() >= _LEFT)
        return np.where(calm, told, cells).astype(cells.dtype), known | calm, unsure & ~calm

    def table(self) -> pa.Table:
        """An Arrow table, with the number of each case as `number`."""
        found: dict[str, pa.Array] = {"number": pa.array(np.arange(self.count))}
        for name, (cells, known, unsure) in self.columns.items():
            finding = self.engine.model.findings[name]
            told = known & ~unsure
            if finding.type == "choice":
                words = pa.array([*finding.options, "unsure"])
                codes = pa.array(np.where(unsure, len(finding.options), cells).astype(np.int8), mask=~known)
                found[name] = pa.DictionaryArray.from_arrays(codes, words)
            else:
                found[name] = pa.array(cells, mask=~told)
            if finding.type == "yes_no":
                found[f"{name}_unsure"] = pa.array(unsure)
        return pa.table(found)

    def values(self, start: int, stop: int) -> list[list[Value]]:
        """What each case says of the engine's variables, unsure as the findings say."""
        columns = [self._values(name, slice(start, stop)).tolist() for name in self.engine.variables]
        return list(map(list, zip(*columns, strict=True)))

    def _values(self, name: str, rows: slice) -> NDArray[Any]:
        finding = self.engine.model.findings[name]
        cells, known, unsure = (part[rows] for part in self.columns[name])
        found = np.array(finding.options)[cells].astype(object) if finding.type == "choice" else cells.astype(object)
        found[unsure] = self.engine.counts_as[name].get("unsure")
        found[~known] = finding.not_measured
        return found
