"""What an entry says to the triage: danger at once, a leg that gets better in peace, a worse one never."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from tests.care.diary_entries import FIELDS, TODAY, TREATED, days_ago
from tests.care.helpers import MODEL

from venevagt.care.diary_case import changes, current, difference, judge, missed_doses
from venevagt.care.diary_series import scale, series

Entries = Sequence[Mapping[str, Any]]
FLAGS = [name for name, finding in MODEL.findings.items() if finding.kind == "red_flag"]


def day(days: int, **fields: Any) -> dict[str, Any]:
    return {"day": days_ago(days), **fields}


def urgency(settings: Mapping[str, str], entry: Mapping[str, Any], before: Entries = ()) -> str:
    verdict = judge(MODEL, settings, entry, [*before, entry], language="da", on=TODAY)
    assert verdict.speaks == (verdict.assessment.urgency != "own_gp") or verdict.said
    return verdict.assessment.urgency


def course(settings: Mapping[str, str], entries: Entries) -> list[str]:
    """The urgency of each day, each with what was known then."""
    return [urgency(settings, entry, entries[:place]) for place, entry in enumerate(entries)]


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize("settings", [{}, TREATED])
def test_every_red_flag_is_112(flag: str, answer: str, settings: Mapping[str, str]) -> None:
    fields = [name for name, field in FIELDS.items() if flag in field.says.get(answer, {})]
    assert fields
    for name in fields:
        assert urgency(settings, day(0, **{name: answer})) == "emergency"


def test_a_bleeding() -> None:
    wanted = {"none": "own_gp", "small": "own_gp", "unusual": "doctor_today", "will_not_stop": "emergency"}
    assert {answer: urgency(TREATED, day(0, bleeding=answer)) for answer in wanted} == wanted
    assert urgency({}, day(0, bleeding="unusual")) == "own_gp"
    assert judge(MODEL, {}, day(0, bleeding="unusual"), [], language="da", on=TODAY).speaks
    assert not judge(MODEL, TREATED, day(0, bleeding="small"), [], language="da", on=TODAY).speaks


def test_a_leg_that_is_treated_and_gets_better_is_left_in_peace() -> None:
    legs = [
        (41, 36.5, 6),
        (40.5, 36.5, 6),
        (40.6, 36.4, 5),
        (40, 36.5, 4),
        (39.4, 36.6, 5),
        (38.9, 36.4, 3),
        (38, 36.5, 2),
    ]
    entries = [
        day(len(legs) - place, calf_left_cm=left, calf_right_cm=right, pain=pain, leg_worse="same", bleeding="none")
        for place, (left, right, pain) in enumerate(legs)
    ]
    assert course(TREATED, entries) == ["own_gp"] * len(legs)
    last = judge(MODEL, TREATED, entries[-1], entries, language="da", on=TODAY)
    assert not last.speaks


def test_a_leg_that_is_treated_and_does_not_change_does_not_cry_wolf() -> None:
    entries = [day(days, calf_left_cm=40.5, calf_right_cm=36, pain=4, leg_worse="same") for days in range(30, 0, -1)]
    assert set(course(TREATED, entries)) == {"own_gp"}


@pytest.mark.parametrize(
    "worse",
    [
        {"leg_worse": "worse"},
        {"leg_worse": "unsure"},
        {"calf_left_cm": 41.5, "calf_right_cm": 36},
        {"calf_left_cm": 40.5, "calf_right_cm": 38, "leg_worse": "same"},
        {"pain": 7, "leg_worse": "better"},
        {"redness": "yes"},
        {"redness": "unsure"},
    ],
)
def test_a_leg_that_is_treated_and_gets_worse_is_a_doctor_today(worse: dict[str, Any]) -> None:
    before = [day(days, calf_left_cm=40.5, calf_right_cm=36, pain=4, leg_worse="same") for days in (3, 2, 1)]
    assert urgency(TREATED, day(0, **worse), before) == "doctor_today"


def test_a_slow_growth_is_seen_too() -> None:
    entries = [day(20 - step, calf_left_cm=38 + step / 10, calf_right_cm=36) for step in range(11)]
    assert course(TREATED, entries) == ["own_gp"] * 10 + ["doctor_today"]


def test_it_goes_on_saying_so_until_a_doctor_has_seen_the_leg() -> None:
    entries = [
        day(4, calf_left_cm=38, calf_right_cm=36),
        *(day(days, calf_left_cm=40, calf_right_cm=36) for days in (3, 2)),
    ]
    today = day(0, calf_left_cm=40, calf_right_cm=36)
    assert course(TREATED, [*entries, today]) == ["own_gp", "doctor_today", "doctor_today", "doctor_today"]
    seen = {**TREATED, "seen_on": days_ago(2)}
    assert urgency(seen, today, entries) == "own_gp"
    assert urgency(seen, {**today, "calf_left_cm": 41}, entries) == "doctor_today"
    # The day on which a doctor saw the leg changes nothing for the days before it.
    assert urgency(seen, entries[1], entries[:1]) == "doctor_today"


def test_without_a_known_treatment_the_triage_hears_everything() -> None:
    for settings in ({}, {"clot_under_treatment": "no"}, {"clot_under_treatment": "unsure"}):
        assert urgency(settings, day(0, calf_left_cm=39, calf_right_cm=36)) == "doctor_today"
        assert urgency(settings, day(0, calf_left_cm=38.9, calf_right_cm=36)) == "own_gp"
        verdict = judge(MODEL, settings, day(0, pain=1), [], language="da", on=TODAY)
        assert verdict.case["leg_pain"] == "yes"
        assert verdict.speaks


def test_a_difference_is_counted_in_tenths() -> None:
    assert difference(day(0, calf_left_cm=38.1, calf_right_cm=35.1)) == 3
    assert difference(day(0, calf_left_cm=35.1)) is None
    assert urgency({}, day(0, calf_left_cm=35.1, calf_right_cm=38.1)) == "doctor_today"
    far = judge(MODEL, {}, day(0, calf_left_cm=90, calf_right_cm=15), [], language="da", on=TODAY)
    assert far.case["calf_difference_cm"] == MODEL.findings["calf_difference_cm"].high


def test_later_days_play_no_part_and_pain_of_long_ago_neither() -> None:
    later = [day(0, calf_left_cm=36, calf_right_cm=36)]
    assert urgency(TREATED, day(5, calf_left_cm=40, calf_right_cm=36), later) == "own_gp"
    assert urgency(TREATED, day(0, pain=5), [day(8, pain=0)]) == "own_gp"
    assert urgency(TREATED, day(0, pain=5), [day(7, pain=2)]) == "doctor_today"


def test_an_entry_without_a_day_is_heard_all_the_same() -> None:
    assert urgency(TREATED, {"breathless": "yes"}) == "emergency"
    assert urgency(TREATED, {"pain": 9}, [day(1, pain=1)]) == "doctor_today"


def test_more_written_down_never_makes_it_milder() -> None:
    ranks = MODEL.about.urgencies
    base = day(0, leg_worse="worse", bleeding="unusual")
    for name, field in FIELDS.items():
        for answer in field.answers:
            if name not in base:
                found = urgency(TREATED, {**base, name: answer})
                assert ranks.index(found) >= ranks.index("doctor_today"), (name, answer)


def test_the_last_entry_speaks_for_a_day() -> None:
    assert current([], TODAY) is None
    assert current([day(2, pain=1)], TODAY) is None
    assert current([day(1, pain=1), day(9, pain=1)], TODAY) == day(1, pain=1)


def test_changes_are_told_against_the_last_number() -> None:
    entries = [
        day(3, pain=5, calf_left_cm=40, calf_right_cm=36),
        day(2, walking_minutes=10),
        day(1, pain=5, calf_left_cm=39),
    ]
    now = day(0, pain=3, calf_left_cm=39, calf_right_cm=36.5, walking_minutes=10)
    found = [(one.field, one.now, one.before, one.before_day) for one in changes(MODEL, now, [*entries, now])]
    assert found == [
        ("calf_right_cm", 36.5, 36, days_ago(3)),
        ("pain", 3, 5, days_ago(1)),
        ("calf_difference", 2.5, 4, days_ago(3)),
    ]


def test_missed_doses() -> None:
    assert missed_doses(day(0, doses_planned=2, doses_taken=1)) == 1
    assert missed_doses(day(0, doses_planned=1, doses_taken=2)) == 0
    assert missed_doses(day(0, doses_planned=2)) == 0


def test_a_missing_day_parts_a_curve() -> None:
    entries = [day(9, pain=5), day(8, pain=4), day(6, pain=3), day(5, walking_minutes=30), day(4, pain=2)]
    (pain,) = [own for own in series(MODEL, entries) if own.field == "pain"]
    assert pain.runs == (((days_ago(9), 5), (days_ago(8), 4)), ((days_ago(6), 3),), ((days_ago(4), 2),))
    assert scale(MODEL, [pain]) == (0, 10)
    calves = [own for own in series(MODEL, [day(1, calf_left_cm=38.4, calf_right_cm=36)]) if own.plot == "calf"]
    assert scale(MODEL, calves) == (35, 40)
