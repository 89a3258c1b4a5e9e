"""Whether a property holds in one case, without the solver: what a saved counterexample is tried with."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from venevagt.care.cases import Case, effective
from venevagt.care.engine import Engine
from venevagt.care.words import given_advice
from venevagt.knowledge.safety import SAYS, Property
from venevagt.logic.expression import Value, evaluate, names
from venevagt.prove.interview import InterviewClaims

Known = Mapping[str, Value]


def holds(engine: Engine, entry: Property, subject: str, case: Case) -> bool:
    """Whether a property holds in a case, for one finding or rule (empty: for the case as a whole).

    Of a change, `case` leaves the finding out. Raises CaseError for a case that is none.
    """
    known = effective(engine, case)
    if entry.possible:
        raise ValueError(f"{entry.id} asks for a case that is possible, so no case can stand against it")
    if entry.cases == "interview":
        return InterviewClaims(engine).holds(entry, known)
    if entry.change is None:
        return _claim_holds(engine, entry, subject, known)
    return all(_kept(engine, entry, before, after) for before, after in _changes(engine, entry, subject, known))


def _claim_holds(engine: Engine, entry: Property, subject: str, known: Known) -> bool:
    assert entry.condition is not None
    urgencies = engine.model.about.urgencies
    values = engine.values(known)
    place = engine.rank(values)
    low, high = engine.interval(values)
    spoken = [rule.id for at in range(len(urgencies)) for rule in (engine.rules[i] for i in engine.spoken(at, values))]
    lines = _lines(engine, place, known)
    said: dict[str, Value] = {
        **known,
        **dict(zip(engine.variables, values, strict=True)),
        "urgency": urgencies[place],
        "lowest": urgencies[low],
        "highest": urgencies[high],
        "decided": bool(spoken),
        **{word: word.removeprefix(SAYS) in lines for word in names(entry.condition) if word.startswith(SAYS)},
    }
    if subject:
        said["it"] = subject in spoken if entry.every_rule else known.get(subject)
    return evaluate(entry.condition, said) is not False


def _lines(engine: Engine, place: int, known: Known) -> set[str]:
    """The lines of advice that are given."""
    values = engine.values(known)
    urgency = engine.model.about.urgencies[place]
    concerns = frozenset(engine.rules[index].concern for index in engine.spoken(place, values))
    given = given_advice(engine, urgency, concerns, engine.fitting_advice(urgency, values))
    return {line for entry in given for line in (*entry.do, *entry.dont, *entry.say, *entry.safety_net)}


def _changes(engine: Engine, entry: Property, subject: str, known: Known) -> Iterator[tuple[Known, Known]]:
    """The case before and after the change, in every way that the change can be made."""
    assert entry.change is not None
    domain = next(domain for domain in engine.decision.order if domain.name == subject)
    fixed: dict[str, Value] = {"no": False, "yes": True, "unsure": engine.counts_as[subject].get("unsure")}
    before, after = entry.change.before, entry.change.after
    if before == "lower":
        pairs: list[tuple[Value, Value]] = list(pairwise(domain.representatives))
    else:
        pairs = [
            (old, new)
            for old in (
                (None,) if before == "open" else (fixed[before],) if before in fixed else domain.representatives
            )
            for new in ((fixed[after],) if after in fixed else domain.representatives)
        ]
    for old, new in pairs:
        yield {**known, subject: old}, {**known, subject: new}


def _kept(engine: Engine, entry: Property, before: Known, after: Known) -> bool:
    old, new = engine.values(before), engine.values(after)
    if entry.must == "not_widen":
        (low, high), (new_low, new_high) = engine.interval(old), engine.interval(new)
        return new_low >= low and new_high <= high
    fell = engine.rank(new) < engine.rank(old)
    rose = engine.rank(new) > engine.rank(old)
    return not (fell if entry.must == "not_fall" else rose)
