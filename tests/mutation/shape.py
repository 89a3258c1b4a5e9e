"""What a mutant is, and what is said of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from venevagt.knowledge.model import Model

EQUIVALENT = "equivalent"
NOTHING = "nothing"


class Mutant(NamedTuple):
    """A changed model, to which group of changes it belongs, and in words what was changed."""

    group: str
    words: str
    model: Model


class Verdict(NamedTuple):
    """What catches a mutant: a check, `equivalent` (with why) or `nothing`."""

    group: str
    words: str
    caught_by: str
    why: str = ""


def with_entry(model: Model, section: str, name: str, **fields: Any) -> Model:
    """The model with other values in one entry."""
    entries: Mapping[str, Any] = getattr(model, section)
    changed = {**entries, name: msgspec.structs.replace(entries[name], **fields)}
    return msgspec.structs.replace(model, **{section: changed})


def with_article(model: Model, language: str, name: str, **fields: Any) -> Model:
    """The model with other values in one language of one article."""
    texts = model.texts[language]
    articles = {**texts.articles, name: msgspec.structs.replace(texts.articles[name], **fields)}
    changed = {**model.texts, language: msgspec.structs.replace(texts, articles=articles)}
    return msgspec.structs.replace(model, texts=changed)


def without_entry(model: Model, section: str, name: str) -> Model:
    """The model without one entry."""
    kept = {other: entry for other, entry in getattr(model, section).items() if other != name}
    return msgspec.structs.replace(model, **{section: kept})
