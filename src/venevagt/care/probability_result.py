"""The shapes of a probability that can be inspected. Probabilities are 0 to 1; counts are of 1000 people."""

from typing import Literal

from msgspec import Struct

from venevagt.care.log_odds import Spread

Action = Literal["stop", "examine", "treat"]
"""By the limits: the clot counts as excluded, is looked for further, or is treated."""


class Start(Struct, frozen=True):
    """From where a calculation starts: the published share of a score's band, or the user's own number.

    `score`, `version`, `band` are empty for the user's own. `applies`: whether the score was made for this patient, or
    the likelihood ratios are of such patients; None while that is open. `interval_given`: without one the start adds
    nothing to the width.
    """

    score: str
    version: str
    band: str
    applies: bool | None
    probability: Spread
    interval_given: bool
    sources: tuple[str, ...]


class Factor(Struct, frozen=True):
    """What one finding, test result or score band changes.

    `before` and `after`: the probability (median) as the factors are taken in order; `points`: the change in
    percentage points. `low` and `high` are None where the source gives no interval. `log_odds` does not depend on
    the order.
    """

    factor: str
    kind: Literal["finding", "score", "test"]
    result: str
    value: float
    low: float | None
    high: float | None
    log_odds: float
    before: float
    after: float
    points: float
    group: str
    sources: tuple[str, ...]


class NotApplied(Struct, frozen=True):
    """A factor that holds and was not counted. `instead`: the score, or the factor, that counts in its place."""

    factor: str
    kind: Literal["finding", "test"]
    result: str
    reason: Literal["in_score", "same_thing"]
    instead: str


class Bounds(Struct, frozen=True):
    """What dependence can change: from findings that are independent to findings that say the same.

    `groups`: the factors that are known to overlap; `in_groups`: the ends (medians) when in each group all count, or
    only the strongest. `lowest`, `highest`: the ends when all may overlap: of those that raise the probability only
    the strongest counts and all that lower it do, and the other way round.
    """

    groups: tuple[tuple[str, ...], ...]
    in_groups: tuple[float, float]
    lowest: Spread
    highest: Spread


class Limits(Struct, frozen=True):
    """Below `rule_out` a clot counts as excluded; from `treat` on, where there is such a limit, it is treated."""

    rule_out: float
    treat: float | None
    sources: tuple[str, ...]


class Outlook(Struct, frozen=True):
    """What follows a result: how likely it is, the probability after it, and the action that the limits then say.

    `lowest`, `highest`: the medians at the ends of what dependence between the factors before it can change.
    `sure`: whether the interval, and what dependence can change, lie on the same side of the limits, and no test
    in it says little in this patient.
    """

    share: float
    probability: Spread
    lowest: float
    highest: float
    action: Action
    sure: bool


class Numbers(Struct, frozen=True):
    """Expected of 1000 people like this one: clots missed, people examined further, people treated without the clot."""

    missed: float
    examined: float
    treated_without: float


class TestValue(Struct, frozen=True):
    """What a test would change before it is done.

    `changes`: how likely a result is that leads to another action. `without`, `with_test`: what to expect when the
    limits decide. `found` to `cleared`: how the results fall out among 1000.
    """

    test: str
    positive: Outlook
    negative: Outlook
    found: float
    false_alarms: float
    overlooked: float
    cleared: float
    changes: float
    without: Numbers
    with_test: Numbers
    sources: tuple[str, ...]


class ProbabilityResult(Struct, frozen=True):
    """All of it.

    `probability`: as if the factors were independent; `bounds` says what it can be otherwise. `without_interval`:
    factors of which no interval is known: they add nothing to the width, so that the true interval is wider.
    `action`, `sure`: what the limits say now, as in Outlook. `doubtful`: the tests that say little in this patient.
    """

    outcome: str
    start: Start
    factors: tuple[Factor, ...]
    not_applied: tuple[NotApplied, ...]
    probability: Spread
    without_interval: tuple[str, ...]
    bounds: Bounds
    limits: Limits
    action: Action
    sure: bool
    doubtful: tuple[str, ...]
    tests: tuple[TestValue, ...]
