"""What the cohort's benchmark says: the table, the numbers that have a goal, and the drawings."""

import os
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from msgspec import Struct

from benchmarks.cohort_growth import Grown
from benchmarks.cohort_plots import bars

CORES = os.cpu_count() or 1
MEMORY = "from memory"
FILE = "from Parquet"


class Row(Struct, frozen=True):
    """One line of the table: million cases a second."""

    name: str
    version: str
    threads: int
    place: str
    rate: float


def told(rows: list[Row]) -> Iterator[str]:
    """The table, each rate beside that of DuckDB with one thread."""
    base = next(row.rate for row in rows if row.name.startswith("DuckDB") and row.place == MEMORY and row.threads == 1)
    yield f"{'':46}{'version':>9}{'threads':>9}{'million cases/s':>17}{'x DuckDB':>12}"
    for place in (MEMORY, FILE):
        yield f"{place}:"
        for row in sorted((row for row in rows if row.place == place), key=lambda row: -row.rate):
            ratio = f"{row.rate / base:,.0f}" if row.rate >= base * 10 else f"{row.rate / base:.4g}"
            yield f"  {row.name:44}{row.version:>9}{row.threads:>9}{row.rate:>17,.4g}{ratio:>12}"


def goals(rows: list[Row]) -> Iterator[str]:
    """The numbers that have a goal."""
    found = {(row.name, row.threads, row.place): row.rate for row in rows}
    base = found["DuckDB SQL, one CASE", 1, MEMORY]
    for kind in ("bit planes, numpy", "bit planes, compiled C"):
        for threads in sorted({row.threads for row in rows}):
            if (rate := found.get((kind, threads, MEMORY))) is not None:
                speed = f"{rate:.0f} million cases/s (goal 500)"
                yield f"{kind}, {threads} thread(s): {speed}, {rate / base:.0f} x DuckDB (goal 100)"
    for threads in sorted({row.threads for row in rows}):
        ratio = found["limit: only decoded by pyarrow", threads, FILE] / found["bit planes, numpy", threads, FILE]
        yield f"Parquet, {threads} thread(s): {ratio:.2f} x the time of only decoding (goal 1.3)"


def machine() -> str:
    """Versions and machine."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        name = next(
            (line.split(":")[1].strip() for line in info.read_text().splitlines() if "model name" in line), name
        )
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{name}, {CORES} cores{load}; Python {platform.python_version()}, numpy {np.__version__}, "
        f"pyarrow {pa.__version__}, DuckDB {duckdb.__version__}"
    )


def draw(folder: Path, rows: list[Row], grown: list[Grown], costs: Mapping[int, float]) -> None:
    """Write the drawings."""
    folder.mkdir(parents=True, exist_ok=True)
    single = sorted((row for row in rows if row.threads == 1 and row.place == MEMORY), key=lambda row: -row.rate)
    own = [row.name for row in single if row.name.startswith("bit planes")]
    drawings = {
        "cohort-engines": bars(
            "Million cases a second, one thread, from memory (logarithmic)",
            {row.name: row.rate for row in single},
            "",
            own,
        ),
        "cohort-memory": bars(
            "Most memory of the process, MiB", {f"{one.cases:,} cases": one.memory for one in grown}, "MiB", even=True
        ),
        "cohort-rules": bars(
            "Nanoseconds a case, one thread (logarithmic)",
            {f"{count:,} rules": cost for count, cost in costs.items()},
            "ns",
        ),
    }
    for name, drawing in drawings.items():
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
