"""The shapes of what is known of treatment: clinical/treatment/*.yaml.

docs/knowledge.md explains them to authors. No entry is a prescription: each says what a guideline or a
product's label says of patients like this one.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import field

from venevagt.knowledge.shape import Review, Shape
from venevagt.logic.expression import Expression

Topic = Literal[
    "medicine",
    "dose_facts",
    "duration",
    "bleeding",
    "kidney",
    "caution",
    "hospital",
    "intervention",
    "compression",
    "follow_up",
    "warning_signs",
]

Strength = Literal["recommended", "may_be_considered", "caution", "not"]

Offer = Literal[
    "doac", "apixaban", "rivaroxaban", "edoxaban", "dabigatran", "lmwh", "warfarin", "fondaparinux", "nsaid"
]
"""A medicine, or a group of them, that an entry offers or rules out."""

CONFIRMED = "clot_confirmed"
"""The clinical finding without which nothing is said of treatment."""


class Control(Shape, frozen=True):
    """A control after the diagnosis: on which day, and what is looked at; repeated each `every` days, if given."""

    day: int
    look_at: tuple[str, ...]
    every: int = 0


class Treatment(Shape, frozen=True):
    """One statement: it stands where `when` holds, each score of `score` is in one of its bands, and `unless` does not.

    `while_unknown`: it stands as long as one of these findings is not known. `replaces`: more general entries
    that are not shown where this one stands. `offers`: what it speaks for; `rules_out`: what no entry may offer
    where this one stands.
    """

    topic: Topic
    strength: Strength
    sources: tuple[str, ...]
    when: str
    unless: str = ""
    score: dict[str, tuple[str, ...]] = field(default_factory=dict)
    while_unknown: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    rules_out: tuple[Offer, ...] = ()
    controls: tuple[Control, ...] = ()
    review: Review | None = None
    id: str = ""
    condition: Expression | None = None
    exception: Expression | None = None


def look_at(entries: Iterable[Treatment]) -> set[str]:
    """Everything that some control looks at."""
    return {item for entry in entries for control in entry.controls for item in control.look_at}


def stopped_by(entries: Mapping[str, Treatment], name: str) -> Iterator[Treatment]:
    """The entries that keep this one from being shown where they stand."""
    offered = set(entries[name].offers)
    for other in entries.values():
        if other.id != name and (name in other.replaces or offered & set(other.rules_out)):
            yield other
