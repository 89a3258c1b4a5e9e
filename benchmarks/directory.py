"""`python -m benchmarks.directory [CLINICS ...]`: how fast a register is read, and how fast clinics are found in it.

The rows are made up, in the columns of SOR, all of them of physiotherapists with a place of their own: the slowest
case. The file is read, checked and written to SQLite on disk twice; the second time every clinic is there already and
one in a hundred has changed. Then searches around places, beside reading and looking at every clinic (`linear`).
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from venevagt.care.find_clinic import find
from venevagt.directory.importing import import_rows
from venevagt.directory.postcodes import Postcode, postcodes
from venevagt.directory.search import Asked, candidates, read, search
from venevagt.directory.sor import sor_clinics
from venevagt.directory.sqlite import SqliteStore
from venevagt.knowledge.compiled import get_model

ON = date(2026, 11, 24)
SEARCHES = 50
DIRECTORY = get_model().recovery.directory
COLUMNS = (
    *("SorId", "SorType", "EntityName", "EntityTypeName", "HealthInstitutionSorId", "HealthInstitutionEntityName"),
    *("HealthInstitutionEntityTypeName", "ProviderId", "PrioritizedEntitySpeciality1Name"),
    *("VisitingAddressStreetName", "VisitingAddressStreetBuildingId", "VisitingAddressPostCodeId"),
    *("VisitingAddressDistrictName", "VisitingAddressCoordETRS89z32EMeasure", "VisitingAddressCoordETRS89z32NMeasure"),
    *("VirtualAddressTelephoneNumber", "VirtualAddressEmailAddress", "VirtualAddressWebsite"),
    *("FirstFromDate", "FromDate", "ToDate"),
    *(f"Empty{number}" for number in range(19)),
)


def row(number: int, places: list[Postcode], chance: random.Random, name: str) -> str:
    """One made-up clinic near a postcode's point; metres by a plane that is good enough for a benchmark."""
    place = places[number % len(places)]
    east = 500_000 + (place.lon - 9) * 63_500 + chance.uniform(-4000, 4000)
    north = 6_094_791 + (place.lat - 55) * 111_300 + chance.uniform(-4000, 4000)
    fields = {
        "SorId": f'="{10**15 + number}"',
        "SorType": "SI",
        "EntityName": f"{name} {number}",
        "EntityTypeName": "fysioterapiklinik",
        "ProviderId": f'="{number:06}"',
        "VisitingAddressStreetName": "Opdigtet Gade",
        "VisitingAddressStreetBuildingId": str(number % 200 + 1),
        "VisitingAddressPostCodeId": place.code,
        "VisitingAddressDistrictName": place.town,
        "VisitingAddressCoordETRS89z32EMeasure": f"{east:.2f}".replace(".", ","),
        "VisitingAddressCoordETRS89z32NMeasure": f"{north:.2f}".replace(".", ","),
        "VirtualAddressTelephoneNumber": "12345678",
        "VirtualAddressEmailAddress": "post@example.org",
        "VirtualAddressWebsite": "https://example.org",
        "FromDate": "2020-01-01",
    }
    return ";".join(fields.get(column, "") for column in COLUMNS)


def towns() -> list[Postcode]:
    """One postcode of each town: the centre of Copenhagen has 400, most of them a street."""
    return list({place.town: place for place in postcodes().values()}.values())


def made_up(count: int, *, changed: int = 0) -> bytes:
    """A file of SOR with so many clinics, of which the first `changed` have another name."""
    chance = random.Random(7)
    places = towns()
    names = ("Anden Opdigtet Fysioterapi", "Opdigtet Fysioterapi")
    rows = (row(number, places, chance, names[number >= changed]) for number in range(count))
    return "\r\n".join([";".join(COLUMNS), *rows]).encode("utf-8-sig")


def processor_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def imports(path: Path, count: int) -> SqliteStore:
    """Import the made-up register twice and print how long each took."""
    store = SqliteStore(str(path))
    for told, content in (("new", made_up(count)), ("again", made_up(count, changed=count // 100))):

        def work(content: bytes = content) -> None:
            rows = sor_clinics(DIRECTORY, content, ON)
            done = import_rows(DIRECTORY, store, rows, kind="sor", source="SOR", as_of=ON)
            assert (done.read, done.clinics) == (count, count), done.set_aside[:3]

        busy: list[float] = []
        whole = seconds(lambda work=work, busy=busy: busy.append(processor_seconds(work)))  # type: ignore[misc]
        print(
            f"{count:>9,} rows, {told:<5} {len(content) / 1e6:6.1f} MB {whole:6.2f} s, of the processor {busy[0]:.2f} s"
        )
    return store


def searches(store: SqliteStore, count: int) -> None:
    """Print the middle and the longest time of searches, and of a look at every clinic; they find the same."""
    chance = random.Random(11)
    everywhere = towns()
    asked = [
        Asked(postcode=chance.choice(everywhere).code, within_km=10, wishes=("home_visits",)) for _ in range(SEARCHES)
    ]
    by_store = [seconds(lambda one=one: search(DIRECTORY, store, one, ON)) for one in asked]  # type: ignore[misc]
    few = asked[: 3 if count > 50_000 else SEARCHES]
    linear = []
    for one in few:
        wanted = read(DIRECTORY, one, ON)
        linear.append(seconds(lambda wanted=wanted: find(DIRECTORY, store.every(), wanted, ON)))  # type: ignore[misc]
        assert find(DIRECTORY, store.every(), wanted, ON) == find(
            DIRECTORY, candidates(DIRECTORY, store, one, wanted), wanted, ON
        )
    for told, times in (("store", by_store), ("linear", linear)):
        print(
            f"{count:>9,} clinics, {told:<6} {median(times) * 1000:9.2f} ms middle {max(times) * 1000:9.2f} ms longest"
        )


def main() -> None:
    for count in [int(argument) for argument in sys.argv[1:]] or [3_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            store = imports(Path(folder) / "clinics.db", count)
            searches(store, count)
            store.close()


if __name__ == "__main__":
    main()
