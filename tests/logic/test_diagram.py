"""Diagrams against every complete case there is, and against the second road to the same diagram."""

import itertools
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.logic.targets import VOCABULARY
from tests.logic.test_targets_agree import expressions

from venevagt.logic.diagram import Builder, Node, Outcome, Question, decision
from venevagt.logic.domain import domains
from venevagt.logic.expression import And, AtLeast, Compare, Expression, Not, OneOf, Or, Value, Variable, evaluate
from venevagt.logic.substitution import decision_by_substitution, fill

A, B, C = Variable("a"), Variable("b"), Variable("c")
OLD = Compare("age", ">=", 60)
few = st.lists(expressions, min_size=1, max_size=3).filter(lambda found: len(_names(found)) <= 5)


def _names(conditions: list[Expression]) -> list[str]:
    return list(domains(conditions, VOCABULARY))


def built(*conditions: Expression) -> Builder:
    return Builder(list(domains(conditions, VOCABULARY).values()))


def complete_cases(builder: Builder) -> Iterator[tuple[tuple[int, ...], Mapping[str, Value]]]:
    """Every complete case: its classes, and values that stand for them."""
    for classes in itertools.product(*(range(len(domain.representatives)) for domain in builder.order)):
        yield (
            classes,
            {d.name: d.representatives[at] for d, at in zip(builder.order, classes, strict=True)},
        )


def end(builder: Builder, node: Node, classes: tuple[int, ...]) -> int:
    while isinstance(content := builder.nodes[node], Question):
        node = content.branches[classes[content.level]]
    assert isinstance(content, Outcome)
    return content.value


@settings(max_examples=60, deadline=None)
@given(few)
def test_a_decision_is_the_first_condition_that_holds_on_either_road(conditions: list[Expression]) -> None:
    ranked = [(condition, 10 + place) for place, condition in enumerate(conditions)]
    builder = built(*conditions)
    root = decision(builder, ranked, 7)
    for classes, case in complete_cases(builder):
        wanted = next((value for condition, value in ranked if evaluate(condition, case)), 7)
        assert end(builder, root, classes) == wanted
    assert decision_by_substitution(builder, ranked, 7) == root


@settings(max_examples=60, deadline=None)
@given(few, st.data())
def test_what_is_left_after_some_answers_decides_the_same(conditions: list[Expression], data: st.DataObject) -> None:
    builder = built(*conditions)
    root = decision(builder, [(condition, place) for place, condition in enumerate(conditions)], 9)
    answers = {
        level: data.draw(st.integers(0, len(domain.representatives) - 1))
        for level, domain in enumerate(builder.order)
        if data.draw(st.booleans())
    }
    left = builder.restrict(root, answers)
    assert not builder.levels(left) & set(answers)
    reached = set()
    for classes, _ in complete_cases(builder):
        if all(classes[level] == at for level, at in answers.items()):
            assert end(builder, left, classes) == end(builder, root, classes)
            reached.add(end(builder, root, classes))
    assert builder.outcomes(left) == reached


def test_a_question_whose_answers_are_all_alike_is_not_kept() -> None:
    builder = built(A)
    one = builder.outcome(1)
    assert builder.question(0, (one, one)) == one
    assert len(builder.nodes) == 1
    assert builder.question(0, (one, builder.outcome(0))) == builder.question(0, (one, builder.outcome(0)))
    assert len(builder.nodes) == 3
    assert builder.question(0, (one,)) == one


def test_a_case_leaves_a_node_only_by_its_own_variable() -> None:
    builder = built(A, B)
    no, yes = builder.outcome(0), builder.outcome(1)
    asks_b = builder.question(1, (no, yes))
    assert builder.branch(asks_b, 0, 1) == asks_b
    assert builder.branch(asks_b, 1, 0) == no
    assert builder.branch(asks_b, 1, 1) == yes
    assert builder.branch(yes, 1, 0) == yes


def test_everything_below_a_root_is_reached_once() -> None:
    builder = built(A, B, OLD)
    root = builder.condition(Or((AtLeast(2, (A, B, OLD)), Not(A))))
    found = list(builder.reachable(root))
    assert found[0] == root
    assert len(found) == len(set(found)) == 5
    assert builder.outcomes(root) == {0, 1}
    assert builder.levels(root) == {0, 1, 2}
    assert builder.levels(builder.outcome(1)) == frozenset()


def test_a_relation_holds_everywhere_or_not() -> None:
    builder = built(A, B)
    either, one = builder.condition(Or((A, B))), builder.condition(A)
    assert builder.everywhere(int.__ge__, either, one)
    assert not builder.everywhere(int.__ge__, one, either)
    assert not builder.everywhere(int.__lt__, builder.outcome(1), builder.outcome(0))


@pytest.mark.parametrize(
    ("expression", "answer", "left"),
    [
        (A, True, True),
        (A, False, False),
        (B, True, B),
        (Not(A), True, False),
        (Not(Or((A, B))), False, Not(B)),
        (OLD, 60.0, OLD),
        (OneOf("a", ("leg",)), "leg", True),
        (AtLeast(2, (A, B, C, OLD)), True, Or((B, C, OLD))),
        (AtLeast(3, (A, B, C, OLD)), True, AtLeast(2, (B, C, OLD))),
        (AtLeast(3, (A, B, C)), True, And((B, C))),
        (And((A, B, C)), True, And((B, C))),
        (AtLeast(2, (A, A, B)), True, True),
        (AtLeast(2, (A, A, B)), False, False),
        (AtLeast(2, (A, A, B, C, C)), False, AtLeast(2, (B, C, C))),
        (AtLeast(1, (A, B)), False, B),
    ],
)
def test_an_answer_filled_in_leaves_what_is_still_open(
    expression: Expression, answer: Value, left: Expression | bool
) -> None:
    assert fill(expression, "a", answer) == left
