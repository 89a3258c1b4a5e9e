"""A copy of the built site in a browser, and somebody who uses it at an hour of their own device."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, expect
from tests.browser.hosted import DAY, Host
from tests.browser.visitor import MODEL, Visitor

from venevagt.site.addresses import OWN_PAGES, own_pages, slug

PLACES = [("/", "da"), ("/leg/", "en")]
"""At the top of a host and in a folder of it, each first opened in another language."""

TODAY = datetime.fromisoformat(f"{DAY}T10:00:00+01:00")
NEXT_YEAR = datetime.fromisoformat("2027-01-15T10:00:00+01:00")


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
