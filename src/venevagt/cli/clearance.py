"""`venevagt clearance`: a clinician's key, a clearance made and signed with it, and one that is read."""

import os
from pathlib import Path

import click

from venevagt.care.clearance import ClearanceError, Held, read_clearance, read_held, signed_bytes, write_held
from venevagt.care.rehabilitation_words import field_rows
from venevagt.care.services import danish_now
from venevagt.care.signature import NOT_INSTALLED, KeyFileError, fingerprint, new_key, public_key_of, sign
from venevagt.care.words import filled
from venevagt.cli.common import fail, knowledge_option, language_option, open_model, pick_language, write_json
from venevagt.cli.page import Page
from venevagt.knowledge.model import Model

_PRIVATE = 0o600
_OTHERS = 0o644


@click.group("clearance")
def command() -> None:
    """Make or read a clearance: what a clinician allows after a clot.

    A signature shows that nothing was changed since the owner of the key wrote it. It does not show whose the key
    is: compare the six groups of digits with the clinician, by telephone or in person.
    """


@command.command("key")
@click.option("--out", metavar="FILE", required=True, type=click.Path(path_type=Path), help="Where to write the key.")
def key(out: Path) -> None:
    """Make a key to sign with. Whoever has the file can sign: keep it to yourself."""
    try:
        pem = new_key()
        public = public_key_of(pem)
    except ImportError:
        fail(NOT_INSTALLED)
    _write_new(out, pem, _PRIVATE)
    click.echo(f"{out}: a new private key. Its numbers, to be read aloud: {fingerprint(public)}")


@command.command("make")
@click.option("--key", "key_file", metavar="FILE", type=click.Path(path_type=Path), help="Sign with this key.")
@click.option("--out", metavar="FILE", required=True, type=click.Path(path_type=Path), help="Where to write it.")
@click.option("--by", help="Who gives it: name, title, place.")
@click.option("--given-on", metavar="DAY", help="Day such as 2026-11-24; today when left out.")
@click.option("--diagnosis", help="Where the clot is.")
@click.option("--treatment-started", metavar="DAY", help="The first day of treatment.")
@click.option("--treatment", help="goes_on or ended.")
@click.option("--up-to-stage", metavar="STAGE", help="The last stage that is allowed.")
@click.option("--watch", help="What to watch for.")
@click.option("--call", help="Whom to call.")
@click.option("--until", metavar="DAY", help="The last day on which it holds.")
@knowledge_option
def make(key_file: Path | None, out: Path, directory: Path | None, **fields: str | None) -> None:
    """Write a clearance to a file; without --key it is an own entry that nobody signed."""
    model = open_model(directory)
    fields["given_on"] = fields["given_on"] or str(danish_now().date())
    try:
        clearance = read_clearance(model, {name: value for name, value in fields.items() if value is not None})
        held = Held(clearance)
        if key_file is not None:
            pem = key_file.read_bytes()
            held = Held(clearance, public_key_of(pem), sign(pem, signed_bytes(clearance)))
    except ClearanceError as error:
        fail(str(error))
    except KeyFileError as error:
        fail(f"{key_file}: {error}")
    except OSError as error:
        fail(f"{key_file}: {error.strerror}, expected a key; `venevagt clearance key` makes one")
    except ImportError:
        fail(NOT_INSTALLED)
    _write_new(out, write_held(held), _OTHERS)
    signed = f"signed, with the key {fingerprint(held.public_key)}" if held.public_key else "not signed: an own entry"
    click.echo(f"{out}: {signed}")


@command.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@language_option
@knowledge_option
def read(file: Path, as_json: bool, language: str | None, directory: Path | None) -> None:
    """Show a clearance, and whether it is as it was signed. Exit codes: 0 it is; 2 refused."""
    model = open_model(directory)
    spoken = pick_language(model, language)
    held = open_clearance(model, file)
    if as_json:
        write_json(held, indent=True)
        return
    page = Page(model, spoken)
    words = model.texts[spoken].rehabilitation
    page.heading(words["clearance_title"])
    page.rows(("-", f"{asked} {answer}") for asked, answer in field_rows(model, spoken, held))
    page.line()
    signed = filled(words["clearance_signed"], fingerprint=fingerprint(held.public_key)) if held.public_key else ""
    page.line(signed or words["clearance_own"])


def open_clearance(model: Model, file: Path) -> Held:
    """The clearance in a file, or a clear message and exit code 2."""
    try:
        return read_held(model, file.read_bytes())
    except OSError as error:
        fail(f"{file}: {error.strerror}, expected a file with a clearance")
    except ClearanceError as error:
        fail(f"{file}: {error}")


def _write_new(file: Path, content: bytes, mode: int) -> None:
    """Write a file that is not there yet: a key or a clearance is never overwritten."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as target:
            target.write(content)
    except FileExistsError:
        fail(f"{file}: is there already, expected a new name: a file is never overwritten")
    except OSError as error:
        fail(f"{file}: {error.strerror}, expected a file that can be written")
