"""The words say what they must be about, and numbers and entries are as they were typed a second time."""

import msgspec
import pytest
from tests.care.helpers import MODEL
from tests.mutation.anchors import Anchor, anchors, faults, holds, same_meaning
from tests.mutation.articles import sections_changed
from tests.mutation.shape import with_article, with_entry
from tests.mutation.texts_of import Place, texts_of
from tests.mutation.typed_twice import differing_entries, differing_numbers

TEXTS = texts_of(MODEL)
ANCHORS = anchors()


def test_every_text_has_an_anchor_and_every_anchor_a_text() -> None:
    assert set(ANCHORS) == set(TEXTS)


def test_every_text_is_about_what_it_must_be_about() -> None:
    wrong = {place: list(faults(ANCHORS[place], place, words)) for place, words in TEXTS.items()}
    assert {place: found for place, found in wrong.items() if found} == {}


def test_an_anchor_is_not_the_text_over_again() -> None:
    """A copy would say no more than the text does; a text of a few words leaves no choice."""
    longer = {place: len(words.split()) for place, words in TEXTS.items() if len(words.split()) > 8}
    asked = {
        place: len({word for stem in ANCHORS[place].stems for word in stem.partition("|")[0].split()})
        for place in longer
    }
    assert {place: asked[place] for place, count in longer.items() if asked[place] >= count} == {}


def test_numbers_and_entries_are_as_typed_a_second_time() -> None:
    assert list(differing_numbers(MODEL)) == []
    assert list(differing_entries(MODEL)) == []


@pytest.mark.parametrize(
    ("id", "field", "words"),
    [
        ("breathless", "label", "ingen åndenød"),
        ("breathless", "label_no", "pludselig åndenød eller svært ved at få luft"),
        ("breathless", "unsure", "»Ved ikke« tæller som nej. Vi vil ikke overse en blodprop i lungerne."),
        ("breathless", "unsure", "»Ved ikke« tæller som ja. Vi vil overse en blodprop i lungerne."),
        ("fever", "label", "feber (39 grader eller mere)"),
        ("recent_surgery", "question", "Er du blevet opereret? Tæl kun de sidste 30 måneder med."),
    ],
)
def test_a_slip_in_the_words_of_a_finding_is_seen(id: str, field: str, words: str) -> None:
    place = Place("da", "findings", id, field)
    assert not holds(ANCHORS[place], place, words)


def test_what_an_anchor_asks_for() -> None:
    place = Place("da", "advice", "no_flight", "text")
    anchor = Anchor(("flyv|rejs", "i dag"), 1)
    assert holds(anchor, place, "Flyv ikke i\u00a0dag.")
    assert holds(anchor, place, "Rejsen i dag: ikke nu.")
    assert not holds(anchor, place, "Flyv i dag.")
    assert not holds(anchor, place, "Flyv ikke uden mad i dag.")
    assert not holds(anchor, place, "Overflyv ikke i dag.")
    assert not holds(Anchor(("3 dage",), 0), place, "13 dage eller 30 dage")


LISTS = (
    "Gør dette:\n\n- {advice.drink_enough}\n\nLad være:\n\n- {advice.no_heat}\n\nEr du i tvivl? {own_gp}.\n\n[S18] [S9]"
)


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("Gør dette", "Gør det her", "nothing that begins with 'gør dette'"),
        ("Lad være", "Lad ikke være", "1 denials"),
        ("{own_gp}", "{doctor_today}", "shows ["),
        ("{own_gp}", "Ring", "shows ["),
        ("{own_gp}", "{own_gp} {own_gp}", "shows ["),
        (" [S9]", "", "shows ["),
        ("[S18] [S9]", "[S9] [S18]", "shows ["),
        (
            "Lad være:\n\n- {advice.no_heat}",
            "- {advice.no_heat}\n\nLad være:",
            "nothing that begins with '{advice.no_heat}'",
        ),
        (
            "- {advice.drink_enough}\n\nLad være:",
            "Lad være:\n\n- {advice.drink_enough}",
            "nothing that begins with 'lad være'",
        ),
    ],
)
def test_a_section_says_and_shows_just_so(was: str, now: str, fault: str) -> None:
    place = Place("da", "articles", "what_to_do_now", "section 3")
    stems = ("gør dette", "{advice.drink_enough}", "lad være", "{advice.no_heat}", "tvivl", "{own_gp}", "[S18]", "[S9]")
    anchor = Anchor(stems, 0, in_order=True)
    assert holds(anchor, place, LISTS)
    assert next(faults(anchor, place, LISTS.replace(was, now))).startswith(fault)


def test_every_line_and_every_name_of_a_section_is_changed() -> None:
    """What the mutants are made of: a sentence, a name, a source, the order of lines, an item on the other list."""
    made = dict(sections_changed(MODEL, LISTS))
    assert made["without 'Er du i tvivl?'"] == LISTS.replace("Er du i tvivl?", "")
    assert "{doctor_today}" in made[f"{{doctor_today}} for {{own_gp}} at {LISTS.index('{own_gp}')}"]
    assert made["without [S9]"].endswith("[S18] ")
    assert made["'Gør dette:' and 'Lad være:' swapped"].startswith("Lad være:")
    moved = made["'- {advice.drink_enough}' after '- {advice.no_heat}'"]
    assert moved.index("Lad være:") < moved.index("{advice.no_heat}") < moved.index("{advice.drink_enough}")
    assert moved.count("{advice.drink_enough}") == 1


def test_an_article_has_its_title_headings_and_sections() -> None:
    fields = [place.field for place in TEXTS if place[:3] == ("da", "articles", "how_it_is_found")]
    assert fields[:5] == ["title", "section 1", "heading 2", "section 2", "heading 3"]
    assert TEXTS[Place("en", "articles", "how_it_is_found", "heading 3")] == "Then: a blood test"


def test_only_listed_texts_may_change_places() -> None:
    one, other = (Place("da", "findings", name, "why") for name in ("near_fainting", "coughing_blood"))
    assert same_meaning(one, other)
    assert not same_meaning(one, one._replace(field="label"))
    assert not same_meaning(one, one._replace(id="chest_pain"))


def test_a_number_that_differs_is_named() -> None:
    changed = with_entry(MODEL, "services", "out_of_hours_sjaelland", number="1813")
    assert list(differing_numbers(changed)) == [
        "services out_of_hours_sjaelland: number '1813', typed a second time as '1818'"
    ]


def test_an_entry_that_differs_is_named() -> None:
    changed = with_entry(MODEL, "rules", "arm_clot", concern="clot_in_leg")
    assert next(differing_entries(with_article(MODEL, "en", "prevention", see_also=()))).startswith("articles in en: ")
    assert next(differing_entries(changed)).startswith("rules: ")
    without = msgspec.structs.replace(MODEL, screens=dict(reversed([*MODEL.screens.items()])))
    assert next(differing_entries(without)).startswith("screens: ")
