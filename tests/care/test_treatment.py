"""Treatment of a confirmed clot: worked patients, why a statement stands, and what is missing for the others."""

from collections.abc import Mapping

import pytest
from tests.care.helpers import MODEL
from tests.care.treatment_patients import (
    ENTRIES,
    FIRST_UNPROVOKED,
    HERDOO2_LOW,
    NONE_AGAINST,
    PATIENTS,
    answered,
    of,
    offered,
    shown,
)

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.treatment import NothingConfirmed
from venevagt.knowledge.treatment import look_at
from venevagt.logic.expression import Value


@pytest.mark.parametrize("patient", PATIENTS)
def test_a_worked_patient(patient: str) -> None:
    case, wanted, unwanted = PATIENTS[patient]
    found = shown(of(case))
    assert {*wanted.split(), *unwanted.split()} <= set(ENTRIES), "an id of this test is wrong"
    assert set(wanted.split()) <= found
    assert not set(unwanted.split()) & found
    assert {"warning_signs", "follow_up_first_week"} <= found


def test_every_entry_is_shown_to_some_patient() -> None:
    more: tuple[Mapping[str, object], ...] = (
        {"vte_confirmed": "yes", "breastfeeding": "yes", "severe_liver_impairment": "yes"},
        {"vte_confirmed": "yes", "interacting_medicine": "yes", "clot_on_anticoagulant": "yes", "on_heparin": "yes"},
        {**NONE_AGAINST, "clot_site": "pulmonary", "clot_cause": "minor_transient"},
        {"clot_site": "proximal_leg", "swelling_or_pain": "yes"}
        | answered("no", "severe_artery_disease leg_neuropathy leg_skin_wounds heart_failure_with_oedema"),
        {"clot_site": "pulmonary", "age": 70, "anticoagulation_planned": "yes", "active_cancer": "yes"}
        | {"recent_major_bleeding": "yes", "creatinine": 200, "haemoglobin": 90, "overt_pe": "yes", "sex": "male"},
    )
    found = [shown(of(case)) for case in (*more, *(case for case, _, _ in PATIENTS.values()))]
    assert set().union(*found) == set(ENTRIES)


def test_without_a_confirmed_clot_it_refuses() -> None:
    for case in ({}, {"clot_cause": "major_transient"}, {"vte_confirmed": "no"}, {"clot_confirmed": "no"}):
        with pytest.raises(NothingConfirmed, match="no clot is confirmed"):
            of(case)


def test_what_is_not_known_is_said_and_never_taken_for_a_no() -> None:
    found = of({"vte_confirmed": "yes"})
    assert not offered(found)
    (first,) = [entry for entry in found.open if entry.entry == "doac_first"]
    wanted = "pregnant pregnant_now breastfeeding severe_liver_impairment mechanical_valve triple_positive_aps"
    assert set(wanted.split()) | {"creatinine_clearance", "anticoagulation_impossible", "active_cancer"} == set(
        first.missing
    )
    assert {"duration_phases", "warning_signs", "follow_up_first_week", "kidney_unknown"} <= shown(found)


@pytest.mark.parametrize(
    "name", [name for name in NONE_AGAINST if name not in ("bleeding_or_high_risk", "limb_threat", "hit_history")]
)
def test_one_thing_not_known_keeps_the_first_choice_open(name: str) -> None:
    case = {**NONE_AGAINST, "clot_site": "proximal_leg"}
    assert "doac_first" in shown(of(case))
    case.pop(name)
    found = of(case)
    missing = next((entry.missing for entry in found.open if entry.entry == "doac_first"), ())
    # pregnant_now follows from pregnant; an earlier clot has no say in the choice.
    assert ("doac_first" in shown(found)) == (name in ("pregnant_now", "earlier_vte"))
    assert name in (*missing, "pregnant_now", "earlier_vte")


