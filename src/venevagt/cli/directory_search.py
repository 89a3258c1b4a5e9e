"""The search in the terminal: the door first, then the clinics, or the triage's own answer."""

from datetime import datetime
from pathlib import Path

import click
from msgspec import Struct

from venevagt.care.assess import Assessment, assess
from venevagt.care.cases import Case, CaseError, read_case
from venevagt.care.clinic import Clinic
from venevagt.care.clinic_words import RECORD, record_lines, value_words
from venevagt.care.door import Door, may_see_clinics
from venevagt.care.find_clinic import WishError
from venevagt.care.rehabilitation import stands
from venevagt.care.services import danish_now
from venevagt.care.words import filled
from venevagt.cli.asking import Stopped, ask_person
from venevagt.cli.case_files import BadInput, open_cases, opened
from venevagt.cli.clearance import open_clearance
from venevagt.cli.common import BAD_INPUT, fail, write_json
from venevagt.cli.page import Page
from venevagt.cli.result import show_result
from venevagt.directory.answer import Answered, Found, answer, known_facts
from venevagt.directory.exports import Format, export
from venevagt.directory.search import Asked, SearchError, read
from venevagt.directory.store import Store
from venevagt.knowledge.model import Model


class Person(Struct, frozen=True):
    """Who asks: the file with the answers (else they are asked), and the files with a doctor's clearance."""

    case_file: str | None
    clearances: tuple[Path, ...] = ()


def run_search(
    model: Model,
    store: Store,
    asked: Asked,
    person: Person,
    day: datetime | None,
    *,
    language: str,
    as_json: bool,
    format_: Format | None = None,
) -> int:
    """Answer one search; the exit code. `format_`: the clinics go to another program, and pages to standard error."""
    at = _at(day)
    try:
        read(model.recovery.directory, asked, at.date())
        cleared = _cleared(model, person, at)
        case = _case(model, person, language, at, cleared=cleared, as_json=as_json or format_ is not None)
        found = answer(model, store, case, asked, language=language, at=at, cleared=cleared)
    except Stopped as stopped:
        return stopped.code
    except (BadInput, CaseError, SearchError, WishError) as error:
        fail(str(error))
    if as_json:
        write_json(found, indent=True)
        return 0
    page = Page(model, language, err=format_ is not None)
    if found.may_see_clinics and format_ is not None:
        click.echo(export(format_, found.clinics), nl=False)
    elif found.may_see_clinics:
        _show_clinics(model, language, page, found)
    else:
        _show_refusal(model, page, found.assessment, case, found.why, found.ask, shown_before=person.case_file is None)
    return 0


def run_show(
    model: Model,
    store: Store,
    identity: str,
    person: Person,
    day: datetime | None,
    *,
    language: str,
    as_json: bool,
) -> int:
    """Show one clinic; the exit code."""
    at = _at(day)
    words = model.texts[language].directory
    try:
        cleared = _cleared(model, person, at)
        case = _case(model, person, language, at, cleared=cleared, as_json=as_json)
        assessment = assess(model, case, language=language, on=at.date())
    except Stopped as stopped:
        return stopped.code
    except (BadInput, CaseError) as error:
        fail(str(error))
    door = may_see_clinics(model, case, assessment, cleared=cleared)
    page = Page(model, language)
    if not door.open:
        why = words[f"door_{door.refusal}"]
        if as_json:
            write_json(
                {"may_see_clinics": False, "refusal": door.refusal, "why": why, "assessment": assessment}, indent=True
            )
        else:
            _show_refusal(model, page, assessment, case, why, door.ask, shown_before=person.case_file is None)
        return 0
    clinic = store.get(identity)
    if clinic is None:
        click.echo(filled(words["find_not_there"], id=identity[:60]), err=True)
        return BAD_INPUT
    if as_json:
        shown = {name: getattr(clinic, name) for name in clinic.__struct_fields__}
        earlier = len(store.history(identity))
        write_json({**shown, "facts": known_facts(clinic, at), "earlier_versions": earlier}, indent=True)
    else:
        _show_clinic(model, language, page, clinic, at)
    return 0


