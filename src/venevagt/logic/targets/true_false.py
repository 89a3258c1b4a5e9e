"""The two questions behind a three-valued value: when is it true, and when is it false?

Python and JavaScript both write a condition as two ordinary two-valued formulas, so that `and`
and `or` stop early and an unknown answer needs no value of its own.
"""

from msgspec import Struct

from venevagt.logic.expression import (
    NEGATED,
    And,
    AtLeast,
    Compare,
    Comparison,
    Expression,
    Not,
    OneOf,
    Or,
    Variable,
)


class Known(Struct, frozen=True, tag=True):
    """The yes/no variable is known to be `value`."""

    name: str
    value: bool


class KnownCompare(Struct, frozen=True, tag=True):
    """The number is known and stands in this relation to `limit`."""

    name: str
    operator: Comparison
    limit: float


class KnownOneOf(Struct, frozen=True, tag=True):
    """The choice is known and is (`inside`) or is not one of `options`."""

    name: str
    options: tuple[str, ...]
    inside: bool


class Every(Struct, frozen=True, tag=True):
    items: tuple["Formula", ...]


class Some(Struct, frozen=True, tag=True):
    items: tuple["Formula", ...]


class CountAtLeast(Struct, frozen=True, tag=True):
    """`count` or more of the items hold."""

    count: int
    items: tuple["Formula", ...]


Formula = Known | KnownCompare | KnownOneOf | Every | Some | CountAtLeast


def is_true(expression: Expression) -> Formula:
    """The formula that holds exactly where the expression is TRUE (not FALSE, not unknown)."""
    match expression:
        case Variable(name):
            return Known(name, True)
        case Compare(name, operator, limit):
            return KnownCompare(name, operator, limit)
        case OneOf(name, options):
            return KnownOneOf(name, options, inside=True)
        case Not(item):
            return is_false(item)
        case And(items):
            return Every(tuple(is_true(item) for item in items))
        case Or(items):
            return Some(tuple(is_true(item) for item in items))
        case AtLeast(count, items):
            return CountAtLeast(count, tuple(is_true(item) for item in items))


def is_false(expression: Expression) -> Formula:
    """The formula that holds exactly where the expression is FALSE."""
    match expression:
        case Variable(name):
            return Known(name, False)
        case Compare(name, operator, limit):
            return KnownCompare(name, NEGATED[operator], limit)
        case OneOf(name, options):
            return KnownOneOf(name, options, inside=False)
        case Not(item):
            return is_true(item)
        case And(items):
            return Some(tuple(is_false(item) for item in items))
        case Or(items):
            return Every(tuple(is_false(item) for item in items))
        case AtLeast(count, items):
            # Fewer than `count` can still become true: enough of them are known to be false.
            return CountAtLeast(len(items) - count + 1, tuple(is_false(item) for item in items))
