"""What no engine can beat: reading the same bits from memory, and decoding the same columns from Parquet."""

import ctypes
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.machine import BLOCK

_SOURCE = """
unsigned long long read_all(const unsigned long long **planes, const long *words, int count) {
  unsigned long long found = 0;
  for (int one = 0; one < count; one++)
    for (long at = 0; at < words[one]; at++) found |= planes[one][at];
  return found;
}
"""


def best(work: Callable[[], object], seconds: float = 2.0, least: int = 3) -> float:
    """The shortest of several runs, in seconds."""
    found: list[float] = []
    begun = time.perf_counter()
    while len(found) < least or time.perf_counter() - begun < seconds:
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def c_reader(batch: pa.RecordBatch) -> Callable[[], object] | None:
    """What reads every bit of a table once in C; None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder, "read.c"), Path(folder, "read.so")
        source.write_text(_SOURCE, encoding="utf-8")
        options = ["-O3", "-march=native", "-shared", "-fPIC"]
        subprocess.run([compiler, *options, "-o", str(library), str(source)], check=True)
        loaded = ctypes.CDLL(str(library))
    loaded.read_all.restype = ctypes.c_ulonglong
    buffers = [buffer for column in batch.columns for buffer in _buffers(column) if buffer is not None]
    places = (ctypes.c_void_p * len(buffers))(*(buffer.address for buffer in buffers))
    words = (ctypes.c_long * len(buffers))(*(buffer.size // 8 for buffer in buffers))
    return lambda: loaded.read_all(places, words, len(buffers))


def _buffers(column: pa.Array) -> Sequence[pa.Buffer | None]:
    found: Sequence[pa.Buffer | None] = (column.indices if pa.types.is_dictionary(column.type) else column).buffers()
    return found


def write_parquet(path: Path, batch: pa.RecordBatch) -> None:
    pq.write_table(pa.Table.from_batches([batch]), path, row_group_size=4 * BLOCK)


def batches(path: Path, threads: int) -> Iterator[pa.RecordBatch]:
    """The columns of a Parquet file, decoded."""
    return pq.ParquetFile(path).iter_batches(BLOCK, use_threads=threads > 1)  # type: ignore[no-any-return]


def decode(path: Path, threads: int) -> int:
    """Decode, and do nothing with it."""
    return sum(batch.num_rows for batch in batches(path, threads))


def decode_and_assess(assess: CohortAssessor, path: Path, threads: int) -> int:
    """Decode and assess. With more threads pyarrow decodes the columns with all of them."""
    return sum(assess(batch).columns.num_rows for batch in batches(path, threads))


def rules_of(assess: CohortAssessor, batch: pa.RecordBatch) -> Any:
    """The number of the rule that decides, for every case."""
    return np.asarray(assess(batch).columns.column("rule").indices)
