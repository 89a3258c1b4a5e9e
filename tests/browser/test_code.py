"""The QR code of a result: read from the screen as a camera reads it, followed, and printed."""

import io
from typing import Any

import pytest
from playwright.sync_api import Locator
from pypdf import PdfReader
from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.reader import codes_on
from tests.browser.tour import NARROW, PHONE
from tests.browser.visitor import JOURNEYS, LANGUAGES, Visitor

LIGHTS: list[dict[str, Any]] = [
    {},
    {"color_scheme": "dark"},
    {"forced_colors": "active"},
    {"forced_colors": "active", "color_scheme": "dark"},
]
NO_EMERGENCY = ("doctor_today", "own_gp", "self_care")


def shown(visitor: Visitor) -> Locator:
    """Press the button; the drawing."""
    visitor.press("show_code")
    code = visitor.page.get_by_role("img", name=visitor.words["code"], exact=True)
    code.scroll_into_view_if_needed()
    return code


@pytest.mark.parametrize("light", LIGHTS, ids=str)
def test_a_camera_reads_it_and_sees_the_same_result(visit: Visit, light: dict[str, Any]) -> None:
    visitor = visit(**light).open()
    visitor.finish(JOURNEYS["doctor_today"])
    answers = visitor.page.locator(".answers li").all_text_contents()
    shown(visitor)
    assert visitor.page.get_by_role("status").filter(has_text=visitor.words["code_text"]).is_visible()
    (address,) = codes_on(visitor.page)
    assert address.startswith(f"{visitor.site}/da/#a=1.")
    doctor = visit()
    doctor.page.goto(address)
    doctor.page.locator(".card").wait_for()
    assert doctor.heading == doctor.headline("doctor_today")
    assert doctor.page.locator(".answers li").all_text_contents() == answers


@pytest.mark.parametrize("urgency", NO_EMERGENCY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_the_link_that_is_copied(visit: Visit, language: str, urgency: str) -> None:
    visitor = visit(language, NARROW, permissions=["clipboard-read", "clipboard-write"]).open()
    visitor.finish(JOURNEYS[urgency])
    visitor.press("copy_link")
    visitor.page.get_by_text(visitor.words["copied"]).wait_for()
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    code = shown(visitor)
    assert codes_on(visitor.page) == [copied]
    visitor.page.evaluate("scrollTo(0, 0)")
    assert not axe.violations(visitor.page)
    visitor.press("show_code")
    assert code.count() == 0


@pytest.mark.parametrize("light", LIGHTS, ids=str)
def test_it_is_dark_on_light_with_a_margin(visit: Visit, light: dict[str, Any]) -> None:
    visitor = visit(**light).open()
    visitor.finish(JOURNEYS["self_care"])
    code = shown(visitor)
    style = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e.firstElementChild).fill]"
    assert code.evaluate(style) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    x, y, width, height = (float(one) for one in str(code.get_attribute("viewBox")).split())
    assert (x, y) == (-4, -4)
    assert width == height
    box = code.bounding_box()
    assert box is not None
    assert box["width"] / width > 3
    drawn = code.evaluate(
        "e => { const { x, y, width, height } = e.firstElementChild.getBBox(); return [x, y, width, height] }"
    )
    assert drawn == [0, 0, width - 8, height - 8]


@pytest.mark.parametrize("urgency", NO_EMERGENCY)
def test_it_is_printed_when_it_was_shown_on_one_page_still(visit: Visit, urgency: str) -> None:
    visitor = visit(size=PHONE).open()
    visitor.finish(JOURNEYS[urgency])
    visitor.page.emulate_media(media="print")
    assert not visitor.page.locator(".tools").is_visible()
    visitor.page.emulate_media(media="screen")
    code = shown(visitor)
    visitor.page.emulate_media(media="print")
    visitor.page.set_viewport_size({"width": 703, "height": 1032})
    assert code.is_visible()
    assert visitor.page.get_by_text(visitor.words["code_text"]).is_visible()
    assert not visitor.page.get_by_role("heading", name=visitor.words["tools"]).is_visible()
    code.scroll_into_view_if_needed()
    assert len(codes_on(visitor.page)) == 1
    printed = visitor.page.pdf(prefer_css_page_size=True)
    assert len(PdfReader(io.BytesIO(printed)).pages) == 1


def test_the_112_page_has_none(visit: Visit) -> None:
    visitor = visit().open()
    visitor.finish(JOURNEYS["emergency"])
    assert visitor.button(visitor.words["show_code"]).count() == 0
    assert visitor.page.get_by_text(visitor.words["sure"]).count() == 0
