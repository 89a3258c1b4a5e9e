"""A pathway in one of its variants, as it is done in one place: ready to be walked."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Pathway, Setup, Step, steps_of
from venevagt.logic.nearest import nearest

JOIN = "+"
"""Between the variants of one pathway that are joined: whole_leg+age_adjusted."""

NO_SETUP = Setup()


class UnknownPathway(ValueError):
    """No pathway or variant of that name: says which there are."""


class Route(Struct, frozen=True):
    """One pathway in its variants, in one place. `steps`: those that can be reached, in their order."""

    pathway: Pathway
    variants: tuple[str, ...]
    steps: Mapping[str, Step]
    setup: Setup = NO_SETUP

    @property
    def variant(self) -> str:
        """The variants by name, joined."""
        return JOIN.join(self.variants)


def route_of(model: Model, name: str, variant: str = "", setup: Setup = NO_SETUP) -> Route:
    """The way of a pathway; without `variant` that of the set-up, else the pathway's own.

    Raises UnknownPathway with the nearest name, or with the variants there are.
    """
    pathway = model.clinical.pathways.get(name)
    if pathway is None:
        near = nearest(name, model.clinical.pathways)
        hint = f", did you mean {near!r}?" if near else "; `venevagt work-up list` shows them all"
        raise UnknownPathway(f"unknown pathway {name[:60]!r}{hint}")
    wanted = tuple((variant or setup.variants.get(name) or pathway.variant).split(JOIN))
    for one in wanted:
        if one != pathway.variant and one not in pathway.variants:
            there = ", ".join((pathway.variant, *pathway.variants))
            raise UnknownPathway(f"unknown variant {one[:60]!r} of {name}, expected one of: {there}")
    return Route(pathway, wanted, steps_of(pathway, wanted), setup)


def longest_wait(step: Step) -> float | None:
    """The hours that a result may take at the most; None where interim anticoagulation has no end, or in days."""
    return step.within_hours if step.while_waiting is None else step.while_waiting.at_most_hours


def every_route(model: Model) -> Iterable[Route]:
    """Every pathway in each of its variants."""
    for name, pathway in model.clinical.pathways.items():
        for variant in (pathway.variant, *pathway.variants):
            yield route_of(model, name, variant)
