"""Into which group each person of a batch falls: age, sex, region, day. The last group is always "not known"."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.care.engine import Engine
from venevagt.cohort.assess import reading
from venevagt.cohort.columns import read_column
from venevagt.cohort.planes import unpacked
from venevagt.cohort.source import BadSource
from venevagt.logic.expression import Compare, OneOf

Codes = NDArray[np.int64]
AGES = ("0-15", "16-39", "40-59", "60-74", "75+")
_AGE_LIMITS = (16, 40, 60, 75)
MOST_NAMES = 2_000
"""Different regions in a cohort. More is a column of something else, and would fill the memory."""
_NOT_KNOWN = ("", "not_known")
_EPOCH = datetime.date(1970, 1, 1)
_FIRST_DAY, _LAST_DAY = ((datetime.date(year, 1, 1) - _EPOCH).days for year in (1900, 2100))


class Grouped(Struct, frozen=True):
    """The group of each row, and the rows with a wrong cell, each with the reason."""

    codes: Codes
    wrong: Mapping[int, str]


def by_age(engine: Engine, column: pa.Array) -> Grouped:
    """A person's place in AGES."""
    tests = [Compare("age", ">=", limit) for limit in _AGE_LIMITS]
    read = read_column(column, tests, reading(engine, engine.model.findings["age"]))
    rows = len(column)
    reached = sum((unpacked(read.tests[test].true, rows).view(np.uint8) for test in tests), np.zeros(rows, np.uint8))
    known = unpacked(read.tests[tests[0]].known, rows)
    return Grouped(np.where(known, reached, len(AGES)).astype(np.int64), read.wrong)


def by_choice(engine: Engine, name: str, column: pa.Array) -> Grouped:
    """A person's place in the options of a finding with choices."""
    finding = engine.model.findings[name]
    tests = [OneOf(name, (option,)) for option in finding.options]
    read = read_column(column, tests, reading(engine, finding))
    codes = np.full(len(column), len(tests), np.int64)
    for place, test in enumerate(tests):
        codes[unpacked(read.tests[test].true, len(column))] = place
    return Grouped(codes, read.wrong)


class Names:
    """Groups that are called what the file calls them. `known`: the names met so far, in that order."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.known: dict[str, int] = {}

    def __call__(self, column: pa.Array) -> Codes:
        """A person's place in `known`, -1 for an empty cell. Raises BadSource for too many names."""
        names, codes = _coded(column)
        table = [self._place(name) for name in names]
        if len(self.known) > MOST_NAMES:
            raise BadSource(f"column {self.column}: more than {MOST_NAMES} different names, expected a few regions")
        return np.array([*table, -1], np.int64).take(codes)

    def _place(self, name: str) -> int:
        shown = "".join(letter for letter in name if letter.isprintable()).strip()[:60]
        return self.known.setdefault(shown, len(self.known)) if shown not in _NOT_KNOWN else -1


def by_day(column: pa.Array) -> tuple[Codes, NDArray[np.bool_], Mapping[int, str]]:
    """The day as days since 1970, where it is known, and the rows with a wrong cell: no day from 1900 to 2099."""
    kind: Any = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
        words, codes = _coded(column)
        days = np.array([*(_day(word) for word in words), 0], np.int64).take(codes)
        known = np.array([*(bool(word.strip()) for word in words), False]).take(codes)
    else:
        try:
            numbers = column.cast(pa.date32(), safe=False).cast(pa.int32())
        except pa.ArrowException:
            raise BadSource(f"column date: of type {kind}, expected dates") from None
        days = pc.fill_null(numbers, 0).to_numpy(zero_copy_only=False).astype(np.int64)
        known = numbers.is_valid().to_numpy(zero_copy_only=False)
    outside = known & ((days < _FIRST_DAY) | (days >= _LAST_DAY))
    return days, known & ~outside, dict.fromkeys(np.flatnonzero(outside).tolist(), "expected a day")


def _day(word: str) -> int:
    """Days since 1970; for what is no day one that no person has."""
    try:
        return (datetime.date.fromisoformat(word.strip()[:10]) - _EPOCH).days
    except ValueError:
        return _LAST_DAY


def coded_as(column: pa.Array, names: Sequence[str]) -> Codes:
    """A word's place among the names, -1 for an empty cell and for another word."""
    words, codes = _coded(column)
    places = {name: place for place, name in enumerate(names)}
    return np.array([*(places.get(word.strip(), -1) for word in words), -1], np.int64).take(codes)


def _coded(column: Any) -> tuple[Sequence[str], NDArray[np.integer[Any]]]:
    """The different words of a column, and for each row its word's place; an empty cell is behind the last."""
    if pa.types.is_null(column.type):
        return [], np.zeros(len(column), np.int8)
    coded = column if pa.types.is_dictionary(column.type) else column.cast(pa.string()).dictionary_encode()
    words = [word or "" for word in coded.dictionary.cast(pa.string()).to_pylist()]
    indices = coded.indices
    if indices.null_count:
        indices = pc.fill_null(indices.cast(pa.int32()), len(words))
    return words, indices.to_numpy(zero_copy_only=False)


Period = Callable[[datetime.date], datetime.date]
"""The first day of the period that a day is in."""


def periods(days: Collection[int], by: str) -> tuple[str, Mapping[int, datetime.date]]:
    """The kind of period (the one asked for, or by the span of the days), and for each day its period's first day."""
    kind = by or (
        "day" if not days or max(days) - min(days) < 32 else "week" if max(days) - min(days) < 183 else "month"
    )
    return kind, {day: _PERIODS[kind](_EPOCH + datetime.timedelta(days=day)) for day in days}


_PERIODS: Mapping[str, Period] = {
    "day": lambda day: day,
    "week": lambda day: day - datetime.timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
}
