"""One walk over every page, on which everything that can be measured is measured; the tests read what was found."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Page, ViewportSize
from tests.browser import axe, looks
from tests.browser.pages import every_page
from tests.browser.visitor import Visitor

PHONE: ViewportSize = {"width": 360, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""A window of 1280 x 1024 at 400 %."""
NARROW: ViewportSize = {"width": 320, "height": 640}

SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
"""What WCAG 1.4.12 asks a page to bear."""

Check = Callable[[Page], list[str]]


class Tour:
    """Check -> page -> what is wrong there; and the HTML of every page."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)

    def wrong(self, check: str) -> Mapping[str, list[str]]:
        """The pages on which something is wrong. Raises AssertionError when the check was not made on every page."""
        assert self.found[check].keys() == self.pages.keys(), f"{check} was not made everywhere"
        return {page: wrong for page, wrong in self.found[check].items() if wrong}


def walk(visitor: Visitor) -> Tour:
    """All checks on all pages; the window is a phone's at the beginning."""
    tour = Tour()
    for name in every_page(visitor):
        tour.pages[name] = visitor.page.content()
        for check, wrong in measured(visitor.page):
            tour.found[check][name] = wrong
    return tour


def measured(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Each check of a page as it stands there, with what is wrong; the window is a phone's in the end."""
    for size, window in (("desk", DESK), ("zoomed", ZOOMED), ("phone", PHONE)):
        page.set_viewport_size(window)
        yield f"emergency number, {size}", looks.emergency_number(page, within=min(640, window["height"]))
        yield f"targets, {size}", looks.small_targets(page)
        yield f"sideways, {size}", looks.scrolls_sideways(page)
        yield f"cut, {size}", looks.cut_text(page)
    yield "borders, light", looks.faint_borders(page)
    yield "axe, light", axe.violations(page)
    page.emulate_media(color_scheme="dark")
    yield "borders, dark", looks.faint_borders(page)
    yield "axe, dark", axe.violations(page, colours_only=True)
    page.emulate_media(color_scheme="light", forced_colors="active")
    yield "axe, forced colours", axe.violations(page, colours_only=True)
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(NARROW)
    with spaced(page):
        yield "sideways, spaced", looks.scrolls_sideways(page)
        yield "cut, spaced", looks.cut_text(page)
    page.set_viewport_size(PHONE)


@contextmanager
def spaced(page: Page) -> Iterator[None]:
    """Wider text, as some need it to read."""
    page.evaluate(
        """(css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [sheet];
        }""",
        SPACED,
    )
    yield
    page.evaluate("document.adoptedStyleSheets = []")
