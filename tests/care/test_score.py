"""Scores count as published: each item alone, all, none, the edges of the bands, the versions, for whom."""

import pytest
from msgspec.structs import replace
from tests.care.helpers import MODEL
from tests.care.score_examples import EDGES, EXAMPLES, FROM_TO, Example

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import ScoreResult, UnknownScore, count, count_all
from venevagt.care.score_form import form_of
from venevagt.care.score_words import figures, item_label

EACH = [
    pytest.param(name, example, row, id=f"{name} {row[0]} {' '.join(map(str, row[1].values()))}")
    for name, example in EXAMPLES.items()
    for row in example.items
]


def scored(name: str, raw: object) -> ScoreResult:
    return count(MODEL, name, read_clinical_case(MODEL, raw))


def points_of(result: ScoreResult, item: str) -> float | None:
    return {own.item: own.points for own in result.items}[item]


@pytest.mark.parametrize(("name", "example"), EXAMPLES.items(), ids=list(EXAMPLES))
def test_none_and_every_item(name: str, example: Example) -> None:
    none = scored(name, example.case)
    assert (none.points, none.band, none.missing) == (example.points_of_none, example.band_of_none, ())
    everything = {key: answer for _, answers, _ in example.items for key, answer in answers.items()}
    every = scored(name, {**example.case, **everything})
    assert (every.points, every.band) == (example.every, example.band_of_every)
    assert {own.item for own in every.items} == {item for item, _, _ in example.items} | (
        {"years_of_age"} if name == "pesi" else set()
    )


@pytest.mark.parametrize(("name", "example", "row"), EACH)
def test_each_item_alone(name: str, example: Example, row: tuple[str, dict[str, str | float], float]) -> None:
    item, answers, points = row
    result = scored(name, {**example.case, **answers})
    assert points_of(result, item) == points
    assert result.points == example.points_of_none + points


@pytest.mark.parametrize(("name", "ends"), FROM_TO.items(), ids=list(FROM_TO))
def test_nothing_known_leaves_everything_open(name: str, ends: tuple[float, float]) -> None:
    result = count(MODEL, name, {})
    assert (result.low, result.high, result.points, result.band) == (*ends, None, None)
    assert result.possible_bands == tuple(form_of(MODEL, name).bands)
    assert set(result.missing) == {finding for own in result.items for finding in own.findings}


@pytest.mark.parametrize(("name", "edges"), EDGES)
def test_the_edges_of_the_bands(name: str, edges: str) -> None:
    form = form_of(MODEL, name)
    words = edges.split()
    assert list(form.bands) == words[::2]
    for lower, limit, upper in zip(words[::2], words[1::2], words[2::2], strict=False):
        assert list(form.bands_of(float(limit), float(limit))) == [lower]
        above = float(limit) + (0.5 if name.startswith(("wells_pe", "peged")) else 1)
        assert list(form.bands_of(above, above)) == [upper]


def test_the_version_without_a_previous_clot() -> None:
    given = {"previous_dvt": "yes"}
    assert points_of(scored("wells_dvt", given), "previous_dvt") == 1
    assert "previous_dvt" not in {own.item for own in scored("wells_dvt@1997", given).items}
    assert scored("wells_dvt@1997", given).sources == ("S4", "S3")


def test_an_operation_6_weeks_ago_counts_in_2003_and_not_in_1997() -> None:
    """The 1997 model has major surgery within 4 weeks, that of 2003 within 12."""
    given = {"bedridden_3_days": "no", "surgery_12_weeks": "yes", "surgery_4_weeks": "no"}
    for score, points in (("wells_dvt", 1), ("wells_dvt@1997", 0)):
        (item,) = (own for own in scored(score, given).items if own.item == "bedridden_or_surgery")
        assert item.points == points
    (open_,) = (
        own
        for own in scored("wells_dvt@1997", {**given, "surgery_4_weeks": "unsure"}).items
        if own.item == "bedridden_or_surgery"
    )
    assert (open_.low, open_.high, open_.points) == (0, 1, None)


