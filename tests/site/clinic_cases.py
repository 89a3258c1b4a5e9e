"""Generated patients for the clinician's scripts, and what Python makes of them."""

import json
import random
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from tests.care.helpers import MODEL

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import count
from venevagt.knowledge.clinical import ClinicalFinding, Score, Version
from venevagt.knowledge.model import Finding
from venevagt.logic.expression import Compare, leaves

FINDINGS: Mapping[str, Finding | ClinicalFinding] = {**MODEL.findings, **MODEL.clinical.findings}
_WORDS = {True: "yes", False: "no"}


def limits() -> dict[str, list[float]]:
    """Finding -> the numbers with which some condition compares it."""
    found: dict[str, list[float]] = {}
    scores = MODEL.clinical.scores.values()
    forms: list[Score | Version] = [*scores, *(version for s in scores for version in s.versions.values())]
    items = [item for form in forms for item in form.items.values()]
    conditions = [
        *(c for f in MODEL.clinical.findings.values() for c in (f.yes_condition, f.no_condition)),
        *(form.condition for form in forms),
        *(item.condition for item in items),
        *(level.condition for item in items for level in item.levels),
    ]
    for condition in conditions:
        for leaf in leaves(condition) if condition is not None else ():
            if isinstance(leaf, Compare):
                found.setdefault(leaf.name, []).append(leaf.limit)
    return found


LIMITS = limits()


def a_value(chance: random.Random, name: str) -> Any:
    """Any value of a finding; of a number often one at a limit or beside it."""
    finding = FINDINGS[name]
    if finding.type == "yes_no":
        return chance.random() < 0.4
    if finding.type == "choice":
        return chance.choice(finding.options)
    low, high = float(finding.low or 0), float(finding.high or 0)
    near = [limit + step for limit in LIMITS.get(name, [low]) for step in (-0.1, 0.0, 0.1)]
    value = chance.choice([low, high, chance.uniform(low, high), *near])
    return min(high, max(low, round(value, 1)))


def partial_case(chance: random.Random) -> dict[str, Any]:
    """What is known of somebody: from nothing to nearly everything."""
    share = chance.choice([0.02, 0.1, 0.3, 0.6, 0.9, 0.97])
    return {name: a_value(chance, name) for name in FINDINGS if chance.random() < share}


def in_python(said: Mapping[str, Any], forms: Iterable[str]) -> Any:
    raw = {
        name: _WORDS[value]
        if isinstance(value, bool)
        else {"value": value, "unit": unit_of(name)}
        if unit_of(name)
        else value
        for name, value in said.items()
    }
    known = read_clinical_case(MODEL, raw)
    results = [json.loads(msgspec.json.encode(count(MODEL, name, known))) for name in forms]
    return {"known": known, "results": results}


def unit_of(name: str) -> str:
    """The unit that a number of the clinician's side is counted in; nothing for others."""
    finding = FINDINGS[name]
    return finding.unit if isinstance(finding, ClinicalFinding) and finding.type == "number" else ""
