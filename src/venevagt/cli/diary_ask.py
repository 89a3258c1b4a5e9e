"""A day of the diary asked for in the terminal, line by line; danger ends the questions."""

import sys
from collections.abc import Sequence
from typing import Any

from venevagt.care.diary import DAY, Entry, Settings, field_label, in_words, number_text, read_entry
from venevagt.care.diary_case import judge
from venevagt.care.diary_files import number_in
from venevagt.care.words import filled
from venevagt.cli.diary_file import Diary
from venevagt.cli.page import Page
from venevagt.knowledge.diary import DiaryField


def asked(diary: Diary, settings: Settings, entries: Sequence[Entry], day: str) -> dict[str, Any]:
    """What the person writes for a day; an empty line leaves a thing out, the end of the input ends the questions."""
    page = Page(diary.model, diary.language)
    page.top()
    fields = diary.model.recovery.diary.fields.values()
    flags = [field for field in fields if field.type == "yes_no" and field.says]
    raw: dict[str, Any] = {DAY: day}
    try:
        raw |= _flags(diary, page, flags)
        for field in fields:
            verdict = judge(
                diary.model, settings, _readable(diary, raw), entries, language=diary.language, on=diary.today
            )
            if verdict.assessment.urgency == diary.model.about.urgencies[-1]:
                break
            if field not in flags:
                raw |= _one(diary, page, field)
    except EOFError:
        pass
    return raw


def _readable(diary: Diary, raw: dict[str, Any]) -> dict[str, Any]:
    return read_entry(diary.model, raw, diary.today).entry


def _flags(diary: Diary, page: Page, flags: Sequence[DiaryField]) -> dict[str, str]:
    """The numbers of what is on the list."""
    page.heading(diary.word("flags_title"))
    page.rows((str(place), _label(diary, field)) for place, field in enumerate(flags, 1))
    while True:
        words = _line(page, diary.word("ask_flags")).replace(",", " ").split()
        places = [int(word) for word in words if word.isascii() and word.isdigit() and 1 <= int(word) <= len(flags)]
        if len(places) == len(words):
            return {flags[place - 1].id: "yes" for place in places}
        page.line(diary.word("ask_numbers", count=len(flags)))
        if places:
            # What was understood is danger enough, whatever the rest was meant to be.
            return {flags[place - 1].id: "yes" for place in places}


def _one(diary: Diary, page: Page, field: DiaryField) -> dict[str, Any]:
    """One field, asked until it can be read."""
    words = diary.model.texts[diary.language].diary
    named = [words[f"option_{field.id}_{one}"] for one in field.options] or [words[one] for one in field.answers]
    while True:
        page.heading(_label(diary, field))
        if f"hint_{field.id}" in words:
            page.line(words[f"hint_{field.id}"])
        page.rows((str(place), option) for place, option in enumerate(named, 1))
        if field.type == "number":
            page.line(f"{number_text(field.low)} - {number_text(field.high)} {field.unit}".strip())
        typed = _line(page, words["ask_one"])
        if not typed:
            return {}
        raw = {DAY: diary.today.isoformat(), field.id: _value(field, named, typed)}
        mistakes = read_entry(diary.model, raw, diary.today).mistakes
        if not mistakes:
            return {field.id: raw[field.id]}
        page.line("\n".join(in_words(diary.model, diary.language, mistake) for mistake in mistakes))


def _value(field: DiaryField, named: Sequence[str], typed: str) -> Any:
    """The answer by its number, by its words, or as it was typed."""
    number = number_in(typed)
    if typed.casefold() in named:
        return field.answers[named.index(typed.casefold())]
    if field.type == "number":
        return typed if number is None else number
    if field.answers and number is not None and number in range(1, len(field.answers) + 1):
        return field.answers[int(number) - 1]
    return typed


def _label(diary: Diary, field: DiaryField) -> str:
    label = field_label(diary.model, diary.language, field.id)
    return label[:1].upper() + label[1:]


def _line(page: Page, how: str) -> str:
    """One line; raises EOFError at the end of the input."""
    page.line(filled(how))
    line = sys.stdin.readline() if sys.stdin else ""
    if not line:
        raise EOFError
    return line.strip()
