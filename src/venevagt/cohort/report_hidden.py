"""Which cells of a table stay hidden, so that nobody in a small group is seen, not by subtraction either.

A group of 1 to `at_least` - 1 persons is small. It is hidden, and so is as much beside it that no sum gives it away:

- Of groups that add up to a total that is shown, the small ones and the smallest large one are hidden.
- In a table with totals, groups whose own total is hidden are hidden wholly. Then each small cell gets three
  others that are hidden with it, at the corners of a rectangle, so that persons could be moved around it without
  a change of any total. Where there is no such rectangle, the row is hidden together with another.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

SHOWN, SMALL, BESIDE = 0, 1, 2
"""What is done with a cell: shown; hidden as small, which is told; hidden beside a small one, which tells no size."""

Counts = NDArray[np.int64]
Marks = NDArray[np.int8]


class TableMarks(Struct, frozen=True):
    """What is done with each cell of a table, and with each row's total."""

    cells: Marks
    totals: Marks


def hidden_together(counts: Sequence[int], at_least: int) -> tuple[int, ...]:
    """Of groups with a total that is shown, those that are hidden; none where none is small."""
    small = {place for place, count in enumerate(counts) if 0 < count < at_least}
    if not small:
        return ()
    large = [(count, place) for place, count in enumerate(counts) if count > at_least]
    beside = {min(large)[1]} if large else {place for place, count in enumerate(counts) if count}
    return tuple(sorted(small | beside))


def group_marks(counts: Sequence[int], at_least: int) -> Marks:
    """The marks of groups with a total that is shown."""
    marks = np.zeros(len(counts), np.int8)
    together = hidden_together(counts, at_least)
    tell_small = any(counts[place] > at_least for place in together)
    for place in together:
        marks[place] = SMALL if tell_small and counts[place] < at_least else BESIDE
    return marks


def table_marks(counts: Counts, at_least: int, columns_together: Sequence[int]) -> TableMarks:
    """The marks of a table whose column totals are shown, but for the columns that are hidden together."""
    rows, columns = counts.shape
    totals = group_marks(counts.sum(axis=1).tolist(), at_least)
    row_groups = _groups(rows, np.flatnonzero(totals).tolist())
    column_groups = _groups(columns, columns_together)
    found = None
    while found is None:
        reduced = _joined(_joined(counts, row_groups, 0), column_groups, 1)
        found = _inner_marks(reduced, at_least)
        if found is None:
            row_groups = _merged(reduced, row_groups, at_least)
    cells = np.zeros(counts.shape, np.int8)
    for place, group in enumerate(row_groups):
        for other, column_group in enumerate(column_groups):
            alone = len(group) == len(column_group) == 1
            # Where nobody is, the sums tell so: there is nothing to hide.
            empty = not reduced[place, other]
            cells[np.ix_(group, column_group)] = found[place, other] if alone or empty else BESIDE
        if len(group) > 1:
            totals[[row for row in group if not totals[row]]] = BESIDE
    return TableMarks(cells, totals)


def _groups(size: int, together: Iterable[int]) -> list[list[int]]:
    joined = sorted(together)
    alone = [[place] for place in range(size) if place not in joined]
    return [joined, *alone] if joined else alone


def _joined(counts: Counts, groups: Sequence[Sequence[int]], axis: int) -> Counts:
    return np.stack([counts.take(list(group), axis=axis).sum(axis=axis) for group in groups], axis=axis)


def _merged(reduced: Counts, groups: list[list[int]], at_least: int) -> list[list[int]]:
    """The first row with a small cell that no rectangle protects is put together with the smallest other row."""
    bad = next(
        row
        for row, column in _small_cells(reduced, at_least)
        if _rectangle(reduced, row, column, at_least, None) is None
    )
    totals = reduced.sum(axis=1)
    other = min((row for row in range(len(groups)) if row != bad), key=lambda row: (totals[row] == 0, totals[row]))
    kept = [group for row, group in enumerate(groups) if row not in (bad, other)]
    return [sorted(groups[bad] + groups[other]), *kept]


def _small_cells(counts: Counts, at_least: int) -> list[tuple[int, int]]:
    return [(int(row), int(column)) for row, column in np.argwhere((counts > 0) & (counts < at_least))]


def _inner_marks(counts: Counts, at_least: int) -> Marks | None:
    """Marks of cells whose row and column totals are all known; None where a small cell cannot be protected."""
    marks = np.where((counts > 0) & (counts < at_least), SMALL, SHOWN).astype(np.int8)
    for row, column in _small_cells(counts, at_least):
        corner = _rectangle(counts, row, column, at_least, marks)
        if corner is None:
            return None
        other_row, other_column = corner
        for cell in ((row, other_column), (other_row, column), corner):
            marks[cell] = marks[cell] or BESIDE
    return marks


def _rectangle(counts: Counts, row: int, column: int, at_least: int, marks: Marks | None) -> tuple[int, int] | None:
    """The opposite corner of the rectangle around which a person can be moved, that hides the fewest persons more.

    A cell that is told as small has to stay small, and every other has to stay large.
    """
    small = (counts > 0) & (counts < at_least)
    up = np.where(small, counts < at_least - 1, counts > 0)
    down = np.where(small, counts > 1, counts > at_least)
    ways = np.zeros(counts.shape, bool)
    if up[row, column]:
        ways |= up & down[row][None, :] & down[:, column][:, None]
    if down[row, column]:
        ways |= down & up[row][None, :] & up[:, column][:, None]
    ways[row], ways[:, column] = False, False
    if not ways.any():
        return None
    open_ones = counts if marks is None else np.where(marks == SHOWN, counts, 0)
    beside, across = open_ones[row][None, :], open_ones[:, column][:, None]
    cost = np.where(ways, open_ones + beside + across, np.iinfo(np.int64).max)
    at = int(np.argmin(cost))
    return at // counts.shape[1], at % counts.shape[1]
