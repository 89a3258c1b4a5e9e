"""Worked examples of the scores, written from their definitions and not from the files of the knowledge."""

from collections.abc import Mapping
from typing import NamedTuple

Given = Mapping[str, str | float]


class Example(NamedTuple):
    """A patient with no item of a score (`none` findings are no), each item alone, and all together.

    `items`: the item, what is answered for it, its points. Of two answers to one item the last counts in `every`.
    """

    patient: Given
    none: str
    items: tuple[tuple[str, Given, float], ...]
    every: float
    band_of_none: str
    band_of_every: str
    points_of_none: float = 0

    @property
    def case(self) -> dict[str, str | float]:
        return {**dict.fromkeys(self.none.split(), "no"), **self.patient}


def _alone(names: str, points: float = 1) -> tuple[tuple[str, Given, float], ...]:
    return tuple((name, {name: "yes"}, points) for name in names.split())


_GENEVA = "previous_clot surgery_or_fracture_1_month cancer_or_cured_1_year leg_pain_one_sided coughing_blood"
_TENDER: Given = {"tender_deep": "yes", "leg_oedema_one_sided": "yes"}
_WELLS = Example(
    {"heart_rate": 100},
    "signs_of_dvt pe_most_likely bedridden_3_days surgery_4_weeks previous_clot coughing_blood active_cancer",
    (
        *_alone("signs_of_dvt pe_most_likely", 3),
        ("heart_rate_above_100", {"heart_rate": 101}, 1.5),
        ("bedridden_or_surgery_4_weeks", {"bedridden_3_days": "yes"}, 1.5),
        ("bedridden_or_surgery_4_weeks", {"surgery_4_weeks": "yes"}, 1.5),
        *_alone("previous_clot", 1.5),
        *_alone("coughing_blood active_cancer"),
    ),
    12.5,
    "unlikely",
    "likely",
)
_HESTIA = (
    "haemodynamically_unstable reperfusion_needed bleeding_or_high_risk oxygen_over_24_hours pe_on_anticoagulant "
    "iv_pain_relief_over_24_hours other_reason_for_hospital severe_liver_impairment pregnant_now hit_history"
)

