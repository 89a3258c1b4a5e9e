"""A clinic from fields as they stand in a file: each is checked, and what cannot be read is named."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct

from venevagt.care.clinic import Clinic, ClinicFact, FactValue, Layer, fact
from venevagt.care.opening import hours_are_sound
from venevagt.directory import fields
from venevagt.directory.places import WrongPlace, in_denmark
from venevagt.directory.postcodes import area_of
from venevagt.knowledge.directory import Directory, FactKind

UNKNOWN = frozenset({"", "unknown", "ukendt", "?", "-", "n/a", "null", "none given"})
"""Words for: not said."""


class Origin(Struct, frozen=True):
    """What all clinics of one file have in common. `as_of`: the day that the file speaks of."""

    source: str
    as_of: date
    layer: Layer = "open"
    licence: str = ""
    fictitious: bool = False


class BadRow(ValueError):
    """A row that cannot become a clinic; says what was found and what was expected."""


def build(
    origin: Origin,
    identity: str,
    texts: Mapping[str, str],
    place: tuple[float, float] | None,
    facts: dict[str, ClinicFact],
    notes: list[str],
    checked_on: date | None = None,
) -> Clinic:
    """The clinic of these cleaned texts (by the field's name in Clinic); what is left out goes into `notes`.

    Raises BadRow where name or place is missing or cannot be.
    """
    name = texts.get("name", "")
    if not name:
        raise BadRow("no name, expected one")
    if place is not None and not in_denmark(*place):
        raise BadRow(str(WrongPlace(f"the place {place[0]:g}, {place[1]:g}, expected one in Denmark")))
    postcode = _read(texts, "postcode", notes, fields.postcode)
    if not postcode and place is None:
        raise BadRow("neither a postcode nor coordinates, expected one of them")
    checked = checked_on or origin.as_of
    if checked > origin.as_of:
        raise BadRow(f"checked on {checked}, expected no later day than that of the file ({origin.as_of})")
    return Clinic(
        id=identity,
        name=name,
        checked_on=checked,
        source=origin.source,
        street=texts.get("street", ""),
        postcode=postcode,
        town=texts.get("town", ""),
        lat=place[0] if place else None,
        lon=place[1] if place else None,
        municipality=texts.get("municipality", ""),
        area=texts.get("area") or area_of(postcode),
        telephone=_read(texts, "telephone", notes, fields.telephone),
        email=_read(texts, "email", notes, fields.email),
        website=_read(texts, "website", notes, fields.website),
        fictitious=origin.fictitious,
        layer=origin.layer,
        licence=origin.licence,
        facts=facts,
    )


def _read(texts: Mapping[str, str], name: str, notes: list[str], how: "fields.Reading") -> str:
    found = texts.get(name, "")
    if not found:
        return ""
    good = how(found)
    if not good:
        notes.append(f"{name}: left out {found[:60]!r}")
    return good


def read_fact(directory: Directory, origin: Origin, name: str, text: str, checked_on: date) -> ClinicFact | None:
    """A fact from a word of a file; None for a word that says unknown. Raises BadRow for one that cannot be read."""
    if text.casefold() in UNKNOWN:
        return None
    kind = directory.facts[name]
    value = read_value(kind, text)
    if value is None:
        raise BadRow(f"{name}: found {text[:60]!r}, expected {_expected(kind)}")
    return fact(kind, value, origin.source, checked_on)


def read_value(kind: FactKind, text: str) -> FactValue | None:
    """The value that a text says; None where it says none of this kind."""
    if kind.type == "yes_no":
        word = text.casefold()
        return True if word in fields.YES else False if word in fields.NO else None
    if kind.type == "number":
        amount = fields.number(text)
        return amount if amount is not None and kind.low <= amount <= kind.high else None
    if kind.type == "choice":
        return text if text in kind.options else None
    if kind.type == "choices":
        chosen = tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
        return chosen if chosen and set(chosen) <= set(kind.options) else None
    if kind.asked == "open_at" and _unsound(text):
        return None
    return text


@lru_cache(1024)
def _unsound(hours: str) -> bool:
    return hours_are_sound(hours) is False


def _expected(kind: FactKind) -> str:
    if kind.type == "yes_no":
        return "yes, no or unknown"
    if kind.type == "number":
        return f"a number from {kind.low:g} to {kind.high:g}"
    if kind.options:
        between = " (with ; between them)" if kind.type == "choices" else ""
        return f"one of {', '.join(kind.options)}{between}"
    return "opening hours such as Mo-Fr 08:00-16:00"
