"""The site as files on a plain host: without a network, after an update, when it is old, without JavaScript."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from tests.browser.chromium import ROOT
from tests.browser.hosted import DAY, Host, hosted
from tests.browser.test_privacy import ANSWERS
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, NUMBER, URGENCIES, Visitor

from venevagt.site.addresses import OWN_PAGES, own_pages, slug

TODAY = datetime.fromisoformat(f"{DAY}T10:00:00+01:00")
NEXT_YEAR = datetime.fromisoformat("2027-01-15T10:00:00+01:00")
EXPIRING = {
    name: service.number for name, service in MODEL.services.items() if service.review and service.number
    if service.kind != "emergency" and service.review.over(NEXT_YEAR.date())
}  # fmt: skip
"""Service -> number, of those that are no longer valid in the next year."""


class Copy(NamedTuple):
    """A copy of the site in a browser; `said`: whatever was written to its console."""

    host: Host
    context: BrowserContext
    first: str
    said: list[str]

    def visitor(self, language: str = "", *, at: datetime = TODAY) -> Visitor:
        """Somebody in a new tab, whose device has this time."""
        self.context.clock.set_fixed_time(at)
        return Visitor(self.context.new_page(), self.host.url.rstrip("/"), language or self.first, touch=True)


def opened(browser: Browser, host: Host, language: str, **more: bool) -> Copy:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True, **more)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    return Copy(host, context, language, said)


def at_the_questions(visitor: Visitor) -> Visitor:
    """Wait until the script has put the questions there."""
    expect(visitor.h1).to_have_text(visitor.title_of("red_flags"))
    return visitor


def kept(visitor: Visitor) -> list[str]:
    """Wait until the whole site is kept; the names of the caches."""
    names: list[str] = visitor.page.evaluate(
        """async () => {
          const { active } = await navigator.serviceWorker.ready;
          if (active.state !== "activated") await new Promise((go) => active.addEventListener("statechange", go));
          return caches.keys();
        }"""
    )
    return names


@pytest.fixture(scope="module", params=[("/", "da"), ("/leg/", "en")], ids=lambda place: "".join(place))
def online(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Copy]:
    base, language = request.param
    with hosted(tmp_path_factory.mktemp("site"), base) as host:
        copy = opened(browser, host, language)
        yield copy
        copy.context.close()


@pytest.fixture(scope="module", params=[("/", "da"), ("/leg/", "en")], ids=lambda place: "".join(place))
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


def addresses_of(visitor: Visitor) -> Iterator[str]:
    """Below a language: all pages but the questions."""
    yield from (own_pages(MODEL, page)[visitor.language] + "/" for page in OWN_PAGES)
    yield from (f"{slug(name)}/" for name in MODEL.about.articles)


def text_of(visitor: Visitor) -> str:
    """All words of the page, whether they are seen or not; what only a browser without JavaScript reads is no part."""
    text: str = visitor.page.evaluate(
        "[...document.body.querySelectorAll('noscript')].forEach((e) => e.remove()) || document.body.textContent"
    )
    return " ".join(text.split())


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


def with_another_text(folder: Path) -> Path:
    """A copy of the knowledge with another line under the name."""
    shutil.copytree(ROOT / "knowledge", folder)
    path = folder / "text" / "da" / "site.yaml"
    old = MODEL.texts["da"].site["tagline"]
    text = path.read_text(encoding="utf-8")
    assert f"tagline: {old}\n" in text
    path.write_text(text.replace(f"tagline: {old}\n", "tagline: Den nye udgave\n"), encoding="utf-8")
    return folder


def test_a_newer_build_waits_until_somebody_takes_it(browser: Browser, tmp_path: Path) -> None:
    with hosted(tmp_path / "site", "/leg/") as host:
        copy = opened(browser, host, "da")
        answering = at_the_questions(copy.visitor().open())
        (earlier,) = kept(answering)
        answering.none()
        answering.say({"warmth": "yes"})

        host.build("--date", DAY, "--knowledge", str(with_another_text(tmp_path / "knowledge")))
        later = time.time() + 60  # hosts tell two states of a file apart by whole seconds
        for path in host.folder.rglob("*"):
            os.utime(path, (later, later))
        reading = copy.visitor().open("what-to-do-now/")
        expect(reading.page.locator("#newer")).to_be_visible()
        expect(reading.page.locator("header")).to_contain_text(MODEL.texts["da"].site["tagline"])
        assert reading.words["newer"] in text_of(reading)

        reading.hit(reading.page.locator("#take-newer"))
        expect(reading.page.locator("header")).to_contain_text("Den nye udgave")
        expect(reading.page.locator("#newer")).to_be_hidden()
        (now,) = kept(reading)
        assert now != earlier

        # The other tab has kept its answers, and comes to its end with what it has loaded.
        expect(answering.field("warmth")).to_be_checked()
        answering.next()
        assert answering.finish({"place": "leg"}) == "doctor_today"
        answering.page.reload()
        expect(answering.page.locator("header")).to_contain_text("Den nye udgave")
        copy.context.close()
        assert not copy.said


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_112_comes_first_and_then_every_rule(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    with hosted(tmp_path) as host:
        copy = opened(browser, host, language, java_script_enabled=False)
        visitor = copy.visitor().open()
        lines = visitor.page.locator("body").inner_text().splitlines()
        shown = [" ".join(line.split()) for line in lines if line.strip()]
        copy.context.close()
    assert NUMBER in shown[1], shown[:3]
    assert visitor.words["without_script"] in shown
    texts, place = MODEL.texts[language], -1
    for urgency in reversed(URGENCIES):
        headline = shown.index(texts.urgencies[urgency].headline, place + 1)
        assert headline > place, urgency
        place = headline
        for name, rule in MODEL.rules.items():
            if rule.urgency == urgency:
                at = shown.index(texts.rules[name].name, headline)
                assert shown[at + 1] == texts.rules[name].reason
                assert shown[at + 2 :], name
                place = max(place, at)


def test_nothing_is_asked_for_but_the_files_of_the_build(online: Copy) -> None:
    """On any page, and in an interview from its beginning to its end: which files, tells nobody an answer."""
    asked: list[str] = []
    online.context.on("request", lambda request: asked.append(request.url))
    visitor = at_the_questions(online.visitor().open())
    kept(visitor)
    before = len(online.host.asked)
    visitor.none()
    visitor.say({"calf_difference_cm": ANSWERS["calf_difference_cm"]})
    visitor.next()
    visitor.go(visitor.button(visitor.words["back"]))
    visitor.switch()
    assert visitor.finish(ANSWERS) == "self_care"
    assert online.host.asked[before:] == []
    address = visitor.page.url
    reader = online.visitor()
    for path in addresses_of(reader):
        reader.open(path)
    reader.page.goto(online.host.url)
    files = {f"{online.host.base}{path.relative_to(online.host.folder)}" for path in online.host.folder.rglob("*")}
    for request in online.host.asked:
        line, *headers = request.strip().splitlines()
        method, target, _ = line.split()
        assert method == "GET"
        assert (f"{target}index.html" if target.endswith("/") else target) in files
        names = {header.partition(":")[0].lower() for header in headers}
        assert not names & {"cookie", "referer", "content-length", "transfer-encoding"}, request
    assert [url for url in asked if not url.startswith(online.host.url)] == []
    assert urlsplit(address)[2:] == (f"{online.host.base}{visitor.language}/", "", "")
    assert online.said == []


def test_what_is_kept_is_the_build_and_nothing_else(online: Copy) -> None:
    visitor = at_the_questions(online.visitor().open())
    kept(visitor)
    assert visitor.finish(ANSWERS) == "self_care"
    assert visitor.page.evaluate(
        """async () => [
          document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, name,
        ]"""
    ) == ["", 0, 0, 0, ""]
    (name,) = visitor.page.evaluate("caches.keys()")
    assert re.fullmatch(r"venevagt-[0-9a-f]{12}-[0-9a-f]{12}", name)
    addresses: list[str] = visitor.page.evaluate(
        f"caches.open('{name}').then((cache) => cache.keys()).then((all) => all.map((request) => request.url))"
    )
    not_kept = {"worker.js", "_headers", ".nojekyll", "venevagt-build.json"}
    files = {str(path.relative_to(online.host.folder)) for path in online.host.folder.rglob("*") if path.is_file()}
    wanted = {re.sub(r"(^|/)index\.html$", r"\1", path) for path in files - not_kept}
    assert {address.removeprefix(online.host.url) for address in addresses} == wanted
    assert visitor.page.evaluate("typeof history.state") == "number"


def test_a_copied_link_leads_to_this_site_also_in_a_folder(online: Copy) -> None:
    visitor = at_the_questions(online.visitor().open())
    visitor.finish(JOURNEYS["own_gp"])
    visitor.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visitor.press("copy_link")
    marked = visitor.page.locator(".tools [role=status] b")
    expect(marked).to_be_visible()
    link = marked.inner_text()
    assert link.startswith(f"{online.host.url}{visitor.language}/#a=")
    other = online.visitor()
    other.page.goto(link)
    expect(other.h1).to_have_text(other.headline("own_gp"))