def _at(day: datetime | None) -> datetime:
    return day if day is not None else danish_now()


def _cleared(model: Model, person: Person, at: datetime) -> bool:
    """Whether a doctor's clearance stands on the day. A file that is none ends the command."""
    return stands([open_clearance(model, file) for file in person.clearances], at.date())


def _case(model: Model, person: Person, language: str, at: datetime, *, cleared: bool, as_json: bool) -> Case:
    """The person's answers. Asked ones go on until the door is settled. Raises BadInput, CaseError or Stopped."""
    case_file = person.case_file
    if case_file is None:

        def still_open(answers: Case) -> tuple[str, ...]:
            return _door(model, answers, at, cleared=cleared).ask

        return ask_person(model, language, still_open, err=as_json)
    with opened(case_file) as stream:
        cases = open_cases("standard input" if case_file == "-" else case_file, stream)
        entries = list(cases.entries)
    if len(entries) != 1 or entries[0].error:
        raise BadInput(entries[0].error or f"{case_file}: {len(entries)} cases, expected one")
    return read_case(model, entries[0].value)


def _door(model: Model, case: Case, at: datetime, *, cleared: bool) -> Door:
    return may_see_clinics(model, case, assess(model, case, on=at.date()), cleared=cleared)


def _show_refusal(
    model: Model,
    page: Page,
    assessment: Assessment,
    case: Case,
    why: str,
    ask: tuple[str, ...],
    *,
    shown_before: bool,
) -> None:
    """Why there is no clinic, and what to do instead; after the interview the result stands there already."""
    if not shown_before:
        show_result(model, assessment, case, page)
    page.line()
    page.line(why, "bold")
    if ask:
        page.line(page.texts.directory["door_ask"])
        page.rows(("-", page.texts.findings[name].question) for name in ask)


def _show_clinics(model: Model, language: str, page: Page, found: Answered) -> None:
    words = model.texts[language].directory
    page.heading(words["find_title"])
    page.line(words["find_order"])
    if not found.clinics:
        page.line(words["find_none"])
    for place, clinic in enumerate(found.clinics, 1):
        page.line()
        page.line(f"{place}. {clinic.name}", "bold")
        page.rows([("", line) for line in _lines(words["find_source"], clinic)])


def _lines(source: str, clinic: Found) -> list[str]:
    address = ", ".join(filter(None, (clinic.street, f"{clinic.postcode} {clinic.town}".strip())))
    contact = "  ".join(filter(None, (clinic.telephone, clinic.email, clinic.website)))
    origin = filled(source, source=", ".join(dict.fromkeys(filter(None, (clinic.source, clinic.licence)))))
    return [line for line in (address, contact, *clinic.reasons, origin, clinic.id) if line]


def _show_clinic(model: Model, language: str, page: Page, clinic: Clinic, at: datetime) -> None:
    words = model.texts[language].directory
    known = known_facts(clinic, at)
    page.heading(clinic.name)
    address = ", ".join(filter(None, (clinic.street, f"{clinic.postcode} {clinic.town}".strip())))
    contact = "  ".join(filter(None, (clinic.telephone, clinic.email, clinic.website)))
    for line in filter(None, (address, contact, *record_lines(model, clinic, language, at.date()))):
        page.line(line)
    for name, fact in known.items():
        value = value_words(model, language, name, fact.value)
        checked = filled(words["find_fact_checked"], day=fact.checked_on.isoformat())
        page.rows([("-", f"{words[f'fact_{name}']}: {value} ({checked}, {fact.source})")])
    missing = [words[f"fact_{name}"] for name in model.recovery.directory.facts if name not in (*known, RECORD)]
    page.line(filled(words["find_not_known"], facts="; ".join(missing)))
    page.line(filled(words["find_source"], source=", ".join(filter(None, (clinic.source, clinic.licence)))))
