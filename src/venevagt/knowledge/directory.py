"""The shapes of knowledge/recovery/directory*: what is known of a clinic, the regions, and who may see clinics."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from venevagt.knowledge.shape import Review, Shape, Urgency
from venevagt.logic.expression import Expression

FactType = Literal["yes_no", "choice", "choices", "number", "text"]

Asked = Literal["", "has", "one_of", "at_most", "open_at"]
"""How a search may ask for a fact; empty: not at all."""


class FactKind(Shape, frozen=True):
    """A fact that a clinic can have. `unknown_after_days`: how long after its check it is still known.

    `options` of a choice or of choices; those of `fulfils` count as having it. `low` and `high` of a number.
    """

    type: FactType
    unknown_after_days: int
    sources: tuple[str, ...]
    asked: Asked = ""
    options: tuple[str, ...] = ()
    fulfils: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    review: Review | None = None
    id: str = ""


class Region(Shape, frozen=True):
    """A region: the codes of the areas that it covers, and the days between which it exists."""

    areas: tuple[str, ...]
    sources: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    review: Review | None = None
    id: str = ""

    def exists(self, on: date) -> bool:
        """Whether it is a region on this day."""
        return (self.valid_from or on) <= on <= (self.valid_to or on)


class DoorRule(Shape, frozen=True):
    """One way to the clinics: nothing more urgent than `at_most` is possible.

    `concerns`: some rule speaks, and no rule with anything else in mind can hold; empty: any may.
    `unless`: a condition that must be known not to hold.
    """

    at_most: Urgency
    sources: tuple[str, ...]
    concerns: tuple[str, ...] = ()
    unless: str = ""
    needs_clearance: bool = False
    review: Review | None = None
    id: str = ""
    exception: Expression | None = None


class Directory(Struct, frozen=True):
    """What can be known of a clinic, the regions, and the ways to the clinics."""

    facts: Mapping[str, FactKind]
    regions: Mapping[str, Region]
    door: Mapping[str, DoorRule]

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {"clinic_facts": self.facts, "regions": self.regions, "clinic_door": self.door}
