"""The cohort report as files: a folder of CSV, and one HTML page that asks nothing of the network."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from venevagt.cli.cohort_report_charts import funnel_chart, group_chart, time_chart
from venevagt.cli.cohort_report_text import notes, shown
from venevagt.cli.cohort_report_words import Labels
from venevagt.cohort.report import Cell, Grouping, Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""
_LEAST_FOR_LINES = 8
"""Periods. Fewer are bars: a line through a few points says too much."""


def write_csv(report: Report, labels: Labels, folder: Path) -> None:
    """One file for each table, and `about.csv` with what a reader has to know. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in report.groupings:
        _write(folder / f"{table.id}.csv", _csv(_table_lines(table, labels)))
    if report.funnel:
        lines = [["stage", "label", "persons", "share", "done_by_then_share", "questions"]]
        for stage in report.funnel:
            so_far = "" if stage.so_far is None else stage.so_far.hidden or _plain(stage.so_far.share)
            lines.append(
                [stage.id, labels.stage(stage.id), *_cell(stage.total), so_far, _plain(stage.questions)],
            )
        _write(folder / "funnel.csv", _csv(lines))
    about = [["what", "value"], ["synthetic", "yes" if report.synthetic else "no"], *map(list, notes(report, labels))]
    _write(folder / "about.csv", _csv([*about, [labels.small(report.at_least), ""]]))


def write_html(report: Report, labels: Labels, path: Path) -> None:
    """The page; every word of the file is escaped. Raises OSError."""
    templates = Environment(
        loader=PackageLoader("venevagt.cli"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = templates.get_template("cohort-report.html").render(
        report=report,
        labels=labels,
        words=labels.words,
        notes=list(notes(report, labels)),
        shown=lambda cell: shown(cell, labels),
        charts={table.id: _chart(table, labels) for table in report.groupings if table.columns},
        funnel=funnel_chart(report.funnel, labels),
        rated=[table.id for table in report.groupings if any(row.total.rate is not None for row in table.rows)],
    )
    _write(path, page.encode("utf-8"))


def _chart(table: Grouping, labels: Labels) -> object:
    lines = table.id == "date" and len(table.rows) >= _LEAST_FOR_LINES
    return time_chart(table, labels) if lines else group_chart(table, labels)


def _table_lines(table: Grouping, labels: Labels) -> Iterator[Sequence[str]]:
    """Numbers as machines read them; the ids of the knowledge, and beside them the words."""
    head = ["group", "label", "persons", "share", "per_100000"]
    for column in table.columns:
        head += [column, f"{column}_share", f"{column}_per_100000"]
    yield head
    for row in (*table.rows, table.all):
        line = [row.id, labels.group(table.id, row.id)]
        for cell in (row.total, *row.cells):
            line += [*_cell(cell), _plain(cell.rate)]
        yield line


def _cell(cell: Cell) -> Iterable[str]:
    return cell.hidden or str(cell.persons or 0), _plain(cell.share)


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_no_formula(cell) for cell in line] for line in lines])
    return text.getvalue().encode("utf-8")


def _no_formula(cell: str) -> str:
    """An apostrophe before what a spreadsheet would calculate."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: beside, then renamed."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)
