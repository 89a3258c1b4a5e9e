"""What has to hold of rules and conditions, so that a slip cannot make the knowledge unsafe unseen."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding
from venevagt.knowledge.places import at
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.shape import URGENCIES
from venevagt.logic.expression import Compare, Expression, evaluate, holds, leaves, show


def urgencies_are_safe(loaded: Loaded) -> Iterator[Problem]:
    """Self-care is earned, a rule stands in its urgency's file, a red flag is an emergency."""
    model = loaded.model
    about = loaded.documents["knowledge.yaml"]
    if model.about.urgencies != URGENCIES:
        yield about.problem(("urgencies",), f"expected the urgencies from the mildest on: {', '.join(URGENCIES)}")
    if model.about.default_urgency == URGENCIES[0]:
        yield about.problem(("default_urgency",), f"{URGENCIES[0]!r} has to be earned, expected a more urgent default")
    for name, rule in model.rules.items():
        document, _ = loaded.places["rules", name]
        if Path(document.name).stem != rule.urgency:
            message = (
                f"the urgency {rule.urgency!r} in {Path(document.name).name}, expected the file {rule.urgency}.yaml"
            )
            yield at(loaded, "rules", name, message, path=("urgency",))
    for name, finding in model.findings.items():
        if finding.kind == "red_flag":
            yield from _red_flag(loaded, name, finding)


def _red_flag(loaded: Loaded, name: str, finding: Finding) -> Iterator[Problem]:
    top = URGENCIES[-1]
    rules = [rule for rule in loaded.model.rules.values() if rule.urgency == top and rule.condition is not None]
    if not any(evaluate(rule.condition, {name: True}) for rule in rules if rule.condition is not None):
        message = f"the red flag {name!r} alone is not {top!r}, expected a rule in {top}.yaml that holds for it"
        yield at(loaded, "findings", name, message)
    if finding.unsure != "yes":
        yield at(loaded, "findings", name, "a red flag in doubt counts as yes, expected unsure: yes", path=("unsure",))


def limits_decide(loaded: Loaded) -> Iterator[Problem]:
    """A comparison that every value of its finding answers alike is a slip."""
    for section in ("conditions", "rules", "advice"):
        for name, entry in getattr(loaded.model, section).items():
            expressions = (entry.condition, getattr(entry, "exception", None))
            for message in (message for own in expressions for message in undecided(own, loaded.model.findings)):
                yield at(loaded, section, name, message, path=("when",))


def undecided(condition: Expression | None, findings: Mapping[str, Finding | ClinicalFinding]) -> Iterator[str]:
    """What is wrong with each comparison of a condition that every value of its finding answers alike."""
    for test in leaves(condition) if condition is not None else ():
        finding = findings.get(test.name)
        if not isinstance(test, Compare) or finding is None or finding.type != "number":
            continue
        values = (finding.low, (finding.low + finding.high) / 2, test.limit, finding.high)
        answers = {holds(test, value) for value in values}
        if len(answers) == 1:
            always = "always" if True in answers else "never"
            message = f"{show(test)!r} {always} holds, since {test.name!r} is from {finding.low:g} to {finding.high:g}"
            yield f"{message}: expected another limit"


def conditions_are_used(loaded: Loaded) -> Iterator[Problem]:
    """Every shared condition is named by some rule or advice."""
    texts = [entry.unless for entry in loaded.model.advice.values()]
    texts += [
        entry.when for section in ("conditions", "rules", "advice") for entry in getattr(loaded.model, section).values()
    ]
    for name in loaded.model.conditions:
        if not any(re.search(rf"\b{re.escape(name)}\b", text) for text in texts):
            yield at(loaded, "conditions", name, f"no rule uses the condition {name!r}, expected at least one")
