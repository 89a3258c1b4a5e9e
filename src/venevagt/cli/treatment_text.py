"""Treatment as the terminal prints it for a clinician: by topic, with why, sources and what is missing."""

from collections.abc import Iterable
from typing import get_args

from venevagt.care.score_words import finding_label, number
from venevagt.care.treatment import Recommendation, Statement
from venevagt.care.words import filled
from venevagt.cli.page import Page
from venevagt.knowledge.model import Model, Texts
from venevagt.knowledge.treatment import Topic
from venevagt.logic.expression import Value


def show_treatment(model: Model, language: str, found: Recommendation) -> None:
    """Everything that is said of one patient."""
    page = Page(model, language)
    words, texts = model.texts[language].clinic, model.texts[language].treatment
    page.heading(words["treatment_title"])
    page.line(words["treatment_advises"], "bold")
    for topic in get_args(Topic):
        own = [statement for statement in found.statements if statement.topic == topic]
        if own:
            page.heading(words[f"topic_{topic}"])
        for statement in own:
            _show_statement(page, model, language, statement)
    if found.plan:
        page.heading(words["treatment_plan"])
    for control in found.plan:
        items = ", ".join(texts[item] for item in control.look_at)
        key = "treatment_every" if control.every else "treatment_day"
        page.rows([("-", filled(words[key], day=control.day, every=control.every, items=items))])
    if found.open:
        page.heading(words["treatment_open"])
    for entry in found.open:
        page.rows([("?", texts[entry.entry])])
        page.rows([("", filled(words["treatment_missing"], findings=_labels(model, language, entry.missing)))])
    if found.withheld:
        page.heading(words["treatment_withheld"])
    for kept in found.withheld:
        page.rows([("x", texts[kept.entry])])
        page.rows([("", filled(words["treatment_by"], entries=" ".join(texts[other] for other in kept.by)))])
    _show_sources(page, model, language, found)


def _show_statement(page: Page, model: Model, language: str, statement: Statement) -> None:
    words, text = model.texts[language].clinic, model.texts[language].treatment[statement.entry]
    page.rows([("-", f"{text} ({words[f'strength_{statement.strength}']}; {', '.join(statement.sources)})")])
    because = "; ".join(_answer(model, language, name, value) for name, value in statement.because.items())
    page.rows([("", filled(words["treatment_because"], findings=because))])


def _answer(model: Model, language: str, name: str, value: Value) -> str:
    """A finding with what is known of it; its name alone says yes."""
    label, words = finding_label(model, language, name), model.texts[language].clinic
    if value is True:
        return label
    if value is None or value is False:
        return filled(words["treatment_not_known" if value is None else "treatment_no"], finding=label)
    if isinstance(value, str):
        return f"{label}: {_option(model.texts[language], name, value)}"
    finding = model.clinical.findings.get(name) or model.findings[name]
    unit = "" if finding.unit == "1" else f" {finding.unit}"
    return f"{label}: {number(value, language)}{unit}"


def _option(texts: Texts, name: str, option: str) -> str:
    own = texts.clinical_findings.get(name)
    return own.options[option] if own else texts.findings[name].options[option].label


def _show_sources(page: Page, model: Model, language: str, found: Recommendation) -> None:
    named = {source for entry in found.statements for source in entry.sources}
    named |= {source for entry in found.open for source in entry.sources}
    page.line()
    page.line(model.texts[language].clinic["sources"])
    sources = ((name, model.sources[name].citation) for name in model.sources if name in named)
    page.rows(sources, one_line=True)


def _labels(model: Model, language: str, findings: Iterable[str]) -> str:
    return "; ".join(finding_label(model, language, name) for name in findings)
