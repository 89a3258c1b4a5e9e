"""Entries of a diary for the tests: likely, impossible and hostile ones, but the same at every run."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.care.helpers import MODEL

from venevagt.knowledge.diary import LEGS, SETTINGS, DiaryField

TODAY = date(2026, 11, 24)
FIELDS = MODEL.recovery.diary.fields
TREATED: Mapping[str, str] = {"clot_under_treatment": "yes", "on_anticoagulant": "yes", "leg": "left"}

_TEXTS = (
    "ondt om natten",
    "=1+2",
    "'quoted",
    "+45",
    '"citat", og; mere',
    "to\nlinjer",
    "to\r\nlinjer",
    " luft ",
    "æøå 😀 ",
    "x" * 1000,
    "x" * 1001,
    "😀" * 1000,
    "",
    " \t\n",
    "tab\there",
    "\x1b[31m",
    "\u202e",
    "-",
)
_WRONG: tuple[Any, ...] = (
    None,
    True,
    False,
    [],
    {},
    "",
    "ja",
    "yes",
    3,
    -1,
    1e300,
    0.1,
    38.25,
    "38",
    "🦵",
    "a\tb\nc",
    1e9,
    -0.0,
)


def days_ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def good_value(chance: random.Random, field: DiaryField) -> Any:
    """Any value that the field can have, numbers near those of a real leg more often."""
    if field.type == "number":
        low, high = chance.choice([(field.low, field.high), field.likely, (max(field.low, 1), min(field.high, 45))])
        value = round(chance.uniform(low, high), field.decimals)
        return int(value) if value == int(value) or chance.random() < 0.3 else value
    if field.type == "text":
        return chance.choice([text for text in _TEXTS[:9] if text.strip() and "\r" not in text])
    return chance.choice(field.answers)


def good_entry(chance: random.Random, day: str) -> dict[str, Any]:
    """An entry that can be kept, in the order of the fields."""
    some = chance.choice([1, 2, 5, 9, len(FIELDS)])
    calm = chance.random() < 0.6
    names = [name for name in FIELDS if not (calm and "yes" in FIELDS[name].says)]
    picked = set(chance.sample(names, min(some, len(names))))
    return {"day": day, **{name: good_value(chance, FIELDS[name]) for name in FIELDS if name in picked}}


def raw_entry(chance: random.Random) -> Any:
    """Anything that somebody could hand in."""
    if chance.random() < 0.05:
        return chance.choice([None, [], "x", 3, True, {}])
    entry: dict[str, Any] = good_entry(chance, days_ago(chance.randrange(400)))
    for name in chance.sample(sorted(FIELDS), chance.choice([0, 0, 1, 2, 4])):
        entry[name] = chance.choice([*_WRONG, *_TEXTS, good_value(chance, FIELDS[name])])
    if chance.random() < 0.3:
        entry["day"] = chance.choice(
            ["2026-11-25", "2026-02-29", "2024-02-29", "0000-01-01", "24-11-2026", "2026-1-1", "2026-11-24 ", 3, None]
        )
    if chance.random() < 0.1:
        entry[chance.choice(["pian", "__proto__", "constructor", "toString", "x" * 50, "a\nb", "day "])] = 1
    items = list(entry.items())
    chance.shuffle(items)
    return dict(items)


def settings(chance: random.Random) -> dict[str, str]:
    """Settings that can be kept."""
    found = {}
    if chance.random() < 0.7:
        found["leg"] = chance.choice(LEGS)
    for name in SETTINGS:
        if chance.random() < 0.8:
            found[name] = chance.choice(["yes", "yes", "no", "unsure"])
    if chance.random() < 0.5:
        found["seen_on"] = days_ago(chance.randrange(60))
    return found


def diary(chance: random.Random) -> list[dict[str, Any]]:
    """Some days of one person, the oldest first, with gaps."""
    count = chance.choice([0, 1, 2, 6, 20])
    return [good_entry(chance, days_ago(days)) for days in sorted(chance.sample(range(60), count), reverse=True)]
