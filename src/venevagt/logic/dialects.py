"""A query in standard SQL as another database writes it.

The second file that uses sqlglot: `parse` reads conditions with it, this one writes queries for other machines.
"""

import sqlglot
from sqlglot.errors import SqlglotError

DIALECTS = ("duckdb", "postgres", "spark", "bigquery", "snowflake")
"""The dialects that are offered; the first is how the project itself writes."""


_LONG = 100
"""Characters of a line."""


def in_dialect(sql: str, dialect: str) -> str:
    """One query, laid out over lines. Raises ValueError for a dialect that is not offered, or for no query."""
    if dialect not in DIALECTS:
        raise ValueError(f"unknown dialect {dialect[:40]!r}, expected one of: {', '.join(DIALECTS)}")
    try:
        (text,) = sqlglot.transpile(sql, read="duckdb", write=dialect, pretty=True)
    except SqlglotError as error:
        raise ValueError(f"no SQL query: {str(error)[:200]}") from None
    return "\n".join(_a_line_each(line) for line in text.splitlines())


def _a_line_each(line: str) -> str:
    """A long sum of cases with one case a line."""
    if len(line) <= _LONG:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return line.replace(" END + CASE ", f" END\n{indent}+ CASE ")
