"""Scores by calculators that others have written: clincalc (Rust) and medcalc-bench (Python), for the tests.

Each entry says from which answers of ours a calculator is fed. Answers are drawn near the limits of the numbers.
"""

import clincalc
from medcalc.creatinine_clearance import generate_cockcroft_gault_explanation
from medcalc.has_bled_score import compute_has_bled_score_explanation
from medcalc.perc_rule import compute_perc_rule_explanation
from medcalc.wells_criteria_dvt import compute_wells_criteria_dvt_explanation
from medcalc.wells_criteria_pe import calculate_pe_wells_explanation
from tests.care.calculator import SEXES, YEARS, Answers, Calculator, from_clincalc, from_medcalc
from tests.care.independent_caprini import CAPRINI

_WELLS_DVT = {
    "active_cancer": ("active_cancer", "active_cancer"),
    "tender_deep": ("localised_tenderness", "localized_tenderness_on_deep_venuous_system"),
    "entire_leg_swollen": ("entire_leg_swollen", "leg_swollen"),
    "calf_swelling_3cm": ("calf_swelling_over_3cm", "calf_swelling_3cm"),
    "pitting_oedema_one_sided": ("pitting_oedema", "pitting_edema_on_symptomatic_leg"),
    "collateral_veins": ("collateral_superficial_veins", "collateral_superficial_veins"),
    "previous_dvt": ("previously_documented_dvt", "previous_dvt"),
    "alternative_diagnosis_as_likely": ("alternative_diagnosis_as_likely", "alternative_to_dvt_diagnosis"),
}
_WELLS_DVT_TOGETHER = ("paralysed_leg", "leg_in_plaster", "bedridden_3_days", "surgery_12_weeks")

_HAS_BLED = {
    "abnormal_liver": ("abnormal_liver_function", "liver_disease_has_bled"),
    "previous_stroke": ("stroke", "stroke"),
    "bleeding_or_predisposition": ("bleeding_history", "prior_bleeding"),
    "labile_inr": ("labile_inr", "labile_inr"),
    "antiplatelet_or_nsaid": ("drugs_antiplatelet_nsaid", "medications_for_bleeding"),
}
_HAS_BLED_VALUES = {"systolic_bp": (120, 160, 161), "creatinine": (80, 199, 200, 300), "age": YEARS}

_PADUA = {
    "active_cancer": "active_cancer",
    "previous_clot": "previous_vte",
    "reduced_mobility": "reduced_mobility",
    "thrombophilia": "thrombophilia",
    "heart_or_respiratory_failure": "heart_or_respiratory_failure",
    "acute_infection_or_rheumatic": "acute_infection_or_rheumatological",
    "hormone_treatment": "ongoing_hormonal_treatment",
}

_SITES = ("stomach", "pancreas", "lung", "lymphoma", "gynaecological", "bladder", "testicular", "other")


def _wells_dvt_clincalc(case: Answers) -> float:
    return from_clincalc(
        "wells_dvt",
        paralysis_paresis_immobilisation=case["paralysed_leg"] or case["leg_in_plaster"],
        bedridden_or_major_surgery=case["bedridden_3_days"] or case["surgery_12_weeks"],
        **{theirs: case[ours] for ours, (theirs, _) in _WELLS_DVT.items()},
    )


def _wells_dvt_medcalc(case: Answers) -> float:
    return from_medcalc(
        compute_wells_criteria_dvt_explanation,
        paralysis_paresis_immobilization_in_lower_extreme=case["paralysed_leg"] or case["leg_in_plaster"],
        bedridden_for_atleast_3_days=case["bedridden_3_days"],
        major_surgery_in_last_12_weeks=case["surgery_12_weeks"],
        **{theirs: case[ours] for ours, (_, theirs) in _WELLS_DVT.items()},
    )


def _wells_pe_clincalc(case: Answers) -> float:
    return from_clincalc(
        "wells_pe",
        clinical_signs_of_dvt=case["signs_of_dvt"],
        pe_most_likely_diagnosis=case["pe_most_likely"],
        heart_rate_over_100=case["heart_rate"] > 100,
        immobilisation_or_surgery=case["bedridden_3_days"] or case["surgery_4_weeks"],
        previous_dvt_or_pe=case["previous_clot"],
        haemoptysis=case["coughing_blood"],
        malignancy=case["active_cancer"],
    )


