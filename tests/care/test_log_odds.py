"""Beliefs on the scale of log-odds: Bayes by hand, intervals, and what no calculation can start from."""

import math
from itertools import pairwise, permutations
from statistics import NormalDist

import pytest

from venevagt.care.log_odds import (
    Belief,
    ImpossibleProbability,
    Ratio,
    belief,
    percent_belief,
    probability,
    ratio,
    ratio_of,
    spread,
    updated,
)
from venevagt.knowledge.probability import DiagnosticTest, Percent


def diagnostic(sensitivity: Percent, specificity: Percent) -> DiagnosticTest:
    return DiagnosticTest("dvt", "a", "b", sensitivity, specificity, ("S1",))


D_DIMER = diagnostic(Percent(96.1, 92.6, 98.0), Percent(35.7, 29.5, 42.4))


def test_bayes_as_by_hand() -> None:
    # Odds 1 : 4; times 6 is 6 : 4.
    assert spread(updated(belief(0.2), [ratio(6)])).median == pytest.approx(0.6)
    # 20 of 100 have it: 18 of them are found, and 8 of the other 80 are false alarms: 18 of 26.
    found = ratio_of(diagnostic(Percent(90), Percent(90)), "positive")
    assert spread(updated(belief(0.2), [found])).median == pytest.approx(18 / 26, abs=1e-6)
    # 2 of the 74 that are cleared have it.
    cleared = ratio_of(diagnostic(Percent(90), Percent(90)), "negative")
    assert spread(updated(belief(0.2), [cleared])).median == pytest.approx(2 / 74, abs=1e-6)


@pytest.mark.parametrize("point", [0.0001, 0.055, 0.5, 0.9999])
def test_without_a_likelihood_ratio_it_is_the_pretest_itself(point: float) -> None:
    found = spread(updated(belief(point), []))
    assert [found.mean, found.median, found.low, found.high] == pytest.approx([point] * 4)


def test_an_interval_comes_back_as_it_was() -> None:
    found = spread(belief(0.1, 0.05, 0.19))
    low, high = math.log(0.05 / 0.95), math.log(0.19 / 0.81)
    centre = math.log(0.1 / 0.9)
    assert found.low == pytest.approx(probability(centre - (high - low) / 2), abs=1e-6)
    assert found.high == pytest.approx(probability(centre + (high - low) / 2), abs=1e-6)
    alone = spread(belief(None, 0.05, 0.2))
    assert [alone.low, alone.high] == pytest.approx([0.05, 0.2])
    assert alone.median == pytest.approx(probability((math.log(0.05 / 0.95) + math.log(0.2 / 0.8)) / 2), abs=1e-6)
    again = ratio(2, 1, 4).interval
    assert again is not None
    assert [*again] == pytest.approx([1, 4])
    assert ratio(2).interval is None


def test_it_grows_with_the_likelihood_ratio() -> None:
    found = [spread(updated(belief(0.1, 0.05, 0.2), [ratio(value)])) for value in (0.01, 0.5, 1, 1.01, 3, 900)]
    for one, other in pairwise(found):
        assert one.mean < other.mean
        assert one.median < other.median
        assert one.low < other.low


def test_the_interval_grows_with_those_that_go_in() -> None:
    start, narrow, wide = belief(0.1, 0.08, 0.125), ratio(3, 2.5, 3.6), ratio(3, 1.5, 6)
    widths = [
        spread(updated(belief(0.1), [ratio(3)])),
        spread(updated(belief(0.1), [narrow])),
        spread(updated(start, [narrow])),
        spread(updated(start, [wide])),
    ]
    assert all(one.low > other.low and one.high < other.high for one, other in pairwise(widths))
    assert {found.median for found in widths} == {widths[0].median}


