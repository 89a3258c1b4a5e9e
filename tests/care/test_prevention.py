"""The plan against a clot: every situation has its lines, nothing is taken for granted, and 112 is always there."""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

import pytest
from tests.care.helpers import MODEL

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.plan_words import line_words
from venevagt.care.plans import questions_for
from venevagt.care.prevention import PreventionPlan, prevention

PLAN = MODEL.recovery.prevention.plan
LANGUAGES = MODEL.about.languages
THREE = ("yes", "no", "unsure")
DAY = date(2026, 11, 24)

SITUATIONS = {
    "long_travel_planned": "travel",
    "surgery_planned": "surgery",
    "recent_surgery": "surgery",
    "medical_bed_rest": "bed",
    "pregnant_now": "pregnancy",
    "active_cancer": "cancer",
}
"""A situation -> the part of the plan that is about it."""

ALWAYS = {"emergency_lungs", "signs_leg", "daily_move", "daily_drink", "risk_not_yours"}
BY_A_DOCTOR = {
    *("soon_hormones", "soon_pregnancy", "travel_doctor", "surgery_hormones", "surgery_blood_thinner"),
    *("surgery_hospital", "bed_hospital", "pregnancy_looks", "cancer_ask"),
}
"""What nobody decides alone, typed a second time."""


def made(case: Mapping[str, str]) -> PreventionPlan:
    return prevention(MODEL, read_clinical_case(MODEL, case))


def every_situation() -> Iterator[dict[str, str]]:
    names = (*SITUATIONS, "previous_clot", "hormones")
    for answers in product(THREE, repeat=len(names)):
        yield dict(zip(names, answers, strict=True))


CASES = [(case, made(case)) for case in every_situation()]


def names(found: PreventionPlan) -> set[str]:
    return {line.id for line in found.lines}


def test_every_plan_says_when_to_call_112_and_what_holds_for_all() -> None:
    assert len(CASES) == 3**8
    for case, found in CASES:
        assert names(found) >= ALWAYS, case
    for language in LANGUAGES:
        assert "112" in line_words(MODEL, language, PLAN, "emergency_lungs", DAY)


def test_a_situation_has_its_part_of_the_plan_and_nobody_else_gets_it() -> None:
    for case, found in CASES:
        parts = {line.part for line in found.lines}
        for finding, part in SITUATIONS.items():
            if case[finding] == "yes":
                assert part in parts, (case, part)
        for part in {*SITUATIONS.values()}:
            asking = [case[finding] for finding, own in SITUATIONS.items() if own == part]
            if "yes" not in asking:
                assert part not in parts, (case, part)


def test_what_is_not_known_is_asked_for_and_nothing_else() -> None:
    for case, found in CASES:
        assert not set(found.ask) & {name for name, answer in case.items() if answer != "unsure"}, case
        for name in SITUATIONS:
            if case[name] == "unsure":
                assert name in found.ask, (case, name)


def test_once_every_question_is_answered_nothing_is_open() -> None:
    chance = random.Random(20261124)
    for _ in range(400):
        answers: dict[str, str] = {}
        while left := [
            one.id for one in questions_for(PLAN, read_clinical_case(MODEL, answers)) if one.id not in answers
        ]:
            answers[left[0]] = chance.choice(("yes", "no"))
        found = made(answers)
        assert found.open == (), answers
        assert found.ask == (), answers


def test_every_line_stands_for_somebody() -> None:
    chance = random.Random(1)
    seen: set[str] = set()
    for _ in range(400):
        seen |= names(made({name: chance.choice(("yes", "no")) for name in PLAN.questions}))
    assert seen == {*PLAN.lines}


def test_what_only_a_doctor_decides_is_marked() -> None:
    assert {name for name, line in PLAN.lines.items() if line.decided_by == "doctor"} == BY_A_DOCTOR
    for case, found in CASES:
        marked = {line.id for line in found.lines if line.decided_by == "doctor"}
        assert marked == names(found) & BY_A_DOCTOR, case


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_names_a_medicine_to_choose(language: str) -> None:
    named = ("heparin", "eliquis", "xarelto", "pradaxa", "lixiana", "marevan", "warfarin", "doac", "doak", " mg")
    for name in PLAN.lines:
        text = line_words(MODEL, language, PLAN, name, DAY).lower()
        assert not [word for word in named if word in text], name
        # Aspirin is named once, as what not to take.
        assert ("aspirin" in text) == (name == "travel_no_aspirin"), name


def test_hormones_after_a_clot_and_pregnancy_after_a_clot_come_before_long() -> None:
    for case, found in CASES:
        soon = {name for name in names(found) if name.startswith("soon_")}
        clot = case["previous_clot"] == "yes"
        assert ("soon_hormones" in soon) == (clot and case["hormones"] == "yes"), case
        assert ("soon_pregnancy" in soon) == (clot and case["pregnant_now"] == "yes"), case
        if case["hormones"] == "yes" and case["previous_clot"] == "unsure":
            assert "soon_hormones" in {line.id for line in found.open}, case


def test_stockings_are_for_those_at_risk_and_not_for_a_foot_with_too_little_blood() -> None:
    travel = {"long_travel_planned": "yes", "previous_clot": "yes"}
    assert "travel_stockings" in names(made(travel))
    for harm in ("severe_artery_disease", "rest_pain_foot", "leg_neuropathy", "leg_skin_wounds"):
        assert "travel_stockings" not in names(made({**travel, harm: "yes"})), harm
    nothing = {name: "no" for name in PLAN.questions if name != "long_travel_planned"}
    assert "travel_stockings" not in names(made({**nothing, "long_travel_planned": "yes"}))
    assert "travel_doctor" not in names(made({**nothing, "long_travel_planned": "yes"}))


def test_a_clinicians_kind_of_surgery_counts_as_a_planned_one() -> None:
    for kind in MODEL.clinical.findings["planned_surgery"].options:
        found = names(made({"planned_surgery": kind}))
        assert ("surgery_tell" in found) == (kind != "none"), kind
