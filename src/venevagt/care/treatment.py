"""What the knowledge says of treating one patient's confirmed clot: statements, and what is still missing for others.

What is not known is never taken for a no. A medicine is spoken for only where everything that could
rule it out is known not to hold.
"""

from collections.abc import Iterator, Mapping
from typing import get_args

from msgspec import Struct

from venevagt.care.score import count
from venevagt.care.score_form import Known, form_of
from venevagt.knowledge.model import Model
from venevagt.knowledge.treatment import CONFIRMED, Topic, Treatment, stopped_by
from venevagt.logic.expression import And, AtLeast, Expression, Not, Or, Value, children, evaluate, names

_TOPICS: tuple[Topic, ...] = get_args(Topic)


class NothingConfirmed(ValueError):
    """No clot is confirmed: the patient needs a work-up, not a treatment."""


class Statement(Struct, frozen=True):
    """An entry that stands. `because`: the findings that make it stand with what is known of them, None for nothing."""

    entry: str
    topic: str
    strength: str
    offers: tuple[str, ...]
    because: Mapping[str, Value]
    sources: tuple[str, ...]


class OpenStatement(Struct, frozen=True):
    """An entry that may stand. `missing`: the findings that can decide it."""

    entry: str
    topic: str
    missing: tuple[str, ...]
    sources: tuple[str, ...]


class Withheld(Struct, frozen=True):
    """An entry that would stand, but for those that replace it or rule out what it offers."""

    entry: str
    topic: str
    by: tuple[str, ...]


class PlannedControl(Struct, frozen=True):
    """A control, days after the diagnosis; repeated each `every` days where that is not 0."""

    day: int
    every: int
    look_at: tuple[str, ...]
    entries: tuple[str, ...]
    sources: tuple[str, ...]


class Recommendation(Struct, frozen=True):
    """Everything that is said of a patient, topic by topic, and the controls by day."""

    statements: tuple[Statement, ...]
    open: tuple[OpenStatement, ...]
    withheld: tuple[Withheld, ...]
    plan: tuple[PlannedControl, ...]


class _Verdict(Struct, frozen=True):
    """Whether an entry's own conditions hold; None while `missing` findings leave that open."""

    stands: bool | None
    missing: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


def recommend(model: Model, known: Known) -> Recommendation:
    """What is known of treating this patient. Raises NothingConfirmed without a confirmed clot."""
    if known.get(CONFIRMED) is not True:
        raise NothingConfirmed(f"no clot is confirmed: {CONFIRMED!r} is not known to hold")
    entries = dict(sorted(model.clinical.treatment.items(), key=lambda item: _TOPICS.index(item[1].topic)))
    verdicts = {name: _verdict(model, entry, known) for name, entry in entries.items()}
    statements: list[Statement] = []
    still_open: list[OpenStatement] = []
    withheld: list[Withheld] = []
    for name, entry in entries.items():
        own = verdicts[name]
        others = [other.id for other in stopped_by(entries, name)]
        by = tuple(other for other in others if verdicts[other].stands)
        undecided = [one for one in (own, *(verdicts[other] for other in others)) if one.stands is None]
        if own.stands is False or (own.stands is None and by):
            continue
        if by:
            withheld.append(Withheld(name, entry.topic, by))
        elif undecided:
            missing = tuple(dict.fromkeys(finding for one in undecided for finding in one.missing))
            still_open.append(OpenStatement(name, entry.topic, missing, entry.sources))
        else:
            because = {finding: known.get(finding) for finding in own.because}
            statements.append(Statement(name, entry.topic, entry.strength, entry.offers, because, entry.sources))
    plan = _plan([entries[statement.entry] for statement in statements])
    return Recommendation(tuple(statements), tuple(still_open), tuple(withheld), tuple(plan))


def _verdict(model: Model, entry: Treatment, known: Known) -> _Verdict:
    """Whether an entry's own conditions hold, whatever other entries say."""
    parts = [_condition(entry.condition, known)]
    if entry.exception is not None:
        parts.append(_condition(Not(entry.exception), known))
    if entry.while_unknown:
        unknown = tuple(name for name in entry.while_unknown if name not in known)
        parts.append(_Verdict(bool(unknown), because=unknown))
    if any(part.stands is False for part in parts):
        return _Verdict(False)
    # Counting takes time: only where the rest does not decide already.
    parts += [_score(model, score, bands, known) for score, bands in entry.score.items()]
    if any(part.stands is False for part in parts):
        return _Verdict(False)
    missing = tuple(dict.fromkeys(name for part in parts for name in part.missing))
    because = tuple(dict.fromkeys(name for part in parts for name in part.because))
    return _Verdict(None if any(part.stands is None for part in parts) else True, missing, because)


def _condition(condition: Expression | None, known: Known) -> _Verdict:
    assert condition is not None, "the check leaves no entry without a condition"
    holds = evaluate(condition, known)
    if holds is None:
        return _Verdict(None, missing=tuple(dict.fromkeys(_deciding(condition, None, known))))
    return _Verdict(holds, because=tuple(dict.fromkeys(_deciding(condition, holds, known))))


def _deciding(condition: Expression, value: bool | None, known: Known) -> Iterator[str]:
    """The findings that give the condition this value, which it has: those not known where it is open."""
    match condition:
        case And() | Or() | AtLeast() | Not():
            wanted = None if value is None else (not value if isinstance(condition, Not) else value)
            for part in children(condition):
                if evaluate(part, known) is wanted:
                    yield from _deciding(part, wanted, known)
        case _:
            yield from names(condition)


def _score(model: Model, name: str, bands: tuple[str, ...], known: Known) -> _Verdict:
    """Whether a score that applies is in one of the bands."""
    result = count(model, name, known)
    possible = set(result.possible_bands)
    if result.applies is False or not possible & set(bands):
        return _Verdict(False)
    whom = form_of(model, name).condition
    missing = () if whom is None or result.applies else _condition(whom, known).missing
    if not possible <= set(bands):
        missing += result.missing
    looked_at = dict.fromkeys(finding for item in result.items for finding in item.findings if finding in known)
    return _Verdict(None if missing else True, missing, tuple(looked_at))


def _plan(entries: list[Treatment]) -> Iterator[PlannedControl]:
    """The controls of the entries, those of one day together."""
    found: dict[tuple[int, int], list[tuple[Treatment, tuple[str, ...]]]] = {}
    for entry in entries:
        for control in entry.controls:
            found.setdefault((control.day, control.every), []).append((entry, control.look_at))
    for (day, every), parts in sorted(found.items(), key=lambda item: item[0]):
        yield PlannedControl(
            day=day,
            every=every,
            look_at=tuple(dict.fromkeys(item for _, items in parts for item in items)),
            entries=tuple(entry.id for entry, _ in parts),
            sources=tuple(dict.fromkeys(source for entry, _ in parts for source in entry.sources)),
        )
