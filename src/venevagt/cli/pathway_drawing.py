"""A pathway as Mermaid text or as a picture, with a patient's way through it marked."""

from collections.abc import Iterator
from pathlib import Path

import click

from venevagt.care.pathway_form import Route
from venevagt.care.pathway_graph import Marked, drawing_words, marked, pathway_graph
from venevagt.care.pathway_svg import alone_drawing
from venevagt.care.work_up import WorkUp
from venevagt.cli.case_files import BadInput
from venevagt.knowledge.model import Model

_SHAPES = {
    "question": ("{", "}"),
    "score": ("{{", "}}"),
    "test": ("[", "]"),
    "action": ("(", ")"),
    "end": ("([", "])"),
}


def mermaid_pathway(model: Model, language: str, route: Route, found: WorkUp | None = None) -> str:
    """Every step with an arrow for each result; the way of a patient is thick, and where it stands is marked."""
    graph = pathway_graph(model, language, route)
    way = Marked() if found is None else marked(route, found)
    numbers = {box.id: f"n{box.number - 1}" for box in graph.boxes}
    lines = ["flowchart TD"]
    thick: list[int] = []
    for box in graph.boxes:
        opens, closes = _SHAPES[box.kind]
        lines.append(f"  {numbers[box.id]}{opens}{_quoted(box.words)}{closes}")
    for place, arrow in enumerate(graph.arrows):
        label = f"|{_quoted(arrow.words)}|" if arrow.words else ""
        lines.append(f"  {numbers[arrow.source]} -->{label} {numbers[arrow.target]}")
        if (arrow.source, arrow.target) in way.taken:
            thick.append(place)
    if found is not None:
        lines += _marks(numbers, way, thick)
    return "\n".join(lines)


def write_svg(model: Model, language: str, route: Route, found: WorkUp | None, file: str) -> None:
    """The same as a picture in a file, or on standard output for `-`. Raises BadInput where it cannot be written."""
    way = Marked() if found is None else marked(route, found)
    drawn = alone_drawing(pathway_graph(model, language, route), drawing_words(model, language, route, found), way)
    if file == "-":
        click.echo(drawn, nl=False)
        return
    try:
        Path(file).write_text(drawn, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BadInput(f"{file}: {getattr(error, 'strerror', None) or error}; expected a file to write") from None


def _marks(numbers: dict[str, str], way: Marked, thick: list[int]) -> Iterator[str]:
    yield "  classDef passed stroke-width:3px"
    yield "  classDef here stroke-width:5px,stroke-dasharray:6 3"
    if way.passed:
        yield f"  class {','.join(numbers[name] for name in way.passed)} passed"
    if way.here:
        yield f"  class {numbers[way.here]} here"
    if thick:
        yield f"  linkStyle {','.join(map(str, thick))} stroke-width:4px"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "#quot;") + '"'
