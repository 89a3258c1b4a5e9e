"""The smallest reason of a condition: enough by itself, with nothing in it that could be left out."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.logic.targets import VOCABULARY
from tests.logic.test_targets_agree import cases, expressions

from venevagt.logic.domain import domains
from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Comparison,
    Expression,
    Not,
    OneOf,
    Or,
    Value,
    Variable,
    evaluate,
    leaves,
)
from venevagt.logic.implicant import Explanation, Literal, _implies, because, explain, literal_holds
from venevagt.logic.targets.true_false import Every, Known, KnownCompare, KnownOneOf, Some, is_true

A, B, C, D = (Variable(name) for name in "abcd")
YES = {name: Known(name, True) for name in "abcd"}
NO = {name: Known(name, False) for name in "abcd"}


def _ordered(expression: Expression) -> bool:
    """Without = and <> between numbers, of which the search does not know that they imply an order."""
    return not any(isinstance(leaf, Compare) and leaf.operator in ("=", "<>") for leaf in leaves(expression))


def answers_that_fit(expression: Expression, literals: Sequence[Literal]) -> Iterator[Mapping[str, Value]]:
    """Every case, by class, of the variables of the literals that answers them; all else is unknown."""
    order = [domain for domain in domains([expression], VOCABULARY).values() if domain.name in _named(literals)]
    for values in itertools.product(*(domain.representatives for domain in order)):
        case = {domain.name: value for domain, value in zip(order, values, strict=True)}
        if all(literal_holds(literal, case) for literal in literals):
            yield case


def _named(literals: Sequence[Literal]) -> set[str]:
    return {literal.name for literal in literals}


def _enough(expression: Expression, literals: Sequence[Literal]) -> bool:
    return all(evaluate(expression, case) is True for case in answers_that_fit(expression, literals))


@settings(max_examples=400, deadline=None)
@given(expressions.filter(_ordered), cases)
def test_a_reason_is_of_this_case_and_enough(expression: Expression, case: Mapping[str, Value]) -> None:
    assume(evaluate(expression, case) is True)
    found = because(explain(expression), case)
    assert all(literal_holds(literal, case) for literal in found)
    assert _enough(expression, found)


ONCE: list[Expression] = [A, B, C, D, Compare("age", ">=", 60), OneOf("place", ("leg", "arm"))]


def _perhaps_not(draw: st.DrawFn, item: Expression) -> Expression:
    return Not(item) if draw(st.booleans()) else item


@st.composite
def without_repeats(draw: st.DrawFn) -> Expression:
    """An expression in which every variable stands once."""
    items = [_perhaps_not(draw, item) for item in draw(st.permutations(ONCE))]
    while len(items) > 1:
        size = draw(st.integers(2, min(4, len(items))))
        group, items = tuple(items[:size]), items[size:]
        ways: list[Expression] = [And(group), Or(group), AtLeast(draw(st.integers(1, size)), group)]
        items.append(_perhaps_not(draw, draw(st.sampled_from(ways))))
    return items[0]


@settings(max_examples=300, deadline=None)
@given(without_repeats(), cases)
def test_where_no_variable_stands_twice_the_reason_is_the_smallest_there_is(
    expression: Expression, case: Mapping[str, Value]
) -> None:
    assume(evaluate(expression, case) is True)
    known = [leaf.name for leaf in leaves(expression) if case[leaf.name] is not None]
    fewest = next(
        size
        for size in range(len(known) + 1)
        for chosen in itertools.combinations(known, size)
        if evaluate(expression, {name: case[name] for name in chosen}) is True
    )
    explained = explain(expression)
    assert explained.exact
    assert len(because(explained, case)) == fewest


REASONS: list[tuple[Expression, Mapping[str, Value], tuple[Literal, ...]]] = [
    (And((A, B)), {"a": True, "b": True}, (YES["a"], YES["b"])),
    (Or((And((A, B)), C)), {"a": True, "b": True, "c": True}, (YES["c"],)),
    (Or((And((A, B)), C)), {"a": True, "b": True, "c": None}, (YES["a"], YES["b"])),
    # What stands alone decides what else stands there too.
    (And((A, Or((A, B)))), {"a": True, "b": True}, (YES["a"],)),
    (And((A, Or((Not(A), B)))), {"a": True, "b": True}, (YES["a"], YES["b"])),
    (And((A, AtLeast(2, (A, B, C)))), {"a": True, "b": False, "c": True}, (YES["a"], YES["c"])),
    (And((A, AtLeast(3, (A, B, C)))), {"a": True, "b": True, "c": True}, (YES["a"], YES["b"], YES["c"])),
    (And((A, AtLeast(3, (A, B, C, D)))), {"a": True, "b": True, "c": False, "d": True}, (YES["a"], YES["b"], YES["d"])),
    (And((A, Or((And((Or((A, B)), C)), D)))), {"a": True, "b": False, "c": True, "d": False}, (YES["a"], YES["c"])),
    (And((A, Or((And((Not(A), B)), C)))), {"a": True, "b": True, "c": True}, (YES["a"], YES["c"])),
    (And((AtLeast(2, (A, B, C)), Or((D, A)))), dict.fromkeys("abd", True), (YES["a"], YES["b"])),
    # A variable in two parts: what one part needs can make the other's superfluous.
    (And((Or((A, B)), Or((C, B)))), {"a": False, "b": True, "c": True}, (YES["b"],)),
    (And((Or((A, B)), Or((B, C)), Or((C, A)))), {"a": True, "b": True, "c": True}, (YES["b"], YES["c"])),
    # Limits of one number: the stricter one says both.
    (
        And((Compare("age", ">=", 16), Or((Compare("age", ">=", 60), Compare("age", "<", 16))))),
        {"age": 70.0},
        (KnownCompare("age", ">=", 60),),
    ),
    (
        And((OneOf("place", ("leg", "arm")), Or((A, OneOf("place", ("leg",)))))),
        {"place": "leg", "a": None},
        (KnownOneOf("place", ("leg",), True),),
    ),
    (
        And((OneOf("place", ("leg",)), Not(OneOf("place", ("arm",))))),
        {"place": "leg"},
        (KnownOneOf("place", ("leg",), True),),
    ),
]


@pytest.mark.parametrize(("expression", "case", "reason"), REASONS)
def test_a_reason(expression: Expression, case: Mapping[str, Value], reason: tuple[Literal, ...]) -> None:
    assert because(explain(expression), case) == reason


def test_an_explanation_has_what_always_holds_and_what_can_be_chosen() -> None:
    found = explain(And((A, And((Not(B), Or((C, D)))), Or((C, D)))))
    assert found == Explanation((YES["a"], NO["b"]), (Some((YES["c"], YES["d"])),), exact=False)
    assert explain(And((A, Or((C, D))))).exact
    assert explain(And((A, Or((A, B))))) == Explanation((YES["a"],), (), exact=True)
    assert not explain(Or((And((A, B)), And((A, C))))).exact
    assert is_true(And((A, Not(B)))) == Every((YES["a"], NO["b"]))


@pytest.mark.parametrize(
    ("literal", "value", "holds"),
    [
        (YES["a"], True, True),
        (YES["a"], False, False),
        (NO["a"], False, True),
        (NO["a"], None, False),
        (KnownCompare("a", "<", 3), 2.0, True),
        (KnownCompare("a", "<", 3), 3.0, False),
        (KnownOneOf("a", ("leg", "arm"), True), "arm", True),
        (KnownOneOf("a", ("leg", "arm"), True), "elsewhere", False),
        (KnownOneOf("a", ("leg", "arm"), False), "elsewhere", True),
        (KnownOneOf("a", ("leg", "arm"), False), "leg", False),
        (KnownOneOf("a", ("leg", "arm"), False), None, False),
    ],
)
def test_a_literal_holds_for_an_answer_that_is_known(literal: Literal, value: Value, holds: bool) -> None:
    assert literal_holds(literal, {"a": value}) is holds


POINTS = [value / 2 for value in range(9)]
OPTIONS = ("leg", "arm", "hand", "foot", "neck")
SUBSETS = [subset for size in (1, 2) for subset in itertools.combinations(OPTIONS, size)]


def implied(given: Literal, asked: Literal, values: Sequence[Value]) -> bool | None:
    """By trying every value: True where `asked` always holds with `given`, False where it never does."""
    answers = {literal_holds(asked, {"x": value}) for value in values if literal_holds(given, {"x": value})}
    return answers.pop() if len(answers) == 1 else None


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "=", "<>"])
@pytest.mark.parametrize("other", ["<", "<=", ">", ">=", "=", "<>"])
def test_what_a_limit_says_of_another(operator: Comparison, other: Comparison) -> None:
    for limit, other_limit in itertools.product((1.0, 2.0, 3.0), repeat=2):
        given, asked = KnownCompare("x", operator, limit), KnownCompare("x", other, other_limit)
        meant = implied(given, asked, POINTS)
        if {operator, other} & {"=", "<>"}:  # only the same test again is seen to follow
            meant = True if given == asked else None
        assert _implies(given, asked) is meant, (given, asked)


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("other_inside", [True, False])
def test_what_some_options_say_of_others(inside: bool, other_inside: bool) -> None:
    for options, others in itertools.product(SUBSETS, repeat=2):
        given, asked = KnownOneOf("x", options, inside), KnownOneOf("x", others, other_inside)
        assert _implies(given, asked) is implied(given, asked, OPTIONS), (given, asked)


def test_what_a_sign_says_of_itself_and_of_others() -> None:
    assert _implies(YES["a"], YES["a"]) is True
    assert _implies(YES["a"], NO["a"]) is False
    assert _implies(YES["a"], YES["b"]) is None
    assert _implies(YES["a"], KnownCompare("a", "<", 1)) is None


def test_some_of_several_hold_when_so_many_follow() -> None:
    three = AtLeast(2, (A, B, C))
    found = because(explain(And((three, Or((A, D)), Or((B, D))))), {"a": True, "b": True, "c": True, "d": True})
    assert found == (YES["a"], YES["b"])
