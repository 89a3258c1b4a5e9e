"""The items of a score as levels, and what is left of them when the value of a finding is tried."""

from collections.abc import Iterable

from msgspec import Struct

from venevagt.knowledge.clinical import Item
from venevagt.logic.expression import Expression, Leaf, Value, leaves
from venevagt.logic.substitution import fill


class Level(Struct, frozen=True):
    """`condition`: not yet decided, or surely so."""

    condition: Expression | bool
    points: float


Levels = tuple[Level, ...]
"""An item: the first level that holds gives its points, none gives 0."""


def levels_of(item: Item) -> Levels:
    """The levels of an item; one with points of its own has one."""
    whole = [(item.condition, item.points), *((level.condition, level.points) for level in item.levels)]
    return tuple(Level(condition, points) for condition, points in whole if condition is not None)


def filled_levels(item: Levels, name: str, value: Value) -> Levels:
    """The item when a finding has this value: without levels that cannot hold, and none after one that does."""
    left: list[Level] = []
    for level in item:
        condition = level.condition if isinstance(level.condition, bool) else fill(level.condition, name, value)
        if condition is not False:
            left.append(Level(condition, level.points))
        if condition is True:
            break
    return tuple(left)


def together(items: Iterable[Levels]) -> list[list[Levels]]:
    """The items in groups: two that ask about the same finding are in one."""
    groups: list[tuple[set[str], list[Levels]]] = []
    for item in items:
        asked = {leaf.name for level in item for leaf in leaves_of(level.condition)}
        joined = [group for group in groups if group[0] & asked]
        groups = [group for group in groups if not group[0] & asked]
        groups.append((asked.union(*(own for own, _ in joined)), [*(one for _, own in joined for one in own), item]))
    return [own for _, own in groups]


def leaves_of(condition: Expression | bool) -> list[Leaf]:
    """Every test in a condition, repeats included."""
    return [] if isinstance(condition, bool) else list(leaves(condition))
