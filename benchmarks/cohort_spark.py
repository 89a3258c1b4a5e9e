"""`python -m benchmarks.cohort_spark`: the query on Spark, from Parquet to Parquet, and what a billion cases cost.

Each number of cores has a Spark of its own, in a process of its own. `--price` takes the price of one core hour.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import click
import pyarrow.parquet as pq
import pyspark

from benchmarks.many_cases import ManyCases
from venevagt.care.engine import engine_for
from venevagt.cohort.spark import assess_on_spark
from venevagt.knowledge.compiled import get_model

FILES = 8
"""Spark hands out files to cores; each of these is one."""

BILLION = 10**9


class _Measured(TypedDict):
    """Seconds by the clock and of the processors: to read the cases, and to read, assess and write them."""

    read: tuple[float, float]
    assessed: tuple[float, float]
    java: str


_SETTINGS = (
    "spark.ui.enabled=false",
    "spark.ui.showConsoleProgress=false",
    "spark.driver.host=127.0.0.1",
    "spark.driver.bindAddress=127.0.0.1",
    "spark.sql.files.openCostInBytes=134217728",
    "spark.log.level=ERROR",
)


@click.command()
@click.option("--rows", default=2_000_000, show_default=True, help="Cases.")
@click.option("--rounds", default=3, show_default=True, help="Runs of each, of which the fastest counts.")
@click.option("--cores", default="1,2", show_default=True, help="Numbers of local cores.")
@click.option("--price", type=float, help="What one core costs for an hour, in any currency.")
@click.option("--worker", hidden=True, help="A folder with cases: measure in this process.")
def main(rows: int, rounds: int, cores: str, price: float | None, worker: str | None) -> None:
    """Measure, and print what a billion cases take."""
    if worker is not None:
        click.echo(json.dumps(_measured(Path(worker), rounds)))
        return
    with tempfile.TemporaryDirectory() as folder:
        cases = Path(folder) / "cases"
        _write(cases, rows)
        found = {count: _in_a_process(cases, count, rounds) for count in map(int, cores.split(","))}
    first = next(iter(found.values()))
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    click.echo(
        f"Spark {pyspark.__version__}, Java {first['java']}, Python {platform.python_version()}, "
        f"{os.cpu_count()} processors ({platform.machine()}){load}"
    )
    click.echo(f"{rows:,} cases in Parquet, {FILES} files; best of {rounds}")
    click.echo("cores    read only (processors)    to Parquet (processors)      cases/s   cases/s of a processor")
    for count, own in found.items():
        (read, read_busy), (all_of_it, busy) = own["read"], own["assessed"]
        times = f"{read:>9.1f} s ({read_busy:>5.1f} s)      {all_of_it:>9.1f} s ({busy:>5.1f} s)"
        click.echo(f"{count:>5} {times}    {rows / all_of_it:>10,.0f}   {rows / busy:>10,.0f}")
    hours = BILLION / rows * max(own["assessed"][1] for own in found.values()) / 3600
    click.echo(f"a billion cases by the time of the processors: {hours:.1f} core hours")
    click.echo(
        f"at {price:g} each: {hours * price:.2f}" if price else "cost: core hours times the price of one (--price)"
    )


def _write(folder: Path, rows: int) -> None:
    engine = engine_for(get_model())
    folder.mkdir()
    for number in range(FILES):
        table = ManyCases(engine, rows // FILES, seed=number).table()
        pq.write_table(table, folder / f"{number}.parquet")


def _in_a_process(cases: Path, cores: int, rounds: int) -> _Measured:
    told = [part for setting in _SETTINGS for part in ("--conf", setting)]
    arguments: Sequence[str] = ["--master", f"local[{cores}]", "--driver-memory", "2g", *told, "pyspark-shell"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.cohort_spark", "--worker", str(cases), "--rounds", str(rounds)],
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": " ".join(arguments)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    found: _Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(cases: Path, rounds: int) -> _Measured:
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("venevagt").getOrCreate()
    frame = session.read.parquet(str(cases))
    answers = assess_on_spark(frame, get_model(), keep=("number",))
    out = str(cases.parent / "answers")
    steps: Mapping[str, Callable[[], None]] = {
        "read": lambda: frame.write.format("noop").mode("overwrite").save(),
        "assessed": lambda: answers.write.mode("overwrite").parquet(out),
    }
    jvm = session.sparkContext._gateway.proc.pid  # type: ignore[union-attr]
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in steps}
    for _ in range(rounds + 1):
        for name, run in steps.items():
            start, busy = time.perf_counter(), _processor_seconds(jvm)
            run()
            times[name].append((time.perf_counter() - start, _processor_seconds(jvm) - busy))
    java = session.sql("SELECT java_method('java.lang.System', 'getProperty', 'java.version')").first()
    assert java is not None
    session.stop()
    return {"read": min(times["read"][1:]), "assessed": min(times["assessed"][1:]), "java": str(java[0])}


def _processor_seconds(process: int) -> float:
    """What a process has used of the processors so far, as Linux counts it; what others do is not in it."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
