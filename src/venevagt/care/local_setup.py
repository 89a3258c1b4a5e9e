"""The set-up of one place, from a file: which variant it follows, how long its tests take, what it has not."""

from pathlib import Path

from venevagt.care.pathway_form import UnknownPathway, every_route, longest_wait, route_of
from venevagt.knowledge.entries import read_entry
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Setup
from venevagt.knowledge.problems import KnowledgeError, Problem
from venevagt.knowledge.source import Document, missing, read_file
from venevagt.logic.nearest import did_you_mean


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
