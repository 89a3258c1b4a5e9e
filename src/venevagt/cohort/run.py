"""A whole source assessed: read ahead, assessed by several threads, written in the order of the rows."""

import importlib.metadata
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct, field

from venevagt.care.engine import Engine
from venevagt.cohort.assess import Assessed, CohortAssessor
from venevagt.cohort.bad_rows import BadRow, BadRows
from venevagt.cohort.cells import plain
from venevagt.cohort.findings import AnyFinding, every_finding
from venevagt.cohort.in_order import in_order
from venevagt.cohort.progress import Progress
from venevagt.cohort.taken import BadSource, Source, Taken, plain_type
from venevagt.cohort.writer import Output
from venevagt.knowledge.model import Model

SYNTHETIC = (b"venevagt.synthetic", b"venevagt.seed")
"""What a file says of itself and its answers say too."""


class Answered(NamedTuple):
    """The rows of a batch with their answers. `taken`: how many there were, those that could not be read too."""

    batch: pa.RecordBatch
    bad: Sequence[BadRow]
    taken: int
    urgencies: Mapping[str, int]
    open: int


class Counts(Struct):
    """What came out. `answers`: urgency -> rows; `open`: those of them that are not final.

    `bad_rows`: rows that could not be read or have a wrong cell.
    """

    rows: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    open: int = 0
    bad_rows: int = 0
    seconds: float = 0.0


def assessor_for(engine: Engine, scores: Sequence[str]) -> CohortAssessor:
    """What assesses a batch, with these scores."""
    options: Mapping[str, Any] = {"scores": tuple(scores)} if scores else {}
    return CohortAssessor(engine, **options)


def needed_findings(assessor: CohortAssessor) -> Mapping[str, AnyFinding]:
    """The findings that the rules and the scores look at."""
    findings = every_finding(assessor.engine.model)
    return {name: findings[name] for name in assessor.readings}


class Assessing:
    """Makes answers of the rows of a source. `kept`: its columns that stand before the answers.

    `blank`: a row with a wrong cell has no answer; else the cell counts as not known.
    """

    def __init__(self, assessor: CohortAssessor, source: Source, kept: Sequence[str], *, blank: bool) -> None:
        """Raises BadSource where a column that is kept is called as one of the answers."""
        self._assessor = assessor
        self._findings = needed_findings(assessor)
        self._blank = blank
        self._name = source.name
        fields = [source.schema.field(name) for name in kept]
        # Plain text: the dictionaries of a column may differ from batch to batch, and an Arrow file has one.
        self._kept = [one.with_type(plain_type(one.type)) for one in fields]
        answers = self._assessed(pa.RecordBatch.from_pydict({"": pa.nulls(0)})).columns.schema
        twice = next((name for name in kept if name in answers.names), None)
        if twice is not None:
            raise BadSource(f"{source.name}: column {twice!r} cannot be kept, one of the answers is called so")
        carried = {key: value for key, value in (source.schema.metadata or {}).items() if key in SYNTHETIC}
        self.schema = pa.schema([*self._kept, *answers], metadata={**carried, **made_by(assessor.engine.model)})

    def __call__(self, taken: Taken) -> Answered:
        """Raises BadSource for a column that cannot be read."""
        assessed = self._assessed(plain(taken.batch, self._findings))
        answers = _blanked(assessed) if self._blank and assessed.wrong else assessed.columns
        kept = [taken.batch.column(one.name).cast(one.type) for one in self._kept]
        bad = [BadRow(number, "", reason) for number, reason in taken.refused.items()]
        bad += [_wrong_row(taken.numbers[row], said) for row, said in assessed.wrong.items()]
        return Answered(
            pa.RecordBatch.from_arrays([*kept, *answers.columns], schema=self.schema),
            sorted(bad),
            taken.batch.num_rows + len(taken.refused),
            _counted(answers.column("urgency")),
            answers.num_rows - answers.column("final").null_count - answers.column("final").true_count,
        )

    def _assessed(self, batch: pa.RecordBatch) -> Assessed:
        try:
            return self._assessor(batch)
        except TypeError as error:
            raise BadSource(f"{self._name}: {error}") from None


def made_by(model: Model) -> Mapping[bytes, bytes]:
    """What a file of answers says of itself: the knowledge and the program."""
    return {
        b"venevagt.knowledge": model.sha256.encode(),
        b"venevagt.knowledge_version": model.about.version.encode(),
        b"venevagt.program": importlib.metadata.version("venevagt").encode(),
    }


def _blanked(assessed: Assessed) -> pa.RecordBatch:
    """The answers, none for a row with a wrong cell."""
    rows: list[int | None] = list(range(assessed.columns.num_rows))
    for row in assessed.wrong:
        rows[row] = None
    return assessed.columns.take(pa.array(rows, pa.int64()))


def _wrong_row(number: int, said: str) -> BadRow:
    column, _, reason = said.partition(": ")
    return BadRow(number, column, reason)


def _counted(column: pa.Array) -> Mapping[str, int]:
    found = pc.value_counts(column.drop_null().cast(pa.string()))
    return {one["values"]: one["counts"] for one in found.to_pylist()}


def run(
    rows: Iterable[Taken], assessing: Assessing, output: Output, bad: BadRows, progress: Progress, workers: int
) -> Counts:
    """Assess every row. Nothing is in its place before all of it is written; whoever made the output drops it.

    Raises BadSource, OSError for what cannot be written, ArrowException for a column that a file cannot have.
    """
    counts = Counts()
    begun = time.monotonic()
    try:
        output.begin(assessing.schema)
        with closing(in_order(assessing, rows, workers)) as all_answered:
            for answered in all_answered:
                output.write(answered.batch)
                bad.write(answered.bad)
                _add(counts, answered)
                progress.show(counts.rows)
        output.end()
        bad.keep()
        output.keep()
    finally:
        progress.clear()
        bad.drop()
    counts.bad_rows = bad.count
    counts.seconds = time.monotonic() - begun
    return counts


def _add(counts: Counts, answered: Answered) -> None:
    counts.rows += answered.taken
    counts.open += answered.open
    counts.answers.update(answered.urgencies)
