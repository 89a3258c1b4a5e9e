"""The decision as a page to read: every rule, in words, and no number that has expired."""

from datetime import date

import pytest
from tests.care.helpers import MODEL
from tests.site.helpers import DAY, LANGUAGES, page

from venevagt.logic.expression import And, AtLeast, Compare, Expression, Not, OneOf, Or, Variable, leaves
from venevagt.site.condition_words import ConditionWords, Line
from venevagt.site.table import levels, numbers, red_flags, signs

NAMES = {"da": "tabel", "en": "table"}


def lines(line: Line) -> list[str]:
    return [line.text, *(text for item in line.items for text in lines(item))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_most_urgent_comes_first_and_every_rule_is_there_once(language: str) -> None:
    shown = levels(MODEL, language, DAY)
    assert [level.urgency for level in shown] == ["emergency", "doctor_today", "own_gp", "self_care", "own_gp"]
    assert [rule.id for rule in shown[-1].rules] == ["no_rule"]
    for level in shown[:-1]:
        assert all(MODEL.rules[rule.id].urgency == level.urgency and rule.condition for rule in level.rules)
    rules = [rule.id for level in shown for rule in level.rules]
    assert sorted(rules) == sorted([*MODEL.rules, "no_rule"])
    tree = page(f"{language}/{NAMES[language]}/index.html")
    for rule in rules:
        assert tree.get_element_by_id(f"rule-{rule}").text == MODEL.texts[language].rules[rule].name
    for finding in MODEL.findings:
        if any(finding in screen.findings for screen in MODEL.screens.values()):
            assert tree.get_element_by_id(f"question-{finding}") is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MODEL.rules)
def test_a_rule_says_every_test_of_its_condition(language: str, name: str) -> None:
    condition = MODEL.rules[name].condition
    assert condition is not None
    said = lines(ConditionWords(MODEL, language).line(condition))
    texts = MODEL.texts[language].findings
    for leaf in leaves(condition):
        words = (texts[leaf.name].label, texts[leaf.name].label_no)
        assert any(line.lower().startswith(word.lower()) for line in said for word in words if word), leaf
    assert len([line for line in said if not line.endswith(":")]) == len(list(leaves(condition)))


BREATH = Variable("breathless")
AGE = Compare("age", ">=", 16)
PLACE = OneOf("place", ("leg", "arm"))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (BREATH, ["Pludselig åndenød eller svært ved at få luft"]),
        (Not(BREATH), ["Ingen åndenød"]),
        (Not(Not(BREATH)), ["Pludselig åndenød eller svært ved at få luft"]),
        (AGE, ["Alder på 16 år eller mere"]),
        (Not(AGE), ["Alder under 16 år"]),
        (Compare("calf_difference_cm", "=", 2.5), ["Forskel på læggene: 2,5 cm"]),
        (Not(Compare("age", "=", 9)), ["Ingen af disse:", "Alder: 9 år"]),
        (PLACE, ["Hvor det sidder: benet eller armen"]),
        (Not(PLACE), ["Ingen af disse:", "Hvor det sidder: benet eller armen"]),
        (And((AGE, Not(BREATH))), ["Alt dette:", "Alder på 16 år eller mere", "Ingen åndenød"]),
        (Not(And((AGE, Not(BREATH)))), ["Ikke alt dette på samme tid:", "Alder på 16 år eller mere", "Ingen åndenød"]),
        (Not(Or((AGE, Not(BREATH)))), ["Ingen af disse:", "Alder på 16 år eller mere", "Ingen åndenød"]),
        (Or((AGE, Not(BREATH))), ["Mindst én af disse:", "Alder på 16 år eller mere", "Ingen åndenød"]),
        (AtLeast(2, (AGE, Not(BREATH))), ["Mindst 2 af disse:", "Alder på 16 år eller mere", "Ingen åndenød"]),
        (Not(AtLeast(2, (AGE, Not(BREATH)))), ["Færre end 2 af disse:", "Alder på 16 år eller mere", "Ingen åndenød"]),
    ],
)  # fmt: skip
def test_how_a_condition_is_said(condition: Expression, said: list[str]) -> None:
    assert lines(ConditionWords(MODEL, "da").line(condition)) == said


def test_every_red_flag_is_named_first() -> None:
    flags = [finding for finding in MODEL.findings.values() if finding.kind == "red_flag"]
    assert set(red_flags(MODEL, "da")) == {MODEL.texts["da"].findings[flag.id].label for flag in flags}


def test_an_expired_number_is_not_printed() -> None:
    before = {one.contact.number for one in numbers(MODEL, "da", "doctor_today", DAY)}
    after = {one.contact.number for one in numbers(MODEL, "da", "doctor_today", date(2027, 1, 1))}
    assert {"1813", "1818"} <= before
    assert not {"1813", "1818"} & after
    for name in ("da/tabel/index.html", "da/index.html"):
        assert "tel:1813" in {link.get("href") for link in page(name).iter("a")}
        late = page(name, on=date(2027, 1, 1))
        assert not {"tel:1813", "tel:1818"} & {link.get("href") for link in late.iter("a")}
        assert "tel:112" in {link.get("href") for link in late.iter("a")}


def test_a_number_says_until_when_and_what_then() -> None:
    (number,) = [one for one in numbers(MODEL, "da", "doctor_today", DAY) if one.contact.number == "1813"]
    assert number.valid_to == date(2026, 12, 31)
    (element,) = [e for e in page("da/tabel/index.html").iter("span") if "1813" in e.text_content()]
    assert element.get("data-valid-to") == "2026-12-31"
    assert element.get("data-instead") == "Find nummeret på sundhed.dk."
    assert "31.12.2026" in element.text_content()


def test_the_signs_of_a_condition_are_those_of_its_rules() -> None:
    labels = MODEL.texts["en"].findings
    lungs = signs(MODEL, "en", "clot_in_lungs", "red_flag")
    assert lungs == tuple(
        labels[name].label for name in ("breathless", "chest_pain", "near_fainting", "racing_heart", "coughing_blood")
    )
    leg = signs(MODEL, "en", "clot_in_leg", "warning_sign")
    assert labels["one_sided_swelling"].label in leg
    assert labels["recent_surgery"].label not in leg
    assert labels["eased_by_stretch"].label not in leg
