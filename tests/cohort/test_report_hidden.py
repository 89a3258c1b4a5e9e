"""What is hidden cannot be had from what is shown: a solver looks for a second table that shows the same."""

import random
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
import z3

from venevagt.cohort.report_hidden import (
    BESIDE,
    SHOWN,
    SMALL,
    Counts,
    Marks,
    TableMarks,
    group_marks,
    hidden_together,
    table_marks,
)

K = 5


def sums(tables: Sequence[Counts]) -> Counts:
    return np.asarray(tables[0].sum(axis=0))


def marked(tables: Sequence[Counts], at_least: int) -> tuple[Marks, Sequence[TableMarks]]:
    """As the report does it: the urgencies first, then each table with the same urgencies hidden."""
    urgency = sums(tables).tolist()
    together = hidden_together(urgency, at_least)
    return group_marks(urgency, at_least), [table_marks(table, at_least, together) for table in tables]


class Attacker:
    """Who has all that is shown of some tables of the same persons.

    `insider`: knows too which of the hidden totals are not small.
    """

    def __init__(
        self, tables: Sequence[Counts], marks: tuple[Marks, Sequence[TableMarks]], at_least: int, insider: bool
    ) -> None:
        self.solver = z3.Solver()
        self.hidden: list[tuple[z3.ArithRef, int, int]] = []
        self.at_least = at_least
        whole = int(tables[0].sum())
        urgency = [
            self._cell(f"u{column}", int(count), int(marks[0][column]), insider)
            for column, count in enumerate(sums(tables))
        ]
        self.solver.add(z3.Sum(urgency) == whole)
        for number, (table, own) in enumerate(zip(tables, marks[1], strict=True)):
            for row in range(table.shape[0]):
                total = self._cell(f"t{number}_{row}", int(table[row].sum()), int(own.totals[row]), insider)
                self.solver.add(z3.Sum(self._row(number, table, own, row)) == total)
            columns = zip(*(self._row(number, table, own, row) for row in range(table.shape[0])), strict=True)
            for column, margin in zip(columns, urgency, strict=True):
                self.solver.add(z3.Sum(column) == margin)

    def _row(self, number: int, table: Counts, own: TableMarks, row: int) -> list[z3.ArithRef]:
        return [
            self._cell(f"c{number}_{row}_{column}", int(count), int(own.cells[row, column]), False)
            for column, count in enumerate(table[row])
        ]

    def _cell(self, name: str, count: int, mark: int, told_large: bool) -> z3.ArithRef:
        if mark == SHOWN:
            return z3.IntVal(count)
        cell = z3.Int(name)
        if all(name != str(known) for known, _, _ in self.hidden):
            self.hidden.append((cell, count, mark))
            low, high = (1, self.at_least - 1) if mark == SMALL else (0, None)
            self.solver.add(cell >= low)
            if high is not None:
                self.solver.add(cell <= high)
            if told_large and mark == BESIDE and count >= self.at_least:
                self.solver.add(cell >= self.at_least)
        return cell

    def recovered(self) -> Iterator[int]:
        """The hidden counts for which there is no other value."""
        assert self.solver.check() == z3.sat
        for cell, count, _ in self.hidden:
            self.solver.push()
            self.solver.add(cell != count)
            if self.solver.check() == z3.unsat:
                yield count
            self.solver.pop()


def tables_of(chance: random.Random) -> Sequence[Counts]:
    """Tables of the same few persons, many cells small or empty."""
    persons = chance.randint(K, 120)
    weights = [chance.random() ** 3 for _ in range(4)]
    urgencies = chance.choices(range(4), weights, k=persons)
    found = []
    for _ in range(3):
        rows = chance.randint(1, 5)
        row_weights = [chance.random() ** 2 for _ in range(rows)]
        table = np.zeros((rows, 4), np.int64)
        for urgency in urgencies:
            table[chance.choices(range(rows), row_weights)[0], urgency] += 1
        found.append(table)
    return found


