"""Planes over columns give what Python gives for one case, however the columns are kept."""

from collections.abc import Callable, Sequence

import pyarrow as pa
import pytest
from tests.cohort.people import ENGINE, MODEL, Person, answers, booleans, people, words

from venevagt.cohort.assess import CohortAssessor

ASSESS = CohortAssessor(ENGINE)
PEOPLE = people(3_001, seed=9)
EXPECTED = answers(PEOPLE)
NOBODY: Sequence[Person] = ({}, {}, {})


def rows(batch: pa.RecordBatch) -> Sequence[tuple[object, ...]]:
    return list(zip(*(batch.column(name).to_pylist() for name in batch.schema.names), strict=True))


def dictionaries(persons: Sequence[Person]) -> pa.RecordBatch:
    batch = words(persons)
    return pa.RecordBatch.from_pydict({name: batch.column(name).dictionary_encode() for name in batch.schema.names})


@pytest.mark.parametrize("kept", [words, dictionaries, booleans])
@pytest.mark.parametrize(("start", "count"), [(0, 3_001), (0, 3_000), (1, 64), (7, 130), (64, 1), (13, 2_000), (0, 0)])
def test_every_column_says_what_python_says(
    kept: Callable[[Sequence[Person]], pa.RecordBatch], start: int, count: int
) -> None:
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
