"""Every small change of the advice: when it is given, and what it says to do and not to do."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
from tests.mutation.conditions import changed_once
from tests.mutation.shape import Mutant, with_entry, without_entry

from venevagt.knowledge.model import Advice, Model
from venevagt.logic.expression import Not

PARTS = ("do", "dont", "say", "safety_net")


def advice(model: Model) -> Iterator[Mutant]:
    """Each entry with one change, and each pair of neighbours in the other order."""
    for name, entry in model.advice.items():
        for words, fields in _changes(model, entry):
            yield Mutant("advice", f"{name}: {words}", with_entry(model, "advice", name, **fields))
        yield Mutant("advice", f"{name}: deleted", without_entry(model, "advice", name))
    for first, second in pairwise(model.advice):
        order = [{first: second, second: first}.get(name, name) for name in model.advice]
        swapped = msgspec.structs.replace(model, advice={name: model.advice[name] for name in order})
        yield Mutant("advice", f"{first} after {second}", swapped)


def _changes(model: Model, entry: Advice) -> Iterator[tuple[str, dict[str, Any]]]:
    for field, every in (("urgencies", _urgencies(model, entry)), ("concerns", _concerns(model, entry))):
        own: tuple[str, ...] = getattr(entry, field)
        yield from ((f"{field} without {item}", {field: tuple(i for i in own if i != item)}) for item in own)
        yield from ((f"{field} with {item}", {field: (*own, item)}) for item in every if item not in own)
    yield from _filters(entry)
    yield f"worth_asking {not entry.worth_asking}", {"worth_asking": not entry.worth_asking}
    yield from _lines(entry)


def _urgencies(model: Model, entry: Advice) -> list[str]:
    """The urgencies with a rule of the entry's concerns; with another the entry could never be seen."""
    rules = model.rules.values()
    with_rule = {rule.urgency for rule in rules if not entry.concerns or rule.concern in entry.concerns}
    return [urgency for urgency in model.about.urgencies if urgency in with_rule]


def _concerns(model: Model, entry: Advice) -> list[str]:
    """The concerns that a deciding rule can have where this entry is given; others could never be seen."""
    return [
        concern
        for concern in model.about.concerns
        if any(rule.concern == concern and rule.urgency in entry.urgencies for rule in model.rules.values())
    ]


def _filters(entry: Advice) -> Iterator[tuple[str, dict[str, Any]]]:
    for text, field in (("when", "condition"), ("unless", "exception")):
        expression = getattr(entry, field)
        if expression is not None:
            yield f"without {text}", {text: "", field: None}
            changes = {changed: words for words, changed in changed_once(expression)}
            changes.setdefault(Not(expression), "negated")
            yield from ((f"{text}: {words}", {field: changed}) for changed, words in changes.items())


def _lines(entry: Advice) -> Iterator[tuple[str, dict[str, Any]]]:
    """A line dropped, moved to another part, or before the one above it."""
    for part in PARTS:
        lines: tuple[str, ...] = getattr(entry, part)
        for line in lines:
            rest = tuple(own for own in lines if own != line)
            yield f"without {line}", {part: rest}
            for other in PARTS:
                if other != part:
                    yield f"{line} under {other}", {part: rest, other: (*getattr(entry, other), line)}
        for first, second in pairwise(lines):
            swapped = tuple({first: second, second: first}.get(line, line) for line in lines)
            yield f"{second} before {first}", {part: swapped}
