"""The same store in SQLite and in PostgreSQL: imports, history, what vanished, what is found."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.directory.made_up import DAY, DIRECTORY, clinic, rows
from tests.directory.stores import postgres

from venevagt.care.clinic import Clinic
from venevagt.directory.importing import Imported, TooManyVanished, import_rows
from venevagt.directory.postgres import PostgresStore
from venevagt.directory.sqlite import SqliteStore
from venevagt.directory.store import Store, StoreError
from venevagt.directory.stores import open_store

HOME = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        opened: Store = SqliteStore(str(tmp_path / "clinics.db"))
    else:
        found = PostgresStore(request.getfixturevalue("server"))
        found._db.execute("TRUNCATE venevagt.clinic, venevagt.history, venevagt.import")
        opened = found
    yield opened
    opened.close()


def take(store: Store, *clinics: Clinic, kind: str = "csv:a", day: date = DAY, **more: Any) -> Imported:
    return import_rows(DIRECTORY, store, rows(*clinics), kind=kind, source="made up", as_of=day, **more)


def test_what_goes_in_comes_out(store: Store) -> None:
    one = clinic(1, languages=("da", "en"), wait_weeks=4.0, wheelchair="limited", home_visits=True, area="1083")
    take(store, one)
    assert store.get("csv:1") == one
    assert list(store.every()) == [one]
    assert store.get("csv:2") is None


def test_an_import_says_what_is_new_changed_vanished_and_back(store: Store) -> None:
    first, second, third = clinic(1), clinic(2), clinic(3)
    assert take(store, first, second).new == ("csv:1", "csv:2")
    renamed = replace(second, name="Nyt navn")
    done = take(store, renamed, third, shrink=True)
    assert (done.new, done.changed, done.vanished, done.back) == (("csv:3",), ("csv:2",), ("csv:1",), ())
    assert [own.id for own in store.every()] == ["csv:2", "csv:3"]
    assert store.get("csv:1") is None
    again = take(store, first, renamed, third)
    assert (again.new, again.changed, again.vanished, again.back) == ((), (), (), ("csv:1",))
    assert store.get("csv:1") == first
    assert [(version.until_import, version.clinic) for version in store.history("csv:1")] == [(2, first)]
    assert [(version.until_import, version.clinic) for version in store.history("csv:2")] == [(2, second)]
    assert [(own.number, own.new, own.changed, own.vanished) for own in store.imports()] == [
        (1, 2, 0, 0),
        (2, 1, 1, 1),
        (3, 0, 1, 0),
    ]


def test_a_newer_check_is_no_change_and_is_kept(store: Store) -> None:
    take(store, clinic(1, home_visits=True, checked_on=DAY - timedelta(30)))
    done = take(store, clinic(1, home_visits=True))
    assert (done.new, done.changed) == ((), ())
    found = store.get("csv:1")
    assert found is not None
    assert (found.checked_on, found.facts["home_visits"].checked_on) == (DAY, DAY)
    assert store.history("csv:1") == []


def test_an_import_touches_its_own_kind_only(store: Store) -> None:
    take(store, clinic(1), kind="csv:a")
    done = take(store, replace(clinic(2), layer="osm"), kind="osm")
    assert done.vanished == ()
    assert {own.id: own.layer for own in store.every()} == {"csv:1": "open", "csv:2": "osm"}


def test_an_id_of_another_source_is_set_aside(store: Store) -> None:
    take(store, clinic(1), kind="csv:a")
    done = take(store, clinic(1, "Another"), clinic(2), kind="csv:b")
    assert [row.reason for row in done.set_aside] == ["csv:1 is the id of a clinic of another source"]
    found = store.get("csv:1")
    assert found is not None
    assert found.name == "Opdigtet Klinik"


def test_an_id_that_stands_twice_counts_once(store: Store) -> None:
    done = take(store, clinic(1), clinic(1, "Another"))
    assert [(row.line, row.reason) for row in done.set_aside] == [(3, "csv:1 stands in line 2 too, expected once")]
    assert (done.read, done.clinics) == (2, 1)


def test_a_file_without_most_clinics_changes_nothing(store: Store) -> None:
    many = [clinic(number) for number in range(60)]
    take(store, *many)
    with pytest.raises(TooManyVanished, match="59 of 60 clinics are not in this file"):
        take(store, many[0])
    assert len(list(store.every())) == 60
    assert len(store.imports()) == 1
    assert len(take(store, many[0], shrink=True).vanished) == 59


def test_stale_is_from_the_first_day_out_of_date(store: Store) -> None:
    take(store, clinic(1, accepts_new_patients=True), clinic(2))
    days = DIRECTORY.facts["accepts_new_patients"].unknown_after_days
    assert store.stale(DAY + timedelta(days)) == []
    assert store.stale(DAY + timedelta(days + 1)) == ["csv:1"]
    years = DIRECTORY.facts["address"].unknown_after_days
    assert store.stale(DAY + timedelta(years + 1)) == ["csv:1", "csv:2"]


def test_it_is_found_by_place_postcode_area_and_words(store: Store) -> None:
    far = clinic(2, "Ærø Træning", lat=57.0, lon=9.9, postcode="9000", town="Aalborg", area="1081")
    nowhere = clinic(3, "Rønde Øvelser", lat=None, lon=None, postcode="8410", town="Rønde", area="1082")
    take(store, clinic(1), far, nowhere)
    assert {own.id for own in store.within(55.4, 10.4, 5)} == {"csv:1"}
    assert {own.id for own in store.within(56.2, 10.1, 100)} == {"csv:1", "csv:2"}
    assert [own.id for own in store.in_postcodes(["9000", "1000"])] == ["csv:2"]
    assert {own.id for own in store.in_areas(["1081", "1082"])} == {"csv:2", "csv:3"}
    for text in ("aeroe", "ÆRØ træn", "aalborg", "9000 ærø", "Ålborg"):
        assert [own.id for own in store.named(text)] == ["csv:2"], text
    assert [own.id for own in store.named("roende")] == ["csv:3"]
    for text in ("", "  ", '"', "ikke her", "*", "a OR b", "' --", "opdigtet NOT klinik"):
        assert [own.id for own in store.named(text)] == [], text


def test_a_changed_clinic_is_found_by_its_new_words_and_place_only(store: Store) -> None:
    take(store, clinic(1, "Gammelt Navn"))
    take(store, clinic(1, "Nyt Navn", lat=57.0, lon=9.9))
    assert list(store.named("gammelt")) == []
    assert [own.id for own in store.named("nyt")] == ["csv:1"]
    assert list(store.within(55.4, 10.4, 5)) == []
    assert [own.id for own in store.within(57.0, 9.9, 5)] == ["csv:1"]


def test_what_vanished_is_found_no_more_and_comes_back_whole(store: Store) -> None:
    take(store, clinic(1), clinic(2))
    take(store, clinic(2))
    assert [own.id for own in store.named("opdigtet")] == ["csv:2"]
    assert [own.id for own in store.within(55.4, 10.4, 5)] == ["csv:2"]
    assert [own.id for own in store.in_postcodes(["5000"])] == ["csv:2"]
    take(store, clinic(1), clinic(2))
    assert {own.id for own in store.named("opdigtet")} == {"csv:1", "csv:2"}
    assert {own.id for own in store.within(55.4, 10.4, 5)} == {"csv:1", "csv:2"}


def test_sqlite_keeps_everything_when_the_import_is_killed(tmp_path: Path) -> None:
    """The process is killed after the rows were written and before the end: the old state is there, whole."""
    path = tmp_path / "clinics.db"
    kept = SqliteStore(str(path))
    take(kept, clinic(1), clinic(2))
    kept.close()
    program = f"""
        import os, signal
        from tests.directory.made_up import DIRECTORY, DAY, clinic, rows
        from venevagt.directory.importing import import_rows
        from venevagt.directory.sqlite import SqliteStore
        class Killed(SqliteStore):
            def _index(self, *arguments, **more):
                super()._index(*arguments, **more)
                os.kill(os.getpid(), signal.SIGKILL)
        more = rows(*map(clinic, range(500)))
        import_rows(DIRECTORY, Killed({str(path)!r}), more, kind="csv:a", source="x", as_of=DAY)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=HOME, env={**os.environ, "PYTHONPATH": str(HOME)}
    )
    assert done.returncode == -signal.SIGKILL
    again = SqliteStore(str(path))
    assert [own.id for own in again.every()] == ["csv:1", "csv:2"]
    assert {own.id for own in again.named("opdigtet")} == {"csv:1", "csv:2"}
    assert len(again.imports()) == 1
    again.close()


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("no database", encoding="utf-8")
    with pytest.raises(StoreError, match="expected a file made by `venevagt directory import`"):
        SqliteStore(str(text))
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(StoreError, match="another program's database"):
        SqliteStore(str(other))


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file; make it with `venevagt directory import`"):
        open_store(DIRECTORY, str(tmp_path / "none.db"))
    with pytest.raises(StoreError, match="expected a file to import into"):
        open_store(DIRECTORY, "demo", new=True)


def test_an_address_that_nobody_answers_is_refused_without_its_password() -> None:
    with pytest.raises(StoreError, match="cannot be used") as error:
        open_store(DIRECTORY, "postgresql://somebody:secret@127.0.0.1:1/none")
    assert "secret" not in str(error.value)


def test_without_psycopg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'venevagt\[postgres\]'"):
        open_store(DIRECTORY, "postgresql://127.0.0.1/none")


@contextmanager
def _closed(store: Store) -> Iterator[Store]:
    try:
        yield store
    finally:
        store.close()


def test_the_made_up_clinics_are_a_store_of_their_own() -> None:
    with _closed(open_store(DIRECTORY, "demo")) as demo:
        assert len(list(demo.every())) == 300