def test_the_order_makes_no_difference() -> None:
    ratios = [ratio(2.71), ratio(0.1, 0.05, 0.2), ratio(1.8, 1.5, 2.2), ratio_of(D_DIMER, "positive")]
    found = {updated(belief(0.055, 0.04, 0.075), [*order]) for order in permutations(ratios)}
    assert len(found) == 1


def test_the_mean_is_right() -> None:
    # By symmetry.
    assert spread(Belief(0, 3)).mean == pytest.approx(0.5, abs=1e-9)
    # Against 100,000 equally likely values.
    for centre, width in ((-3.0, 0.5), (-2.0, 2.0), (1.0, 1.3)):
        normal = NormalDist(centre, width)
        likely = [probability(normal.inv_cdf((place + 0.5) / 100_000)) for place in range(100_000)]
        assert spread(Belief(centre, width)).mean == pytest.approx(sum(likely) / len(likely), abs=1e-5)


@pytest.mark.parametrize("result", ["positive", "negative"])
def test_the_first_order_is_near_enough_for_a_test(result: str) -> None:
    """Against every combination of 200 equally likely sensitivities and specificities, from 5.5 %."""
    found, cleared = percent_belief(D_DIMER.sensitivity), percent_belief(D_DIMER.specificity)
    steps = [NormalDist().inv_cdf((place + 0.5) / 200) for place in range(200)]
    sensitivities = [probability(found.centre + found.width * step) for step in steps]
    specificities = [probability(cleared.centre + cleared.width * step) for step in steps]
    exact = sorted(
        0.055 * one / (0.055 * one + 0.945 * other)
        for one, other in (
            (own, 1 - other) if result == "positive" else (1 - own, other)
            for own in sensitivities
            for other in specificities
        )
    )
    first = spread(updated(belief(0.055), [ratio_of(D_DIMER, result)]))
    assert first.low == pytest.approx(exact[round(0.025 * len(exact))], abs=0.0015)
    assert first.high == pytest.approx(exact[round(0.975 * len(exact))], abs=0.0015)
    assert first.mean == pytest.approx(sum(exact) / len(exact), abs=0.0005)


def test_a_count_gives_the_width_where_the_source_gives_no_interval() -> None:
    counted = percent_belief(Percent(16.0, count=95, people=593))
    assert counted.width == pytest.approx(math.sqrt(1 / 95 + 1 / 498))
    assert percent_belief(Percent(16.0)).width == 0
    assert percent_belief(Percent(16.0, 13.0, 19.0, 95, 593)) == percent_belief(Percent(16.0, 13.0, 19.0))


@pytest.mark.parametrize("point", [0, 1, -0.1, 1.5, math.inf, math.nan])
def test_a_probability_that_nothing_can_change_is_refused(point: float) -> None:
    with pytest.raises(ImpossibleProbability, match="expected more than 0 and less than 1"):
        belief(point)
    with pytest.raises(ImpossibleProbability, match="expected more than 0 and less than 1"):
        belief(0.5, 0.1, point)


@pytest.mark.parametrize(
    "numbers", [(0.0,), (-1.0,), (math.inf,), (math.nan,), (2.0, 3.0, 4.0), (2.0, 0.0, 4.0), (2.0, 1.0, math.inf)]
)
def test_a_likelihood_ratio_that_cannot_be_is_refused(numbers: tuple[float, ...]) -> None:
    with pytest.raises(ImpossibleProbability, match="expected numbers above 0, the lower end first"):
        ratio(*numbers)


def test_other_intervals_that_cannot_be_are_refused() -> None:
    with pytest.raises(ImpossibleProbability, match="expected the lower end first"):
        belief(None, 0.2, 0.05)
    with pytest.raises(ImpossibleProbability, match="neither a probability nor an interval"):
        belief(None)


def test_far_ends_are_no_trouble() -> None:
    found = spread(Belief(-800, 1))
    assert 0 <= found.low <= found.median < 1e-300
    assert spread(Belief(800, 1)).high == 1
    assert Ratio(1e-9).log == pytest.approx(-20.723, abs=1e-3)
