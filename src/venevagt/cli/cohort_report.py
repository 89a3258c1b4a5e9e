"""`venevagt cohort report`: what a health service asks of a cohort."""

import contextlib
import csv
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

import click

from venevagt.cli.cohort_report_files import write_csv, write_html
from venevagt.cli.cohort_report_text import report_text
from venevagt.cli.cohort_report_words import Labels
from venevagt.cli.common import STOPPED, fail, knowledge_option, language_option, open_model, pick_language, write_json
from venevagt.cohort.cells import PlainSource
from venevagt.cohort.findings import every_finding
from venevagt.cohort.report import SMALLEST, About, By, Report, TooFew, make_report
from venevagt.cohort.report_count import CohortCounter
from venevagt.cohort.source import BadSource, Source, open_source
from venevagt.knowledge.model import Model


@click.command("report")
@click.argument("file", metavar="FILE")
@click.option("--by", type=click.Choice(["day", "week", "month"]), help="The periods over time; else by their span.")
@click.option(
    "--at-least",
    type=int,
    default=5,
    show_default=True,
    metavar="K",
    help="Hide groups of fewer persons; 1 hides none.",
)
@click.option("--population", type=click.Path(path_type=Path), metavar="CSV", help="People by region: region,people.")
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
@click.option(
    "--csv", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write the tables there, as CSV."
)
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="FILE", help="Write a page that stands alone.")
@language_option
@knowledge_option
def command(
    file: str,
    by: str | None,
    at_least: int,
    population: Path | None,
    as_json: bool,
    folder: Path | None,
    page: Path | None,
    language: str | None,
    directory: Path | None,
) -> None:
    """Count a cohort by urgency, age, sex, region and time, and how many questions it took.

    FILE has findings, or is assessed already (a column urgency). Small groups are hidden, in every kind of output.
    """
    if at_least != 1 and at_least < SMALLEST:
        fail(f"--at-least {at_least}: expected {SMALLEST} or more, or 1 to hide nothing")
    model = open_model(directory)
    labels = Labels(model, pick_language(model, language))
    people = _population(population) if population else None
    try:
        report = counted_report(model, file, by=cast(By, by or ""), at_least=at_least, people=people)
    except (BadSource, TooFew) as error:
        fail(str(error) if str(error).startswith(file) else f"{file}: {error}")
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    try:
        if folder:
            write_csv(report, labels, folder)
        if page:
            write_html(report, labels, page)
    except OSError as error:
        fail(f"{error.filename}: cannot be written ({error.strerror})")
    if as_json:
        write_json(report, indent=sys.stdout.isatty())
    elif not (folder or page):
        click.echo(report_text(report, labels))


def counted_report(model: Model, file: str, *, by: By, at_least: int, people: Mapping[str, int] | None) -> Report:
    """Read a file to its end and count it. Raises BadSource and TooFew."""
    from venevagt.care.engine import engine_for

    source = PlainSource(open_source(file, model=model), every_finding(model))
    engine = engine_for(model)
    counter = CohortCounter(engine, source.schema.names)
    synthetic = _said(source, "venevagt.synthetic") == "true"
    with _progress(source) as tick:
        for taken in source.read(counter.columns):
            counter.add(taken)
            tick(taken.batch.num_rows)
    about = About(Path(file).name, synthetic, counter.assessed, counter.missing, _said(source, "venevagt.knowledge"))
    return make_report(engine, counter.counted(), about, at_least=at_least, by=by, people=people)


def _said(source: Source, key: str) -> str:
    """What the file says of itself under a key; empty where it says nothing."""
    said: bytes = (source.schema.metadata or {}).get(key.encode(), b"")
    return said.decode("utf-8", "replace")


@contextlib.contextmanager
def _progress(source: Source) -> Iterator[Callable[[int], object]]:
    if source.rows is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=source.rows, file=sys.stderr, label=os.path.basename(source.name)) as bar:
        yield bar.update


def _population(path: Path) -> Mapping[str, int]:
    """People by region. A mistake ends the command, with its line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file)
            if not {"region", "people"} <= set(lines.fieldnames or ()):
                fail(
                    f"{path}: line 1: expected the columns region and people, found {', '.join(lines.fieldnames or ())}"
                )
            found: dict[str, int] = {}
            for line in lines:
                number = str(line["people"] or "").strip()
                if not number.isdecimal() or not int(number):
                    fail(
                        f"{path}: line {lines.line_num}: people: expected a whole number above 0, found {number[:40]!r}"
                    )
                name = str(line["region"]).strip()
                if name in found:
                    fail(f"{path}: line {lines.line_num}: region: {name[:40]!r} stands here twice, expected it once")
                found[name] = int(number)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        fail(f"{path}: expected a CSV file with the columns region and people ({str(error)[:100]})")
    return found
