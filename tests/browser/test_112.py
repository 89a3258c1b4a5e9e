"""112 on every other page that somebody can come to than those of the tour: within the first 640 px, and first."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from tests.browser import looks
from tests.browser.conftest import Visit
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, Visitor

LISTS = [name for name, screen in MODEL.screens.items() if screen.shape == "tick_list"]


def one_by_one(visitor: Visitor) -> Iterator[str]:
    """Every list as one question after the other, and with what was left out."""
    answers = JOURNEYS["self_care"]
    visitor.open()
    for _ in MODEL.screens:
        if (screen := visitor.screen) in LISTS:
            visitor.press("unsure")
            first = next(name for name in MODEL.screens[screen].findings if MODEL.findings[name].type == "yes_no")
            expect(visitor.radio(first, "yes")).to_be_visible()
            yield f"{screen}, one by one"
            visitor.press("next")
            expect(visitor.page.get_by_role("alert")).to_be_visible()
            yield f"{screen}, one by one with mistakes"
            visitor.press("back")
            expect(visitor.field(first)).to_be_visible()
        if screen:
            visitor.answer(answers)


def changing(visitor: Visitor) -> Iterator[str]:
    """Each screen once more, from the result; then the result of the changed answer."""
    visitor.open().finish(JOURNEYS["self_care"])
    count = visitor.page.locator(".answers [value^='change:']").count()
    for place in range(count):
        visitor.hit(visitor.page.locator("summary", has_text=visitor.words["answers"]))
        visitor.go(visitor.page.locator(".answers [value^='change:']").nth(place))
        yield f"{visitor.screen} again"
        if place < count - 1:
            visitor.go(visitor.button(visitor.words["back"]))
    visitor.field("age").fill("60")
    visitor.next()
    yield "the result of a changed answer"


def with_a_region(visitor: Visitor) -> Iterator[str]:
    visitor.open().finish(JOURNEYS["doctor_today"])
    visitor.page.get_by_label(visitor.words["region"]).select_option(index=1)
    expect(visitor.page.get_by_label(visitor.words["region"])).to_be_focused()
    yield "a result for a region"


def by_a_link(visitor: Visitor, urgency: str) -> Iterator[str]:
    """From a link with answers, and from one that has lost its end."""
    visitor.open().finish(JOURNEYS[urgency])
    visitor.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visitor.press("copy_link")
    link = visitor.page.locator(".tools [role=status] b").inner_text()
    for address, heading in ((link, visitor.headline(urgency)), (link[:-1], visitor.words["bad_link"])):
        visitor.page.goto("about:blank")
        visitor.page.goto(address)
        expect(visitor.h1).to_have_text(heading)
        yield f"from a link: {heading}"


def in_words(visitor: Visitor) -> Iterator[str]:
    """The pages beside the questions and the articles."""
    for name in ("address_table", "address_search", "address_articles", "address_clinician"):
        visitor.open(f"{visitor.words[name]}/")
        yield name


@pytest.mark.parametrize("language", LANGUAGES)
def test_112_is_seen_at_once_and_comes_first_here_too(visit: Visit, language: str) -> None:
    visitor, seen = visit(language), 0
    walks = (
        one_by_one(visitor),
        changing(visitor),
        with_a_region(visitor),
        by_a_link(visitor, "own_gp"),
        in_words(visitor),
    )
    for walk in walks:
        for name in walk:
            seen += 1
            assert looks.emergency_number(visitor.page, within=640) == [], name
    assert seen >= 2 * len(LISTS) + len(MODEL.screens) + 7
