"""A table of cases, assessed: for each row what `venevagt check` gives for one case."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.care.decision_planes import decision_program
from venevagt.care.engine import Engine
from venevagt.cohort.columns import Reading, read_column
from venevagt.cohort.machine import Machine
from venevagt.cohort.planes import Words, spread, words_for
from venevagt.knowledge.model import Finding
from venevagt.logic.expression import Leaf, Value
from venevagt.logic.targets.planes import Input

NO_RULE = "no_rule"
UNSURE = "_unsure"
"""The end of the name of a boolean column that says where the finding's own was answered with "unsure"."""


class Assessed(Struct, frozen=True):
    """The answer columns of a batch, and the rows with a wrong cell: row -> finding and reason.

    A row with a wrong cell has no answer.
    """

    columns: pa.RecordBatch
    wrong: Mapping[int, str]


class CohortAssessor:
    """The rules of one model over batches of cases. `interval`: with the lowest and the highest possible urgency."""

    def __init__(self, engine: Engine, *, interval: bool = True) -> None:
        self.engine = engine
        self.decision = decision_program(engine, interval=interval)
        self.machine = Machine(self.decision.program)
        self.tests = _by_finding(self.decision.program.inputs)
        self.readings = {name: reading(engine, engine.model.findings[name]) for name in self.tests}
        urgencies = engine.model.about.urgencies
        self._urgencies = pa.array(urgencies)
        self._rules = pa.array([*(rule.id for rule in engine.rules), NO_RULE])
        ranks = [urgencies.index(rule.urgency) for rule in engine.rules]
        self._ranks = np.array([*ranks, engine.default_rank], np.uint8)

    def __call__(self, batch: pa.RecordBatch) -> Assessed:
        """Assess a batch whose columns are called as the findings are; others are not looked at.

        Raises TypeError for a column of a type that no finding has.
        """
        cases = batch.num_rows
        planes, wrong = self._inputs(batch)
        found = self.machine.run(planes, cases)
        rule = self._deciding(found[: self.decision.rules], cases)
        columns = {"urgency": self._named(self._ranks[rule], self._urgencies)}
        if self.decision.ranks:
            low, high = (
                _rank(found[start : start + self.decision.ranks], cases)
                for start in (self.decision.rules, self.decision.rules + self.decision.ranks)
            )
            columns["lowest"] = self._named(low, self._urgencies)
            columns["highest"] = self._named(high, self._urgencies)
            columns["final"] = pa.array(low == high)
        columns["rule"] = self._named(rule, self._rules)
        return Assessed(pa.RecordBatch.from_pydict(columns), wrong)

    def _inputs(self, batch: pa.RecordBatch) -> tuple[Mapping[Input, Words], Mapping[int, str]]:
        nothing = np.zeros(words_for(batch.num_rows), np.uint64)
        planes: dict[tuple[Leaf, bool], Words] = {}
        wrong: dict[int, str] = {}
        for name, tests in self.tests.items():
            column = batch.column(name) if name in batch.schema.names else pa.nulls(batch.num_rows)
            beside = name + UNSURE
            unsure = batch.column(beside) if beside in batch.schema.names else None
            read = read_column(column, tests, self.readings[name], unsure)
            for test, truth in read.tests.items():
                planes[test, True], planes[test, False] = truth.true, truth.false
            wrong |= {row: f"{name}: {reason}" for row, reason in read.wrong.items() if row not in wrong}
        inputs = {
            one: ~planes.get((one.test, not one.truth), nothing)
            if one.open
            else planes.get((one.test, one.truth), nothing)
            for one in self.decision.program.inputs
        }
        return inputs, wrong

    def _deciding(self, speaking: Sequence[Words], cases: int) -> NDArray[np.uint8]:
        """The number of the first rule that speaks in each case, or the number of rules."""
        bits = len(self._rules).bit_length()
        numbers: list[Words] = [np.zeros(words_for(cases), np.uint64) for _ in range(bits)]
        open_ones = np.full(words_for(cases), ~np.uint64(0))
        for number, plane in enumerate(speaking):
            own = plane & open_ones
            open_ones &= ~plane
            for bit in range(bits):
                if number >> bit & 1:
                    numbers[bit] |= own
        for bit in range(bits):
            if len(speaking) >> bit & 1:
                numbers[bit] |= open_ones
        return spread(numbers, cases)

    @staticmethod
    def _named(codes: NDArray[np.uint8], names: pa.Array) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(codes.view(np.int8)), names)


def _rank(thresholds: Sequence[Words], cases: int) -> NDArray[np.uint8]:
    """How many of the thresholds a case reaches; whoever reaches one reaches those before it."""
    first, second, third = thresholds
    return spread([first & ~second | third, second], cases)


def _by_finding(inputs: Sequence[Input]) -> Mapping[str, tuple[Leaf, ...]]:
    found: dict[str, dict[Leaf, None]] = {}
    for one in inputs:
        found.setdefault(one.test.name, {})[one.test] = None
    return {name: tuple(tests) for name, tests in found.items()}


def reading(engine: Engine, finding: Finding) -> Reading:
    """How the cells of a finding's column are read: as the answers of a case are."""
    low, high = (finding.low, finding.high) if finding.type == "number" else (0.0, 1.0)
    return Reading(_word(engine, finding), low, high, finding.not_measured)


def _word(engine: Engine, finding: Finding) -> Callable[[str], Value]:
    words = engine.counts_as[finding.id]

    def read(cell: str) -> Value:
        if cell in words:
            return words[cell]
        if finding.type == "number":
            return _number(cell, finding)
        raise ValueError(f"expected one of: {', '.join(map(str, words))}, found {cell[:40]!r}")

    return read


def _number(cell: str, finding: Finding) -> float:
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not finding.low <= number <= finding.high:
        raise ValueError(f"expected {finding.low:g} to {finding.high:g}, found {cell[:40]!r}") from None
    return number
