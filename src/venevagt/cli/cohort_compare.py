"""`venevagt cohort compare`: what a change of the knowledge does to people."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from msgspec.structs import replace

from venevagt.cli.cohort_compare_names import Names
from venevagt.cli.cohort_compare_words import WORDS
from venevagt.cli.common import STOPPED, fail, knowledge_option, language_of, write_json
from venevagt.cli.versions import version_of
from venevagt.cohort.cells import PlainSource
from venevagt.cohort.compare import TwoVersions, rules_of, two_versions
from venevagt.cohort.compare_count import Counted, count, needed
from venevagt.cohort.compare_interval import NoOrder, unfinished
from venevagt.cohort.compare_report import Cohort, CohortComparison, report
from venevagt.cohort.findings import every_finding
from venevagt.cohort.source import BadSource, Source, open_source
from venevagt.knowledge.compiled import deciding_model, default_directory
from venevagt.knowledge.model import Model
from venevagt.knowledge.problems import KnowledgeError

NOT_ARGUED = 1
"""Exit code with --gate when somebody gets less urgent without a reason in hazards.yaml."""

_SYNTHETIC = b"venevagt.synthetic"


@click.command("compare")
@click.option("--base", metavar="REV", required=True, help="The version before: a git revision, a folder or a release.")
@click.option(
    "--cohort", "file", metavar="FILE", required=True, help="The people: a table of cases (.parquet, .arrow)."
)
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Also write a report to read and print.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
@click.option("--interval", is_flag=True, help="Also what open answers can still lead to; takes longer.")
@click.option("--gate", is_flag=True, help="Fail when somebody gets less urgent without a reason in hazards.yaml.")
@click.option("--lang", "language", metavar="da|en", help="Language; else by the locale, else Danish.")
@knowledge_option
def command(
    base: str,
    file: str,
    html: Path | None,
    as_json: bool,
    interval: bool,
    gate: bool,
    language: str | None,
    directory: Path | None,
) -> None:
    """Say what a change of the knowledge does to the people of a cohort.

    Compares the knowledge at hand, or in --knowledge, with --base: who goes from which urgency to which, by which
    rules and for which answers; the workload; and the missed blood clots where the cohort says who has one.

    \b
    Exit codes: 0; with --gate 1 when somebody gets less urgent without a reason; 2 bad input; 130 stopped.
    """
    spoken = language_of(tuple(WORDS), language)
    after = _opened(directory or default_directory(), spoken, argued=True)
    with version_of(base, like=after, opened=partial(_opened, language=spoken)) as before:
        found = _compared(base, before, after, file, interval=interval)
        names = Names((after, before), spoken)
    if html is not None:
        _write_html(found, names, html)
    _print(found, names, as_json=as_json)
    if gate and not found.argued:
        sys.exit(NOT_ARGUED)


def _opened(directory: Path, language: str, *, argued: bool = False) -> Model:
    try:
        return deciding_model(directory, language, argued=argued)
    except KnowledgeError as error:
        fail(str(error))


def _compared(base: str, before: Model, after: Model, file: str, *, interval: bool) -> CohortComparison:
    try:
        versions = two_versions(rules_of(before), rules_of(after))
        findings = {**every_finding(before), **every_finding(after)}
        source = PlainSource(open_source(file, model=after), findings)
        columns, missing = needed(versions, source)
        _warn_missing(file, versions, missing)
        with _progress(source) as seen:
            counted = count(versions, source, columns, seen)
        open_ones = unfinished(before, after, source, columns) if interval else None
    except (BadSource, NoOrder, TypeError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        sys.exit(STOPPED)
    found = report(base, before, after, versions, counted, _cohort(file, source, counted, missing))
    return replace(found, unfinished=open_ones)


def _cohort(file: str, source: Source, counted: Counted, missing: tuple[str, ...]) -> Cohort:
    metadata = source.schema.metadata or {}
    synthetic = metadata.get(_SYNTHETIC) == b"true" or "synthetic" in source.schema.names
    told = tuple(counted.told)
    return Cohort(file, int(counted.pairs.sum()), counted.wrong, counted.refused, told, missing, synthetic)


def _warn_missing(file: str, versions: TwoVersions, missing: tuple[str, ...]) -> None:
    if len(missing) == len(versions.columns):
        fail(f"{file}: no column is called as a finding, expected such as: {', '.join(versions.columns[:5])}")
    if missing:
        click.echo(f"warning: {file}: no column for {', '.join(missing)}: they count as not asked", err=True)


@contextmanager
def _progress(source: Source) -> Iterator[Callable[[int], None]]:
    """Tells how far the count is, where a person looks on."""
    if source.rows is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=source.rows, label="counting", file=sys.stderr) as bar:
        yield bar.update


def _write_html(found: CohortComparison, names: Names, path: Path) -> None:
    from venevagt.cli.cohort_compare_html import to_html

    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(to_html(found, names))
        part.replace(path)
    except OSError as error:
        fail(f"{path}: {error.strerror or error}; expected a file that can be written")


def _print(found: CohortComparison, names: Names, *, as_json: bool) -> None:
    if as_json:
        write_json(found, indent=True)
        return
    from venevagt.cli.cohort_compare_text import lines

    click.echo("\n".join(lines(found, names)))
