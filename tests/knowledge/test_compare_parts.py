"""The parts of a comparison on diagrams small enough to count by hand."""

import pytest
from msgspec.structs import replace
from tests.logic.targets import VOCABULARY

from venevagt.knowledge import compare as comparing
from venevagt.knowledge.compare import common_order, compare
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.decision import _directions
from venevagt.knowledge.model import Model
from venevagt.logic.diagram import Builder, decision
from venevagt.logic.domain import domains
from venevagt.logic.expression import And, AtLeast, Compare, Expression, Not, OneOf, Or, Variable

A, B, C = Variable("a"), Variable("b"), Variable("c")
OLD, ARM = Compare("age", ">=", 60), OneOf("place", ("arm",))
ORDER = list(domains([And((A, B, C, OLD, ARM))], VOCABULARY).values())


def without(model: Model, *rules: str) -> Model:
    return replace(model, rules={name: rule for name, rule in model.rules.items() if name not in rules})


@pytest.mark.parametrize(
    ("expression", "cases"),
    [
        (And(()), 48),
        (Or(()), 0),
        (A, 24),
        (ARM, 16),
        (And((A, B, C, OLD, ARM)), 1),
        (AtLeast(2, (A, B, C)), 24),
        (Or((A, ARM)), 32),
        (And((Not(B), OLD)), 12),
    ],
)
def test_complete_cases_are_counted(expression: Expression, cases: int) -> None:
    builder = Builder(ORDER)
    assert comparing._count(builder, builder.condition(expression)) == (cases, 48)


@pytest.mark.parametrize(
    ("expression", "answers"),
    [
        (And(()), {}),
        (A, {0: 1}),
        (Or((And((A, B)), C)), {0: 0, 2: 1}),
        (Or((And((Not(A), B, C, ARM)), And((A, OLD)))), {0: 1, 3: 1}),
        (Or((And((A, B, C)), ARM)), {0: 0, 4: 1}),
        (And((Not(A), Or((ARM, B)))), {0: 0, 1: 0, 4: 1}),
    ],
)
def test_the_way_with_the_fewest_answers_that_stand_out(expression: Expression, answers: dict[int, int]) -> None:
    builder = Builder(ORDER)
    assert comparing._few_answers(builder, builder.condition(expression)) == answers


def test_an_answer_that_is_not_needed_is_left_out_the_ordinary_ones_first() -> None:
    builder = Builder(ORDER)
    either = builder.condition(Or((A, Not(B))))
    assert comparing._widened(builder, either, {0: 1, 1: 0}) == {0: 1}
    assert comparing._widened(builder, builder.condition(And((A, B))), {0: 1, 1: 1, 2: 0}) == {0: 1, 1: 1}
    assert comparing._widened(builder, builder.condition(Or((A, B))), {0: 1, 1: 1}) == {1: 1}


def test_a_cube_is_just_its_answers() -> None:
    builder = Builder(ORDER)
    assert comparing._cube(builder, {0: 1, 3: 0, 4: 1}) == builder.condition(And((A, Not(OLD), ARM)))
    assert comparing._cube(builder, {}) == builder.outcome(1)


def test_every_condition_is_told_up_to_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = Builder(ORDER)
    changed = builder.condition(Or((And((A, OLD)), And((B, ARM)))))
    told = [{"a": "yes", "age": "60 or more"}, {"b": "yes", "place": "arm"}]
    found, more = comparing._conditions(builder, changed, changed)
    assert sorted(map(dict, found), key=str) == told
    assert not more
    monkeypatch.setattr(comparing, "MOST_CONDITIONS", 2)
    assert comparing._conditions(builder, changed, changed) == (found, False)
    monkeypatch.setattr(comparing, "MOST_CONDITIONS", 1)
    assert comparing._conditions(builder, changed, changed) == (found[:1], True)


def test_a_rule_taken_away_is_told_in_one_direction() -> None:
    model = get_model()
    weaker = without(model, "pe_red_flags")
    less, more = compare(model, weaker), compare(weaker, model)
    assert (less.safer, more.less_urgent) == ((), ())
    assert {one.before for one in less.less_urgent} == {one.after for one in more.safer} == {"emergency"}
    assert [(one.after, one.cases, one.of) for one in less.less_urgent] == [
        (one.before, one.cases, one.of) for one in more.safer
    ]
    assert all(one.conditions == ({"breathless": "yes"},) or one.conditions for one in less.less_urgent)
    assert less.words == ("rules: pe_red_flags is gone",)
    assert more.words == ("rules: pe_red_flags is new",)


def test_each_kind_of_entry_is_looked_at() -> None:
    model = get_model()
    sections = ("findings", "conditions", "advice", "services", "facts", "sources", "screens", "properties")
    for section in sections:
        entries = dict(getattr(model, section))
        if section == "findings":
            entries = {name: entry for name, entry in entries.items() if name != "injury"}
            gone = "injury"
        else:
            gone, _ = entries.popitem()
        fewer = replace(model, **{section: entries})
        assert compare(model, fewer).words == (f"{section}: {gone} is gone",)


def test_a_new_language_is_told_and_its_words_are_not_compared() -> None:
    model = get_model()
    danish = replace(model, texts={"da": model.texts["da"]})
    assert compare(danish, model).words == ("text/en: new",)
    assert compare(model, danish).words == ()


def test_variables_stand_in_the_new_order_and_those_of_the_old_alone_follow() -> None:
    model = get_model()
    names = [domain.name for domain in common_order(model, model)]
    turned = replace(model, screens=dict(reversed(list(model.screens.items()))))
    assert [domain.name for domain in common_order(model, turned)] != names
    assert set(names) == {domain.name for domain in common_order(model, turned)}
    assert [domain.name for domain in common_order(turned, model)] == names
    fewer = without(model, "rupture")
    assert "pop_in_calf" not in {domain.name for domain in common_order(fewer, fewer)}
    assert [domain.name for domain in common_order(model, fewer)][-1] == "pop_in_calf"


def test_the_mildest_and_the_worst_value_are_the_ends_of_the_classes() -> None:
    young, old = Compare("age", ">=", 16), Compare("age", ">=", 60)
    order = list(domains([And((A, young, old, ARM))], VOCABULARY).values())
    builder = Builder(order)
    rising = decision(builder, [(And((A, old)), 2), (And((A, young)), 1)], 0)
    assert _directions(builder, rising)[:2] == (
        {"a": False, "age": 0, "place": "leg"},
        {"a": True, "age": 60, "place": "elsewhere"},
    )
    falling = decision(builder, [(Not(young), 2), (Not(old), 1), (ARM, 1)], 0)
    mild, worst, both_ways = _directions(builder, falling)
    assert (mild["age"], worst["age"], both_ways) == (60, 0, ("place",))
