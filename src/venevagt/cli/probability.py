"""`venevagt probability`: how likely a clot is, in parts that can be looked at, beside what is published."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from venevagt.care.calibration import band_rows, chain_rows
from venevagt.care.cases import CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.probability import assess_probability
from venevagt.care.probability_result import ProbabilityResult
from venevagt.care.probability_start import NoStart, read_share
from venevagt.care.score_form import Known, UnknownScore
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
from venevagt.logic.nearest import did_you_mean


@click.command("probability")
@click.argument("what", metavar="[calibrate]", required=False)
@click.option("--of", "outcome", metavar="dvt|pe", help="Of what: a clot in a deep vein, or a pulmonary embolism.")
@click.option("--case", "case_file", metavar="FILE|-", help="The patient: JSON, YAML, or JSON Lines for many.")
@click.option("--pretest", metavar="SHARE", help="Start from your own number: 0.12, 12% or 5-20% (95 % interval).")
@click.option(
    "--score", metavar="NAME", help="Start from the group of this score; with --pretest: its likelihood ratio."
)
@click.option("--rule-out", "rule_out", metavar="SHARE", help="Below this the clot counts as excluded.")
@click.option("--treat", metavar="SHARE", help="From this on it is treated without a further examination.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--svg", "svg_file", metavar="FILE", help="Draw a Fagan nomogram and 100 people into this file.")
@language_option
@knowledge_option
def command(
    what: str | None,
    case_file: str | None,
    svg_file: str | None,
    language: str | None,
    directory: Path | None,
    *,
    as_json: bool,
    **options: str | None,
) -> None:
    """How likely a clot is, from a score or your own number and from what is known.

    \b
    venevagt probability --of dvt --case FILE                  from the Wells score
    venevagt probability --of dvt --case - --pretest 5-20%     from your own number
    venevagt probability calibrate                             beside published results

    What a score weighs already is not counted once more. It is arithmetic on published figures and no
    diagnosis. Exit codes: 0 calculated; 2 bad input; 130 stopped.
    """
    model = open_model(directory)
    spoken = pick_language(model, language)
    if what is not None:
        if what != "calibrate":
            fail(f"unknown word {what[:40]!r}, expected calibrate, or --of dvt|pe --case FILE")
        if case_file is not None or svg_file is not None or any(options.values()):
            fail("probability calibrate compares published results, expected only --json, --lang and --knowledge")
        _calibrate(model, spoken, as_json=as_json)
        return
    try:
        wanted = _wanted(model, options)
        if case_file is None:
            fail("without --case: expected `venevagt probability --of dvt --case FILE`, or --case - for standard input")
        sys.exit(_cases(model, spoken, case_file, svg_file, wanted, as_json=as_json))
    except (BadInput, NoStart, UnknownScore) as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _wanted(model: Model, options: Mapping[str, str | None]) -> dict[str, Any]:
    """The options as `assess_probability` takes them. Raises NoStart for a share that cannot be used."""
    outcomes = model.clinical.probability.starting_points
    outcome = options["outcome"]
    if outcome not in outcomes:
        found = "without --of" if outcome is None else f"--of {outcome[:40]!r}"
        near = did_you_mean(outcome or "", outcomes)
        fail(f"{found}: expected one of {', '.join(outcomes)}" + (f"; {near}" if near else ""))
    pretest = options["pretest"]
    limits: dict[str, float | None] = {}
    for name in ("rule_out", "treat"):
        text = options[name]
        share = None if text is None else read_share(text)
        if share is not None and share.point is None:
            fail(f"--{name.replace('_', '-')} {text}: expected one share such as 2%, no interval")
        limits[name] = None if share is None else share.point
    return {
        "outcome": outcome,
        "pretest": None if pretest is None else read_share(pretest),
        "score": options["score"],
        **limits,
    }


def _cases(
    model: Model, language: str, case_file: str, svg_file: str | None, wanted: Mapping[str, Any], *, as_json: bool
) -> int:
    """Calculate each case of a file; a bad one is named on standard error and the others go on."""
    code = 0
    with opened(case_file) as stream:
        cases = open_cases("standard input" if case_file == "-" else case_file, stream)
        if cases.many and svg_file is not None:
            fail("--svg draws one patient, expected a file with one case")
        for line, value, error in cases.entries:
            try:
                if error:
                    raise BadInput(error)
                known = read_clinical_case(model, value)
                result = assess_probability(model, known=known, **wanted)
            except (BadInput, CaseError, NoStart) as problem:
                click.echo(f"line {line}: {problem}" if cases.many else str(problem), err=True)
                code = BAD_INPUT
                continue
            _show(model, language, result, known, svg_file, as_json=cases.many or as_json, indent=not cases.many)
    return code


def _show(
    model: Model,
    language: str,
    result: ProbabilityResult,
    known: Known,
    svg_file: str | None,
    *,
    as_json: bool,
    indent: bool,
) -> None:
    if svg_file is not None:
        from venevagt.cli.probability_drawing import drawing

        try:
            Path(svg_file).write_text(drawing(model, language, result), encoding="utf-8")
        except (OSError, ValueError) as error:
            raise BadInput(
                f"{svg_file}: {getattr(error, 'strerror', None) or error}; expected a file to write"
            ) from None
    if as_json:
        write_json(result, indent=indent)
        return
    from venevagt.cli.probability_text import show_probability

    show_probability(model, language, result, known)


def _calibrate(model: Model, language: str, *, as_json: bool) -> None:
    bands, chains = [*band_rows(model)], [*chain_rows(model)]
    if as_json:
        write_json({"bands": bands, "chains": chains}, indent=True)
        return
    from venevagt.cli.calibration_text import show_calibration

    show_calibration(model, language, bands, chains)
