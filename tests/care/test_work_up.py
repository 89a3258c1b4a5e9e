"""The diagnostic pathways, patient by patient: where each stands, what is next, and what is not taken for a no."""

from pathlib import Path

import msgspec
import pytest
from tests.care.helpers import MODEL
from tests.care.work_up_other_patients import PATIENTS
from tests.care.work_up_patients import CALF, CANCER, LEG, LIKELY, LUNG, Case, Patient, feu

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.local_setup import read_setup
from venevagt.care.pathway_form import UnknownPathway, every_route, route_of
from venevagt.care.work_up import WorkUp, differences, walk
from venevagt.care.work_up_words import where_words
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Limit, Setup
from venevagt.knowledge.problems import KnowledgeError


def walked(pathway: str, case: Case, variant: str = "", setup: Setup | None = None, model: Model = MODEL) -> WorkUp:
    return walk(model, route_of(model, pathway, variant, setup or Setup()), read_clinical_case(model, case))


@pytest.mark.parametrize("patient", PATIENTS, ids=lambda one: f"{one.pathway} {one.variant}: {one.says}")
def test_a_worked_patient_stands_where_the_guidelines_say(patient: Patient) -> None:
    found = walked(patient.pathway, patient.case, patient.variant)
    if patient.end:
        assert found.decision is not None
        assert (found.decision.end, found.decision.step) == (patient.end, patient.at)
    else:
        assert found.next is not None
        assert found.next.findings[0] == patient.at


def test_every_pathway_and_every_way_to_leave_has_a_worked_patient() -> None:
    assert {patient.pathway for patient in PATIENTS} == set(MODEL.clinical.pathways)
    ends = {step.end for route in every_route(MODEL) for step in route.steps.values() if step.end}
    assert {patient.end for patient in PATIENTS if patient.end} == ends


def without(case: Case, *names: str) -> Case:
    return {name: answer for name, answer in case.items() if name not in names}


def test_what_is_not_known_is_asked_and_never_taken_for_a_no() -> None:
    for name in ("pregnant", "active_cancer", "on_anticoagulant"):
        for case in (without(LEG, name), {**LEG, name: "unsure"}):
            found = walked("dvt", {**case, **feu(100)})
            assert found.decision is None
            assert found.next is not None
            assert found.next.findings == (name,)


def test_for_whom_a_pathway_is_has_to_be_known_first() -> None:
    found = walked("dvt", {"dvt_suspected": "unsure"})
    assert (found.applies, found.decision) == (None, None)
    assert (found.next or pytest.fail("nothing is next")).findings == ("dvt_suspected", "age")
    child = walked("dvt", {**LEG, "age": 12})
    assert (child.applies, child.next, child.decision, child.passed) == (False, None, None, ())


def test_an_open_score_asks_for_what_settles_it_best() -> None:
    case = without(LIKELY, "entire_leg_swollen", "alternative_diagnosis_as_likely")
    found = walked("dvt", case)
    assert found.next is not None
    assert found.next.step == "probability"
    assert set(found.next.findings) == {"entire_leg_swollen", "alternative_diagnosis_as_likely"}


def test_a_score_with_open_points_goes_on_where_its_band_is_sure() -> None:
    found = walked("dvt", without(LIKELY, "collateral_veins", "calf_swelling_3cm"))
    score = next(one for one in found.passed if one.kind == "score")
    assert (score.points_from, score.points_to, score.results) == (2, 4, ("likely",))
    assert found.next is not None
    assert found.next.findings == ("ultrasound_proximal",)


def test_an_open_band_goes_on_where_all_that_are_possible_lead_alike() -> None:
    """PEGeD moderate or high by one finding: with the D-dimer step taken away both lead to a picture."""
    route = route_of(MODEL, "pe", "peged")
    case = without({**LUNG, "pe_most_likely": "yes", "signs_of_dvt": "yes"}, "previous_clot")
    known = read_clinical_case(MODEL, {**case, "heart_rate": 60})
    assert (walk(MODEL, route, known).next or pytest.fail("decided")).step == "probability"
    probability = route.steps["probability"]
    alike = msgspec.structs.replace(probability, bands={**probability.bands, "moderate": "which_picture"})
    changed = msgspec.structs.replace(route, steps={**route.steps, "probability": alike})
    found = walk(MODEL, changed, known)
    assert next(one.results for one in found.passed if one.step == "probability") == ("moderate", "high")
    assert (found.next or pytest.fail("decided")).step == "ctpa"


