"""The cells of somebody else's column as answers: each distinct word is looked at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from venevagt.logic.nearest import nearest

NOT_ASKED = "not asked"
Answer = str | float | None
"""A word of the finding, a number in its own unit, or None where nobody asked."""

Wrong = Mapping[int, str]
"""Row of a column -> why its cell is wrong."""

_WRONG = -2


class Words(Struct, frozen=True):
    """A column of words. `table`: the word (in small letters) -> the answer. `labels`: the answers there are."""

    table: Mapping[str, str | None]
    labels: tuple[str, ...]


class Numbers(Struct, frozen=True):
    """A column of numbers. `factor`: how many of the finding's unit one of the column's is, from `low` to `high` of it.

    `table`: words and numbers that stand for something else. `read`: how text is read as a number in the finding's
    unit; it raises ValueError with what was expected. `in_the_cell`: each cell says its unit.
    """

    table: Mapping[str, float | None]
    factor: float
    low: float
    high: float
    unit: str
    read: Callable[[str], float]
    in_the_cell: bool = False


def same(cell: Any) -> str:
    """A cell as the words of a coding are compared: 1 and 1.0 are one word, so are Ja and " ja"."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip().casefold()


def words_of(column: pa.Array, words: Words) -> tuple[pa.Array, Wrong]:
    """The answers of a column of words, as a dictionary column. An empty cell is what the coding says of it."""
    cells, places = distinct(column)
    numbers = {label: number for number, label in enumerate(words.labels)}
    table = np.full(len(cells), _WRONG, np.int32)
    reasons: dict[int, str] = {}
    for place, cell in enumerate(cells):
        word = same(cell)
        if word in words.table or not word:
            answer = words.table.get(word)
            table[place] = -1 if answer is None else numbers[answer]
        else:
            reasons[place] = _unknown(str(cell), words.table)
    found = table[places]
    answers = pa.DictionaryArray.from_arrays(pa.array(found, mask=found < 0), pa.array(words.labels, pa.string()))
    return answers, rows_of(places, reasons)


def numbers_of(column: pa.Array, numbers: Numbers) -> tuple[pa.Array, Wrong]:
    """The numbers of a column in the finding's own unit; a cell out of range is wrong."""
    kind = column.type
    measured = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    if measured and not numbers.in_the_cell:
        return _measured(column, numbers)
    cells, places = distinct(column)
    table = np.full(len(cells), np.nan)
    reasons: dict[int, str] = {}
    for place, cell in enumerate(cells):
        try:
            value = _number(same(cell), str(cell).strip(), numbers)
        except ValueError as error:
            reasons[place] = str(error)
        else:
            table[place] = np.nan if value is None else value
    found = table[places]
    return pa.array(found, mask=np.isnan(found)), rows_of(places, reasons)


def _number(word: str, cell: str, numbers: Numbers) -> float | None:
    if word in numbers.table or not word:
        return numbers.table.get(word)
    value = numbers.read(cell)
    if not numbers.low <= value <= numbers.high:
        raise ValueError(_outside(numbers, value, cell))
    return value


def _measured(column: pa.Array, numbers: Numbers) -> tuple[pa.Array, Wrong]:
    raw = column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    found = raw * numbers.factor
    special = np.isnan(raw)
    if "" in numbers.table and numbers.table[""] is not None:
        found = np.where(special, numbers.table[""], found)
    for word, value in numbers.table.items():
        number = _as_number(word)
        if number is not None:
            here = raw == number
            found, special = np.where(here, np.nan if value is None else value, found), special | here
    outside = ~special & ~((found >= numbers.low) & (found <= numbers.high))
    wrong = {int(row): _outside(numbers, found[row], f"{raw[row]:g}") for row in np.flatnonzero(outside)}
    return pa.array(found, mask=np.isnan(found)), wrong


def _as_number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None


def _outside(numbers: Numbers, value: float, cell: str) -> str:
    return f"{cell[:40]!r} is {value:.4g} {numbers.unit}, expected {numbers.low:g} to {numbers.high:g} {numbers.unit}"


def _unknown(cell: str, table: Mapping[str, Any]) -> str:
    near = nearest(same(cell), table)
    hint = f", did you mean {near!r}?" if near else ""
    return f"{cell[:40]!r} is no word of its coding, expected one of: {', '.join(filter(None, table))}{hint}"


def distinct(column: pa.Array) -> tuple[Sequence[Any], Any]:
    """The distinct cells with an empty word at the end, and for each row the place of its cell among them."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    cells = ["" if cell is None or cell != cell else cell for cell in coded.dictionary.to_pylist()]
    places = pc.fill_null(coded.indices.cast(pa.int64()), len(cells)).to_numpy(zero_copy_only=False)
    return [*cells, ""], places


def rows_of(places: Any, reasons: Mapping[int, str]) -> Wrong:
    wrong: dict[int, str] = {}
    for place, reason in reasons.items():
        wrong |= dict.fromkeys(np.flatnonzero(places == place).tolist(), reason)
    return wrong
