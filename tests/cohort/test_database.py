"""Tables of DuckDB, SQLite and PostgreSQL are read in batches, never changed, and a wrong name is told plainly."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import psycopg
import pyarrow as pa
import pytest
from tests.directory.stores import postgres

from venevagt.cohort.database import table_address
from venevagt.cohort.database_postgres import connected
from venevagt.cohort.exchange import open_other
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.source import BadSource, Source

ROWS = BLOCK + 10
Place = str

_MAKE = """
CREATE TABLE cases (chest_pain boolean, age integer, "bad ""name" varchar(20), weight double precision, day date);
"""
_FILL = (
    "INSERT INTO cases SELECT CASE WHEN n % 3 = 0 THEN NULL ELSE n % 3 = 1 END, n % 100,"
    " CASE WHEN n % 2 = 0 THEN '' ELSE 'a,b''c' END, n / 4.0, DATE '2026-01-31' FROM generate_series(1, {}) AS g(n)"
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        with psycopg.connect(url, autocommit=True) as db:
            db.execute("DROP TABLE IF EXISTS cases; DROP SCHEMA IF EXISTS other CASCADE")
            db.execute(_MAKE)
            db.execute(_FILL.format(ROWS).encode())
            db.execute("CREATE SCHEMA other; CREATE TABLE other.small AS SELECT 1 AS age; CREATE TABLE empty (age int)")
        yield url


@pytest.fixture
def duck(tmp_path: Path) -> Place:
    path = tmp_path / "cases.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute(_MAKE)
        db.execute(_FILL.format(ROWS))
        db.execute("CREATE SCHEMA other; CREATE TABLE other.small AS SELECT 1 AS age; CREATE TABLE empty (age int)")
    return f"duckdb:{path}"


def opened(name: str) -> Source:
    source = open_other(name)
    assert source is not None
    return source


def table(source: Source, *columns: str) -> pa.Table:
    taken = list(source.read(columns))
    assert all(one.batch.num_rows <= BLOCK for one in taken)
    assert [number for one in taken for number in one.numbers] == list(
        range(1, sum(len(one.numbers) for one in taken) + 1)
    )
    return pa.Table.from_batches([one.batch for one in taken])


def is_read_whole(source: Source) -> None:
    found = table(source, "age", "chest_pain", 'bad "name')
    assert found.column_names == ["age", "chest_pain", 'bad "name']
    assert found["age"].to_pylist() == [n % 100 for n in range(1, ROWS + 1)]
    assert found["chest_pain"][:4].to_pylist() == [True, False, None, True]
    assert found['bad "name'][:2].to_pylist() == ["a,b'c", ""]
    assert source.schema.field("chest_pain").type == pa.bool_()
    assert source.schema.field("day").type == pa.date32()
    assert source.schema.field("weight").type == pa.float64()


def test_a_table_of_duckdb(duck: Place) -> None:
    source = opened(f"{duck}?table=cases")
    assert source.rows == ROWS
    is_read_whole(source)
    assert table(opened(f"{duck}?table=other.small"), "age").to_pydict() == {"age": [1]}
    assert list(opened(f"{duck}?table=empty").read(["age"])) == []


def test_a_table_of_postgres(server: str) -> None:
    is_read_whole(opened(f"{server}?table=cases"))
    assert table(opened(f"{server.replace('postgresql', 'postgres')}?table=other.small"), "age").to_pydict() == {
        "age": [1]
    }
    assert list(opened(f"{server}?table=empty").read(["age"])) == []


def test_a_table_of_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "cases.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE cases (age INTEGER, chest_pain TEXT, mixed INTEGER, weight REAL)")
        db.executemany("INSERT INTO cases VALUES (?, ?, ?, ?)", [(50, "yes", 1, 70.5), (None, None, "x", 80)])
    db.close()
    source = opened(f"sqlite:{path}?table=cases")
    assert (source.rows, source.schema.names) == (2, ["age", "chest_pain", "mixed", "weight"])
    assert table(source, *source.schema.names).to_pydict() == {
        "age": [50, None],
        "chest_pain": ["yes", None],
        "mixed": ["1", "x"],
        "weight": [70.5, 80.0],
    }
    source._db.close()  # type: ignore[attr-defined]


INJECTION = 'cases"; DROP TABLE cases; --'


@pytest.mark.parametrize(
    ("table_name", "message"),
    [("case", "no such table; did you mean 'cases'"), (INJECTION, "no such table"), ("", "no table named, expected")],
)
def test_a_wrong_table_is_named_with_the_nearest(duck: Place, server: str, table_name: str, message: str) -> None:
    for place in (duck, server):
        with pytest.raises(BadSource, match=message):
            open_other(f"{place}?table={table_name}")
        assert opened(f"{place}?table=cases").schema.names[0] == "chest_pain"


def test_nothing_is_written(duck: Place, server: str) -> None:
    source = opened(f"{duck}?table=cases")
    with pytest.raises(duckdb.Error, match="read-only"):
        source._db.execute("DROP TABLE cases")  # type: ignore[attr-defined]
    address = table_address(f"{server}?table=cases")
    assert address is not None
    with connected(address) as db, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        db.execute("DROP TABLE cases")


def no_file(folder: Path) -> str:
    return f"duckdb:{folder / 'missing.duckdb'}?table=cases"


def no_database(folder: Path) -> str:
    (folder / "text.duckdb").write_text("no table" * 1000, "utf-8")
    return f"duckdb:{folder / 'text.duckdb'}?table=cases"


def no_sqlite(folder: Path) -> str:
    (folder / "text.sqlite").write_text("no table" * 1000, "utf-8")
    return f"sqlite:{folder / 'text.sqlite'}?table=cases"


@pytest.mark.parametrize(
    ("name", "message"),
    [(no_file, "no such file"), (no_database, "expected a DuckDB file"), (no_sqlite, "expected an SQLite file")],
)
def test_a_place_that_is_no_database_says_so(tmp_path: Path, name: Callable[[Path], str], message: str) -> None:
    with pytest.raises(BadSource, match=message):
        open_other(name(tmp_path))


def test_a_password_is_never_shown(server: str) -> None:
    with_password = server.replace("venevagt@", "nobody_here:s3cret@")
    with pytest.raises(BadSource, match="cannot be used") as caught:
        open_other(f"{with_password}?table=cases")
    assert "s3cret" not in str(caught.value)
    with pytest.raises(BadSource) as caught:
        open_other("postgres://a:s3cret@host:port/x?table=cases")
    assert "s3cret" not in str(caught.value)
    assert "s3cret" not in opened(f"{server.replace('venevagt@', 'venevagt:s3cret@')}?table=cases").name


def test_another_name_is_not_of_this_kind() -> None:
    assert open_other("cases.parquet") is None
