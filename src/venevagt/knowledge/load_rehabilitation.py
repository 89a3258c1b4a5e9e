"""Rehabilitation: recovery/rehabilitation/*.yaml, one section a file."""

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from venevagt.knowledge import rehabilitation as shapes
from venevagt.knowledge.reader import Reader
from venevagt.knowledge.shape import Shape
from venevagt.logic.expression import Expression, Vocabulary, YesNo

_Entry = TypeVar("_Entry", bound=Shape)


def read_rehabilitation(
    reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]
) -> shapes.Rehabilitation:
    """All of it; conditions stand over `vocabulary` (the findings) and the checks."""

    def section(name: str, shape: type[_Entry]) -> dict[str, _Entry]:
        return reader.section(name, f"recovery/rehabilitation/{name}.yaml", shape)

    checks = section("checks", shapes.Check)
    words = {**vocabulary, **{name: YesNo() for name in checks}}

    def condition(part: str, name: str, when: str) -> Expression | None:
        return reader.expression(part, name, when, words, defined, "when") if when else None

    stages = section("stages", shapes.Stage)
    way_back = section("return", shapes.WayBack)
    return shapes.Rehabilitation(
        clearance=section("clearance", shapes.ClearanceField),
        stop_signs=section("stop_signs", shapes.StopSign),
        checks=checks,
        stages={
            name: replace(entry, condition=condition("stages", name, entry.when)) for name, entry in stages.items()
        },
        exercises=section("exercises", shapes.Exercise),
        measures=section("measures", shapes.Measure),
        way_back={
            name: replace(entry, condition=condition("return", name, entry.when)) for name, entry in way_back.items()
        },
    )
