"""Every target of the expression language, run on the same expressions and cases."""

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import duckdb
import z3

from venevagt.logic.diagram import Builder, Outcome
from venevagt.logic.domain import domains
from venevagt.logic.expression import (
    Choice,
    Expression,
    Number,
    Value,
    VariableType,
    Vocabulary,
    YesNo,
    evaluate,
    holds,
    names,
)
from venevagt.logic.targets.javascript import to_javascript
from venevagt.logic.targets.planes import Constant, Content, Input, Known, PlaneBuilder
from venevagt.logic.targets.python import compile_value
from venevagt.logic.targets.smt import Term, symbolic, to_smt
from venevagt.logic.targets.sql import to_sql
from venevagt.logic.targets.true_false import is_false, is_true

VOCABULARY: Vocabulary = {
    **dict.fromkeys("abcd", YesNo()),
    "age": Number(0, 120),
    "size": Number(0, 15),
    "place": Choice(("leg", "arm", "elsewhere")),
}

Pair = tuple[Expression, Mapping[str, Value]]
Values = list[bool | None]


class Target(Protocol):
    """One way to evaluate many pairs of expression and case."""

    def __call__(self, pairs: Sequence[Pair], vocabulary: Vocabulary = ...) -> Values: ...


def run_meaning(pairs: Sequence[Pair], vocabulary: Vocabulary = VOCABULARY) -> Values:
    return [evaluate(expression, case) for expression, case in pairs]


def run_python(pairs: Sequence[Pair], vocabulary: Vocabulary = VOCABULARY) -> Values:
    order = list(vocabulary)
    functions = {expression: compile_value(expression, order) for expression, _ in pairs}
    return [functions[expression]([case.get(name) for name in order]) for expression, case in pairs]


def run_sql(pairs: Sequence[Pair], vocabulary: Vocabulary = VOCABULARY) -> Values:
    """A table of cases and a table of pairs; each expression stands once in a CASE over the expressions' numbers."""
    columns = {YesNo: "BOOLEAN", Number: "DOUBLE", Choice: "VARCHAR"}
    rows = [tuple(case.get(name) for name in vocabulary) for _, case in pairs]
    case_numbers = {row: number for number, row in enumerate(dict.fromkeys(rows))}
    numbers = {expression: number for number, expression in enumerate(dict.fromkeys(own for own, _ in pairs))}
    with duckdb.connect() as connection:
        declared = ", ".join(f'"{name}" {columns[type(kind)]}' for name, kind in vocabulary.items())
        connection.execute(f"CREATE TABLE cases (case_number INTEGER, {declared})")
        places = ", ".join("?" * (len(vocabulary) + 1))
        connection.executemany(
            f"INSERT INTO cases VALUES ({places})", [[number, *row] for row, number in case_numbers.items()]
        )
        connection.execute(
            "CREATE TABLE pairs AS SELECT unnest($1) AS pair, unnest($2) AS case_number, unnest($3) AS number",
            [list(range(len(pairs))), [case_numbers[row] for row in rows], [numbers[own] for own, _ in pairs]],
        )
        whens = " ".join(f"WHEN {number} THEN {to_sql(expression)}" for expression, number in numbers.items())
        found = connection.execute(
            f"SELECT CASE number {whens} END FROM pairs JOIN cases USING (case_number) ORDER BY pair"
        ).fetchall()
    return [row[0] for row in found]


def run_javascript(pairs: Sequence[Pair], vocabulary: Vocabulary = VOCABULARY) -> Values:
    """All pairs in one run of Node."""
    functions = ",\n".join(f"c => {to_javascript(expression)}" for expression, _ in pairs)
    cases = json.dumps([dict(case) for _, case in pairs])
    program = f"const f = [{functions}];\nconst c = {cases};\nconsole.log(JSON.stringify(f.map((g, i) => g(c[i]))));"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "batch.mjs"
        path.write_text(program, encoding="utf-8")
        answer = subprocess.run(["node", str(path)], capture_output=True, text=True, check=True, timeout=60)
    values: Values = json.loads(answer.stdout)
    return values


