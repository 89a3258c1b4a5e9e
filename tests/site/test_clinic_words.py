"""Of the clinician's words, the page gets those that its scripts show, and no others."""

import json
import re
from collections.abc import Mapping

import pytest
from tests.care.helpers import MODEL

from venevagt.site.clinic_bundle import clinic_scripts
from venevagt.site.clinic_words import shown_words

DATA = "clinic/data.js"
OF_THE_SITE = {"yes", "no", "copied", "marked"}


def scripts(language: str = "da") -> Mapping[str, str]:
    return {
        name: text for name, text in clinic_scripts(MODEL, language).items() if name != DATA and name[:7] == "clinic/"
    }


def sent(language: str) -> Mapping[str, str]:
    module = clinic_scripts(MODEL, language)[DATA]
    words: dict[str, str] = json.JSONDecoder().raw_decode(module, module.index('"words":') + len('"words":'))[0]
    return words


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_every_word_that_is_sent_stands_in_a_script(language: str) -> None:
    """By its name as a whole word, or as what a name begins with before what is filled in."""
    text = "\n".join(scripts().values())
    beginnings = tuple(re.findall(r"words\[`(\w+_)\$\{", text))
    assert set(beginnings) == {"door_", "wrong_", "panel_refused_", "probability_action_", "strength_", "topic_"}
    for name in sent(language).keys() - OF_THE_SITE:
        assert name.startswith(beginnings) or re.search(rf"words\.{name}\b|\"{name}\"", text), name


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_every_word_that_a_script_names_is_sent(language: str) -> None:
    named = {name for text in scripts().values() for name in re.findall(r"\bwords\.(\w+)", text)}
    assert len(named) > 15
    assert named <= sent(language).keys()
    assert {f"door_{name}" for name in MODEL.clinical.doors} <= sent(language).keys()


def test_what_only_other_faces_show_is_not_sent() -> None:
    beginnings = ("page_", "way_", "purpose_", "outcome_", "probability_calibration_")
    others = {name for name in MODEL.texts["da"].clinic if name.startswith(beginnings)}
    others |= {"published", "nothing_fits", "sources", "made_for"}
    assert len(others) > 40
    assert not others & sent("da").keys()


def test_a_word_is_sent_as_soon_as_a_script_asks_for_it() -> None:
    words = ("topic_dose", "topic_kidney", "strength_not", "way_yes", "way_no", "treatment_no")
    assert list(shown_words(words, ["const a = words.way_yes;"])) == ["way_yes"]
    assert list(shown_words(words, ["fill(words[`topic_${one}`])", 'line("way_no")'])) == [
        "topic_dose",
        "topic_kidney",
        "way_no",
    ]
    assert list(shown_words(words, ["// way_yes, topic_ and words of others: known.way_no"])) == []
    assert list(shown_words(words, [])) == []
