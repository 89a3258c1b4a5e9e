"""The physiotherapist's form: what is ticked is answered by the triage, on one page and on one sheet."""

from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from tests.browser.conftest import Visit
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, Visitor

from venevagt.care.assess import assess
from venevagt.care.cases import read_case

languages = pytest.mark.parametrize("language", LANGUAGES)


def at_the_form(visitor: Visitor) -> Visitor:
    visitor.open(f"{visitor.words['address_screening']}/")
    expect(visitor.page.locator("#tools")).to_be_visible()
    return visitor


def fill(visitor: Visitor, answers: dict[str, str | float]) -> None:
    for name, answer in answers.items():
        field = visitor.page.locator(f"#field-{name}")
        if MODEL.findings[name].type == "choice":
            field.select_option(str(answer))
        elif MODEL.findings[name].type == "number":
            field.fill(f"{answer:g}" if isinstance(answer, float | int) else answer)
        elif answer == "yes":
            field.check()


@languages
@pytest.mark.parametrize("urgency", list(JOURNEYS))
def test_the_form_answers_as_the_triage_does(visit: Visit, language: str, urgency: str) -> None:
    visitor = at_the_form(visit(language))
    told = {
        name: float(answer) if MODEL.findings[name].type == "number" else answer
        for name, answer in JOURNEYS[urgency].items()
        if answer not in ("no", "unsure")
    }
    fill(visitor, {"age": 54, "place": "leg", **told})
    visitor.page.check("#asked")
    whole = {
        name: "unsure" if finding.not_measured is not None else "no"
        for name, finding in MODEL.findings.items()
        if finding.type != "choice"
    }
    expected = assess(MODEL, read_case(MODEL, {**whole, "age": 54, "place": "leg", **told}), language=language)
    words = MODEL.texts[language].directory[f"screening_do_{expected.urgency}"]
    expect(visitor.page.locator("#verdict h2")).to_have_text(words)
    expect(visitor.page.locator("#verdict .note")).to_have_count(0)
    text = visitor.page.inner_text("#referral")
    assert MODEL.texts[language].urgencies[expected.urgency].name in text
    assert expected.reasons[0].text in text
    assert MODEL.texts[language].directory["screening_text_not_found"] in text


@languages
def test_what_was_not_asked_is_no_no(visit: Visit, language: str) -> None:
    visitor = at_the_form(visit(language))
    fill(visitor, {"cramp": "yes", "short_lived": "yes", "place": "leg", "age": 30})
    words = MODEL.texts[language].directory
    expect(visitor.page.locator("#verdict .note")).to_have_text(words["screening_not_all_asked"])
    text = visitor.page.inner_text("#referral")
    assert words["screening_text_not_final"] in text
    assert words["screening_text_not_found"] not in text
    assert words["screening_do_self_care"] not in visitor.page.inner_text("#verdict")


@languages
def test_a_red_flag_says_112_where_it_is_ticked(visit: Visit, language: str) -> None:
    visitor = at_the_form(visit(language))
    expect(visitor.page.locator("#alarm")).to_be_hidden()
    visitor.page.check("#field-breathless")
    expect(visitor.page.locator("#alarm")).to_be_in_viewport()
    expect(visitor.page.locator("#alarm")).to_contain_text("112")
    visitor.page.uncheck("#field-breathless")
    expect(visitor.page.locator("#alarm")).to_be_hidden()


@languages
@pytest.mark.parametrize("wrong", ["x", "-1", "1e3", "200", "5 4"])
def test_a_wrong_number_is_said_and_not_counted(visit: Visit, language: str, wrong: str) -> None:
    visitor = at_the_form(visit(language))
    visitor.page.fill("#field-age", wrong)
    expect(visitor.page.locator("#wrong-age")).to_be_visible()
    expect(visitor.page.locator("#answer")).to_be_hidden()
    visitor.page.fill("#field-age", "54")
    expect(visitor.page.locator("#wrong-age")).to_be_hidden()


@languages
@pytest.mark.parametrize("answered", [False, True])
def test_the_form_is_one_sheet_of_paper(visit: Visit, language: str, answered: bool) -> None:
    visitor = at_the_form(visit(language))
    if answered:
        fill(
            visitor, {"one_sided_swelling": "yes", "redness": "yes", "active_cancer": "yes", "age": 54, "place": "leg"}
        )
        visitor.page.check("#asked")
    sheet = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    assert len(sheet.pages) == 1
    text = " ".join(normalize("NFKC", sheet.pages[0].extract_text()).casefold().split())
    asked = [name for screen in MODEL.screens.values() for name in screen.findings]
    for finding in (MODEL.texts[language].findings[name] for name in asked):
        assert " ".join(finding.label.casefold().split()[-2:]) in text


@languages
def test_a_new_client_begins_with_nothing(visit: Visit, language: str) -> None:
    visitor = at_the_form(visit(language))
    fill(visitor, {"one_sided_swelling": "yes", "age": 54})
    expect(visitor.page.locator("#answer")).to_be_visible()
    visitor.page.click("button[type=submit]")
    expect(visitor.page.locator("#answer-title")).to_be_focused()
    visitor.page.click("button[type=reset]")
    expect(visitor.page.locator("#answer")).to_be_hidden()
    expect(visitor.page.locator("#field-age")).to_have_value("")


@languages
def test_without_javascript_it_says_where_the_answer_is(visit: Visit, language: str) -> None:
    visitor = visit(language, java_script_enabled=False)
    visitor.open(f"{visitor.words['address_screening']}/")
    expect(visitor.page.locator("#no-script")).to_be_visible()
    visitor.page.click("#no-script a")
    expect(visitor.page.locator("h1")).to_have_text(visitor.words["table_title"])
