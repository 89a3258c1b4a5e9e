"""The scores of bleeding, recurrence, prevention and after a clot: each item, the bands, and what follows from what."""

import pytest
from tests.care.calculator import Answers, counted, ours
from tests.care.helpers import MODEL
from tests.care.prognosis_examples import EXAMPLES, VILLALTA

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score_form import form_of

ITEMS = [
    pytest.param(score, answers, points, id=f"{score}-{'-'.join(map(str, answers.items()))}")
    for score, example in EXAMPLES.items()
    for answers, points in example.items
]


@pytest.mark.parametrize("score", EXAMPLES)
def test_nothing_gives_no_points(score: str) -> None:
    assert ours(score, EXAMPLES[score].nothing) == 0


@pytest.mark.parametrize(("score", "answers", "points"), ITEMS)
def test_each_item_alone(score: str, answers: Answers, points: float) -> None:
    assert ours(score, {**EXAMPLES[score].nothing, **answers}) == points


@pytest.mark.parametrize("score", EXAMPLES)
def test_everything_together(score: str) -> None:
    together = dict(EXAMPLES[score].nothing)
    for answers, _ in EXAMPLES[score].items:
        together |= answers
    if score == "caprini":
        together["planned_surgery"] = "arthroplasty"
    assert ours(score, together) == EXAMPLES[score].most


@pytest.mark.parametrize("score", EXAMPLES)
def test_each_band_goes_up_to_where_the_next_begins(score: str) -> None:
    """`bands`: the last points of each band, and the first of the last."""
    form = form_of(MODEL, score)
    found = {band: form.bands_of(points, points) for band, points in EXAMPLES[score].bands.items()}
    assert {band: list(names) for band, names in found.items()} == {band: [band] for band in EXAMPLES[score].bands}
    assert list(form.bands) == list(EXAMPLES[score].bands)
    *_, before, last = EXAMPLES[score].bands.values()
    assert last - before in (0.5, 1), "nothing is between the last two bands"


def test_vte_bleed_has_one_and_a_half_points_where_a_table_in_circulation_has_one() -> None:
    case = {**EXAMPLES["vte_bleed"].nothing, "haemoglobin": 125}
    assert (counted("vte_bleed", case).points, counted("vte_bleed", case).band) == (1.5, "low")
    result = counted("vte_bleed", {**case, "systolic_bp": 150})
    assert (result.points, result.band) == (2.5, "high")


@pytest.mark.parametrize("score", ["vte_bleed", "riete"])
def test_anaemia_is_decided_by_the_haemoglobin_where_the_sex_changes_nothing(score: str) -> None:
    def anaemia(**answers: object) -> float | None:
        (item,) = (item for item in counted(score, answers).items if item.item == "anaemia")
        return item.points

    assert anaemia(haemoglobin=119) == 1.5
    assert anaemia(haemoglobin=130) == 0
    assert anaemia(haemoglobin=125) is None
    assert anaemia(haemoglobin=125, sex="female") == 0
    assert anaemia(haemoglobin=125, sex="male") == 1.5


def test_vte_bleed_takes_the_clearance_from_what_it_is_made_of() -> None:
    """A woman of 80 kg: (140 - 58) x 80 x 0.85 / (72 x 1.3) = 59.6, and with 1.29 mg/dL 60.0."""
    woman = {**EXAMPLES["vte_bleed"].nothing, "sex": "female", "age": 58, "weight": 80}
    del woman["creatinine_clearance"]
    assert ours("vte_bleed", {**woman, "creatinine": "1.3 mg/dL"}) == 1.5
    assert ours("vte_bleed", {**woman, "creatinine": "1.29 mg/dL"}) == 0


def test_high_blood_pressure_counts_for_men_only_in_vte_bleed() -> None:
    assert ours("vte_bleed", {**EXAMPLES["vte_bleed"].nothing, "sex": "female", "systolic_bp": 200}) == 0


