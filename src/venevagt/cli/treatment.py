"""`venevagt treatment`: what is known of treating a confirmed clot, for the clinician."""

import sys
from pathlib import Path

import click

from venevagt.care.cases import CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.treatment import NothingConfirmed, recommend
from venevagt.cli.case_files import BadInput, open_cases, opened
from venevagt.cli.common import (
    BAD_INPUT,
    STOPPED,
    fail,
    knowledge_option,
    language_option,
    open_model,
    pick_language,
    write_json,
)
from venevagt.knowledge.model import Model
from venevagt.knowledge.treatment import CONFIRMED


@click.command("treatment")
@click.option(
    "--case", "case_file", metavar="FILE|-", required=True, help="The patient: JSON, YAML, or JSON Lines for many."
)
@click.option("--lines", is_flag=True, help="The input is JSON Lines: answer each line as it comes.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@language_option
@knowledge_option
def command(case_file: str, lines: bool, as_json: bool, language: str | None, directory: Path | None) -> None:
    """Say what is known of treating a confirmed clot: for clinicians.

    Medicine, duration, cautions, hospital and intervention, compression and controls, each with its
    sources, and what is missing for the rest. It is no prescription: doses are only what the products'
    labels say. Without a confirmed clot it refuses: first the work-up.

    A finding that is absent or "unsure" is not known, and never counts as a no.
    Numbers may have a unit: "1.1 mg/dL". Exit codes: 0 answered; 2 bad input, or nothing confirmed; 130 stopped.
    """
    model = open_model(directory)
    spoken = pick_language(model, language)
    try:
        sys.exit(_answer(model, spoken, case_file, lines=lines, as_json=as_json))
    except BadInput as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _answer(model: Model, language: str, case_file: str, *, lines: bool, as_json: bool) -> int:
    """Answer each case of a file; a bad one is named on standard error and the others go on."""
    code = 0
    words = model.texts[language].clinic
    with opened(case_file) as stream:
        cases = open_cases("standard input" if case_file == "-" else case_file, stream, lines=lines)
        for line, value, error in cases.entries:
            try:
                if error:
                    raise BadInput(error)
                known = read_clinical_case(model, value)
                found = recommend(model, known)
            except (BadInput, CaseError, NothingConfirmed) as problem:
                refused = isinstance(problem, NothingConfirmed)
                message = f"{words['treatment_unconfirmed']} ({CONFIRMED})" if refused else str(problem)
                click.echo(f"line {line}: {message}" if cases.many else message, err=True)
                code = BAD_INPUT
                continue
            if cases.many or as_json:
                write_json(found, indent=not cases.many)
            else:
                from venevagt.cli.treatment_text import show_treatment

                show_treatment(model, language, found)
    return code
