"""A pathway as a drawing (SVG): boxes from the top downwards, their kind told by shape and words, the way marked."""

from collections.abc import Iterable, Sequence
from html import escape

from venevagt.care.layered import Arrow, Box, Layout, Line, Place, Point, lay_out
from venevagt.care.pathway_graph import Marked, PathwayGraph, StepBox, Words
from venevagt.knowledge.pathways import StepKind

_WIDTH = 214
_SIDE = 15
"""From a box's edge to its words: also as far as the points of a question reach."""
_PADDING = 9
_LINE = 16
_WORDS_WIDTH = 116
"""The widest line of the words of an arrow."""
_MARGIN = 20
_FONT = 13
_INNER = 4
"""Between the two lines round a decision."""

_NARROW = dict.fromkeys("iljtfrI.,:;'|()[]!-/ »«“”·", 0.42)
_WIDE = dict.fromkeys("mwMW%@→", 0.98)
_LETTER, _CAPITAL = 0.63, 0.75
"""How wide letters are at the most in the fonts in use, as parts of the size."""

HERE_SHAPE = (".w-shape", "stroke: var(--blue, #1d4f91); stroke-width: 6; stroke-dasharray: 9 4;")
HERE_WORDS = (".w-here", "display: inline;")
"""Each part of the box at which a patient stands, and its looks."""

STYLE = f"""\
.pathway {{ font: 13px system-ui, sans-serif; color: var(--ink, #1a1a1a); }}
.pathway text {{ fill: currentColor; letter-spacing: normal !important; word-spacing: normal !important; }}
.pathway .w-kind {{ font-size: 11.5px; font-weight: 700; }}
.pathway .w-shape, .pathway .w-inner {{ fill: var(--paper, #fff); stroke: currentColor; stroke-width: 1.5; }}
.pathway .w-inner {{ fill: none; stroke-width: 1; }}
.pathway .w-emergency .w-shape {{ stroke: var(--red, #b3001b); stroke-width: 4; }}
.pathway .w-arrow {{ color: var(--soft, #54595f); font-size: 12px; }}
.pathway .w-arrow text {{ fill: var(--ink, #1a1a1a); }}
.pathway .w-arrow path {{ fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round; }}
.pathway .w-back path {{ stroke-dasharray: 2 3; }}
.pathway .w-done, .pathway .w-here {{ display: none; font-weight: 700; }}
.pathway .w-done, .pathway .w-here {{ paint-order: stroke; stroke: var(--paper, #fff); stroke-width: 5; }}
.pathway .w-taken .w-done {{ display: inline; }}
.pathway .w-taken .w-shape {{ stroke: var(--blue, #1d4f91); stroke-width: 4; }}
.pathway .w-at {HERE_SHAPE[0]} {{ {HERE_SHAPE[1]} }}
.pathway .w-at {HERE_WORDS[0]} {{ {HERE_WORDS[1]} }}
.pathway .w-arrow.w-taken {{ color: var(--blue, #1d4f91); font-weight: 700; }}
.pathway .w-arrow.w-taken path {{ stroke-width: 4.5; }}
.pathway a:hover .w-words {{ text-decoration: underline; }}
.pathway a:focus-visible .w-shape {{ stroke: var(--focus, #0b57d0); stroke-width: 6; }}
@media (forced-colors: active) {{
  .pathway .w-shape, .pathway .w-inner {{ fill: Canvas; stroke: CanvasText; }}
  .pathway text, .pathway .w-arrow text {{ fill: CanvasText; }}
  .pathway .w-arrow, .pathway .w-arrow.w-taken {{ color: CanvasText; }}
  .pathway .w-taken .w-shape, .pathway .w-at .w-shape {{ stroke: Highlight; }}
}}
"""
"""The looks of a drawing; a page gives it the colours of the site."""

_ALONE = """\
:root { background: #fff; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #14171a; --ink: #eceef0; --soft: #b3bac2; --blue: #8db9f2; --red: #ff9c93; background: #14171a; }
}
"""
"""The colours of a drawing that stands in a file of its own."""


