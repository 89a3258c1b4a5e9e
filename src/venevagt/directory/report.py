"""What an operator has to know of a directory: how much there is, how fresh, and what the imports did."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from venevagt.care.clinic import known_fact
from venevagt.directory.store import ImportRecord, Store
from venevagt.knowledge.directory import Directory


class FactCount(Struct, frozen=True):
    """Of how many clinics a fact is known on the day, and of how many it is out of date."""

    known: int
    expired: int


class Report(Struct, frozen=True, kw_only=True):
    """A directory on one day, without any name. `stale`: ids with the record or a fact out of date."""

    on: date
    clinics: int
    fictitious: int
    layers: Mapping[str, int]
    stale: tuple[str, ...]
    facts: Mapping[str, FactCount]
    imports: tuple[ImportRecord, ...]


def report(directory: Directory, store: Store, on: date) -> Report:
    """Count everything once."""
    layers: Counter[str] = Counter()
    known: Counter[str] = Counter()
    said: Counter[str] = Counter()
    fictitious = 0
    for clinic in store.every():
        layers[clinic.layer] += 1
        fictitious += clinic.fictitious
        for name in clinic.facts:
            said[name] += 1
            known[name] += known_fact(clinic, name, on) is not None
    return Report(
        on=on,
        clinics=layers.total(),
        fictitious=fictitious,
        layers=dict(layers),
        stale=tuple(store.stale(on)),
        facts={name: FactCount(known[name], said[name] - known[name]) for name in directory.facts if said[name]},
        imports=tuple(store.imports()),
    )
