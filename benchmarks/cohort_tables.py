"""Engines that look at whole columns. Each gives the number of the rule that decides, for every case of a table.

The expressions are those that a programmer would write by hand: what several rules share is worked out once.
"""

import importlib
import importlib.metadata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from msgspec import Struct

from benchmarks.cohort_records import Missing
from venevagt.care.engine import Engine
from venevagt.logic.expression import And, AtLeast, Compare, Expression, Not, OneOf, Or, Variable, leaves
from venevagt.logic.targets.sql import to_sql

Run = Callable[[], Any]


class Table(Struct, frozen=True):
    """An engine made ready for one table: `run` works the answers out, `numbers` reads them from what it gave."""

    version: str
    run: Run
    numbers: Callable[[Any], Any]


def sql(engine: Engine, table: str) -> str:
    """The rules in order as one CASE."""
    whens = " ".join(f"WHEN {to_sql(own)} THEN {number}" for number, (_, own) in enumerate(engine.speaking))
    return f"SELECT (CASE {whens} ELSE {len(engine.speaking)} END)::TINYINT AS rule FROM {table}"


def duckdb_sql(engine: Engine, batch: pa.RecordBatch, threads: int) -> Table:
    """DuckDB over its own table in memory."""
    connection = duckdb.connect(config={"threads": threads})
    given = pa.Table.from_batches([batch])  # read by name in the query
    connection.execute("CREATE TABLE cases AS SELECT * FROM given")
    query = sql(engine, "cases")
    assert given.num_rows == batch.num_rows
    return Table(duckdb.__version__, lambda: connection.sql(query).to_arrow_table(), _column)


def duckdb_parquet(engine: Engine, path: str, threads: int) -> Table:
    """DuckDB over a Parquet file."""
    connection = duckdb.connect(config={"threads": threads})
    query = sql(engine, f"read_parquet('{path}')")
    return Table(duckdb.__version__, lambda: connection.sql(query).to_arrow_table(), _column)


def _column(found: pa.Table) -> Any:
    return found.column("rule").to_numpy()


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise Missing(f"'{name}' is not installed (make benchmark-cohort)") from None


def _walk(expression: Expression, kept: dict[Expression, Any], test: Callable[[Any], Any], counted: Any) -> Any:
    """The expression with the operators of Python over columns that know null, each part once."""
    if expression not in kept:
        match expression:
            case Variable() | Compare() | OneOf():
                found = test(expression)
            case Not(item):
                found = ~_walk(item, kept, test, counted)
            case And(items) | Or(items):
                found, *others = (_walk(item, kept, test, counted) for item in items)
                for other in others:
                    found = found & other if isinstance(expression, And) else found | other
            case AtLeast(count, items):
                found = counted(count, [_walk(item, kept, test, counted) for item in items])
        kept[expression] = found
    return kept[expression]


def _tested(test: Any, column: Callable[[str], Any], among: str) -> Any:
    own = column(test.name)
    if isinstance(test, Variable):
        return own
    if isinstance(test, OneOf):
        return own == test.options[0] if len(test.options) == 1 else getattr(own, among)(list(test.options))
    return _RELATIONS[test.operator](own, test.limit)


_RELATIONS: Mapping[str, Callable[[Any, float], Any]] = {
    "<": lambda own, limit: own < limit,
    "<=": lambda own, limit: own <= limit,
    ">": lambda own, limit: own > limit,
    ">=": lambda own, limit: own >= limit,
    "=": lambda own, limit: own == limit,
    "<>": lambda own, limit: own != limit,
}


def polars(engine: Engine, batch: pa.RecordBatch) -> Table:
    """polars: when, then, otherwise; all cores, or one with POLARS_MAX_THREADS=1."""
    module = _module("polars")
    frame = module.from_arrow(pa.Table.from_batches([batch]))

    def counted(count: int, items: Sequence[Any]) -> Any:
        surely = sum(item.fill_null(False).cast(module.UInt8) for item in items)
        possibly = sum(item.fill_null(True).cast(module.UInt8) for item in items)
        return module.when(surely >= count).then(True).when(possibly < count).then(False)

    kept: dict[Expression, Any] = {}
    chain = module
    for number, (_, own) in enumerate(engine.speaking):
        condition = _walk(own, kept, lambda test: _tested(test, module.col, "is_in"), counted)
        chain = chain.when(condition).then(module.lit(number, module.Int8))
    rule = chain.otherwise(module.lit(len(engine.speaking), module.Int8)).alias("rule")
    return Table(module.__version__, lambda: frame.lazy().select(rule).collect(), lambda own: own["rule"].to_numpy())


def pandas(engine: Engine, batch: pa.RecordBatch) -> Table:
    """pandas: nullable columns and numpy.select; one thread."""
    module = _module("pandas")
    nullable = {pa.bool_(): module.BooleanDtype(), pa.uint8(): module.UInt8Dtype(), pa.float32(): module.Float32Dtype()}
    table = pa.Table.from_batches([batch])
    codes = [at for at, kind in enumerate(table.schema.types) if pa.types.is_dictionary(kind)]
    for at in codes:
        table = table.set_column(at, table.schema.names[at], table.column(at).cast(pa.string()))
    frame = table.to_pandas(types_mapper=nullable.get)
    for at in codes:
        frame[table.schema.names[at]] = frame[table.schema.names[at]].astype("string")

    def counted(count: int, items: Sequence[Any]) -> Any:
        surely = sum(item.fillna(False).astype("int8") for item in items) >= count
        never = sum(item.fillna(True).astype("int8") for item in items) < count
        found = surely.astype("boolean")
        found[~(surely | never)] = module.NA
        return found

    def tested(test: Any) -> Any:
        found = _tested(test, frame.__getitem__, "isin").astype("boolean")
        return found.mask(frame[test.name].isna()) if isinstance(test, OneOf) else found

    def run() -> Any:
        kept: dict[Expression, Any] = {}
        conditions = [_walk(own, kept, tested, counted).fillna(False).to_numpy(bool) for _, own in engine.speaking]
        return np.select(conditions, list(range(len(conditions))), len(conditions))

    return Table(module.__version__, run, lambda own: own)


def openfisca(engine: Engine, batch: pa.RecordBatch) -> Table:
    """openfisca-core: a variable for each finding, and one whose formula is the rules; one thread.

    It has no value for "not known": for each test one variable says where it is true and one where it is false.
    """
    from benchmarks.cohort_openfisca import prepared

    _module("openfisca_core")
    tests = list(dict.fromkeys(leaf for _, own in engine.speaking for leaf in leaves(own)))
    run = prepared([own for _, own in engine.speaking], tests, batch)
    return Table(importlib.metadata.version("openfisca-core"), run, lambda own: own)
