"""The plan after the diagnosis for one person: dated lines, controls, and what is not known yet.

The controls and what is looked at come from the knowledge of treatment (`clinical/treatment`), the lines
from `recovery/followup.yaml`. Nothing that is not known is taken for a no.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from venevagt.care.assess import Assessment, assess
from venevagt.care.cases import Answer
from venevagt.care.plans import Lines, OpenLine, lines_for, missing_in, to_ask
from venevagt.care.score_form import Known
from venevagt.care.treatment import NothingConfirmed
from venevagt.knowledge.model import Model
from venevagt.knowledge.plans import PlanLine
from venevagt.knowledge.treatment import CONFIRMED, Control, Treatment
from venevagt.logic.expression import evaluate

ASK = "ask"
"""The part whose lines stand with the control of their day."""


class DatedLine(Struct, frozen=True):
    """A line of the plan; `first` and `last` where it is for some days only."""

    id: str
    part: str
    decided_by: str
    first: date | None
    last: date | None
    sources: tuple[str, ...]


class DatedControl(Struct, frozen=True):
    """A control around a day, `day` days after the start; `every`: repeated after so many days, 0 for once."""

    id: str
    day: int
    every: int
    on: date
    look_at: tuple[str, ...]
    ask: tuple[str, ...]
    sources: tuple[str, ...]


class OpenControl(Struct, frozen=True):
    """A control, or something to look at in it, that may be needed."""

    id: str
    look_at: tuple[str, ...]
    missing: tuple[str, ...]


class FollowUpPlan(Struct, frozen=True):
    """The plan. `open`, `open_controls`: what may belong to it; `ask`: the questions that can settle that."""

    start: date
    lines: tuple[DatedLine, ...]
    controls: tuple[DatedControl, ...]
    open: tuple[OpenLine, ...]
    open_controls: tuple[OpenControl, ...]
    ask: tuple[str, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The sources of all that it says."""
        named = [line.sources for line in self.lines] + [control.sources for control in self.controls]
        return frozenset(source for own in named for source in own)


def plan(model: Model, known: Known, start: date) -> FollowUpPlan:
    """The plan from a day on. Raises NothingConfirmed without a confirmed clot."""
    if known.get(CONFIRMED) is not True:
        raise NothingConfirmed(f"no clot is confirmed: {CONFIRMED!r} is not known to hold")
    knowledge = model.recovery.followup.plan
    lines = lines_for(knowledge, known)
    standing, still_open = _controls(model.clinical.treatment.values(), known)
    missing = [name for one in lines.open for name in one.missing]
    missing += [name for control in still_open for name in control.missing]
    return FollowUpPlan(
        start=start,
        lines=tuple(_dated(line, start) for line in lines.standing if line.part != ASK),
        controls=tuple(_dated_controls(standing, lines, start)),
        open=lines.open,
        open_controls=still_open,
        ask=to_ask(model, knowledge, known, missing),
    )


def danger(model: Model, case: Mapping[str, Answer], *, language: str, on: date | None = None) -> Assessment | None:
    """What the triage says where an answer of this case is a red flag; else nothing."""
    flags = {name: case[name] for name in red_flags(model) if name in case}
    found = assess(model, flags, language=language, on=on)
    return found if found.urgency == model.about.urgencies[-1] else None


def red_flags(model: Model) -> tuple[str, ...]:
    """The findings of the first screen: each of them is 112."""
    return next(iter(model.screens.values())).findings


def _dated(line: PlanLine, start: date) -> DatedLine:
    first, last = (start + timedelta(days=day) for day in line.days) if line.days else (None, None)
    return DatedLine(line.id, line.part, line.decided_by, first, last, line.sources)


def _controls(
    entries: Iterable[Treatment], known: Known
) -> tuple[list[tuple[Treatment, Control]], tuple[OpenControl, ...]]:
    """The controls that stand, and those that may."""
    standing, still_open = [], []
    for entry in entries:
        if not entry.controls:
            continue
        assert entry.condition is not None, "the check leaves no entry without a condition"
        holds = evaluate(entry.condition, known)
        if holds:
            standing += [(entry, control) for control in entry.controls]
        elif holds is None:
            missing = missing_in(entry.condition, known)
            still_open += [OpenControl(f"control_{one.day}", one.look_at, missing) for one in entry.controls]
    return standing, tuple(still_open)


def _dated_controls(standing: list[tuple[Treatment, Control]], lines: Lines, start: date) -> Iterator[DatedControl]:
    """The controls of one day together, in the order of the days, each with its questions."""
    for day, every in sorted({(control.day, control.every) for _, control in standing}):
        parts = [(entry, own) for entry, own in standing if (own.day, own.every) == (day, every)]
        asked = [line for line in lines.standing if line.part == ASK and line.days and line.days[0] == day]
        named = [source for entry, _ in parts for source in entry.sources]
        named += [source for line in asked for source in line.sources]
        yield DatedControl(
            id=f"control_{day}",
            day=day,
            every=every,
            on=start + timedelta(days=day),
            look_at=tuple(dict.fromkeys(item for _, own in parts for item in own.look_at)),
            ask=tuple(line.id for line in asked),
            sources=tuple(dict.fromkeys(named)),
        )
