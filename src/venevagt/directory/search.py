"""A search as somebody asks for it: read, the candidates fetched from a store, ranked by care."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct

from venevagt.care.clinic import Clinic
from venevagt.care.find_clinic import Match, Search, Wish, find, read_wish
from venevagt.directory.fields import fold
from venevagt.directory.places import in_denmark
from venevagt.directory.postcodes import middle, of_town, postcodes
from venevagt.directory.store import Store
from venevagt.knowledge.directory import Directory
from venevagt.logic.nearest import nearest

MOST = 100
"""More clinics than this are never shown at once."""

FARTHEST_KM = 500.0


class SearchError(ValueError):
    """A search that cannot be made; says what was found and what was expected."""


class Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search in words. Exactly one place is given: `postcode`, `town`, `region`, `near` ("LAT,LON") or `name`."""

    postcode: str = ""
    town: str = ""
    region: str = ""
    near: str = ""
    name: str = ""
    within_km: float = 25
    wishes: tuple[str, ...] = ()
    open_at: str = ""
    most: int = 20


def search(directory: Directory, store: Store, asked: Asked, on: date) -> tuple[Match, ...]:
    """The clinics that fit best on a day. Raises SearchError or WishError for what cannot be asked."""
    wanted = read(directory, asked, on)
    return find(directory, candidates(directory, store, asked, wanted), wanted, on)


def read(directory: Directory, asked: Asked, on: date) -> Search:
    """The search with its place found. Raises SearchError or WishError."""
    given = [name for name in ("postcode", "town", "region", "near", "name") if getattr(asked, name)]
    if len(given) != 1:
        raise SearchError(f"{len(given)} places, expected one of: postcode, town, region, near, name")
    if not 0 < asked.within_km <= FARTHEST_KM:
        raise SearchError(f"within {asked.within_km:g} km, expected more than 0 and at most {FARTHEST_KM:g}")
    if not 1 <= asked.most <= MOST:
        raise SearchError(f"{asked.most} clinics at most, expected 1 to {MOST}")
    position, near_codes = _place(asked)
    return Search(
        position=position,
        within_km=asked.within_km,
        postcodes_near=near_codes,
        region=_region(directory, asked.region, on),
        wishes=_wishes(directory, asked),
        most=asked.most,
    )


def candidates(directory: Directory, store: Store, asked: Asked, wanted: Search) -> Iterable[Clinic]:
    """Clinics of the store among which are all that the search can find."""
    if wanted.region:
        return store.in_areas(directory.regions[wanted.region].areas)
    if wanted.position is None:
        return store.named(asked.name)
    without_place = (clinic for clinic in store.in_postcodes(wanted.postcodes_near) if clinic.lat is None)
    return [*store.within(*wanted.position, wanted.within_km), *without_place]


def _place(asked: Asked) -> tuple[tuple[float, float] | None, frozenset[str]]:
    """The point from which distances count, and the postcodes there."""
    if asked.postcode:
        found = postcodes().get(asked.postcode.strip())
        if found is None:
            raise SearchError(f"the postcode {asked.postcode[:20]!r}, expected a Danish one such as 5000")
        return (found.lat, found.lon), frozenset({found.code})
    if asked.town:
        places = of_town(asked.town)
        if not places:
            names = {fold(place.town): place.town for place in postcodes().values()}
            near = nearest(fold(asked.town), names)
            hint = f", did you mean {names[near]!r}?" if near else ""
            raise SearchError(f"the town {asked.town[:40]!r} is not known{hint}; a postcode works too")
        return middle(places), frozenset(place.code for place in places)
    if asked.near:
        return _coordinates(asked.near), frozenset()
    return None, frozenset()


def _coordinates(text: str) -> tuple[float, float]:
    expected = f"found {text[:40]!r}, expected a place in Denmark as LAT,LON, such as 55.4,10.4"
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise SearchError(f"near: {expected}") from None
    if not in_denmark(lat, lon):
        raise SearchError(f"near: {expected}")
    return lat, lon


def _region(directory: Directory, text: str, on: date) -> str:
    if not text:
        return ""
    there = [region.id for region in directory.regions.values() if region.exists(on)]
    wanted = fold(text).removeprefix("region ").strip()
    if wanted not in there:
        near = nearest(wanted, there)
        hint = f", did you mean {near!r}?" if near else ""
        raise SearchError(f"the region {text[:40]!r}, expected one of those of {on}: {', '.join(there)}{hint}")
    return wanted


def _wishes(directory: Directory, asked: Asked) -> tuple[Wish, ...]:
    wishes: Sequence[Wish] = [read_wish(directory, text) for text in asked.wishes if text.strip()]
    if not asked.open_at:
        return tuple(wishes)
    try:
        at = datetime.fromisoformat(asked.open_at)
    except ValueError:
        raise SearchError(f"open at {asked.open_at[:40]!r}, expected a time such as 2026-11-25T10:00") from None
    return (*wishes, Wish("opening_hours", at=at))
