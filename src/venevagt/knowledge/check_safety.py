"""What has to hold of the safety case: every name in it exists, and no risk is left that is too high."""

import re
from collections.abc import Iterator, Mapping

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Model
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.safety import Control, Hazard, Property
from venevagt.knowledge.shape import URGENCIES
from venevagt.logic.nearest import did_you_mean

_EVIDENCE = ("properties", "rules", "findings", "advice", "texts", "tests", "documents", "operator")


def properties_fit(loaded: Loaded) -> Iterator[Problem]:
    """Each property says one thing, of findings and rules that exist."""
    known: Mapping[str, object] = loaded.model.findings
    for name, entry in loaded.model.properties.items():
        yield from (at(loaded, "properties", name, f"{name!r}, {message}") for message in _shape(entry))
        yield from unknown(loaded, "properties", name, ("findings",), entry.findings, known, "finding")
        about = ("rule", loaded.model.rules) if entry.every_rule else ("finding", known)
        for exception, exemption in entry.exceptions.items():
            path = ("exceptions", exception)
            if exception not in about[1]:
                message = f"unknown {about[0]} {exception!r}"
                yield at(loaded, "properties", name, message, did_you_mean(exception, about[1]), path)
            yield from _hazard(loaded, "properties", name, exemption.hazard, (*path, "hazard"))


def _shape(entry: Property) -> Iterator[str]:
    one_by_one = bool(entry.for_each or entry.findings or entry.every_rule)
    if [bool(entry.claim), bool(entry.possible), entry.change is not None].count(True) != 1:
        yield "expected one of: claim, possible, change"
    if (entry.change is not None) != bool(entry.must):
        yield "expected 'must' with 'change', and only there"
    if entry.change is not None and (entry.every_rule or not one_by_one):
        yield "which changes an answer, expected for_each or findings"
    words = f"{entry.claim} {entry.possible}"
    if re.search(r"\bit\b", words) and not one_by_one:
        yield "which speaks of 'it', expected for_each, findings or every_rule"
    if re.search(r"\bothers\b", words) and not entry.every_rule:
        yield "which speaks of 'others', expected every_rule"
    if re.search(r"\b(screens|questions)\b", words) and entry.cases != "interview":
        yield "which speaks of screens or questions, expected cases: interview"
    if entry.cases == "interview" and (not entry.claim or one_by_one):
        yield "about the interview, expected a claim about the case as a whole"


def hazards_fit(loaded: Loaded) -> Iterator[Problem]:
    """Every hazard is judged on the scale, has controls that exist, and leaves a risk that may stand."""
    yield from _scale(loaded)
    for name, hazard in loaded.model.hazards.items():
        yield from _judged(loaded, name, hazard)
        yield from unknown(loaded, "hazards", name, ("sources",), hazard.sources, loaded.model.sources, "source")
        if not hazard.controls:
            yield at(loaded, "hazards", name, f"{name!r} has no control, expected at least one", path=("controls",))
        for index, control in enumerate(hazard.controls):
            yield from _control(loaded, name, control, ("controls", index))
    yield from _traced(loaded)


def _scale(loaded: Loaded) -> Iterator[Problem]:
    document, scale = loaded.documents["hazards.yaml"], loaded.model.risk
    for likelihood in scale.likelihoods:
        levels = scale.levels.get(likelihood, ())
        if len(levels) != len(scale.severities) or list(levels) != sorted(levels):
            message = f"expected a level for each severity at the likelihood {likelihood!r}, none below the one before"
            yield document.problem(("risk", "levels"), message)


