"""The smallest set of answers that makes a condition true: the "because" of a decision.

The condition is simplified once: what has to hold in any case (a literal that stands alone) is
filled in everywhere else. So the answers that are left to choose from are few, and choosing among
them for a case is quick.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from venevagt.logic.expression import Compare, Expression, OneOf, Value, holds
from venevagt.logic.targets.true_false import (
    CountAtLeast,
    Every,
    Formula,
    Known,
    KnownCompare,
    KnownOneOf,
    Some,
    is_true,
)

Literal = Known | KnownCompare | KnownOneOf


class Explanation(Struct, frozen=True):
    """What makes a condition true: `always`, and for each of `choices` one way to satisfy it."""

    always: tuple[Literal, ...]
    choices: tuple[Formula, ...]
    exact: bool
    """Whether no variable stands in two of the parts, so that the smallest ways add up."""


def explain(expression: Expression) -> Explanation:
    """Prepare the explanation of a condition being TRUE."""
    parts = _parts(is_true(expression))
    always: dict[str, list[Literal]] = {}
    while True:
        units = [part for part in parts if isinstance(part, (Known, KnownCompare, KnownOneOf))]
        if not units:
            break
        for unit in units:
            known = always.setdefault(unit.name, [])
            if unit not in known:
                known.append(unit)
        parts = [
            piece
            for part in parts
            if not isinstance(part, (Known, KnownCompare, KnownOneOf))
            for piece in _simplified(part, always)
        ]
    literals = tuple(literal for group in always.values() for literal in group)
    seen = [name for part in parts for name in dict.fromkeys(_names(part))]
    seen += [literal.name for literal in literals]
    repeated_inside = any(len(list(_names(part))) > len(set(_names(part))) for part in parts)
    exact = len(seen) == len(set(seen)) and not repeated_inside
    return Explanation(literals, tuple(dict.fromkeys(parts)), exact)


def because(explanation: Explanation, values: Mapping[str, Value]) -> tuple[Literal, ...]:
    """A smallest set of literals of this case that makes the condition true; none can be dropped.

    The condition must be TRUE for these values.
    """
    found = explanation.always
    for choice in explanation.choices:
        found += _smallest(choice, values) or ()
    return found if explanation.exact else _without_spare(explanation, tuple(dict.fromkeys(found)))


def literal_holds(literal: Literal, values: Mapping[str, Value]) -> bool:
    """Whether the answer is known and as the literal says."""
    value = values.get(literal.name)
    if value is None:
        return False
    match literal:
        case Known(_, wanted):
            return value is wanted
        case KnownCompare(name, operator, limit):
            return holds(Compare(name, operator, limit), value) is True
        case KnownOneOf(name, options, inside):
            return holds(OneOf(name, options), value) is inside


def _without_spare(explanation: Explanation, found: Sequence[Literal]) -> tuple[Literal, ...]:
    """Drop, one after the other, what the rest makes superfluous."""
    kept = list(found)
    for literal in found:
        rest = [other for other in kept if other != literal]
        parts: Iterable[Formula] = (*explanation.always, *explanation.choices)
        if all(_follows(part, rest) for part in parts):
            kept = rest
    return tuple(kept)


def _follows(formula: Formula, literals: Sequence[Literal]) -> bool:
    """Whether the formula holds when no more is known than these literals."""
    match formula:
        case Known() | KnownCompare() | KnownOneOf():
            return any(_implies(literal, formula) is True for literal in literals)
        case Every(items):
            return all(_follows(item, literals) for item in items)
        case Some(items):
            return any(_follows(item, literals) for item in items)
        case CountAtLeast(count, items):
            return sum(_follows(item, literals) for item in items) >= count


def _smallest(formula: Formula, values: Mapping[str, Value]) -> tuple[Literal, ...] | None:
    """The fewest literals of the case that satisfy the formula; None where it does not hold."""
    match formula:
        case Known() | KnownCompare() | KnownOneOf():
            return (formula,) if literal_holds(formula, values) else None
        case Some(items):
            ways = [way for item in items if (way := _smallest(item, values)) is not None]
            return min(ways, key=len) if ways else None
        case Every(items):
            return _joined(len(items), items, values)
        case CountAtLeast(count, items):
            return _joined(count, items, values)


def _joined(count: int, items: Sequence[Formula], values: Mapping[str, Value]) -> tuple[Literal, ...] | None:
    ways = sorted((way for item in items if (way := _smallest(item, values)) is not None), key=len)
    if len(ways) < count:
        return None
    return tuple(dict.fromkeys(literal for way in ways[:count] for literal in way))


def _parts(formula: Formula) -> list[Formula]:
    """The conjuncts of a formula, nested ones included."""
    if isinstance(formula, Every):
        return [part for item in formula.items for part in _parts(item)]
    return [formula]


def _names(formula: Formula) -> Iterable[str]:
    match formula:
        case Known() | KnownCompare() | KnownOneOf():
            yield formula.name
        case Every(items) | Some(items) | CountAtLeast(_, items):
            for item in items:
                yield from _names(item)


def _simplified(formula: Formula, known: Mapping[str, Sequence[Literal]]) -> list[Formula]:
    """The conjuncts that are left of a formula when these literals hold anyway."""
    simpler = _filled(formula, known)
    return [] if simpler is True else [] if simpler is False else _parts(simpler)


def _filled(formula: Formula, known: Mapping[str, Sequence[Literal]]) -> Formula | bool:
    match formula:
        case Known() | KnownCompare() | KnownOneOf():
            for literal in known.get(formula.name, ()):
                implied = _implies(literal, formula)
                if implied is not None:
                    return implied
            return formula
        case Every(items):
            return _counted(len(items), items, known)
        case Some(items):
            return _counted(1, items, known)
        case CountAtLeast(count, items):
            return _counted(count, items, known)


def _counted(count: int, items: Sequence[Formula], known: Mapping[str, Sequence[Literal]]) -> Formula | bool:
    filled = [_filled(item, known) for item in items]
    needed = count - filled.count(True)
    left = tuple(item for item in filled if not isinstance(item, bool))
    if needed <= 0:
        return True
    if needed > len(left):
        return False
    if len(left) == 1:
        return left[0]
    if needed == 1:
        return Some(left)
    return Every(left) if needed == len(left) else CountAtLeast(needed, left)


def _implies(given: Literal, asked: Literal) -> bool | None:
    """Whether `given` makes `asked` true or false, None where it says nothing of it."""
    if given.name != asked.name:
        return None
    match given, asked:
        case Known(_, value), Known(_, wanted):
            return value is wanted
        case KnownCompare(_, operator, limit), KnownCompare(_, other, other_limit):
            return _implied_order(operator, limit, other, other_limit)
        case KnownOneOf(_, options, True), KnownOneOf(_, others, inside):
            if set(options) <= set(others):
                return inside
            return not inside if not set(options) & set(others) else None
        case KnownOneOf(_, options, False), KnownOneOf(_, others, inside):
            return not inside if set(others) <= set(options) else None
    return None


def _implied_order(operator: str, limit: float, other: str, other_limit: float) -> bool | None:
    """Whether `x operator limit` decides `x other other_limit`, for the orders < <= > >=."""
    upward, other_upward = operator in (">", ">="), other in (">", ">=")
    if "=" in (operator, other) or "<>" in (operator, other):
        return True if (operator, limit) == (other, other_limit) else None
    if upward == other_upward:
        further = limit > other_limit if upward else limit < other_limit
        same = limit == other_limit and not (operator in (">=", "<=") and other in (">", "<"))
        return True if further or same else None
    apart = limit > other_limit if upward else limit < other_limit
    touching = limit == other_limit and not (operator in (">=", "<=") and other in (">=", "<="))
    return False if apart or touching else None
