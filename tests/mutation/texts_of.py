"""Every text of a model, each with its place."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from venevagt.knowledge.articles import sections
from venevagt.knowledge.model import Article, Model

SECTIONS = (
    "findings",
    "rules",
    "advice",
    "urgencies",
    "services",
    "facts",
    "of_100",
    "screens",
    "interface",
    "terminal",
    "site",
    "drawings",
    "articles",
)


class Place(NamedTuple):
    """Where a text stands. `field` is `text` where an entry is one text; an option's field is `options ID`, that of
    a drawing's label `labels ID`.

    An article has `title`, and for each section from the top `section N` and, but for the first, `heading N`.
    """

    language: str
    section: str
    id: str
    field: str


def texts_of(model: Model) -> dict[Place, str]:
    """All texts. An article's are its title and, section by section, the heading and what stands under it."""
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
        for number, section in enumerate(sections(entry.body), start=1):
            first, _, rest = section.text.partition("\n")
            headed = first.startswith("## ")
            if headed:
                yield f"heading {number}", first.removeprefix("## ")
            yield f"section {number}", rest if headed else section.text
        return
    for field, value in msgspec.structs.asdict(entry).items():  # type: ignore[arg-type]
        if field == "options":
            yield from ((f"options {option}", text.label) for option, text in value.items())
        elif field == "labels":
            yield from ((f"labels {label}", words) for label, words in value.items())
        else:
            yield field, value
