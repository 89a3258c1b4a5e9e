"""The diary of the leg: what an entry and the settings may be. The scripts in site/diary/ do the same.

An entry is one day's: {"day": "2026-11-24", field: answer}. Nothing is refused silently: each mistake names
its field, the id of the sentence that says what is wrong, and the values for that sentence.
"""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from venevagt.care.words import filled
from venevagt.knowledge.diary import LEGS, SETTINGS, DiaryField
from venevagt.knowledge.model import Model

Entry = Mapping[str, Any]
Settings = Mapping[str, str]

DAY = "day"
LEG = "leg"
SEEN_ON = "seen_on"
ANSWERS = ("yes", "no", "unsure")

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_BLANK = re.compile(r"[ \t\n]*")
_MOST_SHOWN = 40


class Mistake(Struct, frozen=True):
    """`word`: the id of the sentence in text/*/diary.yaml; `values`: what is filled in."""

    field: str
    word: str
    values: Mapping[str, str] = {}


class Read(Struct, frozen=True):
    """What could be read, and what could not. Only without mistakes is it an entry to keep."""

    entry: dict[str, Any]
    mistakes: tuple[Mistake, ...]


def read_entry(model: Model, raw: object, today: date) -> Read:
    """Check one entry; its fields come back in the order of the knowledge, those that are wrong left out."""
    if not isinstance(raw, Mapping):
        return Read({}, (Mistake("", "mistake_entry"),))
    fields = model.recovery.diary.fields
    mistakes = [Mistake(shown(name), "mistake_unknown") for name in raw if name != DAY and name not in fields]
    entry: dict[str, Any] = {}
    wrong = _wrong_day(raw.get(DAY), today)
    if wrong:
        mistakes.append(wrong)
    else:
        entry[DAY] = raw[DAY]
    for name, field in fields.items():
        if raw.get(name) is None:
            continue
        value, mistake = _read_value(field, raw[name])
        if mistake:
            mistakes.append(mistake)
        elif value is not None:
            entry[name] = value
    if not mistakes and len(entry) == 1:
        mistakes.append(Mistake("", "mistake_empty"))
    return Read(entry, tuple(mistakes))


def read_settings(raw: object, today: date) -> Read:
    """Check the settings: which leg, when a doctor saw it, a clot under treatment, medicine that thins the blood."""
    if not isinstance(raw, Mapping):
        return Read({}, (Mistake("", "mistake_settings"),))
    allowed: Mapping[str, tuple[str, ...]] = {LEG: LEGS, **dict.fromkeys(SETTINGS, ANSWERS)}
    mistakes = [Mistake(shown(name), "mistake_unknown") for name in raw if name != SEEN_ON and name not in allowed]
    settings: dict[str, Any] = {}
    for name, answers in allowed.items():
        if raw.get(name) is None:
            continue
        if isinstance(raw[name], str) and raw[name] in answers:
            settings[name] = raw[name]
        else:
            mistakes.append(_not_one_of(name, answers, raw[name]))
    if raw.get(SEEN_ON) is not None:
        wrong = _wrong_day(raw[SEEN_ON], today)
        if wrong:
            mistakes.append(Mistake(SEEN_ON, wrong.word, wrong.values))
        else:
            settings[SEEN_ON] = raw[SEEN_ON]
    return Read(settings, tuple(mistakes))


def as_known(model: Model, kept: Iterable[object]) -> list[dict[str, Any]]:
    """Entries that were kept, as far as this knowledge knows them: by other knowledge, or another clock."""
    read = (read_entry(model, raw, date.max).entry for raw in kept)
    return [entry for entry in read if DAY in entry]


def unlikely(model: Model, entry: Entry) -> tuple[str, ...]:
    """The numbers of an entry that are possible but worth a second look."""
    fields = model.recovery.diary.fields
    return tuple(
        name
        for name, field in fields.items()
        if field.type == "number" and name in entry and not field.likely[0] <= entry[name] <= field.likely[1]
    )


def in_words(model: Model, language: str, mistake: Mistake) -> str:
    """What is wrong, as a sentence that starts with the field's name."""
    texts = model.texts[language].diary
    label = field_label(model, language, mistake.field)
    said = filled(texts[mistake.word], **mistake.values)
    return f"{label}: {said}" if label else said


def field_label(model: Model, language: str, name: str) -> str:
    """A field's name in words: its own, or that of the finding that it is."""
    texts = model.texts[language]
    own = texts.diary.get(f"field_{name}")
    return own if own is not None else texts.findings[name].label if name in texts.findings else name


def day_of(text: str) -> date | None:
    """A day written as 2026-11-24; None for all else."""
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wrong_day(raw: object, today: date) -> Mistake | None:
    day = day_of(raw) if isinstance(raw, str) else None
    if day is None:
        return Mistake(DAY, "mistake_day", {"found": shown(raw)})
    return Mistake(DAY, "mistake_future", {"found": day.isoformat()}) if day > today else None


def _read_value(field: DiaryField, raw: Any) -> tuple[Any, Mistake | None]:
    """One value as it is kept (None: nothing was written), or what is wrong with it."""
    if field.type == "number":
        return _read_number(field, raw)
    if field.type == "text":
        return _read_text(field, raw)
    if isinstance(raw, str) and raw in field.answers:
        return raw, None
    return None, _not_one_of(field.id, field.answers, raw)


def _read_number(field: DiaryField, raw: Any) -> tuple[Any, Mistake | None]:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not field.low <= raw <= field.high:
        unit = f" {field.unit}" if field.unit else ""
        limits = {"low": number_text(field.low), "high": number_text(field.high), "unit": unit}
        return None, Mistake(field.id, "mistake_number", {**limits, "found": shown(raw)})
    if math.floor(raw * 10**field.decimals + 0.5) / 10**field.decimals != raw:
        return None, Mistake(field.id, f"mistake_decimals_{field.decimals}", {"found": shown(raw)})
    return int(raw) if raw == int(raw) else raw, None


def _read_text(field: DiaryField, raw: Any) -> tuple[Any, Mistake | None]:
    if not isinstance(raw, str):
        return None, Mistake(field.id, "mistake_text")
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if _UNSEEN.search(text):
        return None, Mistake(field.id, "mistake_unseen")
    if len(text) > field.longest:
        return None, Mistake(field.id, "mistake_long", {"longest": str(field.longest), "found": str(len(text))})
    return None if _BLANK.fullmatch(text) else text, None


def _not_one_of(name: str, answers: Iterable[str], raw: object) -> Mistake:
    return Mistake(name, "mistake_choice", {"expected": ", ".join(answers), "found": shown(raw)})


def shown(raw: object) -> str:
    """A wrong value in a message: short, on one line, and of plain values only."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, (int, float)):
        return number_text(raw)
    if isinstance(raw, str):
        return _UNSEEN.sub("?", re.sub(r"[\t\n]", " ", raw))[:_MOST_SHOWN]
    return "-"


def number_text(value: float) -> str:
    """A number as the scripts write it: no needless decimals; one that is out of all measure as a dash."""
    if not math.isfinite(value) or abs(value) >= 1e9:
        return "-"
    whole = int(value)
    if value == whole:
        return str(whole)
    return f"{math.floor(value * 100 + 0.5) / 100:.2f}".rstrip("0").rstrip(".")
