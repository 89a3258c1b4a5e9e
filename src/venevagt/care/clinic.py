"""A physiotherapist's clinic, and what is known of it on a day: an old fact is unknown, never yes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct, field

from venevagt.knowledge.directory import Directory, FactKind

Layer = Literal["open", "osm"]
"""`osm`: made from OpenStreetMap, whose licence is share-alike. Such a record stays by itself, and is never
joined with another.
"""

FactValue = bool | float | str | tuple[str, ...]
"""Yes or no, a number, an option or text, or several options."""


class ClinicFact(Struct, frozen=True, gc=False):
    """One thing said of a clinic: by whom (`source`), when it was checked, the last day on which it is known."""

    value: FactValue
    source: str
    checked_on: date
    unknown_after: date


class Clinic(Struct, frozen=True, kw_only=True, gc=False):
    """One clinic from one source.

    `id` stays the same from import to import: `sor:123`, `osm:node/1`, `csv:demo-0001`, `fhir:Location/x`.
    `municipality` and `area` are codes, the area that of a region of 2007. `lat` and `lon` (degrees) are None
    where no place is known. `checked_on`: when the name and the address were last confirmed.
    `fictitious`: made up, and to be marked so wherever it shows. `licence`: whose it is, to be shown.
    """

    id: str
    name: str
    checked_on: date
    source: str
    street: str = ""
    postcode: str = ""
    town: str = ""
    lat: float | None = None
    lon: float | None = None
    municipality: str = ""
    area: str = ""
    telephone: str = ""
    email: str = ""
    website: str = ""
    fictitious: bool = False
    layer: Layer = "open"
    licence: str = ""
    facts: Mapping[str, ClinicFact] = field(default_factory=dict)


def fact(kind: FactKind, value: FactValue, source: str, checked_on: date) -> ClinicFact:
    """A fact that is known as long as its kind allows."""
    return ClinicFact(value, source, checked_on, checked_on + timedelta(kind.unknown_after_days))


def known_fact(clinic: Clinic, fact_id: str, on: date) -> FactValue | None:
    """What is known on a day; None for what was never said, is out of date, or was checked after that day."""
    found = clinic.facts.get(fact_id)
    return found.value if found is not None and found.checked_on <= on <= found.unknown_after else None


def has(directory: Directory, clinic: Clinic, fact_id: str, on: date) -> bool | None:
    """Whether a clinic has something on a day: yes, no, or not known."""
    value = known_fact(clinic, fact_id, on)
    if value is None or isinstance(value, bool):
        return value
    return value in directory.facts[fact_id].fulfils


def region_of(directory: Directory, area: str, on: date) -> str | None:
    """The region that an area (a code of 2007) belongs to on a day; None for an unknown code."""
    return next((r.id for r in directory.regions.values() if area in r.areas and r.exists(on)), None)
