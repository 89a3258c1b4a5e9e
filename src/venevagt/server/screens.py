"""What the templates need: a page of questions, or a result, put into words."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from msgspec import Struct

from venevagt.care.assess import Assessment
from venevagt.care.cases import Answer, Case
from venevagt.care.interview import Step
from venevagt.care.result import Result
from venevagt.care.services import Contact, regions
from venevagt.care.words import answer_label, filled, sure_sources
from venevagt.knowledge.model import Finding, FindingText, Model, ScreenText
from venevagt.server.forms import DRAFT, Mistake, encoded
from venevagt.server.journey import CHANGE, ResultView, ScreenView, State


class Field(Struct, frozen=True):
    """One finding on a page. `kind`: tick, number or radios; `value`: what stands in it now.

    `heads`: its question is the page's heading, so it is not said again.
    """

    name: str
    kind: str
    label: str
    text: FindingText
    value: str
    options: tuple[tuple[str, str], ...]
    optional: bool
    heads: bool
    error: str


class ContactGroup(Struct, frozen=True):
    """Contacts with the same name and hours, one for each region."""

    name: str
    hours: str
    usual_now: bool
    contacts: tuple[Contact, ...]


class Answered(Struct, frozen=True):
    """The answers of one screen, and the value of the button that changes them."""

    title: str
    labels: tuple[str, ...]
    button: str


def screen_context(model: Model, view: ScreenView, language: str) -> dict[str, Any]:
    """A page of questions."""
    texts = model.texts[language]
    heading = _heading(model, view.step, language)
    mistakes = {mistake.finding: _said(model, mistake, view.step, language) for mistake in view.mistakes}
    ticking = view.step.screen.shape == "tick_list" and not view.one_by_one
    return {
        "title": heading,
        "screen": view.step.screen,
        "words": texts.screens[view.step.screen.id],
        "ticking": ticking,
        "one_by_one": view.one_by_one,
        "fields": tuple(
            _field(model, view, name, language, ticking=ticking, error=mistakes.get(name, ""))
            for name in view.step.findings
        ),
        "mistakes": tuple((finding or view.step.findings[0], said) for finding, said in mistakes.items()),
        "whole_mistake": mistakes.get("", ""),
        "left": view.step.at_most_left,
        "at_start": view.at_start and not view.one_by_one,
        "first": view.at_start,
        "hidden": tuple(_hidden(view.state, view)),
    }


def result_context(
    model: Model, view: ResultView, shown: Result, assessment: Assessment, language: str
) -> dict[str, Any]:
    """A result."""
    return {
        "title": shown.headline,
        "result": shown,
        "urgency_name": model.texts[language].urgencies[shown.urgency].name,
        "groups": tuple(_groups(shown.contacts)),
        "regions": regions(model, language),
        "region": view.state.region,
        "answered": tuple(_answered(model, step, view.done.answers, language) for step in view.done.answered),
        "sure_sources": sure_sources(model),
        "assessment": assessment,
        "hidden": tuple(_hidden(view.state)),
    }


def _heading(model: Model, step: Step, language: str) -> str:
    """The question itself where there is only one, else the screen's title."""
    texts = model.texts[language]
    if step.screen.shape == "question" and len(step.findings) == 1:
        return texts.findings[step.findings[0]].question
    return texts.screens[step.screen.id].title


def _field(model: Model, view: ScreenView, name: str, language: str, *, ticking: bool, error: str) -> Field:
    finding, text = model.findings[name], model.texts[language].findings[name]
    kind = "number" if finding.type == "number" else "tick" if ticking and finding.type == "yes_no" else "radios"
    value = view.written.get(name, "")
    return Field(
        name=name,
        kind=kind,
        label=_upper_first(text.label),
        text=text,
        value=value.replace(".", model.texts[language].interface["decimal_mark"]) if kind == "number" else value,
        options=tuple(_options(model, finding, language)),
        optional=finding.unsure != "must_be_answered",
        heads=view.step.screen.shape == "question" and len(view.step.findings) == 1,
        error=error,
    )


def _options(model: Model, finding: Finding, language: str) -> Iterator[tuple[str, str]]:
    """What can be chosen: (answer, its word)."""
    site, text = model.texts[language].site, model.texts[language].findings[finding.id]
    if finding.type == "yes_no":
        yield from (("yes", site["yes"]), ("no", site["no"]))
    yield from ((option, _upper_first(text.options[option].label)) for option in finding.options)
    if finding.unsure != "must_be_answered":
        yield "unsure", site["not_sure"]


def _said(model: Model, mistake: Mistake, step: Step, language: str) -> str:
    texts = model.texts[language]
    screen: ScreenText = texts.screens[step.screen.id]
    if not mistake.finding:
        return filled(texts.site[mistake.word], none=screen.none, next=texts.site["next"])
    finding = model.findings[mistake.finding]
    label = texts.findings[mistake.finding].label
    return filled(texts.site[mistake.word], label=label, low=f"{finding.low:g}", high=f"{finding.high:g}")


def _hidden(state: State, view: ScreenView | None = None) -> Iterator[tuple[str, str]]:
    """The fields that carry everything on to the next page."""
    yield from ((name, encoded(answer)) for name, answer in state.answers.items())
    yield from ((DRAFT + name, encoded(answer)) for name, answer in state.drafts.items())
    if view is None:
        return
    yield "page-screen", view.step.screen.id
    if state.region:
        yield "page-region", state.region
    if view.one_by_one:
        yield "page-one_by_one", "1"
    if state.changing:
        yield "page-changing", "1"


def _groups(contacts: Iterable[Contact]) -> Iterator[ContactGroup]:
    for (name, hours, usual), members in groupby(contacts, key=lambda c: (c.name, c.hours, c.usual_now)):
        yield ContactGroup(name, hours, usual, tuple(members))


def _answered(model: Model, step: Step, answers: Case, language: str) -> Answered:
    return Answered(
        title=model.texts[language].screens[step.screen.id].title,
        labels=tuple(_upper_first(_answer(model, language, name, answers[name])) for name in step.findings),
        button=CHANGE + step.screen.id,
    )


def _answer(model: Model, language: str, name: str, answer: Answer) -> str:
    """One answer in a few words; a measurement that was left out is called that."""
    if answer == "unsure" and model.findings[name].type == "number":
        texts = model.texts[language]
        return filled(texts.site["not_measured"], label=texts.findings[name].label)
    return answer_label(model, language, name, answer)


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
