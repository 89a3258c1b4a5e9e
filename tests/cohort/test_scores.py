"""Scores over columns are what the score engine counts for one patient, however the columns are kept."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from msgspec.structs import replace
from tests.care.test_score_sql import COLUMNS, MODEL, SCORES, answered, random_cases, rows
from tests.cohort.people import ENGINE, booleans, people

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import UnknownScore, possible
from venevagt.care.score_form import form_of
from venevagt.care.score_sql import score_query
from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.scores import CohortScores
from venevagt.knowledge.clinical import Band, Item, Score
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Compare, Value, evaluate

CASES = list(random_cases(4000))
COUNTED = 16_000
"""Counts by the engine in all; with many scores each looks at some of the cases."""

STEP = max(1, len(CASES) * len(SCORES) // COUNTED)
ENDS = ("low", "high", "lowest_band", "highest_band", "applies")
KINDS = {"BOOLEAN": pa.bool_(), "DOUBLE PRECISION": pa.float64(), "VARCHAR": pa.string()}
Case = Mapping[str, Value]
Row = tuple[object, ...]


def as_columns(cases: Sequence[Case]) -> pa.RecordBatch:
    """A boolean, a number or a text for each finding."""
    return pa.RecordBatch.from_pydict(
        {name: pa.array([case.get(name) for case in cases], KINDS[kind]) for name, kind in COLUMNS.items()}
    )


def as_dictionaries(cases: Sequence[Case]) -> pa.RecordBatch:
    """Words for each finding, with unsure in the place of every second one that is not known; numbers as text."""
    columns = {}
    for name in COLUMNS:
        may_be_unsure = name not in MODEL.findings or MODEL.findings[name].unsure != "must_be_answered"
        cells = [_word(case.get(name), may_be_unsure and at % 2 == 0) for at, case in enumerate(cases)]
        columns[name] = pa.array(cells, pa.string()).dictionary_encode()
    return pa.RecordBatch.from_pydict(columns)


def _word(value: Value, unsure: bool) -> str | None:
    if value is None:
        return "unsure" if unsure else None
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def with_unsure(cases: Sequence[Case]) -> pa.RecordBatch:
    """As columns, and beside those of booleans another that says where nobody was sure."""
    columns: dict[str, pa.Array] = {}
    batch = as_columns(cases)
    for name, kind in COLUMNS.items():
        columns[name] = batch.column(name)
        if kind == "BOOLEAN":
            columns[f"{name}_unsure"] = pa.array([at % 3 == 0 and name not in case for at, case in enumerate(cases)])
    return pa.RecordBatch.from_pydict(columns)


@cache
def counted() -> Mapping[tuple[str, int], Row]:
    """What the engine counts: score and case -> low, high, lowest band, highest band, applies."""
    read = [read_clinical_case(MODEL, answered(case)) for case in CASES]
    found: dict[tuple[str, int], Row] = {}
    for place, score in enumerate(SCORES):
        form = form_of(MODEL, score)
        for at in range(place % STEP, len(CASES), STEP):
            low, high, bands = possible(form, read[at])
            applies = True if form.condition is None else evaluate(form.condition, read[at])
            found[score, at] = (low, high, bands[0], bands[-1], applies)
    return found


def told(columns: Mapping[str, pa.Array], score: str) -> Sequence[Row]:
    """The answers to one score, row by row."""
    prefix = score.replace("@", "_")
    return list(zip(*(columns[f"{prefix}_{end}"].to_pylist() for end in ENDS), strict=True))


def different(model: Model, scores: Sequence[str], batch: pa.RecordBatch, start: int = 0) -> list[Any]:
    """The score, the case and both answers, where the two differ."""
    result = CohortScores(model, scores)(batch)
    assert result.wrong == {}
    found = {score: told(result.columns, score) for score in scores}
    return [
        (score, CASES[at], found[score][at - start], expected)
        for (score, at), expected in counted().items()
        if score in scores and start <= at < start + batch.num_rows and found[score][at - start] != expected
    ]


@pytest.mark.parametrize("kept", [as_columns, as_dictionaries, with_unsure])
@pytest.mark.parametrize(("start", "count"), [(0, 4000), (1, 64), (7, 130), (64, 1), (13, 2000), (0, 0)])
def test_every_score_in_every_version_is_what_the_engine_counts(
    kept: Callable[[Sequence[Case]], pa.RecordBatch], start: int, count: int
) -> None:
    assert different(MODEL, SCORES, kept(CASES).slice(start, count), start)[:2] == []


@pytest.mark.parametrize("piece", [64, 1024])
def test_a_long_batch_is_counted_piece_by_piece(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    batch = as_columns(CASES).slice(3, 1500)
    whole = CohortScores(MODEL, SCORES)(batch)
    monkeypatch.setattr("venevagt.cohort.scores.PIECE", piece)
    monkeypatch.setattr("venevagt.cohort.scores.PIECE_OF_NUMBERS", piece)
    in_pieces = CohortScores(MODEL, SCORES)(batch)
    assert {name: column.to_pylist() for name, column in in_pieces.columns.items()} == {
        name: column.to_pylist() for name, column in whole.columns.items()
    }
    wrong = pa.RecordBatch.from_pydict({"active_cancer": ["yes"] * (2 * piece) + ["perhaps"]})
    assert list(CohortScores(MODEL, ["wells_dvt"])(wrong).wrong) == [2 * piece]


def test_the_cases_reach_every_band_and_leave_much_open() -> None:
    for score in SCORES:
        own = [row for (name, _), row in counted().items() if name == score]
        bands = set(form_of(MODEL, score).bands)
        assert {row[2] for row in own} | {row[3] for row in own} == bands, score
        if score != "invented_plain":
            assert any(row[0] != row[1] for row in own), score


def test_each_score_alone_is_the_same(tmp_path: Path) -> None:
    """Also where no other score asks for what it follows from; here DuckDB says what is right, for every case."""
    scores = ["wells_dvt", "pesi", "vte_bleed", "cockcroft_gault", "caprini", "invented_shared", "invented_sum"]
    wanted = rows(tmp_path, list(CASES), score_query(MODEL, scores))
    for score in scores:
        found = told(CohortScores(MODEL, [score])(as_columns(CASES)).columns, score)
        expected = [tuple(row[f"{score}_{end}"] for end in ENDS) for row in wanted]
        assert [pair for pair in zip(found, expected, strict=True) if pair[0] != pair[1]][:2] == []


def _with_score(name: str, score: Score) -> Model:
    """The model with another score of this name."""
    return replace(MODEL, clinical=replace(MODEL.clinical, scores={**MODEL.clinical.scores, name: score}))


def _with_item(name: str, item: str, other: Item) -> Model:
    own = MODEL.clinical.scores[name]
    return _with_score(name, replace(own, items={**own.items, item: other}))


def _as_the_engine_says(model: Model, score: str, given: Case) -> bool:
    """One case: the points and the bands."""
    found = told(CohortScores(model, [score])(as_columns([given])).columns, score)[0]
    low, high, bands = possible(form_of(model, score), read_clinical_case(model, answered(given)))
    return found[:4] == (low, high, bands[0], bands[-1])


@pytest.mark.parametrize("item", list(MODEL.clinical.scores["wells_dvt"].items))
def test_one_weight_that_is_wrong_is_noticed(item: str) -> None:
    batch = as_columns(CASES)
    assert different(MODEL, ["wells_dvt"], batch) == []
    own = MODEL.clinical.scores["wells_dvt"].items[item]
    assert different(_with_item("wells_dvt", item, replace(own, points=own.points + 1)), ["wells_dvt"], batch) != []


def test_what_follows_counts_and_what_was_said_stays() -> None:
    given: Case = {"age": 70.0, "weight": 70.0, "creatinine": 150.0, "sex": "male"}
    cases: Sequence[Case] = [given, {**given, "creatinine_clearance": 90.0}, {"age": 70.0}]
    (low, *_), (said, *_), (open_low, open_high, *_) = told(
        CohortScores(MODEL, ["vte_bleed"])(as_columns(cases)).columns, "vte_bleed"
    )
    assert (low, said) == (3, 1.5)  # elderly and kidneys; elderly
    assert (open_low, open_high) == (1.5, 9)


def test_a_number_that_counts_itself_is_tried_in_each_item_alone() -> None:
    """As the engine does: one value of a class is not all of its points."""
    slow = Item(points=5, condition=Compare("pulse", "<", 50.0))
    assert _as_the_engine_says(_with_item("invented_sum", "slow", slow), "invented_sum", {})


def test_a_number_that_follows_can_count_itself() -> None:
    model = _with_item("invented_sum", "count", Item(value="low_count"))
    given: Case = {"age": 30.0, "redness": True, "ward": "home", "first": False}
    for pulse in ({}, {"pulse": 80.0}, {"pulse": 80.0, "low_count": 9.0}):
        assert _as_the_engine_says(model, "invented_sum", {**given, **pulse})


def test_a_band_can_begin_between_whole_points() -> None:
    bands = {"low": Band(), "high": Band(at_least=1.5)}
    model = _with_score("wells_dvt", replace(MODEL.clinical.scores["wells_dvt"], bands=bands))
    sure: Case = {name: False for name, kind in COLUMNS.items() if kind == "BOOLEAN"}
    for more in ({}, {"active_cancer": True}, {"active_cancer": True, "tender_deep": True}):
        assert _as_the_engine_says(model, "wells_dvt", {**sure, **more})


def test_a_number_that_follows_counts_as_it_is_shown() -> None:
    """Height and weight whose index is 30 but for the digits that only rounding made."""
    given: Case = {"age": 40.0, "height": 140.0, "weight": 58.8}
    assert 58.8 * (1 / 140) * (1 / 140) * 10000 < 30
    assert _as_the_engine_says(MODEL, "padua", given)
    assert _as_the_engine_says(MODEL, "body_mass_index", given)


def test_points_are_whole_numbers_where_they_are_whole() -> None:
    columns = CohortScores(MODEL, ["wells_dvt", "wells_pe", "pesi"])(as_columns(CASES[:3])).columns
    assert [columns[f"{name}_low"].type for name in ("wells_dvt", "wells_pe", "pesi")] == [
        pa.int16(),
        pa.float64(),
        pa.float64(),
    ]


def test_columns_that_are_missing_are_not_known() -> None:
    columns = CohortScores(MODEL, ["wells_dvt@1997"])(pa.RecordBatch.from_pydict({"else": pa.nulls(2)})).columns
    low, high, (first, *_) = -2, 9, form_of(MODEL, "wells_dvt@1997").bands
    assert told(columns, "wells_dvt@1997")[0] == (low, high - 1, first, "high", None)


def test_a_wrong_cell_is_told_with_its_row_and_is_not_known() -> None:
    batch = pa.RecordBatch.from_pydict(
        {
            "active_cancer": ["yes", "perhaps", "yes", "unsure"],
            "age": pa.array([50, 50, 500, 50], pa.int16()),
            "creatinine": ["1.2 mg/dL", "120", "9999999", "3 cups"],
            "weight": [70.0, 70.0, 70.0, None],
            "sex": ["male"] * 4,
        }
    )
    result = CohortScores(MODEL, ["wells_dvt", "cockcroft_gault"])(batch)
    assert result.wrong == {
        1: "active_cancer: expected one of: yes, no, unsure, found 'perhaps'",
        2: "age: expected 0 to 120, found 500",
        3: "creatinine: unknown unit 'cups', expected one of: umol/L, mg/dL",
    }
    assert [row[:2] for row in told(result.columns, "wells_dvt")][:2] == [(-1, 9), (-2, 9)]
    heavy = pa.RecordBatch.from_pydict(
        {"weight": [70.0, 7000.0, None], "height": pa.array([200, 200, 200], pa.int16())}
    )
    result = CohortScores(MODEL, ["body_mass_index"])(heavy)
    assert result.wrong == {1: "weight: expected 25 to 350, found 7000"}
    assert [row[:2] for row in told(result.columns, "body_mass_index")] == [(17.5, 17.5), (6.25, 87.5), (6.25, 87.5)]


def test_numbers_in_another_unit_are_those_of_the_knowledge() -> None:
    cells = {"age": [70], "weight": [70.0], "sex": ["male"]}
    given = [{**cells, "creatinine": ["1.5 mg/dL"]}, {**cells, "creatinine": pa.array([132.6])}]
    first, second = (
        told(CohortScores(MODEL, ["cockcroft_gault"])(pa.RecordBatch.from_pydict(one)).columns, "cockcroft_gault")
        for one in given
    )
    assert first == second
    assert first[0][0] == first[0][1]


def test_an_unknown_score_is_refused() -> None:
    with pytest.raises(UnknownScore, match="did you mean 'wells_dvt'"):
        CohortScores(MODEL, ["wels_dvt"])
    with pytest.raises(UnknownScore, match="unknown version '2001' of wells_dvt"):
        CohortAssessor(ENGINE, scores=["wells_dvt@2001"])


def test_a_column_of_another_type_is_an_error() -> None:
    with pytest.raises(TypeError, match="expected booleans, numbers or text"):
        CohortScores(MODEL, ["wells_dvt"])(pa.RecordBatch.from_pydict({"active_cancer": pa.array([[1]])}))
    with pytest.raises(TypeError, match="age: a column of booleans, expected numbers or text"):
        CohortScores(MODEL, ["wells_dvt"])(pa.RecordBatch.from_pydict({"age": pa.array([True])}))
    with pytest.raises(TypeError, match="sex: a column of type int8, expected text"):
        CohortScores(MODEL, ["cockcroft_gault"])(pa.RecordBatch.from_pydict({"sex": pa.array([1], pa.int8())}))


def test_the_assessor_puts_the_scores_behind_its_own_columns() -> None:
    batch = booleans(people(500, seed=3))
    alone = CohortAssessor(ENGINE)(batch)
    scores = ["wells_dvt", "perc", "wells_dvt", "wells_dvt@2003"]
    found = CohortAssessor(ENGINE, scores=scores)(batch)
    own = ["urgency", "lowest", "highest", "final", "rule"]
    ends = ("low", "high", "lowest_band", "highest_band", "applies")
    assert found.columns.schema.names == [*own, *(f"{name}_{end}" for name in ("wells_dvt", "perc") for end in ends)]
    assert found.columns.select(own).equals(alone.columns)
    looked_at = CohortAssessor(ENGINE, scores=["body_mass_index"]).readings
    assert {"chest_pain", "age", "weight", "height"} <= set(looked_at)
    assert "creatinine" not in looked_at
    wrong = pa.RecordBatch.from_pydict({"chest_pain": ["maybe"], "weight": ["no"]})
    assert set(CohortAssessor(ENGINE, scores=["body_mass_index"])(wrong).wrong) == {0}
