"""Cases and models for the tests of care."""

from collections.abc import Mapping

from venevagt.care.cases import Answer
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Model

MODEL: Model = get_model()

ALL_NO: Mapping[str, Answer] = {
    **{finding.id: "no" for finding in MODEL.findings.values() if finding.type == "yes_no"},
    "place": "leg",
    "age": 40.0,
}

PLAIN_CRAMP: Mapping[str, Answer] = {
    **ALL_NO,
    **dict.fromkeys(("cramp", "short_lived", "eased_by_stretch", "normal_between", "after_exertion_or_night"), "yes"),
}


def of_kind(*kinds: str) -> list[str]:
    """The ids of all findings of these kinds."""
    return [name for name, finding in MODEL.findings.items() if finding.kind in kinds]
