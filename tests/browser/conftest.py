"""One server and one Chromium for the whole folder, a new profile for each visitor."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, ViewportSize, sync_playwright
from tests.browser import chromium
from tests.browser.host import Host, running
from tests.browser.tour import DESK, PHONE, Tour, walk
from tests.browser.visitor import LANGUAGES, Visitor


class Visit(Protocol):
    """Makes visitors. `size`: of the window in CSS pixels; the rest is for playwright's new_context."""

    def __call__(self, language: str = "da", size: ViewportSize = ..., **more: Any) -> Visitor: ...


@pytest.fixture(scope="package")
def site() -> Iterator[str]:
    """The address of a running server, without a slash at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", "from venevagt.cli.main import run; run()", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield line.split("/ (")[0].removeprefix("Venevagt is at ")
        process.terminate()
        process.stdout.read()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = chromium.launch(playwright)
        except SystemExit as missing:
            pytest.fail(str(missing), pytrace=False)
        yield browser
        browser.close()


@pytest.fixture
def visit(site: str, browser: Browser) -> Iterator[Visit]:
    """A maker of visitors. At the end: no page has made an error in the console."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            complaints.append(message.text)

    def make(language: str = "da", size: ViewportSize = PHONE, **more: Any) -> Visitor:
        touch = size["width"] < DESK["width"]
        context = browser.new_context(viewport=size, has_touch=touch, **more)
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("console", hear)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return Visitor(context.new_page(), site, language, touch=touch)

    yield make
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(scope="package", params=LANGUAGES)
def tour(request: pytest.FixtureRequest, site: str, browser: Browser) -> Tour:
    """What was found on every page in one language."""
    with browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, reduced_motion="reduce"
    ) as context:
        context.set_default_timeout(10_000)
        return walk(Visitor(context.new_page(), site, request.param, touch=True))


@pytest.fixture(scope="package")
def host() -> Iterator[Host]:
    """Pages of somebody else, at another origin than the site."""
    with running() as host:
        yield host
