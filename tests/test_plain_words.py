"""Plain words, measured: LIX, sentence length, Flesch-Kincaid grade, words above the fold."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP
from tests.care.test_scenarios import SCENARIOS, case_of
from tests.plain_words import flesch_kincaid_grade, lix, longest_sentence, words

from venevagt.care.assess import assess
from venevagt.care.cases import read_case
from venevagt.care.reading import article_body, plain_text
from venevagt.care.result import Result, result
from venevagt.care.services import DENMARK

LANGUAGES = MODEL.about.languages
NIGHT = datetime(2026, 11, 24, 2, 10, tzinfo=DENMARK)
DAY = datetime(2026, 11, 24, 10, 0, tzinfo=DENMARK)


def questions(language: str) -> Iterator[tuple[str, str]]:
    texts = MODEL.texts[language]
    yield from ((name, text.question) for name, text in texts.findings.items())
    yield from ((f"screen {name}", text.title) for name, text in texts.screens.items())


def results(language: str) -> Iterator[tuple[str, Result]]:
    cases = [("all no", ALL_NO), ("plain", PLAIN_CRAMP), *((s["name"], case_of(s)) for s in SCENARIOS)]
    for name, raw in cases:
        case = read_case(MODEL, raw)
        for at in (NIGHT, DAY):
            yield name, result(MODEL, assess(MODEL, case, language=language, on=at.date()), case, at=at)


def advice_text(found: Result) -> str:
    lines = (found.headline, found.action, *found.why, *found.do, *found.dont, *found.safety_net)
    return "\n".join(lines)


def above_the_fold(found: Result) -> str:
    """What a person sees without scrolling: what to do, the first reason, the first to call."""
    contact = [f"{c.name} {c.number} {c.region}" for c in found.contacts[:1]]
    return "\n".join([found.headline, found.action, *found.why[:1], *contact])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_very_easy_to_read(language: str) -> None:
    hard = [(name, round(lix(text), 1)) for name, text in questions(language) if lix(text) > 25]
    assert hard == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_question_or_its_help_is_long(language: str) -> None:
    texts = list(questions(language))
    for name, text in MODEL.texts[language].findings.items():
        texts += [(f"{name} {key}", getattr(text, key)) for key in ("why", "unsure", "look")]
    long = [(name, longest_sentence(text)) for name, text in texts if longest_sentence(text) > 18]
    assert long == []


def test_an_english_question_is_at_grade_six_or_below() -> None:
    hard = [(name, round(flesch_kincaid_grade(text), 1)) for name, text in questions("en")]
    assert [row for row in hard if row[1] > 6] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_is_easy_to_read(language: str) -> None:
    hard = {
        name: round(lix(advice_text(found)), 1) for name, found in results(language) if lix(advice_text(found)) > 30
    }
    assert hard == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_result_is_long(language: str) -> None:
    lines = {line for _, found in results(language) for line in advice_text(found).splitlines()}
    assert {line for line in lines if longest_sentence(line) > 18} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_above_the_fold_is_at_most_sixty_words(language: str) -> None:
    for name, found in results(language):
        assert len(words(above_the_fold(found))) <= 60, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_texts_are_easy_to_read(language: str) -> None:
    hard = [
        (name, key, round(lix(words_), 1))
        for name, text in MODEL.texts[language].findings.items()
        for key in ("why", "unsure", "look")
        if lix(words_ := getattr(text, key)) > 35
    ]
    assert hard == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_is_easy_to_read(language: str) -> None:
    for name in MODEL.texts[language].articles:
        body = plain_text(article_body(MODEL, language, name, MODEL.about.released))
        assert lix(body) < 34, name
        assert longest_sentence(body) <= 18, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_rehabilitation_are_easy_to_read(language: str) -> None:
    texts = MODEL.texts[language].rehabilitation
    not_for_laypeople = ("sheet_", "make_", "months", "measure_veines")
    read = {name: text for name, text in texts.items() if not name.startswith(not_for_laypeople)}
    assert lix("\n".join(read.values())) < 30
    hard = {name: round(lix(text)) for name, text in read.items() if len(words(text)) > 6 and lix(text) >= 35}
    assert hard == {}
    assert {name for name, text in read.items() if longest_sentence(text) > 18} == set()


def test_the_measure_itself() -> None:
    assert lix("Det er en kat. Den er sort.") == pytest.approx(3.5)
    assert lix("Blodfortyndende medicin er godt.") == pytest.approx(4 + 50)
    assert longest_sentence("En to tre. Fire.") == 3
    assert flesch_kincaid_grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert flesch_kincaid_grade("International organisations communicate continuously.") > 15
