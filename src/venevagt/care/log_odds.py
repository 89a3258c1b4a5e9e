"""Probabilities that are not known exactly, on the scale of log-odds.

A belief is normally distributed there, and so is the logarithm of a likelihood ratio. Bayes' rule is then an addition:
centres add up, and variances too. So medians and quantiles are exact, without random numbers; only the mean is
a sum over 801 points, which is right to 1e-9 for widths up to 10.
"""

import math
from collections.abc import Iterable
from statistics import NormalDist

from msgspec import Struct

from venevagt.knowledge.probability import DiagnosticTest, Percent

Z = NormalDist().inv_cdf(0.975)
"""How many standard deviations a 95 % interval reaches to either side."""

_STEPS = 400
_REACH = 8.0


class ImpossibleProbability(ValueError):
    """A probability or a likelihood ratio that no calculation can start from: says which were expected."""


class Belief(Struct, frozen=True):
    """`centre`: the log-odds of the median; `width`: the standard deviation, 0 where no interval is known."""

    centre: float
    width: float


class Ratio(Struct, frozen=True):
    """A likelihood ratio; `width`: the standard deviation of its logarithm. Without an interval it is 0."""

    value: float
    width: float = 0

    @property
    def log(self) -> float:
        return math.log(self.value)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, where there is one."""
        if self.width == 0:
            return None
        return self.value * math.exp(-Z * self.width), self.value * math.exp(Z * self.width)


class Spread(Struct, frozen=True):
    """A probability, 0 to 1, to six digits: its mean, its median, and from where to where it lies in 95 of 100."""

    mean: float
    median: float
    low: float
    high: float


def log_odds(probability: float) -> float:
    """Raises ImpossibleProbability for 0, 1, and whatever is not between them."""
    if not 0 < probability < 1:
        raise ImpossibleProbability(
            f"the probability {probability:g}: expected more than 0 and less than 1, for no finding could change it"
        )
    return math.log(probability / (1 - probability))


def probability(log_odds: float) -> float:
    """The probability that has these log-odds."""
    if log_odds < 0:
        odds = math.exp(log_odds)
        return odds / (1 + odds)
    return 1 / (1 + math.exp(-log_odds))


def belief(point: float | None, low: float | None = None, high: float | None = None) -> Belief:
    """From a probability and its 95 % interval, or from an interval alone: then the middle of its log-odds counts.

    Without an interval the width is 0. An interval that is longer to one side gives its length, not its shape.
    Raises ImpossibleProbability for 0, 1, or an interval that does not contain the point.
    """
    if low is None or high is None:
        if point is None:
            raise ImpossibleProbability("neither a probability nor an interval: expected one of them")
        return Belief(log_odds(point), 0)
    first, last = log_odds(low), log_odds(high)
    centre = (first + last) / 2 if point is None else log_odds(point)
    if not first <= centre <= last:
        raise ImpossibleProbability(f"the interval from {low:g} to {high:g}: expected the lower end first")
    return Belief(centre, (last - first) / (2 * Z))


def ratio(value: float, low: float | None = None, high: float | None = None) -> Ratio:
    """From a likelihood ratio and its 95 % interval. Raises ImpossibleProbability unless all are above 0 and finite."""
    if low is None or high is None:
        low = high = value
    if not all(math.isfinite(number) and number > 0 for number in (value, low, high)) or not low <= value <= high:
        message = f"the likelihood ratio {value:g} ({low:g} to {high:g}): expected numbers above 0, the lower end first"
        raise ImpossibleProbability(message)
    return Ratio(value, (math.log(high) - math.log(low)) / (2 * Z))


def ratio_of(test: DiagnosticTest, result: str) -> Ratio:
    """The likelihood ratio of a test's result.

    Its width comes from the intervals of sensitivity and specificity to first order (the delta method), as if
    the two were independent of each other.
    """
    found, cleared = percent_belief(test.sensitivity), percent_belief(test.specificity)
    sensitivity, specificity = probability(found.centre), probability(cleared.centre)
    if result == "positive":
        value, one, other = sensitivity / (1 - specificity), 1 - sensitivity, specificity
    else:
        value, one, other = (1 - sensitivity) / specificity, sensitivity, 1 - specificity
    return Ratio(value, math.hypot(one * found.width, other * cleared.width))


def percent_belief(share: Percent) -> Belief:
    """From a published share; without an interval of the source, the width follows from what it counted."""
    low, high = (None if end is None else end / 100 for end in (share.low, share.high))
    own = belief(share.percent / 100, low, high)
    if own.width == 0 and share.count is not None and share.people is not None:
        return Belief(own.centre, math.sqrt(1 / share.count + 1 / (share.people - share.count)))
    return own


def updated(start: Belief, ratios: Iterable[Ratio]) -> Belief:
    """The belief after findings that are independent of each other; their order makes no difference."""
    found = [*ratios]
    return Belief(
        math.fsum([start.centre, *(ratio.log for ratio in found)]),
        math.sqrt(math.fsum([start.width**2, *(ratio.width**2 for ratio in found)])),
    )


def spread(belief: Belief) -> Spread:
    """Mean, median and the ends of the 95 % interval."""
    return Spread(
        mean=plain(_mean(belief)),
        median=plain(probability(belief.centre)),
        low=plain(probability(belief.centre - Z * belief.width)),
        high=plain(probability(belief.centre + Z * belief.width)),
    )


def plain(number: float) -> float:
    """Six digits, without those that only rounding made."""
    return float(f"{number:.6g}")


def _mean(belief: Belief) -> float:
    if belief.width == 0:
        return probability(belief.centre)
    steps = [_REACH * place / _STEPS for place in range(-_STEPS, _STEPS + 1)]
    weights = [math.exp(-step * step / 2) for step in steps]
    values = (probability(belief.centre + belief.width * step) for step in steps)
    return math.fsum(weight * value for weight, value in zip(weights, values, strict=True)) / math.fsum(weights)
