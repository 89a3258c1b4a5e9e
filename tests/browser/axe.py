"""axe-core on the page as it stands there. It is run through the debugger, so the page's own policy stays as it is."""

from functools import cache
from typing import Any

from playwright.sync_api import Page
from tests.browser.chromium import NODE_MODULES

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose answer depends on the colours."""


@cache
def _source() -> str:
    path = NODE_MODULES / "axe-core" / "axe.min.js"
    assert path.exists(), "axe-core is not installed; run: make .venv/browser-ready"
    return path.read_text(encoding="utf-8")


def violations(page: Page, *, colours_only: bool = False) -> list[str]:
    """What axe-core finds: the rule and the element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    which = {"type": "rule", "values": COLOURS} if colours_only else {"type": "tag", "values": RULES}
    found: dict[str, Any] = page.evaluate(
        "(which) => axe.run(document, { runOnly: which, resultTypes: ['violations'], iframes: false })", which
    )
    return [
        f"{rule['id']}: {node['html'][:120]} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
