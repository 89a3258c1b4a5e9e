"""Worked patients for the diagnostic pathways, written from the guidelines' summaries and not from the knowledge.

Each has what is known, and where the patient must stand: at an end, or before a test or question.
"""

from collections.abc import Mapping
from typing import NamedTuple

Case = Mapping[str, str | float]


class Patient(NamedTuple):
    """`end`: how the patient leaves, with `at` the decision's step; or `end` is empty and `at` is what is next."""

    says: str
    pathway: str
    variant: str
    case: Case
    end: str
    at: str


def no(*names: str) -> dict[str, str | float]:
    return dict.fromkeys(names, "no")


def yes(*names: str) -> dict[str, str | float]:
    return dict.fromkeys(names, "yes")


LEG: Case = {
    "dvt_suspected": "yes",
    "age": 66,
    **no("pe_signs", "limb_threatened", "pregnant", "active_cancer", "previous_clot", "on_anticoagulant"),
    **no("paralysed_leg", "immobile", "recent_surgery", "tender_deep", "entire_leg_swollen", "calf_swelling_3cm"),
    **no("pitting_oedema_one_sided", "collateral_veins", "alternative_diagnosis_as_likely", "ultrasound_cannot_answer"),
}
LIKELY: Case = {**LEG, **yes("tender_deep", "entire_leg_swollen")}
LUNG: Case = {
    "pe_suspected": "yes",
    "age": 66,
    "sex": "female",
    "heart_rate": 90,
    "oxygen_saturation": 97,
    **no("haemodynamically_unstable", "pregnant", "pregnant_now", "on_anticoagulant", "signs_of_dvt", "pe_most_likely"),
    **no("recent_surgery", "immobile", "previous_clot", "coughing_blood", "active_cancer", "gestalt_below_15"),
    **no("vq_preferred", "hormones", "leg_pain", "cramp", "one_sided_swelling", "severe_illness", "on_oxygen"),
    **no("cancer_or_cured_1_year", "pitting_oedema_one_sided", "tender_deep", "breathless", "chest_pain"),
    **no("chronic_lung_disease", "near_fainting", "surgery_or_fracture_1_month"),
}
MOTHER: Case = {"dvt_suspected": "yes", "age": 31, "pregnant": "yes", **no("pe_signs", "limb_threatened")}
BREATHLESS_MOTHER: Case = {
    "pe_suspected": "yes",
    "age": 31,
    "gestational_week": 28,
    "pregnant": "yes",
    **no("haemodynamically_unstable", "signs_of_dvt", "coughing_blood", "pe_most_likely"),
}
CANCER: Case = {**LEG, "active_cancer": "yes"}
AGAIN: Case = {**LEG, "previous_clot": "yes", "recurrence_same_leg": "yes"}
ARM: Case = {
    "arm_dvt_suspected": "yes",
    "age": 40,
    **no("pe_signs", "limb_threatened", "active_cancer", "pregnant", "on_anticoagulant", "material_in_arm_vein"),
    **no("arm_pain_localised", "arm_pitting_oedema_one_sided", "arm_alternative_diagnosis_as_likely"),
}
CORD: Case = {"svt_suspected": "yes", "age": 50, **no("pe_signs", "limb_threatened")}
CALF: Case = {"ultrasound_whole_leg": "distal"}


def feu(value: float) -> dict[str, str | float]:
    return {"d_dimer": f"{value} ug/L{{FEU}}"}


