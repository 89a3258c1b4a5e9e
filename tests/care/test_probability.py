"""The probability of a clot: where it starts, what counts, what does not, its bounds, and what a test would change."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace
from tests.care.helpers import MODEL

from venevagt.care.calibration import band_rows, chain_rows
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.probability import assess_probability
from venevagt.care.probability_result import ProbabilityResult
from venevagt.care.probability_start import NoStart, Share, read_share
from venevagt.care.score import UnknownScore
from venevagt.knowledge.model import Model

Answers = Mapping[str, object]

SUSPECTED: Answers = {"dvt_suspected": "yes", "age": 50, "pregnant": "no"}
PE_SUSPECTED: Answers = {"pe_suspected": "yes", "age": 50, "pregnant": "no"}

UNLIKELY: Answers = {
    **SUSPECTED,
    "active_cancer": "no",
    "paralysed_leg": "no",
    "immobile": "no",
    "recent_surgery": "no",
    "tender_deep": "no",
    "one_sided_swelling": "no",
    "both_legs_swollen": "no",
    "calf_difference_cm": 1,
    "pitting_oedema_one_sided": "no",
    "new_surface_veins": "no",
    "previous_clot": "no",
    "alternative_diagnosis_as_likely": "no",
}
GENEVA: Answers = {
    **PE_SUSPECTED,
    "previous_clot": "no",
    "surgery_or_fracture_1_month": "no",
    "cancer_or_cured_1_year": "no",
    "leg_pain_one_sided": "no",
    "coughing_blood": "no",
    "heart_rate": 70,
    "tender_deep": "no",
}


def assessed(
    outcome: str,
    answers: Answers,
    pretest: str | None = None,
    score: str | None = None,
    rule_out: float | None = None,
    treat: float | None = None,
    model: Model = MODEL,
) -> ProbabilityResult:
    share = None if pretest is None else read_share(pretest)
    return assess_probability(model, outcome, read_clinical_case(model, answers), share, score, rule_out, treat)


def names(result: ProbabilityResult) -> list[str]:
    return [factor.factor for factor in result.factors]


def left_out(result: ProbabilityResult) -> dict[str, tuple[str, str]]:
    return {own.factor: (own.reason, own.instead) for own in result.not_applied}


def test_from_a_group_of_a_score_what_it_weighs_does_not_count_again() -> None:
    result = assessed("dvt", {**UNLIKELY, "active_cancer": "yes"})
    assert (result.start.score, result.start.version, result.start.band) == ("wells_dvt", "2003", "unlikely")
    assert (result.start.sources, result.start.interval_given, result.start.applies) == (("S4",), False, True)
    assert result.probability.median == 0.055
    assert result.factors == ()
    assert left_out(result) == dict.fromkeys(
        ("dvt_cancer", "dvt_no_calf_difference", "dvt_no_swelling"), ("in_score", "wells_dvt")
    )


def test_a_test_counts_after_a_score_and_by_hand_gives_the_same() -> None:
    result = assessed("dvt", {**UNLIKELY, "d_dimer": "300 ug/L{FEU}"})
    assert [(own.factor, own.kind, own.result) for own in result.factors] == [("d_dimer_dvt", "test", "negative")]
    odds = 0.055 / 0.945 * (1 - 0.961) / 0.357
    assert result.probability.median == pytest.approx(odds / (1 + odds), abs=1e-6)
    assert [test.test for test in result.tests] == ["proximal_ultrasound", "whole_leg_ultrasound"]


def test_a_score_that_contains_the_test_does_not_count_it_again() -> None:
    model = with_figure("oudega", "ultrasound", 20)
    answers = {**SUSPECTED, "in_primary_care": "yes", "d_dimer": "900 ug/L{FEU}", "sex": "male", "hormones": "no"}
    more = {"active_cancer": "no", "recent_surgery": "no", "injury": "no", "vein_distension": "no"}
    case = {**answers, **more, "calf_difference_cm": 0}
    result = assessed("dvt", case, score="oudega", model=model)
    assert left_out(result)["d_dimer_dvt"] == ("in_score", "oudega")
    assert [test.test for test in result.tests] == ["proximal_ultrasound", "whole_leg_ultrasound"]


def with_figure(score: str, band: str, percent: float) -> Model:
    """The model in which a share of this band has been published."""
    own = MODEL.clinical.scores[score]
    figure = replace(own.performance[0], band=band, outcome="dvt", percent=percent, low=None, high=None)
    scores = {**MODEL.clinical.scores, score: replace(own, performance=(figure,))}
    return replace(MODEL, clinical=replace(MODEL.clinical, scores=scores))


def test_from_a_share_of_ones_own_each_finding_counts_once() -> None:
    result = assessed(
        "dvt", {**SUSPECTED, "active_cancer": "yes", "one_sided_swelling": "no", "calf_difference_cm": 1}, "20%"
    )
    assert names(result) == ["dvt_cancer", "dvt_no_calf_difference"]
    assert left_out(result) == {"dvt_no_swelling": ("same_thing", "dvt_no_calf_difference")}
    odds = 0.25 * 2.71 * 0.57
    assert result.probability.median == pytest.approx(odds / (1 + odds), abs=1e-6)
    assert result.without_interval == ("dvt_cancer", "dvt_no_calf_difference")


def test_what_is_not_known_counts_for_nothing() -> None:
    result = assessed("dvt", {**SUSPECTED, "active_cancer": "unsure"}, "0.12")
    assert (result.factors, result.not_applied, result.probability.median) == ((), (), 0.12)
    inconclusive = assessed("dvt", {**SUSPECTED, "ultrasound_proximal": "inconclusive"}, "0.12")
    assert inconclusive.factors == ()


def test_a_share_of_ones_own_and_the_likelihood_ratio_of_a_score() -> None:
    answers = {
        **UNLIKELY,
        "active_cancer": "yes",
        "tender_deep": "yes",
        "calf_difference_cm": 4,
        "one_sided_swelling": "yes",
    }
    result = assessed("dvt", {**answers, "entire_leg_swollen": "no"}, "16%", "wells_dvt@1997")
    assert [(own.factor, own.kind) for own in result.factors] == [("dvt_wells_high", "score")]
    odds = 0.16 / 0.84 * 5.2
    assert result.probability.median == pytest.approx(odds / (1 + odds), abs=1e-6)
    assert left_out(result)["dvt_cancer"] == ("in_score", "wells_dvt")


def test_beside_geneva_what_it_does_not_weigh_counts() -> None:
    result = assessed("pe", {**GENEVA, "syncope": "yes", "breathless": "no"}, score="geneva")
    assert result.start.band == "low"
    assert names(result) == ["pe_syncope", "pe_no_sudden_dyspnoea"]
    assert left_out(result) == {"pe_no_dyspnoea": ("same_thing", "pe_no_sudden_dyspnoea")}
    # Wells asks how likely an embolism is: whoever judges that has weighed everything.
    judged = {**GENEVA, "syncope": "yes", "signs_of_dvt": "no", "pe_most_likely": "no", "bedridden_3_days": "no"}
    wells = assessed("pe", {**judged, "surgery_4_weeks": "no", "active_cancer": "no"})
    assert wells.start.score == "wells_pe"
    assert left_out(wells)["pe_syncope"] == ("in_score", "wells_pe")


def test_contributions_add_up_in_order() -> None:
    result = assessed("dvt", {**SUSPECTED, "active_cancer": "yes", "recent_surgery": "yes", "immobile": "yes"}, "10%")
    assert result.factors[0].before == pytest.approx(0.1)
    assert result.factors[-1].after == result.probability.median
    for one, other in zip(result.factors, result.factors[1:], strict=False):
        assert one.after == other.before
    points = sum(factor.points for factor in result.factors)
    assert points == pytest.approx(100 * (result.probability.median - 0.1), abs=1e-3)


def test_overlap_is_bounded_and_the_bounds_contain_the_result() -> None:
    answers = {**SUSPECTED, "active_cancer": "yes", "recent_surgery": "yes", "immobile": "yes", "calf_difference_cm": 1}
    result = assessed("dvt", answers, "10%")
    assert result.bounds.groups == (("dvt_immobile", "dvt_surgery"),)
    without_surgery = 1 / 9 * 2.71 * 1.98 * 0.57
    low, high = result.bounds.in_groups
    assert low == pytest.approx(without_surgery / (1 + without_surgery), abs=1e-6)
    assert high == result.probability.median
    # The strongest that raises it, and the only one that lowers it; and all, for there is but one that lowers it.
    least = 1 / 9 * 2.71 * 0.57
    assert result.bounds.lowest.median == pytest.approx(least / (1 + least), abs=1e-6)
    assert result.bounds.highest.median == result.probability.median


@pytest.mark.parametrize(
    ("outcome", "answers"),
    [
        (
            "dvt",
            {
                **SUSPECTED,
                "active_cancer": "yes",
                "previous_dvt": "yes",
                "one_sided_swelling": "no",
                "recent_surgery": "yes",
            },
        ),
        (
            "pe",
            {
                **PE_SUSPECTED,
                "shock": "yes",
                "syncope": "yes",
                "tachypnoea": "no",
                "breathless": "no",
                "leg_pain": "yes",
            },
        ),
        (
            "pe",
            {**PE_SUSPECTED, "current_dvt": "yes", "leg_pain": "yes", "hard_red_cord": "yes", "d_dimer_abnormal": "no"},
        ),
        ("pe", PE_SUSPECTED),
    ],
)
def test_the_bounds_contain_the_independent_result(outcome: str, answers: Answers) -> None:
    result = assessed(outcome, answers, "15%")
    low, high = result.bounds.in_groups
    median = result.probability.median
    assert result.bounds.lowest.median <= low <= median <= high <= result.bounds.highest.median
    assert (result.bounds.lowest == result.bounds.highest) is (len(result.factors) < 2)


def test_of_two_ultrasounds_one_counts_and_no_third_is_offered() -> None:
    answers = {**UNLIKELY, "ultrasound_proximal": "negative", "ultrasound_whole_leg": "negative"}
    result = assessed("dvt", answers)
    assert names(result) == ["whole_leg_ultrasound"]
    assert left_out(result)["proximal_ultrasound"] == ("same_thing", "whole_leg_ultrasound")
    assert [test.test for test in result.tests] == ["d_dimer_dvt"]
    one = assessed("dvt", {**UNLIKELY, "ultrasound_proximal": "negative"})
    assert [test.test for test in one.tests] == ["d_dimer_dvt"]


def test_what_a_d_dimer_would_change() -> None:
    test = assessed("dvt", UNLIKELY).tests[0]
    assert (test.test, test.sources) == ("d_dimer_dvt", ("S80", "S9"))
    # Of 1000, 55 have it: 96.1 % of them are found; of the other 945, 35.7 % are cleared.
    assert test.found == pytest.approx(52.855)
    assert test.overlooked == pytest.approx(2.145)
    assert test.cleared == pytest.approx(337.365)
    assert test.false_alarms == pytest.approx(607.635)
    assert test.positive.share == pytest.approx(0.66049)
    assert test.positive.share + test.negative.share == pytest.approx(1)
    assert (test.positive.action, test.negative.action) == ("examine", "stop")
    assert test.changes == test.negative.share
    assert (test.without.missed, test.without.examined) == (0, 1000)
    assert [test.with_test.missed, test.with_test.examined] == pytest.approx([test.overlooked, 660.49])
    assert test.with_test.treated_without == 0


def test_a_test_that_changes_nothing_says_so() -> None:
    test = assessed("dvt", SUSPECTED, "80%").tests[0]
    assert (test.changes, test.without) == (0, test.with_test)


def test_limits_of_ones_own_decide() -> None:
    result = assessed("dvt", UNLIKELY, rule_out=0.1)
    assert (result.action, result.limits.sources, result.limits.treat) == ("stop", (), None)
    without = result.tests[0].without
    assert [without.missed, without.examined] == pytest.approx([55, 0])
    treated = assessed("dvt", SUSPECTED, "60%", treat=0.5)
    assert treated.action == "treat"
    assert treated.tests[0].without.treated_without == pytest.approx(400)
    with pytest.raises(NoStart, match="expected the second to be higher"):
        assessed("dvt", UNLIKELY, treat=0.01)


@pytest.mark.parametrize(
    "name", ["on_anticoagulant", "pregnant", "active_cancer", "recent_surgery", "admitted_medical"]
)
def test_a_d_dimer_that_says_little_is_named(name: str) -> None:
    assert assessed("dvt", {**SUSPECTED, name: "yes"}, "10%").doubtful == ("d_dimer_dvt",)
    assert assessed("pe", {**PE_SUSPECTED, name: "yes"}, "10%").doubtful == ("d_dimer_pe",)
    assert assessed("dvt", {**SUSPECTED, name: "no"}, "10%").doubtful == ()
    # From 2.5 % a normal D-dimer excludes a clot surely, but not in those in whom it says little.
    for answer in ("no", "yes"):
        negative = assessed("dvt", {**SUSPECTED, name: answer}, "2.5%").tests[0].negative
        done = assessed("dvt", {**SUSPECTED, name: answer, "d_dimer_abnormal": "no"}, "2.5%")
        assert (negative.action, done.action) == ("stop", "stop")
        assert (negative.sure, done.sure) == (answer == "no", answer == "no")


def test_whoever_judges_how_likely_it_is_has_weighed_everything() -> None:
    for ratio in MODEL.clinical.probability.likelihood_ratios.values():
        judged = {"dvt": {"wells_dvt", "constans"}, "pe": {"wells_pe", "years", "four_peps", "peged"}}[ratio.outcome]
        assert judged <= {*ratio.in_scores} or ratio.score


def test_overlap_goes_on_through_a_test() -> None:
    result = assessed("dvt", {**SUSPECTED, "active_cancer": "yes", "immobile": "yes"}, "10%")
    positive = result.tests[0].positive
    least = 1 / 9 * 2.71 * 0.961 / 0.643
    assert positive.lowest == pytest.approx(least / (1 + least), abs=1e-6)
    assert positive.highest == positive.probability.median


def test_an_interval_across_a_limit_is_not_sure() -> None:
    assert not assessed("dvt", SUSPECTED, "1-5%").sure
    assert assessed("dvt", SUSPECTED, "3-5%").sure
    # The overlap alone can carry it across: with both ratios above the limit, with the stronger one below.
    overlapping = assessed("dvt", {**SUSPECTED, "recent_surgery": "yes", "immobile": "yes"}, "0.9%")
    assert (overlapping.action, overlapping.sure) == ("examine", False)


def test_without_a_start_there_is_no_number() -> None:
    with pytest.raises(NoStart, match=r"wells_dvt is still open: unlikely or likely\. Answer \w+ next"):
        assessed("dvt", SUSPECTED)
    with pytest.raises(NoStart, match="wells_dvt was not made for this patient"):
        assessed("dvt", {**UNLIKELY, "dvt_suspected": "no"})
    with pytest.raises(NoStart, match="were studied in others: expected dvt_suspected AND age >= 18"):
        assessed("dvt", {"dvt_suspected": "no"}, "10%")
    with pytest.raises(NoStart, match="no share of dvt is published for 'low' of geneva"):
        assessed("dvt", GENEVA, score="geneva")
    with pytest.raises(NoStart, match="no likelihood ratio of 'unlikely' in wells_dvt@2003 is known"):
        assessed("dvt", UNLIKELY, "10%", "wells_dvt")
    with pytest.raises(UnknownScore, match="did you mean 'wells_dvt'"):
        assessed("dvt", UNLIKELY, score="wels_dvt")


def test_while_it_is_open_for_whom_the_start_says_so() -> None:
    assert assessed("dvt", {}, "10%").start.applies is None
    assert assessed("dvt", SUSPECTED, "10%").start.applies is True


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("0.12", Share(0.12)),
        ("12%", Share(0.12)),
        ("12,5 %", Share(0.125)),
        ("5-20%", Share(None, 0.05, 0.2)),
        ("5%-20%", Share(None, 0.05, 0.2)),
        ("0.05-0.2", Share(None, 0.05, 0.2)),
    ],
)
def test_shares_as_they_are_typed(text: str, share: Share) -> None:
    assert read_share(text) == share


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12", "'12' without %, expected a share such as 0.12"),
        ("5-20", "'5-20' without %, expected"),
        ("0", "the probability 0: expected more than 0"),
        ("1", "the probability 1: expected more than 0"),
        ("100%", "the probability 1: expected more than 0"),
        ("0-20%", "the probability 0: expected more than 0"),
        ("20-5%", "expected the lower end first"),
        ("inf", "'inf', expected a share such as 0.12"),
        ("-5%", "'-5%', expected a share"),
        ("", "'', expected a share"),
    ],
)
def test_other_shares_are_refused(text: str, message: str) -> None:
    with pytest.raises(NoStart, match=message):
        read_share(text)


def test_the_comparison_with_what_is_published() -> None:
    found = {
        row.calibration: (row.published.percent, round(100 * row.calculated.median, 2), row.agreement)
        for row in chain_rows(MODEL)
    }
    assert found == {
        "wells_unlikely_d_dimer_negative": (1.2, 0.63, "overlap"),
        "wells_high_1997": (75, 49.76, "apart"),
        "wells_low_1997": (3, 4.55, "inside"),
        "wells_high_2006": (53, 49.76, "inside"),
        "wells_low_2006": (5, 4.55, "inside"),
        "wells_pe_low_d_dimer_negative": (1.5, 0.27, "apart"),
    }


def test_every_published_share_of_a_clot_is_compared() -> None:
    rows = [*band_rows(MODEL)]
    assert {(row.score, row.version, row.band): row.published.percent for row in rows} == {
        ("constans", "2008", "low"): 12,
        ("constans", "2008", "intermediate"): 20,
        ("constans", "2008", "high"): 70,
        ("geneva", "2006", "low"): 8,
        ("geneva", "2006", "intermediate"): 29,
        ("geneva", "2006", "high"): 74,
        ("left", "2009", "one"): 16,
        ("left", "2009", "more"): 58,
        ("wells_dvt", "2003", "unlikely"): 5.5,
        ("wells_dvt", "2003", "likely"): 27.9,
        ("wells_dvt", "1997", "low"): 5,
        ("wells_dvt", "1997", "moderate"): 17,
        ("wells_dvt", "1997", "high"): 53,
        ("wells_pe", "three_levels", "low"): 3.6,
        ("wells_pe", "three_levels", "moderate"): 20.5,
        ("wells_pe", "three_levels", "high"): 66.7,
    }
    assert all(row.calculated.median == pytest.approx(row.published.percent / 100) for row in rows)
