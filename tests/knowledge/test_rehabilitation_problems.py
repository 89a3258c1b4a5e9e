"""A mistake in the rehabilitation is named with its place and what was expected."""

from pathlib import Path

import pytest
from tests.care.helpers import MODEL
from tests.knowledge.test_problems import problems_of

from venevagt.knowledge.check_rehabilitation import words_of

FOLDER = "recovery/rehabilitation/"


def told(folder: Path, change: tuple[str, str, str]) -> str:
    return "\n".join(str(problem) for problem in problems_of(folder, change))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("stages", "from_day: 43", "from_day: 15", "from day 15, expected a later day than that of 'daily_walks' (15)"),
        ("stages", "    when: strength_well\n", "", "'sport' opens without a check, expected 'when' with one of"),
        ("stages", "when: strength_well", "when: strength_wel", "did you mean 'strength_well'?"),
        ("exercises", "stage: first_days", "stage: first_day", "unknown stage 'first_day'"),
        ("stop_signs", "[unusual_bleeding]", "[unusual_bleding]", "unknown finding 'unusual_bleding'"),
        ("stop_signs", "treatment: goes_on", "treatment: goes", "unknown treatment 'goes', expected one of goes_on"),
        ("checks", "  brisk_walk_easy:", "  brisk_walk_easier:", "nothing asks 'brisk_walk_easier'"),
        ("clearance", "  call:", "  caller:", "no call in the clearance, expected all of"),
        ("clearance", "    options: [goes_on, ended]\n", "", "expected options for a choice, and for nothing else"),
        ("clearance", "ended: [previous_clot]", "ended: [previous_clots]", "unknown finding 'previous_clots'"),
        ("measures", "finding: calf_difference_cm", "finding: calf_difference", "unknown finding 'calf_difference'"),
        ("measures", "score: villalta", "score: vilalta", "unknown score 'vilalta'"),
        ("measures", "    high: 33\n", "    high: 0\n", "from 0 to 0, expected low below high"),
        ("measures", "    licence: true\n", "", "expected a unit, or licence: true for what is only named"),
        ("return", "    doctor: true\n", "", "expected a stage, or doctor: true where only a doctor says when"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    assert message in told(tmp_path, (f"{FOLDER}{file}.yaml", old, new))


def test_an_entry_without_words_is_named(tmp_path: Path) -> None:
    changed = ("text/en/rehabilitation.yaml", "exercise_balance_feel:", "exercise_balance_feeling:")
    assert "no words 'exercise_balance_feel' in text/en/rehabilitation.yaml" in told(tmp_path, changed)


def test_every_word_of_an_entry_is_in_every_language() -> None:
    keys = {key for _, _, key in words_of(MODEL.recovery.rehabilitation)}
    assert len(keys) > 100
    for texts in MODEL.texts.values():
        assert keys <= set(texts.rehabilitation)
