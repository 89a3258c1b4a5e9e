"""What a plan for one person is made of: questions to the person, and lines that stand under a condition.

The plan after the diagnosis and the plan against a clot both have this shape.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from venevagt.knowledge.shape import Review, Shape
from venevagt.logic.expression import Expression

Decider = Literal["self", "doctor"]
"""Who decides on what a line says."""

EMERGENCY_PART = "emergency"
"""The part that every plan has: when to call 112."""


class PlanQuestion(Shape, frozen=True):
    """A finding that a person is asked for in plain words. `when`: only where this is known to hold."""

    sources: tuple[str, ...]
    when: str = ""
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None


class PlanLine(Shape, frozen=True):
    """One line of a plan.

    It stands where `when` holds and `unless` is not known to hold; where `when` is open, the line is open.
    `days`: on which days after the start, the first and the last. `advice`: its words are this line of advice.
    """

    part: str
    sources: tuple[str, ...]
    when: str = ""
    unless: str = ""
    days: tuple[int, int] | None = None
    advice: str = ""
    decided_by: Decider = "self"
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None
    exception: Expression | None = None


class PlanKnowledge(Struct, frozen=True):
    """The questions and the lines of one kind of plan, each by id; `name`: the section of the lines."""

    name: str
    parts: tuple[str, ...]
    questions: Mapping[str, PlanQuestion]
    lines: Mapping[str, PlanLine]

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {self.name: self.lines, f"{self.name}_questions": self.questions}

    def conditions(self) -> Iterator[Expression]:
        """Every condition of a question or a line."""
        for question in self.questions.values():
            if question.condition is not None:
                yield question.condition
        for line in self.lines.values():
            yield from (part for part in (line.condition, line.exception) if part is not None)
