"""A chain of SELECTs as a text that a person can read: one column a line, and why beside it."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from venevagt.logic.dialects import EXCEPT, WHOLE_ROW, expression_in_dialect, name_in_dialect

_WIDTH = 100
_TABLE = "each_case"
"""What the table is called in the query."""
_ROW = "whole_row"
"""The column that carries a whole row, in a dialect that can."""


class SqlColumn(Struct, frozen=True):
    """A column with its standard SQL, and what to say of it before its line."""

    name: str
    sql: str
    comment: str = ""


class SqlStep(Struct, frozen=True):
    """One SELECT that adds columns to those of the step before."""

    name: str
    comment: str
    columns: tuple[SqlColumn, ...]


class SqlWriter(Struct, frozen=True):
    """Writes for one dialect. `quoted`: names of columns stand in quotes."""

    dialect: str
    quoted: bool = True

    def name(self, name: str) -> str:
        return name_in_dialect(name, self.dialect, quoted=self.quoted)

    def expression(self, sql: str) -> str:
        return expression_in_dialect(sql, self.dialect, quoted=self.quoted)

    def query(self, table: str, steps: Sequence[SqlStep], answer: Sequence[SqlColumn], keep: Sequence[str]) -> str:
        """The whole query: `answer` over the last step, beside the columns of the table.

        `table`: as it stands after FROM. `keep`: the columns of the table to keep; without one all of them.
        A step without columns is left out. Raises ValueError where the dialect cannot keep all of them.
        """
        parts = []
        steps = [step for step in steps if step.columns]
        source = f"{table} AS {_TABLE}"
        for place, step in enumerate(steps):
            carried = [f"{_TABLE} AS {self.name(_ROW)}"] if place == 0 and self._carries_row(keep) else []
            body = "\n".join(self._select([*carried, "*"], step.columns, source))
            parts.append(f"{step.name} AS (\n{_indented(comment(step.comment) + body)}\n)")
            source = step.name
        final = "\n".join(self._select([self._kept(steps, keep)], answer, source))
        return f"WITH {', '.join(parts)}\n{final}\n"

    def _carries_row(self, keep: Sequence[str]) -> bool:
        return not keep and self.dialect in WHOLE_ROW

    def _kept(self, steps: Iterable[SqlStep], keep: Sequence[str]) -> str:
        if keep:
            return ",\n".join(map(self.name, keep))
        if self.dialect in WHOLE_ROW:
            return f"({self.name(_ROW)}).*"
        if self.dialect not in EXCEPT:
            can = ", ".join((*EXCEPT, *WHOLE_ROW))
            raise ValueError(
                f"{self.dialect} cannot keep all columns of a table but those of the steps in between: "
                f"name those to keep with --id COLUMN (without it: {can})"
            )
        names = ", ".join(self.name(column.name) for step in steps for column in step.columns)
        return f"* {EXCEPT[self.dialect]} (\n{_indented(textwrap.fill(names, _WIDTH))}\n)"

    def _select(self, first: Sequence[str], columns: Iterable[SqlColumn], source: str) -> Iterator[str]:
        lines = [_indented(one) for one in first]
        for column in columns:
            sql, name = self.expression(column.sql), self.name(column.name)
            told = name if sql == name else f"{sql} AS {name}"
            lines.append(_indented(comment(column.comment) + told))
        yield "SELECT"
        yield ",\n".join(lines)
        yield f"FROM {source}"


def comment(text: str) -> str:
    """Lines of comment, each with its end; a line of the text starts a new one."""
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, _WIDTH) or [""]]
    return "".join(f"-- {line}".rstrip() + "\n" for line in lines)


def _indented(text: str) -> str:
    return textwrap.indent(text, "  ")
