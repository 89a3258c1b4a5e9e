"""The smallest reason of any condition, also of such as no rule has now: the scripts find Python's."""

import random
from collections.abc import Sequence
from typing import Any

from tests.logic.targets import VOCABULARY
from tests.site.node import ask

from venevagt.logic.expression import (
    And,
    AtLeast,
    Choice,
    Compare,
    Comparison,
    Expression,
    Not,
    Number,
    OneOf,
    Or,
    Value,
    Variable,
    YesNo,
    evaluate,
)
from venevagt.logic.implicant import Explanation, Literal, because, explain
from venevagt.logic.targets.true_false import Known, KnownCompare, KnownOneOf
from venevagt.site.compact import explanation_row

NAMES = list(VOCABULARY)
OPERATORS: tuple[Comparison, ...] = ("<", "<=", ">", ">=", "=", "<>")
LIMITS = (2.5, 3.0, 10.0)


def expression(chance: random.Random, names: Sequence[str], depth: int) -> Expression:
    if depth == 0 or chance.random() < 0.15:
        name = chance.choice(names)
        match VOCABULARY[name]:
            case YesNo():
                return Variable(name)
            case Choice(options):
                return OneOf(name, tuple(chance.sample(options, chance.randrange(1, len(options)))))
            case Number():
                return Compare(name, chance.choice(OPERATORS), chance.choice(LIMITS))
    items = tuple(expression(chance, names, depth - 1) for _ in range(chance.randrange(2, 5)))
    count = chance.randrange(1, len(items) + 1)
    joined: list[Expression] = [Not(items[0]), And(items), And(items), Or(items), AtLeast(count, items)]
    return chance.choice(joined)


def values(chance: random.Random) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, kind in VOCABULARY.items():
        match kind:
            case YesNo():
                found[name] = chance.choice([True, False])
            case Choice(options):
                found[name] = chance.choice(options)
            case Number():
                found[name] = chance.choice([2.0, *LIMITS, 11.0])
    return {name: value for name, value in found.items() if chance.random() < 0.85}


def literal(item: Literal) -> dict[str, Any]:
    match item:
        case Known(name, value):
            return {"name": name, "operator": "is", "limit": value}
        case KnownCompare(name, operator, limit):
            return {"name": name, "operator": operator, "limit": limit}
        case KnownOneOf(name, options, inside):
            return {"name": name, "operator": "in" if inside else "not in", "limit": list(options)}


def test_the_smallest_reason_is_the_same() -> None:
    chance = random.Random(7)
    pairs: list[tuple[Explanation, dict[str, Value]]] = []
    while len(pairs) < 3000:
        names = chance.choice([NAMES, ["size"], ["size", "place"], ["a", "place"]])
        condition, case = expression(chance, names, 3), values(chance)
        if evaluate(condition, case) is True:
            pairs.append((explain(condition), case))
    asked = []
    for explanation, case in pairs:
        always, choices, exact = explanation_row(explanation, {name: at for at, name in enumerate(NAMES)})
        row = {"always": always, "choices": choices, "exact": exact}
        asked.append({"ask": "because", "names": NAMES, "values": case, **row})
    found = ask(asked)
    for (explanation, case), one in zip(pairs, found, strict=True):
        assert one == [literal(item) for item in because(explanation, case)], (explanation, case)
    inexact = [explanation for explanation, _ in pairs if not explanation.exact]
    assert len(inexact) > 500
