"""The clinics that a site shows: the options that name them, and what is wrong with them in words."""

import re
from datetime import date
from typing import TYPE_CHECKING

import click

from venevagt.cli.common import fail
from venevagt.knowledge.model import Model

if TYPE_CHECKING:
    from venevagt.directory.listing import Listing

_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

listing_option = click.option(
    "--directory",
    "clinics",
    default="",
    metavar="FILE|demo",
    help="Clinics to search, from `venevagt directory import`; demo: 300 that are made up and marked so.",
)
report_option = click.option(
    "--report-to", "mail", default="", metavar="MAIL", help="Where people can report an error about a clinic."
)


def open_listing(model: Model, clinics: str, mail: str, on: date) -> "Listing | None":
    """The clinics of a directory on a day, None where none was named, or a clear message and exit code 2."""
    if mail and not _MAIL.fullmatch(mail):
        fail(f"--report-to: found {mail[:60]!r}, expected an address such as post@example.org")
    if not clinics:
        return None
    from venevagt.directory.for_site import clinics_for_site
    from venevagt.directory.listing import Listing
    from venevagt.directory.store import StoreError

    try:
        found = clinics_for_site(model.recovery.directory, clinics, on)
    except StoreError as error:
        fail(f"--directory: {error}")
    if not found:
        fail(f"--directory: no clinic in {clinics[:60]}; import some with `venevagt directory import`")
    return Listing(tuple(found), mail)
