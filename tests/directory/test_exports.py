"""Exports: every program reads the same clinics back, each with its source, its licence and its mark."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.care.helpers import MODEL
from tests.directory.made_up import DAY, DIRECTORY, clinic

from venevagt.care.clinic import Clinic
from venevagt.care.find_clinic import Match
from venevagt.directory.answer import Found, found
from venevagt.directory.exports import FORMATS, MADE_UP, export
from venevagt.directory.fhir import fhir_clinics
from venevagt.directory.rows import Read
from venevagt.directory.tables import Record, read_table

ONE = clinic(1, "Opdigtet, Klinik; Ærø", languages=("da", "en"), home_visits=True)
BARE = replace(clinic(2, lat=None, lon=None, town=""), street="")


def shown(own: Clinic) -> Found:
    return found(MODEL, Match(own, (), None), "en", datetime(DAY.year, DAY.month, DAY.day))


BOTH = (shown(ONE), shown(BARE))


@pytest.mark.parametrize("format_", FORMATS)
def test_every_export_marks_what_is_made_up_and_names_the_source(format_: str) -> None:
    text = export(format_, [shown(replace(ONE, licence="A licence"))])  # type: ignore[arg-type]
    assert "A licence" in text
    assert "made up" in text
    assert MADE_UP in text or '"fictitious": true' in text or ",yes,open," in text


def test_geojson_has_a_point_where_one_is_known() -> None:
    first, second = json.loads(export("geojson", BOTH))["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [10.4, 55.4]}
    assert first["properties"]["languages"] == "da;en"
    assert first["properties"]["home_visits_known_to"] == "2027-11-24"
    assert second["geometry"] is None


def test_csv_is_read_back() -> None:
    table = read_table(export("csv", BOTH).encode())
    rows = [record.fields for record in table.rows if isinstance(record, Record)]
    name, visits = table.columns["name"], table.columns["homevisits"]
    assert [(row[name], row[visits]) for row in rows] == [("Opdigtet, Klinik; Ærø", "yes"), ("Opdigtet Klinik", "")]


@pytest.mark.parametrize("start", "=+-@")
def test_no_cell_of_csv_is_a_formula(start: str) -> None:
    assert f", {start}SUM(1)," in export("csv", [shown(replace(ONE, name=f"{start}SUM(1)"))])


def test_fhir_is_imported_again() -> None:
    rows = list(fhir_clinics(DIRECTORY, export("fhir", BOTH).encode(), DAY))
    again = [row.clinic for row in rows if isinstance(row, Read)]
    assert [(own.name, own.lat, own.postcode) for own in again] == [
        (ONE.name, 55.4, "5000"),
        (BARE.name, None, "5000"),
    ]
    assert all(own.fictitious for own in again)
    assert '""' not in export("fhir", BOTH)
    assert "[]" not in export("fhir", BOTH)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=120))
def test_a_vcard_keeps_its_lines_short_and_its_name_whole(name: str) -> None:
    text = export("vcard", [shown(replace(ONE, name=name))])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert (unfolded[0], unfolded[1], unfolded[-2]) == ("BEGIN:VCARD", "VERSION:4.0", "END:VCARD")
    (line,) = [line for line in unfolded if line.startswith("FN:")]
    plain = line.removeprefix("FN:").replace("\\\\", "\0").replace("\\,", ",").replace("\\;", ";").replace("\0", "\\")
    assert plain == name


def test_an_export_of_nothing_is_whole() -> None:
    assert json.loads(export("geojson", []))["features"] == []
    assert export("vcard", []) == ""
