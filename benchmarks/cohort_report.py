"""`python -m benchmarks.cohort_report`: a report on ten million cases from a Parquet file, step by step.

Beside it the limit: decoding the same columns and doing nothing. The cases are made up by chance, without any
likeness to people: what is measured is the counting. `python -m benchmarks.cohort_report 100` takes 100 million.
"""

import datetime
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from venevagt.care.engine import Engine, engine_for
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.report import About, make_report
from venevagt.cohort.report_count import CohortCounter
from venevagt.cohort.source import open_source
from venevagt.knowledge.compiled import get_model

REGIONS = ("nordjylland", "midtjylland", "syddanmark", "hovedstaden", "sjaelland")


def main() -> None:
    engine = engine_for(get_model())
    millions = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cohort.parquet"
        cases = _write(engine, path, millions)
        versions = f"Python {platform.python_version()}, numpy {np.__version__}, pyarrow {pa.__version__}"
        print(f"{versions}; all cores decode, one thread does the rest")
        print(f"{cases:,} cases in {path.stat().st_size / 1e6:,.0f} MB of Parquet")
        source = open_source(str(path))
        counter = CohortCounter(engine, source.schema.names)
        _timed("decoding the columns only", cases, lambda: [None for _ in source.read(counter.columns)])
        before = _memory()

        def count() -> None:
            for taken in source.read(counter.columns):
                counter.add(taken)

        _timed("decoding, assessing, walking and counting", cases, count)
        counted, about = counter.counted(), About(path.name, True, False, counter.missing)
        _timed("hiding and making the report", cases, lambda: make_report(engine, counted, about, at_least=5))
        print(f"memory: {before:,.0f} MB after decoding, {_memory():,.0f} MB at the end")


def _write(engine: Engine, path: Path, millions: int) -> int:
    """Blocks of a few hundred thousand different cases, again and again. Gives how many there are."""
    chance = np.random.default_rng(3)
    blocks = [_block(engine, chance) for _ in range(4)]
    count = -(-millions * 1_000_000 // BLOCK)
    with pq.ParquetWriter(path, blocks[0].schema) as writer:
        for number in range(count):
            writer.write_batch(blocks[number % len(blocks)])
    return count * BLOCK


def _block(engine: Engine, chance: np.random.Generator) -> pa.RecordBatch:
    columns: dict[str, pa.Array] = {}
    for name in (domain.name for domain in engine.decision.order):
        finding = engine.model.findings[name]
        if finding.type == "yes_no":
            columns[name] = pa.array(chance.random(BLOCK) < 0.03, mask=_missing(chance))
        elif finding.type == "choice":
            columns[name] = _words(chance, finding.options)
        else:
            columns[name] = pa.array(chance.uniform(finding.low, finding.high, BLOCK).round(), mask=_missing(chance))
    columns["sex"] = _words(chance, engine.model.findings["sex"].options)
    columns["region"] = _words(chance, REGIONS)
    first = (datetime.date(2026, 1, 1) - datetime.date(1970, 1, 1)).days
    columns["date"] = pa.array(chance.integers(first, first + 365, BLOCK).astype(np.int32)).cast(pa.date32())
    return pa.RecordBatch.from_pydict(columns)


def _missing(chance: np.random.Generator) -> NDArray[np.bool_]:
    return np.asarray(chance.random(BLOCK) < 0.01)


def _words(chance: np.random.Generator, names: tuple[str, ...]) -> pa.Array:
    codes = pa.array(chance.integers(0, len(names), BLOCK).astype(np.int8), mask=_missing(chance))
    return pa.DictionaryArray.from_arrays(codes, pa.array(names))


def _timed(name: str, cases: int, work: Callable[[], object]) -> None:
    start, used = time.perf_counter(), time.process_time()
    work()
    seconds, used = time.perf_counter() - start, time.process_time() - used
    print(f"{name:44}{seconds:8.2f} s ({used:.2f} s of processor){cases / seconds / 1e6:10.1f} million cases a second")


def _memory() -> float:
    """The most that was used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
