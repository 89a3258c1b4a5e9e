"""How the site looks in the dark, with forced colours and on paper, and where the focus is."""

import io

import pytest
from playwright.sync_api import ViewportSize
from pypdf import PdfReader
from tests.browser import looks
from tests.browser.conftest import Visit
from tests.browser.tour import DESK, ZOOMED
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, PLAIN_CRAMP, URGENCIES, Visitor


def test_the_dark_is_dark(visit: Visit) -> None:
    visitor = visit(color_scheme="dark").open()
    paper = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(int(part) for part in paper.removeprefix("rgb(").removesuffix(")").split(",")) < 3 * 48


def test_forced_colours_keep_the_outlines_of_things(visit: Visit) -> None:
    visitor = visit(forced_colors="active").open()
    for thing in (visitor.emergency, visitor.page.locator(".tick").first, visitor.page.locator(".buttons .none")):
        style = thing.evaluate("e => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).borderTopWidth]")
        assert style[0] == "solid"
        assert float(style[1].removesuffix("px")) >= 1


def test_nothing_moves_where_that_is_unwanted(visit: Visit) -> None:
    visitor = visit(reduced_motion="reduce").open()
    assert not looks.movement(visitor.page)
    visitor.finish(PLAIN_CRAMP)
    assert not looks.movement(visitor.page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [ZOOMED, DESK], ids=str)
def test_the_focus_is_seen_at_every_stop(visit: Visit, size: ViewportSize, scheme: str) -> None:
    visitor = visit(size=size, color_scheme=scheme).open()
    wrong = walk_by_tab(visitor)
    visitor.finish(JOURNEYS["doctor_today"])
    wrong += walk_by_tab(visitor)
    visitor.page.goto(visitor.articles()[0])
    assert not [*wrong, *walk_by_tab(visitor)]


def walk_by_tab(visitor: Visitor) -> list[str]:
    """Tab to the end of the page and back to its top; what is wrong with the focus on the way."""
    visitor.page.evaluate("document.activeElement.blur(); getSelection().setPosition(document.body, 0)")
    return [*walk_by(visitor, "Tab"), *walk_by(visitor, "Shift+Tab")]


def walk_by(visitor: Visitor, key: str) -> list[str]:
    wrong: list[str] = []
    for stops in range(200):
        visitor.page.keyboard.press(key)
        if visitor.page.evaluate("document.activeElement === document.body"):
            assert stops > 8
            return wrong
        wrong += looks.focus_hidden(visitor.page)
    raise AssertionError(f"{key} never comes to the end of the page")


@pytest.mark.parametrize("article", [False, True])
def test_tab_comes_to_the_skip_link_and_then_to_112(visit: Visit, article: bool) -> None:
    visitor = visit(size=DESK).open()
    if article:
        visitor.page.goto(visitor.articles()[0])
    focused = "document.activeElement.getAttribute('href')"
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate(focused) == "#main"
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate(focused) == "tel:112"


def test_the_skip_link_leads_to_the_content(visit: Visit) -> None:
    visitor = visit(size=DESK).open()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("urgency", URGENCIES)
def test_on_one_sheet_are_the_numbers_and_no_buttons(visit: Visit, urgency: str, language: str) -> None:
    visitor = visit(language).open()
    visitor.page.emulate_media(media="print")
    assert [one.inner_text() for one in visitor.page.get_by_role("button").all()] == []
    visitor.page.emulate_media(media="null")  # else the sheet would look as the screen does
    visitor.finish(JOURNEYS[urgency])
    phones = [one.inner_text().strip() for one in visitor.page.get_by_role("main").locator("a[href^='tel:']").all()]
    assert phones or urgency in ("own_gp", "self_care")
    (sheet,) = PdfReader(io.BytesIO(visitor.page.pdf(prefer_css_page_size=True))).pages
    assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297], "A4 in mm"
    words = MODEL.texts[language].site
    flat = " ".join(sheet.extract_text().split())
    assert visitor.heading in flat
    for number in ("112", *phones):
        assert number in flat
    visitor.page.emulate_media(media="print")
    assert [one.inner_text() for one in visitor.page.get_by_role("button").all()] == []
    for word in ("back", "start_over", "show", "skip"):
        assert visitor.page.get_by_text(words[word], exact=True).filter(visible=True).count() == 0
