"""Single fields: guards, Danish letters, days, numbers, and what never becomes a link."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venevagt.directory.fields import LONGEST, clean, day, email, fold, number, postcode, telephone, website


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ('="123"', "123"),
        ("=123", "123"),
        ('=""', ""),
        ("  Opdigtet\u00a0 Klinik \t", "Opdigtet Klinik"),
        ("A\x1b[31mred", "A [31mred"),
        ("a\u202eb", "a b"),
        ("A\u030arhus", "Århus"),
        ("x" * 900, "x" * LONGEST),
        ('He said "hi"', 'He said "hi"'),
    ],
)
def test_a_field_is_cleaned(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@given(st.text())
def test_what_is_clean_stays_and_can_be_shown(raw: str) -> None:
    kept = clean(raw)
    assert len(kept) <= LONGEST
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in kept)
    kept.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other"), [("Århus", "AARHUS"), ("Sønderborg", "Soenderborg"), ("Ærø", "aeroe"), ("Café", "cafe")]
)
def test_danish_letters_are_found_in_either_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("24-11-2026", date(2026, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("20261124", date(2026, 11, 24)),
        ("2026-11-24T10:00:00Z", date(2026, 11, 24)),
        ("2026-11-24 10:00:00", date(2026, 11, 24)),
        ("2026-13-24", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days(text: str, found: date | None) -> None:
    assert day(text) == found


@pytest.mark.parametrize(("text", "found"), [("55,67", 55.67), ("8", 8), ("nan", None), ("inf", None), ("", None)])
def test_numbers(text: str, found: float | None) -> None:
    assert number(text) == found


def test_contacts_are_whole_or_left_out() -> None:
    assert postcode("DK-5000") == "5000"
    assert postcode("50000") == ""
    assert telephone("+45 12 34 56 78") == "+45 12 34 56 78"
    assert telephone("(12) 34-56-78; 99") == "12 34 56 78"
    assert telephone("call us") == ""
    assert email("mail@example.org") == "mail@example.org"
    assert email("mail at example") == ""
    assert website("www.example.org/a") == "https://www.example.org/a"
    for bad in ("javascript:alert(1)", "data:text/html,x", "ftp://example.org", "http://a@b.c", "//x", "example"):
        assert website(bad) == "", bad
