"""The project's own drawings as SVG inside a page: the lines from drawings/*.svg, the words from the knowledge."""

import textwrap
from collections.abc import Mapping
from functools import cache
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from venevagt.care.words import filled
from venevagt.knowledge.model import DrawingText, Model

LINE = 18
"""From one line of text to the next, in units of the drawings; each drawing is 320 units wide."""

_COLUMNS = 10
_CELL = 32
_LEGEND = 26
"""Characters on a line beside a small person."""


def drawing(model: Model, name: str, language: str) -> Markup:
    """A drawing as inline SVG; the page needs drawings.css. Raises KeyError for a name without words."""
    return _rendered(name, name, model.texts[language].drawings[name])


def icon_array(
    part: int,
    whole: int = 100,
    *,
    model: Model,
    language: str,
    counted: str,
    others: str,
    id: str = "icon_array",
) -> Markup:
    """`whole` small persons, ten a row, the first `part` filled and framed; `counted` and `others` name the two groups.

    A page with more than one needs another `id` for each.
    Raises ValueError where `part` is not from 0 to `whole`, or `whole` not from 1 to 100.
    """
    if not (1 <= whole <= 100 and 0 <= part <= whole):
        raise ValueError(f"{part} of {whole}, expected a part from 0 to the whole, and a whole from 1 to 100")
    values = {"part": part, "whole": whole, "rest": whole - part, "counted": counted, "others": others}
    text = model.texts[language].drawings["icon_array"]
    said = DrawingText(
        title=filled(text.title, **values),
        description=filled(text.description, **values),
        labels={name: filled(words, **values) for name, words in text.labels.items()},
    )
    height = _CELL * -(-whole // _COLUMNS) + _CELL // 4
    second = height + _legend_height(said.labels["counted"])
    return _rendered(
        "icon_array",
        id,
        said,
        cells=(_cells(0, part), _cells(part, whole)),
        legend=(height, second, second + _legend_height(said.labels["others"])),
        width=_LEGEND,
    )


def _cells(first: int, last: int) -> str:
    """The squares from number `first` up to `last`, which is not among them, row by row, as the d of a path."""
    rows = range(first // _COLUMNS, -(-last // _COLUMNS))
    runs = ((row, max(first - row * _COLUMNS, 0), min(last - row * _COLUMNS, _COLUMNS)) for row in rows)
    return "".join(
        f"M{start * _CELL} {row * _CELL}h{(end - start) * _CELL}v{_CELL}h{(start - end) * _CELL}z"
        for row, start, end in runs
        if start < end
    )


def _legend_height(words: str) -> int:
    return _CELL // 2 + LINE * len(_broken(words, _LEGEND))


def _broken(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)


def lines(
    words: str, x: int, y: int, width: int = 99, at: Literal["start", "middle"] = "start", css: str = ""
) -> Markup:
    """Text from the baseline `y` downwards in lines of at most `width` characters; `at` is where `x` stands in it."""
    spans = Markup(" ").join(
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(x, y + LINE * number, line)
        for number, line in enumerate(_broken(words, width))
    )
    look = Markup(' class="{}"').format(css) if css else ""
    return Markup('<text x="{}" y="{}" text-anchor="{}"{}>{}</text>').format(x, y, at, look, spans)


def beside(words: str, x: int, y: int, width: int) -> Markup:
    """Text from `x` in lines of at most `width` characters, halfway up at `y`, where a line to the picture ends."""
    return lines(words, x, y + 6 - LINE * (len(_broken(words, width)) - 1) // 2, width)


def _rendered(name: str, id: str, text: DrawingText, **values: object) -> Markup:
    words: Mapping[str, object] = {"title": text.title, "description": text.description, "labels": text.labels}
    return Markup(_templates().get_template(f"{name}.svg").render(**words, id=f"drawing-{id}", **values))  # noqa: S704


@cache
def _templates() -> Environment:
    """Every word is escaped, so what they render is safe to show as it is."""
    templates = Environment(
        loader=PackageLoader("venevagt.site", "drawings"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(lines=lines, beside=beside)
    return templates
