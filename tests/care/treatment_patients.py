"""Worked patients for the tests of treatment, and what is shown to them."""

from collections.abc import Mapping

from tests.care.helpers import MODEL

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.treatment import Recommendation, recommend

ENTRIES = MODEL.clinical.treatment


def answered(answer: str, findings: str) -> dict[str, object]:
    """These findings, all with this answer."""
    return dict.fromkeys(findings.split(), answer)


NONE_AGAINST: Mapping[str, object] = {
    **answered("no", "pregnant pregnant_now breastfeeding severe_liver_impairment mechanical_valve"),
    **answered("no", "triple_positive_aps anticoagulation_impossible active_cancer earlier_vte"),
    **answered("no", "bleeding_or_high_risk limb_threat hit_history"),
    "creatinine_clearance": 90,
}
"""A patient in whom nothing speaks against a DOAC."""

FIRST_UNPROVOKED = {**NONE_AGAINST, "clot_site": "proximal_leg", "clot_cause": "none_found"}
HERDOO2_LOW = {
    **FIRST_UNPROVOKED,
    "sex": "female",
    "age": 40,
    "treated_5_to_12_months": "yes",
    "leg_hyperpigmentation_oedema_redness": "no",
    "d_dimer_on_treatment": "200 ug/L{FEU}",
    "bmi": 24,
}
PULMONARY = {**NONE_AGAINST, "clot_site": "pulmonary", "age": 50, "home_can_carry": "yes"}
HESTIA_HOME = {
    **PULMONARY,
    **answered("no", "haemodynamically_unstable reperfusion_needed oxygen_over_24_hours pe_on_anticoagulant"),
    **answered("no", "iv_pain_relief_over_24_hours other_reason_for_hospital hit_history"),
}
SUPERFICIAL = {**NONE_AGAINST, "clot_site": "superficial"}

