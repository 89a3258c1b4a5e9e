"""SOR's nightly file: guarded ids, rows of one institution, coordinates in metres or degrees, what is passed over."""

from datetime import date

import pytest
from tests.directory.made_up import DAY, DIRECTORY

from venevagt.directory.rows import Passed, Read, Row, SetAside, UnreadableFile
from venevagt.directory.sor import sor_clinics

COLUMNS = (
    *("SorId", "SorType", "EntityName", "EntityTypeName", "HealthInstitutionSorId", "HealthInstitutionEntityName"),
    *("HealthInstitutionEntityTypeName", "ProviderId", "PrioritizedEntitySpeciality1Name"),
    *("VisitingAddressStreetName", "VisitingAddressStreetBuildingId", "VisitingAddressPostCodeId"),
    *("VisitingAddressDistrictName", "VisitingAddressCoordETRS89z32EMeasure", "VisitingAddressCoordETRS89z32NMeasure"),
    *("VirtualAddressTelephoneNumber", "VirtualAddressEmailAddress", "FirstFromDate", "FromDate", "ToDate"),
)
CLINIC = {
    "SorId": '="1001"',
    "SorType": "SI",
    "EntityName": "Opdigtet Fysioterapi",
    "EntityTypeName": "fysioterapiklinik",
    "HealthInstitutionSorId": '="1001"',
    "ProviderId": '="012345"',
    "VisitingAddressStreetName": "Opdigtet Gade",
    "VisitingAddressStreetBuildingId": "7",
    "VisitingAddressPostCodeId": "5000",
    "VisitingAddressDistrictName": "Odense C",
    "VisitingAddressCoordETRS89z32EMeasure": "587927,9",
    "VisitingAddressCoordETRS89z32NMeasure": "6139725,1",
    "VirtualAddressTelephoneNumber": "12345678",
    "FromDate": "2020-01-01",
}


def content(*rows: dict[str, str]) -> bytes:
    lines = [";".join(COLUMNS), *(";".join(row.get(name, "") for name in COLUMNS) for row in rows)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def read(*rows: dict[str, str], as_of: date = DAY) -> list[Row]:
    return list(sor_clinics(DIRECTORY, content(*rows), as_of))


def one(*rows: dict[str, str]) -> Read:
    (found,) = [row for row in read(*rows) if isinstance(row, Read)]
    return found


def test_a_row_becomes_a_clinic() -> None:
    clinic = one(CLINIC).clinic
    assert (clinic.id, clinic.name, clinic.street) == ("sor:1001", "Opdigtet Fysioterapi", "Opdigtet Gade 7")
    assert (clinic.postcode, clinic.town, clinic.area) == ("5000", "Odense C", "1083")
    assert (clinic.lat, clinic.lon) == pytest.approx((55.3959, 10.3883), abs=1e-5)
    assert clinic.facts["provider_number"].value == "012345"
    assert (clinic.checked_on, clinic.source, clinic.layer) == (DAY, "SOR", "open")


def test_coordinates_in_degrees_are_accepted_in_either_column() -> None:
    degrees = {
        **CLINIC,
        "VisitingAddressCoordETRS89z32EMeasure": "10,3883",
        "VisitingAddressCoordETRS89z32NMeasure": "55,3959",
    }
    turned = {
        **CLINIC,
        "VisitingAddressCoordETRS89z32EMeasure": "55.3959",
        "VisitingAddressCoordETRS89z32NMeasure": "10.3883",
    }
    for row in (degrees, turned):
        assert (one(row).clinic.lat, one(row).clinic.lon) == (55.3959, 10.3883)


def test_the_rows_of_an_institution_are_one_clinic_with_the_address_of_a_unit() -> None:
    institution = {name: text for name, text in CLINIC.items() if not name.startswith("Visiting")}
    unit = {
        **CLINIC,
        "SorId": '="2001"',
        "SorType": "OE",
        "EntityName": "Opdigtet enhed",
        "HealthInstitutionEntityName": "Opdigtet Fysioterapi",
        "ProviderId": "",
    }
    rows = read(unit, institution)
    assert sum(isinstance(row, Passed) and row.why == "joined" for row in rows) == 1
    clinic = one(unit, institution).clinic
    assert (clinic.id, clinic.name, clinic.street) == ("sor:1001", "Opdigtet Fysioterapi", "Opdigtet Gade 7")
    assert clinic.facts["provider_number"].value == "012345"
    assert one(unit).clinic.name == "Opdigtet Fysioterapi"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"EntityName": "Opdigtet", "EntityTypeName": "tandlægeklinik"}, "other_kind"),
        ({"ToDate": "2026-11-23"}, "closed"),
        ({"FromDate": "2026-11-25"}, "not_yet_open"),
        ({"FirstFromDate": "25-11-2026"}, "not_yet_open"),
    ],
)
def test_what_is_no_open_clinic_is_passed_over(change: dict[str, str], why: str) -> None:
    assert read({**CLINIC, **change}) == [Passed(2, why)]


def test_the_last_day_is_a_day_and_a_speciality_counts_as_the_kind() -> None:
    assert one({**CLINIC, "ToDate": "2026-11-24"})
    assert one(
        {
            **CLINIC,
            "EntityName": "Opdigtet",
            "EntityTypeName": "klinik",
            "PrioritizedEntitySpeciality1Name": "Fysioterapi",
        }
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"HealthInstitutionSorId": "", "SorId": "x1"}, "the id 'x1', expected digits"),
        ({"ToDate": "some day"}, "to 'some day', expected a day"),
        (
            {"VisitingAddressCoordETRS89z32EMeasure": "1", "VisitingAddressCoordETRS89z32NMeasure": "2"},
            "expected a place in Denmark",
        ),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside(change: dict[str, str], reason: str) -> None:
    (row,) = read({**CLINIC, **change})
    assert isinstance(row, SetAside)
    assert (row.line, reason in row.reason) == (2, True)


def test_without_coordinates_the_postcode_is_enough_and_it_is_noted() -> None:
    row = one({**CLINIC, "VisitingAddressCoordETRS89z32EMeasure": "", "VisitingAddressCoordETRS89z32NMeasure": "0"})
    assert row.clinic.lat is None
    assert row.notes == ("no coordinates",)


def test_another_table_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="expected the CSV file of SOR"):
        list(sor_clinics(DIRECTORY, b"id;name\n1;x\n", DAY))
