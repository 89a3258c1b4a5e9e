"""Proofs about the rehabilitation: nothing opens without a clearance, past a danger, or by what is not known.

Every clearance, day, sign and answer that the program can tell apart is tried by the function that every face asks.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations, product

from msgspec.structs import replace

from venevagt.care.cases import Answer
from venevagt.care.clearance import Clearance, Held, Lapse
from venevagt.care.rehabilitation import DANGEROUS, State, Today, read_today, red_flags, state
from venevagt.knowledge.model import Model
from venevagt.logic.expression import names
from venevagt.prove.pathways import PathwayProof

_START = date(2026, 1, 1)
_FAR = date(2028, 1, 1)
_ANSWERS: tuple[Answer | None, ...] = ("yes", "no", "unsure", None)

Raw = Mapping[str, Answer]


def prove_rehabilitation(model: Model) -> Iterator[PathwayProof]:
    """Every proof."""
    for says, tried in (
        ("nothing is open without a clearance that stands on the day", _without_clearance(model)),
        ("every red flag and stop sign closes it, ends the clearance and shows the triage's answer", _signs(model)),
        ("every answer for which the triage says a doctor today or 112 closes it", _triage(model)),
        ("an answer that is not known never opens more", _unknown(model)),
        ("no stage is open before its day, out of order, or beyond what the clearance allows", _stages(model)),
        ("no sport with blows and falls while there is medicine against clots", _contact(model)),
    ):
        found = list(tried)
        yield PathwayProof(says, len(found), tuple(dict.fromkeys(against for against in found if against)))


def _good_day(model: Model) -> dict[str, Answer]:
    """Every red flag and stop sign answered with none, and everything going well."""
    own = model.recovery.rehabilitation
    signs: dict[str, Answer] = {
        name: "no" if sign.stops_on == "yes" else "yes" for name, sign in own.stop_signs.items()
    }
    return {**dict.fromkeys(red_flags(model), "no"), **signs, **dict.fromkeys(own.checks, "yes")}


def _clearances(model: Model) -> Iterator[Clearance]:
    """One for each treatment and last stage."""
    fields = model.recovery.rehabilitation.clearance
    for treatment, stage in product(fields["treatment"].options, model.recovery.rehabilitation.stages):
        yield Clearance(
            by="-",
            given_on=_START,
            diagnosis=fields["diagnosis"].options[0],
            treatment_started=_START,
            treatment=treatment,
            up_to_stage=stage,
            watch="-",
            call="-",
            until=_FAR,
        )


def _days(model: Model) -> Iterator[date]:
    """The days on both sides of each limit of the stages."""
    for stage in model.recovery.rehabilitation.stages.values():
        for day in (stage.from_day - 1, stage.from_day):
            yield _START + timedelta(days=day - 1)
    yield _FAR


def _state(model: Model, held: list[Held], raw: Raw, on: date) -> State:
    return state(model, held, read_today(model, raw), on=on)


def _something_open(found: State) -> bool:
    return (
        found.open
        or found.stage is not None
        or bool(found.exercises)
        or any(part.open for part in (*found.stages, *found.way_back))
    )


def _without_clearance(model: Model) -> Iterator[str]:
    """No clearance, one not yet or no longer valid, one lapsed (also in a copy), and one older than a lapse."""
    day = _good_day(model)
    for clearance in _clearances(model):
        own = Held(clearance)
        for on in _days(model):
            lapsed = replace(own, lapse=Lapse(on, ("bleeding",)))
            older = Held(replace(clearance, given_on=_START, by="another"), lapse=Lapse(max(on, _START), ("bleeding",)))
            shorter = Held(replace(clearance, until=max(on, _START) - timedelta(days=1)))
            for name, held in (
                ("none", []),
                ("over", [shorter]),
                ("not yet", [Held(replace(clearance, given_on=on + timedelta(days=1)))]),
                ("lapsed", [lapsed]),
                ("a copy of a lapsed one", [lapsed, own]),
                ("older than a lapse", [own, older] if on > _START else [lapsed]),
            ):
                for later in (on, on + timedelta(days=40)) if "lapse" in name else (on,):
                    yield f"{name} on {later}" if _something_open(_state(model, held, day, later)) else ""


def _signs(model: Model) -> Iterator[str]:
    """Each red flag and stop sign in every stage, and each two in the last; a red flag also where one is unsure."""
    signs = model.recovery.rehabilitation.stop_signs
    bad: dict[str, tuple[Answer, ...]] = dict.fromkeys(red_flags(model), ("yes", "unsure"))
    bad |= {name: (sign.stops_on,) for name, sign in signs.items()}
    last = list(model.recovery.rehabilitation.stages)[-1]
    pairs = product((one for one in _clearances(model) if one.up_to_stage == last), combinations(bad, 2))
    for clearance, some in (*product(_clearances(model), ((name,) for name in bad)), *pairs):
        asked = [name for name in some if name not in signs or signs[name].treatment in ("", clearance.treatment)]
        if not asked:
            continue
        for answers in product(*(bad[name] for name in some)):
            raw = {**_good_day(model), **dict(zip(some, answers, strict=True))}
            found = _state(model, [Held(clearance)], raw, _FAR)
            ended = set(asked) <= set(found.lapses) and found.triage is not None
            emergency = any(name not in signs for name in some)
            urgent = not emergency or (found.triage is not None and found.triage.urgency == "emergency")
            yield "" if ended and urgent and not _something_open(found) else f"{dict(zip(some, answers, strict=True))}"


def _triage(model: Model) -> Iterator[str]:
    """Each answer to each question of the triage, on a good day; the last stage opens most."""
    last = list(model.recovery.rehabilitation.stages)[-1]
    clearances = [one for one in _clearances(model) if one.up_to_stage == last]
    for clearance, (name, finding) in product(clearances, model.findings.items()):
        if finding.type == "number":
            answers: tuple[Answer, ...] = (finding.low, 3.0, finding.high)
        else:
            answers = finding.options or ("yes", "no", "unsure")
        for answer in answers:
            today = Today({**_case(_good_day(model), model), name: answer}, *_signs_and_checks(model))
            found = state(model, [Held(clearance)], today, on=_FAR)
            dangerous = found.triage is not None and found.triage.urgency in DANGEROUS
            yield f"{name}: {answer}" if dangerous and (_something_open(found) or not found.lapses) else ""


def _case(raw: Raw, model: Model) -> dict[str, Answer]:
    return {name: answer for name, answer in raw.items() if name in model.findings}


def _signs_and_checks(model: Model) -> tuple[Raw, Raw]:
    own, day = model.recovery.rehabilitation, _good_day(model)
    return {name: day[name] for name in own.stop_signs}, {name: day[name] for name in own.checks}


def _opened(found: State) -> set[str]:
    return {part.id for part in (*found.stages, *found.way_back) if part.open} | set(found.exercises)


def _unknown(model: Model) -> Iterator[str]:
    """One or two answers of a good day left out, or not sure of: never more is open than with them."""
    good = {**_good_day(model), "on_anticoagulant": "no"}
    asked = {*red_flags(model), *model.recovery.rehabilitation.stop_signs}
    for clearance in _clearances(model):
        whole = _opened(_state(model, [Held(clearance)], good, _FAR))
        for some in [(name,) for name in good] + list(combinations(good, 2)):
            for answer in (None, "unsure"):
                raw = {name: value for name, value in good.items() if name not in some}
                raw |= {} if answer is None else dict.fromkeys(some, answer)
                found = _state(model, [Held(clearance)], raw, _FAR)
                needed = asked & set(some) - _not_asked(model, clearance)
                yield f"{some}: {answer}" if _opened(found) - whole or (needed and found.open) else ""


def _not_asked(model: Model, clearance: Clearance) -> set[str]:
    signs = model.recovery.rehabilitation.stop_signs
    return {name for name, sign in signs.items() if sign.treatment not in ("", clearance.treatment)}


def _stages(model: Model) -> Iterator[str]:
    """Every clearance, day and answer to the checks of the stages, which stand in the order of the stages."""
    own = model.recovery.rehabilitation
    order, day = list(own.stages), _good_day(model)
    asked = [name for stage in own.stages.values() if stage.condition is not None for name in names(stage.condition)]
    for clearance, on in product(_clearances(model), _days(model)):
        for answers in product(_ANSWERS, repeat=len(asked)):
            checks = {name: answer for name, answer in zip(asked, answers, strict=True) if answer is not None}
            raw = {**{name: answer for name, answer in day.items() if name not in asked}, **checks}
            found = _state(model, [Held(clearance)], raw, on)
            opened = [part.id for part in found.stages if part.open]
            late = (on - _START).days + 1
            right = (
                opened == order[: len(opened)]
                and len(opened) <= order.index(clearance.up_to_stage) + 1
                and all(own.stages[name].from_day <= late for name in opened)
                and all(answer == "yes" for answer in answers[: max(len(opened) - 1, 0)])
                and all(own.exercises[name].stage in opened for name in found.exercises)
            )
            yield "" if right else f"{clearance.up_to_stage}, day {late}, {checks}: {opened}"


def _contact(model: Model) -> Iterator[str]:
    for clearance, answer in product(_clearances(model), _ANSWERS):
        raw = _good_day(model) | ({} if answer is None else {"on_anticoagulant": answer})
        found = _state(model, [Held(clearance)], raw, _FAR)
        opened = any(part.open for part in found.way_back if part.id == "contact_sport")
        off = clearance.treatment == "ended" and answer == "no" and clearance.up_to_stage == "sport"
        yield f"{clearance.treatment}, {answer}" if opened != off else ""
