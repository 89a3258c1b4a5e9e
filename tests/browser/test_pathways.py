"""The pathways on the site: walked by taps alone, without any script, and on paper."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from tests.browser.conftest import Visit
from tests.browser.visitor import LANGUAGES, MODEL, Visitor

from venevagt.care.pathway_form import route_of
from venevagt.care.work_up_words import result_words
from venevagt.site.work_up_pages import list_address

languages = pytest.mark.parametrize("language", LANGUAGES)

ROUTE = route_of(MODEL, "dvt")
TO_RULED_OUT = {
    **dict.fromkeys(("danger", "pregnancy", "cancer", "same_leg", "anticoagulated"), "no"),
    "probability": "unlikely",
    "d_dimer": "negative",
}
"""Step -> the answer there, from the first step to a decision."""


def step_at_hand(visitor: Visitor) -> Locator:
    return visitor.page.locator("li:target")


def clinic(visitor: Visitor) -> Any:
    return MODEL.texts[visitor.language].clinic


@languages
def test_a_pathway_is_walked_by_taps_from_the_clinicians_page_to_a_decision(visit: Visit, language: str) -> None:
    visitor = visit(language, java_script_enabled=False)
    visitor.open(f"{visitor.words['address_clinician']}/")
    words, name = clinic(visitor), MODEL.texts[language].pathways["dvt"].name
    visitor.go(visitor.page.get_by_role("link", name=words["page_way_title"], exact=True))
    visitor.go(visitor.page.get_by_role("link", name=re.compile(f"^{re.escape(name)}")))
    item = visitor.page.locator("#step-danger")
    for step, answer in TO_RULED_OUT.items():
        assert item.get_attribute("id") == f"step-{step}"
        said = result_words(MODEL, language, ROUTE.steps[step], answer)
        link = item.locator(".ways a").filter(has=visitor.page.get_by_text(said, exact=True))
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["width"] >= item.evaluate("(item) => item.clientWidth") - 40
        visitor.hit(link)
        item = step_at_hand(visitor)
        expect(item.get_by_text(words["page_way_here"], exact=True)).to_be_visible()
        expect(item.get_by_role("heading")).to_be_in_viewport()
        assert visitor.page.get_by_text(words["page_way_here"], exact=True).locator("visible=true").count() == 1
    expect(item).to_have_id("step-ruled_out")
    expect(item).to_contain_text(words["way_end_ruled_out"])
    visitor.hit(item.get_by_role("link", name=words["page_way_again"], exact=True))
    expect(step_at_hand(visitor)).to_have_id("step-danger")


def test_the_step_that_is_reached_is_not_below_the_emergency_number(visit: Visit) -> None:
    visitor = visit("en").open(f"{list_address(MODEL, 'en')}/dvt/#step-likely_scan")
    bar, step = visitor.emergency.bounding_box(), step_at_hand(visitor).bounding_box()
    assert bar is not None
    assert step is not None
    assert bar["y"] + bar["height"] <= step["y"]


def test_a_pathway_on_paper_has_every_step_and_no_mark_of_where_one_stood(visit: Visit) -> None:
    visitor = visit("en").open(f"{list_address(MODEL, 'en')}/dvt/#step-likely_scan")
    visitor.page.emulate_media(media="print")
    for name in ROUTE.steps:
        expect(visitor.page.locator(f"#step-{name}")).to_be_visible()
    expect(visitor.page.locator("#step-likely_scan .ways a").first).to_be_visible()
    assert not visitor.page.locator(".here:visible, .again:visible").count()
    pages = visitor.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 1 <= pages <= 4