def run_diagram(pairs: Sequence[Pair], vocabulary: Vocabulary = VOCABULARY) -> Values:
    """The diagram knows complete cases: an open one is true or false where all that is left agrees.

    Where Kleene's logic says null although both ways lead to the same (a OR NOT a), the diagram
    knows better; there, and only there, its answer is taken from the meaning.
    """
    diagrams = {expression: _diagram(expression, vocabulary) for expression, _ in pairs}
    return [_one_diagram(expression, case, *diagrams[expression]) for expression, case in pairs]


def _diagram(expression: Expression, vocabulary: Vocabulary) -> tuple[Builder, int]:
    """The diagram of one expression, and its uppermost node."""
    found = domains([expression], vocabulary)
    builder = Builder([found[name] for name in names(expression)])
    return builder, builder.condition(expression)


def _one_diagram(expression: Expression, case: Mapping[str, Value], builder: Builder, root: int) -> bool | None:
    classes = {
        level: index
        for level, domain in enumerate(builder.order)
        if (index := domain.class_of(case.get(domain.name))) is not None
    }
    left = builder.nodes[builder.restrict(root, classes)]
    decided = bool(left.value) if isinstance(left, Outcome) else None
    meant = evaluate(expression, case)
    if meant is not None or len(classes) == len(builder.order):
        return decided
    return meant


def run_smt(pairs: Sequence[Pair], vocabulary: Vocabulary = VOCABULARY) -> Values:
    """The solver's formulas over a case whose every value is a constant."""
    return [_one_smt(expression, case, vocabulary) for expression, case in pairs]


def _one_smt(expression: Expression, case: Mapping[str, Value], vocabulary: Vocabulary) -> bool | None:
    terms = {}
    for name in names(expression):
        open_term = symbolic(name, vocabulary[name], open_too=True)
        value = case.get(name)
        known = z3.BoolVal(value is not None)
        terms[name] = open_term._replace(known=known, value=_constant(open_term, vocabulary[name], value))
    true, false = (
        z3.is_true(z3.simplify(to_smt(formula, terms))) for formula in (is_true(expression), is_false(expression))
    )
    return True if true else False if false else None


def _constant(term: Term, kind: VariableType, value: Value) -> Any:
    """The value as a z3 term; anything at all where it is not known."""
    if value is None:
        return term.value
    if isinstance(kind, Choice):
        return z3.IntVal(kind.options.index(str(value)))
    return z3.BoolVal(value) if isinstance(value, bool) else z3.RealVal(value)


def run_planes(pairs: Sequence[Pair], vocabulary: Vocabulary = VOCABULARY) -> Values:
    """All cases at once, a plane as one whole number of Python with a bit a case."""
    cases = [case for _, case in pairs]
    builder = PlaneBuilder()
    expressions = list(dict.fromkeys(expression for expression, _ in pairs))
    program = builder.program([builder.where(one, truth) for one in expressions for truth in (True, False)])
    bits: list[int] = []
    for content in program.planes:
        bits.append(_plane(content, cases, bits))
    found = [bits[plane] for plane in program.wanted]
    answers = {one: (found[2 * at], found[2 * at + 1]) for at, one in enumerate(expressions)}
    return [
        True if answers[one][0] >> row & 1 else False if answers[one][1] >> row & 1 else None
        for row, (one, _) in enumerate(pairs)
    ]


def _plane(content: Content, cases: Sequence[Mapping[str, Value]], before: Sequence[int]) -> int:
    if isinstance(content, Constant):
        return (1 << len(cases)) - 1 if content.bit else 0
    if isinstance(content, Known):
        return sum(1 << row for row, case in enumerate(cases) if case.get(content.name) is not None)
    if isinstance(content, Input):
        verdicts = [holds(content.test, case.get(content.test.name)) for case in cases]
        # Where the answer is not known the bit may be anything: here every second one is set.
        return sum(1 << row for row, own in enumerate(verdicts) if own or (own is None and row % 2))
    left, right = before[content.left], before[content.right]
    return {"and": left & right, "or": left | right, "xor": left ^ right}[content.operation]


TARGETS: Mapping[str, Target] = {
    "meaning": run_meaning,
    "python": run_python,
    "sql": run_sql,
    "javascript": run_javascript,
    "diagram": run_diagram,
    "smt": run_smt,
    "planes": run_planes,
}