LEG_PATIENTS = (
    Patient("signs of PE go to hospital at once", "dvt", "", {**LEG, "pe_signs": "yes"}, "emergency", "emergency"),
    Patient("so does a blue leg", "dvt", "", {**LEG, "limb_threatened": "yes"}, "emergency", "emergency"),
    Patient("pregnant", "dvt", "", {**LEG, "pregnant": "yes"}, "pathway", "to_pregnancy"),
    Patient("with cancer", "dvt", "", CANCER, "pathway", "to_cancer"),
    Patient("a new suspicion in the same leg", "dvt", "", AGAIN, "pathway", "to_recurrent"),
    Patient("unlikely: a D-dimer", "dvt", "", LEG, "", "d_dimer"),
    Patient("unlikely and normal D-dimer", "dvt", "", {**LEG, **feu(499)}, "ruled_out", "ruled_out"),
    Patient("unlikely and D-dimer at the limit", "dvt", "", {**LEG, **feu(500)}, "", "ultrasound_proximal"),
    Patient("DDU is half", "dvt", "", {**LEG, "d_dimer": "250 ug/L{DDU}"}, "", "ultrasound_proximal"),
    Patient(
        "unlikely, raised, nothing seen",
        "dvt",
        "",
        {**LEG, **feu(900), "ultrasound_proximal": "negative"},
        "ruled_out",
        "ruled_out",
    ),
    Patient(
        "unlikely, raised, a clot", "dvt", "", {**LEG, **feu(900), "ultrasound_proximal": "positive"}, "treat", "treat"
    ),
    Patient("by age the limit is 660 at 66", "dvt", "age_adjusted", {**LEG, **feu(659)}, "ruled_out", "ruled_out"),
    Patient("and not more", "dvt", "age_adjusted", {**LEG, **feu(660)}, "", "ultrasound_proximal"),
    Patient("at 50 it is still 500", "dvt", "age_adjusted", {**LEG, "age": 50, **feu(505)}, "", "ultrasound_proximal"),
    Patient("likely: a picture first", "dvt", "", LIKELY, "", "ultrasound_proximal"),
    Patient("likely, whatever the D-dimer", "dvt", "", {**LIKELY, **feu(100)}, "", "ultrasound_proximal"),
    Patient("likely, negative: a D-dimer", "dvt", "", {**LIKELY, "ultrasound_proximal": "negative"}, "", "d_dimer"),
    Patient(
        "both negative",
        "dvt",
        "",
        {**LIKELY, "ultrasound_proximal": "negative", **feu(100)},
        "ruled_out",
        "ruled_out",
    ),
    Patient(
        "likely, negative, raised: again in a week",
        "dvt",
        "",
        {**LIKELY, "ultrasound_proximal": "negative", **feu(900)},
        "",
        "ultrasound_proximal_repeat",
    ),
    Patient(
        "a clot at the second scan",
        "dvt",
        "",
        {**LIKELY, "ultrasound_proximal": "negative", **feu(900), "ultrasound_proximal_repeat": "positive"},
        "treat",
        "treat",
    ),
    Patient("in plaster", "dvt", "", {**LIKELY, "ultrasound_cannot_answer": "yes"}, "", "venography"),
    Patient(
        "no answer from any picture",
        "dvt",
        "",
        {**LIKELY, "ultrasound_proximal": "inconclusive", "venography": "inconclusive"},
        "refer",
        "specialist",
    ),
    Patient("on treatment no D-dimer", "dvt", "", {**LEG, "on_anticoagulant": "yes"}, "", "ultrasound_proximal"),
    Patient(
        "a clot on treatment",
        "dvt",
        "",
        {**LEG, "on_anticoagulant": "yes", "ultrasound_proximal": "positive"},
        "treat",
        "treat_on_treatment",
    ),
    Patient(
        "the whole leg needs no repeat",
        "dvt",
        "whole_leg",
        {**LIKELY, "ultrasound_whole_leg": "negative"},
        "ruled_out",
        "ruled_out",
    ),
    Patient("only the calf", "dvt", "whole_leg", {**LIKELY, "ultrasound_whole_leg": "distal"}, "pathway", "to_distal"),
    Patient(
        "the rule of primary care",
        "dvt",
        "primary_care",
        {**LEG, "in_primary_care": "yes", "sex": "female", "no_leg_trauma": "yes", **no("hormones"), **feu(100)},
        "ruled_out",
        "ruled_out",
    ),
    Patient("in hospital Wells", "dvt", "primary_care", {**LEG, "in_primary_care": "no"}, "", "d_dimer"),
    Patient(
        "a raised D-dimer alone is enough there",
        "dvt",
        "primary_care",
        {**LEG, "in_primary_care": "yes", "sex": "female", "no_leg_trauma": "no", **no("hormones"), **feu(900)},
        "",
        "ultrasound_proximal",
    ),
)
