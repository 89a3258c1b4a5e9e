"""Planes over columns give what Python gives for one case, however the columns are kept."""

from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cohort.people import ENGINE, MODEL, Person, answers, booleans, people, words

from venevagt.cohort import assess, machine
from venevagt.cohort.assess import CohortAssessor, assess_many
from venevagt.cohort.planes import unpacked

ASSESS = CohortAssessor(ENGINE)
PEOPLE = people(3_001, seed=9)
EXPECTED = answers(PEOPLE)
NOBODY: Sequence[Person] = ({}, {}, {})


def rows(batch: pa.RecordBatch) -> Sequence[tuple[object, ...]]:
    return list(zip(*(batch.column(name).to_pylist() for name in batch.schema.names), strict=True))


def dictionaries(persons: Sequence[Person]) -> pa.RecordBatch:
    batch = words(persons)
    return pa.RecordBatch.from_pydict({name: batch.column(name).dictionary_encode() for name in batch.schema.names})


Kept = Callable[[Sequence[Person]], pa.RecordBatch]
KEPT: dict[Kept, pa.RecordBatch] = {kept: kept(PEOPLE) for kept in (words, dictionaries, booleans)}


@pytest.mark.parametrize("kept", [words, dictionaries, booleans])
@pytest.mark.parametrize(("start", "count"), [(0, 3_001), (0, 3_000), (1, 64), (7, 130), (64, 1), (13, 2_000), (0, 0)])
def test_every_column_says_what_python_says(kept: Kept, start: int, count: int) -> None:
    found = ASSESS(kept(PEOPLE).slice(start, count))
    assert found.columns.schema.names == ["urgency", "lowest", "highest", "final", "rule"]
    assert rows(found.columns) == list(EXPECTED[start : start + count])
    assert found.wrong == {}


def test_the_cases_reach_every_urgency_and_most_rules() -> None:
    assert {row[0] for row in EXPECTED} == set(MODEL.about.urgencies)
    assert len({row[4] for row in EXPECTED}) > len(ENGINE.rules) // 2


def test_without_the_interval_the_rest_is_the_same() -> None:
    found = CohortAssessor(ENGINE, interval=False)(booleans(PEOPLE)).columns
    assert rows(found) == [(urgency, rule) for urgency, _, _, _, rule in EXPECTED]


def test_a_column_that_is_missing_is_not_known() -> None:
    left_out = {"chest_pain", "place", "age"}
    persons = [{name: answer for name, answer in person.items() if name not in left_out} for person in PEOPLE]
    kept = booleans(PEOPLE)
    found = ASSESS(kept.select([name for name in kept.schema.names if name.removesuffix("_unsure") not in left_out]))
    assert rows(found.columns) == list(answers(persons))
    assert rows(ASSESS(pa.RecordBatch.from_pydict({"else": pa.nulls(3)})).columns) == list(answers(NOBODY))


def test_unsure_counts_where_the_column_of_the_finding_is_missing_or_empty() -> None:
    expected = list(answers([{"chest_pain": "unsure"}, NOBODY[0]]))
    alone = pa.RecordBatch.from_pydict({"chest_pain_unsure": [True, None]})
    empty = pa.RecordBatch.from_pydict({"chest_pain": pa.nulls(2), "chest_pain_unsure": [True, False]})
    assert rows(ASSESS(alone).columns) == rows(ASSESS(empty).columns) == expected


def test_int8_and_nulls_without_a_bitmap_are_read() -> None:
    batch = pa.RecordBatch.from_pydict(
        {
            "chest_pain": pa.array([0, 1, None, 0], pa.int8()),
            "breathless": pa.array([False, False, False, True]),
            "place": pa.array(["leg"] * 4),
            "age": pa.array([20, 70, None, 16], pa.int16()),
            "cramp": pa.nulls(4),
        }
    )
    persons: Sequence[Person] = [
        {"chest_pain": "no", "breathless": "no", "place": "leg", "age": 20},
        {"chest_pain": "yes", "breathless": "no", "place": "leg", "age": 70},
        {"breathless": "no", "place": "leg"},
        {"chest_pain": "no", "breathless": "yes", "place": "leg", "age": 16},
    ]
    assert rows(ASSESS(batch).columns) == list(answers(persons))


