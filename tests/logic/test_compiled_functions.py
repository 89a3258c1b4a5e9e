"""Compiled functions give what the conditions mean, whatever the order and number of variables."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.logic.targets import VOCABULARY
from tests.logic.test_targets_agree import cases, expressions

from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    Not,
    OneOf,
    Or,
    Value,
    Variable,
    evaluate,
    names,
    show,
)
from venevagt.logic.targets import javascript
from venevagt.logic.targets.python import (
    compile_first_true,
    compile_value,
    compile_which_true,
    formula,
    to_python,
)
from venevagt.logic.targets.true_false import CountAtLeast, Every, Known, KnownCompare, KnownOneOf, Some

ORDER = list(VOCABULARY)
TRUE, FALSE = And(()), Or(())


@settings(max_examples=60, deadline=None)
@given(st.lists(expressions, max_size=5), cases)
def test_the_first_and_all_that_are_true(conditions: Sequence[Expression], case: Mapping[str, Value]) -> None:
    values = [case[name] for name in ORDER]
    true = [index for index, condition in enumerate(conditions) if evaluate(condition, case) is True]
    assert compile_which_true(conditions, ORDER)(values) == true
    assert compile_first_true(conditions, ORDER)(values) == (true[0] if true else len(conditions))
    for condition in conditions:
        used = [name for name in reversed(ORDER) if name in names(condition)]
        assert compile_value(condition, used)([case[name] for name in used]) is evaluate(condition, case)


def test_conditions_that_always_or_never_hold_need_no_variable() -> None:
    assert compile_value(TRUE, [])([]) is True
    assert compile_value(FALSE, [])([]) is False
    assert compile_value(TRUE, ["a"])([None]) is True
    assert compile_first_true([FALSE, TRUE], [])([]) == 1
    assert compile_which_true([TRUE, FALSE, TRUE], ["a"])([None]) == [0, 2]
    assert compile_first_true([], ["a"])([True]) == 0


def test_a_function_wants_a_value_for_each_variable() -> None:
    first = compile_first_true([Variable("a")], ["a", "b"])
    with pytest.raises(ValueError, match="not enough values to unpack"):
        first([True])
    with pytest.raises(ValueError, match="too many values to unpack"):
        first([True, True, True])


def test_what_is_compiled_can_be_read() -> None:
    condition = And((Variable("a"), Not(OneOf("place", ("leg",))), Compare("age", "<>", 16)))
    assert to_python(condition) == (
        "True if (a is True and (place is not None and place != 'leg') and (age is not None and age != 16)) "
        "else False if (a is False or place == 'leg' or (age is not None and age == 16)) else None"
    )
    assert formula(Every(())) == "True"
    assert formula(Some(())) == "False"
    assert formula(KnownOneOf("place", ("leg", "arm"), True)) == "place in ('leg', 'arm')"
    assert formula(KnownOneOf("place", ("leg", "arm"), False)) == (
        "(place is not None and place not in ('leg', 'arm'))"
    )
    assert formula(KnownCompare("age", ">=", 2.5)) == "(age is not None and age >= 2.5)"
    assert formula(CountAtLeast(2, (Known("a", True), Known("b", False)))) == "((a is True) + (b is False) >= 2)"


def test_what_the_page_decides_with_can_be_read() -> None:
    assert javascript.to_javascript(Not(Or((Variable("a"), Compare("age", "<", 16))))) == (
        "(c.a === false && (c.age != null && c.age >= 16)) ? true : (c.a === true || (c.age != null && c.age < 16)) "
        "? false : null"
    )
    assert javascript.formula(KnownCompare("age", "=", 0.1)) == "(c.age != null && c.age === 0.10000000000000001)"
    assert javascript.formula(KnownOneOf("place", ("leg",), False)) == (
        '(c.place != null && !["leg"].includes(c.place))'
    )
    assert javascript.formula(CountAtLeast(1, (Known("a", True),))) == "((c.a === true) >= 1)"


def test_a_compiled_function_is_named_in_a_traceback() -> None:
    found = {
        "value": compile_value(TRUE, []),
        "first_true": compile_first_true([], []),
        "which_true": compile_which_true([], []),
    }
    for name, function in found.items():
        assert (function.__name__, function.__code__.co_filename) == (name, f"<compiled {name}>")


def test_a_condition_is_shown_as_an_author_writes_it() -> None:
    leg, arm = OneOf("place", ("leg",)), OneOf("place", ("leg", "arm"))
    assert show(And((Variable("a"), Or((leg, Not(arm)))))) == "a AND (place = 'leg' OR (NOT place IN ('leg', 'arm')))"
    assert show(AtLeast(2, (Variable("a"), leg, Compare("age", "<", 16)))) == "at_least(2, a, place = 'leg', age < 16)"
