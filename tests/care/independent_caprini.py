"""Caprini by two calculators.

medcalc-bench adds up the age, the operation, bed rest and BMI only: its yes/no items have points in its list, and
its words name them, but its answer leaves them out. So its points are its answer and those of its list.
"""

from typing import Any

from medcalc.caprini_score import caprini_score_explanation, param_full_name
from tests.care.calculator import SEXES, YEARS, Answers, Calculator, from_clincalc, from_medcalc

_CAPRINI_CLINCALC = {
    "leg_or_pelvis_fracture": "hip_pelvis_leg_fracture",
    "stroke_1_month": "stroke_within_1_month",
    "spinal_cord_injury_1_month": "acute_spinal_cord_injury",
    "previous_clot": "history_dvt_pe",
    "family_clot": "family_history_vte",
    "factor_v_leiden": "factor_v_leiden",
    "prothrombin_20210a": "prothrombin_20210a",
    "lupus_anticoagulant": "lupus_anticoagulant",
    "anticardiolipin_antibodies": "anticardiolipin_antibodies",
    "raised_homocysteine": "elevated_homocysteine",
    "heparin_thrombocytopenia": "heparin_induced_thrombocytopenia",
    "other_thrombophilia": "other_thrombophilia",
    "malignancy_now_or_before": "malignancy",
    "in_bed_over_72_hours": "confined_to_bed_over_72h",
    "immobilising_plaster": "immobilising_cast",
    "central_line": "central_venous_access",
    "varicose_veins": "varicose_veins",
    "swollen_legs": "swollen_legs",
    "pregnant_or_1_month_after": "pregnancy_or_postpartum",
    "pregnancy_losses": "history_of_miscarriage",
    "hormones": "oral_contraceptives_or_hrt",
    "sepsis_1_month": "sepsis_within_1_month",
    "serious_lung_disease_1_month": "serious_lung_disease",
    "abnormal_lung_function": "abnormal_pulmonary_function",
    "acute_infarction": "acute_mi",
    "heart_failure_1_month": "congestive_heart_failure",
    "inflammatory_bowel_disease": "inflammatory_bowel_disease",
    "medical_bed_rest": "medical_patient_at_bed_rest",
}
_CAPRINI_MEDCALC = {
    "leg_or_pelvis_fracture": "hip_pelvis_leg_fracture",
    "stroke_1_month": "stroke",
    "spinal_cord_injury_1_month": "acute_spinal_chord_injury",
    "multiple_trauma_1_month": "multiple trauma",
    "previous_clot": "previous_dvt",
    "family_clot": "family_history_thrombosis",
    "factor_v_leiden": "positive_factor_v",
    "prothrombin_20210a": "positive_prothrombin",
    "lupus_anticoagulant": "positive_lupus_anticoagulant",
    "anticardiolipin_antibodies": "elevated_anticardiolipin_antibody",
    "raised_homocysteine": "serum_homocysteine",
    "heparin_thrombocytopenia": "heparin_induced_thrombocytopenia",
    "other_thrombophilia": "congenital_acquired_thrombophilia",
    "malignancy_now_or_before": "malignancy",
    "immobilising_plaster": "immobilizing_plaster_case",
    "central_line": "current_central_venuous",
    "varicose_veins": "varicose_veins",
    "swollen_legs": "current_swollen_legs",
    "sepsis_1_month": "sepsis",
    "serious_lung_disease_1_month": "pneumonia",
    "abnormal_lung_function": "copd",
    "acute_infarction": "acute_myocardial_infarction",
    "heart_failure_1_month": "chf",
    "inflammatory_bowel_disease": "inflammatory_bowel_disease",
}
_CAPRINI_NOT_IN_CLINCALC = {"multiple_trauma_1_month": (False,)}
# medcalc-bench has no such items, and one answer for the two of bed rest.
_CAPRINI_NOT_IN_MEDCALC = dict.fromkeys(
    ("pregnant_or_1_month_after", "pregnancy_losses", "hormones", "in_bed_over_72_hours", "medical_bed_rest"), (False,)
)
_OPERATIONS = {
    "none": (None, "none"),
    "minor": ("minor_surgery", "minor"),
    "major_over_45_min": ("major_surgery_over_45_min", "major"),
    "laparoscopic_over_45_min": ("laparoscopic_surgery_over_45_min", "laparoscopic"),
    "arthroscopic": ("arthroscopic_surgery", "arthroscopic"),
    "arthroplasty": ("elective_arthroplasty", "elective major lower extremity arthroplasty"),
}


def caprini_clincalc(case: Answers) -> float:
    """Caprini by clincalc, which has no item for multiple trauma."""
    age = case["age"]
    operations = [name for name, _ in _OPERATIONS.values() if name]
    return from_clincalc(
        "caprini",
        age_41_60=41 <= age <= 60,
        age_61_74=61 <= age <= 74,
        age_75_plus=age >= 75,
        bmi_over_25=case["bmi"] > 25,
        **{name: name == _OPERATIONS[case["planned_surgery"]][0] for name in operations},
        **{theirs: case[ours] for ours, theirs in _CAPRINI_CLINCALC.items()},
    )


def caprini_medcalc(case: Answers, **more: Any) -> float:
    """What medcalc-bench answers; `more`: what it asks and we do not."""
    return from_medcalc(
        caprini_score_explanation,
        sex=case["sex"].title(),
        age=(case["age"], "years"),
        bmi=(case["bmi"], "kg/m^2"),
        surgery_type=_OPERATIONS[case["planned_surgery"]][1],
        **{theirs: case[ours] for ours, theirs in _CAPRINI_MEDCALC.items()} | more,
    )


def caprini_medcalc_with_its_list(case: Answers, **more: Any) -> float:
    """What medcalc-bench would answer if it added the points that its list has for each yes."""
    yes = [theirs for ours, theirs in _CAPRINI_MEDCALC.items() if case[ours]]
    yes += [name for name, value in more.items() if value is True]
    return caprini_medcalc(case, **more) + sum(float(param_full_name[name][1]) for name in yes)


_VALUES = {"age": YEARS, "planned_surgery": tuple(_OPERATIONS), "bmi": (22, 25, 25.1, 40)}
CAPRINI = (
    Calculator(
        "caprini", "clincalc", tuple(_CAPRINI_CLINCALC), {**_VALUES, **_CAPRINI_NOT_IN_CLINCALC}, caprini_clincalc
    ),
    Calculator(
        "caprini",
        "medcalc",
        tuple(_CAPRINI_MEDCALC),
        # A BMI above 25 gives two points: a test of its own.
        {**_VALUES, **_CAPRINI_NOT_IN_MEDCALC, "bmi": (22, 25), "sex": SEXES},
        caprini_medcalc_with_its_list,
    ),
)
