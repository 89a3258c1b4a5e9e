"""Why a case got its urgency, and which single other answer would have changed that."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP

from venevagt.care.assess import assess
from venevagt.care.cases import Answer, effective
from venevagt.care.engine import engine_for
from venevagt.care.explain import Explained, _beyond, _made_true
from venevagt.knowledge.decision import build
from venevagt.logic.expression import Compare, Comparison, Value, holds
from venevagt.logic.implicant import Literal
from venevagt.logic.targets.true_false import Known, KnownCompare, KnownOneOf

ENGINE = engine_for(MODEL)
SWELLING = ("one_sided_swelling", "yes", "doctor_today")


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        (
            {**ALL_NO, "redness": "yes"},
            [("redness", "no", "own_gp"), ("place", "arm", "own_gp"), ("place", "elsewhere", "own_gp")],
        ),
        (PLAIN_CRAMP, [SWELLING]),
        ({**PLAIN_CRAMP, "age": 12}, [("age", ">= 16", "self_care")]),
        ({**PLAIN_CRAMP, "place": "arm"}, [("place", "leg", "self_care")]),
        ({**PLAIN_CRAMP, "normal_between": "no"}, [("normal_between", "yes", "self_care")]),
        (ALL_NO, [SWELLING]),
        ({**ALL_NO, "calf_difference_cm": 3.5}, [("calf_difference_cm", "< 3", "own_gp")]),
        ({**ALL_NO, "redness": "yes", "one_sided_swelling": "yes"}, []),
        ({"lasting": "yes"}, []),
        ({}, []),
        ({"redness": "no", "one_sided_swelling": "no"}, [SWELLING]),
    ],
)
def test_what_would_have_changed_it(case: dict[str, Answer], changes: list[tuple[str, str, str]]) -> None:
    assert [(one.finding, one.to, one.urgency) for one in assess(MODEL, case).would_change] == changes


@pytest.mark.parametrize(
    ("case", "reasons"),
    [
        ({**ALL_NO, "redness": "yes"}, [("dvt_signs", ("redness", "place"))]),
        ({**PLAIN_CRAMP, "normal_between": "no"}, [("no_rule", ("normal_between",))]),
        ({**PLAIN_CRAMP, "place": "arm"}, [("no_rule", ("place",))]),
        ({}, [("no_rule", ())]),
        ({**ALL_NO, "calf_difference_cm": 3.5}, [("dvt_signs", ("calf_difference_cm",))]),
    ],
)
def test_why(case: dict[str, Answer], reasons: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(one.rule, one.because) for one in assess(MODEL, case).reasons] == reasons


def test_a_measurement_that_was_not_made_is_no_reason_but_one_that_was_is() -> None:
    assert "calf_difference_cm" not in assess(MODEL, PLAIN_CRAMP).reasons[0].because
    optional = explained({})
    small, large = KnownCompare("calf_difference_cm", "<", 3), KnownCompare("calf_difference_cm", ">=", 3)
    assert optional._answered([small, Known("redness", True), large, Known("redness", True)]) == (
        "redness",
        "calf_difference_cm",
    )


def test_the_reason_that_needs_the_fewest_answers_comes_first() -> None:
    both = {**ALL_NO, "redness": "yes", "spreading_redness": "yes", "fever": "yes", "dark_urine": "yes"}
    sizes = [len(reason.because) for reason in assess(MODEL, both).reasons]
    assert len(sizes) > 1
    assert sizes == sorted(sizes)
    assert assess(MODEL, both).reasons[0].rule != "dvt_signs"


def test_without_a_rule_the_sources_are_those_of_self_care() -> None:
    (reason,) = assess(MODEL, {}).reasons
    assert reason.sources == ENGINE.rules[ENGINE.earned[0]].sources


def explained(case: Mapping[str, Answer]) -> Explained:
    known = effective(ENGINE, case)
    values = ENGINE.values(known)
    place = ENGINE.rank(values)
    return Explained(ENGINE, ENGINE.spoken(place, values), place, values, known)


def test_the_first_eight_answers_that_could_be_worse_are_tried_in_the_order_of_the_questions() -> None:
    found = list(explained(ALL_NO)._worse_answers())
    could: list[tuple[str, str, Value]] = [
        (name, "yes" if worst else "no", worst) for _, name, worst in ENGINE.worse_answers if worst
    ]
    assert found == could[:8]
    calm: dict[str, Answer] = {"redness": "yes", "warmth": "no", "growing": "no", "eased_by_stretch": "yes"}
    assert {row[:2] for row in explained(calm)._worse_answers()} == {
        ("warmth", "yes"),
        ("growing", "yes"),
        ("eased_by_stretch", "no"),
    }


def test_what_blocks_self_care_is_what_was_answered_otherwise() -> None:
    blocked = [literal.name for literal in explained({"cramp": "no", "place": "arm", "redness": "no"})._blocking()]
    assert blocked == ["cramp", "place"]


@pytest.mark.parametrize(
    ("literal", "trials"),
    [
        (Known("redness", True), [("redness", "no", False)]),
        (Known("redness", False), [("redness", "yes", True)]),
        (KnownCompare("age", "<", 16), [("age", ">= 16", 16)]),
        (KnownCompare("age", ">=", 16), [("age", "< 16", 15)]),
        (KnownCompare("age", ">", 16), [("age", "<= 16", 16)]),
        (KnownCompare("age", "<=", 16), [("age", "> 16", 17)]),
        (KnownCompare("age", "=", 16), [("age", "<> 16", 17)]),
        (KnownCompare("age", "<>", 16), [("age", "= 16", 16)]),
        (KnownOneOf("place", ("leg",), True), [("place", "arm", "arm"), ("place", "elsewhere", "elsewhere")]),
        (KnownOneOf("place", ("leg", "arm"), False), [("place", "leg", "leg"), ("place", "arm", "arm")]),
    ],
)
def test_the_answers_that_undo_a_reason(literal: Literal, trials: list[tuple[str, str, Value]]) -> None:
    assert list(explained({})._others(literal)) == trials


def test_the_answers_that_would_make_a_literal_hold() -> None:
    assert list(_made_true(Known("redness", True))) == [("redness", "yes", True)]
    assert list(_made_true(KnownCompare("age", ">=", 16))) == [("age", ">= 16", 16)]
    assert list(_made_true(KnownOneOf("place", ("leg",), True))) == [("place", "leg", "leg")]


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "=", "<>"])
def test_a_number_beyond_a_limit_is_the_nearest_round_one(operator: Comparison) -> None:
    found = _beyond(operator, 16)
    assert holds(Compare("age", operator, 16), found) is False
    assert abs(found - 16) <= 1


def test_each_other_answer_is_tried_alone() -> None:
    calm = explained(PLAIN_CRAMP)
    assert calm._tried([("cramp", "yes", True), ("warmth", "no", False)]) == ()
    assert calm._tried([("cramp", "no", False), ("warmth", "no", False)]) == (("cramp", "no", 1),)


def test_where_self_care_cannot_be_earned_nothing_rules_it_out() -> None:
    rules = {name: rule for name, rule in MODEL.rules.items() if rule.urgency != "self_care"}
    model = replace(MODEL, rules=rules)
    (reason,) = assess(replace(model, decision=build(model)), ALL_NO).reasons
    assert (reason.rule, reason.because, reason.sources) == ("no_rule", (), ())
