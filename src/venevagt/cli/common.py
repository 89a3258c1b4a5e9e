"""What the commands share: options, the language, and how a mistake ends."""

import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from venevagt.knowledge.model import Model

BAD_INPUT = 2
"""Exit code for input that cannot be used."""

STOPPED = 130
"""Exit code when the person stops before a result."""

knowledge_option = click.option(
    "--knowledge",
    "directory",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Use the knowledge in DIR, for example a changed copy.",
)
language_option = click.option("--lang", "language", metavar="da|en", help="Language; else by the locale, else Danish.")


def open_model(directory: Path | None) -> Model:
    """The model, or a clear message and exit code 2 when the knowledge is not sound."""
    from venevagt.knowledge.compiled import get_model
    from venevagt.knowledge.problems import KnowledgeError

    try:
        return get_model(directory)
    except KnowledgeError as error:
        fail(str(error))


def pick_language(model: Model, wanted: str | None) -> str:
    """The wanted language, else that of the locale, else the first; an unknown one is refused."""
    return language_of(model.about.languages, wanted)


def language_of(languages: Sequence[str], wanted: str | None) -> str:
    """As `pick_language`, of these languages."""
    if wanted is not None:
        if wanted not in languages:
            fail(f"unknown language {wanted[:20]!r}, expected one of: {', '.join(languages)}")
        return wanted
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # Without them Python itself takes English on some systems: nobody chose that, so it is Danish.
    windows = locale.getlocale()[0] or "" if sys.platform == "win32" else ""
    found = next((value for value in variables if value), windows)
    return next((language for language in languages if found.lower().startswith(language)), languages[0])


def fail(message: str) -> NoReturn:
    """Print a message on standard error and leave with the exit code for bad input."""
    click.echo(message, err=True)
    sys.exit(BAD_INPUT)


def write_json(value: Any, *, indent: bool) -> None:
    """Write one value as JSON and a line end to standard output."""
    import msgspec

    encoded = msgspec.json.encode(value)
    click.echo((msgspec.json.format(encoded, indent=2) if indent else encoded).decode("utf-8"))
