"""A score of one patient: the points there are, and those that what is not known can still make.

What is not known is never taken for a no. The range is exact: every answer that is still open is tried
in every class that the score tells apart, together where two items look at the same finding.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import floor
from typing import Any

from msgspec import Struct

from venevagt.care.score_form import Form, Known, UnknownScore, findings_of, form_of
from venevagt.knowledge.clinical import Factor, Item
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Value, evaluate

__all__ = ["ItemResult", "ScoreResult", "UnknownScore", "count", "count_all", "points_of", "possible"]

_Range = tuple[float, float]
_MILLION = 1_000_000
"""Results have six digits, rounded as SQL can do it too: `care/score_bounds.py`."""


class ItemResult(Struct, frozen=True):
    """An item's points; `points` is None while they are open. `findings`: what it looks at."""

    item: str
    low: float
    high: float
    points: float | None
    findings: tuple[str, ...]


class ScoreResult(Struct, frozen=True):
    """A score's result.

    `points`: None while they are open; `band`: None while more than one is possible. `missing`: the
    findings that can still change the points, `settles`: the one of them whose answer, whatever it is,
    leaves one band; `next_finding`: the one that leaves the fewest. `applies`: whether the patient is
    one of those for whom the score was made, None while that is open.
    """

    score: str
    version: str
    applies: bool | None
    low: float
    high: float
    points: float | None
    unit: str
    band: str | None
    possible_bands: tuple[str, ...]
    missing: tuple[str, ...]
    settles: str | None
    next_finding: str | None
    items: tuple[ItemResult, ...]
    sources: tuple[str, ...]


def count_all(model: Model, known: Known) -> list[ScoreResult]:
    """Every score that applies, or may, and of which something is known; those that surely apply first."""
    results = [(count(model, name, known), form_of(model, name)) for name in model.clinical.scores]
    told = [result for result, form in results if result.applies is not False and _touched(form, known)]
    return sorted(told, key=lambda result: result.applies is None)


def count(model: Model, name: str, known: Known) -> ScoreResult:
    """One score by its name or name@version. Raises UnknownScore."""
    form = form_of(model, name)
    counter = _Counter(form, known)
    low, high = counter.low_and_high({})
    bands = counter.bands({})
    missing = tuple(counter.missing()) if low < high else ()
    left = {} if len(bands) == 1 else {name: counter.left(name) for name in missing}
    best = min(left, key=lambda name: left[name], default=None)
    return ScoreResult(
        score=form.score.id,
        version=form.version,
        applies=True if form.condition is None else evaluate(form.condition, known),
        low=_plain(low),
        high=_plain(high),
        points=_plain(low) if low == high else None,
        unit=form.score.unit,
        band=bands[0] if len(bands) == 1 else None,
        possible_bands=bands,
        missing=missing,
        settles=best if best is not None and left[best] == (1, 1.0) else None,
        next_finding=best,
        items=tuple(counter.item_results()),
        sources=form.sources,
    )


def possible(form: Form, known: Known) -> tuple[float, float, tuple[str, ...]]:
    """The lowest and the highest points, and the bands that are possible, and nothing else of the score."""
    counter = _Counter(form, known)
    ranges = counter.totals({})
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    return _plain(low), _plain(high), counter.bands_of(ranges)


def points_of(form: Form, known: Known) -> float | None:
    """The points, or None while they are open."""
    low, high = _Counter(form, known).low_and_high({})
    return _plain(low) if low == high else None


def _touched(form: Form, known: Known) -> bool:
    return any(name in known for name in (*form.classes, *form.ranges))


