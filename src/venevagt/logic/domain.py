"""The values of a variable that conditions can tell apart.

A number has endlessly many values but only a few classes: those between the limits that some
condition compares it with. A complete case is one class for each variable.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from venevagt.logic.expression import (
    Choice,
    Compare,
    Expression,
    Leaf,
    Number,
    Value,
    VariableType,
    Vocabulary,
    YesNo,
    holds,
    leaves,
)


class Domain(Struct, frozen=True):
    """The classes of one variable: a value that stands for each, and the tests that split them."""

    name: str
    representatives: tuple[Value, ...]
    tests: tuple[Leaf, ...]

    def class_of(self, value: Value) -> int | None:
        """The number of the class that `value` is in, None for an unknown value.

        Raises ValueError for a value that no class has (an option that does not exist).
        """
        if value is None:
            return None
        if not self.tests:
            return self.representatives.index(value)
        return self._signatures().index(_signature(self.tests, value))

    def shown(self, index: int) -> str:
        """A class in words: yes, no, an option, or which numbers it has: "from 16 to below 60", "above 3"."""
        value = self.representatives[index]
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str):
            return value
        return " or ".join(self._ranges(index))

    def _ranges(self, index: int) -> Iterator[str]:
        """The numbers of a class, from limit to limit, in words."""
        limits = _limits(self.tests, self.representatives[0])
        # A limit itself, then what is between it and the next one: (limit, whether above it), a value.
        pieces = [
            piece
            for limit, after in pairwise([*limits, limits[-1] + 2])
            for piece in ((limit, False, limit), (limit, True, (limit + after) / 2))
        ]
        wanted = self._signatures()[index]
        inside = [_signature(self.tests, value) == wanted for _, _, value in pieces]
        starts = [at for at, here in enumerate(inside) if here and not (at and inside[at - 1])]
        for start in starts:
            end = next((at for at in range(start, len(pieces)) if not inside[at]), None)
            yield _range(pieces[start][:2], None if end is None else pieces[end][:2])

    def _signatures(self) -> list[tuple[bool | None, ...]]:
        return [_signature(self.tests, value) for value in self.representatives]


def domains(expressions: Iterable[Expression], vocabulary: Vocabulary) -> Mapping[str, Domain]:
    """The domain of every variable that the expressions ask about."""
    found: dict[str, list[Leaf]] = {}
    for expression in expressions:
        for leaf in leaves(expression):
            tests = found.setdefault(leaf.name, [])
            if leaf not in tests:
                tests.append(leaf)
    return {name: domain(name, vocabulary[name], tests) for name, tests in found.items()}


def domain(name: str, kind: VariableType, tests: Iterable[Leaf]) -> Domain:
    """The classes into which the tests split the variable; numbers from low to high."""
    match kind:
        case YesNo():
            return Domain(name, (False, True), ())
        case Choice(options):
            return Domain(name, options, ())
        case Number():
            return _number_domain(name, kind, tuple(tests))


def _number_domain(name: str, kind: Number, tests: tuple[Leaf, ...]) -> Domain:
    limits = _limits(tests, kind.low, kind.high)
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    classes: dict[tuple[bool | None, ...], float] = {}
    for point in sorted({*limits, *between}):
        classes.setdefault(_signature(tests, point), point)
    return Domain(name, tuple(classes.values()), tests)


def _limits(tests: tuple[Leaf, ...], *ends: Value) -> list[float]:
    numbers = {float(end) for end in ends if isinstance(end, (int, float))}
    return sorted(numbers | {test.limit for test in tests if isinstance(test, Compare)})


def _range(start: tuple[float, bool], end: tuple[float, bool] | None) -> str:
    """From a piece of the numbers (limit, whether above it) to before another piece, in words."""
    (low, above), first = start, f"above {start[0]:g}" if start[1] else f"from {start[0]:g}"
    if end is None:
        return first if above else f"{low:g} or more"
    high, high_included = end
    if low == high:
        return f"{low:g}"
    return f"{first} to {high:g}" if high_included else f"{first} to below {high:g}"


def _signature(tests: tuple[Leaf, ...], value: Value) -> tuple[bool | None, ...]:
    return tuple(holds(test, value) for test in tests)
