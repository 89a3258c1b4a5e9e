"""Where the bars and lines of the cohort report stand. The template draws them; a hidden count is left out."""

from collections.abc import Sequence

from msgspec import Struct

from venevagt.cli.cohort_report_words import Labels
from venevagt.cohort.report import NOT_KNOWN, Cell, Grouping, Stage

WIDTH = 720
_LABEL, _ROW, _BAR = 220, 26, 18
_TOP, _LOW, _LEFT = 12, 30, 64
_LETTERS = 28


class Bar(Struct, frozen=True):
    """A piece of a bar: where it begins, how wide it is, and its number among the urgencies."""

    x: float
    width: float
    kind: int


class BarRow(Struct, frozen=True):
    label: str
    y: float
    bars: tuple[Bar, ...]


class Line(Struct, frozen=True):
    """The points of one urgency, in pieces: a hidden count breaks the line."""

    kind: int
    pieces: tuple[str, ...]


class Tick(Struct, frozen=True):
    at: float
    label: str


class Chart(Struct, frozen=True):
    """A drawing. `lines` is empty for bars, `rows` for lines."""

    title: str
    height: float
    rows: tuple[BarRow, ...] = ()
    lines: tuple[Line, ...] = ()
    across: tuple[Tick, ...] = ()
    up: tuple[Tick, ...] = ()


def group_chart(table: Grouping, labels: Labels) -> Chart:
    """A bar for each group, split by urgency; its length is always 100 of 100."""
    rows = []
    for place, row in enumerate((*table.rows, table.all)):
        bars, at = [], 0.0
        for kind, cell in enumerate(row.cells):
            # The place of a hidden cell is left free only behind the shown ones.
            if cell.share:
                bars.append(Bar(_x(at), _x(at + cell.share) - _x(at), kind))
                at += cell.share
        rows.append(BarRow(_short(labels.group(table.id, row.id)), place * _ROW + 4, tuple(bars)))
    return Chart(labels.words["chart"].format(title=labels.title(table.id, "month")), len(rows) * _ROW + 4, tuple(rows))


def funnel_chart(stages: Sequence[Stage], labels: Labels) -> Chart:
    """A bar for each number of screens: how many of 100 were done by then."""
    shares = [(stage.id, stage.so_far) for stage in stages if stage.so_far is not None]
    rows = [
        BarRow(
            labels.stage(name),
            place * _ROW + 4,
            (Bar(_x(0), _x(cell.share) - _x(0), 1),) if cell.share else (),
        )
        for place, (name, cell) in enumerate(shares)
    ]
    title = labels.words["chart_funnel"].format(title=labels.words["funnel"])
    return Chart(title, len(rows) * _ROW + 4, tuple(rows))


def time_chart(table: Grouping, labels: Labels) -> Chart:
    """A line for each urgency over the periods; who has no day is not in it."""
    rows = [row for row in table.rows if row.id != NOT_KNOWN]
    most = max((cell.persons or 0 for row in rows for cell in row.cells), default=0) or 1
    height = 260.0
    step = (WIDTH - _LEFT - 20) / max(len(rows) - 1, 1)

    def point(place: int, cell: Cell) -> str:
        return f"{_LEFT + place * step:.1f},{_up(cell.persons or 0, most, height):.1f}"

    lines = []
    for kind in range(len(table.columns)):
        pieces: list[list[str]] = [[]]
        for place, row in enumerate(rows):
            if row.cells[kind].hidden:
                pieces.append([])
            else:
                pieces[-1].append(point(place, row.cells[kind]))
        lines.append(Line(kind, tuple(" ".join(piece) for piece in pieces if piece)))
    every = max(1, -(-len(rows) // 6))
    across = [Tick(_LEFT + place * step, rows[place].id) for place in range(0, len(rows), every)]
    up = [Tick(_up(most * part // 2, most, height), labels.number(most * part // 2)) for part in range(3)]
    title = labels.words["chart_time"].format(title=labels.title("date", "month"))
    return Chart(title, height, (), tuple(lines), tuple(across), tuple(up))


def _x(share: float) -> float:
    return round(_LABEL + (WIDTH - _LABEL - 4) * share / 100, 1)


def _up(persons: int, most: int, height: float) -> float:
    return height - _LOW - (height - _LOW - _TOP) * persons / most


def _short(label: str) -> str:
    return label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "\N{HORIZONTAL ELLIPSIS}"
