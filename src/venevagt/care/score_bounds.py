"""The lowest and the highest points of a score as SQL: NULL is not known, and never a no.

A condition that asks about each finding once is NULL just where it can still be both. A finding that
is asked about twice is therefore tried value by value where it is NULL, so that the range is exact.
"""

from collections.abc import Sequence

from venevagt.care.score_form import Form
from venevagt.care.score_levels import Levels, filled_levels, leaves_of, levels_of, together
from venevagt.knowledge.clinical import Factor
from venevagt.logic.expression import Expression, Leaf, holds
from venevagt.logic.targets.sql import to_sql

_MILLION = 1_000_000
"""Results have six digits, as `care/score.py` gives them."""


def score_bounds(form: Form) -> tuple[str, str]:
    """SQL for the lowest and the highest result, over one column a finding."""
    low, high = exact_bounds(form)
    return (_rounded(low), _rounded(high)) if _has_digits(form) else (low, high)


def exact_bounds(form: Form) -> tuple[str, str]:
    """The same before it is rounded."""
    return _Bound(form, low=True).sql(), _Bound(form, low=False).sql()


def _rounded(sql: str) -> str:
    return f"FLOOR(({sql}) * {_MILLION}E0 + 0.5E0) / {_MILLION}E0"


def _has_digits(form: Form) -> bool:
    """Whether adding up can leave digits that only rounding made: halves never do."""
    points = [level.points for item in form.items.values() for level in levels_of(item)]
    return bool(form.factors) or any(item.value for item in form.items.values()) or any(p * 2 % 1 for p in points)


def number(value: float) -> str:
    """A number in SQL: whole ones as integers, others as floating point."""
    return str(int(value)) if value == int(value) else f"{value!r}E0"


class _Bound:
    """One end of a form's range."""

    def __init__(self, form: Form, *, low: bool) -> None:
        self.form = form
        self.low = low

    def sql(self) -> str:
        if self.form.factors:
            return " * ".join(self._factor(factor) for factor in self.form.factors)
        values = [self._value(item.value, low=self.low) for item in self.form.items.values() if item.value]
        groups = together([levels_of(item) for item in self.form.items.values() if not item.value])
        return _text(_sum([*values, *(self._points(group, frozenset()) for group in groups)]))

    def _points(self, items: Sequence[Levels], known: frozenset[str]) -> str | float:
        """The sum of items; findings in `known` are not NULL here."""
        name = self._asked_twice(items, known)
        if name is None:
            return _sum([self._item(item, known) for item in items])
        tried = dict.fromkeys(
            self._points([filled_levels(item, name, value) for item in items], known)
            for value in self.form.classes[name].representatives
        )
        unknown = self._outermost(tuple(tried))
        told = self._points(items, known | {name})
        return f'CASE WHEN "{name}" IS NULL THEN {_text(unknown)} ELSE {_text(told)} END'

    def _outermost(self, tried: tuple[str | float, ...]) -> str | float:
        constants = sorted(one for one in tried if not isinstance(one, str))
        kept: list[str | float] = [one for one in tried if isinstance(one, str)]
        if constants:
            kept.append(constants[0 if self.low else -1])
        function = "LEAST" if self.low else "GREATEST"
        return kept[0] if len(kept) == 1 else f"{function}({', '.join(_text(one) for one in kept)})"

    def _asked_twice(self, items: Sequence[Levels], known: frozenset[str]) -> str | None:
        """A finding that has to be tried: asked about more than once, or in a test that always comes out the same."""
        tests = [leaf for item in items for level in item for leaf in leaves_of(level.condition)]
        asked = [leaf.name for leaf in tests]
        for leaf in tests:
            if leaf.name not in known and (asked.count(leaf.name) > 1 or self._always_the_same(leaf)):
                return leaf.name
        return None

    def _always_the_same(self, leaf: Leaf) -> bool:
        return len({holds(leaf, value) for value in self.form.classes[leaf.name].representatives}) == 1

    def _item(self, item: Levels, known: frozenset[str]) -> str | float:
        """Points of an item whose open findings are independent of each other."""
        told = [(_condition(level.condition), level.points) for level in item]
        last = 0.0
        if item and item[-1].condition is True:
            told.pop()
            last = item[-1].points
        if not told:
            return last
        if all(leaf.name in known for level in item for leaf in leaves_of(level.condition)):
            return _case(told, last)
        if len(told) == 1:
            (condition, points), surely = told[0], (told[0][1] > last) == self.low
            return _case([(condition if surely else _possibly(condition), points)], last)
        return self._first_possible(told, last)

    def _first_possible(self, told: Sequence[tuple[str, float]], last: float) -> str:
        """The outermost points that are possible: where the level can hold, and none before it surely does."""
        possible = [
            (" AND ".join([_possibly(own), *_not_surely(told[:at])]), points) for at, (own, points) in enumerate(told)
        ]
        possible.append((" AND ".join(_not_surely(told)), last))
        *others, (_, end) = sorted(possible, key=lambda one: one[1], reverse=not self.low)
        return _case(others, end)

    def _factor(self, factor: Factor) -> str:
        if not factor.value:
            return _constant_factor(factor, low=self.low)
        low = self.low if factor.power == 1 else not self.low
        if factor.minus_from is None:
            value = self._value(factor.value, low=low)
        else:
            value = f"GREATEST(0, {number(factor.minus_from)} - {self._value(factor.value, low=not low)})"
        return value if factor.power == 1 else f"(1E0 / {value})"

    def _value(self, name: str, *, low: bool) -> str:
        """A number's own value, or the end of its range where it is not known."""
        return f'COALESCE("{name}", {number(self.form.ranges[name][0 if low else 1])})'


def _constant_factor(factor: Factor, *, low: bool) -> str:
    if factor.condition is None:
        return number(factor.factor)
    condition = to_sql(factor.condition)
    surely = (factor.factor > 1) == low
    return _case([(condition if surely else _possibly(condition), factor.factor)], 1)


def _condition(condition: Expression | bool) -> str:
    return ("TRUE" if condition else "FALSE") if isinstance(condition, bool) else to_sql(condition)


def _possibly(condition: str) -> str:
    return f"COALESCE({condition}, TRUE)"


def _not_surely(told: Sequence[tuple[str, float]]) -> list[str]:
    return [f"NOT COALESCE({condition}, FALSE)" for condition, _ in told]


def _case(told: Sequence[tuple[str, float]], otherwise: float) -> str:
    whens = " ".join(f"WHEN {condition} THEN {number(points)}" for condition, points in told)
    return f"CASE {whens} ELSE {number(otherwise)} END"


def _sum(parts: Sequence[str | float]) -> str | float:
    """The parts added up, the constants among them once."""
    constant = sum(part for part in parts if not isinstance(part, str))
    texts = [part for part in parts if isinstance(part, str)]
    if not texts:
        return constant
    return " + ".join([*texts, *([number(constant)] if constant else [])])


def _text(part: str | float) -> str:
    return part if isinstance(part, str) else number(part)


def band_at(form: Form, column: str) -> str:
    """SQL for the band that a column with points is in."""
    first, *rest = form.bands.items()
    whens = [f"WHEN \"{column}\" >= {number(band.at_least or 0)} THEN '{name}'" for name, band in reversed(rest)]
    return f"CASE {' '.join(whens)} ELSE '{first[0]}' END" if whens else f"'{first[0]}'"
