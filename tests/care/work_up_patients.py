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


PATIENTS = (
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
        {**LEG, "sex": "female", "no_leg_trauma": "yes", **no("hormones"), **feu(100)},
        "ruled_out",
        "ruled_out",
    ),
    Patient(
        "a raised D-dimer alone is enough there",
        "dvt",
        "primary_care",
        {**LEG, "sex": "female", "no_leg_trauma": "no", **no("hormones"), **feu(900)},
        "",
        "ultrasound_proximal",
    ),
    Patient("unstable", "pe", "", {**LUNG, "haemodynamically_unstable": "yes"}, "emergency", "reperfusion"),
    Patient("pregnant and breathless", "pe", "", {**LUNG, "pregnant": "yes"}, "pathway", "to_pregnancy"),
    Patient("likely: CT", "pe", "", {**LUNG, **yes("pe_most_likely", "previous_clot")}, "", "ctpa"),
    Patient(
        "likely with renal failure: V/Q",
        "pe",
        "",
        {**LUNG, **yes("pe_most_likely", "previous_clot", "vq_preferred")},
        "",
        "vq_scan",
    ),
    Patient("unlikely: a D-dimer", "pe", "", LUNG, "", "d_dimer"),
    Patient("by age 659 is normal at 66", "pe", "", {**LUNG, **feu(659)}, "ruled_out", "ruled_out"),
    Patient("and 660 is not", "pe", "", {**LUNG, **feu(660)}, "", "ctpa"),
    Patient(
        "all of PERC",
        "pe",
        "",
        {**LUNG, "age": 30, "gestalt_below_15": "yes"},
        "ruled_out",
        "ruled_out",
    ),
    Patient("PERC only when gestalt is low", "pe", "", {**LUNG, "age": 30}, "", "d_dimer"),
    Patient(
        "likely by Wells is never let go by PERC",
        "pe",
        "",
        {**LUNG, "age": 30, **yes("gestalt_below_15", "signs_of_dvt", "pe_most_likely")},
        "",
        "ctpa",
    ),
    Patient(
        "CT negative, but the leg",
        "pe",
        "",
        {**LUNG, **yes("pe_most_likely", "signs_of_dvt"), "ctpa": "negative"},
        "",
        "ultrasound_proximal",
    ),
    Patient("YEARS, nothing: 1000", "pe", "years", {**LUNG, **feu(999)}, "ruled_out", "ruled_out"),
    Patient("YEARS, something: 500", "pe", "years", {**LUNG, "coughing_blood": "yes", **feu(500)}, "", "ctpa"),
    Patient("PEGeD, low: 1000", "pe", "peged", {**LUNG, **feu(999)}, "ruled_out", "ruled_out"),
    Patient(
        "PEGeD, moderate: 500",
        "pe",
        "peged",
        {**LUNG, **yes("pe_most_likely", "previous_clot"), **feu(500)},
        "",
        "ctpa",
    ),
    Patient("4PEPS below 0", "pe", "four_peps", {**LUNG, "age": 30, "heart_rate": 70}, "ruled_out", "ruled_out"),
    Patient("simplified Geneva", "pe", "esc", {**LUNG, **feu(600)}, "ruled_out", "ruled_out"),
    Patient("pregnant: the whole leg", "dvt_pregnancy", "", MOTHER, "", "ultrasound_whole_leg"),
    Patient(
        "the suspicion is gone",
        "dvt_pregnancy",
        "",
        {**MOTHER, "ultrasound_whole_leg": "negative", "suspicion_stays": "no"},
        "ruled_out",
        "ruled_out",
    ),
    Patient(
        "it stays: day 3",
        "dvt_pregnancy",
        "",
        {**MOTHER, "ultrasound_whole_leg": "negative", "suspicion_stays": "yes", "pelvic_clot_suspected": "no"},
        "",
        "ultrasound_day_3",
    ),
    Patient(
        "and day 7",
        "dvt_pregnancy",
        "",
        {
            **MOTHER,
            "ultrasound_whole_leg": "negative",
            "suspicion_stays": "yes",
            "pelvic_clot_suspected": "no",
            "ultrasound_day_3": "negative",
        },
        "",
        "ultrasound_day_7",
    ),
    Patient(
        "the pelvis",
        "dvt_pregnancy",
        "",
        {**MOTHER, "ultrasound_whole_leg": "negative", **yes("suspicion_stays", "pelvic_clot_suspected")},
        "",
        "venography",
    ),
    Patient("YEARS in pregnancy", "pe_pregnancy", "", {**BREATHLESS_MOTHER, **feu(999)}, "ruled_out", "ruled_out"),
    Patient("too high", "pe_pregnancy", "", {**BREATHLESS_MOTHER, **feu(1000)}, "", "chest_x_ray"),
    Patient(
        "the leg first",
        "pe_pregnancy",
        "",
        {**BREATHLESS_MOTHER, "signs_of_dvt": "yes"},
        "",
        "ultrasound_proximal",
    ),
    Patient(
        "a clot in it ends the work-up",
        "pe_pregnancy",
        "",
        {**BREATHLESS_MOTHER, "signs_of_dvt": "yes", "ultrasound_proximal": "positive"},
        "treat",
        "treat",
    ),
    Patient(
        "after birth no YEARS",
        "pe_pregnancy",
        "",
        {**BREATHLESS_MOTHER, "gestational_week": 0, "pregnant_now": "no"},
        "",
        "chest_x_ray",
    ),
    Patient("cancer: ultrasound directly", "dvt_cancer", "", CANCER, "", "ultrasound_proximal"),
    Patient(
        "negative: again",
        "dvt_cancer",
        "",
        {**CANCER, "ultrasound_proximal": "negative"},
        "",
        "ultrasound_proximal_repeat",
    ),
    Patient(
        "the whole leg, negative",
        "dvt_cancer",
        "whole_leg",
        {**CANCER, "ultrasound_whole_leg": "negative"},
        "ruled_out",
        "ruled_out",
    ),
    Patient("a new segment", "dvt_recurrent", "", {**AGAIN, "ultrasound_compared": "new_segment"}, "treat", "treat"),
    Patient(
        "4 mm of growth",
        "dvt_recurrent",
        "",
        {**AGAIN, "ultrasound_compared": "same_segments", "vein_diameter_growth": "4 mm"},
        "treat",
        "treat",
    ),
    Patient(
        "less than 4 mm: again",
        "dvt_recurrent",
        "",
        {**AGAIN, "ultrasound_compared": "same_segments", "vein_diameter_growth": "3.9 mm"},
        "",
        "ultrasound_proximal_repeat",
    ),
    Patient(
        "nothing to compare with",
        "dvt_recurrent",
        "",
        {**AGAIN, "ultrasound_compared": "no_earlier_images"},
        "",
        "venography",
    ),
    Patient("an unlikely arm", "dvt_arm", "", {**ARM, **feu(100)}, "ruled_out", "ruled_out"),
    Patient(
        "a likely arm",
        "dvt_arm",
        "",
        {**ARM, **yes("material_in_arm_vein", "arm_pain_localised"), **feu(100)},
        "",
        "ultrasound_arm",
    ),
    Patient("an arm with cancer", "dvt_arm", "", {**ARM, "active_cancer": "yes", **feu(100)}, "", "ultrasound_arm"),
    Patient(
        "near the deep vein",
        "superficial",
        "",
        {**CORD, "ultrasound_superficial": "superficial_clot", "svt_to_junction": "3 cm", "svt_length": "2 cm"},
        "treat",
        "treat_as_dvt",
    ),
    Patient(
        "long",
        "superficial",
        "",
        {**CORD, "ultrasound_superficial": "superficial_clot", "svt_to_junction": "3.5 cm", "svt_length": "50 mm"},
        "treat",
        "treat_45_days",
    ),
    Patient(
        "short and far",
        "superficial",
        "",
        {**CORD, "ultrasound_superficial": "superficial_clot", "svt_to_junction": "10 cm", "svt_length": "4.9 cm"},
        "follow_up",
        "short_and_far",
    ),
    Patient(
        "a deep one after all",
        "superficial",
        "",
        {**CORD, "ultrasound_superficial": "deep_clot"},
        "treat",
        "treat_as_dvt",
    ),
    Patient("calf, high risk", "dvt_distal", "", {**CALF, "distal_low_risk": "no"}, "treat", "treat"),
    Patient("calf, low risk", "dvt_distal", "", {**CALF, "distal_low_risk": "yes"}, "", "ultrasound_day_7"),
    Patient(
        "it grows",
        "dvt_distal",
        "",
        {**CALF, "distal_low_risk": "yes", "ultrasound_day_7": "negative", "ultrasound_day_14": "positive"},
        "treat",
        "treat",
    ),
    Patient(
        "it does not",
        "dvt_distal",
        "",
        {**CALF, "distal_low_risk": "yes", "ultrasound_day_7": "negative", "ultrasound_day_14": "negative"},
        "follow_up",
        "no_growth",
    ),
    Patient("all are treated", "dvt_distal", "treat_all", CALF, "treat", "treat"),
)
