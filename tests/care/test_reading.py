"""What an article shows: it is drawn from the rules and the services, and follows them."""

from datetime import date
from pathlib import Path

import pytest
from tests.care.helpers import MODEL, of_kind
from tests.knowledge.changed import copy_with

from venevagt.care.blocks import article_field
from venevagt.care.reading import all_articles, article_body, minutes_to_read, plain_text, read
from venevagt.care.words import shown_facts
from venevagt.knowledge.articles import article_fields
from venevagt.knowledge.load import load
from venevagt.knowledge.model import Model

TODAY = MODEL.about.released
LANGUAGES = MODEL.about.languages


def shown(model: Model, language: str, field: str, on: date = TODAY) -> str:
    return article_field(model, language, field, on, shown_facts(model, language, on))


def labels(language: str, names: list[str]) -> set[str]:
    found = MODEL.texts[language].findings
    return {found[name].label[:1].upper() + found[name].label[1:] for name in names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_an_article_may_use_shows_something(language: str) -> None:
    names = [name for name in article_fields(MODEL) if "{answers}" not in _line(language, name)]
    assert [name for name in names if not shown(MODEL, language, name).strip()] == []
    assert [name for name in names if "{" in shown(MODEL, language, name)] == []


def _line(language: str, field: str) -> str:
    return MODEL.texts[language].advice.get(field.removeprefix("advice."), "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_red_flags_are_all_listed(language: str) -> None:
    listed = shown(MODEL, language, "red_flags").splitlines()
    assert {line.removeprefix("- ") for line in listed} == labels(language, of_kind("red_flag"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_has_every_sign_on_its_side(language: str) -> None:
    words = MODEL.texts[language].interface
    rows = [line.strip("| ").split(" | ") for line in shown(MODEL, language, "comparison").splitlines()[2:]]
    cramp = {sign for sign, side in rows if side == words["a_cramp"]}
    clot = {sign for sign, side in rows if side == words["a_clot"]}
    assert cramp == labels(language, of_kind("reassuring"))
    signs = [name for name in of_kind("warning_sign") if MODEL.findings[name].type == "yes_no"]
    assert clot >= labels(language, signs)
    assert len(clot) == len(of_kind("warning_sign"))
    assert len(rows) == len(cramp) + len(clot)


def test_a_limit_in_the_rules_is_the_limit_in_the_article(tmp_path: Path) -> None:
    line = "- Forskel på læggene på {} cm eller mere"
    assert line.format(3) in shown(MODEL, "da", "warning_signs").splitlines()
    changed = load(
        copy_with(tmp_path, ("triage/conditions.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 2"))
    )
    assert line.format(2) in shown(changed.model, "da", "warning_signs").splitlines()


def test_a_condition_that_needs_several_signs_cannot_be_listed() -> None:
    fields = article_fields(MODEL)
    assert "signs.pe_red_flags" in fields
    assert "signs.dvt_signs" not in fields


def test_the_urgencies_stand_from_the_most_urgent() -> None:
    rows = shown(MODEL, "da", "urgency_table").splitlines()[2:]
    texts = MODEL.texts["da"].urgencies
    assert rows == [f"| {texts[u].headline} | {texts[u].action} |" for u in reversed(MODEL.about.urgencies)]


def test_the_rules_of_an_urgency_are_named() -> None:
    listed = shown(MODEL, "en", "rules.doctor_today").splitlines()
    names = [MODEL.texts["en"].rules[rule.id].name for rule in MODEL.rules.values() if rule.urgency == "doctor_today"]
    assert listed == [f"- {name}" for name in names]


def test_a_number_that_has_expired_is_not_shown() -> None:
    fresh, late = (shown(MODEL, "da", "phone_numbers", on) for on in (TODAY, date(2027, 1, 1)))
    assert "(tel:1813)" in fresh
    assert "(tel:70110707)" in fresh
    assert "1813" not in late
    assert MODEL.texts["da"].services["out_of_hours_hovedstaden"].instead in late
    assert "(tel:70110707)" in late
    assert "(tel:112)" in shown(MODEL, "da", "phone_numbers", date(2099, 1, 1))


def test_a_fact_that_has_expired_shows_what_to_use_instead() -> None:
    late = article_body(MODEL, "da", "how_it_is_treated", date(2099, 1, 1))
    assert "mindst nogle måneder" in late
    assert "3 måneder" not in late


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sources_of_a_section_lead_to_the_list_of_sources(language: str) -> None:
    for name in MODEL.texts[language].articles:
        view = read(MODEL, language, name, TODAY)
        assert [source.number for source in view.sources] == list(range(1, len(view.sources) + 1))
        for source in view.sources:
            assert f"[[{source.number}]](#source-{source.id})" in view.body
        assert view.body.count("](#source-") == sum(view.body.count(f"(#source-{s.id})") for s in view.sources)


def test_reading_time_counts_words_and_not_marks() -> None:
    assert minutes_to_read("") == 1
    assert minutes_to_read("et " * 200) == 1
    assert minutes_to_read("et " * 201) == 2
    assert minutes_to_read("| a | b |\n| --- | --- |\n" * 50) == 1


def test_plain_text_is_the_words_alone() -> None:
    markdown = (
        "## Ring\n\nDet *kan* haste.\n\n- **Nu**\n\n| Hvem | Nummer |\n| --- | --- |\n| Vagt | [1 2](tel:12) |\n\n"
        "Kilder: [[1]](#source-S1)\n"
    )
    words = [line for line in plain_text(markdown).splitlines() if line]
    assert words == ["Ring", "Det *kan* haste.", "Nu", "Hvem", "Nummer", "Vagt", "1 2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_every_article_with_its_first_sentence(language: str) -> None:
    articles = MODEL.texts[language].articles
    entries = all_articles(MODEL, language, TODAY)
    assert {entry.id for entry in entries} == set(articles)
    assert [entry.id for entry in entries] == [*MODEL.about.articles]
    assert entries[0].id == "what_to_do_now"
    for entry in entries:
        assert articles[entry.id].body.startswith(entry.summary)
        assert entry.summary.endswith((".", "?"))
        assert entry.minutes == read(MODEL, language, entry.id, TODAY).minutes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_leads_on_and_can_be_reached_from_another(language: str) -> None:
    articles = MODEL.texts[language].articles
    leads = {name: [other.id for other in read(MODEL, language, name, TODAY).see_also] for name in articles}
    assert all(leads.values())
    assert {other for others in leads.values() for other in others} == set(articles)
