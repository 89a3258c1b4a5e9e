"""`python -m benchmarks.cohort_memory`: memory and speed of `venevagt cohort assess` over files of many rows.

A file of made-up cases is written to the folder for temporary files, assessed by the command in a process of its
own, and taken away. 100 million rows need 2 GB of disk and some minutes.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from venevagt.cohort.json_text import json_lines
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Finding

PIECE = 1 << 20
"""Rows of a row group; every piece of a file is the same."""


def cases(rows: int) -> pa.RecordBatch:
    """Answers by chance: a tenth are yes, three in ten were not asked."""
    chance = np.random.default_rng(1)
    return pa.RecordBatch.from_pydict(
        {name: _column(finding, rows, chance) for name, finding in get_model().findings.items()}
    )


def _column(finding: Finding, rows: int, chance: np.random.Generator) -> pa.Array:
    missing = chance.random(rows) < 0.3
    if finding.type == "yes_no":
        return pa.array(chance.random(rows) < 0.1, mask=missing)
    if finding.type == "number":
        return pa.array(chance.integers(int(finding.low), int(finding.high) + 1, rows).astype(np.int16), mask=missing)
    places = pa.array(chance.integers(0, len(finding.options), rows).astype(np.int8), mask=missing)
    return pa.DictionaryArray.from_arrays(places, pa.array(finding.options))


def _pieces(rows: int) -> Iterator[pa.RecordBatch]:
    piece = cases(min(rows, PIECE))
    for start in range(0, rows, PIECE):
        yield piece.slice(0, min(PIECE, rows - start))


def _parquet(path: Path, rows: int) -> None:
    pieces = _pieces(rows)
    first = next(pieces)
    with pq.ParquetWriter(path, first.schema) as file:
        for piece in (first, *pieces):
            file.write_batch(piece, row_group_size=PIECE)


def _csv(path: Path, rows: int) -> None:
    pieces = _pieces(rows)
    first = _as_text(next(pieces))
    with arrow_csv.CSVWriter(path, first.schema) as file:
        file.write_batch(first)
        for piece in pieces:
            file.write_batch(_as_text(piece))


def _as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    return batch.cast(pa.schema([(field.name, _plain(field.type)) for field in batch.schema]))


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _jsonl(path: Path, rows: int) -> None:
    with path.open("wb") as file:
        for piece in _pieces(rows):
            for start in range(0, piece.num_rows, 1 << 16):
                file.write(json_lines(piece.slice(start, 1 << 16)))


KINDS: Mapping[str, Callable[[Path, int], None]] = {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl}


def measured(path: Path, out: Path, workers: int) -> tuple[float, float, float]:
    """Seconds by the clock, seconds of a processor, and peak memory in MiB, of the command over a file."""
    command = [
        str(Path(sys.executable).parent / "venevagt"),
        "cohort",
        "assess",
        str(path),
        "-o",
        str(out),
        "--force",
        "--json",
    ]
    begun = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(command[0], [*command, "--workers", str(workers)], os.environ, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    if status:
        sys.exit("the command failed")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cohort_memory")
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000, 100_000_000])
    parser.add_argument("--kind", choices=KINDS, default="parquet")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            path = Path(folder) / f"cases.{options.kind}"
            KINDS[options.kind](path, rows)
            size = path.stat().st_size / 1e9
            seconds, busy, memory = measured(path, Path(folder) / "answers.parquet", options.workers)
            print(
                f"{options.kind}, {rows:>11,} rows, {size:5.2f} GB: {seconds:6.1f} s by the clock, {busy:6.1f} s of a "
                f"processor ({rows / busy / 1e6:4.2f} million rows a second), at most {memory:4.0f} MiB of memory",
                flush=True,
            )


if __name__ == "__main__":
    main()
