"""The shapes of knowledge/recovery/rehabilitation: clearance, stop signs, stages, exercises, measures, the way back."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

from venevagt.knowledge.shape import Review, Shape
from venevagt.logic.expression import Expression


class ClearanceField(Shape, frozen=True):
    """One thing that a clearance names. `options`: of a choice; `says`: the findings that one of them makes a yes."""

    kind: Literal["date", "choice", "stage", "text"]
    sources: tuple[str, ...]
    options: tuple[str, ...] = ()
    says: dict[str, tuple[str, ...]] = field(default_factory=dict)
    review: Review | None = None
    id: str = ""


class StopSign(Shape, frozen=True):
    """A question of each day, and the answer that stops.

    `findings`: what that answer is to the triage. `treatment`: asked only where the clearance says so of it.
    """

    stops_on: Literal["yes", "no"]
    sources: tuple[str, ...]
    findings: tuple[str, ...] = ()
    treatment: str = ""
    review: Review | None = None
    id: str = ""


class Check(Shape, frozen=True):
    """A question of how it goes."""

    sources: tuple[str, ...]
    review: Review | None = None
    id: str = ""


class Stage(Shape, frozen=True):
    """A stage: from which day of the treatment (the first is day 1), and what has to hold beside it."""

    from_day: int
    sources: tuple[str, ...]
    when: str = ""
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None


class Exercise(Shape, frozen=True):
    """An exercise, open from a stage on."""

    stage: str
    drawing: str
    sources: tuple[str, ...]
    review: Review | None = None
    id: str = ""


class Measure(Shape, frozen=True):
    """What is measured, with what is accepted. `sides`: of each leg.

    `finding`: what the difference between the legs, or the number, is to the triage. `score`: counted as that
    score. `licence`: only named, for it may not be used without its owner's licence.
    """

    sources: tuple[str, ...]
    unit: str = ""
    low: float = 0
    high: float = 0
    sides: bool = False
    finding: str = ""
    score: str = ""
    licence: bool = False
    review: Review | None = None
    id: str = ""


class WayBack(Shape, frozen=True):
    """A way back into life: which stage has to be open and what has to hold, or that only a doctor says when."""

    sources: tuple[str, ...]
    stage: str = ""
    when: str = ""
    doctor: bool = False
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None


class Rehabilitation(Struct, frozen=True):
    """All of it, by id; the stages in their order."""

    clearance: Mapping[str, ClearanceField]
    stop_signs: Mapping[str, StopSign]
    checks: Mapping[str, Check]
    stages: Mapping[str, Stage]
    exercises: Mapping[str, Exercise]
    measures: Mapping[str, Measure]
    way_back: Mapping[str, WayBack]

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {
            "clearance": self.clearance,
            "stop_signs": self.stop_signs,
            "checks": self.checks,
            "stages": self.stages,
            "exercises": self.exercises,
            "measures": self.measures,
            "return": self.way_back,
        }
