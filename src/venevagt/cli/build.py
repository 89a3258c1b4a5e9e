"""`venevagt build`: the site as files, for any web host."""

from datetime import date, datetime
from pathlib import Path

import click

from venevagt.cli.common import fail, knowledge_option, open_model
from venevagt.cli.listing import listing_option, open_listing, report_option


@click.command("build")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--url", default="", metavar="URL", help="Where the site will be found, such as https://example.org/.")
@click.option(
    "--date",
    "day",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that the pages are made for, YYYY-MM-DD; else today.",
)
@listing_option
@report_option
@knowledge_option
def command(folder: Path, url: str, day: datetime | None, clinics: str, mail: str, directory: Path | None) -> None:
    """Write the whole site as files to DIR, for any web host.

    The pages work without a network once they have been opened, and ask nothing of any other host.
    DIR is new, empty or an earlier build. Without --url no search engine lists the site.

    \b
    Exit codes: 0 written; 2 bad input (a folder that is neither empty nor an earlier build, or
    cannot be written; an address that is none; clinics that cannot be read; knowledge that is not
    sound).
    """
    from venevagt.care.services import danish_now
    from venevagt.site.addresses import addresses_at
    from venevagt.site.build import site_files
    from venevagt.site.folder import FolderRefused, write_site

    try:
        addresses = addresses_at(url)
    except ValueError as error:
        fail(f"--url: {error}")
    model = open_model(directory)
    on: date = day.date() if day else danish_now().date()
    files = site_files(model, on=on, addresses=addresses, listing=open_listing(model, clinics, mail, on))
    try:
        write_site(folder, files, knowledge=model.about.version, sha256=model.sha256, day=on)
    except FolderRefused as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror or error}; expected a folder that can be written")
    size = sum(len(content) for content in files.values())
    click.echo(f"written: {folder}, {len(files)} files, {size / 1000:.0f} kB, for {on}")
    if not url:
        click.echo("no --url: no canonical addresses, sitemap or feed, and no search engine lists it", err=True)