EXAMPLES: Mapping[str, Example] = {
    "oudega": Example(
        {"sex": "female"},
        "oral_contraceptive active_cancer surgery_3_months no_leg_trauma vein_distension calf_swelling_3cm "
        "d_dimer_abnormal",
        (
            ("male", {"sex": "male"}, 1),
            *_alone("oral_contraceptive active_cancer surgery_3_months no_leg_trauma vein_distension"),
            *_alone("calf_swelling_3cm", 2),
            *_alone("d_dimer_abnormal", 6),
        ),
        14,
        "very_unlikely",
        "ultrasound",
    ),
    "constans": Example(
        {},
        "material_in_arm_vein arm_pain_localised arm_pitting_oedema_one_sided arm_alternative_diagnosis_as_likely",
        (
            *_alone("material_in_arm_vein arm_pain_localised arm_pitting_oedema_one_sided"),
            *_alone("arm_alternative_diagnosis_as_likely", -1),
        ),
        2,
        "low",
        "high",
    ),
    "left": Example(
        {},
        "symptoms_left_leg calf_swelling_2cm first_trimester",
        _alone("symptoms_left_leg calf_swelling_2cm first_trimester"),
        3,
        "none",
        "more",
    ),
    "wells_pe": _WELLS,
    "wells_pe@three_levels": _WELLS._replace(band_of_none="low", band_of_every="high"),
    "peged": _WELLS._replace(band_of_none="low", band_of_every="high"),
    "geneva": Example(
        {"age": 65, "heart_rate": 74},
        f"{_GENEVA} tender_deep leg_oedema_one_sided",
        (
            ("above_65", {"age": 66}, 1),
            *_alone("previous_clot leg_pain_one_sided", 3),
            *_alone("surgery_or_fracture_1_month cancer_or_cured_1_year coughing_blood", 2),
            ("heart_rate_75_or_95", {"heart_rate": 75}, 3),
            ("heart_rate_75_or_95", {"heart_rate": 94}, 3),
            ("heart_rate_75_or_95", {"heart_rate": 95}, 5),
            ("tender_and_oedema", {"tender_deep": "yes"}, 0),
            ("tender_and_oedema", {"leg_oedema_one_sided": "yes"}, 0),
            ("tender_and_oedema", _TENDER, 4),
        ),
        22,
        "low",
        "high",
    ),
    "geneva_simplified": Example(
        {"age": 65, "heart_rate": 74},
        f"{_GENEVA} tender_deep leg_oedema_one_sided",
        (
            ("above_65", {"age": 66}, 1),
            *_alone(_GENEVA),
            ("heart_rate_75_or_95", {"heart_rate": 75}, 1),
            ("heart_rate_75_or_95", {"heart_rate": 95}, 2),
            ("tender_and_oedema", _TENDER, 1),
        ),
        9,
        "low",
        "high",
    ),
    "perc": Example(
        {"age": 49, "heart_rate": 99},
        "low_saturation_room_air coughing_blood hormones previous_clot one_sided_swelling "
        "surgery_or_trauma_in_hospital",
        (
            ("from_50_years", {"age": 50}, 1),
            ("heart_rate_100_or_more", {"heart_rate": 100}, 1),
            *_alone("low_saturation_room_air coughing_blood hormones previous_clot one_sided_swelling"),
            *_alone("surgery_or_trauma_in_hospital"),
        ),
        8,
        "negative",
        "positive",
    ),
    "years": Example(
        {},
        "signs_of_dvt coughing_blood pe_most_likely",
        _alone("signs_of_dvt coughing_blood pe_most_likely"),
        3,
        "none",
        "some",
    ),
    "four_peps": Example(
        {"age": 65, "sex": "female", "heart_rate": 80},
        "chronic_lung_disease chest_pain acute_dyspnoea hormones previous_clot syncope immobile_4_weeks "
        "low_saturation_room_air calf_pain leg_oedema_one_sided pe_most_likely",
        (
            ("younger", {"age": 49}, -2),
            ("younger", {"age": 50}, -1),
            ("younger", {"age": 64}, -1),
            *_alone("chronic_lung_disease", -1),
            ("heart_rate_below_80", {"heart_rate": 79}, -1),
            ("chest_pain_and_dyspnoea", {"chest_pain": "yes"}, 0),
            ("chest_pain_and_dyspnoea", {"chest_pain": "yes", "acute_dyspnoea": "yes"}, 1),
            ("male", {"sex": "male"}, 2),
            *_alone("hormones previous_clot syncope immobile_4_weeks", 2),
            *_alone("low_saturation_room_air", 3),
            ("calf_pain_or_oedema", {"calf_pain": "yes"}, 3),
            ("calf_pain_or_oedema", {"leg_oedema_one_sided": "yes"}, 3),
            *_alone("pe_most_likely", 5),
        ),
        19,
        "low",
        "high",
    ),
    "pesi": Example(
        {
            "age": 65,
            "sex": "female",
            "heart_rate": 109,
            "systolic_bp": 100,
            "respiratory_rate": 29,
            "temperature": 36,
            "oxygen_saturation": 90,
        },
        "cancer_ever chronic_heart_failure chronic_lung_disease altered_mental_state",
        (
            ("male", {"sex": "male"}, 10),
            *_alone("cancer_ever", 30),
            *_alone("chronic_heart_failure chronic_lung_disease", 10),
            ("heart_rate_110_or_more", {"heart_rate": 110}, 20),
            ("systolic_below_100", {"systolic_bp": 99}, 30),
            ("respiratory_rate_30_or_more", {"respiratory_rate": 30}, 20),
            ("temperature_below_36", {"temperature": 35.9}, 20),
            *_alone("altered_mental_state", 60),
            ("saturation_below_90", {"oxygen_saturation": 89}, 20),
        ),
        65 + 230,
        "class_1",
        "class_5",
        points_of_none=65,
    ),
    "spesi": Example(
        {"age": 80, "heart_rate": 109, "systolic_bp": 100, "oxygen_saturation": 90},
        "cancer_ever chronic_heart_failure chronic_lung_disease",
        (
            ("above_80", {"age": 81}, 1),
            *_alone("cancer_ever"),
            ("heart_or_lung_disease", {"chronic_heart_failure": "yes"}, 1),
            ("heart_or_lung_disease", {"chronic_lung_disease": "yes"}, 1),
            ("heart_rate_110_or_more", {"heart_rate": 110}, 1),
            ("systolic_below_100", {"systolic_bp": 99}, 1),
            ("saturation_below_90", {"oxygen_saturation": 89}, 1),
        ),
        6,
        "low",
        "high",
    ),
    "hestia": Example(
        {"creatinine_clearance": 30},
        _HESTIA,
        (*_alone(_HESTIA), ("clearance_below_30", {"creatinine_clearance": 29}, 1)),
        11,
        "home",
        "hospital",
    ),
    "bova": Example(
        {"systolic_bp": 101, "heart_rate": 109},
        "troponin_raised rv_dysfunction",
        (
            ("systolic_90_to_100", {"systolic_bp": 90}, 2),
            ("systolic_90_to_100", {"systolic_bp": 100}, 2),
            *_alone("troponin_raised rv_dysfunction", 2),
            ("heart_rate_110_or_more", {"heart_rate": 110}, 1),
        ),
        7,
        "stage_1",
        "stage_3",
    ),
}

FROM_TO: Mapping[str, tuple[float, float]] = {
    "wells_dvt": (-2, 9),
    "wells_dvt@1997": (-2, 8),
    "oudega": (0, 14),
    "constans": (-1, 3),
    "left": (0, 3),
    "wells_pe": (0, 12.5),
    "peged": (0, 12.5),
    "geneva": (0, 22),
    "geneva_simplified": (0, 9),
    "perc": (0, 8),
    "years": (0, 3),
    "four_peps": (-4, 22),
    "pesi": (0, 120 + 230),
    "spesi": (0, 6),
    "hestia": (0, 11),
    "bova": (0, 7),
}
"""The lowest and the highest result when nothing is known; PESI counts an age from 0 to 120."""

EDGES = (
    ("oudega", "very_unlikely 3 ultrasound"),
    ("constans", "low 0 intermediate 1 high"),
    ("constans@two_levels", "unlikely 1 likely"),
    ("left", "none 0 one 1 more"),
    ("wells_pe", "unlikely 4 likely"),
    ("wells_pe@three_levels", "low 1.5 moderate 6 high"),
    ("peged", "low 4 moderate 6 high"),
    ("geneva", "low 3 intermediate 10 high"),
    ("geneva_simplified", "low 1 intermediate 4 high"),
    ("geneva_simplified@two_levels", "unlikely 2 likely"),
    ("perc", "negative 0 positive"),
    ("years", "none 0 some"),
    ("years@2019", "none 0 some"),
    ("four_peps", "very_low -1 low 5 moderate 12 high"),
    ("pesi", "class_1 65 class_2 85 class_3 105 class_4 125 class_5"),
    ("spesi", "low 0 high"),
    ("hestia", "home 0 hospital"),
    ("bova", "stage_1 2 stage_2 4 stage_3"),
)
"""The bands of a score from the lowest on, and between two of them the highest number of the lower one."""
