"""Whom to call, by the clock and the calendar of Denmark."""

from datetime import UTC, datetime

import pytest
from tests.care.helpers import MODEL

from venevagt.care.services import DENMARK, emergency_number, regions, whom_to_call

WEDNESDAY_MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=DENMARK)
WEDNESDAY_NIGHT = datetime(2026, 11, 25, 2, 10, tzinfo=DENMARK)
SATURDAY_MORNING = datetime(2026, 11, 28, 10, 0, tzinfo=DENMARK)
NEW_YEAR = datetime(2027, 1, 1, 2, 0, tzinfo=DENMARK)


def test_by_day_the_own_doctor_comes_first() -> None:
    found = whom_to_call(MODEL, "doctor_today", "da", WEDNESDAY_MORNING, "syddanmark")
    assert [contact.service for contact in found] == ["own_gp", "out_of_hours_syddanmark"]


@pytest.mark.parametrize("at", [WEDNESDAY_NIGHT, SATURDAY_MORNING])
def test_at_night_and_at_the_weekend_the_out_of_hours_doctor_comes_first(at: datetime) -> None:
    found = whom_to_call(MODEL, "doctor_today", "da", at, "syddanmark")
    assert [(contact.service, contact.number) for contact in found] == [
        ("out_of_hours_syddanmark", "70 11 07 07"),
        ("own_gp", ""),
    ]


def test_the_opening_hours_are_danish_time() -> None:
    seven_utc = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)  # 8 o'clock in Denmark
    assert whom_to_call(MODEL, "doctor_today", "da", seven_utc)[0].service == "own_gp"
    assert whom_to_call(MODEL, "doctor_today", "da", seven_utc.replace(hour=15))[0].service != "own_gp"


def test_without_a_region_all_numbers_are_given() -> None:
    found = whom_to_call(MODEL, "doctor_today", "da", WEDNESDAY_NIGHT)
    assert [contact.number for contact in found if contact.region] == [
        "1813",
        "1818",
        "70 11 07 07",
        "70 11 31 31",
        "70 15 03 00",
    ]
    assert [region for region, _ in regions(MODEL, "da")] == [
        "hovedstaden",
        "sjaelland",
        "syddanmark",
        "midtjylland",
        "nordjylland",
    ]


def test_an_expired_number_is_never_shown() -> None:
    found = whom_to_call(MODEL, "doctor_today", "da", NEW_YEAR, "hovedstaden")
    capital = next(contact for contact in found if contact.region)
    assert capital.number == ""
    assert capital.note == "Find nummeret på sundhed.dk."
    assert whom_to_call(MODEL, "doctor_today", "da", NEW_YEAR, "syddanmark")[0].number == "70 11 07 07"


def test_the_emergency_number_is_always_shown() -> None:
    late = datetime(2099, 1, 1, tzinfo=DENMARK)
    assert [contact.number for contact in whom_to_call(MODEL, "emergency", "en", late)] == ["112"]
    assert emergency_number(MODEL) == "112"


def test_nobody_is_called_for_self_care_and_only_the_own_doctor_for_own_gp() -> None:
    assert whom_to_call(MODEL, "self_care", "da", WEDNESDAY_NIGHT) == ()
    assert [c.service for c in whom_to_call(MODEL, "own_gp", "da", WEDNESDAY_NIGHT)] == ["own_gp"]