PATIENTS: Mapping[str, tuple[Mapping[str, object], str, str]] = {
    "provoked by surgery": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "clot_cause": "major_transient"},
        "doac_first duration_major_transient compression_not_routine follow_up_leg",
        "duration_unprovoked duration_extended duration_man",
    ),
    "unprovoked in a man": (
        {**FIRST_UNPROVOKED, "sex": "male"},
        "doac_first duration_unprovoked duration_man bleeding_before_extended",
        "duration_extended duration_herdoo2_may_stop",
    ),
    "unprovoked in a woman, HERDOO2 low": (
        HERDOO2_LOW,
        "duration_unprovoked duration_herdoo2_may_stop",
        "duration_herdoo2_continue duration_man",
    ),
    "unprovoked in a woman, HERDOO2 not low": (
        {**HERDOO2_LOW, "bmi": 31, "leg_hyperpigmentation_oedema_redness": "yes"},
        "duration_herdoo2_continue",
        "duration_herdoo2_may_stop",
    ),
    "stopped, DASH low": (
        {**FIRST_UNPROVOKED, "sex": "female", "age": 60, "d_dimer_abnormal_after_stopping": "no"},
        "duration_dash_low",
        "duration_dash_high",
    ),
    "stopped, DASH high": (
        {**FIRST_UNPROVOKED, "sex": "male", "age": 45, "d_dimer_abnormal_after_stopping": "yes"},
        "duration_dash_high",
        "duration_dash_low",
    ),
    "heparin-induced thrombocytopenia before": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "active_cancer": "yes", "hit_history": "yes"},
        "hit_no_heparin cancer_doac",
        "cancer_lmwh",
    ),
    "second unprovoked": (
        {**FIRST_UNPROVOKED, "sex": "male", "earlier_vte": "yes", "earlier_unprovoked_vte": "yes"},
        "duration_extended",
        "duration_unprovoked duration_man",
    ),
    "persistent factor": (
        {**NONE_AGAINST, "clot_site": "pulmonary", "clot_cause": "persistent"},
        "duration_extended follow_up_breathlessness",
        "duration_minor_transient",
    ),
    "cancer": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "clot_cause": "major_transient", "active_cancer": "yes"},
        "cancer_doac cancer_lmwh duration_cancer dose_apixaban",
        "doac_first duration_major_transient",
    ),
    "cancer of the stomach": (
        {**NONE_AGAINST, "clot_site": "pulmonary", "active_cancer": "yes", "luminal_tumour": "yes"},
        "cancer_doac cancer_lmwh luminal_tumour_doac",
        "doac_first",
    ),
    "pregnancy": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "clot_cause": "minor_transient", "pregnant_now": "yes"},
        "pregnancy_lmwh pregnancy_no_doac duration_pregnancy",
        "doac_first duration_minor_transient dose_apixaban dose_warfarin",
    ),
    "after birth": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "pregnant": "yes"},
        "pregnancy_lmwh duration_pregnancy",
        "doac_first dose_rivaroxaban",
    ),
    "distal": (
        {**NONE_AGAINST, "clot_site": "distal_leg", "clot_cause": "major_transient", "distal_low_risk": "yes"},
        "doac_first duration_distal distal_serial_scans",
        "duration_major_transient duration_unprovoked",
    ),
    "clearance of 20": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "creatinine_clearance": 20},
        "doac_first dose_apixaban dose_edoxaban kidney_below_30 kidney_edoxaban",
        "dose_dabigatran kidney_below_15 kidney_unknown warfarin_instead",
    ),
    "clearance of 14": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "creatinine_clearance": 14},
        "kidney_below_15 warfarin_instead",
        "doac_first dose_apixaban dose_dabigatran kidney_below_30 kidney_edoxaban",
    ),
    "antiphospholipid syndrome": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "triple_positive_aps": "yes"},
        "aps_warfarin dose_warfarin aps_no_doac",
        "doac_first dose_apixaban",
    ),
    "mechanical valve": (
        {**NONE_AGAINST, "clot_site": "pulmonary", "mechanical_valve": "yes"},
        "warfarin_instead valve_no_doac",
        "doac_first dose_edoxaban dose_warfarin",
    ),
    "arm with a catheter": (
        {**NONE_AGAINST, "clot_site": "arm", "clot_cause": "persistent", "catheter_needed_works": "yes"},
        "doac_first duration_arm arm_catheter_stays",
        "compression_not_routine",
    ),
    "superficial, long": (
        {**SUPERFICIAL, "superficial_5_cm": "yes", "superficial_within_3_cm": "no"},
        "superficial_long_fondaparinux superficial_long_lmwh duration_superficial_long dose_fondaparinux",
        "doac_first duration_phases superficial_short_nsaid follow_up_three_months",
    ),
    "superficial, near the junction": (
        {**SUPERFICIAL, "superficial_5_cm": "yes", "superficial_within_3_cm": "yes"},
        "doac_first duration_phases follow_up_three_months dose_apixaban",
        "superficial_long_fondaparinux superficial_short_nsaid",
    ),
    "superficial, short and far": (
        {**SUPERFICIAL, "superficial_5_cm": "no", "superficial_within_3_cm": "no", "severe_artery_disease": "no"}
        | answered("no", "leg_neuropathy leg_skin_wounds heart_failure_with_oedema"),
        "superficial_short_nsaid duration_superficial_short compression_superficial",
        "doac_first superficial_long_lmwh",
    ),
    "phlegmasia": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "limb_threat": "yes"},
        "hospital_limb_threat intervention_limb_threat",
        "intervention_limb_threat_bleeding",
    ),
    "phlegmasia and bleeding": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "limb_threat": "yes", "bleeding_or_high_risk": "yes"},
        "hospital_limb_threat intervention_limb_threat_bleeding bleeding_judged",
        "intervention_limb_threat",
    ),
    "iliofemoral": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "symptoms_under_14_days": "yes"}
        | answered("yes", "iliofemoral_severe good_function"),
        "intervention_iliofemoral",
        "hospital_limb_threat",
    ),
    "anticoagulation impossible": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "anticoagulation_impossible": "yes"},
        "bleeding_impossible intervention_filter",
        "doac_first dose_apixaban",
    ),
    "embolism at home": (HESTIA_HOME, "home_hestia", "hospital_hestia hospital_pe_unstable"),
    "embolism, unstable": (
        {**HESTIA_HOME, "haemodynamically_unstable": "yes"},
        "hospital_hestia hospital_pe_unstable",
        "home_hestia",
    ),
    "swollen leg with severe artery disease": (
        {**NONE_AGAINST, "clot_site": "proximal_leg", "swelling_or_pain": "yes", "ankle_brachial_index": 0.4},
        "compression_harmful compression_not_routine",
        "compression_for_complaints",
    ),
}


def of(case: Mapping[str, object]) -> Recommendation:
    return recommend(MODEL, read_clinical_case(MODEL, case))


def shown(found: Recommendation) -> set[str]:
    return {statement.entry for statement in found.statements}


def offered(found: Recommendation) -> set[str]:
    return {medicine for statement in found.statements for medicine in statement.offers}