class _Counter:
    """The points of one form with what is known; `more` stands for answers that are tried."""

    def __init__(self, form: Form, known: Known) -> None:
        self.form = form
        self.known = known
        self.looks_at = {name: findings_of(item) for name, item in form.items.items()}
        self.open = {name for name in (*form.classes, *form.ranges) if name not in known}
        times = [name for names in self.looks_at.values() for name in names if name in self.open]
        twice = {name for name in times if times.count(name) > 1}
        # A number whose own value counts is not tried in classes: one value of a class is not all of its points.
        self.shared = sorted(name for name in twice if name in form.classes and name not in form.ranges)
        self._ranges: dict[tuple[str, tuple[Value, ...]], frozenset[_Range]] = {}

    def low_and_high(self, more: Known) -> _Range:
        ranges = self.totals(more)
        return min(low for low, _ in ranges), max(high for _, high in ranges)

    def bands(self, more: Known) -> tuple[str, ...]:
        """The bands that are possible, from the lowest."""
        return self.bands_of(self.totals(more))

    def bands_of(self, ranges: Iterable[_Range]) -> tuple[str, ...]:
        """The bands that results in these ranges can be in; a result counts as it is shown."""
        found = {name for low, high in ranges for name in self.form.bands_of(_plain(low), _plain(high))}
        return tuple(name for name in self.form.bands if name in found)

    def totals(self, more: Known) -> set[_Range]:
        """Every result that is possible, as ranges."""
        if self.form.factors:
            return {_product([self._factor(factor, more) for factor in self.form.factors])}
        found: set[_Range] = set()
        for together in self._answers([name for name in self.shared if name not in more]):
            found |= _sums(self._item(name, {**more, **together}) for name in self.form.items)
        return found

    def missing(self) -> Iterator[str]:
        """The open findings that can still change the points."""
        for name in dict.fromkeys(n for names in self._looked_at() for n in names if n in self.open):
            if name in self.form.ranges or self._matters(name):
                yield name

    def _matters(self, name: str) -> bool:
        """Whether some item gives other points for another answer, with some answers to what else it looks at."""
        if self.form.factors:
            return len({frozenset(self.totals({name: value})) for value in self._values(name)}) > 1
        for item, looks_at in self.looks_at.items():
            if name in looks_at:
                others = [other for other in looks_at if other in self.open and other != name]
                for answer in self._answers([other for other in others if other in self.form.classes]):
                    if len({self._item(item, {**answer, name: value}) for value in self._values(name)}) > 1:
                        return True
        return False

    def left(self, name: str) -> tuple[int, float]:
        """How many bands the answers to a finding leave: at the most, and on average."""
        if name not in self.form.classes:
            ends = self.form.ranges[name]
            counts = [len(self.bands({name: end})) for end in ends]
            return max(2, *counts), sum(counts) / len(counts)
        counts = [len(self.bands({name: value})) for value in self._values(name)]
        return max(counts), sum(counts) / len(counts)

    def item_results(self) -> Iterator[ItemResult]:
        for name in self.form.items:
            ranges = self._item(name, {})
            low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
            points = _plain(low) if low == high else None
            yield ItemResult(name, _plain(low), _plain(high), points, self.looks_at[name])

    def _looked_at(self) -> Iterator[Iterable[str]]:
        yield from self.looks_at.values()
        for factor in self.form.factors:
            yield [factor.value] if factor.value else []
            yield [name for name in self.form.classes if factor.condition is not None]

    def _item(self, name: str, more: Known) -> frozenset[_Range]:
        """Every range of points that an item can give."""
        given = tuple(more.get(finding) for finding in self.looks_at[name])
        key = (name, given)
        if key not in self._ranges:
            item = self.form.items[name]
            values = {**self.known, **more}
            unknown = [finding for finding in self.looks_at[name] if finding not in values and finding != item.value]
            answers = self._answers(unknown)
            self._ranges[key] = frozenset(self._points(item, {**values, **answer}) for answer in answers)
        return self._ranges[key]

    def _points(self, item: Item, values: Known) -> _Range:
        if item.value:
            value = values.get(item.value)
            return self.form.ranges[item.value] if value is None else (_number(value), _number(value))
        for condition, points in [
            (item.condition, item.points),
            *((level.condition, level.points) for level in item.levels),
        ]:
            if condition is not None and evaluate(condition, values):
                return points, points
        return 0.0, 0.0

    def _factor(self, factor: Factor, more: Known) -> _Range:
        values = {**self.known, **more}
        if not factor.value:
            holds = True if factor.condition is None else evaluate(factor.condition, values)
            possible = [factor.factor] if holds else [1.0] if holds is False else sorted((1.0, factor.factor))
            return possible[0], possible[-1]
        value = values.get(factor.value)
        low, high = self.form.ranges[factor.value] if value is None else (_number(value), _number(value))
        if factor.minus_from is not None:
            low, high = max(0.0, factor.minus_from - high), max(0.0, factor.minus_from - low)
        return (1 / high, 1 / low) if factor.power == -1 else (low, high)

    def _values(self, name: str) -> tuple[Value, ...]:
        return self.form.classes[name].representatives

    def _answers(self, names: list[str]) -> Iterator[Mapping[str, Value]]:
        for values in product(*(self._values(name) for name in names)):
            yield dict(zip(names, values, strict=True))


def _sums(parts: Iterable[frozenset[_Range]]) -> set[_Range]:
    totals: set[_Range] = {(0.0, 0.0)}
    for part in parts:
        totals = {(low + more[0], high + more[1]) for low, high in totals for more in part}
    return totals


def _product(parts: Iterable[_Range]) -> _Range:
    low = high = 1.0
    for part in parts:
        low, high = low * part[0], high * part[1]
    return low, high


def _number(value: Any) -> float:
    assert isinstance(value, (int, float)), value
    return float(value)


def _plain(value: float) -> float:
    """Without the digits that only rounding made, and whole where it is whole."""
    rounded = floor(value * _MILLION + 0.5) / _MILLION
    return int(rounded) if rounded == int(rounded) else rounded
