"""The scores give the points that calculators give which others have written; where not, it is said why.

The calculators stand in independent_calculators.py. Equal points for thousands of drawn cases, with a fixed seed.
"""

from random import Random

import pytest
from tests.care.calculator import Answers, Calculator, ours
from tests.care.helpers import MODEL
from tests.care.independent_calculators import CALCULATORS, cockcroft_gault_clincalc, cockcroft_gault_medcalc
from tests.care.independent_caprini import caprini_clincalc, caprini_medcalc, caprini_medcalc_with_its_list

CASES = 2000
# One decimal in clincalc, which takes 88.4 umol/L for 1 mg/dL; three decimals in medcalc-bench.
ROUNDED = {("cockcroft_gault", "clincalc"): (0.05, 0.0003), ("cockcroft_gault", "medcalc"): (0.001, 0.0001)}


def drawn(random: Random, calculator: Calculator) -> Answers:
    often = random.choice((0.05, 0.3, 0.7))
    return {
        **{name: random.random() < often for name in calculator.yes_no},
        **{name: random.choice(values) for name, values in calculator.values.items()},
    }


def test_every_score_that_has_a_calculator_is_in_the_knowledge() -> None:
    assert {calculator.score for calculator in CALCULATORS} <= set(MODEL.clinical.scores)


@pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda calculator: calculator.name)
def test_the_points_are_those_of_an_independent_calculator(calculator: Calculator) -> None:
    random = Random(f"{calculator.name} 2026")
    absolute, relative = ROUNDED.get((calculator.score, calculator.package), (1e-9, 0.0))
    found = set()
    for _ in range(CASES):
        answers = drawn(random, calculator)
        points = ours(calculator.score, answers)
        theirs = calculator.points(answers)
        assert abs(points - theirs) <= absolute + relative * theirs, (points, theirs, answers)
        found.add(points)
    assert len(found) > 5, "the drawn cases are too alike to show anything"


CAPRINI_NO: Answers = {
    **{name: False for calculator in CALCULATORS if calculator.score == "caprini" for name in calculator.yes_no},
    "multiple_trauma_1_month": False,
    "age": 30,
    "sex": "male",
    "bmi": 22,
    "planned_surgery": "none",
}


def caprini(**answers: object) -> tuple[Answers, float]:
    """A case of Caprini in which nothing but the answers holds, and our points."""
    case = {**CAPRINI_NO, **answers}
    return case, ours("caprini", case)


def test_caprini_what_is_answered_with_yes_counts() -> None:
    """medcalc-bench gives 0 for every yes, against its own words. Caprini 2005 (S48): stroke 5; clincalc: 5."""
    case, points = caprini(stroke_1_month=True)
    assert (points, caprini_clincalc(case), caprini_medcalc(case)) == (5, 5, 0)


def test_caprini_a_bmi_above_25_is_one_point() -> None:
    """medcalc-bench gives two, against its own list of the criteria. Caprini 2005 (S48): 1; clincalc: 1."""
    case, points = caprini(bmi=26)
    assert (points, caprini_clincalc(case), caprini_medcalc(case)) == (1, 1, 2)


def test_caprini_multiple_trauma_is_five_points() -> None:
    """clincalc has no such item. Caprini 2005 (S48): 5; the list of medcalc-bench: 5."""
    case, points = caprini(multiple_trauma_1_month=True)
    assert (points, caprini_clincalc(case), caprini_medcalc_with_its_list(case)) == (5, 0, 5)


def test_caprini_a_previous_dvt_and_a_previous_embolism_are_one_item() -> None:
    """medcalc-bench lists them as two. Caprini 2005 (S48): previous VTE 3; clincalc: one item of 3."""
    case, points = caprini(previous_clot=True)
    theirs = caprini_medcalc_with_its_list(case, previous_pe=True)
    assert (points, caprini_clincalc(case), theirs) == (3, 3, 6)


def test_caprini_both_kinds_of_bed_rest_count() -> None:
    """medcalc-bench lets choose one. The knowledge has the two as items of their own, 2 and 1; clincalc adds them."""
    case, points = caprini(in_bed_over_72_hours=True, medical_bed_rest=True)
    theirs = caprini_medcalc(case, mobility="confined to bed >72 hours")
    assert (points, caprini_clincalc(case), theirs) == (3, 3, 2)


@pytest.mark.parametrize("finding", ["hormones", "pregnancy_losses", "pregnant_or_1_month_after"])
def test_caprini_has_the_items_for_women(finding: str) -> None:
    """medcalc-bench has none of them. Caprini 2005 (S48): 1 each; clincalc: 1 each."""
    case, points = caprini(sex="female", **{finding: True})
    assert (points, caprini_clincalc(case), caprini_medcalc_with_its_list(case)) == (1, 1, 0)


def test_caprini_a_major_operation_of_the_last_month_is_not_asked() -> None:
    """medcalc-bench lists it with a point. Neither the knowledge nor clincalc has it: a question for a clinician."""
    case, points = caprini()
    theirs = caprini_medcalc_with_its_list(case, major_surgery=True)
    assert (points, caprini_clincalc(case), theirs) == (0, 0, 1)


def test_creatinine_clearance_is_by_the_measured_weight() -> None:
    """medcalc-bench takes an ideal or adjusted weight. Cockcroft and Gault's formula, and clincalc, do not."""
    case: Answers = {"age": 60, "sex": "male", "weight": 100, "creatinine": 88.4}
    assert ours("cockcroft_gault", case) == pytest.approx(80 * 100 / 72, abs=0.001)
    assert cockcroft_gault_clincalc(case) == 111.1
    assert cockcroft_gault_medcalc(case, 170) == pytest.approx(88.4, abs=0.1)


def test_creatinine_is_88_4_umol_in_a_mg() -> None:
    """As in clincalc; 88.42, which stands in some tables, would give 442.1."""
    case: Answers = {"age": 20, "sex": "male", "weight": 120, "creatinine": 40}
    assert ours("cockcroft_gault", case) == pytest.approx(442.0, abs=0.001)
    assert cockcroft_gault_clincalc(case) == 442.0
