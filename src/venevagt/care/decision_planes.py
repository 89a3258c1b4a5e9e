"""The decision of the rules as bit planes: for a whole cohort what `assess` gives for one case."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from venevagt.care.engine import Engine
from venevagt.knowledge.decision import condition_of
from venevagt.logic.expression import Value
from venevagt.logic.targets.planes import Plane, PlaneBuilder, Program


class DecisionProgram(Struct, frozen=True):
    """A program and what its planes say.

    `columns`: for each answer the places of its planes among those that the program gives, the lowest bit first.
    `urgency`, `lowest` and `highest` are ranks, 0 the mildest; `rule` the place in `Engine.rules`, or their
    number where none speaks; `final` is one plane: the lowest is the highest. `lowest`, `highest` and `final`
    are there with the interval only.
    """

    program: Program
    columns: Mapping[str, tuple[int, ...]]


def decision_program(engine: Engine, *, interval: bool = True) -> DecisionProgram:
    """The program for the rules of an engine."""
    builder = PlaneBuilder()
    speaking = (builder.where(condition, True) for _, condition in engine.speaking)
    urgencies = engine.model.about.urgencies
    ranks = [*(urgencies.index(rule.urgency) for rule in engine.rules), engine.default_rank]
    urgency, rule = builder.first(speaking, [ranks, range(len(ranks))])
    planes = {"urgency": urgency, **(_interval(engine, builder) if interval else {}), "rule": rule}
    places = itertools.count()
    return DecisionProgram(
        builder.program(list(itertools.chain(*planes.values()))),
        {name: tuple(next(places) for _ in own) for name, own in planes.items()},
    )


def _interval(engine: Engine, builder: PlaneBuilder) -> Mapping[str, list[Plane]]:
    """The lowest and the highest possible rank, and whether they are the same."""
    ranks = range(len(engine.model.about.urgencies) - 1, -1, -1)
    ends = []
    for base, joined in ((engine.decision.mild, builder.all), (engine.decision.worst, builder.any)):
        each = [_at_least(engine, builder, filled) for filled in _completions(engine, base)]
        reached = [joined([planes[place] for planes in each]) for place in range(len(each[0]))]
        ends += builder.first(reached[::-1], [ranks])
    lowest, highest = ends
    apart = builder.any(builder.differ(low, high) for low, high in zip(lowest, highest, strict=True))
    return {"lowest": lowest, "highest": highest, "final": [builder.inverted(apart)]}


def _completions(engine: Engine, base: Mapping[str, Value]) -> Iterator[Mapping[str, Value]]:
    """What stands for the open answers: what pulls one way at its end, the others with each of their values."""
    tried = [domain for domain in engine.decision.order if domain.name in engine.decision.both_ways]
    for chosen in itertools.product(*(domain.representatives for domain in tried)):
        yield {**base, **{domain.name: value for domain, value in zip(tried, chosen, strict=True)}}


def _at_least(engine: Engine, builder: PlaneBuilder, filled: Mapping[str, Value]) -> Sequence[Plane]:
    """For each rank above the mildest, the completed cases whose urgency is at least that."""
    of_rank = [
        builder.any([builder.where(condition_of(engine.rules[index]), True, filled) for index in level])
        for level in engine.levels.values()
    ]
    # A completed case has no open answer: a rule that is not true is false.
    not_earned = builder.inverted(builder.any(of_rank[: engine.default_rank]))
    found = []
    for place in range(1, len(of_rank)):
        above = builder.any(of_rank[place:])
        found.append(builder.either(above, not_earned) if place <= engine.default_rank else above)
    return found
