"""The site as files on a plain host: without a network, and when the copy is old."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.copies import NEXT_YEAR, PLACES, TODAY, Copy, addresses_of, at_the_questions, kept, opened, text_of
from tests.browser.hosted import hosted
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, URGENCIES, Visitor

from venevagt.site.addresses import OWN_PAGES

EXPIRING = {
    name: service.number for name, service in MODEL.services.items() if service.review and service.number
    if service.kind != "emergency" and service.review.over(NEXT_YEAR.date())
}  # fmt: skip
"""Service -> number, of those that are no longer valid in the next year."""


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: "".join(place))
def offline(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Copy]:
    """One page was opened with a network; then there is neither a network nor a server."""
    base, language = request.param
    with hosted(tmp_path_factory.mktemp("site"), base) as host:
        copy = opened(browser, host, language)
        visitor = at_the_questions(copy.visitor().open())
        kept(visitor)
        visitor.page.close()
        copy.context.set_offline(True)
        host.stop()
        yield copy
        copy.context.close()


def test_without_a_network_every_urgency_is_reached(offline: Copy) -> None:
    visitor = at_the_questions(offline.visitor().open())
    visitor.page.reload()
    for urgency in URGENCIES:
        assert at_the_questions(visitor).finish(JOURNEYS[urgency]) == urgency
        at_the_questions(visitor.open())
    visitor.switch()
    assert visitor.finish(JOURNEYS["doctor_today"]) == "doctor_today"


def test_without_a_network_every_page_is_there_and_the_search_finds(offline: Copy) -> None:
    visitor = offline.visitor()
    titles = {visitor.words[title] for _, title in OWN_PAGES.values()}
    titles |= {MODEL.texts[visitor.language].articles[name].title for name in MODEL.about.articles}
    for address in addresses_of(visitor):
        visitor.open(address)
        titles.discard(visitor.heading)
    assert not titles
    visitor.open(f"{visitor.words['address_search']}/")
    visitor.page.get_by_role("searchbox").fill({"da": "hævt lgæ", "en": "calf swolen"}[visitor.language])
    found = visitor.page.locator("#search-found a")
    expect(found.first).to_be_visible()
    visitor.go(found.first)
    assert visitor.open("nothing-here").heading == MODEL.texts[LANGUAGES[0]].site["not_found"]


def test_an_old_copy_says_so_and_a_young_one_does_not(offline: Copy) -> None:
    for at, old in ((TODAY, False), (NEXT_YEAR, True)):
        visitor = at_the_questions(offline.visitor(at=at).open())
        notice = visitor.page.locator("#old-copy")
        expect(notice).to_be_visible(visible=old)
        visitor.finish(JOURNEYS["emergency"])
        expect(notice).to_be_visible(visible=old)
        visitor.open(next(addresses_of(visitor)))
        expect(notice).to_be_visible(visible=old)


def test_an_expired_number_is_nowhere(offline: Copy) -> None:
    assert EXPIRING, "no number expires any more: choose another year"
    visitor = offline.visitor(at=NEXT_YEAR)
    instead = {MODEL.texts[visitor.language].services[name].instead for name in EXPIRING}
    with_words = set()
    for urgency in URGENCIES:
        at_the_questions(visitor.open()).finish(JOURNEYS[urgency])
        if none_of(visitor, instead):
            with_words.add(urgency)
    assert with_words == {"doctor_today"}
    for address in addresses_of(visitor):
        visitor.open(address)
        none_of(visitor, instead)
    for address in ("what-to-do-now/", "when-to-seek-help/", f"{visitor.words['address_table']}/"):
        assert none_of(visitor.open(address), instead), address


def none_of(visitor: Visitor, instead: set[str]) -> bool:
    """No expired number stands on the page or can be called from it; whether the words for it stand there."""
    text, links = text_of(visitor), visitor.page.locator("a[href^='tel:']")
    called = {(link.get_attribute("href") or "").removeprefix("tel:") for link in links.all()}
    for number in EXPIRING.values():
        assert not re.search(rf"\b{number}\b", text), visitor.page.url
        assert number not in called
    return all(words in text for words in instead)


def test_before_its_last_day_the_number_is_there(offline: Copy) -> None:
    visitor = offline.visitor()
    for address in ("what-to-do-now/", f"{visitor.words['address_table']}/"):
        text = text_of(visitor.open(address))
        assert all(number in text for number in EXPIRING.values())
    at_the_questions(visitor.open()).finish(JOURNEYS["doctor_today"])
    assert all(number in text_of(visitor) for number in EXPIRING.values())
