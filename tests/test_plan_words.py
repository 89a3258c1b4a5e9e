"""The plans are easy to read, as a whole and sentence by sentence."""

import pytest
from tests.care.helpers import MODEL
from tests.plain_words import lix, longest_sentence

PLANS = ("followup", "prevention")
plans = pytest.mark.parametrize("plan", PLANS)
languages = pytest.mark.parametrize("language", MODEL.about.languages)

NO_SENTENCE = ("page_months", "page_day")


@plans
@languages
def test_no_sentence_is_long(plan: str, language: str) -> None:
    words = getattr(MODEL.texts[language], plan)
    assert {name for name, text in words.items() if longest_sentence(text) > 18 and name not in NO_SENTENCE} == set()


@plans
@languages
def test_every_part_of_a_plan_is_easy_to_read(plan: str, language: str) -> None:
    words = getattr(MODEL.texts[language], plan)
    knowledge = getattr(MODEL.recovery, plan).plan
    parts = {
        part: "\n".join(words[one.id] for one in knowledge.lines.values() if one.part == part and not one.advice)
        for part in knowledge.parts
    }
    parts["questions"] = "\n".join(text for name, text in words.items() if name.startswith("ask_"))
    assert {part: round(lix(text), 1) for part, text in parts.items() if lix(text) > 30} == {}
