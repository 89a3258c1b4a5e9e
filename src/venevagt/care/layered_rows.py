"""Rows of cells with lines between neighbouring rows: an order with few crossings, and a place for each cell."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

_SPACE = 24.0
"""Between two cells side by side."""
_SPACE_PASSING = 17.0
"""Beside an arrow that passes."""
_SWEEPS = 12
_MOVES = 40
_STRAIGHT = {0: 1.0, 1: 2.0, 2: 8.0}
"""How hard a line pulls at its ends to be straight, by how many of them are only passed by an arrow."""


class Cell(Struct, frozen=True):
    """What stands in a row: a box, the words of an arrow, or an arrow that passes."""

    id: int
    row: int
    width: float
    height: float
    passing: bool


class Rows(Struct, frozen=True):
    """The cells row by row from left to right, and the lines as (upper cell, lower cell)."""

    rows: list[list[Cell]]
    pairs: list[tuple[Cell, Cell]]


def in_order(rows: Rows) -> Rows:
    """The rows with their cells in an order in which few lines cross."""
    near = _Neighbours(rows)
    order = _as_met(rows, near)
    best, fewest = [list(row) for row in order], crossings(order, near.below)
    for sweep in range(_SWEEPS):
        downwards = sweep % 2 == 0
        for row in range(len(order)) if downwards else range(len(order) - 1, -1, -1):
            _by_neighbours(order, row, near.above if downwards else near.below)
        _swapped(order, near)
        found = crossings(order, near.below)
        if found < fewest:
            best, fewest = [list(row) for row in order], found
    return Rows(best, rows.pairs)


class _Neighbours:
    """The cells that a line leads to, above and below each."""

    def __init__(self, rows: Rows) -> None:
        self.above: dict[int, list[Cell]] = {cell.id: [] for row in rows.rows for cell in row}
        self.below: dict[int, list[Cell]] = {cell.id: [] for row in rows.rows for cell in row}
        for upper, lower in rows.pairs:
            self.above[lower.id].append(upper)
            self.below[upper.id].append(lower)


def _as_met(rows: Rows, near: _Neighbours) -> list[list[Cell]]:
    """Each row in the order in which its cells are met on the way downwards."""
    order: list[list[Cell]] = [[] for _ in rows.rows]
    seen: set[int] = set()
    waiting = [cell for row in reversed(rows.rows) for cell in reversed(row)]
    while waiting:
        cell = waiting.pop()
        if cell.id not in seen:
            seen.add(cell.id)
            order[cell.row].append(cell)
            waiting += reversed(near.below[cell.id])
    return order


def _places(row: Sequence[Cell]) -> dict[int, int]:
    return {cell.id: place for place, cell in enumerate(row)}


def _by_neighbours(order: list[list[Cell]], row: int, near: Mapping[int, list[Cell]]) -> None:
    """Put the cells of a row in the order of the middle of their neighbours; one without keeps its place."""
    places = {
        cell.id: place for one in (row - 1, row + 1) if 0 <= one < len(order) for cell, place in _numbered(order[one])
    }
    keys = {}
    for cell, own in _numbered(order[row]):
        at = [places[other.id] for other in near[cell.id]]
        keys[cell.id] = sum(at) / len(at) if at else float(own)
    order[row].sort(key=lambda cell: keys[cell.id])


def _numbered(row: Sequence[Cell]) -> Iterator[tuple[Cell, int]]:
    return ((cell, place) for place, cell in enumerate(row))


def _swapped(order: list[list[Cell]], near: _Neighbours) -> None:
    """Exchange neighbours in a row as long as fewer lines cross."""
    better = True
    while better:
        better = False
        for row in range(len(order)):
            beside = [_places(order[one]) if 0 <= one < len(order) else {} for one in (row - 1, row + 1)]
            for place in range(len(order[row]) - 1):
                left, right = order[row][place : place + 2]
                now = after = 0
                for found, places in ((near.above, beside[0]), (near.below, beside[1])):
                    lefts = [places[cell.id] for cell in found[left.id]]
                    rights = [places[cell.id] for cell in found[right.id]]
                    now += sum(one > other for one in lefts for other in rights)
                    after += sum(one < other for one in lefts for other in rights)
                if after < now:
                    order[row][place : place + 2] = [right, left]
                    better = True


def crossings(order: Sequence[Sequence[Cell]], below: Mapping[int, list[Cell]]) -> int:
    """How often two lines cross."""
    count = 0
    for row, after in itertools.pairwise(order):
        places = _places(after)
        ends = [places[cell.id] for own in row for cell in sorted(below[own.id], key=lambda one: places[one.id])]
        count += sum(one > other for number, other in enumerate(ends) for one in ends[:number])
    return count


def moved(rows: Rows) -> dict[int, float]:
    """The middle of each cell: near its neighbours above and below, and never nearer to the next than it may be."""
    near = _Neighbours(rows)
    middles: dict[int, float] = {}
    for row in rows.rows:
        for cell, offset in zip(row, _offsets(row), strict=True):
            middles[cell.id] = offset
    for move in range(_MOVES):
        for row in rows.rows if move % 2 == 0 else reversed(rows.rows):
            _near_neighbours(row, near, middles)
    for _ in range(3):
        _straightened(rows, near, middles)
    left = min(middles[cell.id] - cell.width / 2 for row in rows.rows for cell in row)
    return {key: middle - left for key, middle in middles.items()}


def _apart(left: Cell, right: Cell) -> float:
    """How far the middles of two neighbours are apart at the least."""
    return (left.width + right.width) / 2 + (_SPACE_PASSING if left.passing or right.passing else _SPACE)


def _offsets(row: Sequence[Cell]) -> list[float]:
    """The middles of a row whose cells stand as near together as they may."""
    found = [0.0] * len(row)
    for place in range(1, len(row)):
        found[place] = found[place - 1] + _apart(row[place - 1], row[place])
    return found


def _near_neighbours(row: Sequence[Cell], near: _Neighbours, middles: dict[int, float]) -> None:
    """Move a row to where its lines are straightest: least squares under the order (pool adjacent violators)."""
    offsets = _offsets(row)
    pools: list[tuple[float, float, int]] = []
    for cell, offset in zip(row, offsets, strict=True):
        pulls = [
            (_STRAIGHT[cell.passing + other.passing], middles[other.id])
            for other in (*near.above[cell.id], *near.below[cell.id])
        ]
        weight = sum(pull for pull, _ in pulls)
        wanted = sum(pull * at for pull, at in pulls) / weight if pulls else middles[cell.id]
        weight, wanted, count = weight or 0.01, wanted - offset, 1
        while pools and pools[-1][0] > wanted:
            before, heavy, many = pools.pop()
            wanted = (before * heavy + wanted * weight) / (heavy + weight)
            weight, count = heavy + weight, many + count
        pools.append((wanted, weight, count))
    at = iter(wanted for wanted, _, count in pools for _ in range(count))
    for cell, offset in zip(row, offsets, strict=True):
        middles[cell.id] = next(at) + offset


def _straightened(rows: Rows, near: _Neighbours, middles: dict[int, float]) -> None:
    """Make the longest stretches of each passing arrow upright that have room for it."""
    beside: dict[int, tuple[Cell | None, Cell | None]] = {}
    for row in rows.rows:
        for cell, left, right in zip(row, [None, *row], [*row[1:], None], strict=False):
            beside[cell.id] = (left, right)
    for chain in _stretches(rows, near):
        run: list[Cell] = []
        room = (float("-inf"), float("inf"))
        for cell in chain:
            left, right = beside[cell.id]
            low = middles[left.id] + _apart(left, cell) if left else float("-inf")
            high = middles[right.id] - _apart(cell, right) if right else float("inf")
            if max(room[0], low) > min(room[1], high):
                _upright(run, room, middles)
                run, room = [], (float("-inf"), float("inf"))
            run.append(cell)
            room = (max(room[0], low), min(room[1], high))
        _upright(run, room, middles)


def _upright(run: Sequence[Cell], room: tuple[float, float], middles: dict[int, float]) -> None:
    """Put cells above each other, in the middle of where they were as far as there is room."""
    if run:
        wanted = sum(middles[cell.id] for cell in run) / len(run)
        middles.update(dict.fromkeys((cell.id for cell in run), min(max(wanted, room[0]), room[1])))


def _stretches(rows: Rows, near: _Neighbours) -> Iterator[list[Cell]]:
    """Every chain of cells that an arrow only passes, from above downwards."""
    for row in rows.rows:
        for cell in row:
            if cell.passing and not any(other.passing for other in near.above[cell.id]):
                chain = [cell]
                while following := [other for other in near.below[chain[-1].id] if other.passing]:
                    chain.append(following[0])
                yield chain
