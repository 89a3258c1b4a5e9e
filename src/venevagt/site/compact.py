"""The compact forms in which the scripts read what was generated: JavaScript values, tables, formulas.

A table is one row of column names, then the rows, cut off where only empty values follow.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from venevagt.logic.expression import Expression
from venevagt.logic.implicant import Explanation
from venevagt.logic.targets.javascript import formula
from venevagt.logic.targets.true_false import (
    CountAtLeast,
    Every,
    Formula,
    Known,
    KnownCompare,
    KnownOneOf,
    Some,
    is_true,
)


class Code(str):
    """JavaScript, written out as it is."""

    __slots__ = ()


def module(content: Mapping[str, Any]) -> str:
    """A module whose default export this is."""
    return f"export default {javascript(content)};\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """Rows under their columns' names."""
    return [columns, *(_cut(row) for row in rows)]


def _cut(row: Sequence[Any]) -> Sequence[Any]:
    """The row without the empty values at its end."""
    end = len(row)
    while end and row[end - 1] in (None, "", [], ()):
        end -= 1
    return row[:end]


def javascript(value: Any) -> str:
    """A value as compact JavaScript: JSON, with functions where there is code."""
    match value:
        case Code():
            return str(value)
        case Mapping():
            return "{" + ",".join(f"{json.dumps(key)}:{javascript(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ",".join(javascript(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def function(condition: Expression | None) -> Any:
    """A function of the case that says whether the condition is TRUE; 0 where there is none."""
    # Ids hold no space, so those of the formula can go.
    return 0 if condition is None else Code("c=>" + formula(is_true(condition)).replace(" ", ""))


def encoded_formula(item: Formula, place: Mapping[str, int]) -> Any:
    """A formula in the compact form that `script/implicant.js` reads; `place`: the variables' numbers."""
    match item:
        case Known(name, value):
            return 2 * place[name] + value
        case KnownCompare(name, operator, limit):
            return (place[name], operator, number(limit))
        case KnownOneOf(name, options, inside):
            return (place[name], "in" if inside else "not in", options)
        case Every(items):
            return ([encoded_formula(inner, place) for inner in items], len(items))
        case Some(items):
            return ([encoded_formula(inner, place) for inner in items], 1)
        case CountAtLeast(count, items):
            return ([encoded_formula(inner, place) for inner in items], count)


def explanation_row(explanation: Explanation, place: Mapping[str, int]) -> tuple[Any, ...]:
    """The columns `always`, `choices` and `exact` of a rule."""
    return (
        [encoded_formula(literal, place) for literal in explanation.always],
        [encoded_formula(choice, place) for choice in explanation.choices],
        int(explanation.exact),
    )


def number(value: float) -> float:
    """Without the `.0` of a whole number."""
    return int(value) if value.is_integer() else value
