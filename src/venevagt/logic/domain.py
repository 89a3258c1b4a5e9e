"""The values of a variable that conditions can tell apart.

A number has endlessly many values but only a few classes: those between the limits that some
condition compares it with. A complete case is one class for each variable.
"""

from collections.abc import Iterable, Mapping
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
        """A class in words: yes, no, an option, or from which number to below which."""
        value = self.representatives[index]
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str):
            return value
        after = self.representatives[index + 1 : index + 2]
        return f"from {value:g} to below {after[0]:g}" if after else f"{value:g} or more"

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
    limits = sorted({kind.low, kind.high, *(test.limit for test in tests if isinstance(test, Compare))})
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    classes: dict[tuple[bool | None, ...], float] = {}
    for point in sorted({*limits, *between}):
        classes.setdefault(_signature(tests, point), point)
    return Domain(name, tuple(classes.values()), tests)


def _signature(tests: tuple[Leaf, ...], value: Value) -> tuple[bool | None, ...]:
    return tuple(holds(test, value) for test in tests)