@given(start=st.integers(0, 3_001), count=st.integers(0, 700), kept=st.sampled_from([words, dictionaries, booleans]))
@settings(max_examples=60, deadline=None)
def test_every_offset_and_length_gives_the_same(start: int, count: int, kept: Kept) -> None:
    assert rows(ASSESS(KEPT[kept].slice(start, count)).columns) == list(EXPECTED[start : start + count])


def test_a_batch_longer_than_a_block_and_a_piece_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "BLOCK", 64 * 3)
    monkeypatch.setattr(assess, "PIECE", 64 * 9)
    whole = booleans([*PEOPLE, {"chest_pain": "yes"}])
    age = whole.schema.names.index("age")
    broken = whole.set_column(age, "age", pa.array([*whole.column(age).to_pylist()[:-1], "old"]))
    found = ASSESS(broken)
    assert rows(found.columns)[:-1] == list(EXPECTED)
    assert found.wrong == {3_001: "age: expected 0 to 120, found 'old'"}


def test_the_planes_of_the_answers_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "BLOCK", 64 * 3)
    monkeypatch.setattr(assess, "PIECE", 64 * 9)
    ids = [*(rule.id for rule in ENGINE.rules), "no_rule"]
    found: list[tuple[str, str, str, bool, str]] = []
    for here, columns in ASSESS.planes(booleans(PEOPLE)):
        numbers = {
            name: sum(unpacked(plane, here.stop - here.start).astype(int) << bit for bit, plane in enumerate(planes))
            for name, planes in columns.items()
        }
        ranks = MODEL.about.urgencies
        found += [
            (ranks[urgency], ranks[low], ranks[high], bool(final), ids[rule])
            for urgency, low, high, final, rule in zip(*numbers.values(), strict=True)
        ]
    assert found == list(EXPECTED)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_many_batches_come_back_in_their_order(workers: int) -> None:
    whole = booleans(PEOPLE)
    batches = (whole.slice(start, 100) for start in range(0, 3_001, 100))
    found = list(assess_many(ASSESS, batches, workers=workers))
    assert [batch.num_rows for batch, _ in found] == [100] * 30 + [1]
    assert [row for _, one in found for row in rows(one.columns)] == list(EXPECTED)


def test_batches_are_not_taken_long_before_they_are_needed() -> None:
    taken: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(50):
            taken.append(number)
            yield booleans(PEOPLE[:10])

    running = assess_many(ASSESS, batches(), workers=2)
    next(running)
    assert len(taken) <= 6
    running.close()


def test_an_error_in_a_batch_is_raised() -> None:
    with pytest.raises(TypeError, match="expected booleans, numbers or text"):
        list(assess_many(ASSESS, [pa.RecordBatch.from_pydict({"chest_pain": pa.array([[1]])})], workers=2))


def test_a_wrong_cell_is_told_with_its_row_and_makes_nothing_true() -> None:
    batch = pa.RecordBatch.from_pydict({"chest_pain": ["no", "maybe", "no"], "age": pa.array([50.0, 50.0, 500.0])})
    found = ASSESS(batch)
    assert found.wrong == {
        1: "chest_pain: expected one of: yes, no, unsure, found 'maybe'",
        2: "age: expected 0 to 120, found 500",
    }
    assert rows(found.columns)[1] == answers([{"age": 50}])[0]


def test_a_column_of_another_type_is_an_error() -> None:
    with pytest.raises(TypeError, match="expected booleans, numbers or text"):
        ASSESS(pa.RecordBatch.from_pydict({"chest_pain": pa.array([[1]])}))
    with pytest.raises(TypeError, match="expected both boolean"):
        ASSESS(pa.RecordBatch.from_pydict({"chest_pain": ["no"], "chest_pain_unsure": [True]}))
    with pytest.raises(TypeError, match="expected text, as it is a choice"):
        ASSESS(pa.RecordBatch.from_pydict({"place": pa.array([1])}))
    with pytest.raises(TypeError, match="expected numbers or text, as it is a number"):
        ASSESS(pa.RecordBatch.from_pydict({"age": pa.array([True])}))
