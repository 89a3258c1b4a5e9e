"""What somebody meets who left something out or wrote something wrong."""

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.visitor import LANGUAGES, PLAIN_CRAMP, Visitor


def check_summary(visitor: Visitor) -> None:
    """The title says it, the summary has the focus, and each of its lines leads to a field with the same words."""
    page, words = visitor.page, visitor.words
    alert = page.get_by_role("alert", name=words["error_summary"], exact=True)
    expect(alert).to_be_focused()
    assert page.title() == f"{words['error_prefix']} {visitor.heading} – {words['name']}"
    lines = alert.get_by_role("link")
    assert lines.count() >= 1
    for line in lines.all():
        visitor.hit(line)
        target = line.get_attribute("href")
        assert page.evaluate("'#' + document.activeElement.id") == target
        field = page.locator(f"{target}")
        said = field.evaluate(
            """e => (e.closest("[aria-describedby]").getAttribute("aria-describedby").trim().split(/\\s+/)
              .map((id) => document.getElementById(id).innerText).join(" "))"""
        )
        assert line.inner_text() in said


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_said_shown_and_linked(visit: Visit, language: str, javascript: bool) -> None:
    visitor = visit(language, java_script_enabled=javascript).open()
    visitor.press("unsure")
    expect(visitor.radio("chest_pain", "yes")).to_be_visible()
    visitor.press("next")
    check_summary(visitor)


@pytest.mark.parametrize("written", ["", "200", "abc"])
def test_a_wrong_number_stays_and_can_be_put_right(visit: Visit, written: str) -> None:
    visitor = visit().open()
    visitor.reach("who", PLAIN_CRAMP)
    visitor.field("age").fill(written)
    visitor.press("next")
    check_summary(visitor)
    expect(visitor.field("age")).to_have_value(written)
    expect(visitor.field("age")).to_have_attribute("aria-invalid", "true")
    visitor.field("age").fill("54")
    visitor.next()
    assert visitor.heading == visitor.headline("self_care")


def test_the_heading_has_the_focus_on_the_next_page(visit: Visit) -> None:
    visitor = visit().open()
    visitor.none()
    expect(visitor.h1).to_be_focused()
    assert visitor.page.evaluate("scrollY") == 0
