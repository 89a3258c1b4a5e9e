"""A population into a file as it is drawn: whole or not at all. Its kind follows from the name."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from venevagt.cohort.assess import UNSURE
from venevagt.cohort.parquet_pieces import PiecesWriter, piece
from venevagt.cohort.simulate import Block, Simulation

_BYTES: Mapping[str, int] = {".parquet": 13, ".arrow": 38, ".feather": 38, ".csv": 295}
"""How much a person takes (`python -m benchmarks.cohort_simulate`)."""


class BadTarget(ValueError):
    """A file that cannot be written: says which, what was expected and what to do."""


class Kind(Protocol):
    """A kind of file: a table is made ready by any thread; what that gives is added in order by one."""

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        """Begin to write into a file that is open."""

    @staticmethod
    def ready(table: pa.Table) -> Any:
        """What `add` takes."""

    def add(self, made: Any) -> None:
        """Write what `ready` made."""

    def close(self) -> None:
        """Write what stands at the end."""


def write_people(
    simulation: Simulation,
    path: Path,
    workers: int,
    told: Callable[[int], None],
    seen: Callable[[Block], None] = lambda _: None,
) -> None:
    """Write all people of a simulation. Raises BadTarget.

    `told` hears after each piece how many people are written. `seen` is given each block, by any thread.
    """
    check_target(path, simulation.people)
    kind = _KINDS[path.suffix.lower()]

    def made(blocks: tuple[Block, ...]) -> tuple[int, Any]:
        for block in blocks:
            seen(block)
        table = pa.Table.from_batches([block.batch for block in blocks], simulation.schema)
        return table.num_rows, kind.ready(table.combine_chunks())

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise BadTarget(f"{path}: {error.strerror}, expected a folder that can be written to") from None
    try:
        with os.fdopen(handle, "wb") as file:
            target, done = kind(file, simulation.schema), 0
            for rows, content in simulation.each(made, workers):
                target.add(content)
                done += rows
                told(done)
            target.close()
        os.chmod(name, 0o644)
        os.replace(name, path)
    except (OSError, pa.ArrowException) as error:
        raise BadTarget(f"{path}: cannot be written ({str(error).splitlines()[0][:200]})") from None
    finally:
        Path(name).unlink(missing_ok=True)


def check_target(path: Path, people: int) -> None:
    """Raises BadTarget for a name or a place that cannot be, or that has no room for so many people."""
    if path.suffix.lower() not in _KINDS:
        known = ", ".join(_KINDS)
        raise BadTarget(f"{path}: unknown kind of file, expected a name that ends in one of: {known}")
    if not path.parent.is_dir():
        raise BadTarget(f"{path}: there is no folder {path.parent}, expected one that exists")
    if path.is_dir():
        raise BadTarget(f"{path}: is a folder, expected the name of a file")
    needed, free = people * _BYTES[path.suffix.lower()], shutil.disk_usage(path.parent).free
    if needed > free:
        message = f"{people:,} people take about {needed / 1e9:,.1f} GB, and {free / 1e9:,.1f} GB are free there"
        raise BadTarget(f"{path}: {message}: expected fewer people, or another place")


class _Parquet:
    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self._writer = PiecesWriter(file)

    @staticmethod
    def ready(table: pa.Table) -> bytes:
        """Few bits a cell: statistics and dictionaries of booleans would only cost time."""
        coded = [one.name for one in table.schema if not pa.types.is_boolean(one.type)]
        return piece(table, compression="zstd", compression_level=1, use_dictionary=coded, write_statistics=coded)

    def add(self, made: bytes) -> None:
        self._writer.append(made)

    def close(self) -> None:
        self._writer.close()


class _Arrow:
    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self._writer = pa.ipc.new_file(file, schema)

    @staticmethod
    def ready(table: pa.Table) -> pa.Table:
        return table

    def add(self, made: pa.Table) -> None:
        self._writer.write_table(made)

    def close(self) -> None:
        self._writer.close()


class _Text:
    """CSV: one column of yes, no and unsure in the place of two of booleans."""

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self._file = file
        names = [name for name in schema.names if not name.endswith(UNSURE)]
        file.write((",".join(names) + "\n").encode())

    @staticmethod
    def ready(table: pa.Table) -> pa.Buffer:
        out = pa.BufferOutputStream()
        pyarrow.csv.write_csv(_in_words(table), out, pyarrow.csv.WriteOptions(include_header=False))
        return out.getvalue()

    def add(self, made: pa.Buffer) -> None:
        self._file.write(made)

    def close(self) -> None:
        """Nothing stands at the end."""


def _in_words(table: pa.Table) -> pa.Table:
    columns = {}
    for name in table.schema.names:
        column = table.column(name)
        if name.endswith(UNSURE):
            continue
        if name + UNSURE in table.schema.names:
            words = pc.if_else(column, "yes", "no")
            column = pc.if_else(table.column(name + UNSURE), "unsure", words)
        elif pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        columns[name] = column
    return pa.table(columns)


_KINDS: Mapping[str, type[Kind]] = {".parquet": _Parquet, ".arrow": _Arrow, ".feather": _Arrow, ".csv": _Text}
