"""A column is read as its cells one by one would be, whatever its type, offset and length."""

import math
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from venevagt.cohort.columns import Column, Reading, read_column
from venevagt.cohort.planes import from_bitmap, packed, spread, unpacked
from venevagt.logic.expression import Compare, Leaf, OneOf, Value, Variable, holds


def word(cell: str) -> Value:
    known: dict[str, Value] = {"yes": True, "no": False, "unsure": True, "leg": "leg", "arm": "arm", "open": None}
    if cell in known:
        return known[cell]
    raise ValueError(f"found {cell}")


READING = Reading(word, 0, 120)
YES: Sequence[Leaf] = (Variable("a"),)
PLACE: Sequence[Leaf] = (OneOf("place", ("leg",)), OneOf("place", ("leg", "arm")))
OPERATORS = ("<", "<=", ">", ">=", "=", "<>")


def read(column: Column, test: Leaf, cases: int) -> list[bool | None]:
    truth = column.tests[test]
    true, false = unpacked(truth.true, cases), unpacked(truth.false, cases)
    assert not (true & false).any()
    return [True if yes else False if no else None for yes, no in zip(true, false, strict=True)]


def said(test: Leaf, cells: Sequence[Value]) -> list[bool | None]:
    return [holds(test, cell) for cell in cells]


spans = st.tuples(st.integers(0, 200), st.integers(0, 200))


@given(st.lists(st.sampled_from([True, False, None]), max_size=300), spans)
def test_booleans(cells: list[bool | None], span: tuple[int, int]) -> None:
    start, count = span
    column = pa.array(cells, pa.bool_()).slice(start, count)
    assert read(read_column(column, YES, READING), YES[0], len(column)) == cells[start : start + count]


@given(
    st.lists(st.sampled_from([(True, None), (False, None), (None, True), (None, False), (None, None)]), max_size=300),
    spans,
    st.sampled_from([True, False, None]),
)
def test_booleans_with_unsure_beside(
    pairs: list[tuple[bool | None, bool | None]], span: tuple[int, int], counts_as: bool | None
) -> None:
    start, count = span
    cells, unsure = ([pair[at] for pair in pairs] for at in (0, 1))
    column, beside = (pa.array(own, pa.bool_()).slice(start, count) for own in (cells, unsure))
    found = read_column(column, YES, Reading(lambda _: counts_as, 0, 1), beside)
    expected = [counts_as if sure else cell for cell, sure in pairs]
    assert read(found, YES[0], len(column)) == expected[start : start + count]


INTEGERS = (pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.int32(), pa.uint32(), pa.int64(), pa.uint64())


@given(
    st.lists(st.none() | st.integers(0, 120), max_size=150),
    spans,
    st.sampled_from(INTEGERS),
    st.sampled_from(OPERATORS),
    st.sampled_from([0.0, 16.0, 2.5, -3.0, -0.5, 300.0, 17.25]),
)
def test_whole_numbers_of_every_width(
    cells: list[int | None], span: tuple[int, int], kind: pa.DataType, operator: str, limit: float
) -> None:
    start, count = span
    test = Compare("age", operator, limit)  # type: ignore[arg-type]
    column = pa.array(cells, kind).slice(start, count)
    found = read_column(column, [test], READING)
    assert found.wrong == {}
    assert read(found, test, len(column)) == said(test, cells[start : start + count])


@given(
    st.lists(st.none() | st.floats(-10, 130, width=32) | st.just(math.nan), max_size=150),
    spans,
    st.sampled_from([pa.float32(), pa.float64()]),
    st.sampled_from(OPERATORS),
    st.sampled_from([3.0, 37.8, 0.1]),
    st.sampled_from([None, 0.0, 50.0]),
)
def test_numbers_with_a_fraction_missing_or_outside(
    cells: list[float | None],
    span: tuple[int, int],
    kind: pa.DataType,
    operator: str,
    limit: float,
    empty: float | None,
) -> None:
    start, count = span
    test = Compare("age", operator, limit)  # type: ignore[arg-type]
    column = pa.array(cells, kind).slice(start, count)
    found = read_column(column, [test], Reading(word, 0, 120, empty))
    here = cells[start : start + count]
    outside = {row for row, cell in enumerate(here) if cell is not None and (cell < 0 or cell > 120)}
    assert set(found.wrong) == outside
    known = [empty if cell is None or math.isnan(cell) else cell for cell in here]
    expected = [None if row in outside else own for row, own in enumerate(known)]
    assert read(found, test, len(column)) == said(test, expected)


