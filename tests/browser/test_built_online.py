"""The site as files on a plain host: an update, without JavaScript, and what is asked for and kept."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.chromium import ROOT
from tests.browser.copies import PLACES, Copy, addresses_of, at_the_questions, kept, opened, text_of
from tests.browser.hosted import DAY, hosted
from tests.browser.test_privacy import ANSWERS
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, NUMBER, URGENCIES


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: "".join(place))
def online(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Copy]:
    base, language = request.param
    with hosted(tmp_path_factory.mktemp("site"), base) as host:
        copy = opened(browser, host, language)
        yield copy
        copy.context.close()


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
