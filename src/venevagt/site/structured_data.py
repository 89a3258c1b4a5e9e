"""What a page is about, for search engines: schema.org as JSON-LD. It claims no more than the page says.

Nobody is named as reviewer: `lastReviewed` is the day on which a text was last held against its sources.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from markupsafe import Markup

from venevagt.care.clinic import Clinic
from venevagt.knowledge.model import Model
from venevagt.site.reading import Part
from venevagt.site.table import signs

Thing = dict[str, Any]

_CONDITIONS = (("condition_leg", "clot_in_leg", "warning_sign"), ("condition_lungs", "clot_in_lungs", "red_flag"))
"""The words for a condition, the concern of its rules, and the kind of findings that are its signs."""

_FEWEST_QUESTIONS = 2


def as_script(things: Sequence[Thing]) -> Markup:
    """The content of a script element: no text in it can end the element."""
    graph = msgspec.json.encode({"@context": "https://schema.org", "@graph": things}).decode("utf-8")
    return Markup(graph.replace("<", "\\u003c"))  # noqa: S704


def web_page(
    model: Model, language: str, *, title: str, url: str, description: str, reviewed: date, clinical: bool
) -> Thing:
    """A page with medical information; `clinical`: for those who treat, not for those who are treated."""
    audience = {"@type": "MedicalAudience", "audienceType": "Clinician"} if clinical else {"@type": "Patient"}
    return {
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": title,
        "description": description,
        "inLanguage": language,
        "lastReviewed": reviewed.isoformat(),
        "audience": audience,
        "about": conditions(model, language),
    }


def conditions(model: Model, language: str) -> list[Thing]:
    """The two clots, each with the signs that its rules look at."""
    site = model.texts[language].site
    return [
        {
            "@type": "MedicalCondition",
            "name": site[words],
            "signOrSymptom": [
                {"@type": "MedicalSignOrSymptom", "name": label} for label in signs(model, language, concern, kind)
            ],
        }
        for words, concern, kind in _CONDITIONS
    ]


def with_citations(page: Thing, citations: Iterable[str]) -> Thing:
    """The page with the sources that it rests on."""
    return {**page, "citation": list(citations)}


def website(model: Model, language: str, url: str) -> Thing:
    """The site as a whole."""
    site = model.texts[language].site
    return {"@type": "WebSite", "name": site["name"], "url": url, "inLanguage": language}


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Thing:
    """The way to a page: (title, url) of each page from the first on."""
    items = [
        {"@type": "ListItem", "position": place, "item": {"@type": "WebPage", "@id": url, "name": title}}
        for place, (title, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def questions(parts: Sequence[Part]) -> list[Thing]:
    """An article that is mostly questions, as questions and answers; nothing for any other article."""
    headed = [part for part in parts if part.title]
    asked = [part for part in headed if part.title.endswith("?") and part.text]
    if len(asked) < _FEWEST_QUESTIONS or 2 * len(asked) <= len(headed):
        return []
    return [{"@type": "FAQPage", "mainEntity": [_question(part) for part in asked]}]


def _question(part: Part) -> Mapping[str, Any]:
    return {"@type": "Question", "name": part.title, "acceptedAnswer": {"@type": "Answer", "text": part.text}}


def clinic(one: Clinic) -> Thing:
    """A clinic: who it is and where. What it offers is left to its page, because that can be out of date."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": one.street,
        "postalCode": one.postcode,
        "addressLocality": one.town,
        "addressCountry": "DK",
    }
    place = {} if one.lat is None else {"geo": {"@type": "GeoCoordinates", "latitude": one.lat, "longitude": one.lon}}
    known = {"telephone": one.telephone, "email": one.email, "url": one.website}
    return {
        "@type": "MedicalClinic",
        "name": one.name,
        "medicalSpecialty": "Physiotherapy",
        "address": {name: value for name, value in address.items() if value},
        **place,
        **{name: value for name, value in known.items() if value},
    }
