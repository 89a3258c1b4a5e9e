"""`venevagt check`: the interview in the terminal, or cases from a file."""

import sys
from pathlib import Path

import click

from venevagt.care.assess import assess
from venevagt.care.cases import CaseError, read_case
from venevagt.cli.case_files import BadInput, CaseInput, open_cases, opened
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


@click.command("check")
@click.option("--case", "case_file", metavar="FILE|-", help="Assess a case: JSON, YAML, or JSON Lines for many.")
@click.option("--lines", is_flag=True, help="The input is JSON Lines: answer each line as it comes.")
@click.option("--json", "as_json", is_flag=True, help="Print the assessment as JSON.")
@language_option
@knowledge_option
def command(case_file: str | None, lines: bool, as_json: bool, language: str | None, directory: Path | None) -> None:
    """Answer a few questions and get the right urgency, or assess cases from a file.

    \b
    Exit codes: 0 assessed; 2 bad input (unknown finding, wrong value, broken file);
    130 stopped with q or Ctrl-C before a result. The urgency is in the answer,
    never in the exit code.
    """
    model = open_model(directory)
    spoken = pick_language(model, language)
    if case_file is None:
        from venevagt.cli.asking import interview

        sys.exit(interview(model, spoken, as_json=as_json))
    try:
        with opened(case_file) as stream:
            name = "standard input" if case_file == "-" else case_file
            sys.exit(_assess_all(model, spoken, open_cases(name, stream, lines=lines), as_json=as_json))
    except BadInput as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _assess_all(model: Model, language: str, cases: CaseInput, *, as_json: bool) -> int:
    """Assess every entry; a bad one is named on standard error and the others go on."""
    code = 0
    for line, value, error in cases.entries:
        try:
            if error:
                raise BadInput(error)
            result = assess(model, read_case(model, value), language=language)
        except (BadInput, CaseError) as problem:
            where = f"line {line}: " if cases.many else ""
            click.echo(f"{where}{problem}", err=True)
            code = BAD_INPUT
            continue
        if cases.many or as_json:
            write_json(result, indent=not cases.many)
        else:
            from venevagt.cli.result import show_result

            show_result(model, result, read_case(model, value))
    return code
