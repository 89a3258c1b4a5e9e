"""`venevagt diary`: what a person writes down each day, in a file that is the person's own."""

import sys
from pathlib import Path
from typing import Any

import click

from venevagt.care.diary import DAY, Mistake, Read, field_label, in_words, read_entry, read_settings
from venevagt.care.diary_case import current, judge
from venevagt.care.diary_files import MOST_BYTES, from_file, merged, take_over, to_csv, to_json
from venevagt.care.diary_store import StoreError
from venevagt.cli.common import BAD_INPUT, fail, write_json
from venevagt.cli.diary_ask import asked
from venevagt.cli.diary_file import Diary, options, run
from venevagt.cli.diary_plot import plots
from venevagt.cli.diary_text import Shown, fields_table, pairs, show_all, show_verdict

_json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group("diary")
def command() -> None:
    """Write down the leg's measures, pain, walking and medicine, day by day.

    Each entry is assessed at once by the same rules as `venevagt check`: a dangerous one says whom to call
    before anything is saved. The file is yours; nothing is sent. A doctor decides, not the diary.

    Exit codes: 0 done; 2 bad input, or a file that cannot be used.
    """


@command.command("add")
@click.argument("values", nargs=-1, metavar="FIELD=VALUE...")
@click.option("--day", metavar="2026-11-24", help="An earlier day; else today.")
@click.option("--ask", "ask", is_flag=True, help="Ask for one thing after the other.")
@click.option("--replace", is_flag=True, help="Take this instead of what the day has; else it is added.")
@_json_option
@options
def add(
    values: tuple[str, ...],
    day: str | None,
    ask: bool,
    replace: bool,
    as_json: bool,
    file: Path | None,
    language: str | None,
    directory: Path | None,
) -> None:
    """Write down one day, for example: pain=3 calf_left_cm=38.5 breathless=no

    What the day has already stays beside it. Without FIELD=VALUE it lists the fields and what each can be; --ask
    asks for them.
    """
    diary = Diary(file, language, directory)
    if not values and not ask:
        fields_table(diary.model, diary.language)
        sys.exit(BAD_INPUT)
    raw, mistakes = pairs(diary.model, values)
    raw[DAY] = day or diary.today.isoformat()
    if ask:
        run(lambda: raw.update(_asked(diary, raw[DAY], replace=replace)))
    read = read_entry(diary.model, raw, diary.today)
    read = Read(read.entry, (*mistakes, *read.mistakes))
    run(lambda: _add(diary, read, replace=replace, as_json=as_json))


def _asked(diary: Diary, day: str, *, replace: bool) -> dict[str, Any]:
    """What is typed line by line; not for a day that is there already, for then it would be lost."""
    entries = diary.entries()
    if not replace and any(entry[DAY] == day for entry in entries):
        fail(diary.word("terminal_there", day=day, option="--replace"))
    return asked(diary, diary.settings(), entries, day)


def _add(diary: Diary, read: Read, *, replace: bool, as_json: bool) -> None:
    """First what the triage says, also of an entry with a mistake or a file that cannot be read; then it is saved."""
    trouble = None
    try:
        settings, entries = diary.settings(), diary.entries()
    except StoreError as error:
        settings, entries, trouble = {}, [], error
    own = {} if replace else next((entry for entry in entries if entry[DAY] == read.entry.get(DAY)), {})
    entry = {**own, **read.entry}
    verdict = judge(diary.model, settings, entry, entries, language=diary.language, on=diary.today)
    if not as_json:
        show_verdict(diary.model, diary.language, verdict, entry, entries)
    elif verdict.speaks and (trouble or read.mistakes):
        write_json(verdict.assessment, indent=True)
    if trouble:
        raise trouble
    if read.mistakes:
        diary.refuse(read.mistakes)
    clash = diary.store.add(read.entry, over=replace)
    if clash:
        labels = ", ".join(field_label(diary.model, diary.language, name) for name in clash)
        fail(diary.word("terminal_clash", day=read.entry[DAY], fields=labels, option="--replace"))
    if as_json:
        write_json({"saved": entry, "speaks": verdict.speaks, "assessment": verdict.assessment}, indent=True)
        return
    if not verdict.speaks:
        click.echo(diary.word("quiet"))
    click.echo(diary.word("terminal_saved", day=read.entry[DAY], file=diary.store.path))


@command.command("set")
@click.argument("values", nargs=-1, metavar="NAME=VALUE...")
@options
def set_(values: tuple[str, ...], file: Path | None, language: str | None, directory: Path | None) -> None:
    """Say once what holds for every day: clot_under_treatment, on_anticoagulant, leg, seen_on.

    seen_on is the day on which a doctor last saw the leg: later entries are compared with those from that day on.
    """
    diary = Diary(file, language, directory)

    def change() -> None:
        own, mistakes = pairs(diary.model, values)
        read = read_settings({**diary.settings(), **own}, diary.today)
        if mistakes or read.mistakes:
            diary.refuse((*mistakes, *read.mistakes))
        if values:
            diary.store.put(settings=read.entry)
        Shown(diary.model, diary.language, diary.settings(), []).settings_table()

    run(change)


