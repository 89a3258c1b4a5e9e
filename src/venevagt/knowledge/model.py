"""What the knowledge base says, typed and immutable: the closed set of shapes.

Each class is one shape that a file may have; docs/knowledge.md explains them to authors. `id` is
the key that the entry stands under, `condition` is `when` and `exception` is `unless` as a tree: they
are filled in on loading.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from venevagt.knowledge.clinical import Clinical, ClinicalFindingText, ScoreText
from venevagt.knowledge.codes import FindingCodes
from venevagt.knowledge.pathways import PathwayText
from venevagt.knowledge.probability import CalibrationText, DiagnosticTestText
from venevagt.knowledge.recovery import Recovery
from venevagt.knowledge.safety import Hazard, Lowering, Property, RiskScale
from venevagt.knowledge.shape import AnswerType, Kind, Review, Shape, Urgency, variable_of
from venevagt.logic.diagram import Outcome, Question
from venevagt.logic.domain import Domain
from venevagt.logic.expression import (
    Expression,
    Value,
    VariableType,
)

PEOPLE = 100
"""The one denominator of the numbers for laypeople."""


class Finding(Shape, frozen=True):
    """Something that can be asked or measured."""

    kind: Kind
    type: AnswerType
    unsure: str
    sources: tuple[str, ...]
    unit: str = ""
    low: float = 0
    high: float = 0
    options: tuple[str, ...] = ()
    not_measured: float | None = None
    decides_nothing: str = ""
    review: Review | None = None
    id: str = ""

    @property
    def variable(self) -> VariableType:
        """The finding as the expression language sees it."""
        return variable_of(self.type, self.low, self.high, self.options)


class Examples(Shape, frozen=True):
    """Cases beside a rule, run at every check: finding -> yes, no, a number or an option."""

    holds: dict[str, str | float]
    does_not_hold: dict[str, str | float]
    still_open: dict[str, str | float]


class Condition(Shape, frozen=True):
    """A named condition that rules share."""

    when: str
    sources: tuple[str, ...]
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None


class Rule(Shape, frozen=True):
    """Where `when` holds, the urgency is at least this."""

    urgency: Urgency
    when: str
    concern: str
    sources: tuple[str, ...]
    examples: Examples
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None


class Advice(Shape, frozen=True):
    """Lines to do, not to do, to say on the telephone, and to come back for.

    knowledge/advice.yaml says when an entry is given.
    """

    urgencies: tuple[Urgency, ...]
    sources: tuple[str, ...]
    concerns: tuple[str, ...] = ()
    when: str = ""
    unless: str = ""
    worth_asking: bool = False
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    safety_net: tuple[str, ...] = ()
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None
    exception: Expression | None = None


class Screen(Shape, frozen=True):
    """Questions that stand together in the interview."""

    shape: Literal["tick_list", "question"]
    findings: tuple[str, ...]
    id: str = ""


class Service(Shape, frozen=True):
    """Somebody to call; `region` and `number` only where there is one."""

    kind: Literal["emergency", "own_gp", "out_of_hours"]
    sources: tuple[str, ...]
    region: str = ""
    number: str = ""
    opens: int | None = None
    closes: int | None = None
    valid_from: date | None = None
    review: Review | None = None
    id: str = ""


class Fact(Shape, frozen=True):
    """A number that texts show while it is valid."""

    value: float
    unit: str
    sources: tuple[str, ...]
    review: Review | None = None
    id: str = ""


class Share(Shape, frozen=True):
    """How many of 100 people something is true of, in whole people: `low` to `high`, alike for a single number."""

    low: int
    high: int
    sources: tuple[str, ...]
    review: Review | None = None
    id: str = ""


class Source(Shape, frozen=True):
    """Where a claim comes from."""

    citation: str
    status: Literal["read", "secondary"]
    id: str = ""


class About(Shape, frozen=True):
    """The knowledge base as a whole (knowledge.yaml)."""

    version: str
    released: date
    languages: tuple[str, ...]
    default_urgency: Urgency
    urgencies: tuple[Urgency, ...]
    concerns: tuple[str, ...]
    articles: tuple[str, ...] = ()


class OptionText(Shape, frozen=True):
    label: str


class FindingText(Shape, frozen=True):
    """`question` asks, `label` and `label_no` name the answer, `why` and `look` help to answer."""

    question: str
    label: str
    why: str
    unsure: str
    label_no: str = ""
    look: str = ""
    unit: str = ""
    options: dict[str, OptionText] = field(default_factory=dict)


class RuleText(Shape, frozen=True):
    name: str
    reason: str


class UrgencyText(Shape, frozen=True):
    name: str
    headline: str
    action: str


class ServiceText(Shape, frozen=True):
    name: str
    hours: str
    instead: str
    region: str = ""


class FactText(Shape, frozen=True):
    shown: str
    instead: str


class ShareText(Shape, frozen=True):
    """`who`: the 100 people. `counted`, `others`: what is true of some and of the rest. `instead`: when expired."""

    who: str
    counted: str
    others: str
    instead: str


class ScreenText(Shape, frozen=True):
    """`none` is the button for "nothing of this" on a tick-list."""

    title: str
    none: str = ""


class DrawingText(Shape, frozen=True):
    """The words of a drawing: `title` and `description` for those who cannot see it, `labels` stand in it."""

    title: str
    description: str
    labels: dict[str, str]


class Article(Shape, frozen=True):
    """A page to read. `body` is Markdown in which {names} show what the knowledge base says.

    `sources`: in the order in which they are numbered. `see_also`: the ids of other articles.
    """

    title: str
    sources: tuple[str, ...]
    review: Review
    see_also: tuple[str, ...] = ()
    id: str = ""
    body: str = ""


class Texts(Struct, frozen=True):
    """All words of one language, by id."""

    findings: Mapping[str, FindingText]
    rules: Mapping[str, RuleText]
    advice: Mapping[str, str]
    urgencies: Mapping[str, UrgencyText]
    services: Mapping[str, ServiceText]
    facts: Mapping[str, FactText]
    of_100: Mapping[str, ShareText]
    screens: Mapping[str, ScreenText]
    interface: Mapping[str, str]
    terminal: Mapping[str, str]
    site: Mapping[str, str]
    drawings: Mapping[str, DrawingText]
    articles: Mapping[str, Article]
    clinical_findings: Mapping[str, ClinicalFindingText]
    scores: Mapping[str, ScoreText]
    clinic: Mapping[str, str]
    likelihood_ratios: Mapping[str, str]
    tests: Mapping[str, DiagnosticTestText]
    calibrations: Mapping[str, CalibrationText]
    treatment: Mapping[str, str]
    pathways: Mapping[str, PathwayText]
    followup: Mapping[str, str]
    diary: Mapping[str, str]
    rehabilitation: Mapping[str, str]
    prevention: Mapping[str, str]
    directory: Mapping[str, str]


class Decision(Struct, frozen=True):
    """The rules as one decision diagram, and what the interval of an open case needs.

    `order`: the domains of the variables, in the order in which they are asked.
    `mild`, `worst`: for each finding that pulls in one direction only, the value that gives the
    lowest and the highest urgency. `both_ways`: the findings that have to be tried value by value.
    """

    order: tuple[Domain, ...]
    nodes: tuple[Question | Outcome, ...]
    root: int
    mild: Mapping[str, Value]
    worst: Mapping[str, Value]
    both_ways: tuple[str, ...]


class Model(Struct, frozen=True):
    """The whole knowledge base; every face works from this and from nothing else."""

    about: About
    sha256: str
    findings: Mapping[str, Finding]
    conditions: Mapping[str, Condition]
    rules: Mapping[str, Rule]
    advice: Mapping[str, Advice]
    screens: Mapping[str, Screen]
    services: Mapping[str, Service]
    facts: Mapping[str, Fact]
    of_100: Mapping[str, Share]
    sources: Mapping[str, Source]
    properties: Mapping[str, Property]
    hazards: Mapping[str, Hazard]
    lowerings: Mapping[str, Lowering]
    risk: RiskScale
    clinical: Clinical
    recovery: Recovery
    codes: Mapping[str, FindingCodes]
    texts: Mapping[str, Texts]
    decision: Decision | None = None
