"""Flows between urgencies as a drawing (SVG): before at the left, after at the right, a band for each flow."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from venevagt.cli.cohort_compare_names import Names
from venevagt.cli.cohort_compare_words import number
from venevagt.cohort.compare_report import Flow
from venevagt.knowledge.shape import URGENCIES, Urgency

_WIDTH = 720
_LEFT, _RIGHT, _BAR = 170, 550, 12
"""Where the bars before end and those after begin, and how wide a bar is."""
_BANDS = 260
"""The height that all bands take together."""
_LEAST = 3
"""The height of the narrowest band."""
_ROOM, _GAP, _TOP = 40, 14, 34
"""The least height of an urgency with its words, the gap between two, and the head."""


def drawing(flows: Sequence[Flow], names: Names) -> str:
    """The drawing as an element of a page, whose style gives it its colours."""
    words = names.words
    people = sum(flow.cases for flow in flows)
    widths = [max(_LEAST, _BANDS * flow.cases / people) for flow in flows]
    before, after = ([flow.before for flow in flows], [flow.after for flow in flows])
    left, right = _tops(before, widths), _tops(after, widths)
    bottom = max(
        top + _height(sides, widths, urgency)
        for sides, tops in ((before, left), (after, right))
        for urgency, top in tops.items()
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flows" viewBox="0 0 {_WIDTH} {bottom + _GAP:g}" role="img" '
        'aria-labelledby="drawing-title drawing-text">',
        f'<title id="drawing-title">{escape(words["drawing"])}</title>',
        f'<desc id="drawing-text">{escape("; ".join(_said(flow, names) for flow in flows))}</desc>',
        f'<text class="head" x="{_LEFT}" y="20" text-anchor="end">{escape(words["before"])}</text>',
        f'<text class="head" x="{_RIGHT}" y="20">{escape(words["after"])}</text>',
        *_bands(flows, widths, left, right),
        *_bars(flows, before, widths, left, names, at_left=True),
        *_bars(flows, after, widths, right, names, at_left=False),
        "</svg>",
    ]
    return "\n".join(parts)


def _said(flow: Flow, names: Names) -> str:
    people = number(flow.cases, names.language)
    return f"{names.urgency(flow.before)} \N{RIGHTWARDS ARROW} {names.urgency(flow.after)}: {people}"


def _height(sides: Sequence[Urgency], widths: Sequence[float], urgency: Urgency) -> float:
    return max(_ROOM, sum(width for side, width in zip(sides, widths, strict=True) if side == urgency))


def _tops(sides: Sequence[Urgency], widths: Sequence[float]) -> Mapping[Urgency, float]:
    """Where each urgency begins that has a band on this side, the most urgent first."""
    found: dict[Urgency, float] = {}
    at = float(_TOP)
    for urgency in reversed(URGENCIES):
        if urgency in sides:
            found[urgency] = at
            at += _height(sides, widths, urgency) + _GAP
    return found


def _bands(
    flows: Sequence[Flow], widths: Sequence[float], left: Mapping[Urgency, float], right: Mapping[Urgency, float]
) -> Iterator[str]:
    """Each band from its place at the left to that at the right, in the order of the other end: few of them cross."""
    order = sorted(range(len(flows)), key=lambda at: -URGENCIES.index(flows[at].after))
    starts = _stacked([flows[at].before for at in order], [widths[at] for at in order], left)
    begins = dict(zip(order, starts, strict=True))
    order = sorted(range(len(flows)), key=lambda at: -URGENCIES.index(flows[at].before))
    ends = _stacked([flows[at].after for at in order], [widths[at] for at in order], right)
    stops = dict(zip(order, ends, strict=True))
    middle = (_LEFT + _RIGHT) / 2
    for at, flow in enumerate(flows):
        start, end, width = begins[at], stops[at], widths[at]
        path = (
            f"M{_LEFT} {start:.1f}C{middle:g} {start:.1f} {middle:g} {end:.1f} {_RIGHT} {end:.1f}"
            f"v{width:.1f}C{middle:g} {end + width:.1f} {middle:g} {start + width:.1f} {_LEFT} {start + width:.1f}z"
        )
        yield f'<path class="{"down" if flow.less_urgent else "up"}" d="{path}"/>'


def _stacked(sides: Sequence[Urgency], widths: Sequence[float], tops: Mapping[Urgency, float]) -> Sequence[float]:
    """Where each band begins, one under the other within its urgency."""
    used = dict(tops)
    found = []
    for side, width in zip(sides, widths, strict=True):
        found.append(used[side])
        used[side] += width
    return found


def _bars(
    flows: Sequence[Flow],
    sides: Sequence[Urgency],
    widths: Sequence[float],
    tops: Mapping[Urgency, float],
    names: Names,
    *,
    at_left: bool,
) -> Iterator[str]:
    """A bar for each urgency with its name and how many people leave or reach it."""
    for urgency, top in tops.items():
        people = sum(flow.cases for flow, side in zip(flows, sides, strict=True) if side == urgency)
        x, words_x, anchor = (
            (_LEFT - _BAR, _LEFT - _BAR - 8, "end") if at_left else (_RIGHT, _RIGHT + _BAR + 8, "start")
        )
        yield f'<rect class="bar" x="{x}" y="{top:.1f}" width="{_BAR}" height="{_height(sides, widths, urgency):.1f}"/>'
        yield (
            f'<text x="{words_x}" y="{top + 15:.1f}" text-anchor="{anchor}">{escape(names.urgency(urgency))}</text>'
            f'<text class="many" x="{words_x}" y="{top + 33:.1f}" text-anchor="{anchor}">'
            f"{number(people, names.language)}</text>"
        )