@command.command("show")
@_json_option
@options
def show(as_json: bool, file: Path | None, language: str | None, directory: Path | None) -> None:
    """Show every entry, what changed since the one before, and what the last one means now."""
    diary = Diary(file, language, directory)

    def print_all() -> None:
        shown = Shown(diary.model, diary.language, diary.settings(), diary.entries())
        last = current(shown.entries, diary.today)
        verdict = (
            judge(diary.model, shown.settings, last, shown.entries, language=diary.language, on=diary.today)
            if last is not None
            else None
        )
        if as_json:
            found = {"settings": shown.settings, "entries": shown.entries}
            write_json({**found, "now": verdict.assessment if verdict and verdict.speaks else None}, indent=True)
            return
        if verdict is not None and verdict.speaks and last is not None:
            show_verdict(diary.model, diary.language, verdict, last, shown.entries)
        show_all(shown)

    run(print_all)


@command.command("plot")
@options
def plot(file: Path | None, language: str | None, directory: Path | None) -> None:
    """Draw the calves, the pain and the walking in plain text."""
    diary = Diary(file, language, directory)
    run(lambda: click.echo(plots(diary.model, diary.language, diary.entries())))


@command.command("print")
@options
def print_(file: Path | None, language: str | None, directory: Path | None) -> None:
    """Print a page for the next control: settings, entries, changes and drawings."""
    diary = Diary(file, language, directory)

    def print_page() -> None:
        shown = Shown(diary.model, diary.language, diary.settings(), diary.entries())
        shown.control_page(diary.today)
        click.echo(plots(diary.model, diary.language, shown.entries))

    run(print_page)


@command.command("export")
@click.option("--csv", "kind", flag_value="csv", help="The entries alone, for a spreadsheet.")
@click.option("--json", "kind", flag_value="json", default="json", help="Everything (this is what you get without).")
@click.option("-o", "output", metavar="FILE", type=click.Path(path_type=Path), help="Write here, not to the screen.")
@options
def export(kind: str, output: Path | None, file: Path | None, language: str | None, directory: Path | None) -> None:
    """Give the diary as JSON or CSV, which the site reads too."""
    diary = Diary(file, language, directory)

    def write() -> None:
        entries = diary.store.entries()
        text = to_csv(diary.model, entries) if kind == "csv" else to_json(diary.store.settings(), entries)
        if output is None:
            click.echo(text.encode("utf-8"), nl=False)
            return
        try:
            output.write_bytes(text.encode("utf-8"))
        except OSError as error:
            fail(f"{output}: {error.strerror}; choose another place with -o")

    run(write)


@command.command("import")
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--replace", is_flag=True, help="Where a day is in both, take the one of FILE; else yours stays.")
@options
def import_(source: Path, replace: bool, file: Path | None, language: str | None, directory: Path | None) -> None:
    """Take over the entries of a JSON or CSV file; what is not taken is told line by line.

    Exit code 2 when something was not taken.
    """
    diary = Diary(file, language, directory)
    try:
        with source.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        fail(f"{source}: {error.strerror}; expected a JSON or CSV file of a diary")
    found = from_file(diary.model, content, diary.today)

    def take() -> None:
        old = diary.entries()
        taken = take_over(found, diary.settings(), old, replace=replace)
        every = merged(old, taken.added)
        last = current(every, diary.today)
        if last is not None and last in taken.added:
            verdict = judge(diary.model, taken.settings, last, every, language=diary.language, on=diary.today)
            if verdict.speaks:
                show_verdict(diary.model, diary.language, verdict, last, every)
        if taken.added or found.settings:
            diary.store.put(taken.added, taken.settings if found.settings else None)
        click.echo(diary.word("import_done", count=len(taken.added)))
        if taken.same:
            click.echo(diary.word("import_kept", days=", ".join(taken.same)))
        for one in found.refused:
            click.echo(_refusal(diary, source, one.line, one.mistake), err=True)
        if found.refused:
            sys.exit(BAD_INPUT)

    run(take)


def _refusal(diary: Diary, source: Path, line: int, mistake: Mistake) -> str:
    said = in_words(diary.model, diary.language, mistake)
    return f"{source}: {diary.word('import_line', line=line)} {said}" if line else f"{source}: {said}"


@command.command("remove")
@click.argument("day")
@options
def remove(day: str, file: Path | None, language: str | None, directory: Path | None) -> None:
    """Remove the entry of one day."""
    diary = Diary(file, language, directory)

    def take_away() -> None:
        if not diary.store.remove(day):
            fail(diary.word("terminal_no_entry", day=day[:20]))
        click.echo(diary.word("terminal_removed", day=day))

    run(take_away)


@command.command("wipe")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options
def wipe(yes: bool, file: Path | None, language: str | None, directory: Path | None) -> None:
    """Remove the whole diary, after a question."""
    diary = Diary(file, language, directory)

    def take_away() -> None:
        if not diary.store.path.exists():
            fail(f"{diary.store.path}: {diary.word('terminal_no_file')}")
        count = len(diary.entries())
        if not yes:
            click.echo(diary.word("terminal_wipe", count=count, file=diary.store.path), nl=False)
            typed = sys.stdin.readline().strip().casefold() if sys.stdin else ""
            if typed not in diary.word("terminal_wipe_yes").split(", "):
                click.echo(diary.word("terminal_not_wiped"))
                return
        diary.store.wipe()
        click.echo(diary.word("terminal_wiped"))

    run(take_away)
