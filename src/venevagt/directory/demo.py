"""The 300 made-up clinics that come with the package. Every one of them is marked as fictitious."""

from datetime import date
from functools import cache
from importlib.resources import as_file, files

from venevagt.care.clinic import Clinic
from venevagt.directory.csv_clinics import csv_clinics, read_mapping
from venevagt.directory.rows import Read
from venevagt.knowledge.directory import Directory

DEMO = "demo"
"""What stands in the place of a file's name for the made-up clinics."""

AS_OF = date(2026, 11, 30)
"""The day that the file was made for: no clinic in it was checked later."""


def demo_clinics(directory: Directory) -> list[Clinic]:
    """The made-up clinics, in the order of their file."""
    folder = files("venevagt.directory") / "data"
    with as_file(folder / "clinics_synthetic_dk.yaml") as path:
        mapping = read_mapping(directory, path)
    rows = csv_clinics(directory, _content(), mapping, AS_OF)
    return [row.clinic for row in rows if isinstance(row, Read)]


@cache
def _content() -> bytes:
    return (files("venevagt.directory") / "data" / "clinics_synthetic_dk.csv").read_bytes()
