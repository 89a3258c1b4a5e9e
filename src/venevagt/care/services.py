"""Whom to call: by urgency, region and the clock in Denmark, and never by an expired number."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from venevagt.knowledge.model import Model, Service
from venevagt.knowledge.shape import Urgency

DENMARK = ZoneInfo("Europe/Copenhagen")
_SATURDAY = 5

CALLED: Mapping[Urgency, tuple[str, ...]] = {
    "emergency": ("emergency",),
    "doctor_today": ("own_gp", "out_of_hours"),
    "own_gp": ("own_gp",),
    "self_care": (),
}
"""Which kinds of service are called for an urgency."""


class Contact(Struct, frozen=True):
    """Somebody to call. `number` is empty where there is none, or none that is still valid;
    `note` then says what to use instead. `usual_now` is whether this is the usual time to call.
    """

    service: str
    name: str
    number: str
    region: str
    hours: str
    note: str
    usual_now: bool


def danish_now() -> datetime:
    """The time in Denmark."""
    return datetime.now(DENMARK)


def whom_to_call(
    model: Model, urgency: Urgency, language: str, at: datetime, region: str | None = None
) -> tuple[Contact, ...]:
    """The services for an urgency, the one to call at this time first.

    `region`: the id of a region; without it, all regions' numbers are given. Public holidays are
    not known here, so the doctor by day and the one out of hours are always both in the list.
    """
    kinds = CALLED[urgency]
    found = [
        _contact(model, service, language, at)
        for service in model.services.values()
        if service.kind in kinds and not (service.region and region and service.region != region)
    ]
    return tuple(sorted(found, key=lambda contact: not contact.usual_now))


def every_contact(model: Model, language: str, at: datetime) -> tuple[Contact, ...]:
    """All services, in the order of the file."""
    return tuple(_contact(model, service, language, at) for service in model.services.values())


def emergency_number(model: Model) -> str:
    """The emergency number: always shown, whatever has expired."""
    return next(service.number for service in model.services.values() if service.kind == "emergency")


def regions(model: Model, language: str) -> tuple[tuple[str, str], ...]:
    """The regions with a number of their own: (id, name)."""
    texts = model.texts[language].services
    return tuple((service.region, texts[name].region) for name, service in model.services.items() if service.region)


def _contact(model: Model, service: Service, language: str, at: datetime) -> Contact:
    text = model.texts[language].services[service.id]
    valid = service.kind == "emergency" or _valid(service, at)
    return Contact(
        service.id,
        text.name,
        service.number if valid else "",
        text.region,
        text.hours,
        "" if valid else text.instead,
        _usual(model, service, at),
    )


def _valid(service: Service, at: datetime) -> bool:
    today = at.astimezone(DENMARK).date()
    started = service.valid_from is None or service.valid_from <= today
    return started and service.review is not None and not service.review.over(today)


def _usual(model: Model, service: Service, at: datetime) -> bool:
    if service.kind == "emergency":
        return True
    by_day = next(other for other in model.services.values() if other.kind == "own_gp")
    return _open(by_day, at) == (service.kind == "own_gp")


def _open(service: Service, at: datetime) -> bool:
    local = at.astimezone(DENMARK)
    opens, closes = service.opens or 0, service.closes or 24
    return local.weekday() < _SATURDAY and opens <= local.hour < closes
