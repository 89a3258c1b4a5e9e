"""The answers as a file: the kind is that of the name's end. Written beside its place and renamed at the end."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from venevagt.cohort.elsewhere import has_scheme
from venevagt.cohort.json_text import json_lines
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.table_writer import open_table_writer
from venevagt.cohort.taken import plain_type
from venevagt.cohort.whole_file import CannotWrite, WholeFile


class Writer(Protocol):
    """Takes batches of one schema."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Raises OSError."""

    def close(self) -> None:
        """All of it is written. Raises OSError."""


class ParquetWriter:
    """Row groups of at least a block, the last one aside."""

    def __init__(self, sink: Any, schema: pa.Schema) -> None:
        self._file = pq.ParquetWriter(sink, schema, compression="zstd")
        self._schema = schema
        self._waiting: list[pa.RecordBatch] = []

    def write(self, batch: pa.RecordBatch) -> None:
        """Keep a batch until there are enough rows for a row group."""
        self._waiting.append(batch)
        if sum(one.num_rows for one in self._waiting) >= BLOCK:
            self._flush()

    def close(self) -> None:
        if self._waiting:
            self._flush()
        self._file.close()

    def _flush(self) -> None:
        table = pa.Table.from_batches(self._waiting, self._schema)
        self._file.write_table(table, row_group_size=max(table.num_rows, 1))
        self._waiting = []


class ArrowWriter:
    """An Arrow file (Feather 2), not packed: it can be mapped into memory."""

    def __init__(self, sink: Any, schema: pa.Schema) -> None:
        self._file = pa.ipc.new_file(sink, schema)

    def write(self, batch: pa.RecordBatch) -> None:
        self._file.write_batch(batch)

    def close(self) -> None:
        self._file.close()


class CsvWriter:
    """UTF-8 with commas; what is not known is an empty cell."""

    def __init__(self, sink: Any, schema: pa.Schema) -> None:
        self._schema = pa.schema([(field.name, plain_type(field.type)) for field in schema])
        self._file = arrow_csv.CSVWriter(
            sink, self._schema, write_options=arrow_csv.WriteOptions(quoting_style="needed", quoting_header="needed")
        )

    def write(self, batch: pa.RecordBatch) -> None:
        self._file.write_batch(batch.cast(self._schema))

    def close(self) -> None:
        self._file.close()


class JsonLinesWriter:
    """An object a line."""

    def __init__(self, sink: Any, _schema: pa.Schema) -> None:
        self._sink = sink

    def write(self, batch: pa.RecordBatch) -> None:
        self._sink.write(json_lines(batch))

    def close(self) -> None:
        """Nothing is kept back."""


_KINDS: Mapping[str, Callable[[Any, pa.Schema], Writer]] = {
    ".parquet": ParquetWriter,
    ".arrow": ArrowWriter,
    ".feather": ArrowWriter,
    ".csv": CsvWriter,
    ".jsonl": JsonLinesWriter,
    ".ndjson": JsonLinesWriter,
}
STREAMS: Mapping[str, Callable[[Any, pa.Schema], Writer]] = {"csv": CsvWriter, "jsonl": JsonLinesWriter}
"""What can be written to standard output."""


class Output(Protocol):
    """Where the answers go. `keep` makes them visible, `drop` takes away what is not kept."""

    def begin(self, schema: pa.Schema) -> None:
        """The columns of what follows. Raises OSError; ArrowException where this kind of output cannot have one."""

    def write(self, batch: pa.RecordBatch) -> None:
        """The next rows. Raises OSError."""

    def end(self) -> None:
        """All rows are written. Raises OSError."""

    def keep(self) -> None:
        """Put them into their place. Raises OSError."""

    def drop(self) -> None:
        """Nothing of it stays, but for what has been kept."""


def open_output(name: str, form: str = "csv") -> Output:
    """The output of that name: a file, `-`, or a table of another system.

    `form`: what standard output gets. Raises CannotWrite; BadSource for a table.
    """
    other = _other_output(name)
    return FileOutput(name, form) if other is None else other


def is_file(name: str) -> bool:
    """Whether the name is that of a file."""
    return name != "-" and not has_scheme(name)


def _other_output(name: str) -> Output | None:
    """A table of a database."""
    if not has_scheme(name):
        return None
    return open_table_writer(name)


class FileOutput:
    """A file, or standard output, that takes the answers once their columns are known."""

    def __init__(self, name: str, form: str) -> None:
        """Make the file beside its place. `form`: what standard output gets. Raises CannotWrite."""
        self._kind = STREAMS[form] if name == "-" else _kind(name)
        self._file = None if name == "-" else WholeFile(Path(name))
        self._sink: Any = None
        self._writer: Writer | None = None

    def begin(self, schema: pa.Schema) -> None:
        """The columns of what follows. Raises OSError; ArrowException where this kind of file cannot have one."""
        self._sink = sys.stdout.buffer if self._file is None else pa.OSFile(str(self._file.temporary), "wb")
        self._writer = self._kind(self._sink, schema)

    def write(self, batch: pa.RecordBatch) -> None:
        """The next rows. Raises OSError."""
        assert self._writer is not None
        self._writer.write(batch)

    def end(self) -> None:
        """All rows are written. Raises OSError."""
        assert self._writer is not None
        self._writer.close()
        self._sink.flush() if self._file is None else self._sink.close()

    def keep(self) -> None:
        """Put the file into its place. Raises OSError."""
        if self._file is not None:
            self._file.keep()

    def drop(self) -> None:
        """Take away what has been written so far; nothing where it has been kept."""
        if self._file is not None:
            self._file.drop()


def _kind(name: str) -> Callable[[Any, pa.Schema], Writer]:
    kind = _KINDS.get(Path(name).suffix.lower())
    if kind is None:
        raise CannotWrite(
            f"{name}: unknown kind of file, expected a name that ends in one of: {', '.join(_KINDS)}, or -"
        )
    return kind
