"""`venevagt safety-case`: the safety case as one document, from the knowledge base."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from venevagt.cli.common import fail, knowledge_option, open_model

if TYPE_CHECKING:
    from venevagt.safety_case.shapes import SafetyCase

REFUTED = 1
"""Exit code when a property does not hold; the document is written and says so."""

HTML_ONLY = 3
"""Exit code when there is no PDF, since typst is not installed."""

_NAME = "safety-case"


@click.command(_NAME)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Where to write; else the folder at hand.",
)
@knowledge_option
def command(folder: Path, directory: Path | None) -> None:
    """Write the safety case from the knowledge base: safety-case.html and safety-case.pdf.

    It says what could go wrong, what prevents it, how that is known and what risk is left. The
    properties are proved anew where the solver is installed. It is a working document, no certificate.

    \b
    Exit codes: 0 both written; 1 written, but a property does not hold; 2 bad input
    (a folder that cannot be written, knowledge that is not sound); 3 only the HTML
    written, since typst is not installed.
    """
    from venevagt.safety_case import pdf
    from venevagt.safety_case.html import to_html
    from venevagt.safety_case.proved import proofs, second_check
    from venevagt.safety_case.trace import trace

    model = open_model(directory)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _unwritable(folder, error)
    case = trace(model, proofs(model), second_check(model))
    _write(folder / f"{_NAME}.html", to_html(case))
    printable = pdf.typst_installed()
    if printable:
        _write(folder / f"{_NAME}.pdf", pdf.to_pdf(case))
    else:
        _explain_no_pdf(folder / f"{_NAME}.pdf")
    _report(case)
    sys.exit(REFUTED if case.refuted or not case.second.agrees else 0 if printable else HTML_ONLY)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        _unwritable(path, error)
    click.echo(f"written: {path}")


def _unwritable(path: Path, error: OSError) -> NoReturn:
    fail(f"{path}: {error.strerror or error}; expected a folder that can be written, choose another with -o")


def _explain_no_pdf(path: Path) -> None:
    click.echo("no PDF: typst is not installed; install it with: pip install 'venevagt[pdf]'", err=True)
    if path.exists():
        click.echo(f"{path} is left from an earlier run and does not belong to this knowledge", err=True)


def _report(case: "SafetyCase") -> None:
    """How many properties are proved, and those that do not hold."""
    states = [one.proof.state for one in case.properties]
    click.echo(
        f"{len(case.hazards)} hazards; {states.count('proved')} of {len(states)} properties proved"
        + (" (no solver here: pip install 'venevagt[prove]')" if "not_proved" in states else "")
    )
    click.echo(case.second.words, err=not case.second.agrees)
    for name in case.refuted:
        click.echo(f"DOES NOT HOLD: {name.label}; `venevagt prove` shows a case", err=True)
