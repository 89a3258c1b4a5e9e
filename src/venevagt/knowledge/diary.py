"""The shapes of knowledge/recovery/diary.yaml and diary/signs.yaml: what a person writes down, and what it says."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

from venevagt.knowledge.shape import Review, Shape
from venevagt.logic.expression import Expression

Plot = Literal["", "calf", "pain", "walking"]

SETTINGS = ("clot_under_treatment", "on_anticoagulant")
"""The findings that are set once for the whole diary."""

LEGS = ("left", "right", "both")
"""In which leg the clot is or was."""


class DiaryField(Shape, frozen=True):
    """One thing to write down; knowledge/recovery/diary.yaml says what its parts mean."""

    type: Literal["number", "yes_no", "choice", "text"]
    sources: tuple[str, ...]
    unit: str = ""
    low: float = 0
    high: float = 0
    likely: tuple[float, ...] = ()
    decimals: int = 0
    options: tuple[str, ...] = ()
    longest: int = 0
    plot: Plot = ""
    says: dict[str, dict[str, str]] = field(default_factory=dict)
    review: Review | None = None
    id: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """The words that it can have as an answer; none for a number or a text."""
        return ("yes", "no", "unsure") if self.type == "yes_no" else self.options


class DiarySign(Shape, frozen=True):
    """What one number, or the difference between two, says to the triage; diary/signs.yaml says how."""

    of: tuple[str, ...]
    finding: str
    sources: tuple[str, ...]
    answer: Literal["yes", "measured"] = "yes"
    at_least: float | None = None
    grown_by: float | None = None
    within_days: int | None = None
    unless: str = ""
    review: Review | None = None
    id: str = ""
    exception: Expression | None = None


class Diary(Struct, frozen=True):
    """The diary: what a person can write down each day, and which findings it says."""

    fields: Mapping[str, DiaryField]
    signs: Mapping[str, DiarySign]

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {"diary_fields": self.fields, "diary_signs": self.signs}
