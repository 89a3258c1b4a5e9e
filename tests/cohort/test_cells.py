"""What files write for an answer becomes the answer; what cannot be read stays, to be named."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from tests.cohort.people import ENGINE, MODEL, answers

from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.cells import plain
from venevagt.cohort.findings import every_finding

ASSESS = CohortAssessor(ENGINE)
FINDINGS = every_finding(MODEL)


def told(columns: Mapping[str, Any]) -> Mapping[str, Sequence[object]]:
    found = plain(pa.RecordBatch.from_pydict(dict(columns)), FINDINGS)
    return {name: found.column(name).to_pylist() for name in found.schema.names}


@pytest.mark.parametrize("coded", [True, False])
def test_words_of_a_file_for_yes_and_no(coded: bool) -> None:
    cells = pa.array(["true", "False", "1", "0", "1.0", "0.0", " TRUE ", "yes", "unsure", "", None, "ja"])
    column = cells.dictionary_encode() if coded else cells
    yes, no = "yes", "no"
    assert told({"chest_pain": column})["chest_pain"] == [
        *(yes, no, yes, no, yes, no, yes, yes, "unsure", "", None, "ja")
    ]


def test_numbers_in_text_with_a_point_or_a_comma() -> None:
    assert told({"age": ["54", " 7,5 ", "", None, "1e1"]})["age"] == [54.0, 7.5, None, None, 10.0]


@pytest.mark.parametrize("wrong", ["unsure", "nan", "1.234,5", "54 years"])
def test_a_column_with_a_cell_that_is_no_number_stays_text(wrong: str) -> None:
    assert told({"age": ["54", wrong]})["age"] == ["54", wrong]


@pytest.mark.parametrize("wrong", ["nan", "1.234,5", "54 years", "inf"])
def test_and_the_assessor_names_the_cell(wrong: str) -> None:
    found = ASSESS(plain(pa.RecordBatch.from_pydict({"age": ["54,5", wrong]}), FINDINGS))
    assert list(found.wrong) == [1]
    assert wrong in found.wrong[1]


def test_a_number_that_needs_its_unit_stays_text_without_one() -> None:
    name = next(name for name, one in MODEL.clinical.findings.items() if one.unit_required)
    assert told({name: ["500"]})[name] == ["500"]


def test_other_types_that_mean_numbers_and_text() -> None:
    columns = {"age": pa.array([Decimal("7.5")]), "place": pa.array(["leg"], pa.string_view())}
    assert told(columns) == {"age": [7.5], "place": ["leg"]}


def test_a_choice_stays_as_it_is() -> None:
    assert told({"place": ["leg", "1", "true"]})["place"] == ["leg", "1", "true"]


@pytest.mark.parametrize("kind", [pa.bool_(), pa.int8(), pa.string()])
def test_unsure_beside_a_column_of_any_kind(kind: pa.DataType) -> None:
    own = pa.array([True, False, None, None, True]).cast(kind)
    beside = ["false", "0", "true", "", "1"]
    assert told({"chest_pain": own, "chest_pain_unsure": beside})["chest_pain"] == [
        "yes",
        "no",
        "unsure",
        None,
        "unsure",
    ]


def test_two_columns_of_booleans_stay_two() -> None:
    columns = {"chest_pain": [True, None], "chest_pain_unsure": [False, True]}
    assert told(columns) == columns


def test_unsure_without_the_column_of_its_own() -> None:
    batch = plain(pa.RecordBatch.from_pydict({"chest_pain_unsure": [True, None]}), FINDINGS)
    found = ASSESS(batch).columns
    assert found.column("urgency").to_pylist() == [one[0] for one in answers([{"chest_pain": "unsure"}, {}])]


def test_a_column_of_unsure_that_is_never_so_is_nothing() -> None:
    assert told({"age": ["0"], "age_unsure": pa.array([None], pa.string())}) == {"age": [0.0]}


def test_a_wrong_word_in_the_column_beside_is_named() -> None:
    batch = plain(pa.RecordBatch.from_pydict({"chest_pain": ["no"], "chest_pain_unsure": ["perhaps"]}), FINDINGS)
    assert ASSESS(batch).wrong == {0: "chest_pain: expected one of: yes, no, unsure, found 'perhaps'"}


def test_no_column_at_all_keeps_the_rows() -> None:
    assert plain(pa.RecordBatch.from_pydict({"other": [1, 2, 3]}), FINDINGS).num_rows == 3
