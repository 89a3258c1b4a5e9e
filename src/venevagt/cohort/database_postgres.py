"""A table of PostgreSQL as a source: streamed as text by COPY, in a transaction that can only read."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv as arrow_csv

from venevagt.cohort.database import Address, full_name, quoted, short
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.source import BadSource, Taken

if TYPE_CHECKING:
    import psycopg

_TYPES: Mapping[str, pa.DataType] = {
    "boolean": pa.bool_(),
    "smallint": pa.int64(),
    "integer": pa.int64(),
    "bigint": pa.int64(),
    "real": pa.float64(),
    "double precision": pa.float64(),
    "numeric": pa.float64(),
    "date": pa.date32(),
}
"""The types that are more than text; every other column comes as text."""

_TABLES = (
    "SELECT table_schema, table_name FROM information_schema.tables"
    " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
)
_COLUMNS = "SELECT column_name, data_type FROM information_schema.columns WHERE {} ORDER BY ordinal_position"


class PostgresSource:
    """A table or a view. How many rows it has is not counted first: that takes as long as reading them."""

    def __init__(self, address: Address) -> None:
        self.name = address.shown
        self.rows: int | None = None
        self._address = address
        with connected(address) as db:
            tables = db.execute(_TABLES).fetchall()
            self._table = full_name(address.table, tables, self.name, "public")
            where = "table_schema || '.' || table_name IN (%s, 'public.' || %s)"
            columns = db.execute(_COLUMNS.format(where).encode(), (address.table, address.table)).fetchall()
        self.schema = pa.schema([(name, _TYPES.get(kind, pa.string())) for name, kind in columns])

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """The rows in the order in which the database gives them, with these columns. Raises BadSource."""
        import psycopg

        query = f"COPY (SELECT {', '.join(map(quoted, columns))} FROM {self._table}) TO STDOUT (FORMAT csv)"  # noqa: S608
        schema = pa.schema([self.schema.field(name) for name in columns])
        first = 1
        try:
            with connected(self._address) as db, db.cursor() as cursor, cursor.copy(query.encode()) as copy:
                for batch in _batches(copy, schema):
                    for at in range(0, batch.num_rows, BLOCK):
                        piece = batch.slice(at, BLOCK)
                        yield Taken(piece, range(first, first + piece.num_rows))
                        first += piece.num_rows
        except (psycopg.Error, pa.ArrowException) as error:
            raise BadSource(f"{self.name}: row {first} and those after it cannot be read ({short(error)})") from None


def connected(address: Address) -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection that can only read. Raises BadSource; the address itself, with its password, is never repeated."""
    try:
        import psycopg
    except ImportError:
        raise BadSource(
            f"{address.shown}: this needs psycopg, which comes with pip install 'venevagt[postgres]'"
        ) from None
    try:
        db = psycopg.connect(address.place, connect_timeout=10)
        db.read_only = True
    except (psycopg.Error, ValueError) as error:
        reason = short(error) if isinstance(error, psycopg.OperationalError) else type(error).__name__
        raise BadSource(f"{address.shown}: the database cannot be used ({reason})") from None
    return db


def _batches(copy: "psycopg.Copy", schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    try:
        reader = arrow_csv.open_csv(
            pa.PythonFile(io.BufferedReader(_Stream(copy)), mode="r"),
            arrow_csv.ReadOptions(column_names=schema.names, use_threads=False),
            arrow_csv.ParseOptions(newlines_in_values=True),
            arrow_csv.ConvertOptions(
                column_types=schema,
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
                true_values=["t"],
                false_values=["f"],
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return
        raise
    yield from reader


class _Stream(io.RawIOBase):
    """What COPY sends, as a file."""

    def __init__(self, copy: "psycopg.Copy") -> None:
        self._copy = copy
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = memoryview(bytes(self._copy.read()))
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
