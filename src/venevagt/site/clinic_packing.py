"""A list of clinics, with postcodes and the map, as one small file: what a browser searches without asking anybody.

Columns instead of rows, because values of one kind compress well together; `directory/packed.js` reads them.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import msgspec

from venevagt.care.clinic import Clinic, ClinicFact
from venevagt.directory.postcodes import Postcode
from venevagt.knowledge.directory import Directory

PACKED = "clinics.json"
"""Its name in the static folder."""

CREDIT = (
    "Geodatastyrelsen og Danske Kommuner. Indeholder data fra Klimadatastyrelsen (tidl. SDFE/Geodatastyrelsen), "
    "DAGI/Danmarks Adresser postnumre, hentet 2019 via DAWA. CC BY 4.0."
)
"""What the owners of the borders and the postcodes ask to stand beside them."""

_EPOCH = date(1970, 1, 1)
_EXACT = 100_000
"""Degrees are kept to five decimals, a metre."""

_MOST_DIGITS = 10
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def packed(directory: Directory, clinics: Sequence[Clinic], postcodes: Iterable[Postcode]) -> bytes:
    """The file; clinics by postcode, so that neighbours stand beside each other."""
    places = {one.code: one for one in postcodes}
    rows = sorted(clinics, key=lambda clinic: (clinic.postcode, clinic.id))
    content = {
        "borders": borders(),
        "places": _places(list(places.values())),
        "clinics": {**_clinics(rows, places), "facts": _facts(directory, rows)},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def borders() -> Any:
    """The map of Denmark: maintenance/borders.py has made it."""
    return json.loads((files("venevagt.site") / "directory" / "borders.json").read_text(encoding="utf-8"))


def page_names(clinics: Iterable[Clinic]) -> dict[str, str]:
    """Each clinic's id -> its name in the address; ids that would have the same one get some letters more."""
    ids = [clinic.id for clinic in clinics]
    often = Counter(_plain(one) for one in ids)
    return {one: _plain(one) if often[_plain(one)] == 1 else f"{_plain(one)}-{_letters(one)}" for one in ids}


def _plain(clinic_id: str) -> str:
    return _NOT_PLAIN.sub("-", clinic_id.lower()).strip("-")


def _letters(clinic_id: str) -> str:
    return hashlib.sha256(clinic_id.encode()).hexdigest()[:8]


def _places(postcodes: Sequence[Postcode]) -> dict[str, Any]:
    return {
        "code": _steps(int(one.code) for one in postcodes),
        "name": _distinct(one.town for one in postcodes),
        "lat": _steps(_exact(one.lat) for one in postcodes),
        "lon": _steps(_exact(one.lon) for one in postcodes),
        "area": _distinct(one.area for one in postcodes),
    }


def _clinics(rows: Sequence[Clinic], places: Mapping[str, Postcode]) -> dict[str, Any]:
    names = page_names(rows)

    def unless_the_places(row: Clinic, name: str) -> Any:
        place, own = places.get(row.postcode), getattr(row, name)
        return own if place is None or own != getattr(place, name) else None

    return {
        "id": _lines(row.id for row in rows),
        "name": _lines(row.name for row in rows),
        "street": _lines(row.street for row in rows),
        "postcode": _lines(row.postcode for row in rows),
        "telephone": _lines(row.telephone for row in rows),
        "town": _distinct(unless_the_places(row, "town") for row in rows),
        "area": _distinct(unless_the_places(row, "area") for row in rows),
        "lat": _steps(_exact(row.lat) for row in rows),
        "lon": _steps(_exact(row.lon) for row in rows),
        "licence": _distinct(row.licence for row in rows),
        "source": _distinct(row.source for row in rows),
        "checked": [_day(row.checked_on) for row in rows],
        "fictitious": "".join("01"[row.fictitious] for row in rows),
        "pages": {key: name for key, name in names.items() if name != _plain(key)},
    }


def _facts(directory: Directory, rows: Sequence[Clinic]) -> dict[str, Any]:
    """Each fact that some clinic has; its stamps only where they are not the clinic's own."""
    found = {}
    for name, kind in directory.facts.items():
        facts = [row.facts.get(name) for row in rows]
        if any(facts):
            stamps = _distinct(
                _stamp(row, fact, kind.unknown_after_days) for row, fact in zip(rows, facts, strict=True)
            )
            own = {"values": _distinct(None if fact is None else fact.value for fact in facts)}
            found[name] = own | ({"stamps": stamps} if stamps["of"] else {})
    return found


def _stamp(row: Clinic, fact: ClinicFact | None, days: int) -> tuple[Any, ...] | None:
    """Who said it, when it was checked, the last day on which it is known; None where that is as for the clinic."""
    if fact is None:
        return None
    usual = (row.source, row.checked_on, row.checked_on + timedelta(days))
    if usual == (fact.source, fact.checked_on, fact.unknown_after):
        return None
    return fact.source, _day(fact.checked_on), _day(fact.unknown_after)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


def _steps(numbers: Iterable[int | None]) -> list[int | None]:
    """Each number less the one before."""
    found: list[int | None] = []
    before = 0
    for number in numbers:
        found.append(None if number is None else number - before)
        before = before if number is None else number
    return found


def _distinct(values: Iterable[Any]) -> dict[str, Any]:
    """The distinct values, the commonest first, and where each row's value stands among them."""
    rows = [None if value is None else msgspec.to_builtins(value) for value in values]
    keys = [json.dumps(row) for row in rows]
    often = Counter(key for key, row in zip(keys, rows, strict=True) if row is not None)
    of = sorted(often, key=lambda key: (-often[key], key))
    place = {key: number for number, key in enumerate(of)}
    between = "" if len(of) <= _MOST_DIGITS else ","
    none = "" if between else "-"
    at = between.join(str(place[key]) if key in place else none for key in keys)
    return {"of": [json.loads(key) for key in of], "at": at}


def _exact(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * _EXACT)


def _day(day: date) -> int:
    return (day - _EPOCH).days
