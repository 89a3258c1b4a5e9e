"""Expressions as JavaScript, for the page that decides on the phone.

The code asks a case object `c`: `true`, `false`, a number, an option's id, or undefined/null
for what is not known. It gives `true`, `false` or `null`.
"""

import json

from venevagt.logic.expression import Expression
from venevagt.logic.targets.true_false import (
    CountAtLeast,
    Every,
    Formula,
    Known,
    KnownCompare,
    KnownOneOf,
    Some,
    is_false,
    is_true,
)

_SIGNS = {"=": "===", "<>": "!=="}


def to_javascript(expression: Expression) -> str:
    """A JavaScript expression over the case object `c`: true, false or null."""
    return f"{formula(is_true(expression))} ? true : {formula(is_false(expression))} ? false : null"


def formula(item: Formula) -> str:
    """A two-valued formula as a JavaScript expression."""
    match item:
        case Known(name, value):
            return f"c.{name} === {json.dumps(value)}"
        case KnownCompare(name, operator, limit):
            return f"(c.{name} != null && c.{name} {_SIGNS.get(operator, operator)} {limit:.17g})"
        case KnownOneOf(name, options, inside):
            negation = "" if inside else "!"
            return f"(c.{name} != null && {negation}{json.dumps(options)}.includes(c.{name}))"
        case Every(items):
            return "(" + " && ".join(formula(inner) for inner in items) + ")"
        case Some(items):
            return "(" + " || ".join(formula(inner) for inner in items) + ")"
        case CountAtLeast(count, items):
            return "(" + " + ".join(f"({formula(inner)})" for inner in items) + f" >= {count})"
