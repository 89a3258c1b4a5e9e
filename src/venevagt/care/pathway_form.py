"""A pathway in one of its variants, as it is done in one place: ready to be walked."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from venevagt.knowledge.entries import read_entry
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Pathway, Setup, Step, steps_of
from venevagt.knowledge.problems import KnowledgeError, Problem
from venevagt.knowledge.source import Document, missing, read_file
from venevagt.logic.nearest import did_you_mean, nearest

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


def read_setup(model: Model, file: Path) -> Setup:
    """The set-up of one place from a YAML file. Raises KnowledgeError with everything that is wrong in it."""
    if wrong := missing(file):
        raise KnowledgeError([Problem(str(file), 1, 1, f"{wrong}, expected a file with a set-up")])
    document = read_file(str(file), file)
    problems = list(document.problems)
    setup = None if problems else read_entry(problems, document, (), document.value, Setup)
    if setup is not None:
        problems += _wrong(model, document, setup)
    if setup is None or problems:
        raise KnowledgeError(problems)
    return setup


def _wrong(model: Model, document: Document, setup: Setup) -> list[Problem]:
    found: list[Problem] = []
    for name, variant in setup.variants.items():
        try:
            route_of(model, name, variant)
        except UnknownPathway as error:
            found.append(document.problem(("variants", name), str(error)))
    tests = {step.test for route in every_route(model) for step in route.steps.values() if step.test}
    for field, names in (("hours", setup.hours), ("not_here", setup.not_here)):
        for place, name in enumerate(names):
            if name not in tests:
                path = (field, name if field == "hours" else place)
                found.append(document.problem(path, f"unknown test {name!r}", did_you_mean(name, tests)))
    if not found:
        found = [document.problem(("hours", test), message) for test, message in _too_late(model, setup).items()]
    return found


def _too_late(model: Model, setup: Setup) -> dict[str, str]:
    """Tests that take longer than some step of some variant allows, each with one such step."""
    wrong: dict[str, str] = {}
    for route in every_route(model):
        for step in route.steps.values():
            hours, allowed = setup.hours.get(step.test), longest_wait(step)
            if hours is not None and allowed is not None and hours > allowed:
                where = f"the step {step.id} of {route.pathway.id} ({route.variant})"
                message = f"{step.test} takes {hours:g} hours, but {where} allows {allowed:g}"
                wrong.setdefault(step.test, f"{message}: expected 0 to {allowed:g}")
            elif hours is not None and hours < 0:
                wrong.setdefault(step.test, f"{step.test} takes {hours:g} hours, expected 0 or more")
    return wrong


def longest_wait(step: Step) -> float | None:
    """The hours that a result may take at the most; None where interim anticoagulation has no end, or in days."""
    return step.within_hours if step.while_waiting is None else step.while_waiting.at_most_hours


def every_route(model: Model) -> Iterable[Route]:
    """Every pathway in each of its variants."""
    for name, pathway in model.clinical.pathways.items():
        for variant in (pathway.variant, *pathway.variants):
            yield route_of(model, name, variant)
