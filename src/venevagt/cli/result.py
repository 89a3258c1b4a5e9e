"""The result of a case, as the terminal prints it."""

from venevagt.care.assess import Assessment
from venevagt.care.cases import Case
from venevagt.care.result import Result, result
from venevagt.care.services import Contact, danish_now
from venevagt.cli.page import Page
from venevagt.knowledge.model import Model


def show_result(model: Model, assessment: Assessment, case: Case, page: Page | None = None) -> None:
    """Print a result for a person to read. After 112: the number, what to say, what to do, no more."""
    page = page or Page(model, assessment.language)
    shown = result(model, assessment, case, at=danish_now())
    if shown.urgency == model.about.urgencies[-1]:
        _show_emergency(page, shown)
        return
    page.top()
    page.line()
    page.line(shown.headline, shown.urgency)
    page.line(shown.action)
    if not assessment.final:
        _show_open(page, model, assessment)
    _show_contacts(page, shown.contacts)
    page.bullets("why", shown.why)
    if shown.because:
        page.rows([("", page.words("because", answers="; ".join(shown.because)))])
    page.bullets("say", shown.say)
    page.bullets("do", shown.do)
    page.bullets("dont", shown.dont)
    page.bullets("call_again", shown.safety_net)
    page.bullets("would_change", shown.changes)
    _show_small_print(page, model, assessment, shown)


def _show_emergency(page: Page, shown: Result) -> None:
    page.line()
    page.rule()
    page.line(shown.headline, shown.urgency)
    page.rows([(contact.number, contact.name) for contact in shown.contacts])
    page.bullets("say", shown.say)
    page.bullets("while_waiting", (*shown.do, *shown.dont))


def _show_open(page: Page, model: Model, assessment: Assessment) -> None:
    """What the open answers can still lead to, and what to answer next."""
    low, high = (page.texts.urgencies[urgency].name for urgency in assessment.possible)
    page.heading(page.texts.interface["not_final"])
    page.line(page.words("possible", low=low, high=high))
    name = assessment.next_question
    if name is not None:
        page.line(page.words("next_question", question=page.texts.findings[name].question, finding=name))


def _show_contacts(page: Page, contacts: tuple[Contact, ...]) -> None:
    """Whom to call, with the number first; the usual one at this hour comes first."""
    if not contacts:
        return
    page.heading(page.words("whom_to_call"))
    page.rows((_contact(page, contact) for contact in contacts), indent=_NUMBER_WIDTH)


_NUMBER_WIDTH = 14


def _contact(page: Page, contact: Contact) -> tuple[str, str]:
    name = ", ".join(filter(None, (contact.name, contact.region)))
    hours = page.words("open_now", hours=contact.hours) if contact.usual_now else contact.hours
    note = f" {contact.note}" if contact.note else ""
    return contact.number, f"{name}: {hours}.{note}"


def _show_small_print(page: Page, model: Model, assessment: Assessment, shown: Result) -> None:
    """Notes, sources, and which knowledge gave the answer."""
    page.line()
    for note in shown.notes:
        if note != page.texts.interface["not_final"]:
            page.line(note)
    sources = dict.fromkeys(source for reason in assessment.reasons for source in reason.sources)
    if sources:
        page.line(page.words("sources"))
        page.rows([(source, model.sources[source].citation) for source in sources], one_line=True)
    page.line(page.words("advises"))
    known = assessment.knowledge
    page.line(page.words("knowledge", version=known.version, sha=known.sha256[:12]))
