"""How fast made-up people are drawn, and written: python -m benchmarks.cohort_simulate [--people N]

Drawing alone (all of the answers, nothing written), then each kind of file, on one thread and on all.
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa

from venevagt.care.engine import engine_for
from venevagt.cohort.simulate import Simulation
from venevagt.cohort.simulated_file import write_people
from venevagt.knowledge.compiled import default_directory, get_model
from venevagt.knowledge.load_population import load_population


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=2_000_000)
    people = arguments.parse_args().people
    population = load_population(default_directory())
    assert population is not None
    simulation = Simulation(engine_for(get_model()), population, people, seed=1)
    cores = os.cpu_count() or 1
    columns = len(simulation.schema)
    print(f"{people:,} people, {columns} columns, {cores} processors, {platform.python_implementation()}", end=" ")
    print(f"{platform.python_version()}, numpy {np.__version__}, pyarrow {pa.__version__}")
    print(f"{'':24}{'million a second':>18}{'bytes a person':>16}{'processor ns a person':>23}")
    for threads in sorted({1, cores}):
        _row(f"drawn, {threads} threads", people, lambda threads=threads: _draw(simulation, threads))  # type: ignore[misc]
        with tempfile.TemporaryDirectory() as folder:
            for suffix in (".arrow", ".parquet", ".csv"):
                path = Path(folder) / f"people{suffix}"
                name = f"{suffix}, {threads} threads"
                _row(name, people, lambda path=path, threads=threads: _write(simulation, path, threads))  # type: ignore[misc]


def _row(name: str, people: int, work: Callable[[], int]) -> None:
    start, used = time.perf_counter(), time.process_time()
    size = work()
    took, busy = time.perf_counter() - start, time.process_time() - used
    print(f"{name:24}{people / took / 1e6:>18.2f}{size / people:>16.1f}{busy / people * 1e9:>23.0f}")


def _draw(simulation: Simulation, threads: int) -> int:
    assert sum(block.batch.num_rows for block in simulation.blocks(threads)) == simulation.people
    return 0


def _write(simulation: Simulation, path: Path, threads: int) -> int:
    write_people(simulation, path, threads, lambda _: None)
    return path.stat().st_size


if __name__ == "__main__":
    main()
