"""The classes of a variable: what conditions can tell apart, and nothing more."""

import pytest

from venevagt.logic.domain import Domain, domain, domains
from venevagt.logic.expression import And, Choice, Compare, Leaf, Not, Number, OneOf, Or, Value, Variable, YesNo

AGE = Number(0, 120)


def of_age(*tests: tuple[str, float]) -> Domain:
    return domain("age", AGE, [Compare("age", operator, limit) for operator, limit in tests])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tests", "classes"),
    [
        ([], (0,)),
        ([(">=", 16)], (0, 16)),
        ([("<", 16)], (0, 16)),
        ([(">", 16)], (0, 68)),
        ([("<=", 16), ("<", 60)], (0, 38, 60)),
        ([("=", 16)], (0, 16)),
        ([("<>", 0)], (0, 60)),
        ([(">=", 16), (">=", 60), ("<", 16)], (0, 16, 60)),
        ([(">=", 0)], (0,)),
        ([(">=", 120)], (0, 120)),
    ],
)
def test_a_number_has_a_class_for_each_way_to_answer_its_tests(
    tests: list[tuple[str, float]], classes: tuple[float, ...]
) -> None:
    assert of_age(*tests).representatives == classes


@pytest.mark.parametrize(
    ("value", "at"), [(0.0, 0), (15.9, 0), (16.0, 1), (59.9, 1), (60.0, 2), (120.0, 2), (None, None)]
)
def test_a_value_is_in_the_class_whose_tests_it_answers_alike(value: Value, at: int | None) -> None:
    assert of_age((">=", 16), ("<", 60)).class_of(value) == at


def test_the_classes_of_words_are_the_words() -> None:
    side = domain("place", Choice(("leg", "arm")), [])
    assert [side.class_of(value) for value in ("leg", "arm", None)] == [0, 1, None]
    assert [side.shown(at) for at in range(2)] == ["leg", "arm"]
    with pytest.raises(ValueError, match="not in tuple"):
        side.class_of("foot")
    sign = domain("a", YesNo(), [])
    assert [sign.class_of(value) for value in (False, True)] == [0, 1]
    assert [sign.shown(at) for at in range(2)] == ["no", "yes"]


@pytest.mark.parametrize(
    ("tests", "shown"),
    [
        ([(">=", 16), ("<", 60)], ["from 0 to below 16", "from 16 to below 60", "60 or more"]),
        ([(">", 16)], ["from 0 to 16", "above 16"]),
        ([("<=", 16), ("<", 60)], ["from 0 to 16", "above 16 to below 60", "60 or more"]),
        ([("<", 16), (">", 60)], ["from 0 to below 16", "from 16 to 60", "above 60"]),
        ([("<=", 16), (">", 60)], ["from 0 to 16", "above 16 to 60", "above 60"]),
        ([(">=", 16), (">", 16)], ["from 0 to below 16", "16", "above 16"]),
        ([("=", 16)], ["from 0 to below 16 or above 16", "16"]),
        ([("<>", 0)], ["0", "above 0"]),
        ([], ["0 or more"]),
    ],
)
def test_a_class_of_numbers_is_shown_by_its_limits(tests: list[tuple[str, float]], shown: list[str]) -> None:
    found = of_age(*tests)
    assert [found.shown(at) for at in range(len(found.representatives))] == shown


def test_each_variable_has_one_domain_with_every_test_once() -> None:
    young, old = Compare("age", "<", 16), Compare("age", ">=", 60)
    leg = OneOf("place", ("leg",))
    found = domains(
        [And((Variable("a"), young)), Or((Not(old), young, leg))],
        {"a": YesNo(), "age": AGE, "place": Choice(("leg", "arm")), "unused": YesNo()},
    )
    tests: tuple[Leaf, ...] = (young, old)
    assert dict(found) == {
        "a": Domain("a", (False, True), ()),
        "age": Domain("age", (0, 16, 60), tests),
        "place": Domain("place", ("leg", "arm"), ()),
    }
