"""The clinician's side of the knowledge: what is examined and measured, and the scores made of it.

docs/knowledge.md explains the shapes to authors. Conditions stand over the findings of the triage
and those of `clinical/findings` together.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct, field

from venevagt.knowledge.doors import Door, FixedKey
from venevagt.knowledge.pathways import Pathway
from venevagt.knowledge.probability import Probability
from venevagt.knowledge.shape import AnswerType, Review, Shape, variable_of
from venevagt.knowledge.treatment import Treatment
from venevagt.logic.expression import Expression, VariableType

Purpose = Literal["dvt", "pe", "severity", "bleeding", "recurrence", "prevention", "after_clot", "kidney", "body"]
"""What a score is for."""


class ClinicalFinding(Shape, frozen=True):
    """Something that a clinician examines, measures or decides.

    `unit`: the unit (UCUM) of the numbers in conditions; `units`: other units, and how many of `unit`
    one of them is. `unit_required`: a number without its unit is refused. `yes`, `no`: conditions on
    other findings from which this one follows when nobody has said it. `score`: it is computed by this score.
    `imaging`: it is what a picture shows of a clot. `judged`: it is a judgement of the whole, so nothing but its own
    answer answers it. `absent`: the option that is a no. `after_examination`: it is measured last, never before the
    examination.
    """

    type: AnswerType
    sources: tuple[str, ...]
    unit: str = ""
    units: dict[str, float] = field(default_factory=dict)
    unit_required: bool = False
    low: float = 0
    high: float = 0
    options: tuple[str, ...] = ()
    yes: str = ""
    no: str = ""
    score: str = ""
    imaging: bool = False
    judged: bool = False
    absent: str = ""
    after_examination: bool = False
    review: Review | None = None
    id: str = ""
    yes_condition: Expression | None = None
    no_condition: Expression | None = None

    @property
    def variable(self) -> VariableType:
        """The finding as the expression language sees it."""
        return variable_of(self.type, self.low, self.high, self.options)


class Level(Shape, frozen=True):
    """One of several answers to an item: the first whose condition holds gives its points."""

    when: str
    points: float
    condition: Expression | None = None


class Item(Shape, frozen=True):
    """A line of a score.

    `when` and `points`; or `levels`, of which the first that holds counts; or `value`: a number finding
    whose own value is the points; or `score`: the points of another score.
    """

    when: str = ""
    points: float = 0
    levels: tuple[Level, ...] = ()
    value: str = ""
    score: str = ""
    id: str = ""
    condition: Expression | None = None


class Factor(Shape, frozen=True):
    """A factor of a formula: a number finding, taken from `minus_from` if given, to a power.

    Without `value` it is the number `factor`, where `when` holds (always, without one).
    """

    value: str = ""
    minus_from: float | None = None
    power: Literal[1, -1] = 1
    when: str = ""
    factor: float = 1
    condition: Expression | None = None


class Band(Shape, frozen=True):
    """What a result is called from `at_least` points on; the first band has none."""

    at_least: float | None = None
    id: str = ""


class Performance(Shape, frozen=True):
    """A published figure: of 100 people in this band, so many had it. `low`, `high`: the 95 % interval, if given."""

    band: str
    outcome: str
    percent: float
    source: str
    low: float | None = None
    high: float | None = None


class Version(Shape, frozen=True):
    """How another version of the score differs: items left out, items, bands and patients of its own."""

    applies: str = ""
    without: tuple[str, ...] = ()
    items: dict[str, Item] = field(default_factory=dict)
    bands: dict[str, Band] = field(default_factory=dict)
    performance: tuple[Performance, ...] = ()
    sources: tuple[str, ...] = ()
    condition: Expression | None = None


class Score(Shape, frozen=True):
    """A published score: points for items, or a formula, and the bands of the result.

    `applies`: for whom; `version`: which one this is; `versions`: the others.
    """

    version: str
    purpose: Purpose
    sources: tuple[str, ...]
    bands: dict[str, Band]
    applies: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    factors: tuple[Factor, ...] = ()
    unit: str = ""
    performance: tuple[Performance, ...] = ()
    versions: dict[str, Version] = field(default_factory=dict)
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None


class ClinicalFindingText(Shape, frozen=True):
    """`label` names it; `help` says how it is examined, or what counts."""

    label: str
    help: str = ""
    options: dict[str, str] = field(default_factory=dict)


class ScoreText(Shape, frozen=True):
    """`whom`: for whom the score was made; `bands`: what each result means.

    `items`: the name of each item that is not one finding and called so. `versions`: how each differs.
    """

    name: str
    whom: str
    bands: dict[str, str]
    items: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    note: str = ""


class Clinical(Struct, frozen=True):
    """All of it, by id."""

    findings: Mapping[str, ClinicalFinding]
    scores: Mapping[str, Score]
    probability: Probability
    treatment: Mapping[str, Treatment]
    pathways: Mapping[str, Pathway]
    doors: Mapping[str, Door]
    keys: Mapping[str, FixedKey]

    def choices(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What a door can name -> the versions, by name@version, that can be chosen there, the first by itself.

        A version for patients of its own is never chosen: a door names it beside its score.
        """
        for name, score in self.scores.items():
            others = [key for key, version in score.versions.items() if not version.applies]
            yield name, tuple(f"{name}@{version}" for version in (score.version, *others))
            yield from ((f"{name}@{key}", (f"{name}@{key}",)) for key, one in score.versions.items() if one.applies)

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {
            "clinical_findings": self.findings,
            "scores": self.scores,
            **self.probability.sections(),
            "treatment": self.treatment,
            "pathways": self.pathways,
        }
