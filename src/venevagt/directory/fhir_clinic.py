"""One clinic from its FHIR resources."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from venevagt.care.clinic import Clinic, ClinicFact, fact
from venevagt.directory import fields
from venevagt.directory.building import BadRow, Origin, build
from venevagt.directory.places import position
from venevagt.knowledge.directory import Directory

Resource = Mapping[str, Any]

_WORDS = ("fysioterap", "physiotherap", "physical therap")
_SNOMED_PHYSIOTHERAPIST = "36682004"
_TEST_DATA = "HTEST"
"""A code of HL7's v3-ActReason: test health data."""

_DAYS = {"mon": "Mo", "tue": "Tu", "wed": "We", "thu": "Th", "fri": "Fr", "sat": "Sa", "sun": "Su"}
_TELECOM = {"phone": "telephone", "email": "email", "url": "website"}


def listed(value: object) -> list[Any]:
    """A list as it is, one thing as a list of it, nothing as an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def reference(resource: Resource, field: str) -> str:
    """`Organization/x` where the field refers to one, else nothing."""
    return reference_of(resource.get(field))


def reference_of(value: object) -> str:
    """`Location/x` of a reference, also of one with an address before it; nothing for what is none."""
    text = value.get("reference") if isinstance(value, Mapping) else None
    return "/".join(text.split("/")[-2:]) if isinstance(text, str) else ""


def is_meant(resource: Resource) -> bool:
    """Whether a resource says by its name, type, speciality or code that it is about physiotherapy."""
    if any(word in _text(resource.get("name")).casefold() for word in _WORDS):
        return True
    for field in ("type", "specialty", "code", "category"):
        for code, display in _codes(resource.get(field)):
            if code == _SNOMED_PHYSIOTHERAPIST or any(word in display.casefold() for word in _WORDS):
                return True
    return False


def _codes(value: object) -> Iterator[tuple[str, str]]:
    for concept in listed(value):
        if isinstance(concept, Mapping):
            yield "", _text(concept.get("text"))
            for coding in listed(concept.get("coding")):
                if isinstance(coding, Mapping):
                    yield _text(coding.get("code")), _text(coding.get("display"))


def _text(value: object) -> str:
    return fields.clean(value) if isinstance(value, str) else ""


def clinic_of(
    directory: Directory, origin: Origin, identity: str, own: Resource, others: Sequence[Resource]
) -> tuple[Clinic, tuple[str, ...]]:
    """The clinic, and what was left out. Raises BadRow or WrongPlace where it cannot be one."""
    every = (own, *others)
    texts = {"name": next((name for resource in every if (name := _text(resource.get("name")))), "")}
    for resource in every:
        for kind, value in _telecom(resource):
            texts.setdefault(kind, value)
    for resource in every:
        address = next((part for part in listed(resource.get("address")) if isinstance(part, Mapping)), None)
        if address is not None:
            texts["street"] = ", ".join(filter(None, map(_text, listed(address.get("line")))))
            texts["postcode"], texts["town"] = _text(address.get("postalCode")), _text(address.get("city"))
            break
    notes: list[str] = []
    if any(map(_is_test_data, every)):
        origin = replace(origin, fictitious=True)
    checked = _checked(own)
    facts = _facts(directory, origin, every, checked or origin.as_of, notes)
    return build(origin, identity, texts, _position(own), facts, notes, checked), tuple(notes)


def _is_test_data(resource: Resource) -> bool:
    """Whether a resource is marked as test data: then the clinic is made up, whatever the file is said to be."""
    meta = resource.get("meta")
    tags = listed(meta.get("tag")) if isinstance(meta, Mapping) else []
    return any(isinstance(tag, Mapping) and tag.get("code") == _TEST_DATA for tag in tags)


def _telecom(resource: Resource) -> Iterator[tuple[str, str]]:
    for point in listed(resource.get("telecom")):
        if isinstance(point, Mapping) and point.get("system") in _TELECOM and _text(point.get("value")):
            yield _TELECOM[point["system"]], _text(point["value"])


def _checked(own: Resource) -> date | None:
    meta = own.get("meta")
    text = _text(meta.get("lastUpdated")) if isinstance(meta, Mapping) else ""
    found = fields.day(text)
    if text and found is None:
        raise BadRow(f"lastUpdated {text[:40]!r}, expected a day")
    return found


def _position(own: Resource) -> tuple[float, float] | None:
    value = own.get("position")
    if not isinstance(value, Mapping):
        return None
    lat, lon = value.get("latitude"), value.get("longitude")
    if type(lat) not in (int, float) or type(lon) not in (int, float):
        raise BadRow("a position without numbers, expected latitude and longitude")
    assert isinstance(lat, (int, float))
    assert isinstance(lon, (int, float))
    return position(float(lon), float(lat))


def _facts(
    directory: Directory, origin: Origin, every: Sequence[Resource], checked: date, notes: list[str]
) -> dict[str, ClinicFact]:
    kinds = directory.facts
    found: dict[str, ClinicFact] = {}
    spoken = {
        code.partition("-")[0].casefold()
        for resource in every
        for field in ("communication", "languages")
        for code, _ in _codes(resource.get(field))
        if code
    }
    if chosen := tuple(code for code in kinds["languages"].options if code in spoken):
        found["languages"] = fact(kinds["languages"], chosen, origin.source, checked)
    for resource in every:
        hours = _hours(listed(resource.get("availableTime")), notes)
        if hours:
            found["opening_hours"] = fact(kinds["opening_hours"], hours, origin.source, checked)
            break
    return found


def _hours(times: list[Any], notes: list[str]) -> str:
    """Available times in OpenStreetMap's notation; nothing where one of them cannot be read."""
    parts: list[str] = []
    for time in times:
        days = [_DAYS.get(str(day), "") for day in listed(time.get("daysOfWeek"))] if isinstance(time, Mapping) else []
        if not days or not all(days):
            notes.append("opening_hours: left out, for the days cannot be read")
            return ""
        if time.get("allDay") is True:
            parts.append(f"{','.join(days)} 00:00-24:00")
            continue
        start, end = (_text(time.get(name))[:5] for name in ("availableStartTime", "availableEndTime"))
        if not (_is_time(start) and _is_time(end)):
            notes.append("opening_hours: left out, for the times cannot be read")
            return ""
        parts.append(f"{','.join(days)} {start}-{end}")
    return "; ".join(parts)


def _is_time(text: str) -> bool:
    hour, _, minute = text.partition(":")
    return len(text) == 5 and hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60
