"""What a test would change, before it is ordered.

The limits decide: below the one the clot counts as excluded and nobody looks further, from the other on it is treated,
and between them the patient is examined further, which is taken to be right. Decisions and counts go by the mean.
"""

from collections.abc import Sequence

from venevagt.care.log_odds import Belief, plain, probability, ratio_of, spread, updated
from venevagt.care.probability_result import Action, Limits, Numbers, Outlook, TestValue
from venevagt.knowledge.probability import DiagnosticTest

_PEOPLE = 1000


def action_at(probability: float, limits: Limits) -> Action:
    """What the limits say at a probability."""
    if probability < limits.rule_out:
        return "stop"
    return "treat" if limits.treat is not None and probability >= limits.treat else "examine"


def surely(own: Belief, ends: Sequence[Belief], limits: Limits) -> bool:
    """Whether the whole interval, and the medians at the `ends` of what dependence can change, give the same action."""
    found = spread(own)
    points = (found.low, found.high, *(probability(end.centre) for end in ends))
    return {action_at(point, limits) for point in points} == {action_at(found.mean, limits)}


def value_of(test: DiagnosticTest, own: Belief, ends: Sequence[Belief], limits: Limits, *, doubtful: bool) -> TestValue:
    """What the test would change for somebody of whom this is believed.

    `ends`: what it can be by dependence. `doubtful`: the test says little in this patient, so that nothing is sure.
    """
    before = spread(own).mean
    sensitivity, specificity = test.sensitivity.percent / 100, test.specificity.percent / 100
    found, overlooked = before * sensitivity, before * (1 - sensitivity)
    false_alarms, cleared = (1 - before) * (1 - specificity), (1 - before) * specificity
    positive, negative = (
        _outlook(updated(own, [ratio]), [updated(end, [ratio]) for end in ends], share, limits, doubtful=doubtful)
        for ratio, share in (
            (ratio_of(test, "positive"), found + false_alarms),
            (ratio_of(test, "negative"), overlooked + cleared),
        )
    )
    now = action_at(before, limits)
    with_test = [
        _numbers(positive.action, found, false_alarms),
        _numbers(negative.action, overlooked, cleared),
    ]
    return TestValue(
        test=test.id,
        positive=positive,
        negative=negative,
        found=plain(_PEOPLE * found),
        false_alarms=plain(_PEOPLE * false_alarms),
        overlooked=plain(_PEOPLE * overlooked),
        cleared=plain(_PEOPLE * cleared),
        changes=plain(sum(own.share for own in (positive, negative) if own.action != now)),
        without=_numbers(now, before, 1 - before),
        with_test=Numbers(
            plain(sum(part.missed for part in with_test)),
            plain(sum(part.examined for part in with_test)),
            plain(sum(part.treated_without for part in with_test)),
        ),
        sources=test.sources,
    )


def _outlook(own: Belief, ends: Sequence[Belief], share: float, limits: Limits, *, doubtful: bool) -> Outlook:
    after = spread(own)
    lowest, highest = (plain(probability(end.centre)) for end in ends)
    sure = surely(own, ends, limits) and not doubtful
    return Outlook(plain(share), after, lowest, highest, action_at(after.mean, limits), sure)


def _numbers(action: Action, with_clot: float, without_clot: float) -> Numbers:
    """What follows for a part of the people: shares of all with and without the clot, as numbers of 1000."""
    return Numbers(
        missed=plain(_PEOPLE * with_clot) if action == "stop" else 0,
        examined=plain(_PEOPLE * (with_clot + without_clot)) if action == "examine" else 0,
        treated_without=plain(_PEOPLE * without_clot) if action == "treat" else 0,
    )
