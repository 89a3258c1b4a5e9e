"""The project's own drawings as SVG inside a page: the lines from drawings/*.svg, the words from the knowledge."""

import textwrap
from collections.abc import Mapping
from functools import cache
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from venevagt.care.shares import picture, words_of_people
from venevagt.knowledge.model import PEOPLE, DrawingText, Model, ShareText

LINE = 18
"""From one line of text to the next, in units of the drawings; each drawing is 320 units wide."""

_COLUMNS = 10
_CELL = 32
_LEGEND = 26
"""Characters on a line beside a small person."""
_HEADING = 28
"""Characters on a line above the persons."""
_GROUPS = {"one": "counted", "maybe": "between", "other": "others"}
"""Each shape of a small person, and the label that says what it stands for; a single number has no `between`."""


def drawing(model: Model, name: str, language: str) -> Markup:
    """A drawing, or of_100.NAME, as inline SVG; the page needs drawings.css. Raises KeyError for an unknown name."""
    kind, _, share = name.partition(".")
    if kind == "of_100":
        found, text = model.of_100[share], model.texts[language].of_100[share]
        return icon_array(found.low, found.high, model=model, language=language, people=text, id=f"of-100-{share}")
    return _rendered(name, name, model.texts[language].drawings[name])


def icon_array(
    low: int,
    high: int,
    whole: int = PEOPLE,
    *,
    model: Model,
    language: str,
    people: ShareText,
    id: str = "icon_array",
) -> Markup:
    """`whole` small persons, ten a row: `low` filled and framed, those up to `high` framed only, the rest plain.

    `people` says who they all are and names the two groups. A page with more than one needs another `id` for each.
    Raises ValueError where not 0 <= low <= high <= whole, or `whole` is not from 1 to 100.
    """
    if not (1 <= whole <= PEOPLE and 0 <= low <= high <= whole):
        raise ValueError(f"{low} to {high} of {whole}, expected 0 <= low <= high <= whole, and a whole from 1 to 100")
    said = words_of_people(model, language, low, high, whole, people)
    groups = {"one": (0, low), "maybe": (low, high), "other": (high, whole)}
    top = LINE * len(_broken(said.labels["who"], _HEADING)) + LINE // 2
    legend, y = [], _CELL * -(-whole // _COLUMNS) + _CELL // 4
    for kind, label in _GROUPS.items():
        if label in said.labels:
            legend.append((kind, _cells(*groups[kind]), said.labels[label], y))
            y += _CELL // 2 + LINE * len(_broken(said.labels[label], _LEGEND))
    return _rendered(
        picture(low, high), id, said, legend=legend, top=top, bottom=y, widths={"who": _HEADING, "legend": _LEGEND}
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