def test_a_statement_says_why_and_a_withheld_one_what_keeps_it_back() -> None:
    found = of({**FIRST_UNPROVOKED, "sex": "male", "pregnant": "no", "mechanical_valve": "yes"})
    because = {statement.entry: statement.because for statement in found.statements}
    assert because["duration_man"] == {"clot_cause": "none_found", "proximal_dvt": True, "sex": "male"}
    assert because["valve_no_doac"] == {"vte_confirmed": True, "mechanical_valve": True}
    withheld = {entry.entry: entry.by for entry in found.withheld}
    assert withheld["doac_first"] == ("valve_no_doac",)
    score = {s.entry: s.because for s in of(HERDOO2_LOW).statements}["duration_herdoo2_may_stop"]
    assert {"obesity", "d_dimer_on_treatment", "age"} <= set(score)
    found = of({"vte_confirmed": "yes"})
    assert next(s.because for s in found.statements if s.entry == "kidney_unknown") == {
        "clot_confirmed": True,
        "creatinine_clearance": None,
    }


def test_a_score_that_is_not_settled_leaves_its_entry_open() -> None:
    case = dict(HERDOO2_LOW)
    del case["bmi"]
    case["leg_hyperpigmentation_oedema_redness"] = "yes"
    found = of(case)
    missing = {entry.entry: entry.missing for entry in found.open}
    assert missing["duration_herdoo2_may_stop"] == missing["duration_herdoo2_continue"] == ("obesity",)
    del case["treated_5_to_12_months"]
    again = {entry.entry: entry.missing for entry in of(case).open}
    assert again["duration_herdoo2_may_stop"] == ("treated_5_to_12_months", "obesity")
    assert not {"duration_herdoo2_may_stop", "duration_herdoo2_continue"} & shown(of({**case, "age": 17}))


def test_the_plan_joins_the_controls_of_one_day() -> None:
    found = of({**NONE_AGAINST, "clot_site": "proximal_leg", "on_heparin": "yes"})
    assert [(control.day, control.every) for control in found.plan] == [(7, 0), (90, 0), (365, 365)]
    week, quarter, _ = found.plan
    assert week.look_at == ("look_symptoms", "look_adherence", "look_bleeding", "look_kidney", "look_platelets")
    assert week.entries == ("follow_up_first_week", "follow_up_heparin")
    assert {"look_stop_or_go_on", "look_villalta"} <= set(quarter.look_at)
    assert all(control.sources for control in found.plan)
    distal = of({**NONE_AGAINST, "clot_site": "distal_leg", "distal_low_risk": "yes"})
    assert (14, ("look_scans",)) in [(control.day, control.look_at) for control in distal.plan]
    for texts in MODEL.texts.values():
        assert look_at(ENTRIES.values()) <= set(texts.treatment)


@pytest.mark.parametrize(
    ("case", "finding", "value"),
    [
        ({"clot_site": "distal_leg"}, "vte_confirmed", True),
        ({"clot_site": "superficial"}, "vte_confirmed", False),
        ({"clot_site": "superficial", "pe_confirmed": "yes"}, "vte_confirmed", True),
        ({"clot_site": "superficial"}, "clot_confirmed", True),
        ({"pe_confirmed": "yes"}, "clot_confirmed", True),
        ({"clot_site": "pulmonary"}, "proximal_dvt", None),
        ({"clot_site": "arm"}, "proximal_dvt", False),
        ({"clot_site": "pulmonary"}, "arm_dvt", None),
        ({"clot_site": "pulmonary"}, "isolated_distal_dvt", False),
        ({"clot_cause": "none_found", "earlier_vte": "no"}, "first_unprovoked_vte", True),
        ({"clot_cause": "none_found"}, "first_unprovoked_vte", None),
        ({"earlier_vte": "yes"}, "first_unprovoked_vte", False),
        ({"previous_dvt": "yes"}, "earlier_vte", True),
        ({"previous_clot": "no"}, "earlier_vte", None),
        ({"sex": "male"}, "pregnant_now", None),
        ({"whole_leg_blue": "yes"}, "limb_threat", True),
        ({"whole_leg_blue": "no"}, "limb_threat", None),
        ({"ankle_brachial_index": 0.4}, "severe_artery_disease", True),
        ({"ankle_brachial_index": 1.1}, "severe_artery_disease", None),
        ({"lupus_anticoagulant": "no"}, "triple_positive_aps", False),
        ({"active_cancer": "no"}, "luminal_tumour", False),
    ],
)
def test_what_follows_from_other_findings(case: Mapping[str, object], finding: str, value: Value) -> None:
    assert read_clinical_case(MODEL, case).get(finding) is value
