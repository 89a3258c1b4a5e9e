"""`venevagt directory`: clinics from registers and files, and the way to them for somebody who may see them."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from venevagt.cli.common import fail, knowledge_option, language_option, open_model, pick_language, write_json
from venevagt.directory.csv_clinics import read_mapping
from venevagt.directory.exports import FORMATS, Format
from venevagt.directory.importing import KINDS, Imported, Kind, TooManyVanished, import_rows, kind_of, rows_of
from venevagt.directory.rows import SetAside, UnreadableFile
from venevagt.directory.store import Store, StoreError
from venevagt.directory.stores import open_store
from venevagt.knowledge.model import Model

file_option = click.option(
    "--file", "where", metavar="FILE", required=True, help="The directory: a file, postgresql://..., or demo."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
case_option = click.option(
    "--case", "case_file", metavar="FILE|-", help="The person's answers (JSON or YAML); else they are asked."
)


clearance_option = click.option(
    "--clearance",
    "clearances",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A doctor's clearance; a red flag closes the door all the same.",
)


@click.group("directory")
def command() -> None:
    """Clinics of physiotherapists, for somebody who may see them.

    `import` reads SOR's nightly CSV, OpenStreetMap's GeoJSON, CSV with a mapping, or FHIR. `search` and `show` ask
    the triage first: with an open red flag or a possible clot they show no clinic, but what to do instead.
    """


@contextmanager
def opened_store(model: Model, where: str, *, new: bool = False) -> Iterator[Store]:
    """The store, closed at the end; or a clear message and the exit code for bad input."""
    try:
        store = open_store(model.recovery.directory, where, new=new)
    except StoreError as error:
        fail(str(error))
    try:
        yield store
    finally:
        store.close()


@command.command("import")
@click.argument("source_file", metavar="FILE", type=click.Path(path_type=Path))
@file_option
@click.option("--format", "kind", type=click.Choice(KINDS), help="What FILE is; else by its content.")
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE", help="For CSV: which column is what.")
@click.option("--source", default="", metavar="NAME", help="For FHIR: whose data it is.")
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day FILE speaks of; else when it was last changed."
)
@click.option("--shrink", is_flag=True, help="Accept that most clinics are not in FILE any more.")
@click.option("--aside", type=click.Path(path_type=Path), metavar="FILE", help="Where bad rows go; else beside FILE.")
@json_option
@knowledge_option
def import_command(
    source_file: Path,
    where: str,
    kind: Kind | None,
    mapping: Path | None,
    source: str,
    day: datetime | None,
    shrink: bool,
    aside: Path | None,
    as_json: bool,
    directory: Path | None,
) -> None:
    """Read FILE into the directory: new clinics, changed ones, and those that vanished.

    A row that cannot be used is set aside, with its line and the reason, in FILE.set-aside.csv.

    \b
    Exit codes: 0 imported, rows set aside or not; 2 bad input, and then nothing was changed.
    """
    model = open_model(directory)
    known = model.recovery.directory
    try:
        content = source_file.read_bytes()
        as_of = day.date() if day else _last_changed(source_file)
        found = kind or kind_of(content)
        how = read_mapping(known, mapping) if mapping else None
        rows = list(rows_of(known, found, content, as_of, how, source))
    except OSError as error:
        fail(f"{source_file}: {error.strerror or error}; expected a file to import")
    except UnreadableFile as error:
        fail(f"{source_file}: {error}")
    name = {"sor": "SOR", "osm": "OpenStreetMap", "fhir": source or "FHIR", "csv": how.source if how else ""}[found]
    group = found if found in ("sor", "osm") else f"{found}:{name}"
    with opened_store(model, where, new=True) as store:
        try:
            done = import_rows(known, store, rows, kind=group, source=name, as_of=as_of, shrink=shrink)
        except TooManyVanished as error:
            fail(f"{source_file}: {error}")
    target = aside or source_file.with_name(f"{source_file.name}.set-aside.csv")
    _write_aside(target, done.set_aside)
    if as_json:
        write_json(done, indent=True)
    else:
        _show_import(done, target)


def _last_changed(path: Path) -> date:
    return date.fromtimestamp(path.stat().st_mtime)


def _write_aside(target: Path, rows: tuple[SetAside, ...]) -> None:
    """The rows that were set aside as CSV; no file where there are none, and none left from an earlier import."""
    try:
        if not rows:
            target.unlink(missing_ok=True)
            return
        with target.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("line", "reason", "row"))
            # A cell that begins with such a sign would be a formula where the file is opened as a table.
            writer.writerows(
                (row.line, row.reason, f" {row.text}" if row.text[:1] in "=+-@" else row.text) for row in rows
            )
    except OSError as error:
        fail(f"{target}: {error.strerror or error}; the clinics were imported, but not what was set aside")


_SHOWN = 10


def _show_import(done: Imported, target: Path) -> None:
    passed = ", ".join(f"{count} {why.replace('_', ' ')}" for why, count in sorted(done.passed.items()))
    click.echo(
        f"{done.kind} of {done.as_of}: {done.read} rows, {done.clinics} clinics" + (f"; {passed}" if passed else "")
    )
    for label, ids in (
        ("new", done.new),
        ("changed", done.changed),
        ("back", done.back),
        ("vanished", done.vanished),
        ("with something out of date", done.stale),
    ):
        click.echo(f"{len(ids):>7} {label}{_some(ids)}")
    for line, note in done.notes[:_SHOWN]:
        click.echo(f"line {line}: {note}", err=True)
    if len(done.notes) > _SHOWN:
        click.echo(f"... and {len(done.notes) - _SHOWN} notes more (--json has all)", err=True)
    for row in done.set_aside[:_SHOWN]:
        click.echo(f"line {row.line}: {row.reason}", err=True)
    if done.set_aside:
        click.echo(f"{len(done.set_aside)} rows set aside: {target}", err=True)


def _some(ids: tuple[str, ...]) -> str:
    if not ids:
        return ""
    return f": {', '.join(ids[:3])}" + (" ..." if len(ids) > 3 else "")


@command.command("report")
@file_option
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="As of this day; else today.")
@json_option
@knowledge_option
def report_command(where: str, day: datetime | None, as_json: bool, directory: Path | None) -> None:
    """For the operator: how many clinics there are, the imports, and what is out of date. No names."""
    from venevagt.care.services import danish_now
    from venevagt.directory.report import report

    model = open_model(directory)
    on = day.date() if day else danish_now().date()
    with opened_store(model, where) as store:
        found = report(model.recovery.directory, store, on)
    if as_json:
        write_json(found, indent=True)
        return
    click.echo(f"{found.clinics} clinics on {on}, {found.fictitious} of them made up")
    for layer, count in found.layers.items():
        click.echo(f"{count:>7} {layer}")
    click.echo(f"{len(found.stale):>7} with something out of date{_some(found.stale)}")
    for name, fact in found.facts.items():
        click.echo(f"{fact.known:>7} {name} known, {fact.expired} out of date")
    for one in found.imports:
        change = f"{one.new} new, {one.changed} changed, {one.vanished} vanished, {one.set_aside} set aside"
        click.echo(f"import {one.number}: {one.kind} of {one.as_of}, {one.read} rows: {change}")


@command.command("search")
@file_option
@case_option
@clearance_option
@click.option("--postcode", default="", metavar="CODE", help="Around a postcode.")
@click.option("--town", default="", metavar="NAME", help="Around a town.")
@click.option("--region", default="", metavar="NAME", help="In a region of this day.")
@click.option("--near", default="", metavar="LAT,LON", help="Around a place in degrees.")
@click.option("--name", default="", metavar="TEXT", help="By words of name, street and town.")
@click.option("--within", "within_km", default=25.0, show_default=True, metavar="KM", help="How far.")
@click.option("--with", "wishes", default="", metavar="A,B", help="What matters, such as home_visits,languages:en.")
@click.option("--open-at", default="", metavar="TIME", help="Open then, such as 2026-11-25T10:00.")
@click.option("--limit", "most", default=20, show_default=True, metavar="N", help="How many clinics at most.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="As of this day; else today.")
@click.option("--export", "format_", type=click.Choice(FORMATS), help="Print the clinics for another program.")
@json_option
@language_option
@knowledge_option
def search_command(
    where: str,
    case_file: str | None,
    clearances: tuple[Path, ...],
    day: datetime | None,
    as_json: bool,
    language: str | None,
    directory: Path | None,
    wishes: str,
    within_km: float,
    most: int,
    format_: Format | None,
    **places: str,
) -> None:
    """Find a clinic, after the questions of the triage or with the answers in --case.

    With an open red flag, a possible clot or open questions no clinic is shown, but what to do instead.
    Order: what fits, then distance, then the date checked. What is out of date is unknown, never a yes.
    With --export a refusal goes to standard error, and nothing to standard output.

    \b
    Exit codes: 0 answered, with clinics or why there are none; 2 bad input; 130 stopped.
    """
    from venevagt.cli.directory_search import Person, run_search
    from venevagt.directory.search import Asked

    model = open_model(directory)
    split = tuple(part.strip() for part in wishes.split(",") if part.strip())
    asked = Asked(within_km=within_km, most=most, wishes=split, **places)
    with opened_store(model, where) as store:
        spoken = pick_language(model, language)
        person = Person(case_file, clearances)
        sys.exit(run_search(model, store, asked, person, day, language=spoken, as_json=as_json, format_=format_))


@command.command("show")
@click.argument("identity", metavar="ID")
@file_option
@case_option
@clearance_option
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="As of this day; else today.")
@json_option
@language_option
@knowledge_option
def show_command(
    identity: str,
    where: str,
    case_file: str | None,
    clearances: tuple[Path, ...],
    day: datetime | None,
    as_json: bool,
    language: str | None,
    directory: Path | None,
) -> None:
    """One clinic by its id: what is known of it on the day, since when, and what is not. The same door as `search`."""
    from venevagt.cli.directory_search import Person, run_show

    model = open_model(directory)
    with opened_store(model, where) as store:
        spoken = pick_language(model, language)
        person = Person(case_file, clearances)
        sys.exit(run_show(model, store, identity, person, day, language=spoken, as_json=as_json))
