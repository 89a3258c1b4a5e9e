"""A clinician's case: measurements with their units, and what follows from other findings."""

import pytest
from tests.care.helpers import MODEL

from venevagt.care.cases import CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import count


def known(raw: object) -> dict[str, object]:
    return dict(read_clinical_case(MODEL, raw))


UNITS = [
    ("creatinine", 100, 100),
    ("creatinine", "100", 100),
    ("creatinine", "100 µmol/L", 100),
    ("creatinine", "100 μmol/l", 100),
    ("creatinine", "100 umol/L", 100),
    ("creatinine", "1.1 mg/dL", 97.24),
    ("creatinine", "1,1 mg/dl", 97.24),
    ("creatinine", {"value": 1.1, "unit": "mg/dL"}, 97.24),
    ("creatinine", {"value": 97}, 97),
    ("weight", "80500 g", 80.5),
    ("d_dimer", "400 ug/L{FEU}", 400),
    ("d_dimer", "400 µg/L FEU", 400),
    ("d_dimer", "400 μg/l feu", 400),
    ("d_dimer", "400 ng/mL FEU", 400),
    ("d_dimer", "0.4 mg/L FEU", 400),
    ("d_dimer", "0,4 mg/l FEU", 400),
    ("d_dimer", "250 µg/L DDU", 500),
    ("d_dimer", "250 ng/ml DDU", 500),
    ("d_dimer", {"value": 0.25, "unit": "mg/L{DDU}"}, 500),
    ("heart_rate", "88 /min", 88),
    ("heart_rate", "88/min", 88),
    ("systolic_bp", "120 mmHg", 120),
    ("systolic_bp", "16 kPa", 120.00992),
    ("temperature", "37,5 °C", 37.5),
    ("oxygen_saturation", "97 %", 97),
    ("oxygen_saturation", "97%", 97),
    ("gestational_week", "30 wk", 30),
]


@pytest.mark.parametrize(("finding", "raw", "value"), UNITS)
def test_a_number_with_its_unit(finding: str, raw: object, value: float) -> None:
    assert known({finding: raw})[finding] == pytest.approx(value)


WRONG = [
    ({"d_dimer": 400}, "a number without its unit"),
    ({"d_dimer": "400"}, "a number without its unit"),
    ({"d_dimer": {"value": 400}}, "a number without its unit"),
    ({"d_dimer": "400 µg/L"}, "unknown unit 'µg/L', expected one of: ug/L{FEU}, ng/mL{FEU}, mg/L{FEU}, ug/L{DDU}"),
    ({"d_dimer": "400 nmol/L FEU"}, "unknown unit 'nmol/L FEU'"),
    ({"d_dimer": "900 mg/L FEU"}, "900 mg/L{FEU} is not plausible, expected 0 to 200"),
    ({"creatinine": "1.1 g/L"}, "unknown unit 'g/L', expected one of: umol/L, mg/dL"),
    ({"creatinine": 1.1}, "1.1 umol/L is not plausible, expected 10 to 3000"),
    ({"creatinine": "100 mg/dL"}, "100 mg/dL is not plausible, expected 0.1131 to 33.94"),
    ({"creatinine": True}, "expected a number"),
    ({"creatinine": "high"}, "expected a number"),
    ({"creatinine": {"value": "1.1", "unit": "mg/dL"}}, "expected a number"),
    ({"oxygen_saturation": 0.97}, "0.97 % is not plausible, expected 30 to 100"),
    ({"temperature": "98.6 °C"}, "98.6 Cel is not plausible"),
    ({"heart_rate": 880}, "880 /min is not plausible"),
    ({"gestational_week": 60}, "60 wk is not plausible"),
    ({"syncope": "maybe"}, "syncope: expected one of yes, no, unsure, found 'maybe'"),
    ({"syncope": "yess"}, "did you mean 'yes'"),
    ({"sincope": "yes"}, "unknown finding 'sincope', did you mean 'syncope'"),
]


@pytest.mark.parametrize(("raw", "message"), WRONG)
def test_what_cannot_be_used_is_refused(raw: object, message: str) -> None:
    with pytest.raises(CaseError) as error:
        read_clinical_case(MODEL, raw)
    assert message in str(error.value)


