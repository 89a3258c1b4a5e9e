"""Coordinates: degrees either way round, metres of ETRS89 UTM zone 32, and nothing outside Denmark."""

import pytest
import utm
from hypothesis import given
from hypothesis import strategies as st

from venevagt.directory import places
from venevagt.directory.places import EAST, NORTH, SOUTH, WEST, WrongPlace, in_denmark, position

# Latitude, longitude, east, north; the metres by PROJ (EPSG:4326 to EPSG:25832).
KNOWN = [
    (55.0, 9.0, 500000.0, 6094791.42),
    (55.6761, 12.5683, 724351.93, 6175804.02),
    (57.7209, 10.5838, 594339.3, 6398740.27),
    (55.1, 14.7, 863505.61, 6120769.28),
    (54.83, 8.5, 467880.78, 6075988.82),
]


@pytest.mark.parametrize(("lat", "lon", "east", "north"), KNOWN)
def test_metres_become_the_known_degrees(lat: float, lon: float, east: float, north: float) -> None:
    assert position(east, north) == pytest.approx((lat, lon), abs=2e-6)


def test_degrees_are_accepted_either_way_round() -> None:
    assert position(10.4, 55.4) == (55.4, 10.4)
    assert position(55.4, 10.4) == (55.4, 10.4)


@given(st.floats(SOUTH, NORTH), st.floats(WEST, EAST))
def test_metres_and_degrees_name_the_same_place(lat: float, lon: float) -> None:
    east, north, _, _ = utm.from_latlon(lat, lon, force_zone_number=32)
    try:
        found = position(float(east), float(north))
    except WrongPlace:
        # On the edge of the box a rounding may fall outside.
        assert min(lat - SOUTH, NORTH - lat, lon - WEST, EAST - lon) < 1e-5
        return
    assert found == pytest.approx((lat, lon), abs=3e-6)


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_whatever_is_accepted_lies_in_denmark(east: float, north: float) -> None:
    try:
        found = position(east, north)
    except WrongPlace:
        return
    assert in_denmark(*found)


@pytest.mark.parametrize("pair", [(0, 0), (2.35, 48.85), (900_000, 6_500_000), (float("nan"), 55.0), (1e300, 1e300)])
def test_what_is_not_in_denmark_is_refused(pair: tuple[float, float]) -> None:
    with pytest.raises(WrongPlace, match="expected a place in Denmark"):
        position(*pair)


def test_without_the_library_metres_are_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "utm", None)
    places._to_degrees.cache_clear()
    try:
        assert position(10.4, 55.4) == (55.4, 10.4)
        with pytest.raises(WrongPlace, match=r"pip install 'venevagt\[directory\]'"):
            position(500000, 6094791)
    finally:
        places._to_degrees.cache_clear()
