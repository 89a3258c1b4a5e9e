"""From an Arrow column to planes: where each test on a finding is true, where it is false, and what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.cohort.planes import Words, first_bits, from_bitmap, packed, spread
from venevagt.logic.expression import Compare, Leaf, Value, holds

_BAD = -2
_OPEN = -1


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
    """Where a test is true and where it is false, as planes."""

    true: Words
    false: Words


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
        column, kind = column.cast(pa.bool_()), pa.bool_()
    if unsure is not None and not (pa.types.is_boolean(kind) and pa.types.is_boolean(unsure.type)):
        raise TypeError(f"a column of type {kind} with one for unsure of type {unsure.type}, expected both boolean")
    if pa.types.is_boolean(kind):
        return _booleans(column, tests, reading, unsure)
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _words(column, tests, reading)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _numbers(column, tests, reading)
    raise TypeError(f"a column of type {kind}, expected booleans, numbers or text")


def _booleans(column: pa.Array, tests: Iterable[Leaf], reading: Reading, unsure: pa.Array | None) -> Column:
    cases = len(column)
    known = _known(column)
    yes = from_bitmap(column.buffers()[1], column.offset, cases)
    true, false = yes & known, ~yes & known
    wrong: dict[int, str] = {}
    if unsure is not None:
        here = from_bitmap(unsure.buffers()[1], unsure.offset, cases) & _known(unsure)
        try:
            counts_as = reading.word("unsure")
        except ValueError as error:
            wrong = dict.fromkeys(np.flatnonzero(spread([here], cases)).tolist(), str(error))
            counts_as = None
        true = true & ~here | (here if counts_as is True else _NONE)
        false = false & ~here | (here if counts_as is False else _NONE)
        known = known | here
    if reading.empty is not None:
        empty = ~known & first_bits(cases)
        true, false = (true | empty, false) if reading.empty is True else (true, false | empty)
    return Column(dict.fromkeys(tests, Truth(true, false)), wrong)


_NONE = np.uint64(0)


def _known(column: pa.Array) -> Words:
    """Where a cell is not empty; no bit behind the last case."""
    cases = len(column)
    validity = column.buffers()[0]
    if validity is None or not column.null_count:
        return first_bits(cases)
    return first_bits(cases) & from_bitmap(validity, column.offset, cases)


def _words(column: Any, tests: Sequence[Leaf], reading: Reading) -> Column:
    """Few different words: each is looked at once, and its code stands for it."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    cells: list[str | None] = [*coded.dictionary.cast(pa.string()).to_pylist(), None]
    values, reasons = _meanings(cells, reading)
    codes = pc.fill_null(coded.indices.cast(pa.int32()), len(cells) - 1).to_numpy(zero_copy_only=False)
    found = {}
    for test in tests:
        table = [_BAD if cell in reasons else _code(test, value) for cell, value in zip(cells, values, strict=True)]
        truth = np.array(table, np.int8)[codes]
        found[test] = Truth(packed(truth == 1), packed(truth == 0))
    wrong: dict[int, str] = {}
    for place, cell in enumerate(cells):
        if cell in reasons:
            wrong |= dict.fromkeys(np.flatnonzero(codes == place).tolist(), reasons[cell])
    return Column(found, wrong)


def _meanings(cells: Iterable[str | None], reading: Reading) -> tuple[list[Value], dict[str | None, str]]:
    values: list[Value] = []
    reasons: dict[str | None, str] = {}
    for cell in cells:
        value = reading.empty
        if cell is not None and cell.strip():
            try:
                value = reading.word(cell.strip())
            except ValueError as error:
                reasons[cell] = str(error)
        values.append(value)
    return values, reasons


def _numbers(column: Any, tests: Sequence[Leaf], reading: Reading) -> Column:
    numbers = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    missing = np.isnan(numbers)
    outside = ~missing & ((numbers < reading.low) | (numbers > reading.high))
    known = ~(missing | outside)
    found = {}
    for test in tests:
        relation = _relation(test, numbers)
        true, false = relation & known, ~relation & known
        if reading.empty is not None:
            (true if holds(test, reading.empty) else false)[missing] = True
        found[test] = Truth(packed(true), packed(false))
    message = f"expected {reading.low:g} to {reading.high:g}, found {{:g}}"
    return Column(found, {int(row): message.format(numbers[row]) for row in np.flatnonzero(outside)})


def _relation(test: Leaf, numbers: NDArray[np.float64]) -> Any:
    """A yes/no finding may be written as 1 and 0; a choice never is."""
    if not isinstance(test, Compare):
        return numbers == 1
    return _RELATIONS[test.operator](numbers, test.limit)


_RELATIONS: Mapping[str, Any] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "<>": np.not_equal,
}


def _code(test: Leaf, value: Value) -> int:
    verdict = holds(test, value)
    return _OPEN if verdict is None else int(verdict)
