"""What a person measured: read and checked, and what it is to the triage."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from venevagt.care.cases import Answer, CaseError, shown
from venevagt.knowledge.model import Model
from venevagt.knowledge.rehabilitation import Measure
from venevagt.logic.nearest import nearest

SIDES = ("left", "right")


class Reading(Struct, frozen=True):
    """One measure on one day: its values by side, or one under `value`."""

    on: date
    measure: str
    values: Mapping[str, float]


def measured(model: Model) -> Mapping[str, Measure]:
    """The measures that can be entered; the others are only named."""
    return {name: one for name, one in model.recovery.rehabilitation.measures.items() if not one.licence}


def read_measures(model: Model, raw: object) -> tuple[Reading, ...]:
    """Check a list of measures, such as {"on": "2026-11-24", "measure": "pain", "value": 3}. Raises CaseError."""
    if not isinstance(raw, list):
        raise CaseError(f"expected a list of measures, found {shown(raw)}")
    found = tuple(_reading(model, place, item) for place, item in enumerate(raw, start=1))
    return tuple(sorted(found, key=lambda one: one.on))


def _reading(model: Model, place: int, raw: object) -> Reading:
    if not isinstance(raw, Mapping):
        raise CaseError(f"measure {place}: expected an object with 'on', 'measure' and its value, found {shown(raw)}")
    known = measured(model)
    name = raw.get("measure")
    if not isinstance(name, str) or name not in known:
        near = nearest(str(name), known)
        hint = f", did you mean {near!r}?" if near else f", expected one of {', '.join(known)}"
        raise CaseError(f"measure {place}: unknown measure {shown(name)}{hint}")
    wanted = SIDES if known[name].sides else ("value",)
    for key in raw:
        if key not in ("on", "measure", *wanted):
            raise CaseError(
                f"measure {place}: unknown field {str(key)[:60]!r}, expected on, measure, {', '.join(wanted)}"
            )
    return Reading(_day(place, raw.get("on")), name, {key: _value(place, known[name], raw.get(key)) for key in wanted})


def _day(place: int, value: object) -> date:
    try:
        if isinstance(value, date):
            return value
        if isinstance(value, str) and len(value) == len("2026-11-24"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise CaseError(f"measure {place}: on: expected a day such as 2026-11-24, found {shown(value)}")


def _value(place: int, measure: Measure, value: Any) -> float:
    wanted = (
        f"measure {place}: {measure.id}: expected a number from {measure.low:g} to {measure.high:g} ({measure.unit})"
    )
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not measure.low <= value <= measure.high:
        raise CaseError(f"{wanted}, found {shown(value)}")
    return float(value)


def told_to_triage(model: Model, readings: Iterable[Reading], on: date) -> dict[str, Answer]:
    """What the measures of a day are to the triage: findings with their values; of two the greater counts."""
    found: dict[str, Answer] = {}
    for name, value in _findings(model, (one for one in readings if one.on == on)):
        finding = model.findings[name]
        kept = found.get(name)
        value = min(max(value, finding.low), finding.high) if finding.type == "number" else value
        found[name] = max(value, kept) if isinstance(kept, float) else value
    return found


def _findings(model: Model, readings: Iterable[Reading]) -> Iterator[tuple[str, float]]:
    for one in readings:
        measure = model.recovery.rehabilitation.measures[one.measure]
        if measure.finding:
            values = one.values
            yield measure.finding, abs(values["left"] - values["right"]) if measure.sides else values["value"]
