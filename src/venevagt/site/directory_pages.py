"""The page that finds a physiotherapist, and a page of its own for each clinic."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from venevagt.care.clinic import Clinic, ClinicFact, FactValue, known_fact
from venevagt.care.clinic_words import value_words
from venevagt.care.words import filled
from venevagt.directory.listing import Listing
from venevagt.knowledge.model import Model
from venevagt.site import structured_data as schema
from venevagt.site.addresses import own_pages
from venevagt.site.clinic_kinds import is_old, known_kinds
from venevagt.site.clinic_packing import CREDIT, PACKED, page_names
from venevagt.site.part_scripts import part_file
from venevagt.site.sheets import Sheet, own_sheet

PART = "directory"
_HOURS = re.compile("[A-Za-z]+")
_COMMA = re.compile(r",(?=\S)")
WAITS = (2, 4, 8, 12)
"""Weeks that can be chosen as the longest wait."""

WITHIN, USUAL = (5, 10, 25, 50, 100), 25
"""Kilometres that can be chosen, and those that are chosen at first."""


class FactShown(Struct, frozen=True):
    """One fact in words. `until`: the last day on which it is known; None where it is not known on the day."""

    name: str
    value: str
    until: date | None
    fact: ClinicFact | None


def directory_sheet(model: Model, language: str, listing: Listing | None) -> Sheet:
    """The search, or without a list what to do instead."""
    texts = model.texts[language]
    facts = known_kinds(model)
    context = {
        "words": texts.directory,
        "listing": listing,
        "packed": PACKED,
        "credit": CREDIT,
        "wanted": [name for name, kind in facts.items() if kind.asked == "has"],
        "chosen": [(name, facts[name].options) for name in facts if facts[name].asked == "one_of"],
        "waits": [name for name, kind in facts.items() if kind.asked == "at_most"],
        "weeks": WAITS,
        "kilometres": WITHIN,
        "usual": USUAL,
        "questions": texts.screens[next(iter(model.screens))].title,
    }
    scripts = (part_file(PART, language),) if listing else ()
    sheet = own_sheet(model, language, PART, context, lead=texts.directory["page_lead"], scripts=scripts)
    return replace(sheet, hidden=listing is not None and listing.fictitious)


def clinic_sheets(model: Model, language: str, listing: Listing, on: date) -> Iterator[Sheet]:
    """A page for each clinic; one that is made up is in no search engine and no map of the site."""
    names = page_names(listing.clinics)
    folders = own_pages(model, PART)
    for clinic in listing.clinics:
        yield _sheet(
            model,
            language,
            clinic,
            {code: f"{folder}/{names[clinic.id]}" for code, folder in folders.items()},
            listing,
            on,
        )


def _sheet(model: Model, language: str, clinic: Clinic, names: Mapping[str, str], listing: Listing, on: date) -> Sheet:
    words = model.texts[language].directory
    context = {
        "words": words,
        "clinic": clinic,
        "listing_page": own_pages(model, PART)[language],
        "facts": shown_facts(model, language, clinic, on),
        "report": report_address(listing.mail, clinic),
        "route": route_to(clinic),
        "old": is_old(model, clinic, on),
        "shown": partial(shown_day, language=language),
    }
    return Sheet(
        names=names,
        template="clinic_page.html",
        title=clinic.name,
        context=context,
        description=filled(words["page_clinic_lead"], name=clinic.name, town=clinic.town),
        reviewed=clinic.checked_on,
        hidden=clinic.fictitious,
        more=() if clinic.fictitious else (schema.clinic(clinic),),
    )


def shown_facts(model: Model, language: str, clinic: Clinic, on: date) -> list[FactShown]:
    """Every fact that a clinic can have, in words; what is out of date is unknown."""
    words = model.texts[language].directory
    found = []
    for name in known_kinds(model):
        value, fact = known_fact(clinic, name, on), clinic.facts.get(name)
        until = fact.unknown_after if fact is not None and value is not None else None
        shown = words["page_value_unknown"] if value is None else _shown(model, language, name, value)
        found.append(FactShown(words[f"fact_{name}"], shown, until, fact))
    return found


def _shown(model: Model, language: str, name: str, value: FactValue) -> str:
    if model.recovery.directory.facts[name].asked == "open_at":
        return hours_in_words(model.texts[language].directory, str(value))
    return value_words(model, language, name, value)


def hours_in_words(words: Mapping[str, str], hours: str) -> str:
    """Opening hours in OpenStreetMap's notation, with each of its words that we know said in full."""
    said = _HOURS.sub(lambda found: words.get(f"hours_{found[0]}", found[0]), hours)
    return _COMMA.sub(", ", said)


def route_to(clinic: Clinic) -> str:
    """A page that shows the way, asked only when a person follows the link; empty where no place is known."""
    if clinic.lat is None or clinic.lon is None:
        return ""
    return f"https://www.openstreetmap.org/directions?to={clinic.lat:.5f}%2C{clinic.lon:.5f}"


def shown_day(day: date, *, language: str) -> str:
    """A day as it stands on the pages of clinics."""
    return f"{day.day}.{day.month}.{day.year}" if language == "da" else f"{day.day} {day:%b} {day.year}"


def report_address(mail: str, clinic: Clinic) -> str:
    """A mail that says which clinic it is about; empty where nobody takes reports."""
    return f"mailto:{mail}?subject={quote(f'{clinic.name} ({clinic.id})')}" if mail else ""
