"""The help beside every question: why, how to look, what not being sure counts as."""

import pytest
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP, wrong_about_unsure

from venevagt.care.assess import assess
from venevagt.care.result import because, result
from venevagt.care.services import danish_now
from venevagt.care.words import answer_label

TO_LOOK_AT = [
    "one_sided_swelling",
    "redness",
    "warmth",
    "tender_deep",
    "new_surface_veins",
    "hard_red_cord",
    "arm_swelling",
    "both_legs_swollen",
    "spreading_redness",
    "cold_pale_limb",
    "whole_leg_blue",
    "calf_difference_cm",
]
SEEN_BY_COLOUR = ["redness", "spreading_redness", "cold_pale_limb", "whole_leg_blue", "hard_red_cord", "arm_swelling"]
DARK_SKIN = {"da": "mørk hud", "en": "dark skin"}


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_what_can_be_seen_or_felt_has_a_way_to_look(language: str) -> None:
    texts = MODEL.texts[language].findings
    assert [name for name in TO_LOOK_AT if not texts[name].look] == []


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_what_is_seen_by_its_colour_says_how_to_look_on_dark_skin(language: str) -> None:
    texts = MODEL.texts[language].findings
    assert [name for name in SEEN_BY_COLOUR if DARK_SKIN[language] not in texts[name].look.lower()] == []


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_what_not_sure_counts_as_is_said_as_it_is(language: str) -> None:
    assert wrong_about_unsure(MODEL, language) == []


def test_labels_of_answers() -> None:
    assert answer_label(MODEL, "da", "breathless", "no") == "ingen åndenød"
    assert answer_label(MODEL, "da", "redness", "unsure").endswith("(i tvivl)")
    assert answer_label(MODEL, "da", "calf_difference_cm", 3.5) == "forskel på læggene: 3,5 cm"
    assert answer_label(MODEL, "en", "calf_difference_cm", 3.5).endswith("3.5 cm")
    assert answer_label(MODEL, "da", "place", "arm") == "hvor det sidder: armen"


def test_a_reason_of_many_no_is_told_in_one_line() -> None:
    lines = because(MODEL, assess(MODEL, PLAIN_CRAMP), PLAIN_CRAMP)
    assert lines[-1] == MODEL.texts["da"].interface["nothing_else"]
    assert len(lines) < 10


def test_the_result_after_112_has_nothing_but_what_to_do_now() -> None:
    case = {"breathless": "yes"}
    shown = result(MODEL, assess(MODEL, case), case, at=danish_now())
    assert (shown.because, shown.changes, shown.safety_net) == ((), (), ())
    assert [contact.number for contact in shown.contacts] == ["112"]
    assert shown.headline not in {line.rstrip(".") for line in shown.do}


def test_another_answer_is_told_in_words() -> None:
    child = {**PLAIN_CRAMP, "age": 12}
    told = result(MODEL, assess(MODEL, child), child, at=danish_now()).changes
    assert told == ("Hvis svaret havde været »alder på 16 år eller mere«, havde rådet været: klar det selv.",)
    red = {**ALL_NO, "redness": "yes"}
    told = result(MODEL, assess(MODEL, red), red, at=danish_now()).changes
    assert any("»hvor det sidder: armen«" in line for line in told)


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_an_unfinished_case_is_never_said_not_to_be_urgent(language: str) -> None:
    for case in ({}, {"breathless": "no"}, {"lasting": "yes"}):
        found = assess(MODEL, case, language=language)
        assert not found.final
        shown = result(MODEL, found, case, at=danish_now())
        assert shown.action == MODEL.texts[language].interface["unfinished"]
    red = {"redness": "yes", "place": "leg"}
    urgent = result(MODEL, assess(MODEL, red, language=language), red, at=danish_now())
    assert urgent.action == MODEL.texts[language].urgencies["doctor_today"].action
