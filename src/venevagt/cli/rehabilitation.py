"""`venevagt rehabilitation`: whether training is open today, why, and what of it."""

import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from venevagt.care.cases import CaseError
from venevagt.care.clearance import Held, Lapse, write_held
from venevagt.care.measures import Reading, read_measures, told_to_triage
from venevagt.care.rehabilitation import State, Today, read_today, state
from venevagt.care.services import danish_now
from venevagt.cli.case_files import BadInput, open_cases, opened
from venevagt.cli.clearance import open_clearance
from venevagt.cli.common import (
    BAD_INPUT,
    fail,
    knowledge_option,
    language_option,
    open_model,
    pick_language,
    write_json,
)
from venevagt.knowledge.model import Model


@click.command("rehabilitation")
@click.option(
    "--clearance",
    "files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A clearance; give it again for older ones.",
)
@click.option("--case", "case_file", metavar="FILE|-", help="Today's answers: JSON or YAML.")
@click.option("--measures", "measures_file", metavar="FILE", help="What was measured: a JSON or YAML list.")
@click.option("--sheet", is_flag=True, help="Print a sheet for the physiotherapist.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@language_option
@knowledge_option
def command(
    files: tuple[Path, ...],
    case_file: str | None,
    measures_file: str | None,
    sheet: bool,
    as_json: bool,
    language: str | None,
    directory: Path | None,
) -> None:
    """Say whether training is open today, why, and which exercises.

    It is closed until a doctor's clearance is given with --clearance and today's answers with --case: every red
    flag of the triage, and every stop sign. Without --case it says what to answer. A stop sign or a danger closes it
    until there is a new clearance: that is written into the clearance's file.

    Exit codes: 0 answered, open or closed; 2 bad input, or the file could not be written.
    """
    model = open_model(directory)
    spoken = pick_language(model, language)
    today = danish_now().date()
    try:
        measures = read_measures(model, _one(measures_file) if measures_file else [])
        asked = read_today(model, _one(case_file) if case_file else {})
    except (BadInput, CaseError) as error:
        fail(str(error))
    held = [open_clearance(model, file) for file in files]
    asked = msgspec.structs.replace(asked, case={**asked.case, **_measured(model, asked, measures, today)})
    found = state(model, held, asked, on=today, language=spoken)
    lapsed = _note_lapse(files, held, found, today)
    if as_json:
        write_json(found, indent=True)
    else:
        from venevagt.cli.rehabilitation_text import show_sheet, show_state

        (show_sheet if sheet else show_state)(model, spoken, found, held, asked, measures)
        if found.lapses and lapsed is not None:
            click.echo(model.texts[spoken].rehabilitation["lapse_written"].format(file=lapsed))
    if found.lapses and lapsed is None:
        sys.exit(BAD_INPUT)


def _measured(model: Model, asked: Today, measures: tuple[Reading, ...], on: date) -> Mapping[str, Any]:
    """Today's measures as findings; where a finding was answered too, the greater number counts."""
    found = told_to_triage(model, measures, on)
    for name, value in found.items():
        own = asked.case.get(name)
        if isinstance(own, float) and isinstance(value, float):
            found[name] = max(own, value)
    return found


def _one(name: str) -> Any:
    """The value in a file. Raises BadInput."""
    with opened(name) as stream:
        cases = open_cases("standard input" if name == "-" else name, stream)
        if cases.many:
            raise BadInput(f"{name}: JSON Lines, expected the answers of one person")
        return next(iter(cases.entries)).value


def _note_lapse(files: tuple[Path, ...], held: list[Held], found: State, on: date) -> Path | None:
    """Write into the file of the clearance that it has lapsed; the file, or None where nothing was written."""
    if not found.lapses:
        return None
    for file, one in zip(files, held, strict=True):
        if one.clearance == found.clearance:
            lapsed = msgspec.structs.replace(one, lapse=Lapse(on, found.lapses))
            return file if _write(file, write_held(lapsed)) else None
    return None


def _write(file: Path, content: bytes) -> bool:
    """Write whole or not at all; says on standard error when it could not."""
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        os.chmod(temporary, file.stat().st_mode)
        os.replace(temporary, file)
    except OSError as error:
        message = (
            f"{file}: {error.strerror}; the clearance has lapsed and must not be used, but the file does not say so"
        )
        click.echo(message, err=True)
        return False
    return True
