"""The compiled rules against their meaning, and what is kept of them."""

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP, of_kind
from tests.care.test_assess import cases

from venevagt.care.assess import assess, urgency_of
from venevagt.care.cases import Answer, effective
from venevagt.care.engine import Engine, engine_for
from venevagt.care.interview import next_finding, walk_for
from venevagt.knowledge.decision import rank, speaks
from venevagt.logic.diagram import Question
from venevagt.logic.expression import Value, evaluate

ENGINE = engine_for(MODEL)


def values_of(case: Mapping[str, Answer]) -> list[Value]:
    return ENGINE.values(effective(ENGINE, case))


@settings(max_examples=150, deadline=None)
@given(cases)
def test_the_most_urgent_rule_that_is_true_decides(case: dict[str, Answer]) -> None:
    values = values_of(case)
    named = dict(zip(ENGINE.variables, values, strict=True))
    true = [rule for rule, condition in speaks(MODEL) if evaluate(condition, named) is True]
    place = max((rank(MODEL, rule.urgency) for rule in true), default=ENGINE.default_rank)
    assert ENGINE.rank(values) == place
    assert urgency_of(ENGINE, values) == MODEL.about.urgencies[place]
    for own in range(len(MODEL.about.urgencies)):
        spoken = [ENGINE.rules[index].id for index in ENGINE.spoken(own, values)]
        assert spoken == [rule.id for rule in true if rank(MODEL, rule.urgency) == own]


@settings(max_examples=150, deadline=None)
@given(cases)
def test_advice_fits_by_when_and_unless(case: dict[str, Answer]) -> None:
    values = values_of(case)
    named = dict(zip(ENGINE.variables, values, strict=True))
    for urgency in MODEL.about.urgencies:
        fitting = [
            entry.id
            for entry in MODEL.advice.values()
            if urgency in entry.urgencies
            and (entry.condition is None or evaluate(entry.condition, named) is True)
            and (entry.exception is None or evaluate(entry.exception, named) is not True)
        ]
        assert [ENGINE.advice[urgency][index].id for index in ENGINE.fitting_advice(urgency, values)] == fitting


def first_that_matters(values: list[Value]) -> str | None:
    """The slow way: the first question of the diagram that is left when all that is known is filled in."""
    walk = walk_for(ENGINE)
    known = {
        level: at
        for level, domain in enumerate(walk.builder.order)
        if (at := domain.class_of(values[level])) is not None
    }
    left = walk.builder.nodes[walk.builder.restrict(walk.root, known)]
    return walk.builder.order[left.level].name if isinstance(left, Question) else None


FLAGS: Mapping[str, Answer] = dict.fromkeys(of_kind("red_flag"), "no")


@pytest.mark.parametrize("base", [{}, FLAGS, {**FLAGS, "place": "arm"}, {**FLAGS, "age": 9}])
def test_a_question_that_a_later_answer_has_settled_is_not_the_next(base: dict[str, Answer]) -> None:
    for name in ENGINE.variables:
        for answer in ("yes", "no") if MODEL.findings[name].type == "yes_no" else ():
            values = values_of({**base, name: answer})
            assert next_finding(ENGINE, values) == first_that_matters(values), (name, answer)


@settings(max_examples=150, deadline=None)
@given(cases)
def test_the_next_question_is_the_first_whose_answer_can_still_matter(case: dict[str, Answer]) -> None:
    values = values_of(case)
    assert next_finding(ENGINE, values) == first_that_matters(values)


def test_a_measurement_that_was_not_made_stands_in_as_its_finding_says() -> None:
    at = ENGINE.index["calf_difference_cm"]
    assert ENGINE.optional == {"calf_difference_cm": 0}
    assert ENGINE.values({})[at] == 0
    assert values_of({"calf_difference_cm": "unsure"})[at] == 0
    assert values_of({"calf_difference_cm": 3.5})[at] == 3.5
    assert [value for index, value in enumerate(ENGINE.values({})) if index != at] == [None] * (len(ENGINE.index) - 1)


def test_what_pulls_both_ways_is_tried_with_every_value() -> None:
    open_ = ENGINE.values({"calf_difference_cm": 0})
    place = ENGINE.index["place"]
    base: list[Value] = [False] * len(open_)
    assert [filled[place] for filled in ENGINE._filled(open_, base)] == ["leg", "arm", "elsewhere"]
    answered = list(open_)
    answered[place] = "arm"
    assert ENGINE._filled(answered, base) == [base]
    assert base == [False] * len(open_)


