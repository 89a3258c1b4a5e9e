"""The rehabilitation as the terminal prints it: open or closed and why, stages, exercises, and the sheet."""

from collections.abc import Iterable, Sequence

from venevagt.care.clearance import Held
from venevagt.care.measures import Reading
from venevagt.care.rehabilitation import Part, State, Today, red_flags, signs_to_ask, triage_case
from venevagt.care.rehabilitation_words import asked, clearance_lines, day_shown, field_rows, reason_shown
from venevagt.care.score_words import number
from venevagt.care.words import filled
from venevagt.cli.page import Page
from venevagt.cli.result import show_result
from venevagt.knowledge.model import Model

_PARTS = ("how", "dose", "feel", "stop")


def show_state(
    model: Model, language: str, found: State, held: Sequence[Held], today: Today, measures: Sequence[Reading]
) -> None:
    """Everything for the person; after a danger first what to do now, and after 112 nothing more."""
    page = Page(model, language)
    words = model.texts[language].rehabilitation
    if found.triage is not None:
        show_result(model, found.triage, triage_case(model, found.clearance, today), page)
    else:
        page.top()
    page.heading(words["title"])
    page.line(_headline(model, language, found), "bold")
    if found.lapses:
        page.line(words["lapses_now"], "bold")
    page.rows(("-", reason_shown(model, language, reason)) for reason in found.closed)
    if found.triage is not None and found.triage.urgency == model.about.urgencies[-1]:
        return
    if not found.open:
        page.line(words["state_closed_about"])
        _show_questions(page, model, language, found)
    _show_clearance(page, model, language, found, held)
    page.heading(words["stages_title"])
    _show_parts(page, model, language, found.stages, "stage_")
    if found.open:
        _show_exercises(page, model, language, found)
        page.heading(words["back_title"])
        _show_parts(page, model, language, found.way_back, "back_")
    _show_measures(page, model, language, measures)
    page.line()
    page.line(words["sheet_says"])


def _headline(model: Model, language: str, found: State) -> str:
    words = model.texts[language].rehabilitation
    if not found.open:
        return words["state_closed"]
    if found.stage is None:
        return words["state_open_no_stage"]
    return filled(words["state_open"], stage=words[f"stage_{found.stage}"])


def _show_questions(page: Page, model: Model, language: str, found: State) -> None:
    """What is still to be answered today, by the names that a file has."""
    missing = {name for reason in found.closed if reason.why == "not_asked" for name in reason.what}
    every = (*red_flags(model), *(sign.id for sign in signs_to_ask(model, found.clearance)))
    rows = [("-", f"{asked(model, language, name)} ({name})") for name in every if name in missing]
    if rows:
        page.heading(model.texts[language].rehabilitation["signs_title"])
        page.rows(rows)


def _show_clearance(page: Page, model: Model, language: str, found: State, held: Sequence[Held]) -> None:
    own = next((one for one in held if one.clearance == found.clearance), None)
    if own is None:
        return
    words = model.texts[language].rehabilitation
    page.heading(words["clearance_title"])
    for line in clearance_lines(model, language, own):
        page.line(line)
    page.line(filled(words["day_of_treatment"], day=found.day))


def _show_parts(page: Page, model: Model, language: str, parts: Iterable[Part], prefix: str) -> None:
    words = model.texts[language].rehabilitation
    for part in parts:
        mark = words["open_word"] if part.open else words["closed_word"]
        by_doctor = any(reason.why == "doctor_decides" for reason in part.reasons)
        name = words[prefix + part.id]
        page.rows([("+" if part.open else "-", name if by_doctor else f"{name} ({mark})")])
        page.rows(("", reason_shown(model, language, reason)) for reason in part.reasons)
        page.rows([("", words[f"{prefix}{part.id}_about"])])


def _show_exercises(page: Page, model: Model, language: str, found: State) -> None:
    words = model.texts[language].rehabilitation
    page.heading(words["exercises_title"])
    page.line(words["stop_always"], "bold")
    for name in found.exercises:
        page.rows([("-", words[f"exercise_{name}_name"])])
        page.rows(("", f"{words[f'exercise_{part}']}: {words[f'exercise_{name}_{part}']}") for part in _PARTS)


def _show_measures(page: Page, model: Model, language: str, measures: Sequence[Reading]) -> None:
    words = model.texts[language].rehabilitation
    if not measures:
        return
    page.heading(words["sheet_course"])
    page.rows(("-", measure_line(model, language, one)) for one in measures)


def measure_line(model: Model, language: str, one: Reading) -> str:
    """A measure on one line."""
    words = model.texts[language].rehabilitation
    unit = words["unit_" + model.recovery.rehabilitation.measures[one.measure].unit.replace(" ", "_")]
    values = ", ".join(
        number(value, language) if side == "value" else f"{words[side]} {number(value, language)}"
        for side, value in one.values.items()
    )
    return f"{day_shown(model, language, one.on)}: {words[f'measure_{one.measure}']}: {values} {unit}"


def show_sheet(
    model: Model, language: str, found: State, held: Sequence[Held], today: Today, measures: Sequence[Reading]
) -> None:
    """What a physiotherapist needs: history, clearance, state, course and precautions."""
    page = Page(model, language)
    words = model.texts[language].rehabilitation
    page.top()
    if found.triage is not None:
        show_result(model, found.triage, triage_case(model, found.clearance, today), page)
    page.heading(words["sheet_title"])
    page.line(_headline(model, language, found), "bold")
    page.rows(("-", reason_shown(model, language, reason)) for reason in found.closed)
    for one in held:
        page.heading(words["clearance_title"])
        page.rows(("-", f"{question} {answer}") for question, answer in field_rows(model, language, one))
        page.rows([("", line) for line in list(clearance_lines(model, language, one))[-1:]])
    page.heading(words["stages_title"])
    _show_parts(page, model, language, found.stages, "stage_")
    page.heading(words["sheet_course"])
    page.rows([("-", measure_line(model, language, one)) for one in measures] or [("-", words["sheet_no_measures"])])
    page.heading(words["sheet_precautions"])
    page.line(words["sheet_precautions_about"])
    page.line(words["sheet_says"])
