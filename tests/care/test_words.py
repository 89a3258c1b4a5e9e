"""The help beside every question: why, how to look, what not being sure counts as."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP, wrong_about_unsure

from venevagt.care.assess import assess
from venevagt.care.cases import Answer
from venevagt.care.engine import engine_for
from venevagt.care.reading import article_body
from venevagt.care.result import because, result
from venevagt.care.services import danish_now
from venevagt.care.words import Lines, advice_lines, answer_label, shown_facts, what_to_say
from venevagt.knowledge.shape import Urgency

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


EVERYTHING = Lines((), (), ("Jeg ringer.", "Det er: {answers}."), ())


def said(urgency: Urgency, because_of: list[str], **case: Answer) -> tuple[str, ...]:
    return what_to_say(engine_for(MODEL), urgency, EVERYTHING, because_of, case, "da")


def test_the_reasons_are_told_first_then_every_other_sign_once() -> None:
    labels = MODEL.texts["da"].findings
    redness, warmth, growing = (labels[name].label for name in ("redness", "warmth", "growing"))
    lines = said("doctor_today", ["warmth", "fever"], redness="yes", warmth="yes", growing="yes", injury="no")
    assert lines == ("Jeg ringer.", f"Det er: {warmth}; {redness}; {growing}.")


def test_only_signs_are_told_beside_the_reasons() -> None:
    label = MODEL.texts["da"].findings["redness"].label
    lines = said("doctor_today", ["redness"], redness="yes", age=40, eased_by_stretch="yes", warmth="no")
    assert lines[1] == f"Det er: {label}."


def test_a_no_is_told_where_it_is_the_reason_and_a_place_and_a_no_of_context_never() -> None:
    labels = MODEL.texts["da"].findings
    context = next(f.id for f in MODEL.findings.values() if f.kind == "context" and f.type == "yes_no")
    case: dict[str, Answer] = {"eased_by_stretch": "no", "place": "leg", context: "no", "age": 12}
    lines = said("own_gp", list(case), **case)
    assert lines[1] == f"Det er: {labels['eased_by_stretch'].label_no}; alder: 12 år."
    assert labels[context].label in said("own_gp", [context], **{context: "yes"})[1]


def test_to_112_the_red_flags_alone_are_told() -> None:
    flag = MODEL.texts["da"].findings["breathless"].label
    lines = said("emergency", ["breathless", "redness"], breathless="yes", redness="yes", chest_pain="no")
    assert lines == ("Jeg ringer.", f"Det er: {flag}.")


def test_a_line_about_answers_is_left_out_where_there_are_none() -> None:
    assert said("own_gp", []) == ("Jeg ringer.",)
    assert said("own_gp", ["redness"], redness="yes")[0] == "Jeg ringer."
    nothing = what_to_say(
        engine_for(MODEL), "own_gp", EVERYTHING._replace(say=()), ["redness"], {"redness": "yes"}, "da"
    )
    assert nothing == ()


def test_a_fact_is_shown_until_its_last_day() -> None:
    fact = MODEL.facts["self_care_days"]
    assert fact.review is not None
    words = MODEL.texts["da"].facts["self_care_days"]
    day = fact.review.valid_to
    assert shown_facts(MODEL, "da", day)["self_care_days"] == words.shown
    assert shown_facts(MODEL, "da", day + timedelta(days=1))["self_care_days"] == words.instead
    unreviewed = replace(MODEL, facts={"self_care_days": replace(fact, review=None)})
    assert shown_facts(unreviewed, "da", day) == {"self_care_days": words.instead}


def test_an_article_is_shown_with_its_facts_and_urgencies_filled_in() -> None:
    name = next(iter(MODEL.texts["en"].articles))
    body = article_body(MODEL, "en", name, MODEL.about.released)
    assert MODEL.texts["en"].urgencies["doctor_today"].headline in body
    assert "{" not in body
    with pytest.raises(KeyError):
        article_body(MODEL, "en", "no_such_article", MODEL.about.released)


def test_advice_is_of_the_concern_of_the_deciding_rules_or_of_any() -> None:
    values = engine_for(MODEL).values({})
    on = MODEL.about.released
    words = MODEL.texts["da"].advice
    lungs = advice_lines(engine_for(MODEL), "emergency", frozenset({"clot_in_lungs"}), values, "da", on)
    limb = advice_lines(engine_for(MODEL), "emergency", frozenset({"limb_in_danger"}), values, "da", on)
    assert words["sit_up_loosen"] in lungs.do
    assert words["sit_up_loosen"] not in limb.do
    assert words["leg_level_blanket"] in limb.do
    assert lungs.say == (words["say_112"], words["say_where"])
    assert "{answers}" in words["say_112"]
    assert words["stay_on_line"] in lungs.do
    assert lungs is advice_lines(engine_for(MODEL), "emergency", frozenset({"clot_in_lungs"}), values, "da", on)
    english = advice_lines(engine_for(MODEL), "emergency", frozenset({"clot_in_lungs"}), values, "en", on)
    assert MODEL.texts["en"].advice["sit_up_loosen"] in english.do
