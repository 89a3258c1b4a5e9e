"""The exact interval against published and worked values; what is judged in, below and above."""

import pytest
from tests.care.helpers import MODEL

from venevagt.care.agreement import Judged, OpenCase, Verdict, exact_interval, judge, shares
from venevagt.care.cases import CaseError
from venevagt.knowledge.shape import Urgency


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (0, 10, 0.0, 1 - 0.025 ** (1 / 10)),  # closed form of Clopper and Pearson for 0 of n
        (10, 10, 0.025 ** (1 / 10), 1.0),
        (0, 1, 0.0, 0.975),
        (1, 10, 0.0025286, 0.4450161),
        (5, 10, 0.1870860, 0.8129140),
        (81, 263, 0.2527, 0.3676),
    ],
)
def test_exact_interval(count: int, total: int, low: float, high: float) -> None:
    found = exact_interval(count, total)
    assert found == pytest.approx((low, high), abs=1e-4)


def test_without_a_rounding_the_interval_is_as_narrow_as_floats_allow() -> None:
    low, high = exact_interval(1, 1, confidence=0.9)
    assert low == pytest.approx(0.05, abs=1e-12)
    assert high == 1.0
    assert exact_interval(0, 10)[0] == 0.0


def test_a_set_of_thousands_has_an_interval_too() -> None:
    assert exact_interval(2500, 5000) == pytest.approx((0.4860439, 0.5139561), abs=1e-6)
    assert exact_interval(0, 3000)[1] == pytest.approx(1 - 0.025 ** (1 / 3000), abs=1e-9)


def open_case(*acceptable: Urgency, **findings: str | float) -> OpenCase:
    return OpenCase("one", findings, acceptable)


@pytest.mark.parametrize(
    ("acceptable", "verdict"),
    [
        (("own_gp",), "above"),
        (("self_care", "own_gp"), "above"),
        (("doctor_today",), "in"),
        (("own_gp", "doctor_today"), "in"),
        (("emergency", "doctor_today"), "in"),
        (("own_gp", "emergency"), "in"),
        (("emergency",), "below"),
    ],
)
def test_a_case_is_judged_by_the_range_of_what_is_acceptable(acceptable: tuple[Urgency, ...], verdict: str) -> None:
    found = judge(MODEL, open_case(*acceptable, one_sided_swelling="yes"), unmentioned="no")
    assert (found.urgency, found.rules, found.verdict) == ("doctor_today", ("dvt_signs",), verdict)


def test_what_a_story_leaves_out_is_a_no_or_stays_open() -> None:
    signs = dict.fromkeys(("cramp", "short_lived", "eased_by_stretch", "normal_between"), "yes")
    calm = open_case("self_care", **signs, after_exertion_or_night="yes", place="leg", age=40)
    assert judge(MODEL, calm, unmentioned="no").urgency == "self_care"
    assert judge(MODEL, calm, unmentioned="unknown").urgency == "own_gp"
    assert judge(MODEL, open_case("own_gp", redness="yes"), unmentioned="no").rules == ("no_rule",)


def test_a_story_with_an_unknown_finding_is_refused() -> None:
    with pytest.raises(CaseError, match="did you mean 'redness'"):
        judge(MODEL, open_case("own_gp", rednes="yes"), unmentioned="no")


def test_the_shares_are_counted_with_their_intervals() -> None:
    verdicts: list[Verdict] = ["in", "in", "in", "in", "in", "in", "in", "below", "above", "above"]
    found = shares([Judged(open_case("own_gp"), "own_gp", (), verdict) for verdict in verdicts])
    assert [(one.name, one.count, one.total) for one in found] == [
        ("agreement", 7, 10),
        ("under-triage", 1, 10),
        ("over-triage", 2, 10),
    ]
    assert [(one.low, one.high) for one in found] == [exact_interval(count, 10) for count in (7, 1, 2)]