def _wells_pe_medcalc(case: Answers) -> float:
    return from_medcalc(
        calculate_pe_wells_explanation,
        clinical_dvt=case["signs_of_dvt"],
        pe_number_one=case["pe_most_likely"],
        heart_rate=(case["heart_rate"], "beats per minute"),
        immobilization_for_3days=case["bedridden_3_days"],
        surgery_in_past4weeks=case["surgery_4_weeks"],
        previous_pe=case["previous_clot"],
        previous_dvt=False,
        hemoptysis=case["coughing_blood"],
        malignancy_with_treatment=case["active_cancer"],
    )


def _perc_clincalc(case: Answers) -> float:
    inputs = {
        "low_pretest_probability_confirmed": True,
        "age_years": case["age"],
        "heart_rate_bpm": case["heart_rate"],
        "room_air_oxygen_saturation_percent": case["oxygen_saturation"],
        "unilateral_leg_swelling": case["one_sided_swelling"],
        "haemoptysis": case["coughing_blood"],
        "recent_surgery_or_trauma_requiring_hospitalisation": case["surgery_or_trauma_in_hospital"],
        "prior_vte": case["previous_clot"],
        "exogenous_oestrogen_use": case["hormones"],
    }
    return float(clincalc.calculate("perc", inputs)["working"]["positive_count"])


def _perc_medcalc(case: Answers) -> float:
    return from_medcalc(
        compute_perc_rule_explanation,
        age=(case["age"], "years"),
        heart_rate=(case["heart_rate"], "beats per minute"),
        oxygen_sat=(case["oxygen_saturation"], "%"),
        unilateral_leg_swelling=case["one_sided_swelling"],
        hemoptysis=case["coughing_blood"],
        recent_surgery_or_trauma=case["surgery_or_trauma_in_hospital"],
        previous_pe=case["previous_clot"],
        previous_dvt=False,
        hormonal_use=case["hormones"],
    )


def _has_bled_clincalc(case: Answers) -> float:
    return from_clincalc(
        "hasbled",
        hypertension_uncontrolled=case["systolic_bp"] > 160,
        abnormal_renal_function=case["dialysis_or_transplant"] or case["creatinine"] >= 200,
        elderly_over_65=case["age"] > 65,
        alcohol_excess=case["alcohol_8_a_week"],
        **{theirs: case[ours] for ours, (theirs, _) in _HAS_BLED.items()},
    )


def _has_bled_medcalc(case: Answers) -> float:
    return from_medcalc(
        compute_has_bled_score_explanation,
        hypertension=case["systolic_bp"] > 160,
        renal_disease_has_bled=case["dialysis_or_transplant"] or case["creatinine"] >= 200,
        age=(case["age"], "years"),
        alcoholic_drinks=8 if case["alcohol_8_a_week"] else 7,
        **{theirs: case[ours] for ours, (_, theirs) in _HAS_BLED.items()},
    )


def _padua(case: Answers) -> float:
    return from_clincalc(
        "padua",
        age=case["age"],
        recent_trauma_or_surgery=case["trauma_1_month"] or case["surgery_1_month"],
        acute_mi_or_ischaemic_stroke=case["acute_infarction"] or case["acute_stroke"],
        obesity=case["bmi"] >= 30,
        **{theirs: case[ours] for ours, theirs in _PADUA.items()},
    )


def _khorana(case: Answers) -> float:
    return from_clincalc(
        "khorana",
        assessment_context="adult_ambulatory_before_new_chemotherapy_regimen",
        cancer_site=case["cancer_site"],
        platelet_count_10_9_l=case["platelets"],
        haemoglobin_g_dl=case["haemoglobin"] / 10,
        uses_erythropoiesis_stimulating_agent=case["erythropoietin"],
        leukocyte_count_10_9_l=case["leucocytes"],
        bmi_kg_m2=case["bmi"],
    )


