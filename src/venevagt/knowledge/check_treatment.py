"""What has to hold of the treatment: every name exists, and every entry can come to be shown."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from venevagt.knowledge.check_rules import undecided
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.treatment import CONFIRMED, Treatment, stopped_by
from venevagt.logic.domain import domains
from venevagt.logic.expression import Value, evaluate
from venevagt.logic.nearest import did_you_mean

_MOST_CASES = 200_000
"""More cases than this are not tried: then nothing is said of whether an entry can be shown."""


def treatment_fits(loaded: Loaded) -> Iterator[Problem]:
    """Each entry is whole, names what exists, and is shown in some case."""
    entries = loaded.model.clinical.treatment
    for name, entry in entries.items():
        yield from _names(loaded, name, entry)
        yield from _shape(loaded, name, entry)
        yield from _conditions(loaded, name, entry)
        yield from _in_a_circle(loaded, name)
    if entries and CONFIRMED not in loaded.model.clinical.findings:
        message = f"no clinical finding {CONFIRMED!r}, expected it: treatment is for a confirmed clot"
        yield at(loaded, "treatment", next(iter(entries)), message)


def _findings(loaded: Loaded) -> Mapping[str, Finding | ClinicalFinding]:
    return {**loaded.model.findings, **loaded.model.clinical.findings}


def _names(loaded: Loaded, name: str, entry: Treatment) -> Iterator[Problem]:
    clinical = loaded.model.clinical
    yield from unknown(loaded, "treatment", name, ("replaces",), entry.replaces, clinical.treatment, "treatment")
    yield from unknown(loaded, "treatment", name, ("while_unknown",), entry.while_unknown, _findings(loaded), "finding")
    for score, bands in entry.score.items():
        found = clinical.scores.get(score)
        if found is None:
            help_line = did_you_mean(score, clinical.scores)
            yield at(loaded, "treatment", name, f"unknown score {score!r}", help_line, ("score", score))
            continue
        yield from unknown(loaded, "treatment", name, ("score", score), bands, found.bands, "band")
        if not bands or set(bands) >= set(found.bands):
            message = f"bands {list(bands)} of {score!r}, expected some of them, not all"
            yield at(loaded, "treatment", name, message, path=("score", score))


def _shape(loaded: Loaded, name: str, entry: Treatment) -> Iterator[Problem]:
    def problem(message: str, *path: str | int) -> Problem:
        return at(loaded, "treatment", name, message, path=path)

    against = entry.strength in ("caution", "not")
    about_medicine = entry.topic in ("medicine", "dose_facts")
    if entry.offers and (against or not about_medicine):
        yield problem(
            f"{name!r} offers a medicine, expected topic medicine or dose_facts and a strength for it", "offers"
        )
    if about_medicine and not against and not entry.offers:
        yield problem(f"{name!r} speaks for a medicine, expected 'offers': which one")
    if entry.rules_out and entry.strength != "not":
        yield problem(f"{name!r} rules out a medicine, expected strength: not", "rules_out")
    offered = {offer for other in loaded.model.clinical.treatment.values() for offer in other.offers}
    for place, medicine in enumerate(entry.rules_out):
        if medicine not in offered:
            yield problem(f"rules out {medicine!r}, which no entry offers, expected one that is", "rules_out", place)
    if entry.controls and entry.topic != "follow_up":
        yield problem(f"{name!r} has controls, expected topic: follow_up", "controls")
    for place, control in enumerate(entry.controls):
        if control.day < 1 or control.every < 0 or not control.look_at:
            message = "expected a day from 1 on, 'every' not below 0, and something to look at"
            yield problem(message, "controls", place)


def _conditions(loaded: Loaded, name: str, entry: Treatment) -> Iterator[Problem]:
    for field, condition in (("when", entry.condition), ("unless", entry.exception)):
        for message in undecided(condition, _findings(loaded)):
            yield at(loaded, "treatment", name, message, path=(field,))
    # Of conditions that could not be read nothing else is said.
    others = list(stopped_by(loaded.model.clinical.treatment, name))
    if any(own.condition is None or (own.unless and own.exception is None) for own in (entry, *others)):
        return
    if not _some_case(loaded, [entry], lambda case: _stands(entry, case)):
        yield at(loaded, "treatment", name, f"{name!r} can never hold, expected a condition that can", path=("when",))
        return
    # A score or something that is not known may keep another entry from standing: only sure ones count here.
    sure = [other for other in others if not other.score and not other.while_unknown]
    if not _some_case(loaded, [entry, *sure], lambda case: _stands(entry, case) and not _any_stands(sure, case)):
        by = ", ".join(other.id for other in sure)
        yield at(loaded, "treatment", name, f"{name!r} is never shown, for one of these always stands instead: {by}")


def _any_stands(entries: Iterable[Treatment], case: Mapping[str, Value]) -> bool:
    return any(_stands(entry, case) for entry in entries)


def _stands(entry: Treatment, case: Mapping[str, Value]) -> bool:
    """Whether an entry's own conditions hold in a complete case, whatever scores it asks for."""
    assert entry.condition is not None
    return bool(evaluate(entry.condition, case)) and not (entry.exception and evaluate(entry.exception, case))


def _some_case(loaded: Loaded, entries: Iterable[Treatment], holds: Callable[[Mapping[str, Value]], bool]) -> bool:
    """Whether this holds in some complete case that the conditions can tell apart; yes where they are too many."""
    conditions = [part for entry in entries for part in (entry.condition, entry.exception) if part is not None]
    classes = domains(conditions, {name: finding.variable for name, finding in _findings(loaded).items()})
    if math.prod(len(own.representatives) for own in classes.values()) > _MOST_CASES:
        return True
    values = product(*(own.representatives for own in classes.values()))
    return any(holds(dict(zip(classes, case, strict=True))) for case in values)


def _in_a_circle(loaded: Loaded, name: str) -> Iterator[Problem]:
    """A problem where an entry replaces itself, by way of others or not."""
    entries = loaded.model.clinical.treatment
    reached: set[str] = set()
    waiting = [*entries[name].replaces]
    while waiting:
        other = waiting.pop()
        if other not in reached and other in entries:
            reached.add(other)
            waiting += entries[other].replaces
    if name in reached:
        message = f"{name!r} replaces itself, if by way of others, expected no circle"
        yield at(loaded, "treatment", name, message, path=("replaces",))
