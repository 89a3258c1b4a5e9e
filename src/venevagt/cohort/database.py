"""A table of a database as a source: DuckDB, SQLite, or PostgreSQL, read in batches and never changed."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pyarrow as pa
from msgspec import Struct

from venevagt.cohort.machine import BLOCK
from venevagt.cohort.source import BadSource, Taken
from venevagt.logic.nearest import did_you_mean

_FORM = re.compile(r"(duckdb|sqlite|postgres(?:ql)?):(.*)", re.DOTALL)


class Address(Struct, frozen=True):
    """Where a table is. `shown`: the address for messages, without a user or a password."""

    kind: str
    place: str
    table: str
    shown: str


def table_address(name: str) -> Address | None:
    """The address in a name such as duckdb:cases.duckdb?table=cases, or None for another kind of name.

    Raises BadSource where the table is not named.
    """
    found = _FORM.fullmatch(name)
    if found is None:
        return None
    kind, rest = found[1], found[2]
    if kind.startswith("postgres"):
        kind, (place, shown) = "postgres", _postgres_place(name)
    else:
        place = rest.partition("?")[0]
        shown = f"{kind}:{place}"
    options = dict(parse_qsl(rest.partition("?")[2], keep_blank_values=True))
    if not options.get("table"):
        raise BadSource(f"{shown}: no table named, expected {shown}?table=NAME")
    return Address(kind, place, options["table"], f"{shown}?table={options['table']}")


def _postgres_place(name: str) -> tuple[str, str]:
    try:
        url = urlsplit(name)
        host, port = url.hostname or "", f":{url.port}" if url.port else ""
    except ValueError:
        raise BadSource("postgres: expected postgres://USER@HOST:PORT/DATABASE?table=NAME") from None
    others = [f"{key}={value}" for key, value in parse_qsl(url.query, keep_blank_values=True) if key != "table"]
    place = url._replace(scheme="postgresql", query="&".join(others)).geturl()
    return place, f"postgres://{host}{port}{url.path}"


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def full_name(wanted: str, tables: Sequence[tuple[str, str]], shown: str, usual: str) -> str:
    """The table as SQL names it: one of those that there are, (schema, name). `usual`: the schema without a name.

    Only names that the database gave go into a query. Raises BadSource with the nearest name.
    """
    names = {(name if schema == usual else f"{schema}.{name}"): (schema, name) for schema, name in tables}
    if wanted not in names:
        near = did_you_mean(wanted, names)
        expected = near or f"expected one of: {', '.join(sorted(names)[:10]) or 'none, it is empty'}"
        raise BadSource(f"{shown}: no such table; {expected}")
    schema, name = names[wanted]
    return f"{quoted(schema)}.{quoted(name)}"


def short(error: Exception) -> str:
    """The first line of a database's message."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


class DuckSource:
    """A table or a view of a DuckDB file."""

    def __init__(self, address: Address) -> None:
        self.name = address.shown
        self._db = open_duckdb(address)
        rows = self._db.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = current_database()"
        ).fetchall()
        self._table = full_name(address.table, rows, address.shown, "main")
        try:
            self.schema = self._db.sql(f"SELECT * FROM {self._table} LIMIT 0").to_arrow_table().schema  # noqa: S608
            ((count,),) = self._db.execute(f"SELECT count(*) FROM {self._table}").fetchall()  # noqa: S608
        except duckdb.Error as error:
            raise BadSource(f"{self.name}: cannot be read ({short(error)})") from None
        self.rows: int | None = count

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """The rows as they stand in the table, with these columns. Raises BadSource."""
        yield from numbered(self.name, self._db, f"SELECT {', '.join(map(quoted, columns))} FROM {self._table}")  # noqa: S608


def open_duckdb(address: Address) -> duckdb.DuckDBPyConnection:
    """The file, to be read only. Raises BadSource."""
    if not Path(address.place).is_file():
        raise BadSource(f"{address.shown}: no such file")
    try:
        return duckdb.connect(address.place, read_only=True)
    except duckdb.Error as error:
        raise BadSource(f"{address.shown}: expected a DuckDB file ({short(error)})") from None


def numbered(name: str, db: duckdb.DuckDBPyConnection, query: str) -> Iterator[Taken]:
    """The rows of a query in blocks, with their numbers. Raises BadSource."""
    first = 1
    try:
        with db.cursor() as cursor, cursor.sql(query).to_arrow_reader(BLOCK) as reader:
            for batch in reader:
                yield Taken(batch, range(first, first + batch.num_rows))
                first += batch.num_rows
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        raise BadSource(f"{name}: row {first} and those after it cannot be read ({short(error)})") from None


class SqliteSource:
    """A table or a view of an SQLite file. A column that holds more than one type is read as text."""

    def __init__(self, address: Address) -> None:
        self.name = address.shown
        if not Path(address.place).is_file():
            raise BadSource(f"{self.name}: no such file")
        path = Path(address.place).resolve().as_uri()
        try:
            # Read ahead by another thread, by one at a time.
            self._db = sqlite3.connect(f"{path}?mode=ro", uri=True, check_same_thread=False)
            tables = self._db.execute(
                "SELECT 'main', name FROM sqlite_master WHERE type IN ('table', 'view')"
            ).fetchall()
            self._table = full_name(address.table, tables, address.shown, "main")
            self.schema, count = self._looked_at()
            self.rows: int | None = count
        except sqlite3.Error as error:
            raise BadSource(f"{self.name}: expected an SQLite file ({short(error)})") from None

    def _looked_at(self) -> tuple[pa.Schema, int]:
        names = [row[0] for row in self._db.execute(f"SELECT * FROM {self._table} LIMIT 0").description]  # noqa: S608
        kinds = ", ".join(f"group_concat(DISTINCT typeof({quoted(name)}))" for name in names)
        count, *found = self._db.execute(f"SELECT count(*), {kinds} FROM {self._table}").fetchone()  # noqa: S608
        types = [_sqlite_type(set((kind or "null").split(",")) - {"null"}) for kind in found]
        return pa.schema(zip(names, types, strict=True)), count

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """The rows as they stand in the table, with these columns. Raises BadSource."""
        fields = [self.schema.field(name) for name in columns]
        wanted = ", ".join(
            f"CAST({quoted(field.name)} AS TEXT)" if field.type == pa.string() else quoted(field.name)
            for field in fields
        )
        first = 1
        try:
            cursor = self._db.execute(f"SELECT {wanted} FROM {self._table}")  # noqa: S608
            while rows := cursor.fetchmany(BLOCK):
                arrays = [
                    pa.array(cells, field.type) for cells, field in zip(zip(*rows, strict=True), fields, strict=True)
                ]
                yield Taken(
                    pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields)), range(first, first + len(rows))
                )
                first += len(rows)
        except (sqlite3.Error, pa.ArrowException) as error:
            raise BadSource(f"{self.name}: row {first} and those after it cannot be read ({short(error)})") from None


def _sqlite_type(kinds: set[str]) -> pa.DataType:
    if kinds == {"integer"}:
        return pa.int64()
    return pa.float64() if kinds and kinds <= {"integer", "real"} else pa.string()
