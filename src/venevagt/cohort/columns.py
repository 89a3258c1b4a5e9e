"""From an Arrow column to planes: where each test on a finding is true, where it is known, and what is wrong."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.cohort.number_columns import compared, missing_and_outside, relation
from venevagt.cohort.planes import Words, from_bitmap, full, packed, unpacked
from venevagt.logic.expression import NEGATED, Compare, Leaf, OneOf, Value, holds


class Reading(Struct, frozen=True):
    """How the cells of a finding's column are read.

    `word`: what a word counts as; it raises ValueError, saying what was expected. `low`, `high`: the limits
    of a number. `empty`: what an empty cell counts as.
    """

    word: Callable[[str], Value]
    low: float
    high: float
    empty: Value = None


class Truth(Struct, frozen=True):
    """What a test says, as planes. A bit of `value` is right where `known` has one, and none behind the last case."""

    value: Words
    known: Words

    @property
    def true(self) -> Words:
        """Where the test is true."""
        return self.value & self.known

    @property
    def false(self) -> Words:
        """Where it is false."""
        return self.known & ~self.value


class Column(Struct, frozen=True):
    """A column as read: the truth of each test, and for the rows with a wrong cell the reason, by row."""

    tests: Mapping[Leaf, Truth]
    wrong: Mapping[int, str]


def read_column(column: pa.Array, tests: Sequence[Leaf], reading: Reading, unsure: pa.Array | None = None) -> Column:
    """Read a column of booleans, numbers, text, or a dictionary of text.

    `unsure`: beside a column of booleans a second one, true where the answer was "unsure".
    A wrong cell makes no test true or false. Raises TypeError for another type of column.
    """
    kind = column.type
    if pa.types.is_null(kind):
        if unsure is None:
            return empty_column(len(column), tests, reading)
        column, kind = column.cast(pa.bool_()), pa.bool_()
    if unsure is not None and not (pa.types.is_boolean(kind) and pa.types.is_boolean(unsure.type)):
        raise TypeError(f"a column of type {kind} with one for unsure of type {unsure.type}, expected both boolean")
    if not (pa.types.is_dictionary(kind) or _is_text(kind)):
        _check(kind, tests)
    if pa.types.is_boolean(kind):
        return _booleans(column, tests, reading, unsure)
    if pa.types.is_dictionary(kind):
        return _words(column, tests, reading)
    if _is_text(kind):
        text = column.cast(pa.string()) if pa.types.is_string_view(kind) else column
        return _words(text.dictionary_encode(), tests, reading)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _numbers(column, tests, reading)
    raise TypeError(f"a column of type {kind}, expected booleans, numbers or text")


def empty_column(cases: int, tests: Sequence[Leaf], reading: Reading) -> Column:
    """A column without a single answer, as one that is missing altogether."""
    known = full(cases, reading.empty is not None)
    return Column({test: Truth(full(cases, holds(test, reading.empty) is True), known) for test in tests}, {})


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _check(kind: pa.DataType, tests: Iterable[Leaf]) -> None:
    """A choice is no boolean and no number, and a number is no boolean."""
    for test in tests:
        if isinstance(test, OneOf):
            raise TypeError(f"a column of type {kind}, expected text, as it is a choice")
        if isinstance(test, Compare) and pa.types.is_boolean(kind):
            raise TypeError("a column of booleans, expected numbers or text, as it is a number")


def _booleans(column: pa.Array, tests: Sequence[Leaf], reading: Reading, unsure: pa.Array | None) -> Column:
    cases = len(column)
    if not cases:
        return empty_column(0, tests, reading)
    known = _known(column)
    value = from_bitmap(column.buffers()[1], column.offset, cases)
    wrong: dict[int, str] = {}
    if unsure is not None:
        here = from_bitmap(unsure.buffers()[1], unsure.offset, cases) & _known(unsure)
        try:
            counts_as = reading.word("unsure")
        except ValueError as error:
            wrong = _everywhere(unpacked(here, cases), str(error))
            counts_as = None
        value = value | here if counts_as is True else value & ~here
        known = known & ~here if counts_as is None else known | here
    if reading.empty is not None:
        value = value | ~known if reading.empty is True else value & known
        known = full(cases, True)
    return Column(dict.fromkeys(tests, Truth(value, known)), wrong)


def _known(column: pa.Array) -> Words:
    """Where a cell is not empty."""
    validity = column.buffers()[0]
    if validity is None:
        return full(len(column), True)
    return from_bitmap(validity, column.offset, len(column))


def _everywhere(rows: NDArray[np.bool_], reason: str) -> dict[int, str]:
    return dict.fromkeys(np.flatnonzero(rows).tolist(), reason)


def _words(column: Any, tests: Sequence[Leaf], reading: Reading) -> Column:
    """Few different words: each is looked at once, and its code stands for it."""
    cells: list[str | None] = column.dictionary.cast(pa.string()).to_pylist()
    values, reasons = _meanings([*cells, None], reading)
    codes = _cells(column.indices)
    known = _known(column.indices)
    wrong: dict[int, str] = {}
    for place, cell in enumerate(cells):
        if cell in reasons:
            wrong |= _everywhere((codes == place) & unpacked(known, len(codes)), reasons[cell])
    open_ones = [place for place, value in enumerate(values[:-1]) if value is None]
    answered = known & ~_one_of(codes, open_ones) if open_ones else known
    if reading.empty is not None:
        answered = answered | ~known
    found = {}
    for test in tests:
        verdicts = [holds(test, value) for value in values]
        value = _one_of(codes, [place for place, verdict in enumerate(verdicts[:-1]) if verdict])
        if reading.empty is not None:
            value = value | ~known if verdicts[-1] else value & known
        found[test] = Truth(value, answered)
    return Column(found, wrong)


_FEW = 4
"""So many codes are compared one by one; more of them are looked up in a table."""


def _one_of(codes: NDArray[Any], wanted: Sequence[int]) -> Words:
    """Where a code is one of these."""
    if len(wanted) > _FEW:
        table = np.zeros(max(wanted) + 2, np.bool_)
        table[list(wanted)] = True
        return packed(np.take(table, codes.astype(np.intp), mode="clip"))
    planes, _ = compared(codes, [(np.equal, place) for place in wanted], (-math.inf, math.inf))
    return np.bitwise_or.reduce(planes) if wanted else full(len(codes), False)


def _meanings(cells: Iterable[str | None], reading: Reading) -> tuple[list[Value], dict[str | None, str]]:
    """What each word counts as, and what is wrong with it."""
    values: list[Value] = []
    reasons: dict[str | None, str] = {}
    for cell in cells:
        value = reading.empty
        if cell is not None and cell.strip():
            try:
                value = reading.word(cell.strip())
            except ValueError as error:
                value, reasons[cell] = None, str(error)
        values.append(value)
    return values, reasons


def _cells(column: pa.Array) -> NDArray[Any]:
    """The numbers of a column where they lie; an empty cell may be anything."""
    kind = column.type.to_pandas_dtype()
    if not len(column):
        return np.empty(0, kind)
    return np.frombuffer(column.buffers()[1], kind, len(column), column.offset * np.dtype(kind).itemsize)


def _numbers(column: Any, tests: Sequence[Leaf], reading: Reading) -> Column:
    numbers, known = _cells(column), _known(column)
    limits = (reading.low, reading.high)
    asked = [test for test in tests if _opposite(test) not in tests or _first(test)]
    planes, within = compared(numbers, [relation(test, numbers.dtype) for test in asked], limits)
    values = dict(zip(asked, planes, strict=True))
    wrong: dict[int, str] = {}
    answered = known
    if not within:
        missing, outside = missing_and_outside(numbers, known, *limits)
        message = f"expected {reading.low:g} to {reading.high:g}, found {{:g}}"
        wrong = {int(row): message.format(numbers[row]) for row in np.flatnonzero(outside)}
        known = known & ~packed(missing)
        answered = known & ~packed(outside)
    found = {}
    for test in tests:
        value = values[test] if test in values else ~values[_opposite(test)]
        if reading.empty is not None:
            value = value | ~known if holds(test, reading.empty) else value & known
        found[test] = Truth(value, answered if reading.empty is None else answered | ~known)
    return Column(found, wrong)


def _opposite(test: Leaf) -> Leaf:
    """Of two opposite tests one is looked at: where a number is known, one of them holds."""
    return Compare(test.name, NEGATED[test.operator], test.limit) if isinstance(test, Compare) else test


def _first(test: Leaf) -> bool:
    return not isinstance(test, Compare) or test.operator in ("<", "<=", "=")
