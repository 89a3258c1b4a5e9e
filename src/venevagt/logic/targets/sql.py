"""Expressions as SQL over columns that carry the variables' names; NULL is not known.

The text is plain standard SQL: every warehouse that has CASE and COALESCE runs it.
"""

from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    Not,
    OneOf,
    Or,
    Variable,
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


def _counted(items: tuple[Expression, ...], *, unknown_counts: bool) -> str:
    fallback = "TRUE" if unknown_counts else "FALSE"
    return "(" + " + ".join(f"CASE WHEN COALESCE({to_sql(item)}, {fallback}) THEN 1 ELSE 0 END" for item in items) + ")"
