"""Diagnostic pathways: from a suspected clot to a decision, step by step.

docs/knowledge.md explains the shapes to authors. A pathway has no loop: a scan that is repeated is a step
of its own with a finding of its own, so that it ends after as many times as there are steps.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import field

from venevagt.knowledge.shape import Review, Shape
from venevagt.logic.expression import Expression, names

Ending = Literal["", "treat", "ruled_out", "follow_up", "refer", "emergency", "pathway"]
"""How a patient leaves. `pathway`: the work-up goes on in another one."""

StepKind = Literal["question", "score", "test", "action", "end"]


class Limit(Shape, frozen=True):
    """From which result on a number is positive: `fixed`, and above an age `per_year` times the age."""

    fixed: float
    by_age_from: float | None = None
    per_year: float = 0

    def at(self, age: float) -> float:
        """The limit at an age."""
        by_age = self.by_age_from is not None and age > self.by_age_from
        return max(self.fixed, age * self.per_year) if by_age else self.fixed


class Waiting(Shape, frozen=True):
    """What is done when a result comes later than `within_hours`.

    `interim`: anticoagulation until it is there. `take`: tests to be taken before it starts.
    `at_most_hours`: the longest wait that is allowed even then.
    """

    interim: bool
    take: tuple[str, ...] = ()
    at_most_hours: float | None = None


class Step(Shape, frozen=True):
    """One step; `kind` says which of the five it is.

    A question: `when`, and where `yes` and `no` lead. A score: `bands` say where each result leads, `high`
    which of them must never leave without imaging. A test: `test` is its finding, `results` where each
    leads, `within_hours` how soon the result has to be there (0: at once), `days` from which day to which
    day it is repeated. An action: `then` says what follows. An end: `end`, and `pathway` where it goes on.
    """

    sources: tuple[str, ...]
    when: str = ""
    yes: str = ""
    no: str = ""
    score: str = ""
    bands: dict[str, str] = field(default_factory=dict)
    high: tuple[str, ...] = ()
    test: str = ""
    results: dict[str, str] = field(default_factory=dict)
    limit: Limit | None = None
    within_hours: float | None = None
    while_waiting: Waiting | None = None
    days: tuple[int, ...] = ()
    then: str = ""
    end: Ending = ""
    pathway: str = ""
    id: str = ""
    condition: Expression | None = None

    @property
    def kinds(self) -> tuple[StepKind, ...]:
        """Every kind that its fields make it: exactly one in sound knowledge."""
        marks: Mapping[StepKind, str] = {
            "question": self.when,
            "score": self.score,
            "test": self.test,
            "action": self.then,
            "end": self.end,
        }
        return tuple(kind for kind, mark in marks.items() if mark)

    @property
    def kind(self) -> StepKind:
        """What it is."""
        return self.kinds[0]

    @property
    def ways(self) -> Mapping[str, str]:
        """Each result with the step that it leads to."""
        match self.kinds[:1]:
            case ("question",):
                return {"yes": self.yes, "no": self.no}
            case ("score",):
                return self.bands
            case ("test",):
                return self.results
            case ("action",):
                return {"done": self.then}
        return {}


class Variant(Shape, frozen=True):
    """How a guideline, or a place, differs: steps replaced or added."""

    sources: tuple[str, ...]
    steps: dict[str, Step]


class Pathway(Shape, frozen=True):
    """From a suspicion to a decision.

    `applies`: for whom. `variant`: whose way these steps are; `variants`: the others.
    `untreated_hours`: the longest that a result may take without anticoagulation meanwhile.
    `treated`: who has anticoagulation already, and gets none on top while waiting.
    """

    variant: str
    applies: str
    untreated_hours: float
    start: str
    sources: tuple[str, ...]
    steps: dict[str, Step]
    variants: dict[str, Variant] = field(default_factory=dict)
    treated: str = ""
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None
    treated_condition: Expression | None = None


class PathwayText(Shape, frozen=True):
    """`whom`: for whom it is. `steps`: what each step is, or decides. `variants`: how each differs."""

    name: str
    whom: str
    steps: dict[str, str]
    variants: dict[str, str]
    note: str = ""


class Setup(Shape, frozen=True):
    """How it is done in one place: the variant of each pathway, how many hours tests take, which are not there."""

    name: str = ""
    variants: dict[str, str] = field(default_factory=dict)
    hours: dict[str, float] = field(default_factory=dict)
    not_here: tuple[str, ...] = ()


def steps_of(pathway: Pathway, variants: tuple[str, ...]) -> dict[str, Step]:
    """The steps that can be reached, with those of the variants in place; of two that differ the later counts."""
    steps = dict(pathway.steps)
    for name in variants:
        if name != pathway.variant:
            steps |= pathway.variants[name].steps
    return {name: steps[name] for name in reachable(steps, pathway.start)}


def reachable(steps: Mapping[str, Step], start: str) -> Iterator[str]:
    """The steps from `start` on, each once; a step that does not exist is left out."""
    waiting, seen = [start], {start}
    while waiting:
        name = waiting.pop(0)
        if name not in steps:
            continue
        yield name
        new = [after for after in dict.fromkeys(steps[name].ways.values()) if after not in seen]
        seen.update(new)
        waiting += new


def every_step(pathway: Pathway) -> Iterator[tuple[tuple[str, ...], Step]]:
    """Each step that is written down, also those of the variants, with the way to it in the entry."""
    yield from ((("steps", name), step) for name, step in pathway.steps.items())
    for key, variant in pathway.variants.items():
        yield from ((("variants", key, "steps", name), step) for name, step in variant.steps.items())


def findings_of_pathway(pathway: Pathway) -> Iterator[str]:
    """The findings that its conditions and tests look at; those of its scores are not among them."""
    conditions = [pathway.condition, pathway.treated_condition, *(step.condition for _, step in every_step(pathway))]
    yield from (name for condition in conditions if condition is not None for name in names(condition))
    for _, step in every_step(pathway):
        yield from ((step.test,) if step.test else ())
        yield from (step.while_waiting.take if step.while_waiting is not None else ())
