"""The decision of the rules as bit planes: for a whole cohort what `assess` gives for one case."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from venevagt.care.engine import Engine
from venevagt.knowledge.decision import condition_of
from venevagt.logic.expression import Value
from venevagt.logic.targets.planes import Plane, PlaneBuilder, Program


class DecisionProgram(Struct, frozen=True):
    """What the planes of `program` say, in the order in which it gives them.

    `decided`: one plane a rule, in the order of `Engine.rules`: the cases that it decides; where none has a bit,
    no rule speaks. Then for each rank above the mildest the cases whose lowest possible urgency is at least that,
    and the same for the highest possible one; none of these without the interval.
    """

    program: Program
    rules: int
    ranks: int


def decision_program(engine: Engine, *, interval: bool = True) -> DecisionProgram:
    """The program for the rules of an engine."""
    builder = PlaneBuilder()
    wanted = list(_deciding(engine, builder))
    ranks = len(engine.model.about.urgencies) - 1
    if interval:
        order = engine.decision
        for base, joined in ((order.mild, builder.all), (order.worst, builder.any)):
            each = [_at_least(engine, builder, filled) for filled in _completions(engine, base)]
            wanted += [joined([planes[place] for planes in each]) for place in range(ranks)]
    return DecisionProgram(builder.program(wanted), len(engine.rules), ranks if interval else 0)


def _deciding(engine: Engine, builder: PlaneBuilder) -> Iterator[Plane]:
    """For each rule the cases that it decides: it speaks, and none before it does."""
    before: list[Plane] = []
    for _, condition in engine.speaking:
        own = builder.where(condition, True)
        yield own
        before.append(own)


def _completions(engine: Engine, base: Mapping[str, Value]) -> Iterator[Mapping[str, Value]]:
    """What stands for the open answers: what pulls one way at its end, the others with each of their values."""
    tried = [domain for domain in engine.decision.order if domain.name in engine.decision.both_ways]
    for chosen in itertools.product(*(domain.representatives for domain in tried)):
        yield {**base, **{domain.name: value for domain, value in zip(tried, chosen, strict=True)}}


def _at_least(engine: Engine, builder: PlaneBuilder, filled: Mapping[str, Value]) -> Sequence[Plane]:
    """For each rank above the mildest, the completed cases whose urgency is at least that."""
    default = engine.default_rank
    of_rank = [
        builder.any([builder.where(condition_of(engine.rules[index]), True, filled) for index in level])
        for level in engine.levels.values()
    ]
    earned = [condition_of(engine.rules[index]) for index in engine.earned]
    not_earned = builder.all([builder.where(condition, False, filled) for condition in earned])
    found = []
    for place in range(1, len(of_rank)):
        above = builder.any(of_rank[place:])
        found.append(builder.either(above, not_earned) if place <= default else above)
    return found
