"""A second, plain reading of the conditions: straight from their text, with Python's own grammar.

It shares no code with the parser and the targets, so that a slip there cannot hide from it. Yes is
True, no is False, not asked is None; a condition is None as long as what is open can decide it.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping

from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import URGENCIES
from venevagt.logic.expression import Value

Block = Mapping[str, Value]
"""Cases that agree on these findings; the others have any value."""

_TOKEN = re.compile(r"'[^']*'|<>|<=|>=|=|[\w.]+|\S")
_WORDS = {"=": "==", "<>": "!=", "and": "and", "or": "or", "not": "not", "in": "in", "between": "between"}
_RELATIONS: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}

_MIRRORED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq}


def read(text: str) -> ast.expr:
    """A condition's text as a Python expression.

    Raises SyntaxError for text that is none.
    """
    words = [_WORDS.get(token.lower(), token) for token in _TOKEN.findall(text)]
    # IN ('arm') would be read as a look into a string; a list is meant.
    spoken = re.sub(r"\bin \(([^)]*)\)", r"in [\1]", " ".join(words))
    spoken = re.sub(r"\b(\w+) (not )?between (\S+) and (\S+)", r"\2 (\1 >= \3 and \1 <= \4)", spoken)
    return ast.parse(spoken.strip(), mode="eval").body


class PlainReading:
    """All rules and shared conditions of a model, as their texts say."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.conditions = {name: read(condition.when) for name, condition in model.conditions.items()}
        self.rules = {name: read(rule.when) for name, rule in model.rules.items()}
        self.places = {name: URGENCIES.index(rule.urgency) for name, rule in model.rules.items()}
        self.from_the_most_urgent = sorted(self.places.items(), key=lambda item: -item[1])
        self.advice = {name: read(entry.when) for name, entry in model.advice.items() if entry.when}

    def truth(self, node: ast.expr, block: Block) -> bool | None:
        """Whether a condition holds in every case of a block, in none, or (None) in some."""
        return truth(node, block, self.conditions)

    def open_findings(self, node: ast.expr, block: Block) -> list[str]:
        """The findings that the condition asks about and the block leaves open."""
        names = [item.id for item in ast.walk(node) if isinstance(item, ast.Name)]
        inner = [self.open_findings(self.conditions[name], block) for name in names if name in self.conditions]
        own = [name for name in names if name in self.model.findings and name not in block]
        return list(dict.fromkeys([*own, *(name for found in inner for name in found)]))


def truth(node: ast.expr, block: Block, conditions: Mapping[str, ast.expr]) -> bool | None:
    """Whether a condition holds; `conditions` are the shared ones that it may name.

    Raises ValueError for what no condition may have.
    """
    match node:
        case ast.BoolOp(op=ast.And()):
            return _all([truth(item, block, conditions) for item in node.values])
        case ast.BoolOp():
            return _not(_all([_not(truth(item, block, conditions)) for item in node.values]))
        case ast.UnaryOp(op=ast.Not(), operand=item):
            return _not(truth(item, block, conditions))
        case ast.Name(id=name) if name in conditions:
            return truth(conditions[name], block, conditions)
        case ast.Name(id=name):
            return _yes_or_no(block.get(name))
        case ast.Compare(left=ast.Name(id=name), ops=[relation], comparators=[limit]):
            return _compared(block.get(name), relation, ast.literal_eval(limit))
        case ast.Compare(left=limit, ops=[relation], comparators=[ast.Name() as name]):
            turned = ast.Compare(name, [_MIRRORED[type(relation)]()], [limit])
            return truth(turned, block, conditions)
        case ast.Call(func=ast.Name(id="at_least"), args=[ast.Constant(value=int(least)), *items]):
            return _counted(least, [truth(item, block, conditions) for item in items])
    raise ValueError(f"the plain reading knows nothing like {ast.unparse(node)!r}")


def _yes_or_no(value: Value) -> bool | None:
    assert value is None or isinstance(value, bool), value
    return value


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _counted(least: int, values: list[bool | None]) -> bool | None:
    if values.count(True) >= least:
        return True
    return None if values.count(True) + values.count(None) >= least else False


def _compared(value: Value, relation: ast.cmpop, limit: object) -> bool | None:
    if value is None:
        return None
    if isinstance(relation, (ast.In, ast.NotIn)):
        assert isinstance(limit, list), limit
        return (value in limit) is isinstance(relation, ast.In)
    if isinstance(limit, str):
        return (value == limit) is isinstance(relation, ast.Eq)
    assert isinstance(value, (int, float)), value
    assert isinstance(limit, (int, float)), limit
    return _RELATIONS[type(relation)](value, limit)
