"""The answers as a table of a DuckDB file: all of it, or nothing."""

from pathlib import Path

import duckdb
import pyarrow as pa

from venevagt.cohort.database import Address, quoted, short, table_address
from venevagt.cohort.source import BadSource


def open_table_writer(name: str) -> "TableWriter | None":
    """The writer for a name such as duckdb:answers.duckdb?table=answers, or None for another kind of name.

    Raises BadSource where it cannot be written, or the table is there already.
    """
    address = table_address(name)
    if address is None:
        return None
    if address.kind != "duckdb":
        raise BadSource(f"{address.shown}: answers are written to DuckDB only, expected duckdb:FILE?table=NAME")
    return TableWriter(address)


class TableWriter:
    """A new table in one transaction: `begin`, `write` as often as there are batches, then `keep` or `drop`."""

    def __init__(self, address: Address) -> None:
        """Raises BadSource."""
        self.name = address.shown
        self._path = Path(address.place)
        self._made = not self._path.exists()
        schema, _, name = address.table.rpartition(".")
        self._table = f"{quoted(schema or 'main')}.{quoted(name)}"
        if not self._path.parent.is_dir():
            raise BadSource(f"{self.name}: no such folder")
        try:
            self._db = duckdb.connect(address.place)
        except duckdb.Error as error:
            raise BadSource(f"{self.name}: cannot be written ({short(error)})") from None
        query = "SELECT count(*) FROM information_schema.tables WHERE table_schema = ? AND table_name = ?"
        ((there,),) = self._db.execute(query, [schema or "main", name]).fetchall()
        if there:
            self.drop()
            raise BadSource(f"{self.name}: the table is there already, expected a new name")

    def begin(self, schema: pa.Schema) -> None:
        """The columns of what follows; dictionaries become text. Raises OSError."""
        self._schema = pa.schema([field.with_type(_plain(field.type)) for field in schema])
        self._run("BEGIN")
        self._given(self._schema.empty_table(), f"CREATE TABLE {self._table} AS SELECT * FROM given")  # noqa: S608

    def write(self, batch: pa.RecordBatch) -> None:
        """The next rows. Raises OSError."""
        plain = pa.Table.from_batches([batch]).cast(self._schema)
        self._given(plain, f"INSERT INTO {self._table} SELECT * FROM given")  # noqa: S608

    def end(self) -> None:
        """All rows are written; nobody else sees them before `keep`."""

    def keep(self) -> None:
        """Make the table visible. Raises OSError."""
        self._run("COMMIT")
        self._db.close()
        self._made = False

    def drop(self) -> None:
        """Take away what has been written so far; nothing where it has been kept."""
        self._db.close()
        if self._made:
            self._path.unlink(missing_ok=True)
            self._path.with_name(f"{self._path.name}.wal").unlink(missing_ok=True)

    def _given(self, table: pa.Table, statement: str) -> None:
        self._db.register("given", table)
        self._run(statement)
        self._db.unregister("given")

    def _run(self, statement: str) -> None:
        try:
            self._db.execute(statement)
        except duckdb.Error as error:
            raise OSError(f"{self.name}: cannot be written ({short(error)})") from None


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
