"""No hard word without an explanation: the first sentence of an article that uses it says what it is.

The hard words stand in tests/lay_words/hard_LANGUAGE.txt, one a line; longer words that begin so count too.
"""

import re
from pathlib import Path

import pytest
from tests.care.helpers import MODEL
from tests.plain_words import sentences

from venevagt.care.reading import plain_text

LISTS = Path(__file__).parent / "lay_words"

NAMED = {
    "da": r"(?:der hedder|kaldes|som kaldes|det hedder) $",
    "en": r"(?:called|known as|the name is) $",
}
EXPLAINED = {
    "da": r"^\S*(?: \w+)?(?: –| \(|, (?:det er|det vil sige|altså) )",
    "en": r"^\S*(?: \w+)?(?: –| \(|, (?:that is|which is) )",
}


def hard_words(language: str) -> list[str]:
    lines = (LISTS / f"hard_{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unexplained(language: str, text: str) -> list[str]:
    """The hard words whose first sentence does not say what they are; headings are no sentences."""
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    found = []
    for word in hard_words(language):
        pattern = re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)
        first = next((sentence for sentence in sentences(plain_text(prose)) if pattern.search(sentence)), "")
        match = pattern.search(first)
        if match is None:
            continue
        before, after = first[: match.start()], first[match.end() :]
        if not re.search(NAMED[language], before) and not re.search(EXPLAINED[language], after):
            found.append(f"{word}: {first}")
    return found


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_an_article_explains_its_hard_words(language: str) -> None:
    articles = MODEL.texts[language].articles
    assert {name: hard for name, article in articles.items() if (hard := unexplained(language, article.body))} == {}


def test_what_counts_as_an_explanation() -> None:
    assert unexplained("da", "Du får ultralyd – det er en scanning. Ultralyd gør ikke ondt.") == []
    assert unexplained("da", "Du får en prøve, der hedder D-dimer.") == []
    assert unexplained("da", "Du får ultralyd. Ultralyd – det er en scanning.") == ["ultralyd: Du får ultralyd."]
    assert unexplained("en", "You get blood thinners.") == ["blood thinner: You get blood thinners."]
    assert unexplained("en", "You get an ultrasound (a scan).") == []
