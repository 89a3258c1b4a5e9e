"""The check-ups of a plan as a calendar file (iCalendar, RFC 5545), made by icalendar (the extra `[calendar]`).

Unless the person wants it, no title says what it is about: a calendar is often seen by others.
"""

import importlib.util
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from venevagt.care.followup import DatedControl, FollowUpPlan
from venevagt.care.plan_calendar import HOUR, LASTS, PRODUCT, REMIND_BEFORE, ZONE, event_uid
from venevagt.care.plan_words import plan_words
from venevagt.care.services import DENMARK
from venevagt.care.words import filled
from venevagt.knowledge.model import Model

if TYPE_CHECKING:
    from icalendar import Event


def calendar_installed() -> bool:
    return importlib.util.find_spec("icalendar") is not None


def to_calendar(model: Model, language: str, found: FollowUpPlan, now: datetime, *, open_titles: bool) -> bytes:
    """One event for each control, at nine in Denmark, with an alarm the day before."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if found.controls:
        calendar.add_component(Timezone.from_ical("".join(f"{line}\r\n" for line in ZONE)))
    for control in found.controls:
        calendar.add_component(_event(model, language, found.start, control, now, open_titles=open_titles))
    written: bytes = calendar.to_ical()
    return written


def _event(
    model: Model, language: str, start: date, control: DatedControl, now: datetime, *, open_titles: bool
) -> "Event":
    from icalendar import Alarm, Event

    words = plan_words(model, language, model.recovery.followup.plan)
    title = words["page_event"]
    text = words["page_event_text"]
    if open_titles:
        title = filled(words["page_event_open"], control=words[control.id])
        text = filled(words["page_look"], items=", ".join(words[item] for item in control.look_at))
    begins = datetime.combine(control.on, HOUR, DENMARK)
    event = Event()
    event.add("uid", event_uid(start, control))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + LASTS)
    event.add("summary", title)
    event.add("description", text)
    event.add("class", "PRIVATE")
    if control.every:
        event.add("rrule", {"freq": "daily", "interval": control.every})
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event
