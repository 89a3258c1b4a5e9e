"""`venevagt score`: a clinical score of one patient or of many, from what is known."""

import sys
from pathlib import Path

import click

from venevagt.care.cases import CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import UnknownScore, count, count_all
from venevagt.care.score_form import form_of
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

ALL = "all"


@click.command("score")
@click.argument("name", metavar="list|all|sql|NAME[@VERSION]")
@click.argument("more", metavar="[NAME ...]", nargs=-1)
@click.option("--case", "case_file", metavar="FILE|-", help="The patient: JSON, YAML, or JSON Lines for many.")
@click.option("--lines", is_flag=True, help="The input is JSON Lines: answer each line as it comes.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--dialect", metavar="NAME", help="For sql: duckdb (default), postgres, spark, and others.")
@language_option
@knowledge_option
def command(
    name: str,
    more: tuple[str, ...],
    case_file: str | None,
    lines: bool,
    as_json: bool,
    dialect: str | None,
    language: str | None,
    directory: Path | None,
) -> None:
    """Count a score: from what is known, with what is not known as a range.

    \b
    venevagt score list                        the scores there are
    venevagt score wells_dvt --case FILE       one score
    venevagt score wells_dvt@1997 --case -     another version of it
    venevagt score all --case FILE             every score that applies
    venevagt score sql [NAME ...]              a query that counts scores of a whole table

    A finding that is absent or "unsure" is not known, and never counts as a no.
    Numbers may have a unit: "1.1 mg/dL". Exit codes: 0 counted; 2 bad input; 130 stopped.
    """
    model = open_model(directory)
    spoken = pick_language(model, language)
    if name == "sql":
        if case_file is not None or lines or as_json:
            fail("score sql prints a query, expected no --case, no --lines and no --json")
        _print_query(model, more, dialect)
        return
    if more or dialect is not None:
        fail(f"{more[0] if more else '--dialect'}: expected it only in `venevagt score sql [NAME ...]`")
    if name == "list":
        _list(model, spoken, as_json=as_json)
        return
    try:
        if name != ALL:
            form_of(model, name)
        if case_file is None:
            fail(f"without --case: expected `venevagt score {name} --case FILE`, or --case - for standard input")
        sys.exit(_count_cases(model, spoken, name, case_file, lines=lines, as_json=as_json))
    except (BadInput, UnknownScore) as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _print_query(model: Model, names: tuple[str, ...], dialect: str | None) -> None:
    from venevagt.care.score_sql import score_query
    from venevagt.logic.dialects import DIALECTS, in_dialect

    try:
        click.echo(in_dialect(score_query(model, names), DIALECTS[0] if dialect is None else dialect))
    except ValueError as error:
        fail(str(error))


def _list(model: Model, language: str, *, as_json: bool) -> None:
    texts = model.texts[language]
    if as_json:
        entries = [
            {
                "score": name,
                "name": texts.scores[name].name,
                "version": score.version,
                "versions": list(score.versions),
                "purpose": score.purpose,
                "whom": texts.scores[name].whom,
                "sources": score.sources,
            }
            for name, score in model.clinical.scores.items()
        ]
        write_json(entries, indent=True)
        return
    from venevagt.cli.score_text import show_list

    show_list(model, language)


def _count_cases(model: Model, language: str, name: str, case_file: str, *, lines: bool, as_json: bool) -> int:
    """Count each case of a file; a bad one is named on standard error and the others go on."""
    code = 0
    with opened(case_file) as stream:
        cases = open_cases("standard input" if case_file == "-" else case_file, stream, lines=lines)
        for line, value, error in cases.entries:
            try:
                if error:
                    raise BadInput(error)
                known = read_clinical_case(model, value)
                results = count_all(model, known) if name == ALL else [count(model, name, known)]
            except (BadInput, CaseError) as problem:
                click.echo(f"line {line}: {problem}" if cases.many else str(problem), err=True)
                code = BAD_INPUT
                continue
            if cases.many or as_json:
                write_json(results if name == ALL else results[0], indent=not cases.many)
            else:
                from venevagt.cli.score_text import show_results

                show_results(model, language, results, known)
    return code
