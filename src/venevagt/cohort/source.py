"""Where the cases of a cohort come from: batches of rows, each row with its number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct, field

from venevagt.cohort.machine import BLOCK


class BadSource(ValueError):
    """A source that cannot be read: says which, what was expected and what to do."""


class Taken(Struct, frozen=True):
    """Rows as they were taken from a source.

    `numbers`: the number of each row of the batch in the source, the first is 1.
    `refused`: the rows that could not be read at all, by number, each with the reason; they are not in the batch.
    """

    batch: pa.RecordBatch
    numbers: Sequence[int]
    refused: Mapping[int, str] = field(default_factory=dict)


class Source(Protocol):
    """A table of cases. `rows`: how many there are, where that is known before they are read."""

    name: str
    schema: pa.Schema
    rows: int | None

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """The rows in their order, with these columns. Raises BadSource."""


class ParquetSource:
    """A Parquet file, read one piece at a time."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        try:
            self._file = pq.ParquetFile(path)
        except (OSError, pa.ArrowException) as error:
            raise BadSource(f"{path}: expected a Parquet file ({_short(error)})") from None
        self.schema = self._file.schema_arrow
        self.rows: int | None = self._file.metadata.num_rows

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """Batches of at most a block."""
        yield from _numbered(self.name, self._file.iter_batches(BLOCK, columns=list(columns)))


class ArrowSource:
    """An Arrow file (Feather), mapped into memory: its columns are used where they lie, without a copy."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        try:
            self._file = pa.ipc.open_file(pa.memory_map(str(path)))
        except (OSError, pa.ArrowException) as error:
            raise BadSource(f"{path}: expected an Arrow file ({_short(error)})") from None
        self.schema = self._file.schema
        self.rows: int | None = None

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """Batches as they stand in the file, in pieces of at most a block."""
        wanted = list(columns)
        batches = (self._file.get_batch(at).select(wanted) for at in range(self._file.num_record_batches))
        pieces = (batch.slice(at, BLOCK) for batch in batches for at in range(0, max(batch.num_rows, 1), BLOCK))
        yield from _numbered(self.name, pieces)


def _numbered(name: str, batches: Iterator[pa.RecordBatch]) -> Iterator[Taken]:
    first = 1
    try:
        for batch in batches:
            yield Taken(batch, range(first, first + batch.num_rows))
            first += batch.num_rows
    except (OSError, pa.ArrowException) as error:
        raise BadSource(f"{name}: row {first} and those after it cannot be read ({_short(error)})") from None


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:200]


_KINDS: Mapping[str, Callable[[Path], Source]] = {
    ".parquet": ParquetSource,
    ".arrow": ArrowSource,
    ".feather": ArrowSource,
}


def open_source(name: str) -> Source:
    """The source of that name. Raises BadSource."""
    path = Path(name)
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise BadSource(f"{name}: unknown kind of file, expected a name that ends in one of: {', '.join(_KINDS)}")
    if not path.is_file():
        raise BadSource(f"{name}: no such file")
    return kind(path)
