"""`venevagt evaluate`: an open set of cases, or of patients, against the rules, as a table."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from venevagt.care.agreement import Judged, OpenCase, judge, shares
from venevagt.care.cases import CaseError
from venevagt.care.decode import decode_json
from venevagt.cli.case_files import BadInput
from venevagt.cli.common import fail, knowledge_option, open_model
from venevagt.knowledge.model import Model


@click.command("evaluate")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--unmentioned",
    type=click.Choice(["no", "unknown"]),
    default="no",
    show_default=True,
    help="What a finding counts as that a story leaves out.",
)
@click.option(
    "--mapping",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="For CSV: what the columns mean and which rules are tried; else the known set with these columns.",
)
@knowledge_option
def command(file: Path, unmentioned: str, mapping: Path | None, directory: Path | None) -> None:
    """Run an open set of cases (JSON Lines) or patients (CSV) and print how well the rules do.

    JSON Lines: each line has id, findings and acceptable (a list of urgencies); diagnosis and note are shown.

    CSV: each line is a patient whose outcome is known, with 0 or 1 in each column.
    docs/evaluation.md has both formats. Exit codes: 0 evaluated; 2 bad input.
    """
    model = open_model(directory)
    if mapping is not None or file.suffix.lower() == ".csv":
        _evaluate_patients(model, file, mapping)
        return
    counts_as = "unknown" if unmentioned == "unknown" else "no"
    judged: list[Judged] = []
    try:
        with file.open("rb") as stream:
            for number, case in _cases(file, stream):
                try:
                    judged.append(judge(model, case, unmentioned=counts_as))  # type: ignore[arg-type]
                except CaseError as error:
                    fail(f"{file}:{number}: {error}")
    except OSError as error:
        fail(f"{file}: {error.strerror or error}; expected a file of cases, one JSON object a line")
    except BadInput as error:
        fail(str(error))
    if not judged:
        fail(f"{file}: empty, expected one case a line")
    click.echo(_table(judged, unmentioned, f"{model.about.version} {model.sha256[:12]}"))


def _evaluate_patients(model: Model, file: Path, mapping: Path | None) -> None:
    from venevagt.cli.evaluate_patients import evaluated

    try:
        click.echo(evaluated(model, file, mapping))
    except BadInput as error:
        fail(str(error))


def _cases(file: Path, stream: BinaryIO) -> Iterator[tuple[int, OpenCase]]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                yield number, msgspec.convert(decode_json(line.rstrip()), OpenCase)
            except (ValueError, msgspec.ValidationError) as error:
                raise BadInput(f"{file}:{number}: {error}") from None


def _table(judged: list[Judged], unmentioned: str, knowledge: str) -> str:
    lines = [
        f"{len(judged)} cases; what a story leaves out counts as {unmentioned}; knowledge {knowledge}",
        "",
        f"{'':14}{'count':>8}{'share':>9}   95 % exact binomial interval",
    ]
    lines += [
        f"{share.name:14}{share.count:>4}/{share.total:<3}{100 * share.count / share.total:>8.1f} %   "
        f"{100 * share.low:.1f} to {100 * share.high:.1f} %"
        for share in shares(judged)
    ]
    differing = [one for one in judged if one.verdict != "in"]
    lines += ["", f"cases outside their acceptable urgencies: {len(differing) or 'none'}"]
    for one in differing:
        acceptable = " or ".join(one.case.acceptable)
        lines.append(
            f"  {one.case.id:14}{one.verdict:6} got {one.urgency} ({', '.join(one.rules)}), acceptable {acceptable}: "
            f"{one.case.diagnosis}"
        )
    return "\n".join(lines)