def test_a_test_is_never_passed_over_even_where_its_results_lead_alike() -> None:
    route = route_of(MODEL, "dvt")
    scan = msgspec.structs.replace(
        route.steps["likely_scan"], results=dict.fromkeys(route.steps["likely_scan"].results, "treat")
    )
    changed = msgspec.structs.replace(route, steps={**route.steps, "likely_scan": scan})
    found = walk(MODEL, changed, read_clinical_case(MODEL, LIKELY))
    assert (found.next or pytest.fail("decided")).step == "likely_scan"


@pytest.mark.parametrize(("value", "asked"), [(499, False), (500, True), (900, True)])
def test_an_age_adjusted_limit_needs_the_age_only_from_the_fixed_one_on(value: float, asked: bool) -> None:
    pathway = msgspec.structs.replace(MODEL.clinical.pathways["dvt"], condition=None)
    model = msgspec.structs.replace(MODEL, clinical=msgspec.structs.replace(MODEL.clinical, pathways={"dvt": pathway}))
    found = walked("dvt", {**without(LEG, "age"), **feu(value)}, "age_adjusted", model=model)
    assert (found.next is not None and found.next.findings == ("age",)) is asked
    assert (found.decision is not None) is not asked


def test_the_limit_by_age_starts_above_its_age() -> None:
    limit = Limit(fixed=500, by_age_from=50, per_year=10)
    assert [limit.at(age) for age in (18, 50, 51, 66, 100)] == [500, 500, 510, 660, 1000]
    assert Limit(fixed=500).at(90) == 500


@pytest.mark.parametrize(("hours", "interim"), [(None, "if_later"), (4.0, "no"), (5.0, "yes"), (24.0, "yes")])
def test_interim_anticoagulation_bridges_a_result_that_comes_late(hours: float | None, interim: str) -> None:
    setup = Setup(hours={} if hours is None else {"ultrasound_proximal": hours})
    ahead = walked("dvt", LIKELY, setup=setup).next
    assert ahead is not None
    assert (ahead.within_hours, ahead.at_most_hours, ahead.interim) == (4, 24, interim)
    assert ahead.take == (() if interim == "no" else ("d_dimer",))


@pytest.mark.parametrize("hours", [None, 8.0])
def test_who_has_anticoagulation_already_gets_none_on_top(hours: float | None) -> None:
    setup = Setup(hours={} if hours is None else {"ultrasound_proximal": hours})
    for pathway, case in (("dvt", LEG), ("dvt_cancer", CANCER)):
        ahead = walked(pathway, {**case, "on_anticoagulant": "yes"}, setup=setup).next
        assert ahead is not None
        assert (ahead.findings, ahead.interim, ahead.take) == (("ultrasound_proximal",), "has", ())
        open_case = without(case, "on_anticoagulant")
        unknown = walked("dvt_cancer", {**open_case, "active_cancer": "yes"}, setup=setup).next
        assert unknown is not None
        assert unknown.interim == ("if_later" if hours is None else "yes")


def test_a_d_dimer_that_is_there_is_not_taken_again() -> None:
    ahead = walked("dvt", {**LIKELY, **feu(900)}).next
    assert ahead is not None
    assert ahead.take == ()


@pytest.mark.parametrize(("variant", "days"), [("nice", (6, 8)), ("ash", (5, 8)), ("danish", (5, 8))])
def test_the_guidelines_differ_in_the_day_of_the_repeat(variant: str, days: tuple[int, int]) -> None:
    ahead = walked("dvt", {**LIKELY, "ultrasound_proximal": "negative", **feu(900)}, variant).next
    assert ahead is not None
    assert (ahead.days, ahead.interim) == (days, "no")


def test_ct_is_at_once_and_anticoagulation_starts_when_it_is_delayed() -> None:
    ahead = walked("pe", {**LUNG, "pe_most_likely": "yes", "previous_clot": "yes"}, setup=Setup(hours={"ctpa": 1})).next
    assert ahead is not None
    assert (ahead.findings, ahead.within_hours, ahead.interim) == (("ctpa",), 0, "yes")


