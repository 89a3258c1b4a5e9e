"""A clinic and its facts: what is out of date is unknown, never yes."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.care.helpers import MODEL

from venevagt.care.clinic import Clinic, ClinicFact, FactValue, fact, has, known_fact, region_of

DIRECTORY = MODEL.recovery.directory
CHECKED = date(2026, 11, 1)


def clinic(**facts: FactValue) -> Clinic:
    """An invented clinic whose facts were all checked on one day."""
    return Clinic(
        id="csv:demo-1",
        name="Demoklinik",
        checked_on=CHECKED,
        source="test",
        fictitious=True,
        facts={name: fact(DIRECTORY.facts[name], value, "test", CHECKED) for name, value in facts.items()},
    )


def test_a_fact_is_known_to_its_last_day_and_unknown_after_it() -> None:
    one = clinic(accepts_new_patients=True)
    last = CHECKED + timedelta(DIRECTORY.facts["accepts_new_patients"].unknown_after_days)
    assert one.facts["accepts_new_patients"].unknown_after == last
    assert known_fact(one, "accepts_new_patients", last) is True
    assert known_fact(one, "accepts_new_patients", last + timedelta(1)) is None
    assert has(DIRECTORY, one, "accepts_new_patients", last + timedelta(1)) is None


def test_a_fact_that_was_checked_later_than_today_is_not_known() -> None:
    assert known_fact(clinic(home_visits=True), "home_visits", CHECKED - timedelta(1)) is None


def test_what_was_never_said_is_unknown_and_not_no() -> None:
    assert has(DIRECTORY, clinic(), "home_visits", CHECKED) is None
    assert has(DIRECTORY, clinic(home_visits=False), "home_visits", CHECKED) is False


def test_only_an_option_that_fulfils_counts_as_having_it() -> None:
    assert has(DIRECTORY, clinic(wheelchair="full"), "wheelchair", CHECKED) is True
    assert has(DIRECTORY, clinic(wheelchair="limited"), "wheelchair", CHECKED) is False


@given(st.sampled_from(sorted(DIRECTORY.facts)), st.integers(min_value=1, max_value=20_000))
def test_an_expired_fact_never_counts_as_anything(name: str, days: int) -> None:
    expired = fact(DIRECTORY.facts[name], True, "test", CHECKED)
    one = msgspec.structs.replace(clinic(), facts={name: expired})
    assert known_fact(one, name, expired.unknown_after + timedelta(days)) is None


def test_a_clinic_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        clinic().name = "Another"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        clinic(home_visits=True).facts["home_visits"].value = False  # type: ignore[misc]


def test_a_clinic_goes_to_json_and_back() -> None:
    one = clinic(languages=("da", "en"), wait_weeks=4.0, wheelchair="limited", home_visits=True)
    back = msgspec.json.decode(msgspec.json.encode(one), type=Clinic)
    assert back.name == one.name
    assert back.facts["home_visits"] == ClinicFact(True, "test", CHECKED, date(2027, 11, 1))


@pytest.mark.parametrize(
    ("area", "on", "region"),
    [
        ("1084", date(2026, 12, 31), "hovedstaden"),
        ("1085", date(2026, 12, 31), "sjaelland"),
        ("1084", date(2027, 1, 1), "oestdanmark"),
        ("1085", date(2027, 1, 1), "oestdanmark"),
        ("1083", date(2026, 12, 31), "syddanmark"),
        ("1083", date(2027, 1, 1), "syddanmark"),
        ("", date(2027, 1, 1), None),
    ],
)
def test_the_region_is_that_of_the_day(area: str, on: date, region: str | None) -> None:
    assert region_of(DIRECTORY, area, on) == region
