"""The cohort report as text for the terminal."""

from collections.abc import Iterator, Sequence

from venevagt.cli.cohort_report_words import Labels
from venevagt.cohort.report import Cell, Grouping, Report, Stage

_WIDEST = 48
"""Letters of the first column; a longer name is cut."""


def report_text(report: Report, labels: Labels) -> str:
    """Everything, table after table."""
    parts = ["\n".join(_head(report, labels))]
    parts += ["\n".join(_grouping(one, report.by, labels)) for one in report.groupings]
    if report.funnel:
        parts.append("\n".join(_funnel(report.funnel, labels)))
    parts.append(labels.small(report.at_least))
    return "\n\n".join(parts)


def notes(report: Report, labels: Labels) -> Iterator[tuple[str, str]]:
    """What a reader has to know of the file: a name and what it says."""
    words = labels.words
    yield words["file"], report.name
    yield words["rows"], labels.number(report.rows)
    yield words["counted"], labels.number(report.counted)
    bad = ", ".join(f"{name} {labels.number(count)}" for name, count in sorted(report.bad.items()))
    yield words["bad"], f"{labels.number(sum(report.bad.values()))} ({bad})" if bad else "0"
    yield words["knowledge"], f"{report.version} ({report.sha256[:12]})"
    if report.assessed:
        yield words["assessed_with"], report.assessed_with[:12] or words["not_said"]
    yield words["missing"], ", ".join(report.missing) or words["none"]
    if report.regions_without_people:
        yield words["without_people"], ", ".join(report.regions_without_people)


def shown(cell: Cell, labels: Labels) -> str:
    """A count, or the sign that stands for a hidden one."""
    return cell.hidden or labels.number(cell.persons or 0)


def _head(report: Report, labels: Labels) -> Iterator[str]:
    if report.synthetic:
        yield f"*** {labels.words['synthetic']} ***"
    for name, value in notes(report, labels):
        yield f"{name}: {value}"
    yield labels.words["advises"]


def _grouping(table: Grouping, by: str, labels: Labels) -> Iterator[str]:
    words = labels.words
    rated = any(row.total.rate is not None for row in table.rows)
    head = [words["group"], words["persons"], words["share"]]
    head += [words["rate"]] if rated else []
    for column in table.columns:
        head += [labels.urgency(column), "%"]
    lines = [head]
    for row in (*table.rows, table.all):
        line = [labels.group(table.id, row.id), shown(row.total, labels), labels.decimal(row.total.share)]
        line += [labels.decimal(row.total.rate)] if rated else []
        for cell in row.cells:
            line += [shown(cell, labels), labels.decimal(cell.share)]
        lines.append(line)
    yield labels.title(table.id, by)
    yield from _aligned(lines)


def _funnel(stages: Sequence[Stage], labels: Labels) -> Iterator[str]:
    words = labels.words
    lines = [[words["stage"], words["persons"], words["share"], words["so_far"], words["questions"]]]
    for stage in stages:
        so_far = stage.so_far
        lines.append(
            [
                labels.stage(stage.id),
                shown(stage.total, labels),
                labels.decimal(stage.total.share),
                "" if so_far is None else so_far.hidden or labels.decimal(so_far.share),
                labels.decimal(stage.questions),
            ]
        )
    yield words["funnel"]
    yield from _aligned(lines)


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns under each other: the first to the left, the others to the right."""
    cut = [[line[0][:_WIDEST], *line[1:]] for line in lines]
    widths = [max(len(cell) for cell in column) for column in zip(*cut, strict=True)]
    for line in cut:
        cells = [
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
        ]
        yield "  ".join(cells).rstrip()
