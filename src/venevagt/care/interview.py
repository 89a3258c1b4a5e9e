"""The adaptive interview: which screen comes next, found on the decision diagram.

It keeps nothing: the answers so far say where the person is. A question is asked exactly while
its answer can still change the urgency or the advice that is worth asking for.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from venevagt.care.cases import Answer, Case, effective
from venevagt.care.engine import Engine, Values
from venevagt.knowledge.model import Screen
from venevagt.logic.diagram import Builder, Node, Outcome, Question
from venevagt.logic.expression import Value


class Step(Struct, frozen=True):
    """One screen of the interview, with the findings on it that can still matter.

    `at_most_left`: how many screens can follow after this one, in the worst case.
    """

    screen: Screen
    findings: tuple[str, ...]
    at_most_left: int


class Progress(Struct, frozen=True):
    """Where a person is: the screens answered, the next one (None at the end), the answers kept.

    `answers` has lost what an earlier answer made irrelevant.
    """

    answered: tuple[Step, ...]
    next: Step | None
    answers: Mapping[str, Answer]


class Walk:
    """The decision diagram of one engine, seen screen by screen."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        decision = engine.decision
        self.builder = Builder(decision.order)
        copied: list[Node] = []
        for content in decision.nodes:
            if isinstance(content, Outcome):
                copied.append(self.builder.outcome(content.value))
            else:
                copied.append(self.builder.question(content.level, tuple(copied[b] for b in content.branches)))
        self.root = copied[decision.root]
        screen_of = {name: screen for screen in engine.model.screens.values() for name in screen.findings}
        self.screens = tuple(screen_of[domain.name] for domain in decision.order)
        self._left: dict[Node, int] = {}
        self._standing_in = tuple(
            tuple(domain.class_of(extreme.get(domain.name)) or 0 for domain in decision.order)
            for extreme in (decision.mild, decision.worst)
        )

    def screen_at(self, node: Node) -> Screen | None:
        """The screen whose question the node asks, None where the outcome is known."""
        content = self.builder.nodes[node]
        return self.screens[content.level] if isinstance(content, Question) else None

    def relevant(self, node: Node, screen: Screen) -> tuple[int, ...]:
        """The levels on this screen whose answer can still matter, in the screen's order."""
        return tuple(level for level in sorted(self.builder.levels(node)) if self.screens[level] is screen)

    def exits(self, node: Node, screen: Screen) -> set[Node]:
        """Where the answers to this screen can lead."""
        waiting, seen, found = [node], {node}, set()
        while waiting:
            content = self.builder.nodes[waiting.pop()]
            for branch in content.branches if isinstance(content, Question) else ():
                if self.screen_at(branch) is not screen:
                    found.add(branch)
                elif branch not in seen:
                    seen.add(branch)
                    waiting.append(branch)
        return found

    def most_screens(self, node: Node) -> int:
        """How many screens a person can still meet from here, at most."""
        screen = self.screen_at(node)
        if screen is None:
            return 0
        if node not in self._left:
            self._left[node] = 1 + max(self.most_screens(exit_) for exit_ in self.exits(node, screen))
        return self._left[node]

    def surely_matters(self, question: Question, values: Values) -> bool:
        """Whether its answers lead apart when all else that is open is at its mildest, or at its worst.

        A quick look: it finds most questions that matter, and never one that doesn't.
        """
        known = [
            None if value is None else domain.class_of(value)
            for domain, value in zip(self.builder.order, values, strict=True)
        ]
        for standing_in in self._standing_in:
            classes = [own if own is not None else other for own, other in zip(known, standing_in, strict=True)]
            if len({self._end(branch, classes) for branch in question.branches}) > 1:
                return True
        return False

    def _end(self, node: Node, classes: Sequence[int]) -> Node:
        while isinstance(content := self.builder.nodes[node], Question):
            node = content.branches[classes[content.level]]
        return node

    def answered(self, node: Node, levels: Sequence[int], values: Mapping[str, Value]) -> Node | None:
        """The node after these answers; None while one of them is missing."""
        classes: dict[int, int] = {}
        for level in levels:
            domain = self.builder.order[level]
            index = domain.class_of(values.get(domain.name))
            if index is None:
                return None
            classes[level] = index
        return self.builder.restrict(node, classes)

    def step(self, node: Node, screen: Screen, levels: Sequence[int]) -> Step:
        findings = tuple(self.builder.order[level].name for level in levels)
        return Step(screen, findings, self.most_screens(node) - 1)


def progress(engine: Engine, answers: Case) -> Progress:
    """Follow the answers through the interview as far as they go.

    Raises CaseError for an unknown finding or a wrong value.
    """
    walk = walk_for(engine)
    values = effective(engine, answers)
    node = walk.root
    steps: list[Step] = []
    kept: dict[str, Answer] = {}
    while (screen := walk.screen_at(node)) is not None:
        levels = walk.relevant(node, screen)
        step = walk.step(node, screen, levels)
        after = walk.answered(node, levels, values)
        if after is None:
            later = {walk.builder.order[level].name for level in walk.builder.levels(node)}
            kept |= {name: answers[name] for name in answers if name in later}
            return Progress(tuple(steps), step, kept)
        steps.append(step)
        kept |= {name: answers[name] for name in step.findings}
        node = after
    return Progress(tuple(steps), None, kept)


def matters(engine: Engine, answers: Case, name: str) -> bool:
    """Whether this finding's answer can still change anything, after these answers.

    Raises CaseError for an unknown finding or a wrong value.
    """
    walk = walk_for(engine)
    classes = {
        engine.index[own]: at
        for own, value in effective(engine, answers).items()
        if own in engine.index and own != name
        if (at := walk.builder.order[engine.index[own]].class_of(value)) is not None
    }
    return engine.index.get(name) in walk.builder.levels(walk.builder.restrict(walk.root, classes))


def next_finding(engine: Engine, values: Values) -> str | None:
    """The next question for a case; None when no answer can change anything that is shown.

    `values`: in the order of `engine.variables`. A measurement that need not be made is no question.
    """
    if None not in values:
        return None
    walk = walk_for(engine)
    node = walk.root
    while isinstance(content := walk.builder.nodes[node], Question):
        index = walk.builder.order[content.level].class_of(values[content.level])
        if index is None:
            if walk.surely_matters(content, values):
                return walk.builder.order[content.level].name
            return _first_that_matters(walk, node, values)
        node = content.branches[index]
    return None


def _first_that_matters(walk: Walk, node: Node, values: Values) -> str | None:
    """The first open question on what is left when everything known is filled in."""
    classes = {
        level: index
        for level, domain in enumerate(walk.builder.order)
        if (index := domain.class_of(values[level])) is not None
    }
    left = walk.builder.nodes[walk.builder.restrict(node, classes)]
    return walk.builder.order[left.level].name if isinstance(left, Question) else None


def walk_for(engine: Engine) -> Walk:
    """The walk of an engine, kept with it; made anew before odd cases have filled the memory."""
    known = engine.kept.get("walk")
    if not isinstance(known, Walk) or len(known.builder.nodes) > _MOST_NODES:
        known = engine.kept["walk"] = Walk(engine)
    return known


_MOST_NODES = 50_000
