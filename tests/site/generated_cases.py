"""Cases for the differential test: random, but the same at every run."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP
from tests.care.test_scenarios import SCENARIOS, case_of

from venevagt.care.cases import Answer
from venevagt.care.services import DENMARK
from venevagt.knowledge.model import Finding

FIRST_REVIEW = min(fact.review.checked_on for fact in MODEL.facts.values() if fact.review)


def answer_to(chance: random.Random, finding: Finding) -> Answer:
    """Any answer that the finding can have; numbers beside the limits of the rules more often."""
    if finding.type == "number":
        if finding.unsure != "must_be_answered" and chance.random() < 0.2:
            return "unsure"
        near = [finding.low, finding.high, 2.9, 3.0, 3.1, 12.28125, 0.00001, *(15.0, 16.0, 59.5, 60.0)]
        inside = [value for value in near if finding.low <= value <= finding.high]
        some = round(chance.uniform(finding.low, finding.high), chance.randrange(9))
        return chance.choice([*inside, some, int(some)])
    words = list(finding.options) or ["yes", "no"]
    return chance.choice(words if finding.unsure == "must_be_answered" else [*words, "unsure"])


def random_case(chance: random.Random) -> dict[str, Answer]:
    """Some answers changed, some taken away, in any order: finished or not, likely or not."""
    stories = _stories()
    case = dict(chance.choice([{}, ALL_NO, PLAIN_CRAMP, PLAIN_CRAMP, chance.choice(stories), chance.choice(stories)]))
    for name in chance.sample(sorted(MODEL.findings), chance.choice([0, 1, 1, 2, 3, 5, 9, 20])):
        case[name] = answer_to(chance, MODEL.findings[name])
    dropped = chance.choice([0, 0, 0, 1, 2, 6])
    for name in chance.sample(sorted(case), min(dropped, len(case))):
        del case[name]
    if chance.random() < 0.3:
        screens = list(MODEL.screens.values())
        open_ones = chance.choice([screens[chance.randrange(len(screens)) :], [chance.choice(screens)]])
        case = {name: answer for name, answer in case.items() if not any(name in one.findings for one in open_ones)}
    items = list(case.items())
    if chance.random() < 0.3:
        chance.shuffle(items)
    return dict(items)


@cache
def _stories() -> list[Mapping[str, Answer]]:
    return [case_of(scenario) for scenario in SCENARIOS]


@cache
def _turning_days() -> tuple[date, ...]:
    """The days on which something begins or runs out, those beside them, and days far away."""
    services, facts, rules = MODEL.services.values(), MODEL.facts.values(), MODEL.rules.values()
    reviews = [*(one.review for one in services), *(one.review for one in facts), *(one.review for one in rules)]
    turning = {review.valid_to for review in reviews if review is not None}
    turning |= {service.valid_from for service in services if service.valid_from is not None}
    beside = {day + timedelta(days=step) for day in turning for step in (-1, 0, 1)}
    summer_and_winter_time = {date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)}
    return tuple(sorted(beside | summer_and_winter_time | {FIRST_REVIEW, date(2019, 12, 31), date(2099, 2, 28)}))


def random_day(chance: random.Random) -> date:
    return chance.choice(
        [FIRST_REVIEW, FIRST_REVIEW + timedelta(days=chance.randrange(30)), chance.choice(_turning_days())]
    )


def random_moment(chance: random.Random) -> datetime:
    """A moment in Denmark, near the hours at which something opens or closes more often."""
    hour = chance.choice([0, 2, 7, 8, 15, 16, 23, chance.randrange(24)])
    day = random_day(chance)
    return datetime(day.year, day.month, day.day, hour, chance.choice([0, 30, 59]), 59, tzinfo=DENMARK)


def requests(answers: Iterable[Mapping[str, Answer]], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Each case asked in some language, on some day, at some moment, in some region."""
    regions = ["", *(service.region for service in MODEL.services.values() if service.region), "elsewhere"]
    for case in answers:
        yield {
            "ask": "case",
            "answers": case,
            "language": chance.choice(MODEL.about.languages),
            "on": random_day(chance).isoformat(),
            "at": random_moment(chance).isoformat(),
            "region": chance.choice(regions),
        }