def _judged(loaded: Loaded, name: str, hazard: Hazard) -> Iterator[Problem]:
    scale = loaded.model.risk
    for path, severity, likelihood in (
        ((), hazard.severity, hazard.likelihood),
        (("residual",), hazard.residual.severity, hazard.residual.likelihood),
    ):
        for field, word, words in (
            ("severity", severity, scale.severities),
            ("likelihood", likelihood, scale.likelihoods),
        ):
            if word not in words:
                message = f"unknown {field} {word!r}, expected one of: {', '.join(words)}"
                yield at(loaded, "hazards", name, message, did_you_mean(word, words), (*path, field))
                return
    if hazard.owner not in scale.owners:
        message = f"unknown owner {hazard.owner!r}, expected one of: {', '.join(scale.owners)}"
        yield at(loaded, "hazards", name, message, did_you_mean(hazard.owner, scale.owners), ("owner",))
    before = scale.level(hazard.severity, hazard.likelihood)
    left = scale.level(hazard.residual.severity, hazard.residual.likelihood)
    if left > scale.tolerable:
        message = f"the risk that is left is {left}, expected {scale.tolerable} at most: add a control"
        yield at(loaded, "hazards", name, message, path=("residual",))
    if left > before:
        message = f"the risk that is left is {left}, above the {before} that it was without controls"
        yield at(loaded, "hazards", name, message, path=("residual",))


def _control(loaded: Loaded, name: str, control: Control, path: tuple[str | int, ...]) -> Iterator[Problem]:
    model = loaded.model
    if not any(getattr(control, kind) for kind in _EVIDENCE):
        message = f"a control without evidence, expected one of: {', '.join(_EVIDENCE)}"
        yield at(loaded, "hazards", name, message, path=path)
    for kind, known in (
        ("properties", model.properties),
        ("rules", model.rules),
        ("findings", model.findings),
        ("advice", model.advice),
        ("texts", _texts(model)),
    ):
        yield from unknown(loaded, "hazards", name, (*path, kind), getattr(control, kind), known, kind)


def _texts(model: Model) -> frozenset[str]:
    """The texts that every language has, as section/id."""
    found = [
        {f"{section}/{name}" for section in texts.__struct_fields__ for name in getattr(texts, section)}
        for texts in model.texts.values()
    ]
    return frozenset(set.intersection(*found))


def _traced(loaded: Loaded) -> Iterator[Problem]:
    """Every rule and every property is there for the sake of some hazard."""
    controls = [control for hazard in loaded.model.hazards.values() for control in hazard.controls]
    for section, entries in (("rules", loaded.model.rules), ("properties", loaded.model.properties)):
        named = {name for control in controls for name in getattr(control, section)}
        for name in entries:
            if name not in named:
                message = f"no hazard names {name!r} as a control, expected one in hazards.yaml"
                yield at(loaded, section, name, message)


def _hazard(
    loaded: Loaded, section: str, name: str, hazard: str, path: tuple[str | int, ...] = ("hazard",)
) -> Iterator[Problem]:
    if hazard not in loaded.model.hazards:
        message = f"unknown hazard {hazard!r}, expected one of hazards.yaml"
        yield at(loaded, section, name, message, did_you_mean(hazard, loaded.model.hazards), path)


def lowerings_fit(loaded: Loaded) -> Iterator[Problem]:
    """Each argument for a lower urgency names a hazard and sources, and goes down."""
    for name, entry in loaded.model.lowerings.items():
        yield from _hazard(loaded, "lowerings", name, entry.hazard)
        yield from unknown(loaded, "lowerings", name, ("sources",), entry.sources, loaded.model.sources, "source")
        if not entry.sources:
            yield at(loaded, "lowerings", name, f"{name!r} has no source, expected at least one", path=("sources",))
        if URGENCIES.index(entry.now) >= URGENCIES.index(entry.was):
            yield at(loaded, "lowerings", name, f"from {entry.was} to {entry.now}, expected a lower urgency")
        if entry.unsure and entry.unsure not in loaded.model.findings:
            help_line = did_you_mean(entry.unsure, loaded.model.findings)
            yield at(loaded, "lowerings", name, f"unknown finding {entry.unsure!r}", help_line, ("unsure",))
