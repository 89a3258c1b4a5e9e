"""`venevagt cohort assess`: a table of cases in, a table of answers out."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click
import pyarrow as pa
from msgspec import Struct

from venevagt.care.engine import engine_for
from venevagt.care.score_form import UnknownScore, form_of
from venevagt.cli.cohort_summary import field_warnings, summary_text, summary_value
from venevagt.cli.common import BAD_INPUT, STOPPED, fail, knowledge_option, open_model, write_json
from venevagt.cohort.bad_rows import BadRows
from venevagt.cohort.fields import Fields, checked_names, checked_types, held_against
from venevagt.cohort.findings import every_finding
from venevagt.cohort.in_order import read_ahead
from venevagt.cohort.mapping import Mapped, read_mapping
from venevagt.cohort.places import checked_place
from venevagt.cohort.progress import Progress
from venevagt.cohort.run import Assessing, Counts, assessor_for, needed_findings, run
from venevagt.cohort.source import FORMATS, BadSource, Source, open_source
from venevagt.cohort.taken import Doubtful, Measured, OpenEnded, Partial, Stoppable, short
from venevagt.cohort.whole_file import CannotWrite
from venevagt.cohort.writer import STREAMS, Output, is_file, open_output
from venevagt.knowledge.model import Model
from venevagt.knowledge.problems import KnowledgeError
from venevagt.logic.nearest import did_you_mean

_TERMINATED = 143
"""Exit code of a program that was asked to end."""


class Options(Struct, frozen=True):
    """What stands on the command line."""

    source_name: str
    output: str
    keep: tuple[str, ...]
    keep_all: bool
    score: tuple[str, ...]
    mapping: Path | None
    form: str | None
    out_form: str | None
    bad: Path | None
    strict: bool
    wrong_cells: str
    force: bool
    workers: int
    as_json: bool
    directory: Path | None


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command("assess")
@click.argument("source_name", metavar="IN")
@click.option(
    "-o", "--output", metavar="OUT", required=True, help="File for the answers (.parquet .arrow .csv .jsonl), or -."
)
@click.option("--keep", metavar="COLUMN", multiple=True, help="Keep this column of IN; may stand more than once.")
@click.option("--keep-all", is_flag=True, help="Keep every column of IN.")
@click.option("--score", metavar="NAME", multiple=True, help="Count this score too; may stand more than once.")
@click.option("--mapping", metavar="FILE", type=click.Path(path_type=Path), help="Names, units and codings of IN.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="What standard input is; else it is found out."
)
@click.option("--out-format", "out_form", type=click.Choice(list(STREAMS)), help="What -o - writes (csv).")
@click.option("--bad", metavar="FILE", type=click.Path(path_type=Path), help="File for the bad rows (OUT.bad.csv).")
@click.option("--strict", is_flag=True, help="Exit code 2 when there is a bad row.")
@click.option(
    "--wrong-cells",
    type=click.Choice(["no-answer", "not-known"]),
    default="no-answer",
    show_default=True,
    help="A row with a wrong cell gets no answer, or the cell counts as not known.",
)
@click.option("--force", is_flag=True, help="Write over files that exist.")
@click.option("--workers", metavar="N", type=click.IntRange(1), default=_processors, help="Threads (all processors).")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON on standard output.")
@knowledge_option
def command(**given: Any) -> None:
    """Assess a table of cases: each row gets the answer that `venevagt check` gives for one case.

    \b
    IN is a Parquet, Arrow, CSV or JSON Lines file, a folder or pattern of Parquet
    files, or - for standard input. Columns are called as the findings.
    OUT has a row for each row of IN, in the same order: the columns that are kept,
    then urgency, lowest, highest, final, rule, then the scores.

    \b
    Exit codes: 0 assessed; 2 IN cannot be read, OUT cannot be written, or a bad row
    with --strict; 130 stopped with Ctrl-C. A file is written whole or not at all.
    """
    try:
        with _ending_as_asked():
            code = _assess(Options(**given))
    except (BadSource, CannotWrite) as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    sys.exit(code)


@contextmanager
def _ending_as_asked() -> Iterator[None]:
    """A request of the system to end takes away what is half written, as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(_TERMINATED)


class _Job(Struct, frozen=True):
    """What is read, and what is made of it. `opened`: the source below a mapping, `needed`: the findings looked at."""

    model: Model
    opened: Source
    source: Source
    needed: Sequence[str]
    kept: Sequence[str]
    columns: Sequence[str]
    assessing: Assessing
    bad: BadRows


def _assess(options: Options) -> int:
    """Assess, tell what came out, and give the exit code."""
    job = _prepared(options)
    late = isinstance(job.source, OpenEnded)
    if not late:
        _say(field_warnings(job.source.name, _fields(job)))
    counts = _run(options, job)
    if late:
        _say(field_warnings(job.source.name, _fields(job)))
    _say(job.source.doubts() if isinstance(job.source, Doubtful) else ())
    _tell(options, job.model, counts, _fields(job))
    return BAD_INPUT if options.strict and counts.bad_rows else 0


