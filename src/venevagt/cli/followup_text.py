"""The plan after the diagnosis as the terminal prints it."""

from collections.abc import Iterable
from datetime import date

from venevagt.care.followup import DatedControl, DatedLine, FollowUpPlan
from venevagt.care.plan_words import day_words, line_words, plan_words, question_words
from venevagt.care.words import filled
from venevagt.cli.page import Page
from venevagt.knowledge.followup import PARTS
from venevagt.knowledge.model import Model

CONTROLS_AFTER = "doctor_today"
"""The part behind which the controls stand."""


def show_plan(model: Model, language: str, found: FollowUpPlan, on: date, page: Page | None = None) -> None:
    """The whole plan, 112 first; `on`: the day of printing, for the facts in its words."""
    page = page or Page(model, language)
    knowledge = model.recovery.followup.plan
    words = plan_words(model, language, knowledge)
    page.top()
    page.heading(words["page_plan"])
    page.line(filled(words["page_from"], day=day_words(words, found.start)))
    page.line(words["page_advises"])
    for part in PARTS:
        lines = [line for line in found.lines if line.part == part]
        if lines:
            page.heading(words[f"part_{part}"])
        page.rows(("-", line_in_words(model, language, line, on)) for line in lines)
        if part == CONTROLS_AFTER:
            _show_controls(page, model, language, found.controls, on)
    _show_unknown(page, model, language, found)
    _show_sources(page, model, language, found)


def line_in_words(model: Model, language: str, line: DatedLine, on: date) -> str:
    """A line with its days in front, and the doctor behind where the doctor decides."""
    knowledge = model.recovery.followup.plan
    words = plan_words(model, language, knowledge)
    text = line_words(model, language, knowledge, line.id, on)
    if line.first is not None and line.last is not None and line.part == "expect":
        first, last = (day_words(words, day) for day in (line.first, line.last))
        when = first if first == last else filled(words["page_days"], first=first, last=last)
        text = f"{when}: {text}"
    return f"{text} {words['page_doctor_decides']}" if line.decided_by == "doctor" else text


def _show_controls(page: Page, model: Model, language: str, controls: Iterable[DatedControl], on: date) -> None:
    knowledge = model.recovery.followup.plan
    words = plan_words(model, language, knowledge)
    page.heading(words["page_controls"])
    for control in controls:
        page.line()
        day = filled(words["page_around"], day=day_words(words, control.on))
        page.line(f"{words[control.id]}. {day}.", "bold")
        if control.every:
            page.line(words["page_every"])
        page.line(filled(words["page_look"], items=", ".join(words[item] for item in control.look_at)))
        if control.ask:
            page.line(words["page_ask"])
        page.rows(("-", line_words(model, language, knowledge, name, on)) for name in control.ask)


def _show_unknown(page: Page, model: Model, language: str, found: FollowUpPlan) -> None:
    words = plan_words(model, language, model.recovery.followup.plan)
    if found.ask:
        page.heading(words["page_unknown"])
        page.line(words["page_unknown_hint"])
    page.rows(("?", question_words(model, language, model.recovery.followup.plan, name)) for name in found.ask)


def _show_sources(page: Page, model: Model, language: str, found: FollowUpPlan) -> None:
    words = plan_words(model, language, model.recovery.followup.plan)
    page.heading(words["page_sources"])
    page.rows(((name, model.sources[name].citation) for name in model.sources if name in found.sources), one_line=True)
