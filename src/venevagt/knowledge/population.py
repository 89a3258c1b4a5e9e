"""A made-up population, as data: who has which cause, and what people with a cause would answer.

It is no part of the model: only what simulates people reads it. Percentages are 0 to 100. Every figure has either
`sources` (and `derived`, how it follows from them) or `because`, which says that it is assumed, and why.
docs/synthetic-population.md explains it to readers.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct, field

from venevagt.knowledge.shape import Review, Shape

OTHERS = "others"
"""The key of a figure for all causes that are not named."""

AGES = (0, 16, 40, 60, 75)
"""Where each class of ages begins for which `by_age` has an entry."""


class Figure(Shape, frozen=True):
    """A share of 100 people."""

    percent: float
    sources: tuple[str, ...] = ()
    derived: str = ""
    because: str = ""


class Group(Shape, frozen=True):
    """Causes that belong together, and their share of all people."""

    percent: float
    sources: tuple[str, ...] = ()
    derived: str = ""
    because: str = ""
    review: Review | None = None
    id: str = ""


class Ages(Shape, frozen=True):
    """A bell curve of ages in whole years with this mean, cut off at `low` and `high`."""

    mean: float
    sd: float
    low: int
    high: int
    sources: tuple[str, ...] = ()
    derived: str = ""
    because: str = ""


class Cause(Shape, frozen=True):
    """What a person really has. `share`: of its group; `place`: where the complaint is."""

    group: str
    share: Figure
    age: Ages
    female: Figure
    place: Literal["leg", "arm", "elsewhere"] = "leg"
    review: Review | None = None
    id: str = ""


class Only(Shape, frozen=True):
    """Who can have a trait at all; of those whose complaint is elsewhere, who are not asked for it."""

    place: Literal["leg", "arm", "elsewhere", ""] = ""
    sex: Literal["female", "male", ""] = ""
    low: int = 0
    high: int = 120


class Trait(Shape, frozen=True):
    """How many of 100 people with a cause have a finding. A key is a cause, a group, or `others`.

    `because`: why the assumed figures are as they are. `by_age`: odds for each class of AGES, set against each other.
    `severe`: the odds of people with more severe complaints, with those of the others as 1. A measurement's
    share is that of the people in whom it decides something.
    """

    assumed: dict[str, float]
    because: str
    published: dict[str, Figure] = field(default_factory=dict)
    only: Only = Only()
    by_age: tuple[float, ...] = ()
    severe: float = 1
    review: Review | None = None
    id: str = ""


class Residents(Shape, frozen=True):
    """How many people live in a region."""

    people: int
    sources: tuple[str, ...]
    review: Review | None = None
    id: str = ""


class MixShare(Shape, frozen=True):
    """A published share: of the people with one of `among` (causes or groups), so many per cent have `of`."""

    of: str
    among: tuple[str, ...]
    percent: float
    sources: tuple[str, ...]
    derived: str = ""
    review: Review | None = None
    id: str = ""


class Comparison(Shape, frozen=True):
    """The likelihood ratio with the same id, as people with `cause` and people with `against` have to give it."""

    trait: str
    cause: str
    against: str
    answer: Literal["yes", "no"] = "yes"
    review: Review | None = None
    id: str = ""


class Answering(Shape, frozen=True):
    """How people answer: a share of 100."""

    percent: float
    because: str
    review: Review | None = None
    id: str = ""


class Population(Struct, frozen=True):
    """All of it, by id."""

    groups: Mapping[str, Group]
    causes: Mapping[str, Cause]
    traits: Mapping[str, Trait]
    residents: Mapping[str, Residents]
    shares: Mapping[str, MixShare]
    comparisons: Mapping[str, Comparison]
    answering: Mapping[str, Answering]

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries by the name of their section."""
        return {name: getattr(self, name) for name in SECTIONS}

    def causes_of(self, name: str) -> tuple[str, ...]:
        """The causes of a group, or the cause itself."""
        members = tuple(cause.id for cause in self.causes.values() if cause.group == name)
        return members or (name,)

    def of_all(self, cause: str) -> float:
        """The share of all people, 0 to 1, who have a cause."""
        own = self.causes[cause]
        return self.groups[own.group].percent * own.share.percent / 10_000

    def figures(self) -> Iterator[tuple[str, str, tuple[str, ...], Figure | Ages | Group | MixShare | Residents]]:
        """Every figure that can have sources: its section, its entry, the way to it in the entry, itself."""
        for group in self.groups.values():
            yield "groups", group.id, (), group
        for cause in self.causes.values():
            for key in ("share", "age", "female"):
                yield "causes", cause.id, (key,), getattr(cause, key)
        for trait in self.traits.values():
            for key, figure in trait.published.items():
                yield "traits", trait.id, ("published", key), figure
        yield from (("residents", one.id, (), one) for one in self.residents.values())
        yield from (("shares", share.id, (), share) for share in self.shares.values())


SECTIONS: Mapping[str, type[Shape]] = {
    "groups": Group,
    "causes": Cause,
    "traits": Trait,
    "residents": Residents,
    "shares": MixShare,
    "comparisons": Comparison,
    "answering": Answering,
}


def percent_of(trait: Trait, cause: Cause) -> float:
    """The figure for a cause, before those of a group are moved together.

    The cause's own, else that of its group, else that of all others. Raises KeyError where there is none.
    """
    for key in (cause.id, cause.group):
        if key in trait.published:
            return trait.published[key].percent
        if key in trait.assumed:
            return trait.assumed[key]
    return trait.assumed[OTHERS]


def group_percent(trait: Trait, group: str) -> float | None:
    """The figure of a whole group, where the trait has one."""
    return trait.published[group].percent if group in trait.published else trait.assumed.get(group)
