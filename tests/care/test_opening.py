"""Opening hours: Danish time, Danish holidays, and not known wherever they cannot be read."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from venevagt.care import opening
from venevagt.care.opening import hours_are_sound, is_open, reads_hours

WEEK = "Mo-Fr 08:00-16:00; PH off"


@pytest.fixture
def without_the_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "opening_hours", None)
    opening._read.cache_clear()
    yield
    opening._read.cache_clear()


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 25, 8, 0), True),
        (datetime(2026, 11, 25, 16, 0), False),
        (datetime(2026, 11, 28, 10, 0), False),
        (datetime(2026, 12, 25, 10, 0), False),
        (datetime(2027, 5, 6, 10, 0), False),
        (datetime(2026, 11, 25, 7, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 15, 30, tzinfo=UTC), False),
    ],
)
def test_they_are_danish(at: datetime, said: bool) -> None:
    assert is_open(WEEK, at) is said


@pytest.mark.parametrize("hours", ["", "always", "24/7 unknown", "Mo-Fr 99:00", "\x00"])
def test_what_cannot_be_read_is_not_known(hours: str) -> None:
    assert is_open(hours, datetime(2026, 11, 25, 10)) is None


def test_sound_hours_are_told_from_others() -> None:
    assert hours_are_sound(WEEK) is True
    assert hours_are_sound("always") is False


@pytest.mark.usefixtures("without_the_library")
def test_without_the_library_nothing_is_known() -> None:
    assert reads_hours() is False
    assert is_open(WEEK, datetime(2026, 11, 25, 10)) is None
    assert hours_are_sound(WEEK) is None
