"""Every text of a model, each with its place."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from venevagt.knowledge.model import Article, Model

SECTIONS = (
    "findings",
    "rules",
    "advice",
    "urgencies",
    "services",
    "facts",
    "screens",
    "interface",
    "terminal",
    "site",
    "drawings",
    "articles",
)


class Place(NamedTuple):
    """Where a text stands. `field` is `text` where an entry is one text; an option's field is `options ID`, that of a
    drawing's label `labels ID`, a line of an article is `line N`.
    """

    language: str
    section: str
    id: str
    field: str


def texts_of(model: Model) -> dict[Place, str]:
    """All texts. An article's are its title and the lines of its body, headings and rows of tables too."""
    return {
        Place(language, section, name, field): words
        for language, texts in model.texts.items()
        for section in SECTIONS
        for name, entry in getattr(texts, section).items()
        for field, words in _fields(entry)
        if words
    }


def _fields(entry: object) -> Iterator[tuple[str, str]]:
    if isinstance(entry, str):
        yield "text", entry
        return
    if isinstance(entry, Article):
        yield "title", entry.title
        lines = [line for line in entry.body.splitlines() if line.strip(" |-")]
        yield from ((f"line {number}", line) for number, line in enumerate(lines, start=1))
        return
    for field, value in msgspec.structs.asdict(entry).items():  # type: ignore[arg-type]
        if field == "options":
            yield from ((f"options {option}", text.label) for option, text in value.items())
        elif field == "labels":
            yield from ((f"labels {label}", words) for label, words in value.items())
        else:
            yield field, value
