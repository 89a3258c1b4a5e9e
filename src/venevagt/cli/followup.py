"""`venevagt follow-up`: the plan after a clot, from a few questions or from a case."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click
import msgspec

from venevagt.care.cases import Answer, CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.followup import FollowUpPlan, plan
from venevagt.care.plan_words import line_words, plan_words, question_words
from venevagt.care.services import danish_now
from venevagt.care.treatment import NothingConfirmed
from venevagt.cli.case_files import BadInput
from venevagt.cli.common import (
    STOPPED,
    fail,
    knowledge_option,
    language_option,
    open_model,
    pick_language,
    write_json,
)
from venevagt.cli.followup_text import show_plan
from venevagt.cli.page import Quit
from venevagt.cli.plan_cases import asked, asked_day, danger_shown, one_case, past_option
from venevagt.knowledge.model import Model
from venevagt.knowledge.treatment import CONFIRMED

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("follow-up")
@click.option("--case", "case_file", metavar="FILE|-", help="Plan for one case: JSON or YAML. Else you are asked.")
@click.option(
    "--from",
    "start",
    metavar="DATE",
    help="The day on which treatment began; else you are asked, and a case counts from today.",
)
@past_option
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("--ics", "calendar", metavar="FILE", type=_FILE, help="Write the check-ups as a calendar file.")
@click.option("--open-titles", is_flag=True, help="Let the calendar say what it is about.")
@click.option("--pdf", metavar="FILE", type=_FILE, help="Write the plan as a PDF.")
@language_option
@knowledge_option
def command(
    case_file: str | None,
    start: str | None,
    signs_are_past: bool,
    as_json: bool,
    calendar: Path | None,
    open_titles: bool,
    pdf: Path | None,
    language: str | None,
    directory: Path | None,
) -> None:
    """Make the plan after a blood clot: check-ups, what to expect, what to watch, what to ask.

    For somebody whom a doctor has told of a clot. It first asks for the signs that mean 112. It is advice
    and no prescription. What is not known is asked for, and never taken for a no.

    \b
    Exit codes: 0 planned, or 112 shown; 2 bad input, or no clot is confirmed;
    130 stopped with q or Ctrl-C.
    """
    model = open_model(directory)
    spoken = pick_language(model, language)
    begins = None if start is None else _day(start)
    knowledge = model.recovery.followup.plan
    try:
        if case_file is None:
            answers = asked(model, spoken, knowledge, as_json=as_json, enough=_is_not_confirmed)
        else:
            answers = one_case(model, case_file)
            if not signs_are_past and danger_shown(model, spoken, knowledge, answers, as_json=as_json):
                answers = None
        if answers is None:
            sys.exit(0)
        known = read_clinical_case(model, answers)
        if begins is None and case_file is None and known.get(CONFIRMED):
            begins = asked_day(model, spoken, knowledge, as_json=as_json)
        made = plan(model, known, begins or danish_now().date())
    except (BadInput, CaseError) as error:
        fail(str(error))
    except NothingConfirmed:
        words = plan_words(model, spoken, knowledge)
        fail(f"{words['page_not_confirmed']} ({CONFIRMED}; venevagt check)")
    except (KeyboardInterrupt, Quit):
        sys.exit(STOPPED)
    if as_json:
        write_json(_as_json(model, spoken, made), indent=True)
    else:
        show_plan(model, spoken, made, danish_now().date())
    if calendar:
        _write(calendar, _calendar(model, spoken, made, open_titles=open_titles))
    if pdf:
        _write(pdf, _pdf(model, spoken, made))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        fail(f"--from {written[:20]!r}: expected a date such as 2026-11-24")


def _is_not_confirmed(answers: Mapping[str, Answer]) -> bool:
    """Without a doctor's word there is no plan, so nothing more is asked."""
    return answers.get(CONFIRMED, "yes") != "yes"


def _as_json(model: Model, language: str, found: FollowUpPlan) -> object:
    """The plan with its words."""
    knowledge = model.recovery.followup.plan
    words = plan_words(model, language, knowledge)
    today = danish_now().date()
    names = [name for control in found.controls for name in control.ask]
    texts = {name: line_words(model, language, knowledge, name, today) for name in names}
    texts |= {line.id: line_words(model, language, knowledge, line.id, today) for line in found.lines}
    texts |= {control.id: words[control.id] for control in found.controls}
    texts |= {item: words[item] for control in found.controls for item in control.look_at}
    texts |= {f"ask_{name}": question_words(model, language, model.recovery.followup.plan, name) for name in found.ask}
    built: dict[str, object] = msgspec.to_builtins(found)
    return {"language": language, "knowledge": model.about.version, "sha256": model.sha256, **built, "texts": texts}


def _calendar(model: Model, language: str, found: FollowUpPlan, *, open_titles: bool) -> bytes:
    from venevagt.cli.followup_calendar import calendar_installed, to_calendar

    if not calendar_installed():
        fail("no calendar file: icalendar is not installed; install it with: pip install 'venevagt[calendar]'")
    return to_calendar(model, language, found, danish_now(), open_titles=open_titles)


def _pdf(model: Model, language: str, found: FollowUpPlan) -> bytes:
    from venevagt.cli.followup_pdf import printed
    from venevagt.cli.plan_pdf import to_pdf, typst_installed

    if not typst_installed():
        fail("no PDF: typst is not installed; install it with: pip install 'venevagt[pdf]'")
    on = danish_now().date()
    return to_pdf(printed(model, language, found, on), on)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        fail(f"{path}: {error.strerror or error}; expected a file that can be written")
    click.echo(f"written: {path}", err=True)
