"""A page of the site before it is rendered, and what it says of itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from venevagt.site import structured_data as schema


class Head(Struct, frozen=True):
    """What a page says of itself. Without `canonical`, no search engine is to list it."""

    description: str
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    structured: Markup = Markup("")


class Page(Struct, frozen=True):
    """A page before it is rendered. `names`: its name in the address by language, empty for the first page.

    `framed`: other sites may show it in a frame; no search engine and no map of the site lists it, nor one that is
    `hidden`. `clinical`: it is for clinicians. `above`: the pages between the first and it, by title and names.
    """

    language: str
    names: Mapping[str, str]
    template: str
    title: str
    context: Mapping[str, Any]
    description: str
    reviewed: date
    citations: tuple[str, ...] = ()
    more: tuple[schema.Thing, ...] = ()
    scripts: tuple[str, ...] = ()
    framed: bool = False
    hidden: bool = False
    clinical: bool = False
    above: tuple[tuple[str, Mapping[str, str]], ...] = ()
