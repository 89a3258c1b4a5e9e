"""The pathways on the site: walked by taps alone, without any script, and on paper."""

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from time import monotonic
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, ViewportSize, expect
from tests.browser import axe, looks
from tests.browser.conftest import Visit
from tests.browser.tour import DESK, PHONE
from tests.browser.visitor import LANGUAGES, MODEL, Visitor
from tests.care.work_up_patients import LEG

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.pathway_form import every_route, route_of
from venevagt.care.work_up import walk
from venevagt.care.work_up_words import result_words
from venevagt.site.work_up_pages import list_address, route_name

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


def open_drawing(visitor: Visitor) -> Locator:
    """The drawing, unfolded."""
    visitor.page.locator("details.drawn > summary").click()
    drawing = visitor.page.locator("svg.pathway")
    expect(drawing).to_be_visible()
    return drawing


def at_dvt(visitor: Visitor, fragment: str = "") -> Visitor:
    return visitor.open(f"{list_address(MODEL, visitor.language)}/dvt/{fragment}")


def steps_marked(visitor: Visitor, look: str) -> list[str]:
    found: list[str] = visitor.page.locator(f".w-box.{look}").evaluate_all("(all) => all.map((e) => e.dataset.step)")
    return found


def arrows_marked(visitor: Visitor) -> set[tuple[str, str]]:
    script = "(all) => all.map(({ dataset }) => [dataset.from, dataset.to])"
    return {(one, other) for one, other in visitor.page.locator(".w-arrow.w-taken").evaluate_all(script)}


def answer(visitor: Visitor, step: str, result: str) -> None:
    said = result_words(MODEL, visitor.language, ROUTE.steps[step], result)
    link = visitor.page.locator(f"#step-{step} .ways a").filter(has=visitor.page.get_by_text(said, exact=True))
    visitor.hit(link)


@languages
def test_the_way_marked_in_the_drawing_is_the_way_that_was_walked(visit: Visit, language: str) -> None:
    visitor = at_dvt(visit(language))
    for step, result in TO_RULED_OUT.items():
        answer(visitor, step, result)
    found = walk(MODEL, ROUTE, read_clinical_case(MODEL, {**LEG, "d_dimer": "300 ug/L{FEU}"}))
    walked = [one.step for one in found.passed]
    assert found.decision is not None
    expect(visitor.page.locator(".w-box.w-at")).to_have_attribute("data-step", found.decision.step)
    assert set(steps_marked(visitor, "w-taken")) == set(walked) == set(TO_RULED_OUT)
    assert arrows_marked(visitor) == set(pairwise([*walked, found.decision.step]))
    open_drawing(visitor)
    here = visitor.page.locator(".w-box.w-at")
    expect(here.get_by_text(clinic(visitor)["page_way_here"])).to_be_visible()
    expect(here).to_have_attribute("aria-current", "step")
    visitor.page.go_back()
    expect(visitor.page.locator(".w-box.w-at")).to_have_attribute("data-step", "d_dimer")
    assert steps_marked(visitor, "w-taken") == [name for name in ROUTE.steps if name in walked[:-1]]
    visitor.page.goto(f"{visitor.page.url.partition('#')[0]}#step-venography")
    expect(visitor.page.locator(".w-box.w-at")).to_have_attribute("data-step", "venography")
    assert not steps_marked(visitor, "w-taken")
    assert not arrows_marked(visitor)


def test_without_a_script_the_drawing_marks_where_the_page_stands(visit: Visit) -> None:
    visitor = at_dvt(visit("en", java_script_enabled=False), "#step-likely_scan")
    drawing = open_drawing(visitor)
    assert drawing.get_by_text(clinic(visitor)["page_way_here"]).locator("visible=true").count() == 1
    box = drawing.locator('[data-step="likely_scan"]')
    assert "Where you are" in visitor.page.locator(".drawn .hint").inner_text()
    expect(box.get_by_text(clinic(visitor)["page_way_here"])).to_be_visible()


def test_a_box_of_the_drawing_is_reached_by_keys_and_leads_to_its_step(visit: Visit) -> None:
    visitor = at_dvt(visit("en"))
    open_drawing(visitor)
    visitor.page.locator(".frame").focus()
    visitor.page.keyboard.press("Tab")
    focused = "document.activeElement.dataset.step"
    assert visitor.page.evaluate(focused) == ROUTE.pathway.start
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate(focused) == list(ROUTE.steps)[1]
    visitor.page.keyboard.press("Enter")
    expect(step_at_hand(visitor)).to_have_id(f"step-{list(ROUTE.steps)[1]}")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawing_scrolls_in_its_own_box_and_axe_finds_nothing(
    visit: Visit, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    visitor = visit("da", size=size, color_scheme=scheme)
    for route in every_route(MODEL):
        visitor.open(f"{route_name(MODEL, 'da', route)}/")
        open_drawing(visitor)
        assert not looks.scrolls_sideways(visitor.page)
        assert not looks.small_targets(visitor.page)
        frame = visitor.page.locator(".frame")
        wide, seen = frame.evaluate("(frame) => [frame.scrollWidth, frame.clientWidth]")
        if wide > seen + 20:
            before = left_edge(visitor)
            frame.focus()
            visitor.page.keyboard.press("ArrowRight")
            eventually(partial(moved_left, visitor, before))
        if route.pathway.id in ("dvt", "superficial"):
            visitor.page.evaluate("scrollTo(0, 0)")
            assert not axe.violations(visitor.page)


def left_edge(visitor: Visitor) -> float:
    box = visitor.page.locator("svg.pathway").bounding_box()
    assert box is not None
    return box["x"]


def moved_left(visitor: Visitor, before: float) -> bool:
    return left_edge(visitor) < before


def eventually(holds: Callable[[], bool]) -> None:
    """Wait for what the browser does in its own time, for two seconds at most."""
    until = monotonic() + 2
    while not holds():
        assert monotonic() < until, "it did not come about"


def test_all_words_of_a_drawing_lie_inside_their_boxes(visit: Visit) -> None:
    for language in LANGUAGES:
        visitor = visit(language, size=DESK)
        for route in every_route(MODEL):
            visitor.open(f"{route_name(MODEL, language, route)}/")
            open_drawing(visitor)
            assert visitor.page.evaluate(OUTSIDE) == []


OUTSIDE = """
() => [...document.querySelectorAll(".w-box")].flatMap((box) => {
  const shape = box.querySelector(".w-shape").getBBox();
  const wrong = [...box.querySelectorAll(".w-kind, .w-words")].filter((text) => {
    const own = text.getBBox();
    return own.x < shape.x || own.x + own.width > shape.x + shape.width || own.y < shape.y ||
      own.y + own.height > shape.y + shape.height;
  });
  return wrong.map((text) => text.textContent);
})
"""
"""The words of boxes that leave them."""


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
