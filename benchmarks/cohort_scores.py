"""`python -m benchmarks.cohort_scores`: scores of many cases at once, from Arrow columns in memory, by one thread.

Beside them the same scores by `venevagt score sql` in DuckDB, by one thread too, on a part of the same cases.
"""

import platform
import time
from collections.abc import Sequence
from statistics import median

import duckdb
import numpy as np
import pyarrow as pa

from venevagt.care.score_sql import columns_of, score_query
from venevagt.cohort.findings import AnyFinding, every_finding
from venevagt.cohort.scores import CohortScores
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Model
from venevagt.logic.dialects import in_dialect

BLOCK = 1 << 18
FOR_DUCKDB = 1 << 15
ROUNDS = 15
OPEN = 0.3
"""The share of cells that are not known."""


def main() -> None:
    model = get_model()
    every = [
        f"{name}@{version}"
        for name, score in model.clinical.scores.items()
        for version in (score.version, *score.versions)
    ]
    print(f"Python {platform.python_version()}, numpy {np.__version__}, DuckDB {duckdb.__version__}")
    print(f"{BLOCK:,} cases, {OPEN:.0%} of the cells not known; in millions a second")
    print(f"{'':36}{'cases':>10}{'scores':>10}{'DuckDB':>10}  faster  columns  steps")
    for label, names in [
        ("wells_dvt", ["wells_dvt"]),
        ("wells_pe, two and three levels", ["wells_pe", "wells_pe@three_levels"]),
        ("pesi (age counts itself)", ["pesi"]),
        ("cockcroft_gault (a formula)", ["cockcroft_gault"]),
        ("vte_bleed (over the formula)", ["vte_bleed"]),
        (f"all {len(every)} at once, in every version", every),
    ]:
        batch = made_up(model, names)
        scores = CohortScores(model, names)
        rate = BLOCK / seconds(scores, batch) / 1e6
        other = FOR_DUCKDB / duckdb_seconds(model, names, batch.slice(0, FOR_DUCKDB)) / 1e6
        row = f"{label:36}{rate:>10.1f}{rate * len(names):>10.1f}{other:>10.3f}{rate / other:>7.0f}x"
        print(f"{row}{len(scores.readings):>9}{len(scores.plan.program.planes):>7}")


def seconds(scores: CohortScores, batch: pa.RecordBatch) -> float:
    """What the thread itself needs for a block, the median."""
    times = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        scores(batch)
        times.append(time.thread_time() - start)
    return median(times)


def duckdb_seconds(model: Model, names: Sequence[str], batch: pa.RecordBatch) -> float:
    """The same by SQL, into a table in memory; what the process needs."""
    query = in_dialect(score_query(model, names), "duckdb")
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("cases_in_arrow", batch)
        connection.execute("CREATE TABLE cases AS SELECT * FROM cases_in_arrow")
        start = time.process_time()
        connection.execute(f"CREATE TEMP TABLE answers AS {query}")
        return time.process_time() - start


def made_up(model: Model, names: list[str]) -> pa.RecordBatch:
    """Answers by chance, as columns are kept in memory: booleans, doubles, and dictionaries for choices."""
    chance = np.random.default_rng(1)
    findings = every_finding(model)
    return pa.RecordBatch.from_pydict({name: _column(findings[name], chance) for name in columns_of(model, names)})


def _column(finding: AnyFinding, chance: np.random.Generator) -> pa.Array:
    unknown = chance.random(BLOCK) < OPEN
    if finding.type == "yes_no":
        return pa.array(chance.random(BLOCK) < 0.2, mask=unknown)
    if finding.type == "number":
        return pa.array(chance.uniform(finding.low, finding.high, BLOCK), mask=unknown)
    codes = chance.integers(0, len(finding.options), BLOCK).astype(np.int8)
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=unknown), list(finding.options))


if __name__ == "__main__":
    main()
