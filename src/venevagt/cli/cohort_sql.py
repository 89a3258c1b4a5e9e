"""`venevagt cohort sql`: the rules as one query for a warehouse, or as a dbt project."""

from collections.abc import Mapping
from pathlib import Path

import click

from venevagt.care.decision_dbt import PROJECT, dbt_project
from venevagt.care.decision_sql import decision_query
from venevagt.care.score_sql import TABLE
from venevagt.care.sql_answers import KINDS, Layout, layout_without
from venevagt.cli.common import fail, knowledge_option, open_model
from venevagt.knowledge.model import Model
from venevagt.logic.dialects import DIALECTS, check_dialect, table_in_dialect


@click.command("sql")
@click.option("--dialect", default=DIALECTS[0], metavar="NAME", help=f"One of: {', '.join(DIALECTS)}.")
@click.option("--table", default=TABLE, metavar="NAME", show_default=True, help="The table with the cases.")
@click.option("--id", "keep", multiple=True, metavar="COLUMN", help="Keep this column only (repeatable); else all.")
@click.option("--columns", "kind", default=KINDS[0], metavar="boolean|words", help="How yes/no findings are kept.")
@click.option("--no-unsure", is_flag=True, help="The table has no boolean columns called <finding>_unsure.")
@click.option("--without", multiple=True, metavar="FINDING", help="The table has no such column (repeatable).")
@click.option("--only", metavar="FINDING,...", help="The table has columns for these findings alone.")
@click.option("--score", "scores", multiple=True, metavar="NAME", help="Count this score too (repeatable).")
@click.option("--quoted/--bare", default=None, help="Names of columns in quotes, or not; else as the dialect is used.")
@click.option("--dbt", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Write a dbt project into DIR.")
@knowledge_option
def command(
    dialect: str,
    table: str,
    keep: tuple[str, ...],
    kind: str,
    no_unsure: bool,
    without: tuple[str, ...],
    only: str | None,
    scores: tuple[str, ...],
    quoted: bool | None,
    folder: Path | None,
    directory: Path | None,
) -> None:
    """Write the rules as one SQL query, or as a dbt project with tests.

    \b
    venevagt cohort sql                                    for DuckDB, over the table cases
    venevagt cohort sql --dialect spark --id person        keeps the column person alone
    venevagt cohort sql --columns words --without calf_difference_cm
    venevagt cohort sql --dialect snowflake --dbt DIR      a dbt project

    The query adds the columns urgency, lowest, highest, final and rule, and five for each score. It stands
    over a table with a column for each finding: true, false or null, and beside it <finding>_unsure; or, with
    --columns words, yes, no, unsure or null. Exit codes: 0 written; 2 bad input.
    """
    model = open_model(directory)
    try:
        check_dialect(dialect)
        layout = _layout(model, kind, without, only, unsure=not no_unsure)
        if folder is not None:
            files = dbt_project(model, dialect=dialect, layout=layout, keep=keep, scores=scores, quoted=quoted)
            _write(folder, files)
            click.echo(f"{len(files)} files in {folder}; there: dbt build", err=True)
            return
        query = decision_query(
            model,
            dialect=dialect,
            table=table_in_dialect(table, dialect),
            layout=layout,
            keep=keep,
            scores=scores,
            quoted=quoted,
        )
    except ValueError as error:
        fail(str(error))
    click.echo(query, nl=False)


def _layout(model: Model, kind: str, without: tuple[str, ...], only: str | None, *, unsure: bool) -> Layout:
    """Raises ValueError, which names what cannot be used."""
    chosen = next((one for one in KINDS if one == kind), None)
    if chosen is None:
        raise ValueError(f"--columns: expected {' or '.join(KINDS)}, found {kind[:40]!r}")
    listed = [name.strip() for name in (only or "").split(",") if name.strip()]
    if only is not None and not listed:
        raise ValueError("--only: expected findings with commas between them, found none")
    return layout_without(model, chosen, unsure=unsure, without=without, only=listed)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Each file whole or not at all. Raises ValueError for a folder with something else in it."""
    try:
        if folder.exists() and any(folder.iterdir()) and not _written_before(folder / PROJECT):
            raise ValueError(f"{folder}: there is something else in it, expected a new folder, or one written before")
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.part")
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(path)
    except OSError as error:
        raise ValueError(f"{folder}: cannot be written: {error.strerror}") from None


def _written_before(project: Path) -> bool:
    return project.is_file() and project.read_text(encoding="utf-8", errors="replace").startswith("name: venevagt\n")
