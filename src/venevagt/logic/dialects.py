"""A query in standard SQL as another database writes it.

The second file that uses sqlglot: `parse` reads conditions with it, this one writes queries for other machines.
"""

import re
from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from venevagt.logic.nearest import did_you_mean

DIALECTS = (
    "duckdb",
    "postgres",
    "spark",
    "bigquery",
    "snowflake",
    "databricks",
    "redshift",
    "trino",
    "sqlite",
)
"""The dialects that are offered; the first is how the project itself writes.

A database without a three-valued type for booleans is not among them (T-SQL has none).
"""

EXCEPT: Mapping[str, str] = {
    "duckdb": "EXCLUDE",
    "spark": "EXCEPT",
    "bigquery": "EXCEPT",
    "snowflake": "EXCLUDE",
    "databricks": "EXCEPT",
}
"""The word with which a dialect takes every column but some; Spark since 4.0. The others have none."""

WHOLE_ROW = ("postgres",)
"""The dialects in which a row of a table is a value, so that it can be carried along and taken apart again."""

FOLDED_TO_UPPER = ("snowflake",)
"""The dialects that keep a name in capitals unless it is in quotes: there names are written without."""

_LONG = 100
"""Characters of a line."""


def in_dialect(sql: str, dialect: str) -> str:
    """One query, laid out over lines. Raises ValueError for a dialect that is not offered, or for no query."""
    check_dialect(dialect)
    try:
        (text,) = sqlglot.transpile(sql, read="duckdb", write=dialect, pretty=True)
    except SqlglotError as error:
        raise ValueError(f"no SQL query: {str(error)[:200]}") from None
    return "\n".join(_a_line_each(line) for line in text.splitlines())


def check_dialect(dialect: str) -> str:
    """The same. Raises ValueError for a dialect that is not offered; it names the nearest."""
    if dialect not in DIALECTS:
        near = did_you_mean(dialect, DIALECTS)
        hint = f"; {near}" if near else ""
        raise ValueError(f"unknown dialect {dialect[:40]!r}, expected one of: {', '.join(DIALECTS)}{hint}")
    return dialect


def expression_in_dialect(sql: str, dialect: str, *, quoted: bool = True) -> str:
    """An expression, laid out over lines where it is long. `quoted`: names stand in the dialect's quotes.

    Raises ValueError for a dialect that is not offered, or for no expression.
    """
    check_dialect(dialect)
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
    except SqlglotError as error:
        raise ValueError(f"no SQL expression: {str(error)[:200]}") from None
    for name in () if quoted else tree.find_all(exp.Identifier):
        name.set("quoted", False)
    text = _WHEN.sub(r"\1 THEN ", tree.unnest().sql(dialect, pretty=True))
    return "\n".join(_a_line_each(line) for line in text.splitlines())


_WHEN = re.compile(r"^( *WHEN .*)\n *THEN ", re.MULTILINE)
"""A condition of one line, and what follows from it on the next."""

_TABLE = re.compile(r"\w[\w$-]*(\.\w[\w$-]*){0,2}")


def table_in_dialect(name: str, dialect: str) -> str:
    """A table's name, in quotes where it needs them. Raises ValueError for what is no name of a table."""
    if not _TABLE.fullmatch(name):
        parts = [re.sub(r"[^\w$-]+", "_", part).strip("_") for part in name.split(".")[:3]]
        near = ".".join(part for part in parts if part)
        hint = f", did you mean {near[:60]!r}?" if near else ""
        raise ValueError(f"expected a table such as cases or schema.cases, found {name[:60]!r}{hint}")
    parts = name.split(".")
    return ".".join(part if part.isidentifier() else name_in_dialect(part, dialect) for part in parts)


def name_in_dialect(name: str, dialect: str, *, quoted: bool = True) -> str:
    """The name of a column."""
    return exp.to_identifier(name, quoted=quoted).sql(dialect)


def _a_line_each(line: str) -> str:
    """A long sum of cases with one case a line."""
    if len(line) <= _LONG:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return line.replace(" END + CASE ", f" END\n{indent}+ CASE ")
