"""Clinics in words: why each stands where it stands, and that the words are easy."""

from datetime import date, datetime

import pytest
from tests.care.helpers import MODEL
from tests.directory.made_up import DAY, clinic
from tests.plain_words import lix, longest_sentence

from venevagt.care import clinic_words
from venevagt.care.clinic_words import reasons, value_words
from venevagt.care.find_clinic import Match, Wish

AT = datetime(2026, 11, 25, 10, 0)
FITS = (
    (Wish("home_visits"), "yes"),
    (Wish("languages", option="en"), "yes"),
    (Wish("wait_weeks", number=8), "unknown"),
    (Wish("opening_hours", at=AT), "no"),
)


def match(km: float | None = 1.25, lat: float | None = 55.4) -> Match:
    return Match(clinic(1, lat=lat), FITS, km)  # type: ignore[arg-type]


def test_the_reasons_say_what_fits_what_is_not_known_and_what_does_not() -> None:
    assert reasons(MODEL, match(), "en", DAY) == (
        "Yes: Home visits; Languages: English",
        "Not known, ask the clinic: Weeks to wait: 8 at most",
        "No: Opening hours: 2026-11-25 10:00",
        "1.2 km in a straight line",
        "Name and address were checked on 2026-11-24.",
        "Made-up clinic. It does not exist.",
    )


def test_without_a_place_and_after_a_long_time_it_says_so() -> None:
    lines = reasons(MODEL, match(None, lat=None), "da", date(2036, 1, 1))
    assert "Afstanden er ikke kendt." in lines
    assert "1,2 km i lige linje" in reasons(MODEL, match(), "da", DAY)
    assert not any("km" in line or "Afstand" in line for line in reasons(MODEL, match(None), "da", DAY))
    assert "Navn og adresse er ikke tjekket siden 2026-11-24. Ring, før du tager af sted." in lines


def test_where_hours_cannot_be_read_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clinic_words, "reads_hours", lambda: False)
    assert "Her kan åbningstider ikke læses. Ring og spørg." in reasons(MODEL, match(), "da", DAY)


def test_values_are_words() -> None:
    assert value_words(MODEL, "da", "home_visits", True) == "ja"
    assert value_words(MODEL, "en", "languages", ("da", "en")) == "Danish, English"
    assert value_words(MODEL, "da", "wheelchair", "limited") == "kun noget af stedet"
    assert value_words(MODEL, "da", "wait_weeks", 4.5) == "4,5"
    assert value_words(MODEL, "da", "opening_hours", "24/7") == "24/7"


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_what_people_read_is_easy(language: str) -> None:
    texts = {
        name: text for name, text in MODEL.texts[language].directory.items() if name.startswith(("door_", "find_"))
    }
    assert lix("\n".join(f"{text.rstrip('.:')}." for text in texts.values())) < 35
    assert {name for name, text in texts.items() if longest_sentence(text) > 18} == set()
