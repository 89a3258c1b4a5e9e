"""What a change of the knowledge changes: every class of case whose urgency differs, and the words.

Both versions become diagrams over the same variables, so the classes are exact, not sampled. Each
is told by the fewest answers that make the more urgent of the two versions what it is.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from venevagt.knowledge.decision import condition_of, order, urgency_of_every_case
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import Urgency
from venevagt.logic.diagram import Builder, Node, Outcome, Question
from venevagt.logic.domain import Domain, domains
from venevagt.logic.expression import Expression, VariableType

MOST_CONDITIONS = 40
"""How many sets of answers are told for one pair of urgencies."""


class Difference(Struct, frozen=True):
    """Cases that go from one urgency to another.

    `conditions`: sets of answers (finding -> the values of its class) that tell them, each with the
    fewest answers; `cases`: how many distinguishable complete cases there are of them, of `of`.
    `more`: whether there are further conditions than those told.
    """

    before: Urgency
    after: Urgency
    conditions: tuple[Mapping[str, str], ...]
    cases: int
    of: int
    more: bool


class Comparison(Struct, frozen=True):
    """`safer` and `less_urgent` by pair of urgencies; `unsure`: what not being sure counts as, by
    finding (before, after); `words`: the texts and numbers that differ, by place.
    """

    safer: tuple[Difference, ...]
    less_urgent: tuple[Difference, ...]
    unsure: Mapping[str, tuple[str, str]]
    words: tuple[str, ...]


def compare(old: Model, new: Model) -> Comparison:
    """Compare two versions whose findings of one name have one type.

    Raises ValueError for a finding whose type, range or options differ.
    """
    builder = Builder(common_order(old, new))
    roots = (urgency_of_every_case(builder, old), urgency_of_every_case(builder, new))
    found = list(differences(builder, new, *roots))
    place = new.about.urgencies.index
    return Comparison(
        tuple(one for one in found if place(one.after) > place(one.before)),
        tuple(one for one in found if place(one.after) < place(one.before)),
        {
            name: (old.findings[name].unsure, finding.unsure)
            for name, finding in new.findings.items()
            if name in old.findings and old.findings[name].unsure != finding.unsure
        },
        tuple(_words(old, new)),
    )


def common_order(old: Model, new: Model, more: Iterable[Expression] = ()) -> tuple[Domain, ...]:
    """The domains of all variables of both, split by the tests of both (and `more`), in the new order.

    Raises ValueError as `compare` does.
    """
    kinds: dict[str, VariableType] = {}
    for model in (old, new):
        for name, finding in model.findings.items():
            if kinds.setdefault(name, finding.variable) != finding.variable:
                raise ValueError(f"the finding {name!r} has another type, range or options: it cannot be compared")
    conditions = [condition_of(rule) for model in (old, new) for rule in model.rules.values()] + [*more]
    found = domains(conditions, kinds)
    names = dict.fromkeys(domain.name for model in (new, old) for domain in order(model))
    return tuple(found[name] for name in dict.fromkeys([*names, *found]) if name in found)


def differences(
    builder: Builder,
    model: Model,
    old: Node,
    new: Node,
    without: Mapping[tuple[Urgency, Urgency], Node] | None = None,
    *,
    only_lower: bool = False,
) -> Iterator[Difference]:
    """The classes of case whose urgency differs between two diagrams, pair by pair.

    `without`: for a pair of urgencies the cases (outcome not 0) that are left out.
    """
    urgencies = model.about.urgencies
    for before, after in ((a, b) for a in range(len(urgencies)) for b in range(len(urgencies)) if a != b):
        if only_lower and after > before:
            continue
        left_out = (without or {}).get((urgencies[before], urgencies[after]), builder.outcome(0))
        changed = _changed(builder, (before, after), old, new, left_out)
        if builder.outcomes(changed) == {0}:
            continue
        # What the more urgent version makes at least that urgent, whatever else is answered.
        urgent, limit = (new, after) if after > before else (old, before)
        forced = builder.combine(lambda v, least=limit: int(v[0] >= least), (urgent,))  # type: ignore[misc]
        conditions, more = _conditions(builder, changed, forced)
        cases, of = _count(builder, changed)
        yield Difference(urgencies[before], urgencies[after], conditions, cases, of, more)


def _changed(builder: Builder, pair: tuple[int, int], old: Node, new: Node, left_out: Node) -> Node:
    """Outcome 1 for the cases that go from the one rank to the other and are not left out."""
    return builder.combine(lambda v: int(v[:2] == pair and not v[2]), (old, new, left_out))


def _conditions(builder: Builder, changed: Node, forced: Node) -> tuple[tuple[Mapping[str, str], ...], bool]:
    """Sets of answers that cover the changed cases, each as small as it can be within `forced`."""
    found: list[Mapping[str, str]] = []
    while builder.outcomes(changed) != {0}:
        if len(found) == MOST_CONDITIONS:
            return tuple(found), True
        answers = _widened(builder, forced, _few_answers(builder, changed))
        told = ((builder.order[level], at) for level, at in answers.items())
        found.append({domain.name: domain.shown(at) for domain, at in told})
        changed = builder.choose(_cube(builder, answers), builder.outcome(0), changed)
    return tuple(found), False


def _few_answers(builder: Builder, root: Node) -> dict[int, int]:
    """A way to outcome 1 on which the fewest variables are in a class other than their first."""
    cost: dict[Node, float] = {}

    def visit(node: Node) -> float:
        content = builder.nodes[node]
        if isinstance(content, Outcome):
            return 0 if content.value == 1 else float("inf")
        if node not in cost:
            cost[node] = min(visit(branch) + (at > 0) for at, branch in enumerate(content.branches))
        return cost[node]

    visit(root)
    answers = {}
    while isinstance(content := builder.nodes[root], Question):
        at = min(range(len(content.branches)), key=lambda i: visit(content.branches[i]) + (i > 0))
        answers[content.level] = at
        root = content.branches[at]
    return answers


def _widened(builder: Builder, forced: Node, answers: dict[int, int]) -> dict[int, int]:
    """The answers without those that are not needed to stay within `forced`."""
    kept = dict(answers)
    for level in sorted(answers, key=lambda level: (answers[level] > 0, level)):
        fewer = {other: at for other, at in kept.items() if other != level}
        if builder.outcomes(builder.restrict(forced, fewer)) == {1}:
            kept = fewer
    return kept


def _cube(builder: Builder, answers: Mapping[int, int]) -> Node:
    """Outcome 1 exactly where all of the answers are given."""
    root = builder.outcome(1)
    for level in sorted(answers, reverse=True):
        size = len(builder.order[level].representatives)
        root = builder.question(
            level, tuple(root if at == answers[level] else builder.outcome(0) for at in range(size))
        )
    return root


def _count(builder: Builder, root: Node) -> tuple[int, int]:
    """How many complete cases have outcome 1, and how many there are."""
    sizes = [len(domain.representatives) for domain in builder.order]
    below = [1]
    for size in reversed(sizes):
        below.append(below[-1] * size)
    below.reverse()
    done: dict[Node, int] = {}

    def cases(node: Node, level: int) -> int:
        """Cases over the variables from `level` on."""
        content = builder.nodes[node]
        own = len(sizes) if isinstance(content, Outcome) else content.level
        if node not in done:
            if isinstance(content, Outcome):
                done[node] = content.value
            else:
                done[node] = sum(cases(branch, own + 1) for branch in content.branches)
        return done[node] * (below[level] // below[own])

    return cases(root, 0), below[0]


def _words(old: Model, new: Model) -> Iterator[str]:
    """Where words, numbers or advice differ, or are in one version only."""
    for section in (
        "findings",
        "rules",
        "conditions",
        "advice",
        "services",
        "facts",
        "of_100",
        "codes",
        "sources",
        "screens",
        "properties",
        "hazards",
        "lowerings",
    ):
        yield from _entries(section, getattr(old, section), getattr(new, section))
    for language, texts in new.texts.items():
        if language not in old.texts:
            yield f"text/{language}: new"
            continue
        for section in texts.__struct_fields__:
            where = f"text/{language}/{section}"
            yield from _entries(where, getattr(old.texts[language], section), getattr(texts, section))


def _entries(where: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    for name in dict.fromkeys([*old, *new]):
        if name not in new:
            yield f"{where}: {name} is gone"
        elif name not in old:
            yield f"{where}: {name} is new"
        elif old[name] != new[name]:
            yield f"{where}: {name} differs"
