"""FHIR after IHE mCSD: what belongs together becomes one clinic; persons are not read."""

import json
from typing import Any

import msgspec
import pytest
from tests.directory.made_up import DAY, DIRECTORY

from venevagt.directory.fhir import fhir_clinics
from venevagt.directory.rows import Passed, Read, Row, SetAside, UnreadableFile

LOCATION: dict[str, Any] = {
    "resourceType": "Location",
    "id": "l1",
    "status": "active",
    "meta": {"lastUpdated": "2026-10-01T08:00:00Z"},
    "name": "Opdigtet Hus",
    "address": {"line": ["Opdigtet Gade 7", "1. sal"], "postalCode": "5000", "city": "Odense C"},
    "position": {"latitude": 55.4, "longitude": 10.4},
    "managingOrganization": {"reference": "Organization/o1"},
}
ORGANIZATION: dict[str, Any] = {
    "resourceType": "Organization",
    "id": "o1",
    "name": "Opdigtet Selskab",
    "telecom": [{"system": "phone", "value": "12345678"}, {"system": "email", "value": "post@example.org"}],
    "address": [{"line": ["Anden Gade 1"], "postalCode": "5000", "city": "Odense C"}],
}
SERVICE: dict[str, Any] = {
    "resourceType": "HealthcareService",
    "id": "s1",
    "name": "Træning",
    "providedBy": {"reference": "https://example.org/fhir/Organization/o1"},
    "location": [{"reference": "https://example.org/fhir/Location/l1"}],
    "type": [{"coding": [{"system": "x", "code": "y", "display": "Physiotherapy service"}]}],
    "communication": [{"coding": [{"code": "da"}]}, {"coding": [{"code": "en-GB"}, {"code": "xx"}]}],
    "availableTime": [
        {"daysOfWeek": ["mon", "tue"], "availableStartTime": "08:00:00", "availableEndTime": "16:00:00"},
        {"daysOfWeek": ["fri"], "allDay": True},
    ],
}
ROLE: dict[str, Any] = {
    "resourceType": "PractitionerRole",
    "id": "r1",
    "practitioner": {"reference": "Practitioner/p1", "display": "Opdigtet Person"},
    "location": [{"reference": "Location/l1"}],
    "code": [{"coding": [{"system": "http://snomed.info/sct", "code": "36682004"}]}],
}
PERSON: dict[str, Any] = {"resourceType": "Practitioner", "id": "p1", "name": [{"text": "Opdigtet Person"}]}


def bundle(*resources: Any) -> bytes:
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": own} for own in resources]}).encode()


def lines(*resources: Any) -> bytes:
    return "\n".join(json.dumps(own) for own in resources).encode()


def read(content: bytes) -> list[Row]:
    return list(fhir_clinics(DIRECTORY, content, DAY, source="made up", fictitious=True))


@pytest.mark.parametrize("written", [bundle, lines])
def test_what_belongs_together_becomes_one_clinic(written: Any) -> None:
    rows = read(written(ORGANIZATION, SERVICE, LOCATION, ROLE, PERSON))
    assert len(rows) == 5
    (row,) = [row for row in rows if isinstance(row, Read)]
    clinic = row.clinic
    assert (clinic.id, clinic.name) == ("fhir:Location/l1", "Opdigtet Hus")
    assert (clinic.street, clinic.postcode, clinic.telephone) == ("Opdigtet Gade 7, 1. sal", "5000", "12345678")
    assert clinic.checked_on.isoformat() == "2026-10-01"
    assert clinic.facts["languages"].value == ("da", "en")
    assert clinic.facts["opening_hours"].value == "Mo,Tu 08:00-16:00; Fr 00:00-24:00"
    assert "Person" not in msgspec.json.encode(clinic).decode()


def test_a_role_alone_says_what_a_place_is_for() -> None:
    rows = read(bundle(LOCATION, ROLE))
    assert [type(row) for row in rows] == [Read, Passed]
    assert read(bundle(LOCATION)) == [Passed(1, "other_kind")]


def test_a_service_without_a_place_takes_the_address_of_its_organization() -> None:
    service = {name: value for name, value in SERVICE.items() if name != "location"}
    (row,) = [row for row in read(bundle(service, ORGANIZATION)) if isinstance(row, Read)]
    assert (row.clinic.id, row.clinic.street) == ("fhir:HealthcareService/s1", "Anden Gade 1")


def test_closed_places_are_passed_over() -> None:
    assert Passed(1, "closed") in read(bundle({**LOCATION, "status": "inactive"}, ROLE))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "a Location without an id"),
        ({"position": {"latitude": "x", "longitude": 10}}, "a position without numbers"),
        ({"position": {"latitude": 48.9, "longitude": 2.3}}, "expected a place in Denmark"),
        ({"meta": {"lastUpdated": "lately"}}, "expected a day"),
        ({"meta": {"lastUpdated": "2026-11-25"}}, "expected no later day"),
    ],
)
def test_what_cannot_be_used_is_set_aside(change: dict[str, Any], reason: str) -> None:
    rows = read(bundle({**LOCATION, "name": "Opdigtet fysioterapi", **change}))
    assert [(row.line, reason in row.reason) for row in rows if isinstance(row, SetAside)] == [(1, True)]


def test_hours_that_cannot_be_read_are_left_out_and_named() -> None:
    service = {
        **SERVICE,
        "availableTime": [{"daysOfWeek": ["mon"], "availableStartTime": "8", "availableEndTime": "9"}],
    }
    (row,) = [row for row in read(bundle(LOCATION, service)) if isinstance(row, Read)]
    assert "opening_hours" not in row.clinic.facts
    assert row.notes == ("opening_hours: left out, for the times cannot be read",)


def test_a_broken_line_costs_one_line() -> None:
    rows = read(lines(LOCATION, ROLE) + b"\n{broken\n" + lines(ORGANIZATION))
    assert [type(row) for row in rows if isinstance(row, SetAside)] == [SetAside]
    assert [row.line for row in rows if isinstance(row, SetAside)] == [3]
    assert len(rows) == 4


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"x", b'{"resourceType": "Bundle"}'])
def test_what_is_no_fhir_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="expected"):
        read(content)
