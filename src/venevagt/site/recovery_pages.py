"""The pages for the time after the diagnosis: where they are listed, and each of them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from venevagt.directory.listing import Listing
from venevagt.knowledge.model import Model
from venevagt.site import diary_pages, followup_pages, prevention_pages
from venevagt.site.addresses import TITLES, own_pages
from venevagt.site.directory_pages import PART, clinic_sheets, directory_sheet
from venevagt.site.plan_pages import plan_scripts
from venevagt.site.rehabilitation_pages import rehabilitation_scripts, rehabilitation_sheets
from venevagt.site.screening_pages import screening_scripts, screening_sheets
from venevagt.site.sheets import Sheet, own_sheet

_PARTS: Mapping[str, Callable[[Model, str], Iterator[Sheet]]] = {
    "followup": followup_pages.sheets,
    "diary": diary_pages.sheets,
    "rehabilitation": rehabilitation_sheets,
    "prevention": prevention_pages.sheets,
    "screening": screening_sheets,
}
"""A part -> its pages in one language, the first of them the one that is listed."""

_SCRIPTS: tuple[Callable[[Model], Mapping[str, str]], ...] = (
    plan_scripts,
    diary_pages.diary_scripts,
    rehabilitation_scripts,
    screening_scripts,
)
"""What gives the scripts of the parts: file name -> text."""


def recovery_sheets(model: Model, language: str, listing: Listing | None, on: date) -> Iterator[Sheet]:
    """Every page on a day, the list of them first; `listing`: the clinics that can be found, if there are any."""
    parts = [(name, list(sheets(model, language))) for name, sheets in _PARTS.items()]
    parts.append((PART, [directory_sheet(model, language, listing)]))
    texts = model.texts[language]
    doors = [
        (own_pages(model, name)[language], texts.site[TITLES[name]], pages[0].description) for name, pages in parts
    ]
    yield own_sheet(model, language, "after", {"doors": doors}, lead=texts.site["after_lead"])
    for _, pages in parts:
        yield from pages
    if listing:
        yield from clinic_sheets(model, language, listing, on)


def recovery_scripts(model: Model) -> dict[str, str]:
    """The scripts of these pages: file name -> text."""
    return {name: text for scripts in _SCRIPTS for name, text in scripts(model).items()}
