"""The numbers of a diary over the days, for drawings and tables: a day without a number is a gap."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from venevagt.care.diary import DAY, Entry
from venevagt.knowledge.diary import Plot
from venevagt.knowledge.model import Model

Point = tuple[str, float]


class Series(Struct, frozen=True):
    """One field on one drawing. `runs`: points of days that follow on each other; between two runs days are missing."""

    plot: Plot
    field: str
    unit: str
    runs: tuple[tuple[Point, ...], ...]


def series(model: Model, entries: Iterable[Entry]) -> tuple[Series, ...]:
    """Every field that is drawn, in the order of the knowledge; without a number it has no runs."""
    in_order = sorted(entries, key=lambda entry: str(entry[DAY]))
    return tuple(
        Series(field.plot, name, field.unit, _runs([(str(one[DAY]), one[name]) for one in in_order if name in one]))
        for name, field in model.recovery.diary.fields.items()
        if field.plot
    )


def scale(model: Model, found: Sequence[Series]) -> tuple[int, int]:
    """The lowest and the highest number of a drawing: from 0 where the field can be 0, else around what was written."""
    values = [value for own in found for run in own.runs for _, value in run]
    if all(model.recovery.diary.fields[own.field].low == 0 for own in found):
        return 0, max(10, 10 * math.ceil(max(values, default=0) / 10))
    return math.floor(min(values, default=1)) - 1, math.ceil(max(values, default=1)) + 1


def _runs(points: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    runs: list[list[Point]] = []
    for point in points:
        if runs and _next_day(runs[-1][-1][0]) == point[0]:
            runs[-1].append(point)
        else:
            runs.append([point])
    return tuple(tuple(run) for run in runs)


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
