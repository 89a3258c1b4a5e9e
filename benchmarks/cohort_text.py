"""The rules as other rule engines write them: text of zen-engine and of CEL, conditions of json-rules-engine."""

import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from venevagt.logic.expression import Expression
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


class Language(Struct, frozen=True):
    """The words of an expression language."""

    both: str
    either: str
    negation: str
    quote: str


ZEN = Language(" and ", " or ", "not ", "'")
CEL = Language(" && ", " || ", "!", '"')


def text(formula: Formula, language: Language) -> str:
    """A formula in brackets where it needs them."""
    match formula:
        case Known(name, value):
            return f"{name} == {'true' if value else 'false'}"
        case KnownCompare(name, operator, limit):
            relation = {"=": "==", "<>": "!="}.get(operator, operator)
            return f"({name} != null{language.both}{name} {relation} {limit:.17g})"
        case KnownOneOf(name, options, inside):
            listed = ", ".join(f"{language.quote}{option}{language.quote}" for option in options)
            test = f"({name} in [{listed}])"
            return f"({name} != null{language.both}{test if inside else language.negation + test})"
        case Every(items):
            return "(" + language.both.join(text(item, language) for item in items) + ")"
        case Some(items):
            return "(" + language.either.join(text(item, language) for item in items) + ")"
        case CountAtLeast(count, items):
            return "(" + " + ".join(f"({text(item, language)} ? 1 : 0)" for item in items) + f" >= {count})"


def cel_text(conditions: Sequence[Expression]) -> str:
    """One expression: the number of the first condition that holds."""
    choices = (f"{text(is_true(one), CEL)} ? {number} : " for number, one in enumerate(conditions))
    return "".join(choices) + str(len(conditions))


def zen_graph(conditions: Sequence[Expression]) -> str:
    """One decision table whose first row that holds decides."""
    rows = [
        {"_id": str(number), "c": text(is_true(one), ZEN), "o": str(number)} for number, one in enumerate(conditions)
    ]
    rows.append({"_id": "none", "c": "", "o": str(len(conditions))})
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": "c", "name": "condition"}],
        "outputs": [{"id": "o", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {"id": "table", "type": "decisionTableNode", "name": "table", "position": place, "content": table},
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def json_conditions(formula: Formula) -> Mapping[str, Any]:
    """Conditions of json-rules-engine, whose outermost is `all` or `any`; an unknown fact makes none of them true."""
    found = _condition(formula)
    return found if "all" in found or "any" in found else {"all": [found]}


def _condition(formula: Formula) -> Mapping[str, Any]:
    match formula:
        case Known(name, value):
            return {"fact": name, "operator": "equal", "value": value}
        case KnownCompare(name, operator, limit):
            return {"fact": name, "operator": _OPERATORS[operator], "value": limit}
        case KnownOneOf(name, options, inside):
            if inside:
                return {"fact": name, "operator": "in", "value": list(options)}
            known = {"not": {"fact": name, "operator": "equal", "value": None}}
            return {"all": [known, {"fact": name, "operator": "notIn", "value": list(options)}]}
        case Every(items):
            return {"all": [_condition(item) for item in items]}
        case Some(items):
            return {"any": [_condition(item) for item in items]}
        case CountAtLeast(count, items):
            return {"any": [_condition(Every(own)) for own in itertools.combinations(items, count)]}


_OPERATORS = {
    "<": "lessThan",
    "<=": "lessThanInclusive",
    ">": "greaterThan",
    ">=": "greaterThanInclusive",
    "=": "equal",
    "<>": "notEqual",
}
