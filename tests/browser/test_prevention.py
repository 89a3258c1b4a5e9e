"""The plan against a clot in the browser: red flags first, the plan as Python makes it, nothing kept unasked."""

import json

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.test_followup import Planner
from tests.browser.visitor import LANGUAGES, MODEL

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.followup import red_flags
from venevagt.care.plan_words import line_words
from venevagt.care.prevention import prevention
from venevagt.care.services import danish_now

languages = pytest.mark.parametrize("language", LANGUAGES)

CASE = {"long_travel_planned": "yes", "surgery_planned": "no", "previous_clot": "yes", "hormones": "unsure"}


@languages
def test_the_plan_is_that_of_python_in_words(visit: Visit, language: str) -> None:
    planner = Planner(visit(language), "prevention").safe().answer(CASE).made()
    wanted = prevention(MODEL, read_clinical_case(MODEL, CASE))
    knowledge, today = MODEL.recovery.prevention.plan, danish_now().date()
    shown = " ".join(planner.page.locator("#plan-app").inner_text().split())
    standing = {line.id for line in wanted.lines}
    for name in knowledge.lines:
        assert (line_words(MODEL, language, knowledge, name, today) in shown) == (name in standing), name
    assert shown.index("112") < shown.index(planner.words["part_travel"])
    assert planner.words["page_doctor_decides"] in shown
    assert planner.page.locator(".unknown li").count() == len(wanted.ask)


def test_a_red_flag_shows_112(visit: Visit) -> None:
    planner = Planner(visit(), "prevention")
    planner.page.locator(f"#flag-{red_flags(MODEL)[1]}").check()
    planner.press("flags")
    expect(planner.page.locator(".huge")).to_have_attribute("href", "tel:112")
    planner.press("again")
    expect(planner.page.locator("#step")).to_have_text(planner.words["page_danger"])


def test_the_two_plans_are_kept_apart_and_saved_as_files(visit: Visit) -> None:
    visitor = visit()
    planner = Planner(visitor, "prevention").safe().answer(CASE).made()
    assert planner.stores() == []
    planner.press("keep")
    expect(planner.page.locator("#said")).to_have_text(planner.words["page_kept"])
    assert json.loads(planner.saved("json"))["answers"] == CASE
    other = Planner(visitor).safe()
    expect(other.page.locator(".kept")).to_have_count(0)
    again = Planner(visitor, "prevention").safe().press("show-kept")
    expect(again.page.locator("#step")).to_have_text(again.words["page_plan"])


def test_the_page_leads_to_the_article_and_not_to_a_copy_of_it(visit: Visit) -> None:
    planner = Planner(visit(), "prevention")
    link = planner.page.get_by_role("link", name=planner.words["page_more"])
    link.click()
    expect(planner.page.get_by_role("heading", level=1)).to_have_text(MODEL.texts["da"].articles["prevention"].title)
