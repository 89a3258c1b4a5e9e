"""The diary as the terminal prints it: what an entry means, all entries, the settings, the page for a control."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import click

from venevagt.care.cases import Answer
from venevagt.care.diary import (
    ANSWERS,
    DAY,
    LEG,
    SEEN_ON,
    Entry,
    Mistake,
    Settings,
    field_label,
    number_text,
    shown,
    unlikely,
)
from venevagt.care.diary_case import Change, Verdict, changes, difference, missed_doses
from venevagt.care.diary_files import number_in
from venevagt.care.words import filled
from venevagt.cli.page import Page
from venevagt.cli.result import show_result
from venevagt.knowledge.diary import LEGS, SETTINGS
from venevagt.knowledge.model import Model


def pairs(model: Model, values: Iterable[str]) -> tuple[dict[str, Any], tuple[Mistake, ...]]:
    """FIELD=VALUE as an entry, and what is no such pair or stands twice."""
    found: dict[str, Any] = {}
    mistakes = []
    for pair in values:
        name, sign, value = pair.partition("=")
        if not sign or name in found:
            mistakes.append(Mistake("", "mistake_pair", {"found": shown(pair)}))
            continue
        field = model.recovery.diary.fields.get(name)
        number = number_in(value) if field is not None and field.type == "number" else None
        found[name] = value if number is None else number
    return found, tuple(mistakes)


def fields_table(model: Model, language: str) -> None:
    """Every field with what it can be."""
    page = Page(model, language)
    words = model.texts[language].diary
    page.heading(words["terminal_fields"])
    for name, field in model.recovery.diary.fields.items():
        can = {
            "number": f"{number_text(field.low)} - {number_text(field.high)} {field.unit}".strip(),
            "text": words["terminal_text"],
        }.get(field.type, "/".join(field.answers))
        page.line(f"  {name}={can}")
        page.rows([("", field_label(model, language, name))], indent=6)


def show_verdict(model: Model, language: str, verdict: Verdict, entry: Entry, entries: Sequence[Entry]) -> None:
    """What the triage says of an entry, if it says more than before, and what else is to be seen; 112 stands alone."""
    page = Page(model, language)
    words = model.texts[language].diary
    if verdict.speaks:
        show_result(model, verdict.assessment, dict[str, Answer](verdict.case))
    if verdict.assessment.urgency == model.about.urgencies[-1]:
        return
    for name in unlikely(model, entry):
        value = _value(model, language, name, entry[name])
        page.line(filled(words["unlikely"], field=field_label(model, language, name), found=value))
    if missed_doses(entry):
        page.line(filled(words["missed"], count=missed_doses(entry)))
    for change in changes(model, entry, entries):
        page.line(change_in_words(model, language, change))


def change_in_words(model: Model, language: str, change: Change) -> str:
    """A number beside the one before it."""
    return filled(
        model.texts[language].diary["change"],
        field=field_label(model, language, change.field),
        now=_value(model, language, change.field, change.now),
        before=_value(model, language, change.field, change.before),
        day=change.before_day,
    )


def _value(model: Model, language: str, name: str, value: Any) -> str:
    texts = model.texts[language]
    field = model.recovery.diary.fields.get(name)
    if isinstance(value, str):
        key = value if field is None or field.type == "yes_no" else f"option_{name}_{value}"
        return texts.diary.get(key, value)
    said = number_text(value).replace(".", texts.interface["decimal_mark"])
    unit = field.unit if field is not None else "cm"
    return f"{said} {unit}".strip()


class Shown:
    """The whole diary in one language."""

    def __init__(self, model: Model, language: str, settings: Settings, entries: Sequence[Entry]) -> None:
        self.model, self.language, self.settings, self.entries = model, language, settings, entries
        self.words = model.texts[language].diary
        self.page = Page(model, language)

    def settings_table(self) -> None:
        """What is set, and what could be."""
        self.page.heading(self.words["settings_title"])
        for name, can in ((LEG, LEGS), *((name, ANSWERS) for name in SETTINGS), (SEEN_ON, ())):
            value = self.settings.get(name)
            said = (
                self.words["not_set"]
                if value is None
                else self.words.get(f"leg_{value}" if name == LEG else value, value)
            )
            asked = f" ({name}={'/'.join(can) or '2026-11-24'})" if value is None else ""
            self.page.rows([("-", f"{field_label(self.model, self.language, name)}: {said}{asked}")])

    def entry_lines(self, entry: Entry) -> Iterable[str]:
        """An entry in words, the day left out."""
        for name, value in entry.items():
            if name != DAY and not (value == "no" and self.model.recovery.diary.fields[name].says):
                label = field_label(self.model, self.language, name)
                yield f"{label}: {_value(self.model, self.language, name, value)}"
        between = difference(entry)
        if between is not None:
            yield f"{self.words['field_calf_difference']}: {_value(self.model, self.language, '', between)}"

    def all_entries(self) -> None:
        """Each day with its lines."""
        for entry in self.entries:
            self.page.heading(str(entry[DAY]))
            self.page.rows([("-", line.replace("\n", " ")) for line in self.entry_lines(entry)])

    def last_changes(self) -> None:
        """How the numbers of the last entry differ from those before."""
        if self.entries:
            for change in changes(self.model, self.entries[-1], self.entries):
                self.page.line(change_in_words(self.model, self.language, change))

    def control_page(self, today: date) -> None:
        """The page for the next control."""
        self.page.heading(filled(self.words["control_title"], day=today.isoformat()))
        self.page.line(self.words["control_lead"])
        self.settings_table()
        self.all_entries()
        self.page.line()
        self.last_changes()


def show_all(shown: Shown) -> None:
    """Every entry, and what changed."""
    if not shown.entries:
        click.echo(shown.words["nothing_yet"])
        return
    shown.all_entries()
    shown.page.line()
    shown.last_changes()