def page_drawing(graph: PathwayGraph, words: Words, anchor: str) -> str:
    """The drawing inside a page; each box leads to `anchor` with the step's id. The page needs STYLE."""
    return _drawing(graph, words, Marked(), anchor)


def alone_drawing(graph: PathwayGraph, words: Words, way: Marked) -> str:
    """The drawing as a whole file, with a patient's way marked."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _drawing(graph, words, way, "") + "\n"


def _drawing(graph: PathwayGraph, words: Words, way: Marked, anchor: str) -> str:
    lines = {box.id: wrapped(box.words, _WIDTH - 2 * _SIDE) for box in graph.boxes}
    layout = lay_out(
        [Box(box.id, _WIDTH, _LINE * (1 + len(lines[box.id])) + 2 * _PADDING) for box in graph.boxes],
        [Arrow(one.source, one.target, *_size(wrapped(one.words, _WORDS_WIDTH))) for one in graph.arrows],
    )
    width, height = round(layout.width) + 2 * _MARGIN, round(layout.height) + 2 * _MARGIN
    role = "group" if anchor else "img"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pathway" viewBox="{-_MARGIN} {-_MARGIN} {width} {height}" '
        f'width="{width}" height="{height}" role="{role}" aria-labelledby="way-title" aria-describedby="way-desc">',
        f'<title id="way-title">{escape(words.title)}</title>',
        f'<desc id="way-desc">{escape(words.description)}</desc>',
        *([] if anchor else [f"<style>\n{STYLE}{_ALONE}</style>"]),
        '<g class="w-arrows" aria-hidden="true">',
        *_arrows(graph, layout, way),
        "</g>",
        *(_box(box, lines[box.id], layout.boxes[box.id], words, way, anchor) for box in graph.boxes),
        "</svg>",
    ]
    return "\n".join(parts)


def wrapped(words: str, width: float, size: float = _FONT) -> list[str]:
    """The words in lines that are not wider than `width`, a single long word excepted."""
    found: list[str] = []
    for word in words.split():
        if found and text_width(f"{found[-1]} {word}", size) <= width:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def text_width(words: str, size: float = _FONT) -> float:
    """How wide a line can be at the most."""
    return size * sum(
        _NARROW.get(letter) or _WIDE.get(letter) or (_CAPITAL if letter.isupper() else _LETTER) for letter in words
    )


def _size(lines: Sequence[str]) -> tuple[float, float]:
    return max(map(text_width, lines), default=0), float(_LINE * len(lines))


def _arrows(graph: PathwayGraph, layout: Layout, way: Marked) -> list[str]:
    """The arrows; those that the patient took come last, so that no other lies over them."""
    drawn = [
        ((one.source, one.target) in way.taken, _arrow(line, one.words, (one.source, one.target) in way.taken))
        for one, line in zip(graph.arrows, layout.lines, strict=True)
    ]
    return [text for _, text in sorted(drawn, key=lambda one: one[0])]


def _arrow(line: Line, words: str, taken: bool) -> str:
    look = " ".join(("w-arrow", *(["w-back"] if line.back else []), *(["w-taken"] if taken else [])))
    x, y = line.after[-1]
    tip = y - 2
    wing = tip - 7
    if line.back:
        tip, wing = y + 2, y + 9
    head = f"M{_n(x - 4.5)} {_n(wing)}L{_n(x)} {_n(tip)}L{_n(x + 4.5)} {_n(wing)}"
    path = f"{_path(line.before)}{_path(line.after)}{head}"
    said = _lines(wrapped(words, _WORDS_WIDTH), line.words.middle, line.words.y + 12, "")
    return (
        f'<g class="{look}" data-from="{escape(line.source)}" data-to="{escape(line.target)}">'
        f'<path d="{path}"/>{said}</g>'
    )


def _path(points: Sequence[Point]) -> str:
    """Upright where two points are above each other, else a curve that leaves and arrives upright."""
    at, *others = points
    found = f"M{_n(at[0])} {_n(at[1])}"
    for point in others:
        if abs(point[0] - at[0]) < 0.05:
            found += f"V{_n(point[1])}" if point[1] != at[1] else ""
        else:
            half = (at[1] + point[1]) / 2
            found += f"C{_n(at[0])} {_n(half)} {_n(point[0])} {_n(half)} {_n(point[0])} {_n(point[1])}"
        at = point
    return found


def _box(box: StepBox, lines: Sequence[str], place: Place, words: Words, way: Marked, anchor: str) -> str:
    state = "w-at" if box.id == way.here else "w-taken" if box.id in way.passed else ""
    look = " ".join(filter(None, ("w-box", f"w-{box.kind}", f"w-{box.end}" if box.end else "", state)))
    tag = "a" if anchor else "g"
    link = f' href="{escape(anchor + box.id)}"' if anchor else ""
    kind = (
        f'<text class="w-kind" text-anchor="middle" x="{_n(place.middle)}" y="{_n(place.y + _PADDING + 12)}">'
        f"{box.number}. {escape(box.kind_words)}</text>"
    )
    marks = "".join(
        f'<text class="{name}" x="{_n(place.x + _SIDE)}" y="{_n(place.y - 6)}">{escape(mark)}</text>'
        for name, mark in (("w-done", words.done), ("w-here", words.here))
    )
    said = _lines(lines, place.middle, place.y + _PADDING + 12 + _LINE, "w-words")
    return (
        f'<{tag} class="{look}" data-step="{escape(box.id)}"{link}>{_shape(box.kind, place)}{kind}{said}{marks}</{tag}>'
    )


def _shape(kind: StepKind, place: Place) -> str:
    """A question has points at its sides, a score cut corners, an action round ends, a decision two lines."""
    left, top, right, bottom = place.x, place.y, place.x + place.width, place.bottom
    middle, cut = (top + bottom) / 2, 12
    match kind:
        case "question":
            corners = [(left, middle), (left + _SIDE, top), (right - _SIDE, top), (right, middle)]
            return _polygon([*corners, (right - _SIDE, bottom), (left + _SIDE, bottom)])
        case "score":
            upper = [(left, top + cut), (left + cut, top), (right - cut, top), (right, top + cut)]
            lower = [(right, bottom - cut), (right - cut, bottom), (left + cut, bottom), (left, bottom - cut)]
            return _polygon([*upper, *lower])
        case "action":
            return _rectangle("w-shape", place, 0, 20)
        case "end":
            return _rectangle("w-shape", place, 0, 4) + _rectangle("w-inner", place, _INNER, 2)
    return _rectangle("w-shape", place, 0, 0)


def _polygon(points: Iterable[Point]) -> str:
    return f'<polygon class="w-shape" points="{" ".join(f"{_n(x)},{_n(y)}" for x, y in points)}"/>'


def _rectangle(look: str, place: Place, inset: float, round_by: float) -> str:
    corner = f' rx="{_n(round_by)}"' if round_by else ""
    return (
        f'<rect class="{look}" x="{_n(place.x + inset)}" y="{_n(place.y + inset)}" '
        f'width="{_n(place.width - 2 * inset)}" height="{_n(place.height - 2 * inset)}"{corner}/>'
    )


def _lines(lines: Sequence[str], x: float, y: float, look: str) -> str:
    """Words in lines, each in the middle at `x`, the first on the baseline `y`."""
    if not lines:
        return ""
    spans = " ".join(
        f'<tspan x="{_n(x)}" y="{_n(y + _LINE * number)}">{escape(line)}</tspan>' for number, line in enumerate(lines)
    )
    kind = f' class="{look}"' if look else ""
    return f'<text text-anchor="middle"{kind}>{spans}</text>'


def _n(number: float) -> str:
    return f"{round(number, 1):g}"
