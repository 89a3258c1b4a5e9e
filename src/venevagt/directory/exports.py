"""Found clinics for other programs: GeoJSON, CSV, FHIR, vCard. Each keeps its source, its licence and its mark."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from venevagt.directory.answer import Found

Format = Literal["geojson", "csv", "fhir", "vcard"]

MADE_UP = "MADE UP"
"""Stands in every export of a clinic that does not exist."""

_PLAIN = (
    *("id", "name", "street", "postcode", "town", "lat", "lon", "telephone", "email", "website"),
    *("fictitious", "layer", "source", "licence", "checked_on", "km"),
)
_LONGEST_LINE = 75
"""Bytes of a line of a vCard before it has to be folded."""


def export(format_: Format, clinics: Sequence[Found]) -> str:
    """The clinics as text of one format."""
    return _FORMATS[format_](clinics)


def _plain(clinic: Found) -> dict[str, Any]:
    """Its fields, and its known facts each with the day after which it is unknown."""
    known = {name: _written(fact.value) for name, fact in clinic.facts.items()}
    ends = {f"{name}_known_to": fact.unknown_after.isoformat() for name, fact in clinic.facts.items()}
    return {**{name: getattr(clinic, name) for name in _PLAIN}, **known, **ends}


def _written(value: object) -> object:
    return ";".join(value) if isinstance(value, tuple) else value


def _geojson(clinics: Sequence[Found]) -> str:
    """A FeatureCollection (RFC 7946); a clinic whose position is not known has no geometry."""
    features = [
        {
            "type": "Feature",
            "id": clinic.id,
            "geometry": None if clinic.lat is None else {"type": "Point", "coordinates": [clinic.lon, clinic.lat]},
            "properties": _plain(clinic),
        }
        for clinic in clinics
    ]
    return _json({"type": "FeatureCollection", "features": features})


def _csv(clinics: Sequence[Found]) -> str:
    """Comma separated values (RFC 4180); a cell that would be a formula begins with a space."""
    rows = [_plain(clinic) for clinic in clinics]
    columns = [*_PLAIN, *sorted({name for row in rows for name in row} - set(_PLAIN))]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f" {value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _fhir(clinics: Sequence[Found]) -> str:
    """A Bundle of Locations (R4), as IHE mCSD has a place where care is given."""
    return _json(
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": _location(c)} for c in clinics]}
    )


_TEST_DATA = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST", "display": MADE_UP}


def _location(clinic: Found) -> dict[str, Any]:
    telecom = [
        {"system": system, "value": value}
        for system, value in (("phone", clinic.telephone), ("email", clinic.email), ("url", clinic.website))
        if value
    ]
    meta = {"source": f"urn:venevagt:{clinic.layer}", "lastUpdated": f"{clinic.checked_on}T00:00:00Z"}
    resource: dict[str, Any] = {
        "resourceType": "Location",
        "id": "".join(char if char.isascii() and char.isalnum() else "-" for char in clinic.id)[:64],
        "meta": {**meta, "tag": [_TEST_DATA]} if clinic.fictitious else meta,
        "identifier": [{"system": "urn:venevagt:clinic", "value": clinic.id}],
        "status": "active",
        "name": clinic.name,
        "description": _origin(clinic),
        "type": [{"text": "Physiotherapy"}],
        "telecom": telecom,
        "address": _filled(
            {
                "line": [clinic.street] if clinic.street else [],
                "city": clinic.town,
                "postalCode": clinic.postcode,
                "country": "DK",
            }
        ),
    }
    if clinic.lat is not None and clinic.lon is not None:
        resource["position"] = {"latitude": clinic.lat, "longitude": clinic.lon}
    return _filled(resource)


def _filled(resource: dict[str, Any]) -> dict[str, Any]:
    """Without empty texts and lists, which FHIR does not have."""
    return {name: value for name, value in resource.items() if value not in ("", [])}


def _origin(clinic: Found) -> str:
    parts = (MADE_UP if clinic.fictitious else "", clinic.source, clinic.licence)
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _vcard(clinics: Sequence[Found]) -> str:
    """A vCard 4.0 (RFC 6350), one card for each clinic."""
    return "".join(_card(clinic) for clinic in clinics)


def _card(clinic: Found) -> str:
    address = ("", "", clinic.street, clinic.town, "", clinic.postcode, "Denmark")
    lines = [
        ("UID", f"urn:venevagt:{clinic.id}"),
        ("KIND", "org"),
        ("FN", _escaped(clinic.name)),
        ("ADR", ";".join(map(_escaped, address))),
        ("TEL", f"tel:{clinic.telephone.replace(' ', '')}" if clinic.telephone else ""),
        ("EMAIL", _escaped(clinic.email)),
        ("URL", clinic.website),
        ("GEO", "" if clinic.lat is None else f"geo:{clinic.lat},{clinic.lon}"),
        ("NOTE", _escaped(_origin(clinic))),
        ("REV", f"{clinic.checked_on.replace('-', '')}T000000Z"),
    ]
    body = [f"{name};VALUE=uri:{value}" if name == "TEL" else f"{name}:{value}" for name, value in lines if value]
    return "".join(_folded(line) for line in ("BEGIN:VCARD", "VERSION:4.0", *body, "END:VCARD"))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of 75 bytes at most; no letter is cut in two."""
    pieces, rest = [""], line
    for char in rest:
        limit = _LONGEST_LINE - (len(pieces) > 1)
        if len((pieces[-1] + char).encode("utf-8")) > limit:
            pieces.append("")
        pieces[-1] += char
    return "\r\n ".join(pieces) + "\r\n"


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode("utf-8") + "\n"


_FORMATS: Mapping[Format, Callable[[Sequence[Found]], str]] = {
    "geojson": _geojson,
    "csv": _csv,
    "fhir": _fhir,
    "vcard": _vcard,
}
FORMATS = tuple(_FORMATS)
