"""A clearance, and days on which everything is well, for the tests of the rehabilitation."""

from datetime import date

from tests.care.helpers import MODEL

from venevagt.care.cases import Answer
from venevagt.care.clearance import Clearance, Held
from venevagt.care.rehabilitation import State, read_today, red_flags, state

GIVEN = date(2026, 11, 24)
CLEARANCE = Clearance(
    by="Doctor Made Up, Nowhere",
    given_on=GIVEN,
    diagnosis="leg_above_knee",
    treatment_started=date(2026, 11, 20),
    treatment="goes_on",
    up_to_stage="sport",
    watch="bruises, “æøå” & more",
    call="12 34 56 78",
    until=date(2027, 5, 31),
)
HELD = Held(CLEARANCE)

CALM: dict[str, Answer] = {
    **dict.fromkeys(red_flags(MODEL), "no"),
    **dict.fromkeys(("more_swelling", "more_pain_at_rest", "bleeding"), "no"),
    "medicine_as_agreed": "yes",
}
"""A day without any danger, on which nothing was asked of how it goes."""

WELL: dict[str, Answer] = {
    **CALM,
    **dict.fromkeys(("first_days_well", "daily_walks_well", "strength_well", "brisk_walk_easy"), "yes"),
}


def state_of(raw: object, *held: Held, on: date = GIVEN) -> State:
    return state(MODEL, held or (HELD,), read_today(MODEL, raw), on=on)


def why(found: State) -> list[str]:
    return [reason.why for reason in found.closed]
