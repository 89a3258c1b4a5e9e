"""What each item of the scores of bleeding, recurrence, prevention and after a clot gives, written out once more.

`nothing`: answers with which no item holds. `items`: answers that make one item hold, and its points.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.care.calculator import Answers


@dataclass(frozen=True)
class Example:
    nothing: Answers
    items: tuple[tuple[Answers, float], ...]
    most: float
    bands: Mapping[str, float]


def _each(points: float, *names: str) -> Iterable[tuple[Answers, float]]:
    return (({name: True}, points) for name in names)


def _no(*names: str) -> Answers:
    return dict.fromkeys(names, False)


VILLALTA = (
    *("pain", "cramps", "heaviness", "paraesthesia", "itching"),
    *("pretibial_oedema", "induration", "hyperpigmentation", "redness", "venous_ectasia", "compression_pain"),
)
_CAPRINI_5 = ("leg_or_pelvis_fracture", "stroke_1_month", "spinal_cord_injury_1_month", "multiple_trauma_1_month")
_CAPRINI_3 = (
    *("previous_clot", "family_clot", "factor_v_leiden", "prothrombin_20210a", "lupus_anticoagulant"),
    *("anticardiolipin_antibodies", "raised_homocysteine", "heparin_thrombocytopenia", "other_thrombophilia"),
)
_CAPRINI_2 = ("malignancy_now_or_before", "in_bed_over_72_hours", "immobilising_plaster", "central_line")
_CAPRINI_1 = (
    *("varicose_veins", "bmi_above_25", "swollen_legs", "pregnant_or_1_month_after", "pregnancy_losses", "hormones"),
    *("sepsis_1_month", "serious_lung_disease_1_month", "abnormal_lung_function", "acute_infarction"),
    *("heart_failure_1_month", "inflammatory_bowel_disease", "medical_bed_rest"),
)
_HAS_BLED = (
    *("abnormal_liver", "previous_stroke", "bleeding_or_predisposition", "labile_inr"),
    *("antiplatelet_or_nsaid", "alcohol_8_a_week"),
)
_PADUA_3 = ("active_cancer", "previous_clot", "reduced_mobility", "thrombophilia")
_PADUA_1 = ("heart_or_respiratory_failure", "acute_infection_or_rheumatic", "hormone_treatment")

EXAMPLES: Mapping[str, Example] = {
    "has_bled": Example(
        {**_no(*_HAS_BLED, "dialysis_or_transplant"), "systolic_bp": 160, "creatinine": 199, "age": 65},
        (
            *_each(1, *_HAS_BLED),
            ({"systolic_bp": 161}, 1),
            ({"dialysis_or_transplant": True, "creatinine": 200}, 1),
            ({"age": 66}, 1),
        ),
        9,
        {"not_high": 2, "high": 3},
    ),
    "vte_bleed": Example(
        {
            **_no("active_cancer", "bleeding_history"),
            "sex": "male",
            "systolic_bp": 139,
            "haemoglobin": 130,
            "age": 59,
            "creatinine_clearance": 60,
        },
        (
            ({"active_cancer": True}, 2),
            ({"systolic_bp": 140}, 1),
            ({"haemoglobin": 129}, 1.5),
            ({"bleeding_history": True}, 1.5),
            ({"age": 60}, 1.5),
            ({"creatinine_clearance": 59.9}, 1.5),
        ),
        9,
        {"low": 1.5, "high": 2},
    ),
    "riete": Example(
        {
            **_no("recent_major_bleeding", "active_cancer", "overt_pe"),
            "sex": "female",
            "creatinine": "1.2 mg/dL",
            "haemoglobin": 120,
            "age": 75,
        },
        (
            ({"recent_major_bleeding": True}, 2),
            ({"creatinine": "1.21 mg/dL"}, 1.5),
            ({"haemoglobin": 119}, 1.5),
            ({"active_cancer": True}, 1),
            ({"overt_pe": True}, 1),
            ({"age": 76}, 1),
        ),
        8,
        {"low": 0, "intermediate": 4, "high": 4.5},
    ),
    "herdoo2": Example(
        {
            **_no("leg_hyperpigmentation_oedema_redness", "obesity"),
            "d_dimer_on_treatment": "249 ug/L FEU",
            "age": 64,
        },
        (
            ({"leg_hyperpigmentation_oedema_redness": True}, 1),
            ({"d_dimer_on_treatment": "0.25 mg/L FEU"}, 1),
            ({"obesity": True}, 1),
            ({"age": 65}, 1),
        ),
        4,
        {"may_stop": 1, "continue": 2},
    ),
    "dash": Example(
        {**_no("d_dimer_abnormal_after_stopping", "hormones_at_clot"), "age": 51, "sex": "female"},
        (
            ({"d_dimer_abnormal_after_stopping": True}, 2),
            ({"age": 50}, 1),
            ({"hormones_at_clot": True}, -2),
        ),
        1,
        {"low": 1, "intermediate": 2, "high": 3},
    ),
    "padua": Example(
        {
            **_no(*_PADUA_3, *_PADUA_1, "surgery_1_month", "trauma_1_month", "acute_infarction", "acute_stroke"),
            "age": 69,
            "bmi": 29.9,
        },
        (
            *_each(3, *_PADUA_3),
            ({"surgery_1_month": True, "trauma_1_month": True}, 2),
            ({"age": 70}, 1),
            ({"acute_infarction": True, "acute_stroke": True}, 1),
            *_each(1, *_PADUA_1),
            ({"bmi": 30}, 1),
        ),
        20,
        {"low": 3, "high": 4},
    ),
    "improve_vte": Example(
        {
            **_no("previous_clot", "thrombophilia", "leg_paralysis", "cancer_5_years"),
            **_no("immobilised_7_days", "intensive_care"),
            "age": 60,
        },
        (
            ({"previous_clot": True}, 3),
            *_each(2, "thrombophilia", "leg_paralysis", "cancer_5_years"),
            *_each(1, "immobilised_7_days", "intensive_care"),
            ({"age": 61}, 1),
        ),
        12,
        {"low": 1, "moderate": 3, "high": 4},
    ),
    "caprini": Example(
        {**_no(*_CAPRINI_5, *_CAPRINI_3, *_CAPRINI_2, *_CAPRINI_1), "age": 40, "planned_surgery": "none"},
        (
            *_each(5, *_CAPRINI_5),
            *_each(3, *_CAPRINI_3),
            *_each(2, *_CAPRINI_2),
            *_each(1, *_CAPRINI_1),
            ({"age": 41}, 1),
            ({"age": 61}, 2),
            ({"planned_surgery": "minor"}, 1),
            ({"planned_surgery": "major_over_45_min"}, 2),
            ({"planned_surgery": "laparoscopic_over_45_min"}, 2),
            ({"planned_surgery": "arthroscopic"}, 2),
            ({"planned_surgery": "arthroplasty"}, 5),
            ({"age": 75}, 3),
        ),
        4 * 5 + 9 * 3 + 4 * 2 + 13 * 1 + 3 + 5,
        {"very_low": 0, "low": 2, "moderate": 4, "high": 5},
    ),
    "khorana": Example(
        {
            "cancer_site": "other",
            "platelets": 349,
            "haemoglobin": 100,
            "leucocytes": 11,
            "bmi": 34.9,
            "erythropoietin": False,
        },
        (
            *(({"cancer_site": site}, 1) for site in ("lung", "lymphoma", "gynaecological", "bladder", "testicular")),
            ({"platelets": 350}, 1),
            ({"haemoglobin": "6.2 mmol/L"}, 1),
            ({"erythropoietin": True}, 1),
            ({"leucocytes": 11.1}, 1),
            ({"bmi": 35}, 1),
            ({"cancer_site": "stomach"}, 2),
            ({"cancer_site": "pancreas"}, 2),
        ),
        6,
        {"low": 0, "intermediate": 2, "high": 3},
    ),
    "villalta": Example(
        {**{f"villalta_{name}": "none" for name in VILLALTA}, "venous_ulcer": False},
        (
            *(({f"villalta_{name}": "mild"}, 1) for name in VILLALTA),
            *(({f"villalta_{name}": "moderate"}, 2) for name in VILLALTA),
            *(({f"villalta_{name}": "severe"}, 3) for name in VILLALTA),
            ({"venous_ulcer": True}, 15),
        ),
        33 + 15,
        {"none": 4, "mild": 9, "moderate": 14, "severe": 15},
    ),
}
