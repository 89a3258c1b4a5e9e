"""OpenStreetMap: a layer of its own, with its licence; a fact only from a day that is known."""

import json
from datetime import date
from typing import Any

import pytest
from tests.directory.made_up import DAY, DIRECTORY

from venevagt.directory.osm import LICENCE, osm_clinics
from venevagt.directory.rows import Passed, Read, Row, SetAside, UnreadableFile

TAGS = {
    "healthcare": "physiotherapist",
    "name": "Opdigtet Fysioterapi",
    "addr:street": "Opdigtet Gade",
    "addr:housenumber": "7",
    "addr:postcode": "5000",
    "addr:city": "Odense C",
    "contact:phone": "+45 12345678",
    "website": "https://example.org",
    "wheelchair": "yes",
    "toilets:wheelchair": "no",
    "opening_hours": "Mo-Fr 08:00-16:00; PH off",
    "check_date": "2026-05-01",
    "check_date:opening_hours": "2026-06-01",
}
POINT = {"type": "Point", "coordinates": [10.4, 55.4]}


def feature(geometry: Any = POINT, identity: str = "node/1", **changes: Any) -> dict[str, Any]:
    tags = {name: value for name, value in {**TAGS, **changes}.items() if value is not None}
    return {"type": "Feature", "id": identity, "properties": tags, "geometry": geometry}


def read(*features: Any) -> list[Row]:
    content = json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()
    return list(osm_clinics(DIRECTORY, content, DAY))


def one(value: Any) -> Read:
    (row,) = read(value)
    assert isinstance(row, Read), row
    return row


def test_a_node_becomes_a_clinic_in_a_layer_of_its_own() -> None:
    clinic = one(feature()).clinic
    assert (clinic.id, clinic.name, clinic.street) == ("osm:node/1", "Opdigtet Fysioterapi", "Opdigtet Gade 7")
    assert (clinic.layer, clinic.licence) == ("osm", LICENCE)
    assert "ODbL" in LICENCE
    facts = {name: (fact.value, fact.checked_on) for name, fact in clinic.facts.items()}
    assert facts == {
        "wheelchair": ("full", date(2026, 5, 1)),
        "accessible_toilet": (False, date(2026, 5, 1)),
        "opening_hours": ("Mo-Fr 08:00-16:00; PH off", date(2026, 6, 1)),
    }


def test_without_a_day_of_a_check_nothing_is_known() -> None:
    undated: dict[str, Any] = {"check_date": None, "check_date:opening_hours": None}
    row = one(feature(**undated))
    assert row.clinic.facts == {}
    assert len(row.notes) == 3
    changed = one(feature(check_date=None, **{"@timestamp": "2026-04-01T08:00:00Z"}))
    assert changed.clinic.facts["wheelchair"].checked_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("identity", "tags", "found"),
    [
        ("way/22", {}, "osm:way/22"),
        ("x", {"@id": "relation/3"}, "osm:relation/3"),
        ("", {"type": "node", "id": 77}, "osm:node/77"),
        ("", {"osm_type": "way", "osm_id": "8"}, "osm:way/8"),
    ],
)
def test_the_id_is_found_where_the_usual_programs_write_it(identity: str, tags: dict[str, Any], found: str) -> None:
    assert one(feature(identity=identity, **tags)).clinic.id == found


def test_an_area_has_its_place_in_the_middle() -> None:
    ring = [[[10.0, 55.0], [10.2, 55.0], [10.2, 55.2], [10.0, 55.2], [10.0, 55.0]]]
    clinic = one(feature(geometry={"type": "Polygon", "coordinates": ring})).clinic
    assert (clinic.lat, clinic.lon) == (55.1, 10.1)


def test_others_and_closed_ones_are_passed_over() -> None:
    rows = read(feature(healthcare="dentist"), feature(disused="yes"), feature(**{"disused:healthcare": "x"}))
    assert rows == [Passed(1, "other_kind"), Passed(2, "closed"), Passed(3, "closed")]
    assert one(feature(healthcare="clinic;physiotherapist"))


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (feature(identity="", name="x"), "no id such as node/1"),
        (feature(name=None), "no name"),
        (feature(geometry=None), "no geometry"),
        (feature(geometry={"type": "Point", "coordinates": []}), "no geometry"),
        (feature(geometry={"type": "Point", "coordinates": [2.3, 48.9]}), "expected a place in Denmark"),
        ({"type": "Feature"}, "no feature with properties"),
        (None, "no feature with properties"),
    ],
)
def test_what_cannot_be_used_is_set_aside(value: Any, reason: str) -> None:
    bad, good = read(value, feature())
    assert isinstance(bad, SetAside)
    assert (bad.line, reason in bad.reason) == (1, True)
    assert isinstance(good, Read)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"features": 1}', b"\xff\xfe{"])
def test_no_geojson_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="expected GeoJSON"):
        list(osm_clinics(DIRECTORY, content, DAY))
