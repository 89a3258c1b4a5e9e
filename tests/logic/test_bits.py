"""Truths and whole numbers over planes are what they are for one case, tried for every case there is."""

import operator
import random
from collections.abc import Mapping, Sequence
from itertools import product

import pytest

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
    holds,
)
from venevagt.logic.targets.bits import Gates
from venevagt.logic.targets.planes import Constant, Input, Known, Program, Step

Cases = Sequence[Mapping[str, Value]]


_JOINED = {"and": operator.and_, "or": operator.or_, "xor": operator.xor}


def run(program: Program, cases: Cases) -> Sequence[Sequence[bool]]:
    """What each plane that is asked for says of each case."""
    planes: list[list[bool]] = []
    for content in program.planes:
        match content:
            case Constant(bit):
                planes.append([bit] * len(cases))
            case Input(test):
                planes.append([holds(test, case.get(test.name)) is not False for case in cases])  # open: anything
            case Known(name):
                planes.append([case.get(name) is not None for case in cases])
            case Step(operation, left, right):
                joined = _JOINED[operation]
                planes.append([joined(*pair) for pair in zip(planes[left], planes[right], strict=True)])
    return [planes[plane] for plane in program.wanted]


LEAVES = (Variable("a"), Variable("b"), Compare("n", ">=", 3), Compare("n", "=", 5), OneOf("c", ("x", "y")))
EVERY: Cases = [
    dict(zip("abnc", values, strict=True))
    for values in product((True, False, None), (True, False, None), (2.0, 3.0, 5.0, None), ("x", "z", None))
]


def grown(chance: random.Random, depth: int) -> Expression:
    if depth == 0:
        return chance.choice(LEAVES)
    items = tuple(grown(chance, depth - 1) for _ in range(chance.randint(2, 4)))
    grown_ones: Sequence[Expression] = (
        Not(items[0]),
        And(items),
        Or(items),
        AtLeast(chance.randint(1, len(items)), items),
    )
    return chance.choice(grown_ones)


@pytest.mark.parametrize("seed", range(40))
def test_an_expression_is_true_false_or_open_where_it_is(seed: int) -> None:
    expression = grown(random.Random(seed), 2)
    gates = Gates()
    truth = gates.truth(expression, gates.test)
    planes = run(gates.program([truth.yes, truth.no]), EVERY)
    meant = [evaluate(expression, case) for case in EVERY]
    expected = [(one is True, one is False) for one in meant]
    assert list(zip(*planes, strict=True)) == expected


NAMES = "pqrstu"
SUBSETS: Cases = [dict(zip(NAMES, bits, strict=True)) for bits in product((False, True), repeat=len(NAMES))]


@pytest.mark.parametrize("weights", [(1,), (1, 1, 1, 1, 1, 1), (1, 2, 3, 4, 5, 6), (15, 7, 3, 1), (8, 8, 8), (1, 40)])
def test_weights_are_added_and_compared(weights: Sequence[int]) -> None:
    gates = Gates()
    bits = [gates.test(Variable(name)).yes for name in NAMES[: len(weights)]]
    total = gates.total(zip(weights, bits, strict=True))
    limits = range(-1, sum(weights) + 3)
    reached = [gates.reaches(total, limit) for limit in limits]
    found = run(gates.program([*total, *reached]), SUBSETS)
    for at, case in enumerate(SUBSETS):
        points = sum(weight for name, weight in zip(NAMES, weights, strict=False) if case[name])
        told = [planes[at] for planes in found]
        number = [bool(points >> place & 1) for place in range(len(total))]
        assert told == [*number, *(points >= limit for limit in limits)]


def test_nothing_adds_up_to_nothing() -> None:
    gates = Gates()
    assert gates.total([]) == ()
    assert gates.reaches((), 0) == gates.always
    assert gates.reaches((), 1) == gates.never
