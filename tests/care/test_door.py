"""The door to the clinics: closed for every red flag and every possible clot."""

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP, of_kind
from tests.care.test_assess import cases
from tests.care.test_scenarios import SCENARIOS, case_of

from venevagt.care.assess import assess
from venevagt.care.cases import Answer, effective
from venevagt.care.door import Door, may_see_clinics
from venevagt.care.engine import engine_for
from venevagt.care.interview import progress
from venevagt.logic.expression import evaluate

ENGINE = engine_for(MODEL)
CLOT = {"clot_in_lungs", "limb_in_danger", "other_emergency", "clot_in_leg", "clot_in_arm", "cramp_with_risk"}


def door(case: Mapping[str, Answer], *, cleared: bool = False) -> Door:
    return may_see_clinics(MODEL, case, assess(MODEL, case), cleared=cleared)


def test_a_plain_cramp_may_see_clinics() -> None:
    assert door(PLAIN_CRAMP) == Door(None)


def test_frequent_cramps_without_any_sign_may_see_clinics() -> None:
    case = {**PLAIN_CRAMP, "frequent_or_severe": "yes"}
    assert assess(MODEL, case).urgency == "own_gp"
    assert door(case).open


@pytest.mark.parametrize("flag", of_kind("red_flag"))
@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize("cleared", [False, True])
def test_no_red_flag_passes_whoever_has_cleared_it(flag: str, answer: str, cleared: bool) -> None:
    assert door({**PLAIN_CRAMP, flag: answer}, cleared=cleared) == Door("urgent")


@pytest.mark.parametrize("flag", of_kind("red_flag"))
@pytest.mark.parametrize("cleared", [False, True])
def test_a_red_flag_that_was_not_asked_keeps_it_closed(flag: str, cleared: bool) -> None:
    case = {name: answer for name, answer in PLAIN_CRAMP.items() if name != flag}
    assert door(case, cleared=cleared).refusal == "unfinished"


@pytest.mark.parametrize("case", [{}, {"cramp": "yes"}, {"frequent_or_severe": "yes"}])
def test_an_unfinished_case_passes_nowhere(case: Mapping[str, Answer]) -> None:
    for cleared in (False, True):
        assert door(case, cleared=cleared).refusal == "unfinished"


def test_where_no_rule_speaks_a_doctor_has_to_look_first() -> None:
    assert [reason.rule for reason in assess(MODEL, ALL_NO).reasons] == ["no_rule"]
    assert door(ALL_NO) == Door("doctor")
    assert door(ALL_NO, cleared=True).open


@pytest.mark.parametrize(
    "name", ["warmth", "tender_deep", "worse_walking", "growing", "previous_clot", "active_cancer"]
)
def test_one_sign_or_a_major_risk_is_enough_to_close_it(name: str) -> None:
    case = {**PLAIN_CRAMP, "frequent_or_severe": "yes", "place": "elsewhere", name: "yes"}
    assert assess(MODEL, case).urgency in ("own_gp", "doctor_today")
    assert not door(case).open


@pytest.mark.parametrize(
    "name", ["clot_under_treatment", "lasting", "leg_pain", "both_legs_swollen", "unusual_bleeding"]
)
def test_what_an_own_doctor_has_to_see_opens_by_clearance_only(name: str) -> None:
    case = {**PLAIN_CRAMP, name: "yes"}
    assert assess(MODEL, case).urgency == "own_gp"
    assert door(case) == Door("doctor")
    assert door(case, cleared=True).open


def test_a_doctor_today_is_not_opened_by_clearance() -> None:
    case = {**PLAIN_CRAMP, "one_sided_swelling": "yes"}
    assert assess(MODEL, case).urgency == "doctor_today"
    assert door(case, cleared=True) == Door("urgent")


def test_an_open_question_that_could_lead_to_a_clot_is_asked_for() -> None:
    case = {**PLAIN_CRAMP, "frequent_or_severe": "yes"}
    del case["clot_under_treatment"], case["leg_pain"]
    found = door(case)
    assert found.refusal == "unfinished"
    asked = {**case, **dict.fromkeys(found.ask, "no")}
    assert {"clot_under_treatment"} <= set(found.ask) or not assess(MODEL, case).final
    assert door(asked | {"leg_pain": "no", "clot_under_treatment": "no"}).open


@settings(max_examples=400, deadline=None)
@given(cases, st.booleans())
def test_the_door_is_closed_while_a_clot_is_possible(case: dict[str, Answer], cleared: bool) -> None:
    found = door(case, cleared=cleared)
    if not found.open:
        return
    assessment = assess(MODEL, case)
    assert assessment.possible[1] in ("self_care", "own_gp")
    values = dict(zip(ENGINE.variables, ENGINE.values(effective(ENGINE, case)), strict=True))
    for rule in MODEL.rules.values():
        assert rule.condition is not None
        if rule.urgency in ("emergency", "doctor_today") or (rule.concern in CLOT and not cleared):
            assert evaluate(rule.condition, values) is False, rule.id


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(MODEL.findings)), st.sampled_from(["frequent_or_severe", "back_pain_radiating", "cramp"]))
def test_one_answer_less_never_opens_what_more_answers_close(name: str, also: str) -> None:
    case = {**PLAIN_CRAMP, also: "yes"}
    less = {own: answer for own, answer in case.items() if own != name}
    if door(less).open:
        assert door(case).open


@pytest.mark.parametrize("story", SCENARIOS, ids=lambda story: str(story["name"]))
def test_no_story_of_a_clot_opens_the_door(story: dict[str, object]) -> None:
    case = case_of(story)
    if story["urgency"] in ("emergency", "doctor_today"):
        assert door(case) == Door("urgent")
        assert door(case, cleared=True) == Door("urgent")


def test_what_is_asked_for_after_the_interview_settles_it() -> None:
    """After every end of the interview with an own GP, the answers to `ask` decide: nothing is asked for ever."""
    ticked = ["frequent_or_severe", "back_pain_radiating", "lasting", "clot_under_treatment", "leg_pain"]
    for chosen in itertools.chain.from_iterable(itertools.combinations(ticked, count) for count in range(1, 4)):
        case = progress(ENGINE, {**PLAIN_CRAMP, **dict.fromkeys(chosen, "yes")}).answers
        found = door(case)
        for _ in range(3):
            if found.refusal != "unfinished" or not found.ask:
                break
            case = {**case, **{name: PLAIN_CRAMP[name] for name in found.ask}}
            found = door(case)
        assert found.refusal != "unfinished", chosen
