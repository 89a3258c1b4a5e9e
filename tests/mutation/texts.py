"""Every small change of the words, each judged by the anchors alone: there are tens of thousands."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, permutations
from typing import NamedTuple

from tests.mutation.anchors import DENIALS, Anchor, anchors, holds, named, same_meaning
from tests.mutation.articles import sections_changed
from tests.mutation.numbers import digits_changed
from tests.mutation.shape import EQUIVALENT, NOTHING, Verdict
from tests.mutation.texts_of import Place, texts_of

from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import URGENCIES


class Changed(NamedTuple):
    """One text that a mutant puts in place of another."""

    place: Place
    words: str


def judge_texts(model: Model) -> Iterator[Verdict]:
    """What catches each change of the words."""
    known = anchors()
    for words, changes in _mutants(model):
        group = "articles" if changes[0].place.section == "articles" else "texts"
        if not all(_holds(known, change) for change in changes):
            yield Verdict(group, words, "an anchor")
        elif len(changes) == 2 and (why := same_meaning(changes[0].place, changes[1].place)):
            yield Verdict(group, words, EQUIVALENT, why)
        else:
            yield Verdict(group, words, NOTHING)


def _holds(known: Mapping[Place, Anchor], change: Changed) -> bool:
    return holds(known[change.place], change.place, change.words)


def _mutants(model: Model) -> Iterator[tuple[str, list[Changed]]]:
    texts = texts_of(model)
    for first, second in _pairs(texts):
        if texts[first] != texts[second]:
            words = f"{first.language} {named(first)} and {second.language} {named(second)} swapped"
            yield words, [Changed(first, texts[second]), Changed(second, texts[first])]
    for place, text in texts.items():
        name = f"{place.language} {named(place)}"
        yield f"{name}: left out", [Changed(place, "")]
        for found in DENIALS[place.language].finditer(text):
            yield f"{name}: without {found[0]!r}", [Changed(place, text[: found.start()] + text[found.end() :])]
        for changed in (*_numbers_changed(text), *_fields_changed(text)):
            yield f"{name}: {changed}", [Changed(place, changed)]
        if place.section == "articles":
            yield from ((f"{name}: {how}", [Changed(place, changed)]) for how, changed in sections_changed(model, text))


def _pairs(texts: Mapping[Place, str]) -> Iterator[tuple[Place, Place]]:
    """Texts that a hand could take for each other: of one kind, entry or page, or of the other language."""
    of_kind: dict[tuple[str, ...], list[Place]] = {}
    for place in texts:
        language, section, name, field = place
        of_kind.setdefault(("same field", language, section, field.split()[0]), []).append(place)
        of_kind.setdefault(("same entry", language, section, name), []).append(place)
        of_kind.setdefault(("same text", section, name, field), []).append(place)
        if section in _ON_A_PAGE:
            of_kind.setdefault(("same page", language), []).append(place)
    seen = set()
    for places in of_kind.values():
        for pair in combinations(places, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


_ON_A_PAGE = ("urgencies", "services", "facts", "screens", "interface", "terminal", "site")
"""The sections whose texts stand beside each other as headings, buttons and hints."""


def _numbers_changed(text: str) -> Iterator[str]:
    """The text with one digit changed that stands in the words, not in a {field} and not inside a word."""
    outside = [(part.start(), part[0]) for part in re.finditer(r"\{[^}]*\}|[^{}]+", text) if part[0][0] != "{"]
    for start, part in outside:
        for found in re.finditer(r"(?<!\w)\d+\b", part):
            for number in digits_changed(found[0]):
                at = start + found.start()
                yield f"{text[:at]}{number}{text[at + len(found[0]) :]}"


def _fields_changed(text: str) -> Iterator[str]:
    """The text with two {fields} that have changed places, or with another fact or urgency in one."""
    for first, second in combinations(dict.fromkeys(re.findall(r"\{[^}]*\}", text)), 2):
        yield second.join(first.join(part.split(second)) for part in text.split(first))
    for shown in (get_model().facts, URGENCIES):
        for own, other in permutations(shown, 2):
            if f"{{{own}}}" in text:
                yield text.replace(f"{{{own}}}", f"{{{other}}}")
