"""The diary: what an entry may be, and that a mistake is named and nothing is taken on trust."""

import pytest
from tests.care.diary_entries import FIELDS, TODAY, days_ago
from tests.care.helpers import MODEL

from venevagt.care.diary import as_known, in_words, number_text, read_entry, read_settings, unlikely

DAY = TODAY.isoformat()


def words(**entry: object) -> list[str]:
    """What is said of an entry of today, in English."""
    read = read_entry(MODEL, {"day": DAY, **entry}, TODAY)
    return [in_words(MODEL, "en", mistake) for mistake in read.mistakes]


def test_an_entry_comes_back_in_the_order_of_the_knowledge() -> None:
    raw = {"note": "ok", "pain": 3.0, "calf_left_cm": 38.5, "day": DAY, "breathless": "no", "stockings": None}
    read = read_entry(MODEL, raw, TODAY)
    assert list(read.entry.items()) == [
        ("day", DAY), ("breathless", "no"), ("calf_left_cm", 38.5), ("pain", 3), ("note", "ok"),
    ]  # fmt: skip
    assert read.mistakes == ()
    assert isinstance(read.entry["pain"], int)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"pain": 11}, "Pain from 0 to 10: Write a number from 0 to 10. Here it says: 11."),
        ({"pain": "3"}, "Pain from 0 to 10: Write a number from 0 to 10. Here it says: 3."),
        ({"pain": True}, "Pain from 0 to 10: Write a number from 0 to 10. Here it says: true."),
        ({"pain": 2.5}, "Pain from 0 to 10: Write a whole number. Here it says: 2.5."),
        ({"calf_left_cm": 380}, "Left calf, around: Write a number from 15 to 90 cm. Here it says: 380."),
        ({"calf_left_cm": 38.25}, "Left calf, around: Write one decimal at the most. Here it says: 38.25."),
        ({"calf_left_cm": float("nan")}, "Left calf, around: Write a number from 15 to 90 cm. Here it says: -."),
        ({"bleeding": 1}, "Bleeding: Choose one of these: none, small, unusual, will_not_stop. Here it says: 1."),
        ({"note": "x" * 1001}, "Notes: The text is too long: 1001 characters. There is room for 1000."),
        ({"note": "\x1b[2J"}, "Notes: The text has signs that cannot be shown. Write it again."),
        ({"note": 7}, "Notes: Write plain text."),
        ({"pian": 3}, "pian: There is no such field."),
        ({}, "Write at least one thing about the day."),
        ({"note": " \n"}, "Write at least one thing about the day."),
    ],
)  # fmt: skip
def test_a_mistake_names_the_field_and_what_was_expected(entry: dict[str, object], said: str) -> None:
    assert words(**entry) == [said]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-25", "Day: That day has not come yet: 2026-11-25."),
        ("2026-02-29", "Day: Write the day like this: 2026-11-24. Here it says: 2026-02-29."),
        ("24-11-2026", "Day: Write the day like this: 2026-11-24. Here it says: 24-11-2026."),
        (None, "Day: Write the day like this: 2026-11-24. Here it says: -."),
    ],
)
def test_a_day_is_a_day_that_has_come(day: object, said: str) -> None:
    read = read_entry(MODEL, {"day": day, "pain": 1}, TODAY)
    assert [in_words(MODEL, "en", mistake) for mistake in read.mistakes] == [said]
    assert read.entry == {"pain": 1}


def test_what_is_right_stays_where_something_else_is_wrong() -> None:
    read = read_entry(MODEL, {"day": DAY, "breathless": "yes", "pain": 99}, TODAY)
    assert read.entry == {"day": DAY, "breathless": "yes"}
    assert [mistake.field for mistake in read.mistakes] == ["pain"]


def test_settings_are_checked_likewise() -> None:
    raw = {"leg": "left", "clot_under_treatment": "yes", "on_anticoagulant": "unsure", "seen_on": days_ago(3)}
    assert read_settings(raw, TODAY).entry == raw
    read = read_settings({"leg": "middle", "seen_on": "2027-01-01", "pain": 3}, TODAY)
    assert {mistake.field for mistake in read.mistakes} == {"leg", "seen_on", "pain"}
    assert read.entry == {}


def test_a_number_that_can_hardly_be_is_kept_and_asked_about() -> None:
    read = read_entry(MODEL, {"day": DAY, "calf_left_cm": 18, "calf_right_cm": 36}, TODAY)
    assert read.mistakes == ()
    assert unlikely(MODEL, read.entry) == ("calf_left_cm",)


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_every_sentence_has_its_fields_filled_in(language: str) -> None:
    for entry in (
        {"pain": 11},
        {"pain": 1.5},
        {"bleeding": 1},
        {"note": "x" * 2000},
        {"day": "x"},
        {"day": "2999-01-01"},
    ):
        for mistake in read_entry(MODEL, {"day": DAY, **entry}, TODAY).mistakes:
            assert "{" not in in_words(MODEL, language, mistake)


def test_numbers_are_written_short() -> None:
    assert [number_text(value) for value in (3.0, 38.5, -0.0, 1e12, float("inf"), 0.125)] == [
        "3", "38.5", "0", "-", "-", "0.13",
    ]  # fmt: skip


def test_every_red_flag_of_the_triage_can_be_written_down() -> None:
    flags = {name for name, finding in MODEL.findings.items() if finding.kind == "red_flag"}
    said = {name for field in FIELDS.values() for own in field.says.values() for name in own}
    assert flags <= said


def test_what_other_knowledge_or_another_clock_kept_is_read_as_far_as_it_can_be() -> None:
    kept = [
        {"day": "2099-01-01", "pain": 3, "mood": "good", "bleeding": "much"},
        {"pain": 3},
        "x",
        {"day": "2026-11-01"},
    ]
    assert as_known(MODEL, kept) == [{"day": "2099-01-01", "pain": 3}, {"day": "2026-11-01"}]
