"""When the check-ups of a plan stand in a calendar, and what every such file has in common."""

from datetime import date, time, timedelta

from venevagt.care.followup import DatedControl

HOUR = time(9)
LASTS = timedelta(minutes=30)
REMIND_BEFORE = timedelta(days=1)
PRODUCT = "-//Venevagt//Venevagt//EN"

ZONE = (
    *("BEGIN:VTIMEZONE", "TZID:Europe/Copenhagen"),
    *("BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    *("TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "END:STANDARD"),
    *("BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
    *("TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT"),
    "END:VTIMEZONE",
)
"""Danish time, summer and winter, by the rule of the European Union since 1996."""


def event_uid(start: date, control: DatedControl) -> str:
    """What tells the event from all others; it says nothing of the person.

    It stays the same as long as the plan begins on the same day: read in again, it takes the place of the old.
    """
    return f"{start.isoformat()}-{control.day}@venevagt"
