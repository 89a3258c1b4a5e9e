"""Clinics from FHIR R4, as IHE mCSD lays them out: a Bundle, or resources as NDJSON.

A Location is a clinic, with what its HealthcareServices, PractitionerRoles and Organization say of it. A service
without a Location takes the address of its Organization. Names of persons are not read.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from venevagt.care.decode import decode_json
from venevagt.directory.building import BadRow, Origin
from venevagt.directory.fhir_clinic import Resource, clinic_of, is_meant, listed, reference, reference_of
from venevagt.directory.places import WrongPlace
from venevagt.directory.rows import Passed, Read, Row, SetAside, UnreadableFile
from venevagt.knowledge.directory import Directory

_KINDS = ("Organization", "Location", "HealthcareService", "PractitionerRole")


def fhir_clinics(
    directory: Directory,
    content: bytes,
    as_of: date,
    *,
    source: str = "FHIR",
    licence: str = "",
    fictitious: bool = False,
) -> Iterator[Row]:
    """What becomes of each resource. Raises UnreadableFile for what is neither a Bundle nor NDJSON."""
    origin = Origin(source, as_of, licence=licence, fictitious=fictitious)
    found: dict[str, tuple[int, Resource]] = {}
    for line, value in _resources(content):
        if isinstance(value, SetAside):
            yield value
            continue
        kind, identity = value.get("resourceType"), value.get("id")
        if kind not in _KINDS:
            yield Passed(line, "other_kind")
        elif not isinstance(identity, str) or not identity:
            yield SetAside(line, f"a {kind} without an id, expected one")
        elif f"{kind}/{identity}" in found:
            yield SetAside(line, f"{kind}/{identity[:60]} stands in line {found[f'{kind}/{identity}'][0]} too")
        else:
            found[f"{kind}/{identity}"] = (line, value)
    yield from _clinics(directory, origin, found)


def _clinics(directory: Directory, origin: Origin, found: Mapping[str, tuple[int, Resource]]) -> Iterator[Row]:
    about = _about(found)
    for name, (line, resource) in found.items():
        kind = resource["resourceType"]
        if not _stands_for_a_clinic(resource, found):
            yield Passed(line, "joined")
            continue
        organization = found.get(reference(resource, "managingOrganization") or reference(resource, "providedBy"))
        others = [*about.get(name, []), *([organization[1]] if organization else [])]
        if not any(map(is_meant, (resource, *others))):
            yield Passed(line, "other_kind")
        elif resource.get("status", "active") != "active" or resource.get("active") is False:
            yield Passed(line, "closed")
        else:
            try:
                clinic, notes = clinic_of(directory, origin, f"fhir:{name}", resource, others)
                yield Read(line, clinic, notes)
            except (BadRow, WrongPlace) as error:
                yield SetAside(line, str(error), f"{kind}/{str(resource['id'])[:60]}")


def _stands_for_a_clinic(resource: Resource, found: Mapping[str, object]) -> bool:
    """A Location does, and a service without one that is in the file."""
    kind = resource["resourceType"]
    places = [name for name in map(reference_of, listed(resource.get("location"))) if name in found]
    return bool(kind == "Location" or (kind == "HealthcareService" and not places))


def _about(found: Mapping[str, tuple[int, Resource]]) -> Mapping[str, list[Resource]]:
    """For each Location, and for each service, the services and roles that name it."""
    about: dict[str, list[Resource]] = {}
    for _, resource in found.values():
        if resource["resourceType"] in ("HealthcareService", "PractitionerRole"):
            for field in ("location", "healthcareService"):
                for name in map(reference_of, listed(resource.get(field))):
                    about.setdefault(name, []).append(resource)
    return about


def _resources(content: bytes) -> Iterator[tuple[int, Resource | SetAside]]:
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        whole = decode_json(content)
    except ValueError as error:
        if content.count(b"\n{") == 0:
            raise UnreadableFile(f"{error}; expected a FHIR Bundle or NDJSON") from None
        yield from _lines(content)
        return
    entries = whole.get("entry") if isinstance(whole, Mapping) else None
    if isinstance(whole, Mapping) and whole.get("resourceType") in _KINDS:
        yield 1, dict(whole)
        return
    if not isinstance(entries, list):
        raise UnreadableFile("neither a Bundle with entries nor a resource, expected FHIR")
    for number, entry in enumerate(entries, 1):
        resource: Any = entry.get("resource") if isinstance(entry, Mapping) else None
        yield number, dict(resource) if isinstance(resource, Mapping) else SetAside(number, "no resource, expected one")


def _lines(content: bytes) -> Iterator[tuple[int, Resource | SetAside]]:
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            value = decode_json(line)
        except ValueError as error:
            yield number, SetAside(number, str(error), line[:100].decode("utf-8", "replace"))
            continue
        yield number, value if isinstance(value, dict) else SetAside(number, "no object, expected a resource")
