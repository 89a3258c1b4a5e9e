"""Every small change inside a section of an article: what it shows by name, and its lines."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from venevagt.knowledge.articles import BLOCKS, FIELD, SOURCES_LINE, article_fields
from venevagt.knowledge.model import Model

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-ZÆØÅ{»“])")
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")


def sections_changed(model: Model, text: str) -> Iterator[tuple[str, str]]:
    """A heading or a section with one thing changed, each with what was done in words."""
    yield from _names_changed(model, text)
    yield from _sources_changed(model, text)
    lines = text.splitlines()
    own = [at for at, line in enumerate(lines) if line.strip(" |-") and not SOURCES_LINE.fullmatch(line)]
    for first, second in combinations(own, 2):
        if lines[first] != lines[second]:
            swapped = {first: lines[second], second: lines[first]}
            words = f"{lines[first]!r} and {lines[second]!r} swapped"
            yield words, "\n".join([swapped.get(at, line) for at, line in enumerate(lines)])
    for at in own:
        for sentence in _SENTENCE.split(lines[at]):
            rest = lines[at].replace(sentence, "", 1)
            yield f"without {sentence!r}", "\n".join([*lines[:at], rest, *lines[at + 1 :]])
    yield from _items_moved(lines)


def _names_changed(model: Model, text: str) -> Iterator[tuple[str, str]]:
    """Another name of the same kind: advice for advice, an urgency for an urgency, a list for a list."""
    for found in FIELD.finditer(text):
        for other in article_fields(model):
            if other != found[1] and _kind(model, other) == _kind(model, found[1]):
                changed = f"{text[: found.start()]}{{{other}}}{text[found.end() :]}"
                yield f"{{{other}}} for {found[0]} at {found.start()}", changed


def _kind(model: Model, name: str) -> str:
    """The part before a dot; without one the sort of thing that it names."""
    before, dot, _ = name.partition(".")
    if dot:
        return before
    return "urgency" if name in model.about.urgencies else "block" if name in BLOCKS else "fact"


def _sources_changed(model: Model, text: str) -> Iterator[tuple[str, str]]:
    """One source left out, or another in its place."""
    for line in SOURCES_LINE.finditer(text):
        for found in re.finditer(r"\[(\w+)\] ?", line[0]):
            start, end = (line.start() + at for at in found.span())
            yield f"without {found[0]}", text[:start] + text[end:]
            others = (f"[{other}] " for other in model.sources if other != found[1])
            yield from ((f"{other}for {found[0]}", text[:start] + other + text[end:]) for other in others)


def _items_moved(lines: list[str]) -> Iterator[tuple[str, str]]:
    """An item of one list at the end of another: from what to do to what not to do."""
    items = [at for at, line in enumerate(lines) if _ITEM.match(line)]
    ends = [at for at, after in pairwise([*items, len(lines) + 1]) if after != at + 1]
    for at in items:
        for end in ends:
            if next(own for own in ends if own >= at) != end:
                moved = [*lines[: end + 1], lines[at], *lines[end + 1 :]]
                del moved[at if at <= end else at + 1]
                yield f"{lines[at]!r} after {lines[end]!r}", "\n".join(moved)
