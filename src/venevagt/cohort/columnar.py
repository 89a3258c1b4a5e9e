"""Files that keep their cases by columns: Parquet, Arrow (Feather), and many Parquet files as one."""

import glob
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from venevagt.cohort.machine import BLOCK
from venevagt.cohort.taken import BadSource, Taken, plain_type, short

_BUFFER = 1 << 16
"""Bytes of a column that are read at once: a row group is never in memory as a whole."""
_BATCH = 1 << 25
"""Bytes that a batch should not exceed by much."""
_TEXT = 12
"""Bytes that a cell of text takes, about."""


class ParquetSource:
    """A Parquet file, read one piece at a time."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        with self._open() as file:
            self.schema = file.schema_arrow
            self.rows: int | None = file.metadata.num_rows

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """Batches of at most a block."""
        wanted = list(columns)
        with self._open() as file:
            size = block_rows(self.schema, wanted)
            yield from numbered(self.name, file.iter_batches(size, columns=wanted))

    def _open(self) -> pq.ParquetFile:
        try:
            return pq.ParquetFile(self._path, pre_buffer=False, buffer_size=_BUFFER)
        except (OSError, pa.ArrowException) as error:
            raise BadSource(f"{self.name}: expected a Parquet file ({short(error)})") from None


class ArrowSource:
    """An Arrow file (Feather), mapped into memory: its columns are used where they lie, without a copy."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        self._share = 0.0
        self.schema = self._open(None).schema
        self.rows: int | None = None

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """Batches as they stand in the file, in pieces of at most a block."""
        fields = [self.schema.get_field_index(name) for name in columns]
        file = self._open(pa.ipc.IpcReadOptions(included_fields=fields) if fields else None)
        yield from numbered(self.name, self._pieces(file, list(columns)))

    def share(self) -> float:
        """What part of the file's batches has been read."""
        return self._share

    def _pieces(self, file: pa.ipc.RecordBatchFileReader, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        for at in range(file.num_record_batches):
            batch = file.get_batch(at).select(columns)
            for start in range(0, max(batch.num_rows, 1), BLOCK):
                self._share = (at + min(1, (start + BLOCK) / max(batch.num_rows, 1))) / file.num_record_batches
                yield batch.slice(start, BLOCK)

    def _open(self, options: pa.ipc.IpcReadOptions | None) -> pa.ipc.RecordBatchFileReader:
        try:
            return pa.ipc.open_file(pa.memory_map(str(self._path)), options=options)
        except (OSError, pa.ArrowException) as error:
            raise BadSource(f"{self.name}: expected an Arrow file ({short(error)})") from None


class ParquetFolder:
    """Parquet files of a folder, or those that fit a pattern, one after another by their names.

    A column that a file lacks is null there.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.files = [ParquetSource(path) for path in _parquet_files(name)]
        if not self.files:
            raise BadSource(f"{name}: no Parquet file there, expected names that end in .parquet")
        self.schema = self._one_schema()
        self.rows: int | None = sum(file.rows or 0 for file in self.files)

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """Batches as they come from each file; the rows are numbered through."""
        before = 0
        wanted = pa.schema([self.schema.field(name) for name in columns])
        for file in self.files:
            own = [name for name in columns if name in file.schema.names]
            for taken in file.read(own):
                first = before + taken.numbers[0] if taken.numbers else before
                yield Taken(_fitted(taken.batch, wanted), range(first, first + taken.batch.num_rows))
            before += file.rows or 0

    def _one_schema(self) -> pa.Schema:
        fields: dict[str, pa.Field] = {}
        first: dict[str, str] = {}
        for file in self.files:
            for own in file.schema:
                kept = fields.setdefault(own.name, own)
                together = _together(kept.type, own.type)
                if together is None:
                    raise BadSource(
                        f"{file.name}: column {own.name!r} is {own.type}, but {kept.type} in {first[own.name]}; "
                        "expected one type, write the files anew with the same"
                    )
                fields[own.name] = own.with_type(together)
                first.setdefault(own.name, file.name)
        return pa.schema(list(fields.values()), metadata=self.files[0].schema.metadata)


def _parquet_files(name: str) -> Sequence[Path]:
    """The files by their names; what Spark and others set aside with a dot or a line in front is left out."""
    folder = Path(name)
    if folder.is_dir():
        found = folder.rglob("*.parquet")
        return sorted(
            path
            for path in found
            if not any(part[0] in "._" for part in path.relative_to(folder).parts) and path.is_file()
        )
    return sorted(Path(path) for path in glob.glob(name, recursive=True) if Path(path).is_file())


def _together(first: pa.DataType, second: pa.DataType) -> pa.DataType | None:
    """The one type that holds both; None where there is none."""
    if first == second:
        return first
    kinds = [pa.schema([("x", plain_type(kind))]) for kind in (first, second)]
    try:
        return pa.unify_schemas(kinds, promote_options="permissive").field("x").type
    except pa.ArrowException:
        return None


def _fitted(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    columns = [
        batch.column(field.name).cast(field.type)
        if field.name in batch.schema.names
        else pa.nulls(batch.num_rows, field.type)
        for field in schema
    ]
    if columns:
        return pa.RecordBatch.from_arrays(columns, schema=schema)
    return batch


def block_rows(schema: pa.Schema, columns: Sequence[str]) -> int:
    """How many rows make a batch: a block, fewer where rows are wide."""
    width = sum(_width(schema.field(name).type) for name in columns) or 1
    rows = BLOCK
    while rows > 1 << 12 and rows * width > _BATCH:
        rows >>= 1
    return rows


def _width(kind: pa.DataType) -> float:
    if pa.types.is_dictionary(kind):
        kind = kind.index_type
    try:
        return float(kind.bit_width) / 8
    except ValueError:
        return _TEXT


def numbered(name: str, batches: Iterable[pa.RecordBatch]) -> Iterator[Taken]:
    """Batches with the numbers of their rows. Raises BadSource where the file is broken."""
    first = 1
    try:
        for batch in batches:
            yield Taken(batch, range(first, first + batch.num_rows))
            first += batch.num_rows
    except (OSError, pa.ArrowException) as error:
        raise BadSource(f"{name}: row {first} and those after it cannot be read ({short(error)})") from None
