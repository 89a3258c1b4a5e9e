"""Expressions as compiled Python functions over a case's values.

A compiled function takes one sequence of values in the order of the variables it was compiled
for, which it unpacks into local names: the fastest look-up that Python has.
"""

from collections.abc import Callable, Sequence
from typing import Any

from venevagt.logic.expression import Expression, Value, names
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

ValueFunction = Callable[[Sequence[Value]], bool | None]
FirstTrueFunction = Callable[[Sequence[Value]], int]
WhichTrueFunction = Callable[[Sequence[Value]], list[int]]


def to_python(expression: Expression) -> str:
    """A Python expression that is True, False or None; variables are plain names."""
    return f"True if {formula(is_true(expression))} else False if {formula(is_false(expression))} else None"


def formula(item: Formula) -> str:
    """A two-valued formula as a Python expression."""
    match item:
        case Known(name, value):
            return f"{name} is {value}"
        case KnownCompare(name, operator, limit):
            sign = {"=": "==", "<>": "!="}.get(operator, operator)
            return f"({name} is not None and {name} {sign} {limit!r})"
        case KnownOneOf(name, (option,), inside):
            return f"{name} == {option!r}" if inside else f"({name} is not None and {name} != {option!r})"
        case KnownOneOf(name, options, inside):
            return f"{name} in {options!r}" if inside else f"({name} is not None and {name} not in {options!r})"
        case Every(()):
            return "True"
        case Every(items):
            return "(" + " and ".join(formula(inner) for inner in items) + ")"
        case Some(()):
            return "False"
        case Some(items):
            return "(" + " or ".join(formula(inner) for inner in items) + ")"
        case CountAtLeast(count, items):
            return "(" + " + ".join(f"({formula(inner)})" for inner in items) + f" >= {count})"


def compile_value(expression: Expression, variables: Sequence[str]) -> ValueFunction:
    """A function from values (one for each of `variables`, in order) to True, False or None."""
    unpacked = _unpacking(variables, names(expression))
    function: ValueFunction = _define("value", f"{unpacked}    return {to_python(expression)}\n")
    return function


def compile_first_true(expressions: Sequence[Expression], variables: Sequence[str]) -> FirstTrueFunction:
    """A function that gives the index of the first expression that is TRUE, or their number.

    It stops at the first that holds, so the order of `expressions` is the order of importance.
    """
    used = dict.fromkeys(name for expression in expressions for name in names(expression))
    lines = [_unpacking(variables, tuple(used))]
    lines += [
        f"    if {formula(is_true(expression))}:\n        return {index}\n"
        for index, expression in enumerate(expressions)
    ]
    lines.append(f"    return {len(expressions)}\n")
    function: FirstTrueFunction = _define("first_true", "".join(lines))
    return function


def compile_which_true(expressions: Sequence[Expression], variables: Sequence[str]) -> WhichTrueFunction:
    """A function that gives the indexes of all expressions that are TRUE."""
    used = dict.fromkeys(name for expression in expressions for name in names(expression))
    lines = [_unpacking(variables, tuple(used)), "    found = []\n"]
    lines += [
        f"    if {formula(is_true(expression))}:\n        found.append({index})\n"
        for index, expression in enumerate(expressions)
    ]
    lines.append("    return found\n")
    function: WhichTrueFunction = _define("which_true", "".join(lines))
    return function


def _unpacking(variables: Sequence[str], used: Sequence[str]) -> str:
    if not variables:
        return ""
    targets = ", ".join(name if name in used else "_" for name in variables)
    return f"    ({targets},) = values\n"


def _define(name: str, body: str) -> Any:
    source = f"def {name}(values):\n{body}"
    space: dict[str, object] = {}
    # Safe: the source is written by `formula` from checked ids and numbers, never from raw text.
    exec(compile(source, f"<compiled {name}>", "exec"), space)  # noqa: S102
    return space[name]
