"""Clinics from OpenStreetMap: GeoJSON that somebody downloaded. They stay a layer of their own (ODbL).

https://wiki.openstreetmap.org/wiki/Tag:healthcare=physiotherapist says how the tags are meant.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from venevagt.care.clinic import ClinicFact
from venevagt.care.decode import decode_json
from venevagt.directory import fields
from venevagt.directory.building import BadRow, Origin, build, read_fact
from venevagt.directory.places import WrongPlace, position
from venevagt.directory.rows import Passed, Read, Row, SetAside, UnreadableFile
from venevagt.knowledge.directory import Directory

SOURCE = "OpenStreetMap"
LICENCE = "© OpenStreetMap contributors, ODbL 1.0"

_MEANT = "physiotherapist"
_TYPES = ("node", "way", "relation")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "operator", "brand"),
    "postcode": ("addr:postcode",),
    "town": ("addr:city", "addr:place"),
    "telephone": ("phone", "contact:phone", "contact:mobile"),
    "email": ("email", "contact:email"),
    "website": ("website", "contact:website", "url"),
}
_FACTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "wheelchair": ("wheelchair", {"yes": "full", "designated": "full", "limited": "limited", "no": "none"}),
    "accessible_toilet": ("toilets:wheelchair", {"yes": "yes", "no": "no"}),
    "opening_hours": ("opening_hours", {}),
}
"""A fact: the tag that says it, and what the tag's words mean; a word that is not there is left out."""


def osm_clinics(directory: Directory, content: bytes, as_of: date) -> Iterator[Row]:
    """What becomes of each feature; its number stands for the line. Raises UnreadableFile for no GeoJSON."""
    try:
        value = decode_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        raise UnreadableFile(f"{error}; expected GeoJSON") from None
    features = value.get("features") if isinstance(value, Mapping) else None
    if not isinstance(features, list):
        raise UnreadableFile("no list of features, expected GeoJSON (a FeatureCollection)")
    origin = Origin(SOURCE, as_of, layer="osm", licence=LICENCE)
    for number, feature in enumerate(features, 1):
        try:
            yield _clinic(directory, origin, number, feature)
        except (BadRow, WrongPlace) as error:
            yield SetAside(number, str(error), fields.clean(str(feature)[:600])[:300])


def _clinic(directory: Directory, origin: Origin, number: int, feature: Any) -> Row:
    if not isinstance(feature, Mapping) or not isinstance(feature.get("properties"), Mapping):
        raise BadRow("no feature with properties, expected one")
    tags = {str(key): fields.clean(str(value)) for key, value in feature["properties"].items() if _plain(value)}
    if _MEANT not in (tags.get("healthcare", "").split(";") + tags.get("healthcare:speciality", "").split(";")):
        return Passed(number, "other_kind")
    if any(key.startswith(("disused:", "abandoned:")) for key in tags) or tags.get("disused") == "yes":
        return Passed(number, "closed")
    texts = {name: next((tags[tag] for tag in names if tags.get(tag)), "") for name, names in _NAMES.items()}
    texts["street"] = f"{tags.get('addr:street', '')} {tags.get('addr:housenumber', '')}".strip()
    notes: list[str] = []
    facts = _facts(directory, origin, tags, notes)
    clinic = build(origin, _identity(feature, tags), texts, _middle(feature.get("geometry")), facts, notes)
    return Read(number, clinic, tuple(notes))


def _plain(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _identity(feature: Mapping[str, Any], tags: Mapping[str, str]) -> str:
    """`osm:node/1` from what the usual programs write: an id `node/1`, or a type beside a number."""
    for text in (tags.get("@id", ""), str(feature.get("id", "")), tags.get("id", "")):
        kind, _, number = text.partition("/")
        if kind in _TYPES and number.isascii() and number.isdigit():
            return f"osm:{kind}/{number}"
    kind, number = tags.get("@type", tags.get("type", tags.get("osm_type", ""))), tags.get("osm_id", tags.get("id", ""))
    if kind in _TYPES and number.isascii() and number.isdigit():
        return f"osm:{kind}/{number}"
    raise BadRow("no id such as node/1, expected one")


def _facts(directory: Directory, origin: Origin, tags: Mapping[str, str], notes: list[str]) -> dict[str, ClinicFact]:
    """What the tags say, as of the day of their check, else of the last change; without either nothing is known."""
    found: dict[str, ClinicFact] = {}
    changed = fields.day(tags.get("check_date") or tags.get("@timestamp") or tags.get("timestamp", ""))
    for name, (tag, words) in _FACTS.items():
        text = tags.get(tag, "")
        checked = fields.day(tags.get(f"check_date:{tag}", "")) or changed
        said = words.get(text, "") if words else text
        if not said:
            continue
        if checked is None or checked > origin.as_of:
            notes.append(f"{name}: left out, for no day of a check is known")
            continue
        try:
            known = read_fact(directory, origin, name, said, checked)
        except BadRow as error:
            notes.append(str(error))
            continue
        if known is not None:
            found[name] = known
    return found


def _middle(geometry: Any) -> tuple[float, float]:
    """The point itself, or the middle of the corners of a way or an area."""
    points = list(_points(geometry.get("coordinates"))) if isinstance(geometry, Mapping) else []
    if not points:
        raise BadRow("no geometry with coordinates, expected a point or an area")
    easts, norths = zip(*points, strict=True)
    return position((min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2)


def _points(value: Any) -> Iterator[tuple[float, float]]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, list):
            continue
        if len(part) >= 2 and all(type(number) in (int, float) for number in part[:2]):
            yield float(part[0]), float(part[1])
        else:
            waiting += part
