"""From the text of a condition to the expression tree.

The text is the boolean part of SQL, read by sqlglot; only the shapes of `expression` pass. What is
wrong is collected, not raised: one look at a condition shows all its problems, each with its place.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from venevagt.logic.expression import (
    MIRRORED,
    And,
    AtLeast,
    Choice,
    Compare,
    Comparison,
    Expression,
    Not,
    Number,
    OneOf,
    Or,
    Variable,
    VariableType,
    Vocabulary,
    YesNo,
)
from venevagt.logic.limits import MAX_LENGTH, UNSEEN_PART, too_large
from venevagt.logic.nearest import did_you_mean

# What the parser thinks of a text is said in problems; it is to write nothing of its own.
logging.getLogger("sqlglot").disabled = True

_OPERATORS: Mapping[type[exp.Expr], Comparison] = {
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.EQ: "=",
    exp.NEQ: "<>",
}


@dataclass(frozen=True, slots=True)
class ExpressionProblem:
    """One thing that is wrong in a condition, at text[start:end]; `help` may be empty."""

    message: str
    start: int
    end: int
    help: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree (None when there are problems) and everything that is wrong."""

    expression: Expression | None
    problems: tuple[ExpressionProblem, ...]


def parse(text: str, vocabulary: Vocabulary, defined: Mapping[str, Expression] | None = None) -> Parsed:
    """Read a condition over the variables of `vocabulary` and the named conditions in `defined`.

    A named condition stands for its whole expression. Never raises for bad text.
    """
    reader = _Reader(text, vocabulary, defined or {})
    expression = reader.read()
    problems = tuple(reader.problems)
    return Parsed(None if problems else expression, problems)


