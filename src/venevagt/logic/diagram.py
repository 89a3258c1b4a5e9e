"""A decision diagram: every complete case walks from the root to exactly one outcome.

Ordered (a variable is asked at most once, always in the same order) and reduced (a node whose
branches are all alike does not exist, and no two nodes are alike), after R. E. Bryant, IEEE
Transactions on Computers C-35, 1986, with one branch for each class of a variable's domain.
Two diagrams of one `Builder` decide the same for every case exactly when they are the same node.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from venevagt.logic.domain import Domain
from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    Not,
    OneOf,
    Or,
    Variable,
    holds,
)

Node = int
"""A node's number in its `Builder`."""


class Question(Struct, frozen=True, tag=True):
    """A node that asks: `level` is the variable's place in the order, one branch for each class."""

    level: int
    branches: tuple[Node, ...]


class Outcome(Struct, frozen=True, tag=True):
    """A node that answers."""

    value: int


MOST_NODES = 200_000
"""Nodes of one builder. The rules need about two thousand; a few conditions can be made to need 2**n."""


class TooManyNodes(ValueError):
    """A diagram that would fill the memory."""


class Builder:
    """Makes nodes over one order of variables and keeps each of them once.

    Whatever makes nodes raises TooManyNodes when there would be more than MOST_NODES.
    """

    def __init__(self, order: Sequence[Domain]) -> None:
        self.order = tuple(order)
        self.nodes: list[Question | Outcome] = []
        self._known: dict[Question | Outcome, Node] = {}
        self._levels = {domain.name: level for level, domain in enumerate(self.order)}

    def outcome(self, value: int) -> Node:
        return self._keep(Outcome(value))

    def question(self, level: int, branches: tuple[Node, ...]) -> Node:
        """The node that asks this variable, or the common branch where the answer can't matter."""
        first = branches[0]
        if all(branch == first for branch in branches):
            return first
        return self._keep(Question(level, branches))

    def _keep(self, content: Question | Outcome) -> Node:
        node = self._known.get(content)
        if node is None:
            if len(self.nodes) >= MOST_NODES:
                raise TooManyNodes(f"a decision diagram of more than {MOST_NODES} nodes, expected simpler rules")
            node = self._known[content] = len(self.nodes)
            self.nodes.append(content)
        return node

    def condition(self, expression: Expression) -> Node:
        """The diagram with outcome 1 where the expression holds for the complete case, else 0."""
        match expression:
            case Variable(name) | Compare(name) | OneOf(name):
                level = self._levels[name]
                values = (holds(expression, value) for value in self.order[level].representatives)
                return self.question(level, tuple(self.outcome(int(value is True)) for value in values))
            case Not(item):
                return self.choose(self.condition(item), self.outcome(0), self.outcome(1))
            case And(items):
                return self._counted(len(items), items)
            case Or(items):
                return self._counted(1, items)
            case AtLeast(count, items):
                return self._counted(count, items)

    def _counted(self, count: int, items: Sequence[Expression]) -> Node:
        """Outcome 1 where `count` or more of the items hold."""
        # states[k]: the diagram when k more items have to hold among those not yet looked at.
        states = [self.outcome(1), *[self.outcome(0)] * count]
        for item in reversed(items):
            holds_here = self.condition(item)
            states = [
                states[0],
                *(self.choose(holds_here, states[k - 1], states[k]) for k in range(1, count + 1)),
            ]
        return states[count]

    def choose(self, condition: Node, then: Node, otherwise: Node) -> Node:
        """The diagram that is `then` where the condition's outcome is 1 and `otherwise` where it is 0."""
        return self.combine(_pick, (condition, then, otherwise))

    def combine(self, function: Callable[[tuple[int, ...]], int], roots: tuple[Node, ...]) -> Node:
        """The diagram whose outcome is `function` of the outcomes of `roots`, for every case."""
        done: dict[tuple[Node, ...], Node] = {}

        def visit(at: tuple[Node, ...]) -> Node:
            known = done.get(at)
            if known is not None:
                return known
            contents = [self.nodes[node] for node in at]
            levels = [content.level for content in contents if isinstance(content, Question)]
            if not levels:
                result = self.outcome(function(tuple(c.value for c in contents if isinstance(c, Outcome))))
            else:
                level = min(levels)
                result = self.question(
                    level,
                    tuple(
                        visit(tuple(self.branch(node, level, index) for node in at))
                        for index in range(len(self.order[level].representatives))
                    ),
                )
            done[at] = result
            return result

        return visit(roots)

    def branch(self, node: Node, level: int, index: int) -> Node:
        """Where the case goes from `node` when the variable at `level` is in class `index`."""
        content = self.nodes[node]
        if isinstance(content, Question) and content.level == level:
            return content.branches[index]
        return node

    def restrict(self, root: Node, answers: Mapping[int, int]) -> Node:
        """The diagram that is left when some variables (level -> class) are answered."""
        done: dict[Node, Node] = {}

        def visit(node: Node) -> Node:
            content = self.nodes[node]
            if isinstance(content, Outcome):
                return node
            if node not in done:
                answer = answers.get(content.level)
                if answer is None:
                    done[node] = self.question(content.level, tuple(visit(branch) for branch in content.branches))
                else:
                    done[node] = visit(content.branches[answer])
            return done[node]

        return visit(root)

    def reachable(self, root: Node) -> Iterator[Node]:
        """Every node below the root, the root first, each once."""
        waiting, seen = [root], {root}
        while waiting:
            node = waiting.pop()
            yield node
            content = self.nodes[node]
            if isinstance(content, Question):
                fresh = [branch for branch in dict.fromkeys(content.branches) if branch not in seen]
                seen.update(fresh)
                waiting += fresh

    def outcomes(self, root: Node) -> frozenset[int]:
        """Every outcome that some complete case reaches."""
        contents = (self.nodes[node] for node in self.reachable(root))
        return frozenset(content.value for content in contents if isinstance(content, Outcome))

    def levels(self, root: Node) -> frozenset[int]:
        """The variables whose answer still matters to some case."""
        contents = (self.nodes[node] for node in self.reachable(root))
        return frozenset(content.level for content in contents if isinstance(content, Question))

    def everywhere(self, relation: Callable[[int, int], bool], left: Node, right: Node) -> bool:
        """Whether the relation holds between the two outcomes for every complete case."""
        answer = self.combine(lambda pair: int(relation(pair[0], pair[1])), (left, right))
        return self.outcomes(answer) == {1}


def _pick(values: tuple[int, ...]) -> int:
    condition, then, otherwise = values
    return then if condition == 1 else otherwise


def decision(builder: Builder, conditions: Sequence[tuple[Expression, int]], default: int) -> Node:
    """The diagram of the first condition that holds, as its outcome; else the default."""
    root = builder.outcome(default)
    for expression, value in reversed(conditions):
        root = builder.choose(builder.condition(expression), builder.outcome(value), root)
    return root
