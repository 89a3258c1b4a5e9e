"""What holds on every page, in both languages: screens, mistakes, results, articles, and a page that is not found."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.browser.chromium import NODE_MODULES
from tests.browser.conftest import Visit
from tests.browser.tour import Tour, spaced
from tests.browser.visitor import MODEL, URGENCIES

sizes = pytest.mark.parametrize("size", ["phone", "desk", "zoomed"])


def told(wrong: Mapping[str, list[str]]) -> str:
    return "\n".join(f"{page}: {line}" for page, lines in wrong.items() for line in lines)


@sizes
def test_112_is_seen_at_once_and_comes_first(tour: Tour, size: str) -> None:
    assert not told(tour.wrong(f"emergency number, {size}"))


@sizes
def test_targets_are_large_enough(tour: Tour, size: str) -> None:
    assert not told(tour.wrong(f"targets, {size}"))


@pytest.mark.parametrize("size", ["phone", "desk", "zoomed", "spaced"])
def test_nobody_scrolls_sideways_and_nothing_is_cut(tour: Tour, size: str) -> None:
    assert not told(tour.wrong(f"sideways, {size}"))
    assert not told(tour.wrong(f"cut, {size}"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_borders_of_what_one_touches_are_seen(tour: Tour, scheme: str) -> None:
    assert not told(tour.wrong(f"borders, {scheme}"))


@pytest.mark.parametrize("colours", ["light", "dark", "forced colours"])
def test_axe_finds_nothing(tour: Tour, colours: str) -> None:
    assert not told(tour.wrong(f"axe, {colours}"))


def test_the_tour_has_been_everywhere(tour: Tour) -> None:
    assert {*MODEL.screens, "first page", "one by one", "one by one with mistakes"} <= tour.pages.keys()
    assert {"articles", "embedded", "your own page", "work-up", "rehabilitation, open", "clearance", "not found"} <= (
        tour.pages.keys()
    )
    assert {f"result {urgency}" for urgency in URGENCIES} <= tour.pages.keys()
    assert {f"article {name}" for name in MODEL.about.articles} <= tour.pages.keys()


def test_the_html_is_valid(tour: Tour, tmp_path: Path) -> None:
    """All of the standard, and what helps assistive technology, but for two rules of style in htmlvalidate.json."""
    for name, html in tour.pages.items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    assert invalid(tmp_path) == ""


def test_wider_text_is_wider(visit: Visit) -> None:
    visitor = visit().open()
    spacing = "parseFloat(getComputedStyle(document.querySelector('h1')).letterSpacing)"
    with spaced(visitor.page):
        assert visitor.page.evaluate(spacing) > 2


def invalid(folder: Path) -> str:
    """What html-validate says of the files in a folder."""
    tool = NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
    assert tool.exists(), "html-validate is not installed; run: make .venv/browser-ready"
    config = Path(__file__).parent / "htmlvalidate.json"
    told = subprocess.run(
        ["node", str(tool), "--config", str(config), "--formatter", "text", str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = told.stdout + told.stderr
    assert (told.returncode == 0) == (said == ""), said
    return said
