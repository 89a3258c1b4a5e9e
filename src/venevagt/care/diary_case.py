"""What an entry of the diary says: a case for the triage, which alone decides, and what has changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from venevagt.care.assess import Assessment, assess
from venevagt.care.cases import Answer
from venevagt.care.diary import DAY, SEEN_ON, Entry, Settings
from venevagt.knowledge.diary import SETTINGS, DiarySign
from venevagt.knowledge.model import Model
from venevagt.logic.expression import evaluate

STILL_NOW_DAYS = 1
"""An entry this many days old still says how the person is now."""

_STRENGTH = ("no", "unsure", "yes")
DIFFERENCE = "calf_difference"
"""The difference between the calves, which is told and drawn like a field."""


class Change(Struct, frozen=True):
    """A number of an entry, and the one before it."""

    field: str
    now: float
    before: float
    before_day: str


class Verdict(Struct, frozen=True):
    """What the triage says of an entry. `said`: the findings of the case that the entry itself says.

    `speaks`: the assessment is more than what is known of the person anyway, so it is shown.
    """

    case: Mapping[str, Answer]
    said: tuple[str, ...]
    assessment: Assessment
    speaks: bool


def judge(
    model: Model, settings: Settings, entry: Entry, entries: Iterable[Entry], *, language: str, on: date
) -> Verdict:
    """The assessment of one entry among all entries; those of later days and of the same day play no part."""
    said = _said(model, settings, entry, _before(settings, entry, entries))
    case: dict[str, Answer] = {"place": "leg", **_known(settings), **said}
    found = assess(model, case, language=language, on=on)
    ranks = model.about.urgencies
    above = ranks.index(found.urgency) > ranks.index(model.about.default_urgency)
    named = any(name in said for reason in found.reasons for name in reason.because)
    return Verdict(case, tuple(said), found, above or named)


def current(entries: Sequence[Entry], today: date) -> Entry | None:
    """The last entry, if it still says how the person is now."""
    earliest = (today - timedelta(days=STILL_NOW_DAYS)).isoformat()
    last = max(entries, key=lambda entry: str(entry[DAY]), default=None)
    return last if last is not None and str(last[DAY]) >= earliest else None


def changes(model: Model, entry: Entry, entries: Iterable[Entry]) -> tuple[Change, ...]:
    """Each number that is drawn, and the difference between the calves, where it is not what it was before."""
    before = sorted((other for other in entries if _is_before(other, entry)), key=lambda other: str(other[DAY]))
    found = []
    for name in (*(name for name, field in model.recovery.diary.fields.items() if field.plot), DIFFERENCE):
        now = _named(name, entry)
        last = next(((own, other) for other in reversed(before) if (own := _named(name, other)) is not None), None)
        if now is not None and last is not None and last[0] != now:
            found.append(Change(name, now, last[0], str(last[1][DAY])))
    return tuple(found)


def missed_doses(entry: Entry) -> int:
    """How many of the planned doses were not taken; 0 where that is not known."""
    planned, taken = entry.get("doses_planned"), entry.get("doses_taken")
    return max(0, planned - taken) if planned is not None and taken is not None else 0


def difference(entry: Entry) -> float | None:
    """Between the calves, in cm; None where one was not measured."""
    return _measured(("calf_left_cm", "calf_right_cm"), entry)


def _named(name: str, entry: Entry) -> float | None:
    return difference(entry) if name == DIFFERENCE else entry.get(name)


def _known(settings: Settings) -> dict[str, str]:
    return {name: settings[name] for name in SETTINGS if name in settings}


def _is_before(other: Entry, entry: Entry) -> bool:
    return DAY in entry and str(other[DAY]) < str(entry[DAY])


def _before(settings: Settings, entry: Entry, entries: Iterable[Entry]) -> list[Entry]:
    """What an entry is compared with: those before it, from the day on which a doctor saw the leg, if that came first.

    Of an entry whose day cannot be read all others come before.
    """
    if DAY not in entry:
        return list(entries)
    seen = settings.get(SEEN_ON, "")
    since = seen if seen <= str(entry[DAY]) else ""
    return [other for other in entries if since <= str(other[DAY]) and _is_before(other, entry)]


def _said(model: Model, settings: Settings, entry: Entry, before: Sequence[Entry]) -> dict[str, Any]:
    """Finding -> answer: what is written, and what the numbers say. The graver of two answers stands."""
    diary = model.recovery.diary
    said: dict[str, Any] = {}
    for name, field in diary.fields.items():
        for finding, own in field.says.get(str(entry.get(name)), {}).items():
            said[finding] = _graver(said.get(finding), own)
    known = {name: settings[name] == "yes" for name in SETTINGS if settings.get(name) in ("yes", "no")}
    for sign in diary.signs.values():
        if sign.exception is not None and evaluate(sign.exception, known):
            continue
        value = _measured(sign.of, entry)
        if value is not None and _holds(sign, value, entry, before):
            measured = sign.answer == "measured"
            answer = min(value, model.findings[sign.finding].high) if measured else sign.answer
            said[sign.finding] = _graver(said.get(sign.finding), answer)
    return said


def _graver(one: Any, other: Any) -> Any:
    if one is None:
        return other
    if isinstance(one, str) and isinstance(other, str):
        return max(one, other, key=_STRENGTH.index)
    return max(one, other)


def _holds(sign: DiarySign, value: float, entry: Entry, before: Sequence[Entry]) -> bool:
    if sign.at_least is not None and value < sign.at_least:
        return False
    if sign.grown_by is None:
        return True
    compared = [
        number for other in before if _in_time(sign, entry, other) and (number := _measured(sign.of, other)) is not None
    ]
    return bool(compared) and _tenths(value - min(compared)) >= sign.grown_by


def _in_time(sign: DiarySign, entry: Entry, other: Entry) -> bool:
    if sign.within_days is None or DAY not in entry:
        return True
    first = date.fromisoformat(str(entry[DAY])) - timedelta(days=sign.within_days)
    return str(other[DAY]) >= first.isoformat()


def _measured(of: tuple[str, ...], entry: Entry) -> float | None:
    """The number, or the difference between the two; None where one is missing."""
    numbers = [entry[name] for name in of if name in entry]
    if len(numbers) != len(of):
        return None
    return float(numbers[0]) if len(of) == 1 else _tenths(abs(numbers[0] - numbers[1]))


def _tenths(value: float) -> float:
    """Rounded to the tenths that a person can write, so that 38.1 - 35.1 is 3."""
    return int(value * 10 + 0.5) / 10 if value >= 0 else -(int(-value * 10 + 0.5) / 10)
