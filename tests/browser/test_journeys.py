"""From the first page to each result: with a finger, with a keyboard, back and forth, without JavaScript."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import ViewportSize, expect
from tests.browser.conftest import Visit
from tests.browser.tour import DESK, PHONE, ZOOMED
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, PLAIN_CRAMP, URGENCIES, Visitor, upper_first

from venevagt.care.words import filled

both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize("urgency", URGENCIES)
@pytest.mark.parametrize(("language", "size"), [("da", PHONE), ("en", PHONE), ("da", DESK), ("en", ZOOMED)], ids=str)
def test_every_urgency_is_reached(visit: Visit, urgency: str, language: str, size: ViewportSize) -> None:
    visitor = visit(language, size).open()
    assert visitor.finish(JOURNEYS[urgency]) == urgency
    assert visitor.page.title() == f"{visitor.heading} – {visitor.words['name']}"


@pytest.mark.parametrize(("urgency", "language"), [*((urgency, "da") for urgency in URGENCIES), ("doctor_today", "en")])
def test_without_javascript_too(visit: Visit, urgency: str, language: str) -> None:
    visitor = visit(language, java_script_enabled=False).open()
    assert visitor.finish(JOURNEYS[urgency]) == urgency


@both_languages
def test_from_a_cold_start_to_112_in_one_answer(visit: Visit, language: str) -> None:
    """One answer is two taps: the sign, and the button below the list."""
    visitor = visit(language).open()
    visitor.hit(visitor.field("chest_pain"))
    visitor.press("next")
    expect(visitor.h1).to_have_text(visitor.headline("emergency"))
    numbers = visitor.page.locator('a[href="tel:112"]')
    assert numbers.count() >= 2
    for number in numbers.all():
        expect(number).to_be_in_viewport(ratio=1)


def keyboard_answers(visitor: Visitor, answers: Mapping[str, str]) -> None:
    """Fill in the page at hand and go on, by Tab, arrows, Space and Enter only."""
    keys = visitor.page.keyboard
    done = False
    for name in MODEL.screens[visitor.screen].findings:
        if name not in answers:
            continue
        done = True
        if MODEL.findings[name].type == "choice":
            first = MODEL.findings[name].options[0]
            tab_to(visitor, visitor.radio(name, first))
            keys.press("Space")
            while not visitor.radio(name, answers[name]).is_checked():
                keys.press("ArrowDown")
        else:
            tab_to(visitor, visitor.field(name))
            keys.press("Space") if MODEL.findings[name].type == "yes_no" else keys.type(answers[name])
    words = MODEL.texts[visitor.language].screens[visitor.screen]
    tab_to(visitor, visitor.button(visitor.words["next"] if done else words.none))
    before = visitor.h1.inner_text()
    keys.press("Enter")
    expect(visitor.h1).not_to_have_text(before)


def tab_to(visitor: Visitor, target: object) -> None:
    for _ in range(80):
        visitor.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):  # type: ignore[attr-defined]
            return
    raise AssertionError(f"Tab does not come to {target}")


@pytest.mark.parametrize(("urgency", "javascript"), [*((urgency, True) for urgency in URGENCIES), ("own_gp", False)])
def test_the_keyboard_alone_leads_to_a_result(visit: Visit, urgency: str, javascript: bool) -> None:
    visitor = visit(size=DESK, java_script_enabled=javascript).open()
    for _ in MODEL.screens:
        if visitor.screen:
            keyboard_answers(visitor, JOURNEYS[urgency])
    assert visitor.heading == visitor.headline(urgency)


def test_enter_in_a_field_goes_on(visit: Visit) -> None:
    visitor = visit(size=DESK).open()
    visitor.reach("who", PLAIN_CRAMP)
    visitor.field("age").fill("54")
    visitor.field("age").press("Enter")
    expect(visitor.h1).to_have_text(visitor.headline("self_care"))


def test_the_back_button_shows_what_was_answered(visit: Visit) -> None:
    visitor = visit().open()
    visitor.none()
    visitor.answer({"warmth": "yes"})
    assert visitor.screen == "where"
    visitor.go(visitor.button(visitor.words["back"]))
    assert visitor.screen == "looks"
    expect(visitor.field("warmth")).to_be_checked()
    expect(visitor.field("redness")).not_to_be_checked()


def test_the_browsers_own_back_and_forward(visit: Visit) -> None:
    visitor = visit().open()
    visitor.none()
    visitor.answer({"warmth": "yes"})
    visitor.page.go_back()
    expect(visitor.h1).to_have_text(visitor.title_of("looks"))
    expect(visitor.field("warmth")).to_be_checked()
    visitor.page.go_back()
    expect(visitor.h1).to_have_text(visitor.title_of("red_flags"))
    visitor.page.go_forward()
    expect(visitor.h1).to_have_text(visitor.title_of("looks"))
    visitor.page.go_forward()
    expect(visitor.h1).to_have_text(visitor.title_of("where"))
    assert visitor.finish({"warmth": "yes", **PLAIN_CRAMP}) == "doctor_today"


@both_languages
def test_an_answer_is_changed_from_the_result(visit: Visit, language: str) -> None:
    visitor = visit(language).open()
    visitor.finish(PLAIN_CRAMP)
    visitor.hit(visitor.page.locator("summary", has_text=visitor.words["answers"]))
    title = MODEL.texts[language].screens["looks"].title
    change = re.compile(rf"^{visitor.words['change']}\b.*{re.escape(title)}$")
    visitor.go(visitor.page.get_by_role("button", name=change))
    assert visitor.screen == "looks"
    visitor.answer({"one_sided_swelling": "yes"})
    assert visitor.heading == visitor.headline("doctor_today")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_first_list_too_one_comes_back_to_the_result(visit: Visit, javascript: bool) -> None:
    """Opened from the result, it has a way back there, though no page lies before it."""
    visitor = visit(java_script_enabled=javascript).open()
    visitor.finish(JOURNEYS["own_gp"])
    visitor.hit(visitor.page.locator("summary", has_text=visitor.words["answers"]))
    visitor.go(visitor.page.locator(".answers [value='change:red_flags']"))
    assert visitor.screen == "red_flags"
    visitor.go(visitor.button(visitor.words["back"]))
    assert visitor.heading == visitor.headline("own_gp")


def test_the_other_language_keeps_the_answers(visit: Visit) -> None:
    visitor = visit().open()
    visitor.none()
    visitor.hit(visitor.field("warmth"))
    visitor.switch()
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    assert visitor.screen == "looks"
    expect(visitor.field("warmth")).to_be_checked()
    visitor.next()
    assert visitor.finish({"place": "leg"}) == "doctor_today"
    visitor.switch()
    assert visitor.heading == visitor.headline("doctor_today")


@both_languages
def test_help_unfolds_on_the_spot(visit: Visit, language: str) -> None:
    visitor = visit(language).open()
    text = MODEL.texts[language].findings["chest_pain"]
    why = visitor.page.get_by_text(text.why)
    expect(why).to_be_hidden()
    help_for = filled(visitor.words["help_for"], label=upper_first(text.label))
    visitor.hit(visitor.page.locator("summary", has_text=help_for))
    expect(why).to_be_visible()
    expect(visitor.field("chest_pain")).not_to_be_checked()
