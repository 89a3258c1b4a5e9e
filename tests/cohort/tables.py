"""Cases as a table of a database has them, and the rows that a query gives."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa
from tests.cohort.people import MODEL, Person

from venevagt.care.decision_sql import ANSWERS

Row = tuple[Any, ...]

NUMBERS = tuple(name for name, finding in MODEL.findings.items() if finding.type == "number")


def table(persons: Sequence[Person], kind: str) -> pa.Table:
    """A column `number`, then the findings: words, or booleans with a column for unsure; numbers are numbers."""
    columns: dict[str, pa.Array] = {"number": pa.array(range(len(persons)))}
    for name, finding in MODEL.findings.items():
        cells = [person.get(name) for person in persons]
        if name in NUMBERS:
            columns[name] = pa.array([None if cell == "unsure" else cell for cell in cells], pa.float64())
        elif finding.type == "yes_no" and kind == "boolean":
            columns[name] = pa.array([{"yes": True, "no": False}.get(str(cell)) for cell in cells], pa.bool_())
            columns[f"{name}_unsure"] = pa.array([cell == "unsure" for cell in cells], pa.bool_())
        else:
            columns[name] = pa.array(cells, pa.string())
    return pa.table(columns)


def in_duckdb(cases: pa.Table, query: str) -> pa.Table:
    """What DuckDB gives, in the order of the numbers."""
    with duckdb.connect() as connection:
        connection.register("cases", cases)
        return connection.sql(f"SELECT * FROM ({query}) ORDER BY number").to_arrow_table()


def answers_of(found: pa.Table) -> list[Row]:
    return list(zip(*(found.column(name).to_pylist() for name in ANSWERS), strict=True))


def cells(cases: pa.Table) -> Iterable[Row]:
    """The rows of a table, as a database's driver takes them."""
    return zip(*(column.to_pylist() for column in cases.columns), strict=True)
