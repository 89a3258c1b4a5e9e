"""`python -m maintenance.screenshots`: docs/screens/*.png, what somebody sees first on a phone 360 px wide.

Always on the same day and hour, so that a new picture means a new look. Each is one screen high and
below 60 kB. The first page is docs/screenshot.png, which the README shows.
"""

from collections.abc import Iterator

from playwright.sync_api import Page, sync_playwright
from tests.browser.chromium import ROOT, launch
from tests.browser.visitor import JOURNEYS, MODEL, Visitor

from maintenance.served import NOW, served

FOLDER = ROOT / "docs" / "screens"
_MOST_BYTES = 60_000
_SIZE = (360, 640)


def _pages(visitor: Visitor) -> Iterator[str]:
    """The name of each picture, while the page stands there."""
    visitor.open().reach("where", {})
    yield "question"
    for urgency, answers in JOURNEYS.items():
        visitor.open().finish(answers)
        yield urgency
    visitor.page.goto(visitor.articles()[0])
    yield "article"


def _keep(page: Page, name: str) -> None:
    """Raises SystemExit when the picture is too large for a repository."""
    page.evaluate("document.activeElement.blur()")
    picture = page.screenshot()
    if len(picture) > _MOST_BYTES:
        raise SystemExit(f"{name}.png has {len(picture)} bytes, expected at most {_MOST_BYTES}")
    path = FOLDER / f"{name}.png"
    path.write_bytes(picture)
    print(f"{path.relative_to(ROOT)}: {len(picture) / 1000:.0f} kB")


def main() -> None:
    """Write all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    with served() as site, sync_playwright() as playwright, launch(playwright) as browser:
        width, height = _SIZE
        page = browser.new_page(viewport={"width": width, "height": height}, has_touch=True)
        page.clock.set_fixed_time(NOW)
        for name in _pages(Visitor(page, site, MODEL.about.languages[0], touch=True)):
            _keep(page, name)


if __name__ == "__main__":
    main()
