"""Until when a telephone number may be shown, for pages that are read long after they were made."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from venevagt.knowledge.model import Model


class LastDay(Struct, frozen=True):
    """The last day of a number, and the words to show after it."""

    day: date
    instead: str


def last_day(model: Model, service: str) -> date | None:
    """The last day of a service's number; None for the emergency number, which is always shown."""
    found = model.services[service]
    if found.kind == "emergency" or found.review is None:
        return None
    return found.review.valid_to


def last_days(model: Model, language: str) -> Mapping[str, LastDay]:
    """Of every number that has a last day, by its address (tel:...)."""
    texts = model.texts[language].services
    return {
        f"tel:{service.number.replace(' ', '')}": LastDay(day, texts[name].instead)
        for name, service in model.services.items()
        if service.number and (day := last_day(model, name))
    }
