"""The Danish postcodes: where they lie, which town, municipality and area (region of 2007) they belong to."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

from venevagt.directory.fields import fold
from venevagt.directory.tables import Record, read_table


class Postcode(Struct, frozen=True):
    """A postcode with a point on land in it (degrees)."""

    code: str
    town: str
    lat: float
    lon: float
    municipality: str
    area: str


@cache
def postcodes() -> Mapping[str, Postcode]:
    """Every postcode with a place, by its code."""
    table = read_table((files("venevagt.directory") / "data" / "postcodes_dk.csv").read_bytes())
    places = [table.columns[name] for name in ("postcode", "name", "lat", "lon", "municipalitycode", "regioncode")]
    found = {}
    for record in table.rows:
        assert isinstance(record, Record)
        code, town, lat, lon, municipality, area = (record.fields[place] for place in places)
        found[code] = Postcode(code, town, float(lat), float(lon), municipality, area)
    return found


def area_of(code: str) -> str:
    """The area (region of 2007) that most of a postcode lies in; nothing for an unknown one."""
    found = postcodes().get(code)
    return found.area if found else ""


def of_town(name: str) -> tuple[Postcode, ...]:
    """The postcodes of a town: those called so, or so with a part of the town behind it (Odense, Odense C)."""
    wanted = fold(name.strip())
    if not wanted:
        return ()
    towns = [(fold(place.town), place) for place in postcodes().values()]
    return tuple(place for town, place in towns if town == wanted or town.startswith(f"{wanted} "))


def middle(places: tuple[Postcode, ...]) -> tuple[float, float]:
    """The middle of some postcodes, one at least."""
    count = len(places)
    return sum(place.lat for place in places) / count, sum(place.lon for place in places) / count
