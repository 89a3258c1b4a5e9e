"""Spelling of every word a person reads, by hunspell where it is installed.

On Debian: apt install hunspell hunspell-da hunspell-en-gb. Words that are right and in no dictionary stand
in tests/lay_words/spelling_LANGUAGE.txt, one a line; one that no text uses any more fails the test.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.care.helpers import MODEL

from venevagt.knowledge.articles import FIELD, SOURCES_LINE

DICTIONARIES = {"da": "da_DK", "en": "en_GB"}
OWN_WORDS = Path(__file__).parent / "lay_words"

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"\w+\.dk")
_SIGNS = re.compile(r"[#*|]|--+")


def texts_of(language: str) -> Iterator[str]:
    """Every text of a language, the names in braces and the sources left out."""
    for part in _strings(msgspec.to_builtins(MODEL.texts[language])):
        yield _SIGNS.sub(" ", _ADDRESS.sub(" ", FIELD.sub(" ", SOURCES_LINE.sub(" ", part))))


def _strings(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for inner, part in value.items():
            if inner not in ("id", "sources", "see_also", "review"):
                yield from _strings(part, inner)
    elif isinstance(value, str):
        yield value


def own_words(language: str) -> set[str]:
    return set((OWN_WORDS / f"spelling_{language}.txt").read_text(encoding="utf-8").split())


def unknown_words(dictionary: str, words: set[str]) -> set[str]:
    """The words that the dictionary does not have."""
    command = ["hunspell", "-d", dictionary, "-i", "utf-8", "-l"]
    found = subprocess.run(command, input="\n".join(sorted(words)), capture_output=True, text=True, check=True)
    return set(found.stdout.split())


def dictionary_or_skip(language: str) -> str:
    name = DICTIONARIES[language]
    if shutil.which("hunspell") is None:
        pytest.skip("spelling is not checked: hunspell is not installed (Debian: hunspell hunspell-da hunspell-en-gb)")
    listed = subprocess.run(["hunspell", "-D"], input="", capture_output=True, text=True, check=False)
    if not re.search(rf"/{name}$", listed.stderr, re.MULTILINE):
        pytest.skip(f"spelling is not checked: hunspell has no dictionary {name}")
    return name


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_every_word_is_spelt_right(language: str) -> None:
    dictionary = dictionary_or_skip(language)
    words = {word for text in texts_of(language) for word in _WORD.findall(text)}
    assert sorted(unknown_words(dictionary, words - own_words(language))) == []


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_a_wrong_word_is_found(language: str) -> None:
    dictionary = dictionary_or_skip(language)
    assert unknown_words(dictionary, {"blodprrop"}) == {"blodprrop"}


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_no_word_of_our_own_is_left_over(language: str) -> None:
    used = {word for text in texts_of(language) for word in _WORD.findall(text)}
    assert sorted(own_words(language) - used) == []
