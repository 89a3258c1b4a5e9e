"""The second check, without a solver: every distinguishable case, in blocks, against a plain reading.

A block is a way through the interview. The plain reading of the rules' own texts must come to one
and the same answer for all cases of the block, and to the one that the interview gives.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from venevagt.care.engine import Engine
from venevagt.knowledge.decision import rank, worth_asking
from venevagt.knowledge.model import Model
from venevagt.logic.domain import Domain, domain
from venevagt.logic.expression import Value
from venevagt.prove.plain import Block, PlainReading
from venevagt.prove.ways import Way, distinguishable_cases, ways


class Disagreement(Struct, frozen=True):
    """Cases that are answered differently: what they have in common, and in words what differs."""

    block: Block
    words: str


class Enumeration(Struct, frozen=True):
    """What came of it: how many cases there are, how many were looked at, in how many blocks.

    `seen` is the sum over the blocks; with `cases` it says that none was left out or seen twice.
    """

    cases: int
    seen: int
    blocks: int
    against: tuple[Disagreement, ...]

    @property
    def agrees(self) -> bool:
        return not self.against and self.seen == self.cases


def enumerate_all(engine: Engine) -> Enumeration:
    """Check every distinguishable case of the engine's model."""
    model = engine.model
    assert model.decision is not None
    plain = PlainReading(model)
    against = [found for own in model.decision.order for found in _limits(plain, own)]
    seen = blocks = 0
    for way in ways(model):
        seen += way.cases
        blocks += 1
        against += _differences(engine, plain, way)
    return Enumeration(distinguishable_cases(model), seen, blocks, tuple(against))


def _differences(engine: Engine, plain: PlainReading, way: Way) -> Iterator[Disagreement]:
    model = engine.model
    said = model.about.urgencies[way.place]
    for place in sorted(possible_ranks(plain, way.answers) - {way.place}):
        yield Disagreement(way.answers, f"the interview ends with {said}, the rules say {model.about.urgencies[place]}")
    values = [way.answers.get(name) for name in engine.variables]
    if engine.rank(values) != way.place:
        assessed = model.about.urgencies[engine.rank(values)]
        yield Disagreement(way.answers, f"the interview ends with {said}, its assessment is {assessed}")
    for entry in worth_asking(model):
        given = plain.truth(plain.advice[entry.id], way.answers) if said in entry.urgencies else False
        if given is not (entry.id in way.advice):
            words = {True: "holds", False: "does not hold", None: "is still open"}[given]
            yield Disagreement(way.answers, f"the interview is done, the condition of the advice {entry.id} {words}")


def possible_ranks(plain: PlainReading, block: Block) -> set[int]:
    """The ranks of the urgencies that the cases of a block get; what is open is split where it must be.

    The urgency of a case is that of the most urgent rule that holds, and the default where none does.
    """
    open_rule = None
    for name, place in plain.from_the_most_urgent:
        truth = plain.truth(plain.rules[name], block)
        if truth:
            found = {place}
            break
        if truth is None and open_rule is None:
            open_rule = name
    else:
        found = {rank(plain.model, plain.model.about.default_urgency)}
    if open_rule is None or plain.places[open_rule] in found:
        return found
    finding = plain.open_findings(plain.rules[open_rule], block)[0]
    return set().union(*(possible_ranks(plain, {**block, finding: value}) for value in _values(plain.model, finding)))


def _values(model: Model, name: str) -> tuple[Value, ...]:
    """A value of each class of a finding; one that the interview knows nothing of has only its type's."""
    assert model.decision is not None
    known = {domain.name: domain for domain in model.decision.order}
    return (known.get(name) or domain(name, model.findings[name].variable, ())).representatives


def _limits(plain: PlainReading, own: Domain) -> Iterator[Disagreement]:
    """Number classes have no gap and no overlap: within a class every comparison comes out alike."""
    tests = list(_comparisons(plain, own.name))
    if plain.model.findings[own.name].type != "number":
        return
    finding = plain.model.findings[own.name]
    edges = sorted({finding.low, finding.high, *(limit for _, limit in tests)})
    for point in sorted({*edges, *((low + high) / 2 for low, high in pairwise(edges))}):
        index = own.class_of(point)
        for test, _ in tests:
            here = plain.truth(test, {own.name: point})
            stands_for = None if index is None else plain.truth(test, {own.name: own.representatives[index]})
            if here is not stands_for:
                yield Disagreement({own.name: point}, f"{ast.unparse(test)} is not the same for all of class {index}")


def _comparisons(plain: PlainReading, name: str) -> Iterator[tuple[ast.Compare, float]]:
    for condition in (*plain.conditions.values(), *plain.rules.values(), *plain.advice.values()):
        for node in ast.walk(condition):
            match node:
                case ast.Compare(left=ast.Name(id=asked), comparators=[ast.Constant(value=int() | float() as limit)]):
                    if asked == name:
                        yield node, limit