class _Reader:
    def __init__(self, text: str, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.defined = defined
        self.problems: list[ExpressionProblem] = []

    def read(self) -> Expression | None:
        if len(self.text) > MAX_LENGTH:
            return self._whole(f"a condition of {len(self.text)} characters, expected at most {MAX_LENGTH}")
        if not self.text.strip():
            return self._whole("an empty condition, expected an expression over findings")
        if found := UNSEEN_PART.search(self.text):
            return self._whole(f"{found.group()!r}, expected no comment and one expression only", *found.span())
        try:
            return self._bounded(self._convert(sqlglot.parse_one(self.text, dialect="duckdb")))
        except SqlglotError as error:
            return self._syntax(error)
        except RecursionError:
            return self._whole("a condition that is nested too deeply")

    def _bounded(self, expression: Expression | None) -> Expression | None:
        message = "" if expression is None else too_large(expression)
        return self._whole(message) if message else expression

    def _convert(self, node: exp.Expr) -> Expression | None:
        converter = _CONVERTERS.get(type(node))
        if converter is None:
            return self._problem(node, *_refusal(node))
        return converter(self, node)

    def _paren(self, node: exp.Expr) -> Expression | None:
        return self._convert(node.this)

    def _not(self, node: exp.Expr) -> Expression | None:
        item = self._convert(node.this)
        return None if item is None else Not(item)

    def _and(self, node: exp.Expr) -> Expression | None:
        items = self._all(_flattened(node, exp.And))
        return None if items is None else And(items)

    def _or(self, node: exp.Expr) -> Expression | None:
        items = self._all(_flattened(node, exp.Or))
        return None if items is None else Or(items)

    def _all(self, nodes: Iterable[exp.Expr]) -> tuple[Expression, ...] | None:
        items = [self._convert(node) for node in nodes]
        found = tuple(item for item in items if item is not None)
        return found if len(found) == len(items) else None

    def _column(self, node: exp.Expr) -> Expression | None:
        if not isinstance(node, exp.Column) or len(node.parts) != 1:
            return self._problem(node, f"{node.sql()!r} has a dot, expected one name")
        name = node.name
        if name in self.defined:
            return self.defined[name]
        match self.vocabulary.get(name):
            case YesNo():
                return Variable(name)
            case Number(_, high):
                return self._problem(
                    node, f"{name!r} is a number, expected a comparison", f"write for example {name} >= {high:g}"
                )
            case Choice(options):
                return self._problem(
                    node, f"{name!r} is a choice, expected a comparison", f"write for example {name} = '{options[0]}'"
                )
            case None:
                return self._unknown(node, name)

    def _comparison(self, node: exp.Expr) -> Expression | None:
        left, right = _unwrapped(node.this), _unwrapped(node.expression)
        operator = _OPERATORS[type(node)]
        if not isinstance(left, exp.Column):
            left, right, operator = right, left, MIRRORED[operator]
        if not isinstance(left, exp.Column):
            return self._problem(node, "a comparison without a finding, expected a finding on one side")
        if len(left.parts) != 1:
            return self._column(left)
        match self.vocabulary.get(left.name):
            case Number() as kind:
                limit = self._number(right, left.name, kind)
                return None if limit is None else Compare(left.name, operator, limit)
            case Choice() as kind:
                return self._choice_comparison(node, left.name, kind, operator, right)
            case YesNo():
                return self._problem(
                    left,
                    f"{left.name!r} is a yes/no finding, expected no comparison",
                    "write its name, or NOT its name",
                )
            case None:
                return self._unknown(left, left.name)

    def _choice_comparison(
        self, node: exp.Expr, name: str, kind: Choice, operator: Comparison, right: exp.Expr
    ) -> Expression | None:
        if operator not in ("=", "<>"):
            return self._problem(node, f"{name!r} is a choice and has no order, expected = or <> or IN")
        option = self._option(right, name, kind)
        if option is None:
            return None
        same = OneOf(name, (option,))
        return same if operator == "=" else Not(same)

    def _between(self, node: exp.Expr) -> Expression | None:
        column = _unwrapped(node.this)
        kind = self._kind(column)
        if not isinstance(kind, Number):
            return self._problem(node, "BETWEEN stands before something else than a number finding")
        low = self._number(node.args["low"], column.name, kind)
        high = self._number(node.args["high"], column.name, kind)
        if low is None or high is None:
            return None
        if low > high:
            return self._problem(
                node, f"BETWEEN {low:g} AND {high:g} holds for nothing, expected the lower limit first"
            )
        return And((Compare(column.name, ">=", low), Compare(column.name, "<=", high)))

    def _kind(self, column: exp.Expr) -> VariableType | None:
        plain = isinstance(column, exp.Column) and len(column.parts) == 1
        return self.vocabulary.get(column.name) if plain else None

    def _in(self, node: exp.Expr) -> Expression | None:
        column = _unwrapped(node.this)
        kind = self._kind(column)
        if not isinstance(kind, Choice):
            return self._problem(node, "IN stands behind something else than a choice finding")
        options = [self._option(item, column.name, kind) for item in node.expressions]
        found = tuple(option for option in options if option is not None)
        if not options or len(found) < len(options):
            return None if options else self._problem(node, "IN with a query or an empty list, expected options")
        return OneOf(column.name, tuple(dict.fromkeys(found)))

    def _at_least(self, node: exp.Expr) -> Expression | None:
        if node.name.lower() != "at_least":
            return self._problem(node, f"unknown function {node.name!r}, expected at_least(n, a, b, ...)")
        count_node, *item_nodes = node.expressions or [node]
        if not (isinstance(count_node, exp.Literal) and not count_node.is_string and count_node.name.isdigit()):
            return self._problem(count_node, "at_least needs a whole number first", "write at_least(2, a, b, c)")
        count = int(count_node.name)
        if not 1 <= count <= len(item_nodes):
            return self._problem(
                count_node, f"at_least({count}, ...) of {len(item_nodes)} conditions, expected 1 to {len(item_nodes)}"
            )
        items = self._all(item_nodes)
        return None if items is None else AtLeast(count, items)

    def _number(self, node: exp.Expr, name: str, kind: Number) -> float | None:
        negative = isinstance(node, exp.Neg)
        literal = _unwrapped(node.this) if negative else node
        if not isinstance(literal, exp.Literal) or literal.is_string:
            self._problem(node, f"{name!r} is compared with something else than a number")
            return None
        value = -float(literal.name) if negative else float(literal.name)
        if not kind.low <= value <= kind.high:
            self._problem(node, f"{value:g} is outside {name!r}, expected {kind.low:g} to {kind.high:g}")
            return None
        return value

    def _option(self, node: exp.Expr, name: str, kind: Choice) -> str | None:
        if isinstance(node, exp.Literal) and node.is_string and node.name in kind.options:
            return node.name
        expected = ", ".join(f"'{option}'" for option in kind.options)
        help_line = did_you_mean(node.name, kind.options)
        if node.name in kind.options:
            help_line = f"write it in single quotes: '{node.name}'"
        self._problem(node, f"{node.sql()} is no option of {name!r}, expected {expected}", help_line)
        return None

    def _unknown(self, node: exp.Expr, name: str) -> Expression | None:
        help_line = did_you_mean(name, [*self.vocabulary, *self.defined])
        return self._problem(node, f"unknown finding {name!r}", help_line)

    def _problem(self, node: exp.Expr, message: str, help_line: str = "") -> Expression | None:
        starts = [part.meta["start"] for part in node.walk() if "start" in part.meta]
        ends = [part.meta["end"] + 1 for part in node.walk() if "end" in part.meta]
        start, end = (min(starts), max(ends)) if starts else (0, len(self.text))
        self.problems.append(ExpressionProblem(message, start, end, help_line))
        return None

    def _whole(self, message: str, start: int = 0, end: int = MAX_LENGTH) -> Expression | None:
        self.problems.append(ExpressionProblem(message, start, min(end, len(self.text))))
        return None

    def _syntax(self, error: SqlglotError) -> Expression | None:
        details = getattr(error, "errors", None) or [{}]
        line, column = details[0].get("line") or 1, details[0].get("col") or 1
        word = details[0].get("highlight") or ""
        before = sum(len(part) for part in self.text.splitlines(keepends=True)[: line - 1])
        end = min(len(self.text), before + column)
        found = f"cannot be read at {word!r}" if word else "cannot be read"
        self.problems.append(
            ExpressionProblem(
                f"the condition {found}, expected for example: a AND (b OR NOT c)", max(0, end - len(word)), end
            )
        )
        return None


def _refusal(node: exp.Expr) -> tuple[str, str]:
    """What to say of a shape that no condition has, and what to write instead."""
    if isinstance(node, exp.Alias):
        return (
            f"two words without AND or OR between them before {node.alias!r}",
            "write AND or OR there; a number stands without its unit",
        )
    return (
        f"{type(node).__name__} ({node.sql()[:40]}) is not allowed in a condition",
        "use AND, OR, NOT, comparisons, IN, BETWEEN and at_least(n, a, b, ...)",
    )


def _unwrapped(node: exp.Expr) -> exp.Expr:
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def _flattened(node: exp.Expr, kind: type[exp.Expr]) -> list[exp.Expr]:
    """The operands of a chain such as a AND b AND c, in reading order, without recursion."""
    waiting, found = [node], []
    while waiting:
        part = waiting.pop()
        if isinstance(part, kind):
            waiting += [part.args["expression"], part.this]
        else:
            found.append(part)
    return found


_CONVERTERS: Mapping[type[exp.Expr], Callable[[_Reader, exp.Expr], Expression | None]] = {
    exp.Paren: _Reader._paren,
    exp.Not: _Reader._not,
    exp.And: _Reader._and,
    exp.Or: _Reader._or,
    exp.Column: _Reader._column,
    exp.Between: _Reader._between,
    exp.In: _Reader._in,
    exp.Anonymous: _Reader._at_least,
    **dict.fromkeys(_OPERATORS, _Reader._comparison),
}
