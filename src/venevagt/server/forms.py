"""What a browser sends: a form's fields, told apart, and read as answers.

All state of the interview is in these fields: a finding's answer under the finding's id, an answer
that is only shown again under `was-` and the id, and the page's own fields under `page-`.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from msgspec import Struct

from venevagt.care.cases import Answer, read_case
from venevagt.care.interview import Step
from venevagt.knowledge.model import Finding, Model

DRAFT = "was-"
"""In front of an answer that was given before and is shown again, but does not count now."""

_PAGE = "page-"
_MOST_FIELDS = 400
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{0,9})?")


class BadForm(ValueError):
    """A form that this site never sends."""


class Form(Struct, frozen=True, kw_only=True):
    """One form. `do`: the button that was pressed. `screen`: the screen that it was on, if any.

    `fields` and `drafts` are what was written for each finding, not looked at yet.
    """

    do: str = "next"
    screen: str = ""
    one_by_one: bool = False
    changing: bool = False
    region: str = ""
    fields: Mapping[str, str] = {}
    drafts: Mapping[str, str] = {}


class Mistake(Struct, frozen=True):
    """Something that the person has to put right: `word` is the id of the site's sentence for it.

    `finding` is empty where it concerns the whole list.
    """

    word: str
    finding: str = ""


def read_form(body: bytes) -> Form:
    """Take a urlencoded body apart. Raises BadForm when it is broken or says something twice."""
    page: dict[str, str] = {}
    fields: dict[str, str] = {}
    drafts: dict[str, str] = {}
    for name, value in _pairs(body):
        if name.startswith(_PAGE):
            target, key = page, name.removeprefix(_PAGE)
        elif name.startswith(DRAFT):
            target, key = drafts, name.removeprefix(DRAFT)
        else:
            target, key = fields, name
        if key in target:
            raise BadForm("a field stands there twice")
        target[key] = value
    if not page.keys() <= {"do", "screen", "one_by_one", "changing", "region"}:
        raise BadForm("a field that this site does not have")
    return Form(
        do=page.get("do") or "next",
        screen=page.get("screen", ""),
        one_by_one=bool(page.get("one_by_one")),
        changing=bool(page.get("changing")),
        region=page.get("region", ""),
        fields=fields,
        drafts=drafts,
    )


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("ascii")
        return parse_qsl(
            text, keep_blank_values=True, strict_parsing=bool(text), errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise BadForm("the form cannot be read") from None


def read_answers(model: Model, written: Mapping[str, str]) -> dict[str, Answer]:
    """Answers that a page has kept in hidden fields.

    Raises CaseError when one of them is none: the site does not write such fields.
    """
    return read_case(model, {name: _decoded(model, name, text) for name, text in written.items()})


def read_drafts(model: Model, step: Step, written: Mapping[str, str]) -> dict[str, Answer]:
    """What is filled in on a page that was left without "continue"; what cannot be read is left out."""
    found: dict[str, Answer] = {}
    for name in step.findings:
        if text := written.get(name, "").strip():
            try:
                found |= read_answers(model, {name: text})
            except ValueError:
                continue
    return found


def read_inputs(
    model: Model, step: Step, written: Mapping[str, str], *, one_by_one: bool, none: bool
) -> tuple[dict[str, Answer], tuple[Mistake, ...]]:
    """The answers on one page, and the mistakes in it.

    `one_by_one`: a tick-list shown as questions. `none`: "none of these" was pressed.
    Raises CaseError for an answer that the page does not offer.
    """
    ticking = step.screen.shape == "tick_list" and not one_by_one
    filled = [name for name in step.findings if written.get(name, "").strip()]
    if ticking and none and any(model.findings[name].type == "yes_no" for name in filled):
        return {}, (Mistake("mistake_both"),)
    if ticking and not none and not filled:
        return {}, (Mistake("mistake_nothing"),)
    answers: dict[str, Answer] = {}
    mistakes: list[Mistake] = []
    for name in step.findings:
        text = written.get(name, "").strip()
        read = _read_input(model, model.findings[name], text, ticking=ticking)
        if isinstance(read, Mistake):
            mistakes.append(read)
        else:
            answers[name] = read
    return answers, tuple(mistakes)


def _read_input(model: Model, finding: Finding, text: str, *, ticking: bool) -> Answer | Mistake:
    if finding.type == "number":
        return _read_number(finding, text)
    if not text:
        return "no" if ticking and finding.type == "yes_no" else Mistake("mistake_choose", finding.id)
    return read_case(model, {finding.id: text})[finding.id]


def _read_number(finding: Finding, text: str) -> Answer | Mistake:
    if not text and finding.unsure != "must_be_answered":
        return "unsure"
    number = _number(text)
    if number is None or not finding.low <= number <= finding.high:
        return Mistake("mistake_number", finding.id)
    return number


def _number(text: str) -> float | None:
    """A number with a comma or a point as its decimal mark."""
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _decoded(model: Model, name: str, text: str) -> Answer:
    finding = model.findings.get(name)
    if finding is None or finding.type != "number":
        return text
    number = _number(text)
    return text if number is None else number


def encoded(answer: Answer) -> str:
    """An answer as a hidden field holds it; `read_answers` reads it back."""
    return answer if isinstance(answer, str) else f"{answer + 0.0:.9f}".rstrip("0").rstrip(".")
