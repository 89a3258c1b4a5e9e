"""The shapes of the safety case: what is proved (safety.yaml), and what could go wrong (hazards.yaml)."""

from typing import Literal

from msgspec import field

from venevagt.knowledge.shape import Kind, Shape, Urgency
from venevagt.logic.expression import Expression

OUTCOMES = ("urgency", "lowest", "highest")
"""What a property can say of a case beside its findings, as an urgency."""

SAYS = "says_"
"""Before a line of advice: whether it is given."""


class AnswerChange(Shape, frozen=True, rename={"before": "from", "after": "to"}):
    """One finding answered in another way; `from` and `to` in the file."""

    before: Literal["no", "yes", "open", "answered", "lower"]
    after: Literal["no", "yes", "answered", "unsure", "higher"]


class Exemption(Shape, frozen=True):
    """Why a property need not hold for one finding or rule, and the hazard that this leaves."""

    because: str
    hazard: str


class Property(Shape, frozen=True):
    """What must hold of the rules for every case; knowledge/safety.yaml says how to read it."""

    says: str
    cases: Literal["complete", "unfinished", "interview"]
    for_each: tuple[Kind, ...] = ()
    findings: tuple[str, ...] = ()
    every_rule: bool = False
    claim: str = ""
    possible: str = ""
    change: AnswerChange | None = None
    must: Literal["not_fall", "not_rise", "not_widen", ""] = ""
    exceptions: dict[str, Exemption] = field(default_factory=dict)
    id: str = ""
    condition: Expression | None = None


class Control(Shape, frozen=True):
    """What makes a hazard less likely or less harmful, and where that can be seen.

    `texts`: section/id, in every language; `tests`: tests/file.py::name; `documents`: a path;
    `operator`: what whoever puts it into service has to do. At least one of them is given.
    """

    how: str
    properties: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    operator: str = ""


class Residual(Shape, frozen=True):
    """The risk that is left with the controls, and why it is taken."""

    severity: str
    likelihood: str
    why: str


class Hazard(Shape, frozen=True):
    """Something that could hurt a person; `severity` and `likelihood` as they were without controls."""

    hazard: str
    cause: str
    effect: str
    severity: str
    likelihood: str
    controls: tuple[Control, ...]
    residual: Residual
    owner: str
    sources: tuple[str, ...] = ()
    id: str = ""


class RiskScale(Shape, frozen=True):
    """The words for severity and likelihood with what they mean, and the risk level of each pair.

    `levels`: for each likelihood one level for each severity, in the order of `severities`.
    A residual risk up to `acceptable` stands; above `tolerable` it is refused.
    """

    severities: dict[str, str]
    likelihoods: dict[str, str]
    levels: dict[str, tuple[int, ...]]
    acceptable: int
    tolerable: int
    owners: dict[str, str]

    def level(self, severity: str, likelihood: str) -> int:
        """The risk level of a pair. Raises KeyError or ValueError for words that the scale lacks."""
        return self.levels[likelihood][list(self.severities).index(severity)]


class Lowering(Shape, frozen=True):
    """Why a later version answers some cases less urgently: their urgency was `was` and is `now`.

    `when` tells the cases. `unsure` names a finding when only not being sure of it counts for less.
    """

    was: Urgency
    now: Urgency
    when: str
    because: str
    hazard: str
    since: str
    sources: tuple[str, ...]
    unsure: str = ""
    id: str = ""
    condition: Expression | None = None
