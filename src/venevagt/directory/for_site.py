"""The clinics that the site shows."""

from datetime import date

from msgspec.structs import replace

from venevagt.care.clinic import Clinic
from venevagt.directory.stores import open_store
from venevagt.knowledge.directory import Directory


def clinics_for_site(directory: Directory, where: str, on: date) -> list[Clinic]:
    """The clinics of a directory (a file, a PostgreSQL address, or `demo`) for the site of a day, by id.

    Facts that are already out of date are left out; the others go out of date on the site as they do here.
    Raises StoreError where the directory cannot be opened.
    """
    store = open_store(directory, where)
    try:
        return [_still_known(clinic, on) for clinic in sorted(store.every(), key=lambda clinic: clinic.id)]
    finally:
        store.close()


def _still_known(clinic: Clinic, on: date) -> Clinic:
    return replace(clinic, facts={name: fact for name, fact in clinic.facts.items() if on <= fact.unknown_after})