def test_a_score_by_its_own_version_is_the_score() -> None:
    assert count(MODEL, "wells_pe@two_levels", {}) == count(MODEL, "wells_pe", {})


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("wells_pee", "did you mean 'wells_pe'"),
        ("qqqqqq", "`venevagt score list` shows them all"),
        ("years@2020", "expected one of: years@2017, years@2019"),
    ],
)
def test_an_unknown_score_is_named(name: str, message: str) -> None:
    with pytest.raises(UnknownScore, match=message):
        count(MODEL, name, {})


ADULT = {"age": 40, "pe_suspected": "yes"}
WHOM = [
    ("years", {**ADULT, "pregnant": "no"}, True),
    ("years", {**ADULT, "pregnant_now": "yes"}, False),
    ("years", {**ADULT, "pregnant": "yes"}, None),
    ("years", {**ADULT, "gestational_week": 20}, False),
    ("years@2019", {**ADULT, "gestational_week": 20}, True),
    ("years@2019", {**ADULT, "pregnant": "no"}, False),
    ("years@2019", ADULT, None),
    ("geneva", {"age": 17, "pe_suspected": "yes"}, False),
    ("geneva", {"pe_suspected": "unsure", "age": 40}, None),
    ("perc", ADULT, None),
    ("perc", {**ADULT, "gestalt_below_15": "no"}, False),
    ("perc", {**ADULT, "gestalt_below_15": "yes"}, True),
    ("bova", {"age": 40, "pe_confirmed": "yes"}, None),
    ("bova", {"age": 40, "pe_confirmed": "yes", "systolic_bp": 89}, False),
    ("bova", {"age": 40, "pe_confirmed": "yes", "systolic_bp": 90}, True),
    ("oudega", {"dvt_suspected": "yes", "age": 40, "pregnant": "no"}, None),
    ("oudega", {"dvt_suspected": "yes", "age": 40, "pregnant": "no", "in_primary_care": "no"}, False),
    ("left", {"dvt_suspected": "yes", "pregnant": "no"}, False),
    ("left", {"dvt_suspected": "yes", "gestational_week": 8}, True),
    ("constans", {"age": 40, "arm_dvt_suspected": "yes"}, True),
]


@pytest.mark.parametrize(("name", "given", "applies"), WHOM)
def test_for_whom_a_score_was_made(name: str, given: dict[str, str | float], applies: bool | None) -> None:
    assert scored(name, given).applies is applies


def test_all_leaves_out_what_does_not_apply_and_what_nothing_is_known_of() -> None:
    known = read_clinical_case(MODEL, {**ADULT, "pregnant": "no", "heart_rate": 88, "dvt_suspected": "no"})
    results = count_all(MODEL, known)
    found = [result.score for result in results]
    assert "left" not in found
    assert "constans" not in found
    assert {"wells_pe", "geneva", "four_peps", "perc"} <= set(found)
    applies = [result.applies for result in results]
    assert applies == sorted(applies, key=lambda own: own is None)


def test_an_item_is_called_as_its_own_score_calls_it() -> None:
    assert item_label(MODEL, "en", "peged", "heart_rate_above_100") == "heart rate above 100"
    assert item_label(MODEL, "en", "spesi", "heart_rate_110_or_more") == "heart rate 110 or more"
    assert item_label(MODEL, "en", "hestia", "pregnant_now").startswith("pregnant now")


def test_an_item_is_not_called_as_a_score_that_has_nothing_to_do_with_it_calls_it() -> None:
    texts = MODEL.texts["en"]
    items = {**texts.scores["bova"].items, "active_cancer": "something else"}
    scores = {
        "bova": replace(texts.scores["bova"], items=items),
        **{k: v for k, v in texts.scores.items() if k != "bova"},
    }
    model = replace(MODEL, texts={**MODEL.texts, "en": replace(texts, scores=scores)})
    assert item_label(model, "en", "bova", "active_cancer") == "something else"
    for score in ("wells_dvt", "peged"):
        assert item_label(model, "en", score, "active_cancer") == texts.findings["active_cancer"].label


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_every_item_and_figure_has_words(language: str) -> None:
    for name, score in MODEL.clinical.scores.items():
        for version in (score.version, *score.versions):
            form = form_of(MODEL, f"{name}@{version}")
            result = count(MODEL, f"{name}@{version}", {})
            assert all(item_label(MODEL, language, name, item) for item in form.items)
            assert len(list(figures(MODEL, language, form, result))) == len(form.performance)
