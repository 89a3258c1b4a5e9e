"""The rehabilitation: open or closed with every reason, stage by stage."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.care.helpers import MODEL
from tests.care.rehabilitation_cases import CALM, CLEARANCE, GIVEN, HELD, WELL, state_of, why

from venevagt.care.cases import CaseError
from venevagt.care.clearance import Held, Lapse
from venevagt.care.measures import Reading, read_measures, told_to_triage
from venevagt.care.rehabilitation import read_today, state
from venevagt.care.rehabilitation_words import reason_shown

LATER = date(2027, 3, 1)
LAPSED = replace(HELD, lapse=Lapse(GIVEN, ("bleeding",)))


def test_without_a_clearance_it_is_closed() -> None:
    found = state(MODEL, [], read_today(MODEL, WELL), on=GIVEN)
    assert why(found) == ["no_clearance"]
    assert (found.open, found.stage, found.exercises, found.day) == (False, None, (), None)


def test_a_calm_day_opens_the_first_stage() -> None:
    found = state_of(CALM)
    assert (found.open, found.stage, found.day) == (True, "first_days", 5)
    assert found.exercises == ("ankle_pumps", "short_walks", "leg_raised")
    later = found.stages[1]
    assert [reason.why for reason in later.reasons] == ["too_early", "check_not_asked"]
    assert later.reasons[0].day == date(2026, 12, 4)


def test_a_stage_opens_with_its_day_when_the_one_before_goes_well() -> None:
    started = CLEARANCE.treatment_started
    for day, stage in ((14, "first_days"), (15, "daily_walks"), (43, "strength"), (93, "sport")):
        assert state_of(WELL, on=started + timedelta(days=day - 1)).stage == stage
    assert state_of({**WELL, "daily_walks_well": "no"}, on=LATER).stage == "daily_walks"
    assert state_of({**WELL, "first_days_well": "unsure"}, on=LATER).stage == "first_days"


def test_no_later_stage_than_the_clearance_allows() -> None:
    found = state_of(WELL, Held(replace(CLEARANCE, up_to_stage="daily_walks")), on=LATER)
    assert found.stage == "daily_walks"
    assert [reason.why for reason in found.stages[2].reasons] == ["not_cleared"]
    assert [reason.why for reason in found.stages[3].reasons] == ["not_cleared", "stage_before"]


@pytest.mark.parametrize(
    ("answers", "reasons", "urgency"),
    [
        ({"breathless": "yes"}, ["red_flag", "urgent"], "emergency"),
        ({"breathless": "unsure"}, ["red_flag", "urgent"], "emergency"),
        ({"bleeding": "yes"}, ["stop_sign", "urgent"], "doctor_today"),
        ({"more_swelling": "yes"}, ["stop_sign", "urgent"], "doctor_today"),
        ({"more_pain_at_rest": "yes"}, ["stop_sign", "urgent"], "doctor_today"),
        ({"medicine_as_agreed": "no"}, ["stop_sign"], "own_gp"),
        ({"calf_difference_cm": 4}, ["urgent"], "doctor_today"),
    ],
)
def test_a_danger_closes_ends_the_clearance_and_shows_what_the_triage_says(
    answers: dict[str, object], reasons: list[str], urgency: str
) -> None:
    found = state_of({**WELL, **answers})
    assert why(found) == reasons
    assert found.lapses
    assert found.triage is not None
    assert found.triage.urgency == urgency
    assert found.exercises == ()


def test_a_lapsed_clearance_stays_lapsed_until_there_is_a_new_one() -> None:
    assert why(state_of(WELL, LAPSED, on=LATER)) == ["lapsed"]
    assert why(state_of(WELL, LAPSED, HELD, on=LATER)) == ["lapsed"], "a copy of it is no new one"
    before = Held(replace(CLEARANCE, by="another", given_on=GIVEN - timedelta(days=1)))
    lapsed_before = replace(HELD, clearance=replace(CLEARANCE, given_on=GIVEN - timedelta(days=2)))
    lapsed_before = replace(lapsed_before, lapse=Lapse(GIVEN, ("bleeding",)))
    assert why(state_of(WELL, lapsed_before, before, on=LATER)) == ["before_lapse"]
    new = Held(replace(CLEARANCE, given_on=GIVEN + timedelta(days=1)))
    assert state_of(WELL, LAPSED, new, on=LATER).open


def test_a_lapsed_clearance_does_not_lapse_again() -> None:
    assert state_of({**WELL, "bleeding": "yes"}, LAPSED).lapses == ()


def test_it_opens_only_between_its_days() -> None:
    assert why(state_of(WELL, on=GIVEN - timedelta(days=1))) == ["not_yet"]
    assert state_of(WELL, on=CLEARANCE.until).open
    assert why(state_of(WELL, on=CLEARANCE.until + timedelta(days=1))) == ["over"]


def test_what_is_not_asked_or_not_sure_closes_without_ending_the_clearance() -> None:
    found = state_of({name: answer for name, answer in WELL.items() if name not in ("breathless", "bleeding")})
    assert [(reason.why, reason.what) for reason in found.closed] == [("not_asked", ("breathless", "bleeding"))]
    assert (found.lapses, found.triage) == ((), None)
    unsure = state_of({**WELL, "medicine_as_agreed": "unsure"})
    assert [(reason.why, reason.what) for reason in unsure.closed] == [("not_sure", ("medicine_as_agreed",))]
    assert unsure.lapses == ()


def test_the_medicine_is_asked_only_while_it_goes_on() -> None:
    ended = Held(replace(CLEARANCE, treatment="ended"))
    rest = {name: answer for name, answer in WELL.items() if name != "medicine_as_agreed"}
    assert state_of(rest, ended).open
    assert why(state_of(rest)) == ["not_asked"]


def test_a_blow_waits_for_the_end_of_the_medicine() -> None:
    ended = Held(replace(CLEARANCE, treatment="ended"))
    for held, answer, opened in (
        (HELD, "no", False),
        (ended, "no", True),
        (ended, "unsure", False),
        (ended, "yes", False),
    ):
        found = state_of({**WELL, "on_anticoagulant": answer}, held, on=LATER)
        assert {part.id for part in found.way_back if part.open} == {
            "sport",
            "running",
            *(("contact_sport",) if opened else ()),
        }


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ([], "expected answers such as"),
        ({"bleding": "no"}, "unknown answer 'bleding', did you mean 'bleeding'?"),
        ({"bleeding": True}, "bleeding: expected one of yes, no, unsure, found true"),
        ({"breathless": "maybe"}, "breathless: expected one of yes, no, unsure, found 'maybe'"),
    ],
)
def test_answers_that_are_none_are_refused(raw: object, message: str) -> None:
    with pytest.raises(CaseError, match=message.replace("?", r"\?")):
        read_today(MODEL, raw)


def test_the_difference_between_the_calves_goes_to_the_triage() -> None:
    found = read_measures(
        MODEL,
        [
            {"on": "2026-11-24", "measure": "calf", "left": 41.5, "right": 38},
            {"on": "2026-11-23", "measure": "pain", "value": 2},
        ],
    )
    assert found[0] == Reading(date(2026, 11, 23), "pain", {"value": 2.0})
    assert told_to_triage(MODEL, found, GIVEN) == {"calf_difference_cm": 3.5}
    assert told_to_triage(MODEL, found, LATER) == {}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({}, "expected a list of measures, found an object"),
        ([3], "measure 1: expected an object"),
        ([{"measure": "veines"}], "measure 1: unknown measure 'veines'"),
        ([{"measure": "pain", "on": "24-11", "value": 1}], "on: expected a day such as 2026-11-24, found '24-11'"),
        ([{"measure": "pain", "on": "2026-11-24", "value": 11}], r"pain: expected a number from 0 to 10 \(of 10\)"),
        ([{"measure": "pain", "on": "2026-11-24", "left": 1}], "unknown field 'left', expected on, measure, value"),
    ],
)
def test_measures_that_are_none_are_refused(raw: object, message: str) -> None:
    with pytest.raises(CaseError, match=message):
        read_measures(MODEL, raw)


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_every_reason_has_words_with_nothing_left_open(language: str) -> None:
    states = [
        state(MODEL, [], read_today(MODEL, {}), on=GIVEN),
        state_of({**WELL, "bleeding": "yes", "breathless": "yes", "medicine_as_agreed": "unsure"}, LAPSED, on=LATER),
        state_of({**CALM, "first_days_well": "no"}, Held(replace(CLEARANCE, up_to_stage="first_days"))),
    ]
    reasons = [reason for one in states for reason in one.closed]
    reasons += [reason for one in states for part in (*one.stages, *one.way_back) for reason in part.reasons]
    shown = [reason_shown(MODEL, language, reason) for reason in reasons]
    assert len({reason.why for reason in reasons}) > 10
    assert all(line and "{" not in line and "_" not in line for line in shown), shown
