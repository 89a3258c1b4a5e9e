"""Clinics from CSV by a mapping: what is read, what is noted, what is set aside, which mapping is refused."""

from pathlib import Path

import pytest
from tests.directory.made_up import DAY, DIRECTORY

from venevagt.directory.csv_clinics import csv_clinics, read_mapping
from venevagt.directory.rows import Read, Row, SetAside, UnreadableFile

MAPPING = """
source: Made-up list
fictitious: true
columns: {id: nr, name: navn, postcode: postnr, lat: bredde, lon: laengde,
          telephone: tlf, website: web, checked_on: set}
facts:
  home_visits: {column: hjem}
  wheelchair: {column: stol, values: {ja: full, delvis: limited, nej: none}}
  wait_weeks: {column: vent}
  languages: {column: sprog, separator: /}
  venous_rehabilitation: {column: kan, separator: /, contains: ben}
  opening_hours: {column: tid}
"""
HEAD = "nr;navn;postnr;bredde;laengde;tlf;web;set;hjem;stol;vent;sprog;kan;tid\n"
GOOD = "1;Opdigtet Klinik;5000;55,4;10,4;12345678;example.org;2026-11-01;ja;delvis;3;da/en;arm/ben;Mo-Fr 08:00-16:00"


def rows(tmp_path: Path, *lines: str, mapping: str = MAPPING) -> list[Row]:
    path = tmp_path / "mapping.yaml"
    path.write_text(mapping, encoding="utf-8")
    content = (HEAD + "\n".join(lines)).encode()
    return list(csv_clinics(DIRECTORY, content, read_mapping(DIRECTORY, path), DAY))


def test_a_row_becomes_a_clinic_with_what_the_mapping_says(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, GOOD)
    assert isinstance(row, Read)
    clinic = row.clinic
    assert (clinic.id, clinic.lat, clinic.lon, clinic.area, clinic.fictitious) == ("csv:1", 55.4, 10.4, "1083", True)
    assert (clinic.telephone, clinic.website) == ("12345678", "https://example.org")
    assert {name: fact.value for name, fact in clinic.facts.items()} == {
        "home_visits": True,
        "wheelchair": "limited",
        "wait_weeks": 3.0,
        "languages": ("da", "en"),
        "venous_rehabilitation": True,
        "opening_hours": "Mo-Fr 08:00-16:00",
    }
    assert row.notes == ()


def test_unknown_is_no_fact_and_a_skill_that_is_not_named_is_no_no(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "1;Opdigtet Klinik;5000;;;;;;ukendt;;;unknown;arm;")
    assert isinstance(row, Read)
    assert row.clinic.facts == {}
    assert row.clinic.checked_on == DAY


def test_what_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "1;Opdigtet Klinik;5000;;;ring;javascript:x;;måske;halvt;-1;da/klingon;;altid")
    assert isinstance(row, Read)
    assert row.clinic.facts == {}
    assert row.clinic.website == row.clinic.telephone == ""
    assert set(row.notes) == {
        "home_visits: found 'måske', expected yes, no or unknown",
        "wheelchair: found 'halvt', expected one of full, limited, none",
        "wait_weeks: found '-1', expected a number from 0 to 260",
        f"languages: found 'da;klingon', expected one of {', '.join(DIRECTORY.facts['languages'].options)}"
        " (with ; between them)",
        "opening_hours: found 'altid', expected opening hours such as Mo-Fr 08:00-16:00",
        "telephone: left out 'ring'",
        "website: left out 'javascript:x'",
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (";Opdigtet;5000;;;;;;;;;;;", "no id, expected one"),
        ("1;;5000;;;;;;;;;;;", "no name, expected one"),
        ("1;Opdigtet;;;;;;;;;;;;", "neither a postcode nor coordinates"),
        ("1;Opdigtet;5000;48,9;2,3;;;;;;;;;", "expected a place in Denmark"),
        ("1;Opdigtet;5000;nord;2,3;;;;;;;;;", "expected two numbers"),
        ("1;Opdigtet;5000;;;;;i går;;;;;;", "expected a day such as 2026-11-24"),
        ("1;Opdigtet;5000;;;;;2026-11-25;;;;;;", "expected no later day than that of the file"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside(tmp_path: Path, line: str, reason: str) -> None:
    bad, good = rows(tmp_path, line, GOOD)
    assert isinstance(bad, SetAside)
    assert bad.line == 2
    assert reason in bad.reason
    assert isinstance(good, Read)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("navn,", "navne,", "no column 'navne' in the file, did you mean 'navn'?"),
        ("home_visits", "home_visit", "unknown fact 'home_visit', did you mean 'home_visits'?"),
        ("postcode:", "postkode:", "unknown column 'postkode', did you mean 'postcode'?"),
        ("id: nr, ", "", "no column for 'id', expected one"),
        ("source: Made-up list", "", "missing required field `source`"),
        ("columns: {", "columns: [", "mapping.yaml:"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in MAPPING
    with pytest.raises(UnreadableFile) as error:
        rows(tmp_path, GOOD, mapping=MAPPING.replace(old, new, 1))
    assert message in str(error.value)
