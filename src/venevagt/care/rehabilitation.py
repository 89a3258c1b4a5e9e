"""Whether the rehabilitation is open today, why, and what of it.

It opens with a clearance that stands and a day on which every red flag and every stop sign was answered with
none. What is not known never opens anything. The triage alone says what a danger is.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from venevagt.care.assess import Assessment, assess, urgency_of
from venevagt.care.cases import Answer, Case, CaseError, effective, read_case, shown
from venevagt.care.clearance import Clearance, Held
from venevagt.care.engine import engine_for
from venevagt.knowledge.model import Model
from venevagt.knowledge.rehabilitation import StopSign, WayBack
from venevagt.knowledge.shape import Urgency
from venevagt.logic.expression import Expression, Value, evaluate, names
from venevagt.logic.nearest import nearest

Why = Literal[
    "no_clearance",
    "lapsed",
    "before_lapse",
    "not_yet",
    "over",
    "red_flag",
    "stop_sign",
    "urgent",
    "not_asked",
    "not_sure",
    "closed",
    "not_cleared",
    "too_early",
    "stage_before",
    "does_not_hold",
    "check_not_asked",
    "doctor_decides",
]

DANGEROUS: tuple[Urgency, ...] = ("doctor_today", "emergency")
"""What of the triage closes everything."""

_ANSWERS: Mapping[Answer, bool | None] = {"yes": True, "no": False, "unsure": None}


class Reason(Struct, frozen=True):
    """Why something is not open. `what`: signs, findings, checks or a stage; `day`: since when, or from when on."""

    why: Why
    what: tuple[str, ...] = ()
    day: date | None = None


class Part(Struct, frozen=True):
    """A stage, or a way back: open, or every reason why it is not."""

    id: str
    open: bool
    reasons: tuple[Reason, ...] = ()


class Today(Struct, frozen=True):
    """What a person answered today: findings of the triage, stop signs, and how it goes."""

    case: Case
    signs: Mapping[str, Answer]
    checks: Mapping[str, Answer]


class State(Struct, frozen=True, kw_only=True):
    """Open or closed, with every reason.

    `stage`: the last one that is open. `lapses`: what ends the clearance now; empty where nothing does. `triage`:
    what to do, where a danger, a red flag or a stop sign was answered.
    """

    open: bool
    closed: tuple[Reason, ...]
    clearance: Clearance | None
    day: int | None
    stage: str | None
    stages: tuple[Part, ...]
    exercises: tuple[str, ...]
    way_back: tuple[Part, ...]
    lapses: tuple[str, ...]
    triage: Assessment | None


def read_today(model: Model, raw: object) -> Today:
    """Check a decoded JSON or YAML value: findings, stop signs and checks together. Raises CaseError."""
    own = model.recovery.rehabilitation
    if not isinstance(raw, Mapping):
        raise CaseError(f'expected answers such as {{"breathless": "no", "bleeding": "no"}}, found {shown(raw)}')
    signs = {name: _yes_no(name, raw[name]) for name in own.stop_signs if name in raw}
    checks = {name: _yes_no(name, raw[name]) for name in own.checks if name in raw}
    rest = {name: answer for name, answer in raw.items() if name not in signs and name not in checks}
    every = (*model.findings, *own.stop_signs, *own.checks)
    for name in rest:
        if name not in model.findings:
            near = nearest(str(name), every)
            raise CaseError(f"unknown answer {str(name)[:60]!r}" + (f", did you mean {near!r}?" if near else ""))
    return Today(read_case(model, rest), signs, checks)


def _yes_no(name: str, answer: object) -> Answer:
    if isinstance(answer, str) and answer in _ANSWERS:
        return answer
    raise CaseError(f"{name}: expected one of yes, no, unsure, found {shown(answer)}")


def state(model: Model, held: Sequence[Held], today: Today, *, on: date, language: str = "da") -> State:
    """Whether the programme is open on a day, for somebody with these clearances and today's answers."""
    current = _newest(held)
    clearance = current.clearance if current else None
    case = triage_case(model, clearance, today)
    dangers = tuple(_dangers(model, clearance, today, _urgency(model, case)))
    closed = (*_without_clearance(held, current, on), *dangers, *_not_known(model, clearance, today))
    day = (on - clearance.treatment_started).days + 1 if clearance else None
    stages = tuple(_stages(model, clearance, today, closed=bool(closed), on=on))
    opened = tuple(part.id for part in stages if part.open)
    own = model.recovery.rehabilitation
    lapses = tuple(dict.fromkeys(what for reason in dangers for what in reason.what))
    return State(
        open=not closed,
        closed=closed,
        clearance=clearance,
        day=day,
        stage=opened[-1] if opened else None,
        stages=stages,
        exercises=tuple(name for name, exercise in own.exercises.items() if exercise.stage in opened),
        way_back=tuple(_way_back(model, way, clearance, today, opened) for way in own.way_back.values()),
        lapses=lapses if current is not None and current.lapse is None else (),
        triage=assess(model, case, language=language, on=on) if dangers else None,
    )


def signs_to_ask(model: Model, clearance: Clearance | None) -> tuple[StopSign, ...]:
    """The stop signs of each day; those of a treatment only where the clearance says so."""
    signs = model.recovery.rehabilitation.stop_signs.values()
    return tuple(sign for sign in signs if not sign.treatment or (clearance and clearance.treatment == sign.treatment))


def red_flags(model: Model) -> tuple[str, ...]:
    """The red flags of the triage, in their order."""
    return tuple(name for name, finding in model.findings.items() if finding.kind == "red_flag")


