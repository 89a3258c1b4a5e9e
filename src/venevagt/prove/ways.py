"""Every way through the interview, from the first question to its end.

Each way is a block of cases: those that give the answers on it. Together the ways are all cases
there are, each in one way only, so a check of every way leaves no case out.
"""

import math
from collections.abc import Iterator, Mapping

from msgspec import Struct

from venevagt.knowledge.decision import worth_asking
from venevagt.knowledge.model import Model
from venevagt.logic.diagram import Outcome
from venevagt.logic.expression import Value


class Way(Struct, frozen=True):
    """What was answered on one way, what the interview said at its end, and how many cases go it.

    `place`: the rank of the urgency; `advice`: which of the advice worth asking for is given;
    `screens`: how many screens were asked.
    """

    answers: Mapping[str, Value]
    place: int
    advice: frozenset[str]
    screens: int
    cases: int


def ways(model: Model) -> Iterator[Way]:
    """All ways through the decision diagram that every face walks."""
    assert model.decision is not None
    decision, asking = model.decision, worth_asking(model)
    screen_of = {name: screen.id for screen in model.screens.values() for name in screen.findings}
    everything = distinguishable_cases(model)
    sizes = {domain.name: len(domain.representatives) for domain in decision.order}

    def walk(node: int, answers: dict[str, Value]) -> Iterator[Way]:
        content = decision.nodes[node]
        if isinstance(content, Outcome):
            place, bits = content.value >> len(asking), content.value
            given = frozenset(entry.id for bit, entry in enumerate(asking) if bits >> bit & 1)
            screens = len({screen_of[name] for name in answers})
            cases = everything // math.prod(sizes[name] for name in answers)
            yield Way(answers, place, given, screens, cases)
            return
        domain = decision.order[content.level]
        for value, branch in zip(domain.representatives, content.branches, strict=True):
            yield from walk(branch, {**answers, domain.name: value})

    return walk(decision.root, {})


def distinguishable_cases(model: Model) -> int:
    """How many complete cases there are that some condition tells apart."""
    assert model.decision is not None
    return math.prod(len(domain.representatives) for domain in model.decision.order)
