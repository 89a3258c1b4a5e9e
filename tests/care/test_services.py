"""Whom to call, by the clock and the calendar of Denmark."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from tests.care.helpers import MODEL

from venevagt.care.services import DENMARK, danish_now, emergency_number, regions, whom_to_call

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


def first_called(at: datetime) -> str:
    return whom_to_call(MODEL, "doctor_today", "da", at, "syddanmark")[0].service


@pytest.mark.parametrize(
    ("day", "hour", "minute", "open_"),
    [
        (25, 7, 59, False),
        (25, 8, 0, True),
        (25, 15, 59, True),
        (25, 16, 0, False),
        (27, 10, 0, True),  # a Friday
        (28, 10, 0, False),
        (29, 10, 0, False),
        (30, 10, 0, True),  # a Monday
    ],
)
def test_the_own_doctor_is_there_on_weekdays_from_eight_to_before_four(
    day: int, hour: int, minute: int, open_: bool
) -> None:
    at = datetime(2026, 11, day, hour, minute, tzinfo=DENMARK)
    assert first_called(at) == ("own_gp" if open_ else "out_of_hours_syddanmark")
    usual = {contact.service: contact.usual_now for contact in whom_to_call(MODEL, "doctor_today", "da", at)}
    assert usual["own_gp"] is open_
    assert usual["out_of_hours_nordjylland"] is not open_


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(2026, 12, 31, 23, 59, tzinfo=DENMARK), "1818"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), ""),  # the new year has begun in Denmark
        (datetime(2022, 10, 1, 0, 0, tzinfo=DENMARK), "1818"),
        (datetime(2022, 9, 30, 23, 59, tzinfo=DENMARK), ""),
        (datetime(2022, 9, 30, 22, 30, tzinfo=UTC), "1818"),
    ],
)
def test_a_number_is_shown_from_its_first_to_its_last_danish_day(at: datetime, number: str) -> None:
    shown = {contact.service: contact for contact in whom_to_call(MODEL, "doctor_today", "da", at, "sjaelland")}
    contact = shown["out_of_hours_sjaelland"]
    assert contact.number == number
    assert bool(contact.note) is not bool(number)


def test_a_number_that_nobody_has_reviewed_is_not_shown_but_112_is() -> None:
    unreviewed = {name: replace(service, review=None) for name, service in MODEL.services.items()}
    model = replace(MODEL, services=unreviewed)
    assert {contact.number for contact in whom_to_call(model, "doctor_today", "da", WEDNESDAY_NIGHT)} == {""}
    (contact,) = whom_to_call(model, "emergency", "da", WEDNESDAY_NIGHT)
    assert (contact.number, contact.note, contact.usual_now) == ("112", "", True)


def test_a_contact_has_the_words_of_its_service() -> None:
    (contact,) = whom_to_call(MODEL, "own_gp", "en", WEDNESDAY_MORNING)
    words = MODEL.texts["en"].services["own_gp"]
    assert (contact.service, contact.name, contact.hours) == ("own_gp", words.name, words.hours)
    assert (contact.number, contact.region, contact.note, contact.usual_now) == ("", "", "", True)
    assert dict(regions(MODEL, "en"))["sjaelland"] == MODEL.texts["en"].services["out_of_hours_sjaelland"].region


def test_without_opening_hours_the_doctor_is_there_the_whole_day() -> None:
    always = replace(MODEL.services["own_gp"], opens=None, closes=None)
    model = replace(MODEL, services={**MODEL.services, "own_gp": always})
    for hour in (0, 23):
        at = datetime(2026, 11, 25, hour, 30, tzinfo=DENMARK)
        assert whom_to_call(model, "doctor_today", "da", at)[0].service == "own_gp"


def test_now_is_danish() -> None:
    assert danish_now().tzinfo is DENMARK
    assert abs((danish_now() - datetime.now(UTC)).total_seconds()) < 60
