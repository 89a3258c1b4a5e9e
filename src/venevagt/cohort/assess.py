"""A table of cases, assessed: for each row what `venevagt check` gives for one case."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.care.decision_planes import decision_program
from venevagt.care.engine import Engine
from venevagt.cohort.columns import Reading, read_column
from venevagt.cohort.in_order import in_order
from venevagt.cohort.machine import BLOCK, Machine
from venevagt.cohort.planes import WORD, Words, words_for
from venevagt.cohort.scores import CohortScores
from venevagt.knowledge.model import Finding
from venevagt.logic.expression import Leaf, Value
from venevagt.logic.targets.planes import Given, Input, Known, Program

NO_RULE = "no_rule"
FINAL = "final"
PIECE = 8 * BLOCK
"""Cases whose columns are read at once; a longer batch is cut into pieces."""
UNSURE = "_unsure"
"""The end of the name of a boolean column that says where the finding's own was answered with "unsure"."""


class Assessed(Struct, frozen=True):
    """The answer columns of a batch, and the rows with a wrong cell: row -> finding and reason.

    A row with a wrong cell has no answer.
    """

    columns: pa.RecordBatch
    wrong: Mapping[int, str]


class CohortAssessor:
    """The rules of one model over batches of cases.

    `interval`: with the lowest and the highest possible urgency. `machine`: what runs the program, numpy or
    `venevagt.cohort.kernel`. `scores`: by name or name@version; their columns stand behind the others.
    `readings`: the columns that are looked at. Raises UnknownScore.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        interval: bool = True,
        machine: Callable[[Program], Machine] = Machine,
        scores: Sequence[str] = (),
    ) -> None:
        self.engine = engine
        self.decision = decision_program(engine, interval=interval)
        self.machine = machine(self.decision.program)
        self.tests = _by_finding(self.decision.program.inputs)
        self.scores = CohortScores(engine.model, scores)
        own = {name: reading(engine, engine.model.findings[name]) for name in self.tests}
        self.readings = {**self.scores.readings, **own}
        urgencies = pa.array(engine.model.about.urgencies)
        rules = pa.array([*(rule.id for rule in engine.rules), NO_RULE])
        self._names = {"urgency": urgencies, "lowest": urgencies, "highest": urgencies, "rule": rules}

    def __call__(self, batch: pa.RecordBatch) -> Assessed:
        """Assess a batch whose columns are called as the findings are; others are not looked at.

        Raises TypeError for a column of a type that no finding has.
        """
        cases = batch.num_rows
        buffers = {
            name: pa.allocate_buffer(8 * words_for(cases) if name == FINAL else cases) for name in self.decision.columns
        }
        written = {
            name: np.frombuffer(buffer, np.uint64 if name == FINAL else np.int8) for name, buffer in buffers.items()
        }
        wrong: dict[int, str] = {}
        for start in range(0, cases, PIECE):
            piece = batch.slice(start, PIECE)
            inputs, wrong_here = self._inputs(piece)
            wrong |= {start + row: reason for row, reason in wrong_here.items()}
            for here, found in self.machine.run_blocks(inputs, piece.num_rows):
                self._write(found, slice(start + here.start, start + here.stop), written)
        columns = {name: self._column(name, cases, buffer) for name, buffer in buffers.items()}
        scored = self.scores(batch)
        return Assessed(pa.RecordBatch.from_pydict({**columns, **scored.columns}), {**scored.wrong, **wrong})

    def planes(self, batch: pa.RecordBatch) -> Iterator[tuple[slice, Mapping[str, Sequence[Words]]]]:
        """The answers as planes, block by block: which cases, and for each column its planes, the lowest bit first."""
        for start in range(0, batch.num_rows, PIECE):
            piece = batch.slice(start, PIECE)
            for here, found in self.machine.run_blocks(self._inputs(piece)[0], piece.num_rows):
                columns = {name: [found[at] for at in places] for name, places in self.decision.columns.items()}
                yield slice(start + here.start, start + here.stop), columns

    def _write(self, found: Sequence[Words], here: slice, written: Mapping[str, NDArray[Any]]) -> None:
        """Write the answers of some cases to their place in the columns."""
        for name, places in self.decision.columns.items():
            planes = [found[at] for at in places]
            if name == FINAL:
                written[name][here.start // WORD : words_for(here.stop)] = planes[0]
            else:
                self.machine.spread(planes, written[name][here])

    def _column(self, name: str, cases: int, buffer: pa.Buffer) -> pa.Array:
        if name == FINAL:
            return pa.Array.from_buffers(pa.bool_(), cases, [None, buffer])
        codes = pa.Array.from_buffers(pa.int8(), cases, [None, buffer])
        return pa.DictionaryArray.from_arrays(codes, self._names[name], safe=False)

    def _inputs(self, batch: pa.RecordBatch) -> tuple[Mapping[Given, Words], Mapping[int, str]]:
        """The planes that the program asks for, and the rows with a wrong cell."""
        given = {name: at for at, name in enumerate(batch.schema.names)}
        planes: dict[Given, Words] = {}
        wrong: dict[int, str] = {}
        for name, tests in self.tests.items():
            column = batch.column(given[name]) if name in given else pa.nulls(batch.num_rows)
            unsure = batch.column(given[name + UNSURE]) if name + UNSURE in given else None
            read = read_column(column, tests, self.readings[name], unsure)
            for test, truth in read.tests.items():
                planes[Input(test)], planes[Known(name)] = truth.value, truth.known
            wrong |= {row: f"{name}: {reason}" for row, reason in read.wrong.items() if row not in wrong}
        return planes, wrong


def assess_many(
    assess: CohortAssessor, batches: Iterable[pa.RecordBatch], *, workers: int
) -> Generator[tuple[pa.RecordBatch, Assessed], None, None]:
    """Each batch with its answers, in order, by so many threads; few batches are in memory at a time."""
    return in_order(lambda batch: (batch, assess(batch)), batches, workers)


def _by_finding(inputs: Sequence[Given]) -> Mapping[str, tuple[Leaf, ...]]:
    found: dict[str, list[Leaf]] = {}
    for one in inputs:
        if isinstance(one, Input):
            found.setdefault(one.test.name, []).append(one.test)
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
