"""The plan after a clot in the browser: red flags first, nothing kept unasked, the plan as Python makes it."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Download, expect
from tests.browser.conftest import Visit
from tests.browser.tour import DESK, PHONE
from tests.browser.visitor import LANGUAGES, MODEL, Visitor, upper_first

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.followup import plan, red_flags
from venevagt.care.plan_words import day_words, line_words, question_words
from venevagt.care.services import danish_now
from venevagt.care.words import filled

languages = pytest.mark.parametrize("language", LANGUAGES)
sizes = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])

CASE = {
    "clot_confirmed": "yes",
    "clot_site": "proximal_leg",
    "clot_medicine": "doac",
    "clot_cause": "none_found",
    "active_cancer": "no",
    "pregnant_now": "no",
    "pregnant": "unsure",
}


class Planner:
    """Somebody on the page, who knows what the page says."""

    def __init__(self, visitor: Visitor, kind: str = "followup") -> None:
        self.visitor, self.page, self.kind = visitor, visitor.page, kind
        visitor.open(f"{visitor.words[f'address_{kind}']}/")
        expect(self.page.locator("#plan-app")).to_be_visible()

    @property
    def words(self) -> Mapping[str, str]:
        found: Mapping[str, str] = getattr(MODEL.texts[self.visitor.language], self.kind)
        return found

    def press(self, does: str) -> "Planner":
        self.page.locator(f"[data-do={does}]:visible").click()
        return self

    def safe(self) -> "Planner":
        """No red flag."""
        self.press("no-flags")
        expect(self.page.locator("#step")).to_have_text(self.words["page_questions"])
        return self

    def answer(self, answers: Mapping[str, str]) -> "Planner":
        for name, answer in answers.items():
            self.page.locator(f"input[name={name}][value={answer}]").check()
        return self

    def begin(self, day: date) -> "Planner":
        self.page.locator("#start").fill(day.isoformat())
        return self

    def made(self) -> "Planner":
        self.press("make")
        expect(self.page.locator("#step")).to_have_text(self.words["page_plan"])
        return self

    def saved(self, does: str) -> bytes:
        with self.page.expect_download() as waiting:
            self.press(does)
        download: Download = waiting.value
        return download.path().read_bytes()

    def stores(self) -> Any:
        return self.page.evaluate("indexedDB.databases()")


def a_plan(visitor: Visitor) -> tuple[Planner, date]:
    start = danish_now().date() - timedelta(days=3)
    return Planner(visitor).safe().answer(CASE).begin(start).made(), start


@languages
@sizes
def test_a_red_flag_shows_112_and_no_question(visit: Visit, language: str, size: Any) -> None:
    for flag in red_flags(MODEL):
        planner = Planner(visit(language, size))
        label = upper_first(MODEL.texts[language].findings[flag].label)
        planner.page.get_by_label(label, exact=True).check()
        expect(planner.page.locator("[data-do=no-flags]")).to_be_hidden()
        planner.press("flags")
        expect(planner.page.locator("#step")).to_have_text(MODEL.texts[language].urgencies["emergency"].headline)
        expect(planner.page.locator(".huge")).to_have_attribute("href", "tel:112")
        assert planner.page.locator("input").count() == 0
        if language == "en" or size is DESK:
            break


def test_enter_on_a_ticked_sign_shows_112_too(visit: Visit) -> None:
    planner = Planner(visit(size=DESK))
    planner.page.locator("#plan-app [type=checkbox]").nth(2).check()
    planner.page.keyboard.press("Enter")
    expect(planner.page.locator(".huge")).to_have_attribute("href", "tel:112")


@languages
def test_the_plan_is_that_of_python_in_words_and_days(visit: Visit, language: str) -> None:
    planner, start = a_plan(visit(language))
    wanted = plan(MODEL, read_clinical_case(MODEL, CASE), start)
    shown = " ".join(planner.page.locator("#plan-app").inner_text().split())
    knowledge, words = MODEL.recovery.followup.plan, planner.words
    today = danish_now().date()
    for name in (*(line.id for line in wanted.lines), *(name for one in wanted.controls for name in one.ask)):
        assert line_words(MODEL, language, knowledge, name, today) in shown, name
    for control in wanted.controls:
        assert f"{words[control.id]}. {filled(words['page_around'], day=day_words(words, control.on))}." in shown
    left_out = {line for line in knowledge.lines if knowledge.lines[line].part != "ask"}
    left_out -= {line.id for line in wanted.lines}
    assert left_out
    for name in left_out:
        assert line_words(MODEL, language, knowledge, name, today) not in shown, name
    for name in wanted.ask:
        assert question_words(MODEL, language, knowledge, name) in shown, name
    assert wanted.ask == ("pregnant", "breastfeeding")


def test_nothing_is_kept_until_it_is_asked_for_and_then_it_comes_back_after_the_red_flags(visit: Visit) -> None:
    planner, _ = a_plan(visit())
    assert planner.stores() == []
    planner.press("keep")
    expect(planner.page.locator("#said")).to_have_text(planner.words["page_kept"])
    before = planner.page.locator("h3, h4, li").all_inner_texts()
    planner.page.reload()
    expect(planner.page.locator("#step")).to_have_text(planner.words["page_danger"])
    planner.safe().press("show-kept")
    assert planner.page.locator("h3, h4, li").all_inner_texts() == before
    planner.press("forget")
    expect(planner.page.locator("#plan-app > [role=status]")).to_have_text(planner.words["page_forgotten"])
    planner.page.reload()
    expect(planner.safe().page.locator(".kept")).to_have_count(0)


def test_the_calendar_tells_a_stranger_nothing_unless_it_is_wanted(visit: Visit) -> None:
    planner, start = a_plan(visit())
    closed = planner.saved("calendar")
    words = planner.words
    events = Calendar.from_ical(closed.decode()).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [words["page_event"]] * 3
    assert b"blodprop" not in closed.lower()
    assert events[0].decoded("dtstart").date() == start + timedelta(days=7)
    assert events[0].decoded("dtstart").tzinfo.key == "Europe/Copenhagen"
    planner.page.locator("#open-titles").check()
    open_events = Calendar.from_ical(planner.saved("calendar").decode()).walk("VEVENT")
    assert words["control_7"] in str(open_events[0]["summary"])
    assert [str(event["uid"]) for event in open_events] == [str(event["uid"]) for event in events]


def test_the_file_has_the_answers_and_the_plan(visit: Visit) -> None:
    planner, start = a_plan(visit())
    kept = json.loads(planner.saved("json"))
    assert kept["answers"] == CASE
    assert kept["start"] == start.isoformat()
    assert [control["day"] for control in kept["controls"]] == [7, 90, 365]


def test_without_a_doctors_word_there_is_no_plan_but_the_way_to_the_questions(visit: Visit) -> None:
    for answer in ("no", "unsure"):
        planner = Planner(visit()).safe().answer({"clot_confirmed": answer})
        expect(planner.page.locator("[data-do=make]")).to_be_hidden()
        expect(planner.page.get_by_role("link", name=planner.words["page_to_triage"])).to_be_visible()
        assert planner.page.locator("fieldset:visible").count() == 1


def test_a_day_that_is_missing_or_still_to_come_is_refused(visit: Visit) -> None:
    planner = Planner(visit()).safe().answer({"clot_confirmed": "yes"})
    for day in ("", (danish_now().date() + timedelta(days=2)).isoformat()):
        planner.page.locator("#start").fill(day)
        planner.press("make")
        expect(planner.page.locator("#start-said")).to_have_text(planner.words["page_start_wrong"])
        expect(planner.page.locator("#start")).to_be_focused()


def test_without_a_script_112_and_the_warning_signs_stand_there(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False).open(f"{MODEL.texts['da'].site['address_followup']}/")
    words = MODEL.texts["da"].followup
    text = " ".join(visitor.page.locator("main").inner_text().split())
    assert words["page_no_script"] in text
    for name in ("emergency_head", "today_bleeding", "today_leg"):
        assert words[name] in text
    assert upper_first("ring 112") in text


def test_a_plan_is_made_by_keyboard_alone(visit: Visit) -> None:
    planner = Planner(visit(size=DESK))
    keyboard = planner.page.keyboard
    planner.page.locator("[data-do=no-flags]").focus()
    keyboard.press("Enter")
    expect(planner.page.locator("#step")).to_be_focused()
    planner.page.locator("#start").fill(danish_now().date().isoformat())
    planner.page.locator("input[name=clot_confirmed]").first.focus()
    keyboard.press("Space")
    expect(planner.page.locator("#question-clot_site")).to_be_visible()
    planner.page.locator("[data-do=make]").focus()
    keyboard.press("Enter")
    expect(planner.page.locator("#step")).to_be_focused()
    expect(planner.page.locator("#step")).to_have_text(planner.words["page_plan"])