@pytest.mark.parametrize("case", [{}, {"one_sided_swelling": "yes"}, {"lasting": "yes"}, {"place": "arm"}])
def test_the_interval_holds_what_every_other_answer_would_give(case: dict[str, Answer]) -> None:
    low, high = ENGINE.interval(values_of(case))
    seen = set()
    for calm, name in itertools.product((ALL_NO, PLAIN_CRAMP), ENGINE.variables):
        if MODEL.findings[name].type == "yes_no":
            seen.add(ENGINE.rank(values_of({**calm, **case, name: "yes"} | case)))
    assert (min(seen), max(seen)) == (low, high)
    complete = values_of({**ALL_NO, "redness": "yes"})
    assert ENGINE.interval(complete) == (ENGINE.rank(complete),) * 2


def test_values_without_a_variable_of_their_own_are_refused() -> None:
    for extra in ([None], [True]):
        with pytest.raises(ValueError, match="argument 2 is shorter than argument 1"):
            ENGINE.interval([*ENGINE.values({}), *extra])
        with pytest.raises(ValueError, match="too many values to unpack"):
            ENGINE.rank([*ENGINE.values({}), *extra])


def test_red_flags_and_context_are_no_worse_answers_to_ask_for() -> None:
    names = [name for _, name, _ in ENGINE.worse_answers]
    assert names == sorted(names, key=ENGINE.variables.index)
    assert {MODEL.findings[name].kind for name in names} & {"red_flag"} == set()
    assert {"one_sided_swelling": True, "eased_by_stretch": False}.items() <= {
        name: worst for _, name, worst in ENGINE.worse_answers
    }.items()
    assert all(ENGINE.variables[index] == name for index, name, _ in ENGINE.worse_answers)


def test_what_is_worth_telling_is_a_sign_and_doubt_about_it_where_that_counts_as_yes() -> None:
    telling = ENGINE.worth_telling
    assert ("breathless", "yes") in telling
    assert ("breathless", "unsure") in telling
    assert ("breathless", "no") not in telling
    for name, finding in MODEL.findings.items():
        sign = finding.type == "yes_no" and finding.kind not in ("context", "reassuring")
        assert ((name, "yes") in telling) is sign
        assert ((name, "unsure") in telling) is (sign and finding.unsure == "yes")


def test_self_care_alone_has_to_be_earned() -> None:
    assert {ENGINE.rules[index].urgency for index in ENGINE.earned} == {"self_care"}
    assert sorted(index for own in ENGINE.levels.values() for index in own) == list(range(len(ENGINE.rules)))
    assert all(ENGINE.variables[index] == literal.name for index, literal in ENGINE.needed_for_earned)
    assert {"cramp", "redness", "place"} <= {literal.name for _, literal in ENGINE.needed_for_earned}


def test_an_engine_is_kept_for_the_latest_four_models() -> None:
    models = [replace(MODEL) for _ in range(5)]
    engines = [engine_for(model) for model in models[:4]]
    assert [engine_for(model) for model in models[:4]] == engines
    assert all(engine.model is model for engine, model in zip(engines, models, strict=False))
    engine_for(models[4])
    assert engine_for(models[1]) is engines[1]
    assert engine_for(models[0]) is not engines[0]


def test_another_model_at_the_same_place_in_memory_gets_an_engine_of_its_own() -> None:
    model = replace(MODEL)
    engine = engine_for(model)
    engine.model = MODEL
    assert engine_for(model) is not engine


def test_a_model_without_its_diagram_has_no_engine() -> None:
    with pytest.raises(AssertionError):
        Engine(replace(MODEL, decision=None))


def test_kept_advice_does_not_fill_the_memory() -> None:
    model = replace(MODEL)
    kept = engine_for(model).kept
    kept.update({("odd", number): None for number in range(999)})
    found = assess(model, PLAIN_CRAMP)
    assert len(kept) == 1000
    assert assess(model, PLAIN_CRAMP) == found
    assert len(kept) == 1000
    assess(model, ALL_NO)
    assert len(kept) == 1
