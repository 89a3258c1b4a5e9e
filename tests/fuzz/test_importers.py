"""Importers with files that nobody meant: no traceback, every row accounted for, every clinic can be shown."""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.directory.made_up import DAY, DIRECTORY
from tests.directory.test_fhir import LOCATION, ORGANIZATION, ROLE, SERVICE
from tests.directory.test_osm import feature
from tests.directory.test_sor import CLINIC, COLUMNS

from venevagt.directory.csv_clinics import CsvMapping, FactColumn, csv_clinics
from venevagt.directory.demo import AS_OF
from venevagt.directory.fhir import fhir_clinics
from venevagt.directory.importing import import_rows, kind_of, rows_of
from venevagt.directory.osm import osm_clinics
from venevagt.directory.places import in_denmark
from venevagt.directory.rows import Passed, Read, Row, SetAside, UnreadableFile
from venevagt.directory.sor import sor_clinics
from venevagt.directory.sqlite import SqliteStore
from venevagt.directory.tables import read_table

DEMO = (files("venevagt.directory") / "data" / "clinics_synthetic_dk.csv").read_bytes()
FIELDS = ("id", "name", "postcode", "lat", "lon", "website", "email", "telephone", "checked_on")
MAPPING = CsvMapping(
    "made up",
    {name: name for name in FIELDS},
    facts={
        name: FactColumn(name, separator=";") for name in ("home_visits", "languages", "wait_weeks", "opening_hours")
    },
)

_ODD = (
    *("", "0", "-1", "1e999", "nan", '"', '""', '="1"', "=", "\x00", "yes", "ukendt", "5000", "55,4", "10.4"),
    *("2026-11-24", "9999-99-99", "Mo-Fr 08:00-16:00", "fysioterapi", "587927", "6139725", "\ufeff", "\ud83d"),
    *("\x1b[2J", "a\nb", ";"),
)
odd_text = st.text(max_size=12) | st.sampled_from(_ODD)
odd_value: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | odd_text,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(odd_text, inside, max_size=3),
    max_leaves=6,
)


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def sound(rows: Iterable[Row]) -> list[Row]:
    """Every row, each of which is whole; what is read goes into a store and comes out again."""
    found = list(rows)
    for row in found:
        assert isinstance(row, (Read, SetAside, Passed))
        if isinstance(row, SetAside):
            assert row.reason
            row.text.encode("utf-8")
        if isinstance(row, Read):
            assert row.clinic.name
            assert row.clinic.website == "" or row.clinic.website.lower().startswith(("http://", "https://"))
            if row.clinic.lat is not None and row.clinic.lon is not None:
                assert in_denmark(row.clinic.lat, row.clinic.lon)
    store = SqliteStore(":memory:")
    done = import_rows(DIRECTORY, store, found, kind="csv:fuzz", source="fuzz", as_of=DAY)
    assert done.read == len(found) == done.clinics + len(done.set_aside) + sum(done.passed.values())
    assert len(list(store.every())) == done.clinics
    store.close()
    return found


def rows_in(content: bytes) -> int:
    return len(list(read_table(content).rows))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(odd_text, min_size=13, max_size=13), max_size=6), st.sampled_from(";,\t"))
def test_csv(table: list[list[str]], delimiter: str) -> None:
    head = delimiter.join((*FIELDS, "home_visits", "languages", "wait_weeks", "opening_hours"))
    content = encoded("\n".join([head, *(delimiter.join(row) for row in table)]))
    assert len(sound(csv_clinics(DIRECTORY, content, MAPPING, DAY))) == rows_in(content)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), odd_text, max_size=6), max_size=5))
def test_sor(changes: list[dict[str, str]]) -> None:
    rows = [{**CLINIC, "SorId": str(place), "HealthInstitutionSorId": "", **own} for place, own in enumerate(changes)]
    lines = [";".join(COLUMNS), *(";".join(row.get(name, "") for name in COLUMNS) for row in rows)]
    content = encoded("\r\n".join(lines))
    assert len(sound(sor_clinics(DIRECTORY, content, DAY))) == rows_in(content)


@settings(max_examples=150, deadline=None)
@given(st.lists(odd_value | st.builds(feature, odd_value, odd_text, name=odd_value, phone=odd_value), max_size=5))
def test_osm(features: list[Any]) -> None:
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    try:
        assert len(sound(osm_clinics(DIRECTORY, content, DAY))) == len(features)
    except UnreadableFile:
        assert "Infinity" in content.decode()


def changed(resource: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The resource with odd values in some of its fields."""
    return st.dictionaries(st.sampled_from(sorted(resource)), odd_value, max_size=3).map(
        lambda own: {**resource, **own}
    )


resources = st.one_of(odd_value, *map(changed, (LOCATION, ORGANIZATION, SERVICE, ROLE)))


@settings(max_examples=200, deadline=None)
@given(st.lists(resources, min_size=1, max_size=6))
def test_fhir(entries: list[Any]) -> None:
    content = json.dumps({"resourceType": "Bundle", "entry": [{"resource": own} for own in entries]}).encode()
    try:
        assert len(sound(fhir_clinics(DIRECTORY, content, DAY))) == len(entries)
    except UnreadableFile:
        assert "Infinity" in content.decode()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(encoded))
def test_anything_at_all(content: bytes) -> None:
    for kind in ("sor", "osm", "csv", "fhir", None):
        try:
            own = kind or kind_of(content)
            sound(rows_of(DIRECTORY, own, content, DAY, MAPPING))
        except UnreadableFile:
            continue


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(150, len(DEMO) - 1), st.binary(max_size=4)), min_size=1, max_size=6))
def test_a_real_file_with_damage(damage: list[tuple[int, bytes]]) -> None:
    content = bytearray(DEMO)
    for place, bad in damage:
        content[place : place + len(bad) or place + 1] = bad
    head = DEMO.partition(b"\n")[0]
    if bytes(content).startswith(head):
        found = sound(csv_clinics(DIRECTORY, bytes(content), MAPPING_OF_DEMO, AS_OF))
        assert len(found) == rows_in(bytes(content))
        assert sum(isinstance(row, Read) for row in found) >= 240


MAPPING_OF_DEMO = CsvMapping("made up", {"id": "id", "name": "name", "postcode": "postcode"}, fictitious=True)
