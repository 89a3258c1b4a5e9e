"""One kind of plan: recovery/NAME.yaml with its lines, recovery/NAME_questions.yaml with what a person is asked."""

from collections.abc import Mapping

from msgspec.structs import replace

from venevagt.knowledge.plans import PlanKnowledge, PlanLine, PlanQuestion
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary


def read_plan(
    reader: Reader, name: str, parts: tuple[str, ...], vocabulary: Vocabulary, defined: Mapping[str, Expression]
) -> PlanKnowledge:
    """Its questions and lines with their conditions as trees."""
    asked = f"{name}_questions"

    def read(section: str, entry: str, text: str, field: str) -> Expression | None:
        return reader.expression(section, entry, text, vocabulary, defined, field) if text else None

    questions = reader.section(asked, f"recovery/{asked}.yaml", PlanQuestion)
    lines = reader.section(name, f"recovery/{name}.yaml", PlanLine)
    return PlanKnowledge(
        name=name,
        parts=parts,
        questions={key: replace(one, condition=read(asked, key, one.when, "when")) for key, one in questions.items()},
        lines={
            key: replace(
                one,
                condition=read(name, key, one.when, "when"),
                exception=read(name, key, one.unless, "unless"),
            )
            for key, one in lines.items()
        },
    )