TEXT = (pa.string(), pa.large_string(), pa.string_view())
INDEX = (pa.int8(), pa.uint8(), pa.int32(), pa.uint32(), pa.int64(), pa.uint64())


@given(
    st.lists(st.sampled_from(["leg", "arm", " leg ", "open", "", "wrong", None]), max_size=150),
    spans,
    st.sampled_from([*TEXT, *(pa.dictionary(index, pa.string()) for index in INDEX)]),
    st.sampled_from([None, "leg"]),
)
@settings(deadline=None)
def test_text_and_dictionaries(
    cells: list[str | None], span: tuple[int, int], kind: pa.DataType, empty: str | None
) -> None:
    start, count = span
    here = cells[start : start + count]
    column = pa.array(cells, kind).slice(start, count)
    found = read_column(column, PLACE, Reading(word, 0, 1, empty))
    assert found.wrong == {row: "found wrong" for row, cell in enumerate(here) if cell == "wrong"}
    meant: dict[str | None, Value] = {"leg": "leg", "arm": "arm", " leg ": "leg", "": empty, None: empty}
    for test in PLACE:
        assert read(found, test, len(column)) == said(test, [meant.get(cell) for cell in here])


def test_a_dictionary_with_an_empty_word_and_many_words_for_one() -> None:
    words = [*(f"{' ' * number}yes" for number in range(9)), None, "no"]
    column = pa.DictionaryArray.from_arrays(pa.array([8, 0, None, 9, 10, 3], pa.int16()), pa.array(words))
    assert read(read_column(column, YES, READING), YES[0], 6) == [True, True, None, None, False, True]


def test_garbage_behind_empty_cells_says_nothing() -> None:
    """What stands in an empty cell's place is nobody's answer."""
    validity = pa.py_buffer(bytes([0b0101]))
    booleans = pa.Array.from_buffers(pa.bool_(), 4, [validity, pa.py_buffer(bytes([0b1111]))])
    assert read(read_column(booleans, YES, READING), YES[0], 4) == [True, None, True, None]
    numbers = pa.Array.from_buffers(pa.uint8(), 4, [validity, pa.py_buffer(bytes([15, 250, 16, 3]))])
    test = Compare("age", "<", 16)
    found = read_column(numbers, [test], READING)
    assert (read(found, test, 4), found.wrong) == ([True, None, False, None], {})
    codes = pa.Array.from_buffers(pa.int8(), 4, [validity, pa.py_buffer(bytes([0, 255, 1, 100]))])
    coded = pa.DictionaryArray.from_arrays(codes, pa.array(["leg", "wrong"]))
    words = read_column(coded, PLACE, READING)
    assert (read(words, PLACE[0], 4), words.wrong) == ([True, None, None, None], {2: "found wrong"})


@given(st.lists(st.booleans(), max_size=400), st.integers(0, 130), st.integers(0, 7))
def test_a_bitmap_from_any_bit_and_byte_on(bits: list[bool], offset: int, skipped: int) -> None:
    cases = max(len(bits) - offset, 0)
    buffer = pa.py_buffer(bytes(skipped) + packed_bytes(bits)).slice(skipped)
    found = unpacked(from_bitmap(buffer, offset, cases), cases).tolist()
    assert found == bits[offset:]


def packed_bytes(bits: Sequence[bool]) -> bytes:
    return sum(bit << at for at, bit in enumerate(bits)).to_bytes(-(-len(bits) // 8), "little")


@given(st.lists(st.integers(0, 127), min_size=1, max_size=200))
def test_planes_spread_to_bytes(numbers: list[int]) -> None:
    planes = [packed(np.array([number >> bit & 1 for number in numbers], np.bool_)) for bit in range(7)]
    into = np.empty(len(numbers), np.int8)
    spread(planes, into)
    assert into.tolist() == numbers


def test_a_choice_is_not_read_from_other_types() -> None:
    for column in (pa.array([True]), pa.array([1])):
        with pytest.raises(TypeError, match="as it is a choice"):
            read_column(column, PLACE, READING)
