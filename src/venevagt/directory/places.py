"""Coordinates: degrees or ETRS89 UTM zone 32, accepted where they lie in Denmark and refused otherwise."""

from collections.abc import Callable
from functools import cache
from typing import Any

WEST, EAST = 7.4, 15.6
SOUTH, NORTH = 54.3, 58.0
"""The corners of the box around Denmark, in degrees."""

_ZONE = 32
_DIGITS = 6


class WrongPlace(ValueError):
    """Coordinates that cannot be used; says what was found and what was expected."""


def in_denmark(lat: float, lon: float) -> bool:
    """Whether a point in degrees lies in the box around Denmark."""
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def position(east: float, north: float) -> tuple[float, float]:
    """(latitude, longitude) of two coordinates: degrees in either order, or metres of ETRS89 UTM zone 32.

    Raises WrongPlace for what is not in Denmark, and for metres where the library for them is not installed.
    """
    if in_denmark(north, east):
        return round(north, _DIGITS), round(east, _DIGITS)
    if in_denmark(east, north):
        return round(east, _DIGITS), round(north, _DIGITS)
    if 100_000 <= east < 1_000_000 and 5_900_000 <= north < 6_600_000:
        lat, lon = _to_degrees()(east, north, _ZONE, northern=True, strict=False)
        if in_denmark(float(lat), float(lon)):
            return round(float(lat), _DIGITS), round(float(lon), _DIGITS)
    expected = f"expected a place in Denmark ({WEST:g}-{EAST:g} E, {SOUTH:g}-{NORTH:g} N)"
    raise WrongPlace(f"the coordinates {east:g} and {north:g}, {expected}")


@cache
def _to_degrees() -> Callable[..., Any]:
    try:
        import utm
    except ImportError:
        raise WrongPlace(
            "coordinates in metres, which need the package utm: pip install 'venevagt[directory]'"
        ) from None
    to_degrees: Callable[..., Any] = utm.to_latlon
    return to_degrees
