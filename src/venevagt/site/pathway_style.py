"""The looks of the drawings of the pathways; without a script they mark the step that the page stands at."""

from collections.abc import Iterator

from venevagt.care.pathway_form import every_route
from venevagt.care.pathway_svg import HERE_SHAPE, HERE_WORDS, STYLE
from venevagt.knowledge.model import Model

PATHWAY_STYLE = "pathway.css"


def pathway_style(model: Model, anchor: str) -> bytes:
    """The style sheet; `anchor` stands before a step's id in the id of its place on the page."""
    steps = dict.fromkeys(step for route in every_route(model) for step in route.steps)
    rules = [f"{','.join(_at(steps, anchor, part))} {{ {look} }}" for part, look in (HERE_SHAPE, HERE_WORDS)]
    return "\n".join((STYLE, *rules, "")).encode()


def _at(steps: dict[str, None], anchor: str, part: str) -> Iterator[str]:
    """Where the page stands at a step: the part of the step's box."""
    yield from (f'main:has(#{anchor}{step}:target) [data-step="{step}"] {part}' for step in steps)
