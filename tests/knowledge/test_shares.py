"""Numbers for laypeople: a wrong one is named with file, line and field, and what is shown has one denominator."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from tests.care.helpers import MODEL
from tests.knowledge.changed import copy_with

from venevagt.care.blocks import article_field
from venevagt.care.reading import article_body, plain_text
from venevagt.care.shares import in_a_sentence, words_of_share
from venevagt.knowledge.check import check
from venevagt.knowledge.load import load

OWN = "of_100.yaml"
RANGE = "missed: {low: 1, high: 2, sources: [S6, S7]}"
ONE = "few_points: {low: 6, high: 6, sources: [S4]}"
DANISH, ENGLISH = "text/da/of_100.yaml", "text/en/of_100.yaml"
FOUND, NOW = "text/da/how_it_is_found.md", "text/en/what_to_do_now.md"

WRONG = [
    (
        (OWN, RANGE, "missed: {low: 1, high: 102, sources: [S6, S7]}"),
        f"{OWN}:10:26: high is 102 of 100 people, expected 0 to",
    ),
    (
        (OWN, RANGE, "missed: {low: -1, high: 2, sources: [S6, S7]}"),
        f"{OWN}:10:17: low is -1 of 100 people, expected 0 to",
    ),
    ((OWN, RANGE, "missed: {low: 3, high: 2, sources: [S6, S7]}"), f"{OWN}:10:17: from 3 to 2, expected low not above"),
    ((OWN, RANGE, "missed: {low: 0.7, high: 2, sources: [S6, S7]}"), f"{OWN}:10:17: expected 'int', got 'float'"),
    ((OWN, ONE, "few_points: {low: 6, high: 6, sources: []}"), f"{OWN}:7:42: 'few_points' has no source"),
    ((OWN, ONE, "few_points: {low: 6, high: 6}"), f"{OWN}:7:3: without 'sources'"),
    ((OWN, ONE, "few_points: {low: 6, high: 6, sources: [S99]}"), f"{OWN}:7:43: unknown source 'S99'"),
    (
        (OWN, ONE, f"{ONE}\n  more: {{low: 6, high: 6, sources: [S4]}}"),
        f"{OWN}:8:3: no article in da shows {{of_100.more}}",
    ),
    ((OWN, ONE, f"{ONE}\n  more: {{low: 6, high: 6, sources: [S4]}}"), f"{ENGLISH}:1:1: no words for 'more'"),
    (
        (DANISH, "mennesker med få point,", "mennesker med 0 point,"),
        f"{DANISH}:2:19: '0' in the words, expected words alone",
    ),
    ((DANISH, "instead: kun få", "instead: ''"), f"{DANISH}:2:97: no words for 'instead'"),
    ((DANISH, ", instead: kun få", ""), f"{DANISH}:2:1: without 'instead'"),
    ((FOUND, "{of_100.missed}", "Se: {of_100.missed}"), "{of_100.missed} inside a line, expected it on a line"),
    ((FOUND, "{of_100.missed}", "{of_100.mised}"), "did you mean {of_100.missed}?"),
    ((FOUND, "[S9] [S10] [S6] [S7]", "[S9] [S10] [S6]"), "shows {share.missed} without 'S7', expected [S7]"),
    ((NOW, "{red_flags}", "{red_flags}\n\n{of_100.missed}"), "{of_100.missed} beside {emergency}, expected no number"),
    ((NOW, "You can say:", "It is {share.missed}. You can say:"), "{share.missed} beside {advice.call_112_if}"),
    (
        ("text/en/signs_of_a_clot.md", "Then you need help at once. {emergency} if", "It is {share.missed}, if"),
        "{share.missed} beside {signs.pe_red_flags}",
    ),
]


@pytest.mark.parametrize(("change", "named"), WRONG, ids=[named for _, named in WRONG])
def test_a_wrong_number_is_named_with_file_line_and_field(
    tmp_path: Path, change: tuple[str, str, str], named: str
) -> None:
    found = [str(problem) for problem in check(load(copy_with(tmp_path, change)))]
    assert [problem for problem in found if named in problem], found


def test_a_number_in_a_sentence() -> None:
    day = MODEL.about.released
    assert in_a_sentence(MODEL, "da", "few_points", day) == "omkring 6 af 100"
    assert in_a_sentence(MODEL, "en", "missed", day) == "1 to 2 of 100"


def test_an_expired_number_is_not_shown() -> None:
    review = MODEL.of_100["missed"].review
    assert review is not None
    after = review.valid_to + timedelta(1)
    assert in_a_sentence(MODEL, "da", "missed", after) == "meget få"
    assert article_field(MODEL, "da", "of_100.missed", after, {}) == ""
    assert "of_100" in article_field(MODEL, "da", "of_100.missed", review.valid_to, {})
    assert "100" not in article_body(MODEL, "en", "how_it_is_found", after)


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_every_number_of_people_is_of_100(language: str) -> None:
    day = MODEL.about.released
    bodies = [plain_text(article_body(MODEL, language, name, day)) for name in MODEL.about.articles]
    bodies += [words_of_share(MODEL, language, name).title for name in MODEL.of_100]
    among = re.compile(r"\d+ (?:ud af|af|out of|of|in) (?:hver )?(\d+)|\b(?:Af|Of) (\d+) ")
    found = [first or second for body in bodies for first, second in among.findall(body)]
    assert len(found) == 9
    assert set(found) == {"100"}
    for body in bodies:
        assert not re.search(r"\d ?%|procent|percent|hver (?:anden|tredje|fjerde|femte)\b(?! time)", body)
