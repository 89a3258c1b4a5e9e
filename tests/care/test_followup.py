"""The plan after the diagnosis: for every kind of clot and treatment, and whatever is not known."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

import pytest
from tests.care.helpers import MODEL

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.followup import FollowUpPlan, danger, plan, red_flags
from venevagt.care.plan_words import line_words
from venevagt.care.treatment import NothingConfirmed, recommend

PLAN = MODEL.recovery.followup.plan
START = date(2026, 11, 24)
LANGUAGES = MODEL.about.languages
SITES = MODEL.clinical.findings["clot_site"].options
MEDICINES = (*MODEL.clinical.findings["clot_medicine"].options, "unsure")
CAUSES = (*MODEL.clinical.findings["clot_cause"].options, "unsure")
THREE = ("yes", "no", "unsure")

ALWAYS = ("emergency_lungs", "emergency_bleeding", "emergency_limb", "today_bleeding", "watch_breath")
NOT_IN_PREGNANCY = {
    "da": ("doak", "warfarin", "eliquis", "xarelto", "lixiana", "pradaxa", "marevan"),
    "en": ("doac", "warfarin", "eliquis", "xarelto", "lixiana", "pradaxa", "marevan"),
}


def made(case: Mapping[str, str]) -> FollowUpPlan:
    return plan(MODEL, read_clinical_case(MODEL, case), START)


def every_case() -> Iterator[dict[str, str]]:
    """Every kind of clot with every treatment, every cause, and cancer and pregnancy in three values."""
    for site, medicine, cause, cancer, pregnant in product((*SITES, "unsure"), MEDICINES, CAUSES, THREE, THREE):
        yield {
            "clot_confirmed": "yes",
            "clot_site": site,
            "clot_medicine": medicine,
            "clot_cause": cause,
            "active_cancer": cancer,
            "pregnant_now": pregnant,
        }


CASES = [(case, made(case)) for case in every_case()]


def names(found: FollowUpPlan) -> set[str]:
    return {line.id for line in found.lines}


def test_every_plan_says_when_to_call_112_and_what_to_watch() -> None:
    assert len(CASES) == 6 * 6 * 5 * 3 * 3
    for case, found in CASES:
        assert set(ALWAYS) <= names(found), case
        assert names(found) & {"today_leg", "today_arm"}, case
        assert names(found) & {"watch_leg", "watch_arm"}, case
        for language in LANGUAGES:
            words = line_words(MODEL, language, PLAN, "emergency_lungs", START)
            assert "112" in words


def test_somebody_with_medicine_or_an_unknown_one_is_warned_of_bleeding_and_of_a_blow_to_the_head() -> None:
    for case, found in CASES:
        wanted = case["clot_medicine"] != "none"
        assert ({"watch_bleeding", "emergency_head", "medicine_take"} <= names(found)) == wanted, case


def test_every_plan_has_the_controls_that_the_treatment_knows() -> None:
    for case, found in CASES:
        own = recommend(MODEL, read_clinical_case(MODEL, case)).plan
        assert [(one.day, one.every, one.look_at) for one in found.controls] == [
            (one.day, one.every, one.look_at) for one in own
        ], case
        assert found.controls[0].day == 7
        assert (found.controls[0].on - START).days == 7


def test_a_clot_of_a_deep_vein_or_the_lungs_has_controls_at_a_week_three_months_and_each_year() -> None:
    for case, found in CASES:
        days = [(control.day, control.every) for control in found.controls]
        if case["clot_site"] in ("superficial", "unsure"):
            assert days == [(7, 0)], case
            open_days = {control.id for control in found.open_controls}
            assert {"control_90", "control_365"} <= open_days, case
        else:
            assert {(7, 0), (90, 0), (365, 365)} <= set(days), case


def test_what_is_not_known_is_asked_for() -> None:
    for case, found in CASES:
        if case["clot_site"] == "unsure":
            assert "clot_site" in found.ask, case
        if case["clot_medicine"] == "unsure":
            assert "clot_medicine" in found.ask, case
        assert not set(found.ask) & {name for name, answer in case.items() if answer != "unsure"}, case


def test_knowing_more_never_takes_a_warning_away_but_for_those_of_medicine_that_is_not_taken() -> None:
    warnings = {name for name, line in PLAN.lines.items() if line.part in ("emergency", "doctor_today", "watch")}
    unknown = names(made({"clot_confirmed": "yes"})) & warnings
    of_medicine = {"emergency_head", "watch_bleeding"}
    for case, found in CASES:
        gone = unknown - names(found)
        allowed = of_medicine if case["clot_medicine"] == "none" else set()
        allowed |= {"today_leg", "watch_leg"} if case["clot_site"] == "arm" else set()
        allowed |= {"today_pregnant"} if case["pregnant_now"] == "yes" else set()
        assert gone <= allowed, case


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plan_in_pregnancy_names_a_doac_or_warfarin(language: str) -> None:
    count = 0
    for case, found in CASES:
        if case["pregnant_now"] != "yes":
            continue
        asked = [name for control in found.controls for name in control.ask]
        text = " ".join(line_words(MODEL, language, PLAN, name, START) for name in (*names(found), *asked)).lower()
        assert not [word for word in NOT_IN_PREGNANCY[language] if word in text], case
        assert ("now_wrong_in_pregnancy" in names(found)) == (case["clot_medicine"] in ("doac", "warfarin")), case
        assert not names(found) & {"expect_dose_changes", "expect_blood_tests"}, case
        assert "medicine_pregnant" in names(found), case
        count += 1
    assert count > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_any_plan_names_a_medicine_to_choose_or_a_dose(language: str) -> None:
    for name, line in PLAN.lines.items():
        if line.advice:
            continue
        text = line_words(MODEL, language, PLAN, name, START).lower()
        assert not [word for word in NOT_IN_PREGNANCY[language] if word in text], name
        assert " mg" not in text, name


def test_the_weeks_after_a_birth_and_breastfeeding_are_seen() -> None:
    base = {"clot_site": "proximal_leg", "clot_medicine": "doac", "pregnant_now": "no"}
    assert "now_wrong_in_pregnancy" in names(made({**base, "pregnant": "yes"}))
    feeding = names(made({**base, "pregnant": "no", "breastfeeding": "yes"}))
    assert "now_wrong_while_breastfeeding" in feeding
    assert "expect_dose_changes" not in feeding
    assert not {one for one in names(made({**base, "pregnant": "no", "breastfeeding": "no"})) if one.startswith("now_")}


def test_there_is_never_more_than_one_duration_but_for_cancer_in_pregnancy() -> None:
    for case, found in CASES:
        durations = {name for name in names(found) if name.startswith("duration_")}
        both = {"duration_cancer", "duration_pregnancy"}
        assert len(durations) <= 1 or durations == both, (case, durations)


def test_heparin_adds_the_platelets_and_lungs_the_breath() -> None:
    heparin = made({"clot_site": "distal_leg", "clot_medicine": "heparin"})
    assert "look_platelets" in heparin.controls[0].look_at
    lungs = made({"clot_site": "pulmonary"})
    assert "look_breathlessness" in lungs.controls[1].look_at
    assert "ask_breath" in lungs.controls[1].ask


def test_every_question_to_the_doctor_stands_with_a_control() -> None:
    for case in (*every_case(), {"clot_site": "superficial", "superficial_within_3_cm": "yes"}):
        found = made(case)
        known = read_clinical_case(MODEL, case)
        from venevagt.care.plans import lines_for

        standing = {line.id for line in lines_for(PLAN, known).standing if line.part == "ask"}
        assert standing == {name for control in found.controls for name in control.ask}, case


def test_without_a_confirmed_clot_there_is_no_plan() -> None:
    for case in ({}, {"clot_confirmed": "no"}, {"clot_confirmed": "unsure"}, {"one_sided_swelling": "yes"}):
        with pytest.raises(NothingConfirmed):
            made(case)


def test_each_red_flag_is_danger_and_nothing_else_is() -> None:
    for name in red_flags(MODEL):
        for answer in ("yes", "unsure"):
            found = danger(MODEL, {name: answer}, language="da", on=START)
            assert found is not None, name
            assert found.urgency == "emergency"
    assert danger(MODEL, dict.fromkeys(red_flags(MODEL), "no"), language="da", on=START) is None
    assert danger(MODEL, {"one_sided_swelling": "yes"}, language="da", on=START) is None


def test_days_are_counted_over_a_leap_day_and_the_change_of_the_year() -> None:
    found = plan(MODEL, read_clinical_case(MODEL, {"clot_site": "arm"}), date(2027, 12, 1))
    assert [control.on for control in found.controls] == [date(2027, 12, 8), date(2028, 2, 29), date(2028, 11, 30)]
