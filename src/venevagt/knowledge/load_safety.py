"""The safety case: the properties of safety.yaml, the hazards and lowerings of hazards.yaml, here and in recovery/."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from venevagt.knowledge.entries import read_entry
from venevagt.knowledge.model import Advice
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.reader import Reader
from venevagt.knowledge.safety import OUTCOMES, SAYS, Hazard, Lowering, Property, RiskScale
from venevagt.knowledge.shape import URGENCIES
from venevagt.logic.expression import Choice, Expression, Number, VariableType, Vocabulary, YesNo


def read_safety(
    reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression], advice: Mapping[str, Advice]
) -> dict[str, Any]:
    """The sections `properties`, `hazards` and `lowerings`."""
    properties = reader.section("properties", "safety.yaml", Property)
    of_claims = {**vocabulary, **_outcomes(advice.values())}
    for name, entry in properties.items():
        for field in ("claim", "possible"):
            text = getattr(entry, field)
            if text:
                condition = reader.expression("properties", name, text, of_claims, defined, field)
                properties[name] = msgspec.structs.replace(entry, condition=condition)
    lowerings = reader.section("lowerings", "hazards.yaml", Lowering)
    for name, lowering in lowerings.items():
        condition = reader.expression("lowerings", name, lowering.when, vocabulary, defined, "when")
        lowerings[name] = msgspec.structs.replace(lowering, condition=condition)
    return {
        "properties": properties,
        "hazards": reader.section("hazards", "*hazards.yaml", Hazard),
        "lowerings": lowerings,
    }


def read_risk(reader: Reader) -> RiskScale | None:
    """The scale on which hazards are judged; None with a problem where it is missing or wrong.

    Where the reader is not to read the hazard log, the scale has no words.
    """
    if not reader.reads("hazards.yaml"):
        return RiskScale({}, {}, {}, 0, 0, {})
    document = reader.documents.get("hazards.yaml")
    if document is None:
        name = f"{reader.directory.name}/hazards.yaml"
        reader.problems.append(Problem(name, 1, 1, "no such file, expected the hazard log"))
        return None
    value = document.value if isinstance(document.value, dict) else {}
    return read_entry(reader.problems, document, ("risk",), value.get("risk"), RiskScale)


def _outcomes(advice: Iterable[Advice]) -> Mapping[str, VariableType]:
    """What a claim can speak of beside the findings."""
    lines = (line for entry in advice for line in (*entry.do, *entry.dont, *entry.say, *entry.safety_net))
    return {
        **dict.fromkeys(OUTCOMES, Choice(URGENCIES)),
        **dict.fromkeys(("it", "others", "decided"), YesNo()),
        **dict.fromkeys(("screens", "questions"), Number(0, 1000)),
        **{SAYS + line: YesNo() for line in lines},
    }
