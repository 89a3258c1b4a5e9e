"""Patients whose scores others have worked out and published, each with its source; none is from memory.

Only the facts are taken over: what the patient has, the total, and the group where the source names one. What a
source does not name for a patient counts as no. Where it says only on which side of a limit a number is, the number
here is the nearest on that side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Answer = bool | float | str


@dataclass(frozen=True)
class Published:
    """`has`: the findings that are yes. `values`: numbers and options. `band`: its name in the knowledge, if told."""

    source: str
    patient: str
    score: str
    has: tuple[str, ...]
    total: float
    band: str = ""
    values: Mapping[str, Answer] = field(default_factory=dict)


_GDL = "https://github.com/gdl-lang/common-clinical-models"
"""Guidelines as programs, by a group around Karolinska Institutet and Cambio, each with worked test cases.

The ages in two of its files follow from dates of birth: all six totals there fit one day, between May 2017 and May
2018. Of its HAS-BLED file only the cases are here in which a history of hypertension or of liver disease plays
no part: that file counts the first for itself, and gives the second no point; Pisters 2010 does neither.
"""
_WELLS_DVT = f"{_GDL}: fixtures/Guidelines/Wells_dvt.v2.test.yml"
_PESI = f"{_GDL}: fixtures/Guidelines/PESI.v2.0.0.test.yml"
_COCKCROFT = f"{_GDL}: fixtures/Guidelines/Estimated_GFR_Cockcroft-Gault.v1.0.0.test.yml"
_BMI = f"{_GDL}: fixtures/Guidelines/BMI.v2.test.yml"
_HAS_BLED = f"{_GDL}: gdl2/HAS-BLED.v1.test.yml"
_PERC = f"{_GDL}: gdl2/PERC.v1.test.yml"
_CAPRINI = "https://codingace.net/medical/caprini_dvt_risk.html (its table of examples)"
_CLEARANCE = "https://superglobalcalculator.com/formulas/pharmacology/creatinine-clearance"
_KHORANA = "J Med Case Rep 2018, doi 10.1186/s13256-018-1833-6, table 1 (Trousseau syndrome, cancer of the mouth)"


def _perc(patient: str, has: tuple[str, ...], total: float, age: float = 49, heart_rate: float = 99) -> Published:
    values = {"age": age, "heart_rate": heart_rate}
    return Published(_PERC, patient, "perc", has, total, "positive" if total else "negative", values)


def _clearance(source: str, patient: str, total: float, creatinine: str, weight: float) -> Published:
    age, sex = patient.split()
    values: dict[str, Answer] = {"age": float(age), "sex": sex, "creatinine": creatinine, "weight": weight}
    return Published(source, patient, "cockcroft_gault", (), total, values=values)


def _caprini(
    patient: str, has: tuple[str, ...], ages: Iterable[float], operation: str, total: float
) -> list[Published]:
    return [
        Published(
            _CAPRINI, f"{patient}, {age:g}", "caprini", has, total, values={"age": age, "planned_surgery": operation}
        )
        for age in ages
    ]


PUBLISHED = (
    Published(
        _WELLS_DVT,
        "1",
        "wells_dvt",
        (
            *("calf_swelling_3cm", "collateral_veins", "bedridden_3_days", "tender_deep"),
            *("entire_leg_swollen", "active_cancer", "paralysed_leg"),
        ),
        7,
        "likely",
    ),
    Published(
        _WELLS_DVT,
        "2",
        "wells_dvt",
        ("calf_swelling_3cm", "collateral_veins", "alternative_diagnosis_as_likely", "tender_deep"),
        1,
        "unlikely",
    ),
    Published(
        _WELLS_DVT,
        "3",
        "wells_dvt",
        (
            *("calf_swelling_3cm", "pitting_oedema_one_sided", "collateral_veins", "alternative_diagnosis_as_likely"),
            *("surgery_12_weeks", "tender_deep", "entire_leg_swollen", "active_cancer", "leg_in_plaster"),
        ),
        6,
        "likely",
    ),
    Published(
        _PESI,
        "1",
        "pesi",
        ("chronic_heart_failure",),
        67,
        "class_2",
        {
            "age": 57,
            "sex": "female",
            "systolic_bp": 110,
            "heart_rate": 100,
            "respiratory_rate": 26,
            "temperature": 36,
            "oxygen_saturation": 90,
        },
    ),
    Published(
        _PESI,
        "2",
        "pesi",
        ("chronic_heart_failure", "chronic_lung_disease", "cancer_ever", "altered_mental_state"),
        324,
        "class_5",
        {
            "age": 94,
            "sex": "male",
            "systolic_bp": 80,
            "heart_rate": 120,
            "respiratory_rate": 40,
            "temperature": 35.8,
            "oxygen_saturation": 89,
        },
    ),
    Published(
        _PESI,
        "3",
        "pesi",
        ("altered_mental_state",),
        107,
        "class_4",
        {
            "age": 47,
            "sex": "female",
            "systolic_bp": 110,
            "heart_rate": 90,
            "respiratory_rate": 20,
            "temperature": 37.9,
            "oxygen_saturation": 95,
        },
    ),
    Published(
        _HAS_BLED, "all 0", "has_bled", (), 0, values={"age": 60, "systolic_bp": 150, "creatinine": "199 umol/L"}
    ),
    Published(
        _HAS_BLED,
        "systolic, creatinine",
        "has_bled",
        (),
        2,
        values={"age": 60, "systolic_bp": 170, "creatinine": "201 umol/L"},
    ),
    Published(
        _HAS_BLED, "all negative", "has_bled", (), 0, values={"age": 60, "systolic_bp": 120, "creatinine": "170 umol/L"}
    ),
    _perc("score 0", (), 0),
    _perc("score 1", (), 1, age=50),
    _perc("score 2", ("coughing_blood", "previous_clot"), 2),
    _perc("score 4", ("low_saturation_room_air", "coughing_blood", "previous_clot"), 4, heart_rate=100),
    *_caprini("A", ("bmi_above_25",), (41, 60), "none", 2),
    *_caprini("B", (), (61, 74), "major_over_45_min", 4),
    *_caprini("C", ("previous_clot", "leg_or_pelvis_fracture"), (75, 90), "none", 11),
    _clearance(_COCKCROFT, "30 female", 11.1, "567 umol/L", 55),
    _clearance(_COCKCROFT, "72 male", 28.8, "200 umol/L", 69),
    _clearance(_COCKCROFT, "47 male", 105.4, "78 umol/L", 72),
    _clearance(_CLEARANCE, "65 male", 52.1, "1.4 mg/dL", 70),
    _clearance(_CLEARANCE, "45 female", 74.8, "0.9 mg/dL", 60),
    _clearance("https://theprimecalculator.com/health/creatinine-clearance/formula", "50 male", 100, "1 mg/dL", 80),
    Published(_BMI, "1", "body_mass_index", (), 26.42, "from_25", {"weight": 80, "height": 174}),
    Published(_BMI, "2", "body_mass_index", (), 18.52, "to_25", {"weight": 60, "height": 180}),
    Published(_BMI, "3", "body_mass_index", (), 40, "from_35", {"weight": 90, "height": 150}),
    Published(
        _KHORANA,
        "present patient",
        "khorana",
        (),
        1,
        "intermediate",
        {
            "cancer_site": "other",
            "leucocytes": "11.1 10*9/L",
            "platelets": "349 10*9/L",
            "haemoglobin": "100 g/L",
            "bmi": 34.9,
        },
    ),
)
