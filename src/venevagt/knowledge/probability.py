"""How likely a clot is, as data: likelihood ratios, tests, where to start from, and published results to compare with.

Percentages are 0 to 100; an interval is the 95 % interval that the source gives, absent where it gives none.
docs/probability.md explains the shapes to authors.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct, field

from venevagt.knowledge.shape import Review, Shape
from venevagt.logic.expression import Expression

Outcome = Literal["dvt", "pe"]
"""What the probability is of."""

ResultOfTest = Literal["positive", "negative"]


class LikelihoodRatio(Shape, frozen=True):
    """How many times as often people with the clot have a finding as people without it.

    It holds where `when` does, or for a result of `score` (name or name@version) in `band`. Of those that
    have the same `measures` only the strongest counts at all. Those of one `group` overlap: how much, the source
    does not say. `in_scores`: the scores that weigh the finding already.
    """

    outcome: Outcome
    value: float
    sources: tuple[str, ...]
    when: str = ""
    score: str = ""
    band: str = ""
    low: float | None = None
    high: float | None = None
    measures: str = ""
    group: str = ""
    in_scores: tuple[str, ...] = ()
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None


class Percent(Shape, frozen=True):
    """A published share of 100 people, and its 95 % interval where the source gives one.

    `count` of `people`: what the source counted; without an interval of the source, one follows from that.
    """

    percent: float
    low: float | None = None
    high: float | None = None
    count: int | None = None
    people: int | None = None


class DiagnosticTest(Shape, frozen=True):
    """A test: how many of those with the clot it finds, how many of those without it clears.

    `positive`, `negative`: conditions on findings; where neither holds, the test has not been done.
    `doubtful`: in whom it says little. Of tests that have the same `measures` only one counts. `in_scores`: the
    scores that contain the result already.
    """

    outcome: Outcome
    positive: str
    negative: str
    sensitivity: Percent
    specificity: Percent
    sources: tuple[str, ...]
    doubtful: str = ""
    measures: str = ""
    in_scores: tuple[str, ...] = ()
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None
    yes_condition: Expression | None = None
    no_condition: Expression | None = None


class StartingPoint(Shape, frozen=True):
    """Of an outcome: the score that is counted when nobody says from where to start, and when it is excluded.

    `applies`: in whom likelihood ratios and tests were studied. `rule_out`, `treat`: below and from which percentage;
    without `treat` the sources name no such limit.
    """

    score: str
    applies: str
    rule_out: float
    sources: tuple[str, ...]
    treat: float | None = None
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None


class Calibration(Shape, frozen=True):
    """A published result that a calculation is compared with.

    It starts from `score` in `band`, or from `pretest` percent; then come `ratios` and `tests`.
    """

    outcome: Outcome
    published: Percent
    sources: tuple[str, ...]
    score: str = ""
    band: str = ""
    pretest: Percent | None = None
    ratios: tuple[str, ...] = ()
    tests: dict[str, ResultOfTest] = field(default_factory=dict)
    review: Review | None = None
    id: str = ""


class DiagnosticTestText(Shape, frozen=True):
    """`positive` and `negative` name the results; `doubtful` says in whom the test says little."""

    name: str
    positive: str
    negative: str
    doubtful: str = ""


class CalibrationText(Shape, frozen=True):
    """`differs`: in what the published result and the calculation are not alike."""

    name: str
    differs: str


class Probability(Struct, frozen=True):
    """All of it, by id."""

    likelihood_ratios: Mapping[str, LikelihoodRatio]
    tests: Mapping[str, DiagnosticTest]
    starting_points: Mapping[str, StartingPoint]
    calibrations: Mapping[str, Calibration]

    def sections(self) -> Mapping[str, Mapping[str, LikelihoodRatio | DiagnosticTest | StartingPoint | Calibration]]:
        """The entries by the name of their section."""
        return {
            "likelihood_ratios": self.likelihood_ratios,
            "tests": self.tests,
            "starting_points": self.starting_points,
            "calibrations": self.calibrations,
        }

    def conditions(self) -> Iterator[Expression | None]:
        """Every condition in it."""
        yield from (ratio.condition for ratio in self.likelihood_ratios.values())
        yield from (point.condition for point in self.starting_points.values())
        for test in self.tests.values():
            yield from (test.condition, test.yes_condition, test.no_condition)
