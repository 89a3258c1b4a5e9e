"""Scores as the terminal prints them for a clinician."""

from collections.abc import Iterable
from typing import get_args

from venevagt.care.score import ItemResult, ScoreResult
from venevagt.care.score_form import Known, form_of
from venevagt.care.score_words import figures, finding_label, item_label, number
from venevagt.care.words import filled
from venevagt.cli.page import Page
from venevagt.knowledge.clinical import Purpose
from venevagt.knowledge.model import Model
from venevagt.logic.expression import names

_MARK_WIDTH = 12


def show_list(model: Model, language: str) -> None:
    """Every score under what it is for."""
    page = Page(model, language)
    texts = model.texts[language]
    for purpose in get_args(Purpose):
        page.heading(texts.clinic[f"purpose_{purpose}"])
        for name, score in model.clinical.scores.items():
            if score.purpose == purpose:
                versions = ", ".join((score.version, *score.versions))
                page.rows([("-", f"{name} ({versions}): {texts.scores[name].name}")])


def show_results(model: Model, language: str, results: Iterable[ScoreResult], known: Known) -> None:
    """One score after the other; a line that says so where there is none."""
    page = Page(model, language)
    words = model.texts[language].clinic
    shown = list(results)
    for result in shown:
        _show(page, model, language, result, known)
    if not shown:
        page.line(words["nothing_fits"])
    page.line()
    page.line(words["advises"])


def _show(page: Page, model: Model, language: str, result: ScoreResult, known: Known) -> None:
    words, text = model.texts[language].clinic, model.texts[language].scores[result.score]
    page.heading(f"{text.name} ({filled(words['version'], version=result.version)})")
    _show_whom(page, model, language, result, known)
    low, high = (f"{number(value, language)} {result.unit}".strip() for value in (result.low, result.high))
    key = "points" if result.points is not None else "points_between"
    page.line(filled(words[key], points=low, low=low, high=high))
    bands = [text.bands[band] for band in result.possible_bands]
    page.line(filled(words["result" if len(bands) == 1 else "results"], band=bands[0], bands=" / ".join(bands)), "bold")
    page.rows(
        (
            (_points(words["open_item"], item, language), item_label(model, language, result.score, item.item))
            for item in result.items
        ),
        indent=_MARK_WIDTH,
    )
    _show_what_is_missing(page, model, language, result)
    if text.note:
        page.line(text.note)
    for line in figures(model, language, form_of(model, f"{result.score}@{result.version}"), result):
        page.line(line)
    page.line(words["sources"])
    page.rows([(source, model.sources[source].citation) for source in result.sources], one_line=True)


def _show_whom(page: Page, model: Model, language: str, result: ScoreResult, known: Known) -> None:
    """For whom the score was made, and whether that is this patient."""
    words, text = model.texts[language].clinic, model.texts[language].scores[result.score]
    condition = form_of(model, f"{result.score}@{result.version}").condition
    if result.applies:
        page.line(filled(words["made_for"], whom=text.whom))
    elif result.applies is False:
        page.line(filled(words["not_for_this_patient"], whom=text.whom), "alarm")
    elif condition is not None:
        labels = "; ".join(finding_label(model, language, name) for name in names(condition) if name not in known)
        page.line(filled(words["not_known_whether"], findings=labels), "alarm")


def _show_what_is_missing(page: Page, model: Model, language: str, result: ScoreResult) -> None:
    words = model.texts[language].clinic
    if result.next_finding is not None:
        key = "settles" if result.settles else "ask_next"
        page.line(filled(words[key], finding=finding_label(model, language, result.next_finding)), "bold")
    if result.missing:
        labels = "; ".join(finding_label(model, language, name) for name in result.missing)
        page.line(filled(words["missing"], findings=labels))


def _points(open_words: str, item: ItemResult, language: str) -> str:
    if item.points is not None:
        return number(item.points, language)
    return filled(open_words, low=number(item.low, language), high=number(item.high, language))
