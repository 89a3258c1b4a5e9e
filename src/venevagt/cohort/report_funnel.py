"""The interview of a whole cohort: for each case how many screens and questions it takes, as planes.

The same walk as `care/interview.py`, for all cases at once: a plane for each place where a case can be.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from msgspec import Struct

from venevagt.care.engine import Engine
from venevagt.care.interview import walk_for
from venevagt.cohort.assess import UNSURE, reading
from venevagt.cohort.columns import Truth, read_column
from venevagt.cohort.planes import Words, first_bits
from venevagt.logic.diagram import Node, Outcome, Question
from venevagt.logic.domain import Domain
from venevagt.logic.expression import Leaf, OneOf, Variable, holds


class Ended(Struct, frozen=True):
    """Where an interview ended: the screens and the questions answered, and the screen that had to be asked next.

    `stopped_at` is empty where nothing more had to be asked.
    """

    screens: int
    questions: int
    stopped_at: str = ""


class _Entry(Struct, frozen=True):
    """A place in the diagram where a screen begins: what has to be answered there, and the nodes on the way through."""

    screen: str
    levels: Sequence[int]
    inner: Sequence[Node]
    exits: Sequence[Node]


class Funnel:
    """The interview of one engine over batches of cases."""

    def __init__(self, engine: Engine) -> None:
        walk = walk_for(engine)
        self.root = walk.root
        self._nodes = list(walk.builder.nodes)
        self._order = walk.builder.order
        self._readings = {domain.name: reading(engine, engine.model.findings[domain.name]) for domain in self._order}
        self._entries: dict[Node, _Entry] = {}
        waiting = [walk.root]
        while waiting:
            node = waiting.pop()
            screen = walk.screen_at(node)
            if screen is None or node in self._entries:
                continue
            exits = sorted(walk.exits(node, screen))
            inner = [one for one in walk.builder.reachable(node) if walk.screen_at(one) is screen]
            self._entries[node] = _Entry(screen.id, walk.relevant(node, screen), sorted(inner, key=self._level), exits)
            waiting += exits

    def _level(self, node: Node) -> int:
        content = self._nodes[node]
        return len(self._order) if isinstance(content, Outcome) else content.level

    def __call__(self, batch: pa.RecordBatch, counted: Words) -> Mapping[Ended, int]:
        """How many of the counted cases ended where."""
        classes = [self._classes(batch, domain) for domain in self._order]
        known = [np.bitwise_or.reduce(planes) for planes in classes]
        arrived: dict[Node, dict[tuple[int, int], Words]] = {self.root: {(0, 0): counted}}
        found: Counter[Ended] = Counter()
        while arrived:
            node = min(arrived, key=self._level)
            cases = arrived.pop(node)
            entry = self._entries.get(node)
            if entry is None:
                for (screens, questions), plane in cases.items():
                    found[Ended(screens, questions)] += _bits(plane)
                continue
            answered = np.bitwise_and.reduce([known[level] for level in entry.levels])
            for (screens, questions), plane in cases.items():
                found[Ended(screens, questions, entry.screen)] += _bits(plane & ~answered)
            through = self._through(entry, np.bitwise_or.reduce(list(cases.values())) & answered, node, classes)
            for after, reached in through.items():
                there = arrived.setdefault(after, {})
                for (screens, questions), plane in cases.items():
                    after_this = (screens + 1, questions + len(entry.levels))
                    part = plane & reached
                    there[after_this] = there[after_this] | part if after_this in there else part
        return {ended: count for ended, count in found.items() if count}

    def _through(
        self, entry: _Entry, start: Words, node: Node, classes: Sequence[Sequence[Words]]
    ) -> Mapping[Node, Words]:
        """From the first question of a screen to where its answers lead."""
        reached: dict[Node, Words] = {node: start}
        for inner in entry.inner:
            here = reached.pop(inner, None)
            content = self._nodes[inner]
            if here is None or not here.any():
                continue
            assert isinstance(content, Question)
            for branch, plane in zip(content.branches, classes[content.level], strict=True):
                part = here & plane
                reached[branch] = reached[branch] | part if branch in reached else part
        return reached

    def _classes(self, batch: pa.RecordBatch, domain: Domain) -> Sequence[Words]:
        """For each class of a variable the cases that are in it."""
        tests = _tests(domain)
        column = batch.column(domain.name) if domain.name in batch.schema.names else pa.nulls(batch.num_rows)
        beside = domain.name + UNSURE
        unsure = batch.column(beside) if beside in batch.schema.names else None
        read = read_column(column, tests, self._readings[domain.name], unsure)
        return [
            np.bitwise_and.reduce([_side(read.tests[test], holds(test, value)) for test in tests])
            & first_bits(batch.num_rows)
            for value in domain.representatives
        ]


def _tests(domain: Domain) -> Sequence[Leaf]:
    """Tests whose truth together says which class a value is in."""
    if domain.tests:
        return domain.tests
    if isinstance(domain.representatives[0], bool):
        return (Variable(domain.name),)
    return tuple(OneOf(domain.name, (str(option),)) for option in domain.representatives)


def _side(truth: Truth, wanted: bool | None) -> Words:
    return truth.true if wanted else truth.false


def _bits(plane: Words) -> int:
    return int(np.bitwise_count(plane).sum())
