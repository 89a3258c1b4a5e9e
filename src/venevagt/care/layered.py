"""Boxes in layers from the top downwards with arrows between them: where each is drawn. It knows no medicine.

The steps of Sugiyama's method, for small graphs: arrows that close a loop are turned round for the while,
every box is put below those that lead to it, the order within a row is changed until few arrows cross, and each
row is moved as near to its neighbours as its order allows. Every arrow has its words in a row of their own,
below the box that it leaves. Long arrows to one box join on their way. Lengths are in units of the drawing.
"""

import itertools
from collections.abc import Mapping, Sequence

from msgspec import Struct

from venevagt.care.layered_rows import Cell, Rows, in_order, moved

Point = tuple[float, float]

_GAP = 22.0
"""From one row to the next at the least."""
_STEEP = 0.09
"""How much of the way to the side is added to a gap, so that no arrow lies flat."""
_WIDEST_GAP = 64.0
_PORTS = 0.5
"""The part of a box's lower edge that arrows leave from."""


class Box(Struct, frozen=True):
    """What is to be placed."""

    id: str
    width: float
    height: float


class Arrow(Struct, frozen=True):
    """From one box to another; `width` and `height` are those of its words."""

    source: str
    target: str
    width: float = 0
    height: float = 0


class Place(Struct, frozen=True):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Halfway across."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


class Line(Struct, frozen=True):
    """An arrow that is placed: from its box to its words, and from there to the box that it leads to.

    `back`: it goes upwards, for without it there would be a loop.
    """

    source: str
    target: str
    words: Place
    before: tuple[Point, ...]
    after: tuple[Point, ...]
    back: bool


class Layout(Struct, frozen=True):
    """The drawing. `lines` are in the order of the arrows."""

    width: float
    height: float
    boxes: Mapping[str, Place]
    lines: tuple[Line, ...]