def test_herdoo2_is_for_women() -> None:
    treated = {"first_unprovoked_vte": True, "treated_5_to_12_months": True, "age": 50}
    assert counted("herdoo2", {**treated, "sex": "female"}).applies is True
    assert counted("herdoo2", {**treated, "sex": "male"}).applies is False
    assert "mænd fortsætter" in MODEL.texts["da"].scores["herdoo2"].whom
    assert "men continue" in MODEL.texts["en"].scores["herdoo2"].whom


def test_has_bled_says_for_whom_it_was_made() -> None:
    assert counted("has_bled", {"atrial_fibrillation": False}).applies is False
    assert counted("has_bled", {"atrial_fibrillation": True, "on_anticoagulant": True, "age": 70}).applies is True


def test_dash_counts_hormones_for_women_only() -> None:
    man = {**EXAMPLES["dash"].nothing, "sex": "male"}
    assert ours("dash", man) == 1
    assert ours("dash", {**man, "hormones_at_clot": True}) == 1
    assert ours("dash", {**man, "age": 50, "d_dimer_abnormal_after_stopping": True}) == 4


def test_an_ulcer_is_severe_whatever_the_sum() -> None:
    result = counted("villalta", {"venous_ulcer": True})
    assert (result.band, result.next_finding) == ("severe", None)
    eleven = {f"villalta_{name}": "mild" for name in VILLALTA}
    assert counted("villalta", {**eleven, "venous_ulcer": False}).band == "moderate"


FOLLOWS: list[tuple[Answers, str, bool | float | None]] = [
    ({"weight": 90, "height": "1.80 m"}, "bmi", 27.777778),
    ({"weight": 100, "height": 170}, "obesity", True),
    ({"bmi": 29.9}, "obesity", False),
    ({"overweight": True}, "obesity", None),  # what somebody says of the own weight is no measurement
    ({"overweight": False}, "bmi_above_25", None),
    ({"bmi": 25}, "bmi_above_25", False),
    ({"recent_major_bleeding": True}, "bleeding_history", True),
    ({"recent_major_bleeding": False}, "bleeding_history", None),
    ({"bleeding_history": True}, "recent_major_bleeding", None),
    ({"bleeding_history": False}, "recent_major_bleeding", False),
    ({"vitamin_k_antagonist": False}, "labile_inr", False),
    ({"vitamin_k_antagonist": True}, "labile_inr", None),
    ({"clotting_disorder": True}, "thrombophilia", True),
    ({"clotting_disorder": False}, "thrombophilia", None),  # it may be acquired
    ({"thrombophilia": False}, "factor_v_leiden", False),
    ({"thrombophilia": False}, "lupus_anticoagulant", None),
    ({"active_cancer": True}, "malignancy_now_or_before", True),
    ({"active_cancer": False}, "malignancy_now_or_before", None),
    ({"active_cancer": False}, "cancer_5_years", None),
    ({"malignancy_now_or_before": False}, "cancer_5_years", False),
    ({"recent_surgery": False}, "surgery_1_month", False),
    ({"recent_surgery": True}, "surgery_1_month", None),
    ({"pregnant": True}, "pregnant_or_1_month_after", None),  # it may be six weeks after birth
    ({"pregnant": False}, "pregnant_or_1_month_after", False),
    ({"sex": "male"}, "pregnancy_losses", False),
    ({"hormones": True}, "hormone_treatment", True),
    ({"hormones": False}, "hormone_treatment", None),
    ({"one_sided_swelling": True}, "swollen_legs", True),
    ({"one_sided_swelling": False}, "swollen_legs", None),
    ({"one_sided_swelling": False, "both_legs_swollen": False}, "swollen_legs", False),
    ({"immobile": False}, "in_bed_over_72_hours", False),
    ({"clot_under_treatment": True}, "vte_confirmed", None),  # it may be in an artery
]


@pytest.mark.parametrize(("answers", "finding", "value"), FOLLOWS)
def test_what_follows_from_other_answers(answers: Answers, finding: str, value: bool | float | None) -> None:
    words = {True: "yes", False: "no"}
    case = {name: words[said] if isinstance(said, bool) else said for name, said in answers.items()}
    assert read_clinical_case(MODEL, case).get(finding) == value
