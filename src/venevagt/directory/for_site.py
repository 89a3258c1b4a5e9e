"""The clinics that the site shows."""

from datetime import date

from venevagt.care.clinic import Clinic
from venevagt.directory.demo import DEMO, demo_clinics
from venevagt.knowledge.directory import Directory


def clinics_for_site(directory: Directory, where: str, on: date) -> list[Clinic]:
    """The clinics of a directory (`demo`: the made-up ones), by id."""
    assert where == DEMO
    return sorted(demo_clinics(directory), key=lambda clinic: clinic.id)