def cockcroft_gault_clincalc(case: Answers) -> float:
    """Creatinine clearance by clincalc, with one decimal."""
    return from_clincalc(
        "cockcroft_gault",
        age=case["age"],
        weight_kg=case["weight"],
        sex=case["sex"],
        creatinine=case["creatinine"],
        creatinine_unit="umol/L",
    )


def cockcroft_gault_medcalc(case: Answers, height: float) -> float:
    """Creatinine clearance by medcalc-bench, which takes another weight than the measured one by the height."""
    return from_medcalc(
        generate_cockcroft_gault_explanation,
        sex=case["sex"].title(),
        weight=(case["weight"], "kg"),
        height=(height, "cm"),
        creatinine=(case["creatinine"] / 88.4, "mg/dL"),
        age=(case["age"], "years"),
    )


def _thin(case: Answers) -> float:
    """Of somebody with a BMI of 16, for whom medcalc-bench takes the measured weight as the formula does."""
    return cockcroft_gault_medcalc(case, 100 * (case["weight"] / 16) ** 0.5)


_WELLS_DVT_YES_NO = (*_WELLS_DVT, *_WELLS_DVT_TOGETHER)
_WELLS_PE_YES_NO = (
    *("signs_of_dvt", "pe_most_likely", "bedridden_3_days", "surgery_4_weeks"),
    *("previous_clot", "coughing_blood", "active_cancer"),
)
_PERC_YES_NO = ("one_sided_swelling", "coughing_blood", "surgery_or_trauma_in_hospital", "previous_clot", "hormones")
_HAS_BLED_YES_NO = (*_HAS_BLED, "dialysis_or_transplant", "alcohol_8_a_week")
_PADUA_YES_NO = (*_PADUA, "trauma_1_month", "surgery_1_month", "acute_infarction", "acute_stroke")
_PULSES = {"heart_rate": (60, 99, 100, 101, 130)}
_PERC_VALUES = {**_PULSES, "age": YEARS, "oxygen_saturation": (90, 94, 95, 99), "on_oxygen": ("no",)}
_KHORANA_VALUES = {
    "cancer_site": _SITES,
    "platelets": (200, 349, 350, 500),
    "haemoglobin": (80, 99, 100, 140),
    "leucocytes": (7, 11, 11.1, 20),
    "bmi": (22, 34.9, 35, 45),
}
_KIDNEY = {"age": range(18, 96), "weight": range(40, 140), "creatinine": range(40, 500), "sex": SEXES}

CALCULATORS = (
    *CAPRINI,
    Calculator("wells_dvt", "clincalc", _WELLS_DVT_YES_NO, {}, _wells_dvt_clincalc),
    Calculator("wells_dvt", "medcalc", _WELLS_DVT_YES_NO, {}, _wells_dvt_medcalc),
    Calculator("wells_pe", "clincalc", _WELLS_PE_YES_NO, _PULSES, _wells_pe_clincalc),
    Calculator("wells_pe", "medcalc", _WELLS_PE_YES_NO, _PULSES, _wells_pe_medcalc),
    Calculator("perc", "clincalc", _PERC_YES_NO, _PERC_VALUES, _perc_clincalc),
    Calculator("perc", "medcalc", _PERC_YES_NO, _PERC_VALUES, _perc_medcalc),
    Calculator("has_bled", "clincalc", _HAS_BLED_YES_NO, _HAS_BLED_VALUES, _has_bled_clincalc),
    Calculator("has_bled", "medcalc", _HAS_BLED_YES_NO, _HAS_BLED_VALUES, _has_bled_medcalc),
    Calculator("padua", "clincalc", _PADUA_YES_NO, {"age": YEARS, "bmi": (25, 29.9, 30, 40)}, _padua),
    Calculator("khorana", "clincalc", ("erythropoietin",), _KHORANA_VALUES, _khorana),
    Calculator("cockcroft_gault", "clincalc", (), _KIDNEY, cockcroft_gault_clincalc),
    Calculator("cockcroft_gault", "medcalc", (), _KIDNEY, _thin),
)
