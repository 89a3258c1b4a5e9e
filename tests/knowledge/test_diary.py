"""The knowledge of the diary: whole, plain, and a mistake in it is named with its place."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.care.helpers import MODEL
from tests.knowledge.test_problems import problems_of
from tests.plain_words import lix, longest_sentence

FIELDS = "recovery/diary.yaml"
SIGNS = "recovery/diary/signs.yaml"

MISTAKES: Mapping[str, tuple[tuple[str, str, str], str]] = {
    "a finding that there is not": (
        (FIELDS, "unusual: {unusual_bleeding: yes}", "unusual: {unusual_bleding: yes}"),
        "unknown finding 'unusual_bleding'",
    ),
    "an answer that a finding never has": (
        (FIELDS, "worse: {growing: yes}", "worse: {growing: maybe}"),
        "'growing' is never 'maybe', expected one of: yes, no, unsure",
    ),
    "an answer that the field does not have": (
        (FIELDS, "better: {growing: no}", "beter: {growing: no}"),
        "unknown answer 'beter'",
    ),
    "bounds the wrong way round": (
        (FIELDS, "low: 0\n    high: 1440", "low: 1440\n    high: 0"),
        "'walking_minutes' is a number, expected low and high, low below high",
    ),
    "likely outside of the bounds": (
        (FIELDS, "likely: [25, 60]", "likely: [5, 60]"),
        "'calf_left_cm': expected 'likely' as two numbers between 15 and 90",
    ),
    "a text without a length": (
        (FIELDS, "longest: 1000", "longest: 0"),
        "'note': expected 'longest' above 0 for a text, and for nothing else",
    ),
    "an option without words": (
        (FIELDS, "options: [none, small, unusual, ", "options: [none, some, small, unusual, "),
        "no words 'option_bleeding_some' in text/da/diary.yaml, expected some",
    ),
    "a sign of something that is no number": (
        (SIGNS, "of: [calf_left_cm]\n", "of: [bleeding]\n"),
        "unknown number of the diary 'bleeding'",
    ),
    "a sign without a limit": (
        (SIGNS, "    at_least: 1\n", ""),
        "'pain_at_all': expected 'at_least' or 'grown_by'",
    ),
    "a growth of nothing": (
        (SIGNS, "grown_by: 3", "grown_by: 0"),
        "'pain_grown': expected 'grown_by' and 'within_days' above 0",
    ),
    "a number for a yes": (
        (SIGNS, "    finding: calf_difference_cm", "    finding: growing"),
        "'growing' cannot be 'measured', expected a finding of type number",
    ),
    "a setting that there is not": (
        (SIGNS, "finding: leg_pain\n    unless: clot_under_treatment", "finding: leg_pain\n    unless: previous_clot"),
        "the diary does not know 'previous_clot', expected one of: clot_under_treatment, on_anticoagulant",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> str:
    changes = (change for change, _ in MISTAKES.values())
    return "".join(f"{problem}\n" for problem in problems_of(tmp_path_factory.mktemp("diary"), *changes))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(name: str, found: str) -> None:
    assert MISTAKES[name][1] in found
    assert "recovery/diary" in found


def test_a_red_flag_without_a_field_is_named(tmp_path: Path) -> None:
    whole = "{yes: {very_ill: yes}, no: {very_ill: no}, unsure: {very_ill: unsure}}"
    messages = [problem.message for problem in problems_of(tmp_path, (FIELDS, whole, "{yes: {fever: yes}}"))]
    assert messages == ["no field of the diary says the red flag 'very_ill', expected one"]


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_the_words_are_easy_to_read(language: str) -> None:
    texts = MODEL.texts[language].diary
    sentences = {key: text for key, text in texts.items() if len(text.split()) > 4}
    assert {key: round(lix(text)) for key, text in sentences.items() if lix(text) > 35} == {}
    assert {key for key, text in texts.items() if longest_sentence(text) > 18} == set()
    assert lix("\n".join(sentences.values())) < 30


def test_the_limits_of_change_are_marked_as_practice_without_a_source() -> None:
    grown = [sign for sign in MODEL.recovery.diary.signs.values() if sign.grown_by is not None]
    assert grown
    assert all("S23" in sign.sources for sign in grown)
