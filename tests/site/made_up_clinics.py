"""Clinics made up by chance, for tests and benchmarks: what can be known of one, in every state that it can be in."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.care.helpers import MODEL

from venevagt.care.clinic import Clinic, ClinicFact, FactValue, fact
from venevagt.directory.postcodes import postcodes
from venevagt.knowledge.directory import FactKind
from venevagt.site.clinic_kinds import known_kinds

DIRECTORY = MODEL.recovery.directory
TODAY = date(2026, 11, 24)
SOURCES = ("synthetic", "made-up register", "made-up list")
HOURS = ("Mo-Fr 08:00-16:00; PH off", "Mo,We 08:00-20:00; Tu,Th,Fr 08:00-16:00; PH off", "Mo-Th 07:30-17:00")


def clinics(count: int, *, seed: int = 20261124) -> tuple[Clinic, ...]:
    """So many clinics all over the country."""
    chance = random.Random(seed)
    return tuple(_clinic(chance, number) for number in range(count))


def _clinic(chance: random.Random, number: int) -> Clinic:
    place = chance.choice(list(postcodes().values()))
    source, checked = chance.choice(SOURCES), TODAY - timedelta(chance.randrange(900))
    known = chance.random() < 0.95
    return Clinic(
        id=f"csv:Demo {number:05d}",
        name=f"Opdigtet klinik {chance.randrange(10**6)} {place.town}",
        checked_on=checked,
        source=source,
        street=f"Eksempelvej {chance.randrange(1, 400)}{chance.choice(['', 'A', 'B', ', 1. sal'])}",
        postcode=place.code,
        town=place.town if chance.random() < 0.9 else "En anden by",
        lat=round(place.lat + chance.uniform(-0.03, 0.03), 5) if known else None,
        lon=round(place.lon + chance.uniform(-0.03, 0.03), 5) if known else None,
        municipality=place.municipality,
        area=place.area,
        telephone=f"{chance.randrange(10**8):08d}",
        fictitious=True,
        facts=_facts(chance, source, checked),
    )


def _facts(chance: random.Random, source: str, checked: date) -> Mapping[str, ClinicFact]:
    """About half of all facts; most were checked with the rest of the clinic, some by another source on another day."""
    found = {}
    for name, kind in known_kinds(MODEL).items():
        if chance.random() < 0.6:
            own = chance.random() < 0.3
            on = checked + timedelta(chance.randrange(-200, 400)) if own else checked
            said = fact(kind, _value(chance, kind), chance.choice(SOURCES) if own else source, on)
            short = chance.random() < 0.05
            found[name] = ClinicFact(said.value, said.source, on, on + timedelta(30)) if short else said
    return found


def _value(chance: random.Random, kind: FactKind) -> FactValue:
    if kind.type == "yes_no":
        return chance.random() < 0.6
    if kind.type == "number":
        return float(chance.randrange(int(kind.low), 20))
    if kind.type == "choice":
        return chance.choice(kind.options)
    if kind.type == "choices":
        return tuple(sorted(chance.sample(kind.options, chance.randrange(1, min(3, len(kind.options))))))
    return chance.choice(HOURS) if kind.asked == "open_at" else f"{chance.randrange(10**6):06d}"


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value
