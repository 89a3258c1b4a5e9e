"""The same diagram by another road: put each answer into the rules and simplify.

It uses nothing of how `diagram` joins nodes. Each branch is the rules themselves with one answer
filled in, and every class of every variable is tried, so a diagram that comes out as the same node
is proved to decide what the rules decide, for every complete case.
"""

from collections.abc import Sequence

from venevagt.logic.diagram import Builder, Node
from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    Not,
    OneOf,
    Or,
    Value,
    Variable,
    holds,
    names,
)

State = tuple[tuple[Expression | bool, int], ...]
"""The conditions that are left, in order, each with its outcome."""


def decision_by_substitution(builder: Builder, conditions: Sequence[tuple[Expression, int]], default: int) -> Node:
    """The diagram of the first condition that holds, built from the rules alone."""
    done: dict[State, Node] = {}
    levels = {domain.name: level for level, domain in enumerate(builder.order)}

    def visit(state: State) -> Node:
        known = done.get(state)
        if known is not None:
            return known
        if not state:
            return builder.outcome(default)
        first, value = state[0]
        if first is True:
            return builder.outcome(value)
        asked = {name for item, _ in state if not isinstance(item, bool) for name in names(item)}
        level = min(levels[name] for name in asked)
        domain = builder.order[level]
        branches = tuple(visit(_filled(state, domain.name, answer)) for answer in domain.representatives)
        node = done[state] = builder.question(level, branches)
        return node

    return visit(_settled(tuple(conditions)))


def _filled(state: State, name: str, answer: Value) -> State:
    return _settled(
        tuple((item if isinstance(item, bool) else fill(item, name, answer), value) for item, value in state)
    )


def _settled(state: State) -> State:
    """Without the conditions that are false, and without anything behind one that is true."""
    left: list[tuple[Expression | bool, int]] = []
    for item, value in state:
        if item is not False:
            left.append((item, value))
        if item is True:
            break
    return tuple(left)


def fill(expression: Expression, name: str, answer: Value) -> Expression | bool:
    """The expression when this variable has this value: simpler, or decided."""
    match expression:
        case Variable(own) | Compare(own) | OneOf(own):
            return expression if own != name else holds(expression, answer) is True
        case Not(item):
            inner = fill(item, name, answer)
            return not inner if isinstance(inner, bool) else Not(inner)
        case And(items):
            return _simplified(len(items), [fill(item, name, answer) for item in items])
        case Or(items):
            return _simplified(1, [fill(item, name, answer) for item in items])
        case AtLeast(count, items):
            return _simplified(count, [fill(item, name, answer) for item in items])


def _simplified(count: int, items: list[Expression | bool]) -> Expression | bool:
    needed = count - items.count(True)
    left = tuple(item for item in items if not isinstance(item, bool))
    if needed <= 0:
        return True
    if needed > len(left):
        return False
    if len(left) == 1:
        return left[0]
    if needed == 1:
        return Or(left)
    return And(left) if needed == len(left) else AtLeast(needed, left)
