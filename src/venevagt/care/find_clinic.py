"""Find a clinic: those within reach, in the order of fit, distance and date checked, each with its reasons.

There are no reviews and no paid places. What is out of date or was never said is not known, and counts as neither
yes nor no. Whether a person may see clinics at all is asked first: `care/door.py`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from msgspec import Struct

from venevagt.care.clinic import Clinic, has, known_fact, region_of
from venevagt.care.opening import is_open
from venevagt.knowledge.directory import Directory, FactKind
from venevagt.logic.nearest import nearest

EARTH_KM = 6371.0088
"""The mean radius of the earth."""

Answer = Literal["yes", "no", "unknown"]


class Wish(Struct, frozen=True):
    """What matters: a fact of the knowledge, with an option, a number, or a time where it needs one."""

    fact: str
    option: str = ""
    number: float = 0
    at: datetime | None = None


class Search(Struct, frozen=True, kw_only=True):
    """Where, and what matters. Every place that is given has to fit.

    `postcodes`: in one of these. `region`: the id of a region on the day. `position`: latitude and longitude,
    within `within_km`; a clinic without a position then has to be in `postcodes_near`.
    """

    position: tuple[float, float] | None = None
    within_km: float = 25
    postcodes_near: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    region: str = ""
    wishes: tuple[Wish, ...] = ()
    most: int = 20


class Match(Struct, frozen=True):
    """A clinic that was found. `fits`: each wish with yes, no or unknown; `km` is None where a position is missing."""

    clinic: Clinic
    fits: tuple[tuple[Wish, Answer], ...]
    km: float | None


class WishError(ValueError):
    """A wish that cannot be read; says what was found and what to write."""


def read_wish(directory: Directory, text: str) -> Wish:
    """`home_visits`, `languages:en`, `wait_weeks:8`. Raises WishError for anything else."""
    name, _, more = text.strip().partition(":")
    kind = directory.facts.get(name)
    asked = sorted(own.id for own in directory.facts.values() if own.asked and own.asked != "open_at")
    if kind is None or kind.id not in asked:
        near = nearest(name, asked)
        hint = f", did you mean {near!r}?" if near else f"; expected one of: {', '.join(asked)}"
        raise WishError(f"unknown wish {name[:40]!r}{hint}")
    if kind.asked == "has":
        if more:
            raise WishError(f"{name}: found {more[:40]!r} behind it, expected nothing")
        return Wish(name)
    if kind.asked == "one_of":
        if more not in kind.options:
            raise WishError(f"{name}: found {more[:40]!r}, expected {name}: and one of {', '.join(kind.options)}")
        return Wish(name, option=more)
    return Wish(name, number=_number(kind, more))


def _number(kind: FactKind, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not kind.low <= value <= kind.high:
        expected = f"expected {kind.id}: and a number from {kind.low:g} to {kind.high:g}"
        raise WishError(f"{kind.id}: found {text[:40]!r}, {expected}")
    return value


def find(directory: Directory, clinics: Iterable[Clinic], search: Search, on: date) -> tuple[Match, ...]:
    """The clinics that fit best on a day, best first; of equal ones, by id, so that the order is always the same."""
    found = (_match(directory, clinic, search, on) for clinic in clinics)
    matches = sorted((match for match in found if match is not None), key=_order)
    return tuple(matches[: search.most])


def _order(match: Match) -> tuple[int, int, float, int, str]:
    answers = [answer for _, answer in match.fits]
    far = match.km if match.km is not None else float("inf")
    return (-answers.count("yes"), answers.count("no"), far, -match.clinic.checked_on.toordinal(), match.clinic.id)


def _match(directory: Directory, clinic: Clinic, search: Search, on: date) -> Match | None:
    if search.region and region_of(directory, clinic.area, on) != search.region:
        return None
    if search.postcodes and clinic.postcode not in search.postcodes:
        return None
    km = distance(search.position, clinic)
    if search.position is not None and not _near(clinic, search, km):
        return None
    return Match(clinic, tuple((wish, fit(directory, clinic, wish, on)) for wish in search.wishes), km)


def _near(clinic: Clinic, search: Search, km: float | None) -> bool:
    return clinic.postcode in search.postcodes_near if km is None else km <= search.within_km


def distance(position: tuple[float, float] | None, clinic: Clinic) -> float | None:
    """The way as the crow flies in kilometres; None where one of the two places is not known."""
    if position is None or clinic.lat is None or clinic.lon is None:
        return None
    lat, lon = radians(position[0]), radians(position[1])
    other_lat, other_lon = radians(clinic.lat), radians(clinic.lon)
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def fit(directory: Directory, clinic: Clinic, wish: Wish, on: date) -> Answer:
    """Whether a clinic has what is wished on a day; what is not known is `unknown`."""
    answer = _has_wish(directory, clinic, wish, on)
    return "unknown" if answer is None else "yes" if answer else "no"


def _has_wish(directory: Directory, clinic: Clinic, wish: Wish, on: date) -> bool | None:
    asked = directory.facts[wish.fact].asked
    if asked == "has":
        return has(directory, clinic, wish.fact, on)
    value = known_fact(clinic, wish.fact, on)
    if value is None:
        return None
    if asked == "at_most":
        return isinstance(value, (int, float)) and value <= wish.number
    if asked == "open_at":
        assert wish.at is not None
        return is_open(str(value), wish.at)
    return wish.option in (value if isinstance(value, tuple) else (value,))
