"""`venevagt follow-up`: the plan after a clot, from a few questions or from a case."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from venevagt.care.assess import Assessment
from venevagt.care.cases import Answer, CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.followup import FollowUpPlan, danger, plan, red_flags
from venevagt.care.plan_words import line_words, plan_words
from venevagt.care.services import danish_now
from venevagt.care.treatment import NothingConfirmed
from venevagt.care.words import filled
from venevagt.cli.case_files import BadInput, open_cases, opened
from venevagt.cli.common import (
    BAD_INPUT,
    STOPPED,
    fail,
    knowledge_option,
    language_option,
    open_model,
    pick_language,
    write_json,
)
from venevagt.cli.followup_text import show_plan
from venevagt.cli.page import Page, Quit
from venevagt.cli.plan_questions import ask_plan
from venevagt.cli.result import show_result
from venevagt.knowledge.model import Model
from venevagt.knowledge.treatment import CONFIRMED

_PAST = "--signs-are-past"
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("follow-up")
@click.option("--case", "case_file", metavar="FILE|-", help="Plan for one case: JSON or YAML. Else you are asked.")
@click.option("--from", "start", metavar="DATE", help="The day on which treatment began; else today.")
@click.option(_PAST, is_flag=True, help="Red flags in the case are from before; a doctor has seen to them.")
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
    begins = _day(start)
    try:
        answers = _from_file(model, case_file) if case_file else _asked(model, spoken, as_json=as_json)
        if answers is None:
            sys.exit(0)
        found = _danger(model, spoken, answers) if case_file and not signs_are_past else None
        if found is not None:
            _show_danger(model, spoken, found, answers, as_json=as_json)
            sys.exit(0)
        made = plan(model, read_clinical_case(model, answers), begins)
    except (BadInput, CaseError) as error:
        fail(str(error))
    except NothingConfirmed:
        words = plan_words(model, spoken, model.recovery.followup.plan)
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


def _day(written: str | None) -> date:
    if written is None:
        return danish_now().date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        fail(f"--from {written[:20]!r}: expected a date such as 2026-11-24")


def _from_file(model: Model, name: str) -> Mapping[str, Answer]:
    """The one case of a file."""
    with opened(name) as stream:
        cases = open_cases("standard input" if name == "-" else name, stream)
        if cases.many:
            raise BadInput(f"{name}: many cases, expected one: a plan is for one person")
        (entry,) = cases.entries
    if not isinstance(entry.value, Mapping):
        read_clinical_case(model, entry.value)
    checked: Mapping[str, Answer] = entry.value
    read_clinical_case(model, checked)
    return checked


def _asked(model: Model, language: str, *, as_json: bool) -> Mapping[str, Answer] | None:
    page = Page(model, language, err=as_json)
    page.line(page.words("advises"))
    knowledge = model.recovery.followup.plan

    def enough(answers: Mapping[str, Answer]) -> bool:
        return answers.get(CONFIRMED, "yes") != "yes"

    try:
        return ask_plan(model, language, page, knowledge, enough=enough)
    except EOFError:
        click.echo(page.words("no_more_input"), err=True)
        sys.exit(BAD_INPUT)


def _danger(model: Model, language: str, answers: Mapping[str, Answer]) -> Assessment | None:
    return danger(model, answers, language=language)


def _show_danger(
    model: Model, language: str, found: Assessment, answers: Mapping[str, Answer], *, as_json: bool
) -> None:
    """112 in the place of the plan, and how to have the plan where the signs are past."""
    if as_json:
        write_json(found, indent=True)
    else:
        show_result(model, found, {name: answers[name] for name in red_flags(model) if name in answers})
    words = plan_words(model, language, model.recovery.followup.plan)
    click.echo(filled(words["page_danger_old"], option=_PAST), err=True)


def _as_json(model: Model, language: str, found: FollowUpPlan) -> object:
    """The plan with its words."""
    import msgspec

    knowledge = model.recovery.followup.plan
    words = plan_words(model, language, knowledge)
    today = danish_now().date()
    asked = [name for control in found.controls for name in control.ask]
    texts = {name: line_words(model, language, knowledge, name, today) for name in asked}
    texts |= {line.id: line_words(model, language, knowledge, line.id, today) for line in found.lines}
    texts |= {control.id: words[control.id] for control in found.controls}
    texts |= {item: words[item] for control in found.controls for item in control.look_at}
    texts |= {f"ask_{name}": words[f"ask_{name}"] for name in found.ask}
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