FOLLOWS: list[tuple[dict[str, str | float], str, object]] = [
    ({"d_dimer": "500 ug/L{FEU}"}, "d_dimer_abnormal", True),
    ({"d_dimer": "499 ug/L{FEU}"}, "d_dimer_abnormal", False),
    ({"d_dimer": "250 ug/L{DDU}"}, "d_dimer_abnormal", True),
    ({"d_dimer": "249 ug/L{DDU}"}, "d_dimer_abnormal", False),
    ({}, "d_dimer_abnormal", None),
    ({"oxygen_saturation": 94}, "low_saturation_room_air", True),
    ({"oxygen_saturation": 94, "on_oxygen": "yes"}, "low_saturation_room_air", True),
    ({"oxygen_saturation": 95, "on_oxygen": "no"}, "low_saturation_room_air", False),
    ({"oxygen_saturation": 95, "on_oxygen": "yes"}, "low_saturation_room_air", None),
    ({"oxygen_saturation": 95}, "low_saturation_room_air", None),
    ({"recent_surgery": "no"}, "surgery_4_weeks", False),
    ({"recent_surgery": "yes"}, "surgery_4_weeks", None),
    ({"recent_surgery": "no"}, "surgery_3_months", False),
    ({"surgery_12_weeks": "yes"}, "surgery_3_months", True),
    ({"recent_surgery": "no"}, "surgery_or_trauma_in_hospital", None),
    ({"recent_surgery": "no", "severe_illness": "no"}, "surgery_or_trauma_in_hospital", False),
    ({"recent_surgery": "no", "immobile": "no"}, "immobile_4_weeks", False),
    ({"immobile": "yes"}, "immobile_4_weeks", None),
    ({"surgery_4_weeks": "yes"}, "immobile_4_weeks", True),
    ({"near_fainting": "no"}, "syncope", False),
    ({"near_fainting": "yes"}, "syncope", None),
    ({"breathless": "no"}, "acute_dyspnoea", False),
    ({"breathless": "yes"}, "acute_dyspnoea", None),
    ({"leg_pain": "no", "cramp": "no"}, "calf_pain", False),
    ({"leg_pain": "no"}, "leg_pain_one_sided", None),
    ({"leg_pain": "yes", "one_sided": "yes"}, "leg_pain_one_sided", None),
    ({"pitting_oedema_one_sided": "yes"}, "leg_oedema_one_sided", True),
    ({"one_sided_swelling": "yes"}, "leg_oedema_one_sided", None),
    ({"one_sided_swelling": "no"}, "leg_oedema_one_sided", None),
    ({"one_sided_swelling": "no", "pitting_oedema_one_sided": "no"}, "leg_oedema_one_sided", False),
    ({"active_cancer": "yes"}, "cancer_ever", True),
    ({"active_cancer": "no"}, "cancer_ever", None),
    ({"active_cancer": "no"}, "cancer_or_cured_1_year", None),
    ({"calf_difference_cm": 2}, "calf_swelling_2cm", True),
    ({"calf_difference_cm": 1.9}, "calf_swelling_2cm", False),
    ({"calf_difference_cm": 2}, "calf_swelling_3cm", False),
    ({"calf_swelling_3cm": "yes"}, "calf_swelling_2cm", True),
    ({"gestational_week": 11.9}, "first_trimester", True),
    ({"gestational_week": 13}, "first_trimester", None),
    ({"gestational_week": 14}, "first_trimester", False),
    ({"gestational_week": 14}, "pregnant_now", True),
    ({"pregnant": "no"}, "pregnant_now", False),
    ({"pregnant": "yes"}, "pregnant_now", None),
    ({"injury": "no"}, "no_leg_trauma", True),
    ({"injury": "yes"}, "no_leg_trauma", None),
    ({"hormones": "no"}, "oral_contraceptive", False),
    ({"hormones": "yes"}, "oral_contraceptive", None),
    ({"on_anticoagulant": "no"}, "pe_on_anticoagulant", False),
    ({"on_anticoagulant": "yes"}, "pe_on_anticoagulant", None),
]


@pytest.mark.parametrize(("raw", "finding", "value"), FOLLOWS)
def test_what_follows_and_what_does_not(raw: object, finding: str, value: object) -> None:
    assert known(raw).get(finding) is value


def test_what_was_said_stays_as_it_was_said() -> None:
    assert known({"near_fainting": "no", "syncope": "yes"})["syncope"] is True


def test_what_was_said_to_be_unsure_may_still_follow() -> None:
    assert known({"syncope": "unsure"}) == {}
    assert known({"syncope": "unsure", "near_fainting": "no"})["syncope"] is False


def test_a_clearance_follows_from_what_it_is_made_of_and_is_an_item_of_hestia() -> None:
    made_of = {"age": 90, "sex": "female", "weight": 50, "creatinine": "2 mg/dL"}
    case = read_clinical_case(MODEL, made_of)
    assert case["creatinine_clearance"] == pytest.approx(0.85 * 50 * 50 / (72 * 2), abs=1e-4)
    assert count(MODEL, "hestia", case).band == "hospital"
    assert "creatinine_clearance" not in read_clinical_case(MODEL, {**made_of, "sex": "unsure"})


def test_a_d_dimer_of_either_kind_counts_alike_in_the_primary_care_rule() -> None:
    for raw in ("600 µg/L FEU", "300 µg/L DDU", "0.6 mg/L FEU"):
        (item,) = [
            own for own in count(MODEL, "oudega", read_clinical_case(MODEL, {"d_dimer": raw})).items if own.high == 6
        ]
        assert item.points == 6
