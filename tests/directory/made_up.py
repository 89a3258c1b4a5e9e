"""Made-up clinics and files for tests. Every name in them is fictitious."""

from collections.abc import Mapping
from datetime import date

from tests.care.helpers import MODEL

from venevagt.care.clinic import Clinic, FactValue, fact
from venevagt.directory.rows import Read

DIRECTORY = MODEL.recovery.directory
DAY = date(2026, 11, 24)


def clinic(
    number: int,
    name: str = "Opdigtet Klinik",
    *,
    lat: float | None = 55.4,
    lon: float | None = 10.4,
    postcode: str = "5000",
    town: str = "Odense C",
    area: str = "1083",
    checked_on: date = DAY,
    facts: Mapping[str, FactValue] | None = None,
    **more: FactValue,
) -> Clinic:
    return Clinic(
        id=f"csv:{number}",
        name=name,
        checked_on=checked_on,
        source="made up",
        street="Opdigtet Gade 1",
        postcode=postcode,
        town=town,
        lat=lat,
        lon=lon,
        area=area,
        fictitious=True,
        facts={
            own: fact(DIRECTORY.facts[own], value, "made up", checked_on)
            for own, value in {**(facts or {}), **more}.items()
        },
    )


def rows(*clinics: Clinic) -> list[Read]:
    return [Read(line, one) for line, one in enumerate(clinics, 2)]
