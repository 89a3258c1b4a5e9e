"""`python -m benchmarks.cohort [--plots FOLDER]`: a cohort by bit planes, beside other engines and the limits.

The same rules, the same cases, and the same answers: that is looked at first, and nothing is printed where two
differ. Each engine runs for some seconds over as many cases as it does in a moment, and the best run counts: on a
machine that is busy with other work a short run is the one that may be left alone. `make benchmark-cohort` installs
the other engines.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from msgspec import Struct

from benchmarks.cohort_cases import cases, records
from benchmarks.cohort_growth import Grown, cost_of_rules, in_child
from benchmarks.cohort_limits import best, c_reader, decode, decode_and_assess, rules_of, write_parquet
from benchmarks.cohort_records import ENGINES, Missing
from benchmarks.cohort_tables import Table, duckdb_parquet, duckdb_sql, openfisca, pandas, polars
from benchmarks.cohort_told import CORES, FILE, MEMORY, Row, draw, goals, machine, told
from venevagt.care.engine import Engine, engine_for
from venevagt.cohort.assess import PIECE, CohortAssessor, assess_many
from venevagt.cohort.kernel import Kernel, NoCompiler
from venevagt.cohort.machine import Machine
from venevagt.knowledge.compiled import get_model
from venevagt.logic.targets.planes import Program


class Size(Struct, frozen=True):
    """How many cases each kind of engine gets, and the least seconds that it runs; rounds for Parquet."""

    planes: int = 1 << 22
    tables: int = 1 << 18
    records: int = 2_000
    parquet: int = 1 << 19
    seconds: float = 3.0
    rounds: int = 7


class OtherAnswers(AssertionError):
    """Two engines that do not give the same answers: says which, and for which case."""


def same(name: str, found: Any, expected: Any) -> None:
    """Raises OtherAnswers."""
    wrong = np.flatnonzero(np.asarray(found) != np.asarray(expected)[: len(found)])
    if len(wrong):
        row = wrong[0]
        raise OtherAnswers(f"{name}: {len(wrong)} cases differ, the first is {row}: {found[row]} for {expected[row]}")


def planes(engine: Engine, size: Size, machine: Callable[[Program], Machine], name: str) -> Iterator[Row]:
    """Bit planes from Arrow columns in memory: to answer columns, and to planes only."""
    assess = CohortAssessor(engine, interval=False, machine=machine)
    whole = CohortAssessor(engine, machine=machine)
    part = cases(engine, min(size.planes, PIECE))
    same(
        name, rules_of(assess, part.slice(0, size.tables)), rules_of(CohortAssessor(engine), part.slice(0, size.tables))
    )
    batch = _many(engine, size)
    pieces = [batch.slice(start, PIECE) for start in range(0, batch.num_rows, PIECE)]

    def rate(work: Callable[[], object]) -> float:
        return float(batch.num_rows / best(work, size.seconds) / 1e6)

    version = np.__version__
    yield Row(name, version, 1, MEMORY, rate(lambda: [assess(piece) for piece in pieces]))
    yield Row(f"{name}, answers left as planes", version, 1, MEMORY, rate(lambda: [None for _ in assess.planes(batch)]))
    yield Row(f"{name}, with lowest and highest", version, 1, MEMORY, rate(lambda: [whole(piece) for piece in pieces]))
    if CORES > 1:
        work = lambda: [None for _ in assess_many(assess, pieces, workers=CORES)]  # noqa: E731
        yield Row(name, version, CORES, MEMORY, rate(work))


def _many(engine: Engine, size: Size) -> pa.RecordBatch:
    """So many cases that they lie in memory and not in the processor's cache."""
    part = cases(engine, min(size.planes, PIECE))
    return pa.concat_batches([part] * max(size.planes // part.num_rows, 1))


def limit(engine: Engine, size: Size) -> Row | str:
    """The same bits read once in C."""
    batch = _many(engine, size)
    read = c_reader(batch)
    if read is None:
        return "the same bits read in C: no C compiler ('cc') here"
    return Row("limit: the same bits read in C", "", 1, MEMORY, batch.num_rows / best(read, size.seconds) / 1e6)


def tables(engine: Engine, size: Size, path: Path, missing: list[str]) -> Iterator[Row]:
    """Engines that look at whole columns."""
    batch = cases(engine, size.tables)
    expected = rules_of(CohortAssessor(engine, interval=False), batch)
    asked: list[tuple[str, int, str, Callable[[], Table]]] = [
        *(("DuckDB SQL, one CASE", own, MEMORY, lambda own=own: duckdb_sql(engine, batch, own)) for own in _threads()),
        *(
            ("DuckDB SQL, one CASE", own, FILE, lambda own=own: duckdb_parquet(engine, str(path), own))
            for own in _threads()
        ),
        ("pandas, by hand", 1, MEMORY, lambda: pandas(engine, batch)),
        ("openfisca-core", 1, MEMORY, lambda: openfisca(engine, batch)),
    ]
    for name, threads, place, make in asked:
        try:
            made = make()
        except Missing as lacking:
            missing.append(f"{name}: {lacking}")
            continue
        count = _compare(name, made, expected, path, engine, place)
        yield Row(name, made.version, threads, place, count / best(made.run, size.seconds, 2) / 1e6)
    for threads in _threads():
        try:
            version, found, rate = _alone(size, threads)
        except Missing as lacking:
            missing.append(f"polars, by hand: {lacking}")
            return
        same("polars", found, expected)
        yield Row("polars, by hand", version, threads, MEMORY, rate)


def _compare(name: str, made: Table, expected: Any, path: Path, engine: Engine, place: str) -> int:
    found = made.numbers(made.run())
    if place == FILE:
        expected = file_rules(engine, path)
    same(name, found, expected)
    return len(found)


def file_rules(engine: Engine, path: Path) -> Any:
    """The rules of a Parquet file's cases."""
    from benchmarks.cohort_limits import batches

    assess = CohortAssessor(engine, interval=False)
    return np.concatenate([rules_of(assess, batch) for batch in batches(path, 1)])


def _threads() -> list[int]:
    return [1] if CORES == 1 else [1, CORES]


def _alone(size: Size, threads: int) -> tuple[str, Any, float]:
    """polars in a process of its own: it takes its number of threads when it is loaded."""
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    with get_context("spawn").Pool(1) as pool:
        found: tuple[str, Any, float] = pool.apply(_polars, (size,))
    return found


def _polars(size: Size) -> tuple[str, Any, float]:
    engine = engine_for(get_model())
    made = polars(engine, cases(engine, size.tables))
    found = made.numbers(made.run())
    return made.version, found, len(found) / best(made.run, size.seconds, 2) / 1e6


def one_by_one(engine: Engine, size: Size, missing: list[str]) -> Iterator[Row]:
    """Engines that look at one case at a time."""
    batch = cases(engine, size.records)
    expected = rules_of(CohortAssessor(engine, interval=False), batch)
    for name, run in ENGINES.items():
        try:
            found = run(engine, records(batch), size.seconds)
        except Missing as lacking:
            missing.append(f"{name}: {lacking}")
            continue
        same(name, found.answers, expected)
        yield Row(name, found.version, 1, MEMORY, found.rate / 1e6)


def parquet(engine: Engine, size: Size, path: Path) -> Iterator[Row]:
    """Decoding and assessing beside only decoding, in turn."""
    assess = CohortAssessor(engine, interval=False)
    for threads in _threads():
        times = [
            (best(lambda: decode(path, threads), 0, 1), best(lambda: decode_and_assess(assess, path, threads), 0, 1))  # noqa: B023
            for _ in range(size.rounds)
        ]
        only, both = (size.parquet / min(column) / 1e6 for column in zip(*times, strict=True))
        yield Row("limit: only decoded by pyarrow", pa.__version__, threads, FILE, only)
        yield Row("bit planes, numpy", np.__version__, threads, FILE, both)


def measure(engine: Engine, size: Size, path: Path) -> tuple[list[Row], list[str]]:
    """Every line of the table, and what could not be measured here."""
    missing: list[str] = []
    write_parquet(path, cases(engine, size.parquet))
    rows = list(planes(engine, size, Machine, "bit planes, numpy"))
    try:
        rows += planes(engine, size, Kernel, "bit planes, compiled C")
    except NoCompiler as lacking:
        missing.append(f"bit planes, compiled C: {lacking}")
    read = limit(engine, size)
    if isinstance(read, Row):
        rows.append(read)
    else:
        missing.append(read)
    rows += [*tables(engine, size, path, missing), *one_by_one(engine, size, missing), *parquet(engine, size, path)]
    return rows, missing


def growth(folder: Path, engine: Engine, million: int) -> tuple[list[Grown], Mapping[int, float]]:
    """Memory and time for a file that gets longer, and the cost of more and more rules."""
    path = folder / "million.parquet"
    write_parquet(path, cases(engine, million))
    return [in_child(path, times) for times in (1, 10, 100)], cost_of_rules((10, 100, 1_000), 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plots", type=Path, help="write the drawings to this folder")
    chosen = parser.parse_args()
    engine = engine_for(get_model())
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows, missing = measure(engine, Size(), Path(folder, "cases.parquet"))
        except OtherAnswers as wrong:
            sys.exit(f"not the same answers, so no figures: {wrong}")
        print(*told(rows), *(f"not measured: {line}" for line in missing), *goals(rows), sep="\n", flush=True)
        grown, costs = growth(Path(folder), engine, 1_000_000)
    for own in grown:
        print(f"{own.cases:>13,} cases from Parquet, one process: {own.seconds:7.1f} s, at most {own.memory:.0f} MiB")
    for count, cost in costs.items():
        print(f"{count:>13,} invented rules: {cost:8.2f} ns a case, {cost / count * 1000:5.1f} ps a case and rule")
    if chosen.plots:
        draw(chosen.plots, rows, grown, costs)


if __name__ == "__main__":
    main()
