"""The expression tree: what a rule's condition can say, and nothing else.

Three-valued as SQL is (Kleene): an answer that is not known makes a condition neither true nor
false. The set of shapes is closed; docs/decisions/0001-closed-expressions.md says why.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

Value = bool | float | str | None
"""What a case says of one variable: yes/no, a number, an option's id, or None for not known."""

Comparison = Literal["<", "<=", ">", ">=", "=", "<>"]


class YesNo(Struct, frozen=True, tag=True):
    """A variable that is true, false or not known."""


class Number(Struct, frozen=True, tag=True):
    """A variable that is a number from `low` to `high`, both included."""

    low: float
    high: float


class Choice(Struct, frozen=True, tag=True):
    """A variable that is one of some named options."""

    options: tuple[str, ...]


VariableType = YesNo | Number | Choice
Vocabulary = Mapping[str, VariableType]


class Variable(Struct, frozen=True, tag=True):
    """True where the yes/no variable is true."""

    name: str


class Compare(Struct, frozen=True, tag=True):
    """True where the number stands in this relation to `limit`."""

    name: str
    operator: Comparison
    limit: float


class OneOf(Struct, frozen=True, tag=True):
    """True where the choice is one of `options`."""

    name: str
    options: tuple[str, ...]


class Not(Struct, frozen=True, tag=True):
    item: "Expression"


class And(Struct, frozen=True, tag=True):
    items: tuple["Expression", ...]


class Or(Struct, frozen=True, tag=True):
    items: tuple["Expression", ...]


class AtLeast(Struct, frozen=True, tag=True):
    """True where `count` or more of the items are true."""

    count: int
    items: tuple["Expression", ...]


Expression = Variable | Compare | OneOf | Not | And | Or | AtLeast
Leaf = Variable | Compare | OneOf

MIRRORED: Mapping[Comparison, Comparison] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "=": "=",
    "<>": "<>",
}
"""The same relation read from the other side: `3 <= x` is `x >= 3`."""

NEGATED: Mapping[Comparison, Comparison] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "=": "<>",
    "<>": "=",
}
"""The relation that holds exactly where this one doesn't (for a known number)."""


def children(expression: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside this one."""
    match expression:
        case Variable() | Compare() | OneOf():
            return ()
        case Not(item):
            return (item,)
        case And(items) | Or(items) | AtLeast(_, items):
            return items


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Every test of a variable in the expression, in reading order, repeats included."""
    if isinstance(expression, (Variable, Compare, OneOf)):
        yield expression
    for item in children(expression):
        yield from leaves(item)


def names(expression: Expression) -> tuple[str, ...]:
    """The variables that the expression asks about, each once, in reading order."""
    return tuple(dict.fromkeys(leaf.name for leaf in leaves(expression)))


def show(expression: Expression) -> str:
    """The expression in its own language; parsing it again gives the same tree."""
    match expression:
        case Variable(name):
            return name
        case Compare(name, operator, limit):
            return f"{name} {operator} {limit:g}"
        case OneOf(name, (option,)):
            return f"{name} = '{option}'"
        case OneOf(name, options):
            return f"{name} IN ({', '.join(repr(option) for option in options)})"
        case Not(item):
            return f"NOT {_bracketed(item)}"
        case And(items):
            return " AND ".join(_bracketed(item) for item in items)
        case Or(items):
            return " OR ".join(_bracketed(item) for item in items)
        case AtLeast(count, items):
            return f"at_least({count}, {', '.join(show(item) for item in items)})"


def _bracketed(expression: Expression) -> str:
    text = show(expression)
    return f"({text})" if isinstance(expression, (And, Or, Not)) else text


def holds(leaf: Leaf, value: Value) -> bool | None:
    """What one test says of one value: the single place that compares a value with a rule."""
    if value is None:
        return None
    match leaf:
        case Variable():
            return value is True
        case OneOf(_, options):
            return value in options
        case Compare(_, operator, limit):
            assert isinstance(value, (int, float))
            return _RELATIONS[operator](float(value), limit)


_RELATIONS = {
    "<": float.__lt__,
    "<=": float.__le__,
    ">": float.__gt__,
    ">=": float.__ge__,
    "=": float.__eq__,
    "<>": float.__ne__,
}


def evaluate(expression: Expression, case: Mapping[str, Value]) -> bool | None:
    """The meaning of the language, written to be read: every target must agree with it."""
    match expression:
        case Variable(name) | Compare(name) | OneOf(name):
            return holds(expression, case.get(name))
        case Not(item):
            inner = evaluate(item, case)
            return None if inner is None else not inner
        case And(items):
            return _at_least(len(items), [evaluate(item, case) for item in items])
        case Or(items):
            return _at_least(1, [evaluate(item, case) for item in items])
        case AtLeast(count, items):
            return _at_least(count, [evaluate(item, case) for item in items])


def _at_least(count: int, values: list[bool | None]) -> bool | None:
    known_true = values.count(True)
    if known_true >= count:
        return True
    return False if known_true + values.count(None) < count else None