def _prepared(options: Options) -> _Job:
    """Everything looked at before the first row is read. Raises BadSource, CannotWrite."""
    model = open_model(options.directory)
    opened = _opened(options, model)
    source = _mapped(model, opened, options.mapping)
    checked_names(source.name, source.schema.names)
    checked_types(source.name, source.schema, every_finding(model))
    kept = _kept(source, options)
    assessor = assessor_for(engine_for(model), _scores(model, options.score))
    needed = list(needed_findings(assessor))
    return _Job(
        model,
        opened,
        source,
        needed,
        kept,
        _columns(source, needed, kept),
        Assessing(assessor, source, kept, blank=options.wrong_cells == "no-answer"),
        _bad_rows(options, opened),
    )


def _run(options: Options, job: _Job) -> Counts:
    share = job.opened.share if isinstance(job.opened, Measured) else _nobody_knows
    stop = job.opened.stop if isinstance(job.opened, Stoppable) else _nothing_waits
    progress = Progress(sys.stderr, job.source.rows, share)
    pa.set_cpu_count(options.workers)
    with _output(options) as output, read_ahead(job.source.read(job.columns), stop) as rows:
        return run(rows, job.assessing, output, job.bad, progress, options.workers)


@contextmanager
def _output(options: Options) -> Iterator[Output]:
    """The output, which leaves nothing where it is not kept; CannotWrite where it cannot be written to its end."""
    output = open_output(options.output, options.out_form or "csv")
    try:
        yield output
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else short(error)
        raise CannotWrite(f"{options.output}: cannot be written, so there is no such file ({reason})") from None
    except pa.ArrowException as error:
        raise CannotWrite(
            f"{options.output}: a column that is kept cannot stand in such a file ({short(error)})"
        ) from None
    finally:
        output.drop()


def _opened(options: Options, model: Model) -> Source:
    if options.as_json and options.output == "-":
        raise CannotWrite("standard output cannot have the answers and --json: give -o a file")
    source = open_source(options.source_name, options.form, model)
    if is_file(options.output):
        checked_place(Path(options.output), source, force=options.force)
    return source


def _mapped(model: Model, source: Source, mapping: Path | None) -> Source:
    if mapping is None:
        return source
    try:
        return Mapped(source, read_mapping(model, mapping))
    except KnowledgeError as error:
        fail(str(error))


def _tell(options: Options, model: Model, counts: Counts, fields: Fields) -> None:
    if options.as_json:
        write_json(summary_value(model, counts, fields), indent=True)
    else:
        _say(summary_text(model, counts, fields))


def _bad_rows(options: Options, source: Source) -> BadRows:
    path = options.bad
    if path is None and is_file(options.output):
        path = Path(options.output + ".bad.csv")
    if path is not None:
        checked_place(path, source, force=options.force)
        if path.resolve() == Path(options.output).resolve():
            raise CannotWrite(f"{path}: named for the answers and for the bad rows, expected two names")
    return BadRows(path)


def _kept(source: Source, options: Options) -> Sequence[str]:
    names = source.schema.names
    if options.keep_all:
        return list(names)
    unknown = next((name for name in options.keep if name not in names), None)
    if unknown is not None:
        hint = did_you_mean(unknown, names)
        raise BadSource(f"{source.name}: no column {unknown!r} to keep{', ' + hint if hint else ''}")
    return list(dict.fromkeys(options.keep))


def _scores(model: Model, names: Sequence[str]) -> Sequence[str]:
    try:
        for name in names:
            form_of(model, name)
    except UnknownScore as error:
        fail(str(error))
    return list(dict.fromkeys(names))


def _columns(source: Source, needed: Sequence[str], kept: Sequence[str]) -> Sequence[str]:
    """The columns to read. Raises BadSource where no finding is among them."""
    wanted = [name for finding in needed for name in (finding, f"{finding}_unsure")]
    names = source.schema.names
    found = [name for name in wanted if name in names]
    if not found and names:
        hint = next((hint for name in names if (hint := did_you_mean(name, needed))), "")
        raise BadSource(
            f"{source.name}: no column is called as a finding ({', '.join(names[:8])}); expected for example "
            f"{', '.join(needed[:3])}; {hint or 'other names are told with --mapping FILE'}"
        )
    return list(dict.fromkeys([*(wanted if isinstance(source, OpenEnded) else found), *kept]))


def _fields(job: _Job) -> Fields:
    """The columns against the findings, as far as the source has been read."""
    names = {*job.source.schema.names, *(job.source.met if isinstance(job.source, OpenEnded) else ())}
    names |= set(job.source.unused if isinstance(job.source, Partial) else ())
    return held_against(job.model, job.needed, names, job.kept)


def _nobody_knows() -> None:
    return None


def _nothing_waits() -> None:
    return None


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