def stands(held: Sequence[Held], on: date) -> bool:
    """Whether there is a clearance that counts on a day: neither lapsed, nor before its first or after its last day."""
    return not any(_without_clearance(held, _newest(held), on))


def _newest(held: Sequence[Held]) -> Held | None:
    """The clearance that counts: the one given last, of several the last that came; lapsed if any copy of it is."""
    if not held:
        return None
    newest = max(reversed(held), key=lambda one: one.clearance.given_on)
    copies = (one for one in held if one.clearance == newest.clearance and one.lapse is not None)
    return next(copies, newest)


def _without_clearance(held: Sequence[Held], current: Held | None, on: date) -> Iterator[Reason]:
    if current is None:
        yield Reason("no_clearance")
        return
    clearance = current.clearance
    if current.lapse is not None:
        yield Reason("lapsed", current.lapse.because, current.lapse.on)
    lapsed = [one.lapse.on for one in held if one.lapse is not None and one is not current]
    if lapsed and max(lapsed) > clearance.given_on:
        yield Reason("before_lapse", day=max(lapsed))
    if on < clearance.given_on:
        yield Reason("not_yet", day=clearance.given_on)
    if on > clearance.until:
        yield Reason("over", day=clearance.until)


def triage_case(model: Model, clearance: Clearance | None, today: Today) -> dict[str, Answer]:
    """Today's findings, with what the stop signs and the clearance say; of two answers the dangerous one counts."""
    case = dict(today.case)
    for name, answer in today.signs.items():
        sign = model.recovery.rehabilitation.stop_signs[name]
        for finding in sign.findings:
            if answer == sign.stops_on:
                case[finding] = "yes"
            elif answer == "unsure":
                case.setdefault(finding, "unsure")
    return {**case, **dict.fromkeys(_said_by(model, clearance), "yes")}


def _said_by(model: Model, clearance: Clearance | None) -> tuple[str, ...]:
    """The findings that a clearance makes a yes."""
    if clearance is None:
        return ()
    fields = model.recovery.rehabilitation.clearance.items()
    return tuple(finding for name, field in fields for finding in field.says.get(str(getattr(clearance, name)), ()))


def _urgency(model: Model, case: Case) -> Urgency:
    engine = engine_for(model)
    return urgency_of(engine, engine.values(effective(engine, case)))


def _dangers(model: Model, clearance: Clearance | None, today: Today, urgency: Urgency) -> Iterator[Reason]:
    """What stops at once and ends the clearance."""
    flags = tuple(name for name in red_flags(model) if today.case.get(name) in ("yes", "unsure"))
    if flags:
        yield Reason("red_flag", flags)
    signs = signs_to_ask(model, clearance)
    stopping = tuple(sign.id for sign in signs if today.signs.get(sign.id) == sign.stops_on)
    if stopping:
        yield Reason("stop_sign", stopping)
    if urgency in DANGEROUS:
        yield Reason("urgent", (urgency,))


def _not_known(model: Model, clearance: Clearance | None, today: Today) -> Iterator[Reason]:
    """What has not been asked today, and what the person is not sure of."""
    signs = tuple(sign.id for sign in signs_to_ask(model, clearance))
    asked = {**today.case, **today.signs}
    missing = tuple(name for name in (*red_flags(model), *signs) if name not in asked)
    if missing:
        yield Reason("not_asked", missing)
    unsure = tuple(name for name in signs if asked.get(name) == "unsure")
    if unsure:
        yield Reason("not_sure", unsure)


def _known(model: Model, clearance: Clearance | None, today: Today) -> dict[str, Value]:
    """What conditions stand over; unsure is not known here, and never opens."""
    said = {**today.case, **today.checks, **dict.fromkeys(_said_by(model, clearance), "yes")}
    return {name: _ANSWERS.get(answer, answer) for name, answer in said.items()}


def _stages(model: Model, clearance: Clearance | None, today: Today, *, closed: bool, on: date) -> Iterator[Part]:
    """Each stage: open only when all before it are, its day has come and its condition is known to hold."""
    stages = model.recovery.rehabilitation.stages
    if closed or clearance is None:
        yield from (Part(name, open=False, reasons=(Reason("closed"),)) for name in stages)
        return
    known = _known(model, clearance, today)
    order = list(stages)
    last = order.index(clearance.up_to_stage)
    before = ""
    for place, (name, stage) in enumerate(stages.items()):
        reasons = [Reason("not_cleared", (clearance.up_to_stage,))] if place > last else []
        opens = clearance.treatment_started + timedelta(days=stage.from_day - 1)
        if on < opens:
            reasons.append(Reason("too_early", day=opens))
        reasons += _unmet(stage.condition, known)
        if before:
            reasons.append(Reason("stage_before", (before,)))
        yield Part(name, open=not reasons, reasons=tuple(reasons))
        before = name if reasons and not before else before


def _unmet(condition: Expression | None, known: Mapping[str, Value]) -> Iterator[Reason]:
    holds = True if condition is None else evaluate(condition, known)
    if holds is True or condition is None:
        return
    if holds is False:
        yield Reason("does_not_hold", names(condition))
    else:
        yield Reason("check_not_asked", tuple(name for name in names(condition) if known.get(name) is None))


def _way_back(model: Model, way: WayBack, clearance: Clearance | None, today: Today, opened: tuple[str, ...]) -> Part:
    if way.doctor:
        return Part(way.id, open=False, reasons=(Reason("doctor_decides"),))
    reasons = [] if way.stage in opened else [Reason("stage_before", (way.stage,))]
    reasons += _unmet(way.condition, _known(model, clearance, today))
    return Part(way.id, open=not reasons, reasons=tuple(reasons))
