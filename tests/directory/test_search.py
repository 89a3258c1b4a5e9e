"""The search: by every kind of place, the same as a look at every clinic, and nothing out of date as a yes."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.directory.made_up import DAY, DIRECTORY, clinic, rows

from venevagt.care.clinic import Clinic, FactValue, known_fact
from venevagt.care.find_clinic import Match, WishError, find
from venevagt.directory.importing import import_rows
from venevagt.directory.search import Asked, SearchError, read, search
from venevagt.directory.sqlite import SqliteStore
from venevagt.directory.store import Store
from venevagt.directory.stores import open_store

DEMO = open_store(DIRECTORY, "demo")
EVERY = list(DEMO.every())
ON = date(2026, 11, 30)


def store_of(*clinics: Clinic) -> Store:
    store = SqliteStore(":memory:")
    import_rows(DIRECTORY, store, rows(*clinics), kind="csv:a", source="made up", as_of=DAY)
    return store


def ids(matches: tuple[Match, ...]) -> list[str]:
    return [match.clinic.id for match in matches]


@pytest.mark.parametrize("postcode", ["1050", "3700", "5000", "6000", "7120", "9990"])
@pytest.mark.parametrize("within_km", [2.0, 25.0, 200.0])
def test_the_store_finds_what_a_look_at_every_clinic_finds(postcode: str, within_km: float) -> None:
    asked = Asked(postcode=postcode, within_km=within_km, most=100, wishes=("home_visits", "languages:en"))
    assert search(DIRECTORY, DEMO, asked, ON) == find(DIRECTORY, EVERY, read(DIRECTORY, asked, ON), ON)


@settings(max_examples=60, deadline=None)
@given(st.floats(54.5, 57.8), st.floats(8.0, 15.2), st.floats(0.1, 500))
def test_no_box_of_the_store_loses_a_clinic(lat: float, lon: float, within_km: float) -> None:
    asked = Asked(near=f"{lat},{lon}", within_km=within_km, most=100)
    assert search(DIRECTORY, DEMO, asked, ON) == find(DIRECTORY, EVERY, read(DIRECTORY, asked, ON), ON)


def test_order_is_fit_then_distance_then_date_checked_then_id() -> None:
    fits_far = clinic(1, lat=55.5, home_visits=True)
    near_unknown = clinic(2, lat=55.401)
    near_no = clinic(3, lat=55.4, home_visits=False)
    old = clinic(5, lat=55.401, checked_on=DAY - timedelta(9))
    same = clinic(4, lat=55.401)
    asked = Asked(near="55.4,10.4", wishes=("home_visits",))
    store = store_of(near_no, old, same, near_unknown, fits_far)
    assert ids(search(DIRECTORY, store, asked, DAY)) == ["csv:1", "csv:2", "csv:4", "csv:5", "csv:3"]


def test_each_wish_is_yes_no_or_unknown() -> None:
    one = clinic(1, languages=("da",), wait_weeks=6.0, wheelchair="full")
    asked = Asked(postcode="5000", wishes=("languages:en", "wait_weeks:8", "wheelchair", "home_visits"))
    (match,) = search(DIRECTORY, store_of(one), asked, DAY)
    assert [said for _, said in match.fits] == ["no", "yes", "yes", "unknown"]


_WISHES: Mapping[str, FactValue] = {
    "home_visits": True,
    "wheelchair": "full",
    "languages:en": ("en",),
    "wait_weeks:260": 1.0,
    "accepts_new_patients": True,
}


@given(st.sampled_from(sorted(_WISHES)), st.integers(0, 3000))
@settings(deadline=None)
def test_an_expired_fact_never_counts_as_yes(wish: str, days: int) -> None:
    name = wish.partition(":")[0]
    one = clinic(1, facts={name: _WISHES[wish]})
    on = DAY + timedelta(days)
    (match,) = search(DIRECTORY, store_of(one), Asked(postcode="5000", wishes=(wish,)), on)
    expired = days > DIRECTORY.facts[name].unknown_after_days
    assert match.fits[0][1] == ("unknown" if expired else "yes")
    assert (known_fact(one, name, on) is None) == expired


def test_opening_hours_know_the_danish_holidays() -> None:
    store = store_of(clinic(1, opening_hours="Mo-Fr 08:00-16:00; PH off"))

    def fit(at: str) -> str:
        return search(DIRECTORY, store, Asked(postcode="5000", open_at=at), DAY)[0].fits[0][1]

    assert fit("2026-11-25T10:00") == "yes"
    assert fit("2026-11-25T17:00") == "no"
    assert fit("2026-12-25T10:00") == "no"
    assert fit("2027-03-25T10:00") == "no", "Maundy Thursday"


def test_the_region_is_that_of_the_day() -> None:
    store = store_of(clinic(1, area="1084"), clinic(2, area="1085"), clinic(3, area="1083"))
    last, first = date(2026, 12, 31), date(2027, 1, 1)
    assert ids(search(DIRECTORY, store, Asked(region="Region Sjælland"), last)) == ["csv:2"]
    assert ids(search(DIRECTORY, store, Asked(region="hovedstaden"), last)) == ["csv:1"]
    assert ids(search(DIRECTORY, store, Asked(region="Østdanmark"), first)) == ["csv:1", "csv:2"]
    with pytest.raises(SearchError, match="expected one of those of 2027-01-01"):
        search(DIRECTORY, store, Asked(region="sjaelland"), first)
    with pytest.raises(SearchError, match="expected one of those of 2026-12-31"):
        search(DIRECTORY, store, Asked(region="oestdanmark"), last)


def test_a_clinic_without_a_position_is_found_by_its_postcode() -> None:
    nowhere = clinic(1, lat=None, lon=None)
    store = store_of(nowhere, clinic(2, lat=None, lon=None, postcode="9000"))
    (match,) = search(DIRECTORY, store, Asked(postcode="5000"), DAY)
    assert (match.clinic, match.km) == (nowhere, None)
    assert ids(search(DIRECTORY, store, Asked(town="Odense"), DAY)) == ["csv:1"]


def test_a_town_is_found_in_either_spelling() -> None:
    for town in ("Århus", "aarhus", "AARHUS"):
        assert ids(search(DIRECTORY, DEMO, Asked(town=town), ON)) == ids(
            search(DIRECTORY, DEMO, Asked(town="Aarhus"), ON)
        )
    assert search(DIRECTORY, DEMO, Asked(town="Aarhus"), ON)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(), "0 places, expected one of: postcode, town, region, near, name"),
        (Asked(postcode="5000", town="Odense"), "2 places"),
        (Asked(postcode="50000"), "expected a Danish one such as 5000"),
        (Asked(town="Odens"), "did you mean 'Odense"),
        (Asked(near="55.4"), "expected a place in Denmark as LAT,LON"),
        (Asked(near="48.9,2.3"), "expected a place in Denmark"),
        (Asked(near="nan,nan"), "expected a place in Denmark"),
        (Asked(postcode="5000", within_km=0), "expected more than 0"),
        (Asked(postcode="5000", within_km=float("nan")), "expected more than 0"),
        (Asked(postcode="5000", most=0), "expected 1 to 100"),
        (Asked(postcode="5000", open_at="tomorrow"), "expected a time such as 2026-11-25T10:00"),
    ],
)
def test_a_search_that_cannot_be_made_is_named(asked: Asked, message: str) -> None:
    with pytest.raises(SearchError) as error:
        search(DIRECTORY, DEMO, asked, ON)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ("home_visit", "did you mean 'home_visits'?"),
        ("provider_number", "unknown wish 'provider_number'"),
        ("opening_hours", "unknown wish 'opening_hours'"),
        ("home_visits:yes", "expected nothing"),
        ("languages", "expected languages: and one of da, en"),
        ("languages:xx", "found 'xx'"),
        ("wait_weeks:soon", "a number from 0 to 260"),
        ("wait_weeks:-1", "a number from 0 to 260"),
        ("wait_weeks:nan", "a number from 0 to 260"),
    ],
)
def test_a_wish_that_cannot_be_read_is_named(wish: str, message: str) -> None:
    with pytest.raises(WishError) as error:
        search(DIRECTORY, DEMO, Asked(postcode="5000", wishes=(wish,)), ON)
    assert message in str(error.value)


@pytest.fixture(autouse=True, scope="module")
def _close() -> Iterator[None]:
    yield
    DEMO.close()