def recovered(
    tables: Sequence[Counts], marks: tuple[Marks, Sequence[TableMarks]], at_least: int, *, insider: bool
) -> list[int]:
    return list(Attacker(tables, marks, at_least, insider).recovered())


@pytest.mark.parametrize("seed", range(80))
def test_no_hidden_count_can_be_recovered(seed: int) -> None:
    chance = random.Random(seed)
    at_least = chance.choice([3, 5, 10])
    tables = tables_of(chance)
    if sums(tables).sum() < at_least:
        return
    marks = marked(tables, at_least)
    assert recovered(tables, marks, at_least, insider=False) == []
    assert [count for count in recovered(tables, marks, at_least, insider=True) if count < at_least] == []
    for table, own in zip(tables, marks[1], strict=True):
        small = (table > 0) & (table < at_least)
        assert (own.cells[small] != SHOWN).all()
        assert (own.cells[~small] != SMALL).all()


def test_the_check_finds_a_count_that_is_hidden_alone() -> None:
    table = np.array([[3, 40], [30, 50]])
    alone = TableMarks(np.array([[SMALL, SHOWN], [SHOWN, SHOWN]], np.int8), np.zeros(2, np.int8))
    assert recovered([table], (np.zeros(2, np.int8), [alone]), K, insider=False) == [3]


def test_a_small_cell_takes_the_cheapest_rectangle_with_it() -> None:
    table = np.array([[3, 40, 900], [30, 50, 800], [700, 600, 500]])
    found = table_marks(table, K, ())
    assert found.cells.tolist() == [[SMALL, BESIDE, SHOWN], [BESIDE, BESIDE, SHOWN], [SHOWN] * 3]
    assert found.totals.tolist() == [SHOWN] * 3


def test_a_rectangle_leaves_room_to_move_a_person() -> None:
    # Around 1, 5, 5 and 30 nobody can be moved: 1 would be none, or 5 would be small.
    found = table_marks(np.array([[1, 5, 40], [5, 30, 50], [700, 600, 500]]), K, ())
    assert found.cells.tolist() == [[SMALL, SHOWN, BESIDE], [SHOWN] * 3, [BESIDE, SHOWN, BESIDE]]


def test_a_small_group_is_hidden_with_the_smallest_large_one() -> None:
    assert group_marks([2, 90, 8, 0], K).tolist() == [SMALL, SHOWN, BESIDE, SHOWN]
    assert group_marks([90, 8, 0], K).tolist() == [SHOWN] * 3
    # 5 beside 1 leaves no room: 6 is 1 and 5 for whoever knows that the other is not small.
    assert group_marks([1, 5, 90], K).tolist() == [SMALL, SHOWN, BESIDE]


def test_where_all_are_nearly_small_no_size_is_told() -> None:
    # 1 and 5 add up to 6: "fewer than 5" and "not fewer" would be 1 and 5 for sure.
    assert group_marks([1, 5], K).tolist() == [BESIDE, BESIDE]


def test_rows_without_a_rectangle_are_hidden_together() -> None:
    table = np.array([[3, 0, 6], [0, 9, 0], [20, 0, 0]])
    found = table_marks(table, K, ())
    assert found.totals.tolist() == [BESIDE] * 3
    assert found.cells.tolist() == [[BESIDE] * 3] * 3
    found = table_marks(np.array([[3, 6, 0, 0], [0, 0, 9, 8], [4, 6, 0, 0], [0, 0, 50, 60]]), K, ())
    assert found.totals.tolist() == [SHOWN] * 4
    assert found.cells.tolist() == [
        [SMALL, BESIDE, SHOWN, SHOWN],
        [SHOWN] * 4,
        [SMALL, BESIDE, SHOWN, SHOWN],
        [SHOWN] * 4,
    ]


def test_nothing_is_hidden_where_nothing_is_small_or_it_is_not_wanted() -> None:
    table = np.array([[5, 40], [0, 50]])
    assert not table_marks(table, K, ()).cells.any()
    assert not table_marks(np.array([[1, 40], [2, 50]]), 1, ()).cells.any()
