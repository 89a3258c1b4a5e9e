"""Advice that would do harm in a case is left out of it."""

import pytest
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP

from venevagt.care.assess import Assessment, assess
from venevagt.care.cases import Answer
from venevagt.care.result import result
from venevagt.care.services import danish_now

WORDS = MODEL.texts["da"].advice


def given(**change: Answer) -> Assessment:
    return assess(MODEL, {**ALL_NO, "eased_by_stretch": "yes", **change})


def test_somebody_who_bleeds_is_not_told_to_go_on_with_the_blood_thinner() -> None:
    line = WORDS["keep_taking_blood_thinner"]
    assert line in given(on_anticoagulant="yes").do
    bleeding = given(on_anticoagulant="yes", unusual_bleeding="yes")
    assert line not in bleeding.do
    assert WORDS["no_stopping_medicine"] in bleeding.dont
    assert WORDS["call_112_if_heavy_bleeding"] in bleeding.safety_net


def test_a_foot_that_may_lack_blood_is_not_raised() -> None:
    assert WORDS["rest_and_raise"] in given(one_sided_swelling="yes").do
    assert WORDS["rest_and_raise"] in assess(MODEL, {"one_sided_swelling": "yes"}).do
    assert WORDS["rest_and_raise"] not in given(one_sided_swelling="yes", rest_pain_foot="yes").do
    assert WORDS["bandage_and_raise"] not in given(pop_in_calf="yes", rest_pain_foot="yes").do


@pytest.mark.parametrize("sign", ["one_sided_swelling", "redness", "warmth"])
def test_no_bandage_where_a_clot_is_possible(sign: str) -> None:
    assert WORDS["bandage_and_raise"] in given(pop_in_calf="yes").do
    assert WORDS["bandage_and_raise"] not in given(cannot_bear_weight="yes", **{sign: "yes"}).do


def test_nothing_is_drunk_with_signs_of_a_stroke() -> None:
    assert WORDS["no_eating"] in given(breathless="yes").dont
    assert WORDS["no_eating"] not in given(breathless="yes", stroke_signs="yes").dont


def test_an_arm_is_not_told_to_raise_or_watch_the_leg() -> None:
    assert WORDS["rest_and_raise"] not in given(place="arm", arm_swelling="yes").do
    assert WORDS["watch_leg_daily"] not in given(place="arm").do
    assert WORDS["watch_leg_daily"] in given().do


def test_a_child_is_not_told_how_to_drive() -> None:
    assert WORDS["no_driving_dizzy"] in given(one_sided_swelling="yes").dont
    assert WORDS["no_driving_dizzy"] not in given(one_sided_swelling="yes", age=5).dont


@pytest.mark.parametrize(
    "case", [PLAIN_CRAMP, {**ALL_NO, "both_legs_swollen": "yes"}, {"redness": "yes", "place": "leg"}]
)
def test_no_line_of_advice_stands_twice(case: dict[str, Answer]) -> None:
    shown = result(MODEL, assess(MODEL, case), case, at=danish_now())
    lines = [*shown.do, *shown.dont, *shown.safety_net]
    assert len(lines) == len(set(lines))