def lay_out(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Layout:
    """Place the boxes and the arrows; the same input gives the same drawing.

    Raises ValueError for an arrow that leads to its own box, or from or to a box that is not there.
    """
    known = {box.id for box in boxes}
    for arrow in arrows:
        if arrow.source == arrow.target or not {arrow.source, arrow.target} <= known:
            raise ValueError(f"an arrow from {arrow.source!r} to {arrow.target!r}, expected two boxes of the drawing")
    if not boxes:
        return Layout(0, 0, {}, ())
    back = _closing(boxes, arrows)
    levels = _levels(boxes, arrows, back)
    built = _Built(boxes, arrows, back, levels)
    rows = in_order(built.rows)
    middles = moved(rows)
    return _drawn(built, rows, middles)


def _closing(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> set[int]:
    """The arrows, by number, that lead back to a box on the way to them."""
    after: dict[str, list[tuple[int, str]]] = {box.id: [] for box in boxes}
    for number, arrow in enumerate(arrows):
        after[arrow.source].append((number, arrow.target))
    found: set[int] = set()
    done: set[str] = set()
    for box in boxes:
        on_way = {box.id: iter(after[box.id])} if box.id not in done else {}
        while on_way:
            here = next(reversed(on_way))
            step = next(on_way[here], None)
            if step is None:
                del on_way[here]
                done.add(here)
            elif step[1] in on_way:
                found.add(step[0])
            elif step[1] not in done:
                on_way[step[1]] = iter(after[step[1]])
    return found


def _levels(boxes: Sequence[Box], arrows: Sequence[Arrow], back: set[int]) -> dict[str, int]:
    """How far down each box stands: one below the lowest of those that lead to it."""
    pairs = {
        (arrow.target, arrow.source) if number in back else (arrow.source, arrow.target)
        for number, arrow in enumerate(arrows)
    }
    levels = dict.fromkeys((box.id for box in boxes), 0)
    changed = True
    while changed:
        changed = False
        for upper, lower in pairs:
            if levels[lower] <= levels[upper]:
                levels[lower] = levels[upper] + 1
                changed = True
    return levels


class _Built:
    """The rows with all that stands in them: boxes in the even ones, words in the odd ones, arrows passing in both."""

    def __init__(
        self, boxes: Sequence[Box], arrows: Sequence[Arrow], back: set[int], levels: Mapping[str, int]
    ) -> None:
        self.boxes, self.arrows, self.back = boxes, arrows, back
        self.cells: dict[tuple[object, ...], Cell] = {}
        self.rows = Rows([[] for _ in range(2 * max(levels.values()) + 1)], [])
        for box in boxes:
            self._cell(("box", box.id), 2 * levels[box.id], box.width, box.height)
        self.chains = [self._chain(number, arrow, levels) for number, arrow in enumerate(arrows)]

    def _cell(self, key: tuple[object, ...], row: int, width: float = 0, height: float = 0) -> Cell:
        if key not in self.cells:
            self.cells[key] = cell = Cell(len(self.cells), row, width, height, passing=key[0] == "passing")
            self.rows.rows[row].append(cell)
        return self.cells[key]

    def _chain(self, number: int, arrow: Arrow, levels: Mapping[str, int]) -> list[Cell]:
        """What an arrow passes, from above downwards."""
        turned = number in self.back
        upper, lower = (arrow.target, arrow.source) if turned else (arrow.source, arrow.target)
        first, last = 2 * levels[upper], 2 * levels[lower]
        words = last - 1 if turned else first + 1
        chain = [self.cells["box", upper]]
        for row in range(first + 1, last):
            if row == words:
                chain.append(self._cell(("words", number), row, arrow.width, arrow.height))
            else:
                shared = ("passing", row, number, "") if turned else ("passing", row, -1, arrow.target)
                chain.append(self._cell(shared, row))
        chain.append(self.cells["box", lower])
        for pair in itertools.pairwise(chain):
            if pair not in self.rows.pairs:
                self.rows.pairs.append(pair)
        return chain


def _drawn(built: _Built, rows: Rows, middles: Mapping[int, float]) -> Layout:
    tops, heights = _heights(rows, middles)
    places = {
        cell.id: Place(middles[cell.id] - cell.width / 2, tops[cell.row], cell.width, cell.height)
        for row in rows.rows
        for cell in row
    }
    ports = _ports(built, middles)
    lines = []
    for number, (arrow, chain) in enumerate(zip(built.arrows, built.chains, strict=True)):
        points, turned = [(ports.get((number, chain[0].id), middles[chain[0].id]), places[chain[0].id].bottom)], None
        points.append((points[0][0], tops[chain[0].row] + heights[chain[0].row]))
        for cell in chain[1:-1]:
            x, top = middles[cell.id], tops[cell.row]
            points.append((x, top))
            if not cell.passing:
                turned = len(points)
                points.append((x, places[cell.id].bottom))
            points.append((x, top + heights[cell.row]))
        last = chain[-1]
        points.append((middles[last.id], tops[last.row]))
        assert turned is not None, "every arrow has a row for its words"
        upper, lower = tuple(points[:turned]), tuple(points[turned:])
        words = places[built.cells["words", number].id]
        back = number in built.back
        before, after = (lower[::-1], upper[::-1]) if back else (upper, lower)
        lines.append(Line(arrow.source, arrow.target, words, before, after, back))
    width = max(place.x + place.width for place in places.values())
    boxes = {box.id: places[built.cells["box", box.id].id] for box in built.boxes}
    return Layout(width, tops[-1] + heights[-1], boxes, tuple(lines))


def _heights(rows: Rows, middles: Mapping[int, float]) -> tuple[list[float], list[float]]:
    """Where each row begins, and how high it is; a gap is wider where an arrow goes far to the side."""
    heights = [max((cell.height for cell in row), default=0.0) for row in rows.rows]
    aside = [0.0] * len(heights)
    for upper, lower in rows.pairs:
        aside[upper.row] = max(aside[upper.row], abs(middles[upper.id] - middles[lower.id]))
    tops, y = [], 0.0
    for height, far in zip(heights, aside, strict=True):
        tops.append(y)
        y += height + min(_WIDEST_GAP, _GAP + _STEEP * far)
    return tops, heights


def _ports(built: _Built, middles: Mapping[int, float]) -> dict[tuple[int, int], float]:
    """From where on its lower edge each arrow leaves its box: side by side, in the order in which they go on."""
    leaving: dict[int, list[tuple[float, int]]] = {}
    for number, chain in enumerate(built.chains):
        leaving.setdefault(chain[0].id, []).append((middles[chain[1].id], number))
    found = {}
    for box in built.boxes:
        cell = built.cells["box", box.id]
        ordered = sorted(leaving.get(cell.id, ()))
        for place, (_, number) in enumerate(ordered):
            share = (place + 0.5) / len(ordered) - 0.5
            found[number, cell.id] = middles[cell.id] + share * cell.width * _PORTS
    return found
