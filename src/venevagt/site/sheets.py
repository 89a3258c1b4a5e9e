"""A page before it has its head and foot."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from venevagt.knowledge.model import Model
from venevagt.site.addresses import TITLES, own_pages


class Sheet(Struct, frozen=True):
    """`names`: its name in the address by language. `citations`: its sources, in words. `clinical`: for clinicians.

    `hidden`: no search engine and no map of the site lists it. `more`: what it is about, for search engines.
    `above`: the pages on the way to it, each by its title and its names.
    """

    names: Mapping[str, str]
    template: str
    title: str
    context: Mapping[str, Any]
    description: str
    reviewed: date
    citations: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    clinical: bool = False
    hidden: bool = False
    more: tuple[dict[str, Any], ...] = ()
    above: tuple[tuple[str, Mapping[str, str]], ...] = ()


def own_sheet(
    model: Model, language: str, page: str, context: Mapping[str, Any], *, lead: str, scripts: tuple[str, ...] = ()
) -> Sheet:
    """One of the site's own pages; its template is called as it is, `lead` says what it is for."""
    return Sheet(
        names=own_pages(model, page),
        template=f"{page}.html",
        title=model.texts[language].site[TITLES[page]],
        context={"lead": lead, **context},
        description=lead,
        reviewed=model.about.released,
        scripts=scripts,
    )
