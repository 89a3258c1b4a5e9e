"""The scripts of the plan after a clot give exactly what Python gives."""

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from icalendar import Calendar
from tests.care.helpers import MODEL
from tests.site.plan_node import answers_to, ask

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.followup import plan
from venevagt.care.plans import questions_for
from venevagt.cli.followup_calendar import to_calendar

PLAN = MODEL.recovery.followup.plan
CASES = 3000
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def generated() -> list[dict[str, Any]]:
    chance = random.Random(20261124)
    return [
        {
            "kind": "followup",
            "answers": {**answers_to(PLAN, chance), "clot_confirmed": "yes"},
            "start": (date(2024, 2, 20) + timedelta(days=chance.randrange(1500))).isoformat(),
        }
        for _ in range(CASES)
    ]


def in_python(case: dict[str, Any]) -> Any:
    known = read_clinical_case(MODEL, case["answers"])
    return json.loads(msgspec.json.encode(plan(MODEL, known, date.fromisoformat(case["start"]))))


def test_the_plans_of_generated_cases_are_equal() -> None:
    cases = generated()
    found = ask({"ask": "plan", **case} for case in cases)
    for case, one in zip(cases, found, strict=True):
        assert one == in_python(case), case
    # They reach everything there is to be different in.
    assert {line["id"] for one in found for line in one["lines"]} == {
        name for name, line in PLAN.lines.items() if line.part != "ask"
    }
    asked = {name for one in found for control in one["controls"] for name in control["ask"]}
    assert asked == {name for name, line in PLAN.lines.items() if line.part == "ask"}
    assert {control["day"] for one in found for control in one["controls"]} == {7, 14, 90, 365}
    assert {name for one in found for name in one["ask"]} == {*PLAN.questions} - {"clot_confirmed"}
    assert any(one["open"] for one in found)
    assert any(one["open_controls"] for one in found)


def test_the_questions_that_fit_are_equal() -> None:
    cases = generated()
    for case, found in zip(cases, ask({"ask": "questions", **case} for case in cases), strict=True):
        known = read_clinical_case(MODEL, case["answers"])
        assert found == [one.id for one in questions_for(PLAN, known)], case


def test_an_answer_to_a_question_that_fits_no_more_does_not_count() -> None:
    answers = {"clot_confirmed": "yes", "clot_site": "arm", "superficial_within_3_cm": "yes", "superficial_5_cm": "no"}
    (found,) = ask([{"ask": "fitting", "kind": "followup", "answers": answers}])
    assert found == {"clot_confirmed": "yes", "clot_site": "arm"}


def test_without_a_confirmed_clot_there_is_no_plan() -> None:
    for answer in ("no", "unsure"):
        case = {"ask": "plan", "kind": "followup", "answers": {"clot_confirmed": answer}, "start": "2026-11-24"}
        assert ask([case]) == [None]


def events(written: str) -> list[tuple[object, ...]]:
    calendar = Calendar.from_ical(written)
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Europe/Copenhagen"
    return [
        (
            *(str(event[name]) for name in ("uid", "summary", "description", "class")),
            *(event.decoded(name) for name in ("dtstamp", "dtstart", "dtend")),
            event.get("rrule"),
            [(alarm.decoded("trigger"), str(alarm["description"])) for alarm in event.walk("VALARM")],
        )
        for event in calendar.walk("VEVENT")
    ]


def test_the_calendar_files_say_the_same() -> None:
    for case in generated()[:60]:
        made = plan(MODEL, read_clinical_case(MODEL, case["answers"]), date.fromisoformat(case["start"]))
        for wanted in (False, True):
            (found,) = ask([{"ask": "calendar", **case, "now": NOW.isoformat(), "open": wanted}])
            assert all(len(line.encode()) <= 75 for line in found.split("\r\n"))
            assert events(found) == events(to_calendar(MODEL, "da", made, NOW, open_titles=wanted).decode())
            assert len(events(found)) == len(made.controls)
