"""The lowest and the highest points that the items of a score can give, as planes over many cases at once.

An end of a range is told by steps: for each value that it can have, where it is at least that. The lowest of several
is then where all reach it, the highest where one does. As in `care/score.py`, every answer that is still open is tried
where a finding is asked about more than once, so that the range is exact.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product

from msgspec import Struct

from venevagt.care.score_form import Form
from venevagt.care.score_levels import Levels, filled_levels, leaves_of, levels_of, together
from venevagt.logic.expression import Leaf, Value, holds
from venevagt.logic.targets.bits import Gates, Truth
from venevagt.logic.targets.planes import Plane

Steps = Mapping[int, Plane]
"""Value -> where the end is at least that, from the lowest value, which every case reaches."""


class Ends(Struct, frozen=True):
    """Both ends of a range."""

    low: Steps
    high: Steps


class Points(Struct, frozen=True):
    """The points of a form's items, those that are a number's own value left out: `scale` of them are one point.

    The lowest points are `low_start` and the weights in `low` whose plane has a bit; so also the highest.
    """

    scale: int
    low_start: int
    low: tuple[tuple[int, Plane], ...]
    high_start: int
    high: tuple[tuple[int, Plane], ...]


def points_of_items(gates: Gates, form: Form, test: Callable[[Leaf], Truth]) -> Points:
    """The points of a form; `test` gives what is known of each test of a finding."""
    items = [levels_of(item) for item in form.items.values() if not item.value]
    made = _Ends(gates, form, test, _scale(items))
    ends = [made.ends(group) for group in together(items)]
    return Points(
        made.scale,
        sum(min(one.low) for one in ends),
        tuple(weighted for one in ends for weighted in _weights(one.low)),
        sum(min(one.high) for one in ends),
        tuple(weighted for one in ends for weighted in _weights(one.high)),
    )


def _scale(items: Iterable[Levels]) -> int:
    """The number by which all points are whole."""
    scale = 1
    for item in items:
        for level in item:
            scale *= (scale * Fraction(str(level.points))).denominator
    return scale


def _weights(steps: Steps) -> Iterable[tuple[int, Plane]]:
    values = sorted(steps)
    return [(value - before, steps[value]) for before, value in pairwise(values)]


class _Ends:
    def __init__(self, gates: Gates, form: Form, test: Callable[[Leaf], Truth], scale: int) -> None:
        self.gates = gates
        self.form = form
        self.test = test
        self.scale = scale

    def ends(self, items: Sequence[Levels]) -> Ends:
        """The sum of items that may ask about the same findings.

        A number whose own value counts is tried within one item only: see `care/score.py`.
        """
        name = self._tried(items, self.form.ranges)
        if name is None:
            return self._sum([self._item(item) for item in items])
        return self._outermost(
            (possible, self.ends([filled_levels(item, name, value) for item in items]))
            for possible, value in self._classes(items, name)
        )

    def _item(self, item: Levels) -> Ends:
        name = self._tried([item], ())
        if name is None:
            return self._independent(item)
        return self._outermost(
            (possible, self._item(filled_levels(item, name, value))) for possible, value in self._classes([item], name)
        )

    def _tried(self, items: Sequence[Levels], never: Container[str]) -> str | None:
        """A finding that has to be tried: asked about more than once, or in a test that always comes out the same."""
        tests = _tests(items)
        asked = [leaf.name for leaf in tests]
        for leaf in tests:
            classes = self.form.classes[leaf.name].representatives
            same = len({holds(leaf, value) for value in classes}) == 1
            if leaf.name not in never and (asked.count(leaf.name) > 1 or same):
                return leaf.name
        return None

    def _classes(self, items: Sequence[Levels], name: str) -> Iterable[tuple[Plane, Value]]:
        """What the items tell apart of a finding: for each class where it is possible, and a value of it."""
        tests = list(dict.fromkeys(leaf for leaf in _tests(items) if leaf.name == name))
        classes: dict[tuple[bool, ...], Value] = {}
        for value in self.form.classes[name].representatives:
            classes.setdefault(tuple(holds(leaf, value) is True for leaf in tests), value)
        if len(classes) == 1:
            return [(self.gates.always, value) for value in classes.values()]
        gates = self.gates
        truths = [self.test(leaf) for leaf in tests]
        excluded = (
            [truth.no if own else truth.yes for truth, own in zip(truths, signature, strict=True)]
            for signature in classes
        )
        return [
            (gates.inverted(gates.any(planes)), value) for planes, value in zip(excluded, classes.values(), strict=True)
        ]

    def _independent(self, item: Levels) -> Ends:
        """An item that asks about each finding once: a level is possible where none before it surely holds."""
        gates = self.gates
        possible: dict[int, list[Plane]] = {}
        still = gates.always
        for level in item:
            own = level.condition
            truth = gates.constant(own) if isinstance(own, bool) else gates.truth(own, self.test)
            possible.setdefault(self._whole(level.points), []).append(gates.without(still, truth.no))
            still = gates.without(still, truth.yes)
        possible.setdefault(0, []).append(still)
        found = {value: gates.any(bits) for value, bits in possible.items()}
        found = {value: found[value] for value in sorted(found) if found[value] != gates.never}
        low = {value: gates.inverted(gates.any(found[under] for under in found if under < value)) for value in found}
        high = {value: gates.any(found[over] for over in found if over >= value) for value in found}
        return Ends(low, {**high, min(high): gates.always})

    def _outermost(self, tried: Iterable[tuple[Plane, Ends]]) -> Ends:
        """The lowest and the highest of what is possible."""
        gates, cases = self.gates, list(tried)
        low = {
            value: gates.all(
                gates.either(gates.inverted(possible), _reaches(gates, ends.low, value)) for possible, ends in cases
            )
            for value in sorted({value for _, ends in cases for value in ends.low})
        }
        high = {
            value: gates.any(gates.both(possible, _reaches(gates, ends.high, value)) for possible, ends in cases)
            for value in sorted({value for _, ends in cases for value in ends.high})
        }
        return Ends(low, {**high, min(high): gates.always})

    def _sum(self, parts: Sequence[Ends]) -> Ends:
        start: Steps = {0: self.gates.always}
        low, high = start, start
        for part in parts:
            low, high = self._added(low, part.low), self._added(high, part.high)
        return Ends(low, high)

    def _added(self, one: Steps, other: Steps) -> Steps:
        gates = self.gates
        return {
            total: gates.any(gates.both(one[value], _reaches(gates, other, total - value)) for value in one)
            for total in sorted({left + right for left, right in product(one, other)})
        }

    def _whole(self, points: float) -> int:
        return int(Fraction(str(points)) * self.scale)


def _reaches(gates: Gates, steps: Steps, limit: int) -> Plane:
    """Where an end is at least `limit`."""
    if limit <= min(steps):
        return gates.always
    return steps[min(value for value in steps if value >= limit)] if limit <= max(steps) else gates.never


def _tests(items: Sequence[Levels]) -> Sequence[Leaf]:
    return [leaf for item in items for level in item for leaf in leaves_of(level.condition)]
