"""Generated expressions and cases: every target gives the same value as the meaning does.

A failure that is found is kept as one more case, in tests/conformance/found.yaml.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.logic.targets import TARGETS, VOCABULARY, Pair

from venevagt.knowledge.source import read_yaml
from venevagt.logic.expression import (
    And,
    AtLeast,
    Choice,
    Compare,
    Expression,
    Not,
    Number,
    OneOf,
    Or,
    Value,
    Variable,
    YesNo,
    leaves,
    show,
)
from venevagt.logic.parse import parse

CONFORMANCE = Path(__file__).parent.parent / "conformance"
LIMITS = {"age": (0.0, 15.0, 16.0, 60.0, 120.0), "size": (0.0, 2.5, 3.0, 15.0)}

_variables = st.sampled_from([name for name, kind in VOCABULARY.items() if isinstance(kind, YesNo)]).map(Variable)
_numbers = st.sampled_from(sorted(LIMITS)).flatmap(
    lambda name: st.builds(
        Compare, st.just(name), st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]), st.sampled_from(LIMITS[name])
    )
)
_choices = st.lists(st.sampled_from(["leg", "arm", "elsewhere"]), min_size=1, max_size=3, unique=True).map(
    lambda options: OneOf("place", tuple(options))
)


def _joined(items: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(items, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        items.map(Not),
        several.map(And),
        several.map(Or),
        several.flatmap(lambda group: st.builds(AtLeast, st.integers(1, len(group)), st.just(group))),
    )


expressions = st.recursive(st.one_of(_variables, _numbers, _choices), _joined, max_leaves=12)


def _values(name: str) -> st.SearchStrategy[Value]:
    kind = VOCABULARY[name]
    if isinstance(kind, YesNo):
        return st.sampled_from([True, False, None])
    if isinstance(kind, Choice):
        return st.sampled_from([*kind.options, None])
    assert isinstance(kind, Number)
    beside = {
        value for limit in LIMITS[name] for value in (limit - 0.5, limit, limit + 0.5) if kind.low <= value <= kind.high
    }
    return st.sampled_from([*sorted(beside), None])


cases = st.fixed_dictionaries({name: _values(name) for name in VOCABULARY})


class Disagreement(AssertionError):
    """A target that gives another value than the meaning; `row` is the case as conformance data."""

    def __init__(self, target: str, expression: Expression, case: Mapping[str, Value], right: bool | None) -> None:
        asked = {leaf.name for leaf in leaves(expression)}
        findings = {name: answer for name, answer in case.items() if name in asked}
        self.row = f"- {json.dumps({'expression': show(expression), 'findings': findings, 'value': right})}"
        super().__init__(f"{target} differs for {self.row}")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.tuples(expressions, cases), min_size=20, max_size=40))
def _all_targets_agree(pairs: list[Pair]) -> None:
    wanted = TARGETS["meaning"](pairs)
    for target, run in TARGETS.items():
        for (expression, case), value, right in zip(pairs, run(pairs), wanted, strict=True):
            if value is not right:
                raise Disagreement(target, expression, case, right)


def test_all_targets_agree() -> None:
    keep_what_fails(_all_targets_agree, CONFORMANCE / "found.yaml")


def keep_what_fails(check: Callable[[], None], file: Path) -> None:
    """Run a check; the smallest case that it finds becomes one more conformance case."""
    try:
        check()
    except Disagreement as found:
        with file.open("a", encoding="utf-8") as kept:
            kept.write(found.row + "\n")
        raise


def test_a_failure_found_becomes_a_conformance_case(tmp_path: Path) -> None:
    file = tmp_path / "found.yaml"
    expression, case = Not(Variable("a")), {"a": True, "b": None}

    def fails() -> None:
        raise Disagreement("sql", expression, case, False)

    with pytest.raises(Disagreement):
        keep_what_fails(fails, file)
    (row,) = read_yaml("found.yaml", file.read_bytes()).value
    assert row == {"expression": "NOT a", "findings": {"a": True}, "value": False}


@settings(max_examples=200, deadline=None)
@given(expressions)
def test_what_is_shown_reads_back_as_the_same_tree(expression: Expression) -> None:
    assert parse(show(expression), VOCABULARY).expression == expression
