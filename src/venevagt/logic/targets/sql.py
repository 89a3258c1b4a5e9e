"""Expressions as SQL over columns that carry the variables' names; NULL is not known.

The text is plain standard SQL: every warehouse that has CASE and COALESCE runs it.
"""

from collections.abc import Callable, Mapping

from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    Not,
    OneOf,
    Or,
    Value,
    Variable,
    children,
    holds,
)


def to_sql(expression: Expression) -> str:
    """A SQL expression of type boolean: TRUE, FALSE or NULL."""
    match expression:
        case Variable(name):
            return f'"{name}"'
        case Compare(name, operator, limit):
            return f'"{name}" {operator} {limit:.17g}'
        case OneOf(name, options):
            listed = ", ".join(f"'{option}'" for option in options)
            return f'"{name}" IN ({listed})'
        case Not(Variable(name)):
            return f'NOT "{name}"'
        case Not(item):
            return f"NOT ({to_sql(item)})"
        case And(items):
            return "(" + " AND ".join(to_sql(item) for item in items) + ")"
        case Or(items):
            return "(" + " OR ".join(to_sql(item) for item in items) + ")"
        case AtLeast(count, items):
            surely = _counted(items, unknown_counts=False)
            possibly = _counted(items, unknown_counts=True)
            return f"CASE WHEN {surely} >= {count} THEN TRUE WHEN {possibly} < {count} THEN FALSE END"


def to_sql_filled(
    expression: Expression, filled: Mapping[str, Value], write: Callable[[Expression], str] = to_sql
) -> str:
    """TRUE or FALSE: what the expression is when `filled` stands for the answers that are not known.

    Where all that is filled in says the same, the expression is as known, or that: COALESCE says it.
    `write`: how the parts are written.
    """
    verdict = _filled_alike(expression, filled)
    if verdict is not None:
        return f"COALESCE({write(expression)}, {'TRUE' if verdict else 'FALSE'})"
    parts = [to_sql_filled(item, filled, write) for item in children(expression)]
    match expression:
        case Not():
            return f"NOT ({parts[0]})"
        case AtLeast(count):
            added = " + ".join(f"CASE WHEN {part} THEN 1 ELSE 0 END" for part in parts)
            return f"(({added}) >= {count})"
        case _:
            return "(" + (" AND " if isinstance(expression, And) else " OR ").join(parts) + ")"


def _filled_alike(expression: Expression, filled: Mapping[str, Value]) -> bool | None:
    """What each test of the expression, read with the NOTs before it, says of `filled`; None where they differ."""
    match expression:
        case Variable(name) | Compare(name) | OneOf(name):
            return holds(expression, filled[name])
        case Not(item):
            inner = _filled_alike(item, filled)
            return None if inner is None else not inner
        case And(items) | Or(items) | AtLeast(_, items):
            verdicts = {_filled_alike(item, filled) for item in items}
            return verdicts.pop() if len(verdicts) == 1 else None


def _counted(items: tuple[Expression, ...], *, unknown_counts: bool) -> str:
    fallback = "TRUE" if unknown_counts else "FALSE"
    return "(" + " + ".join(f"CASE WHEN COALESCE({to_sql(item)}, {fallback}) THEN 1 ELSE 0 END" for item in items) + ")"