def test_a_hospital_that_scans_the_whole_leg_the_same_day(tmp_path: Path) -> None:
    file = tmp_path / "setup.yaml"
    file.write_text(
        "name: a hospital\n"
        "variants:\n"
        "  dvt: whole_leg+age_adjusted\n"
        "  dvt_cancer: whole_leg\n"
        "hours:\n"
        "  ultrasound_whole_leg: 8\n"
        "  d_dimer: 1\n"
        "not_here: [venography]\n",
        encoding="utf-8",
    )
    setup = read_setup(MODEL, file)
    ahead = walked("dvt", LIKELY, setup=setup).next
    assert ahead is not None
    assert (ahead.findings, ahead.hours, ahead.interim) == (("ultrasound_whole_leg",), 8, "yes")
    found = walked("dvt", {**LEG, **feu(659)}, setup=setup)
    assert (found.variant, found.decision and found.decision.end) == ("whole_leg+age_adjusted", "ruled_out")
    away = walked("dvt", {**LIKELY, "ultrasound_whole_leg": "inconclusive"}, setup=setup).next
    assert away is not None
    assert (away.findings, away.elsewhere) == (("venography",), True)
    assert walked("dvt", LIKELY, "nice", setup).variant == "nice"


SETUPS = {
    "a pathway that is not there": ("variants: {dvd: nice}\n", "unknown pathway 'dvd', did you mean 'dvt'?"),
    "a variant that is not there": ("variants: {dvt: hole_leg}\n", "unknown variant 'hole_leg' of dvt, expected one"),
    "a test that is not there": ("not_here: [ctpe]\n", "unknown test 'ctpe'"),
    "a result that comes too late": (
        "hours: {ultrasound_proximal: 25}\n",
        "ultrasound_proximal takes 25 hours, but the step scan of dvt_cancer (proximal) allows 24: expected 0 to 24",
    ),
    "a wait with nothing to bridge it": (
        "hours: {ultrasound_superficial: 30}\n",
        "but the step scan of superficial (scan_all) allows 24: expected 0 to 24",
    ),
    "less than no time": ("hours: {d_dimer: -1}\n", "d_dimer takes -1 hours, expected 0 or more"),
    "a field that is not there": ("hour: {d_dimer: 1}\n", "unknown field 'hour', expected one of: name, variants"),
    "no number": ("hours: {d_dimer: soon}\n", "expected 'float', got 'str'"),
    "nothing at all": ("", "expected name, variants, hours, not_here"),
    "no YAML": ("variants: {dvt\n", "setup.yaml:"),
}


@pytest.mark.parametrize("name", SETUPS)
def test_a_mistake_in_a_set_up_is_named(name: str, tmp_path: Path) -> None:
    text, message = SETUPS[name]
    file = tmp_path / "setup.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"setup\.yaml:") as error:
        read_setup(MODEL, file)
    assert message in str(error.value)


def test_a_set_up_that_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="expected a file with a set-up"):
        read_setup(MODEL, tmp_path / "none.yaml")


def test_an_unknown_pathway_or_variant_is_said() -> None:
    with pytest.raises(UnknownPathway, match="unknown pathway 'dvd', did you mean 'dvt'"):
        route_of(MODEL, "dvd")
    with pytest.raises(UnknownPathway, match="unknown variant 'x' of pe, expected one of: nice, esc, years"):
        route_of(MODEL, "pe", "years+x")


def test_variants_differ_only_in_what_they_say() -> None:
    found = {name for name, _, _ in differences(route_of(MODEL, "dvt", "nice"), route_of(MODEL, "dvt", "ash"))}
    assert found == {"repeat_scan"}
    whole = {name: after for name, _, after in differences(route_of(MODEL, "dvt"), route_of(MODEL, "dvt", "whole_leg"))}
    assert whole["repeat_scan"] is None
    assert whole["to_distal"] is not None


def test_the_sources_are_those_of_the_steps_on_the_way() -> None:
    found = walked("pe", {**LUNG, **feu(659)})
    assert set(found.sources) == {"S9", "S10", "S11", "S12", "S63", "S67"}
    assert found.decision is not None
    assert found.decision.sources == ("S9",)


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_where_a_patient_stands_is_said_in_words(language: str) -> None:
    route = route_of(MODEL, "dvt_distal")
    treated = walked("dvt_distal", {**CALF, "distal_low_risk": "no"})
    texts = MODEL.texts[language]
    assert texts.pathways["dvt_distal"].steps["treat"] in where_words(MODEL, language, route, treated)
    waiting = walked("dvt_distal", {**CALF, "distal_low_risk": "yes"})
    assert "5" in where_words(MODEL, language, route, waiting)
