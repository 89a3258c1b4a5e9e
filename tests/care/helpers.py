"""Cases and models for the tests of care."""

from collections.abc import Mapping

import msgspec

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


def with_line_ids(model: Model) -> Model:
    """The model whose lines of advice are their ids, so that a story can name a line."""
    texts = {
        language: msgspec.structs.replace(own, advice={name: name for name in own.advice})
        for language, own in model.texts.items()
    }
    return msgspec.structs.replace(model, texts=texts)


def of_kind(*kinds: str) -> list[str]:
    """The ids of all findings of these kinds."""
    return [name for name, finding in MODEL.findings.items() if finding.kind in kinds]


_COUNTS_AS = {"da": {"yes": "som ja", "no": "som nej"}, "en": {"yes": "as yes", "no": "as no"}}


def wrong_about_unsure(model: Model, language: str) -> list[str]:
    """The yes/no findings whose words do not say what not being sure counts as."""
    texts = model.texts[language].findings
    said = _COUNTS_AS[language]
    asked = (finding for finding in model.findings.values() if finding.type == "yes_no")
    return [own.id for own in asked if said.get(own.unsure, own.unsure) not in texts[own.id].unsure]
