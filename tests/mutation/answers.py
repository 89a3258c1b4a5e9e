"""Whether a mutant of the rules or the advice changes an answer for any complete case, proved on the diagrams."""

from collections.abc import Iterator, Mapping
from functools import cache, reduce

from tests.care.test_scenarios import LINES

from venevagt.knowledge.decision import condition_of, rank, urgency_of_every_case
from venevagt.knowledge.model import Advice, Model
from venevagt.knowledge.shape import Urgency
from venevagt.logic.diagram import Builder, Node
from venevagt.logic.domain import Domain, domains


def changes_an_answer(model: Model, mutated: Model) -> bool:
    """Whether some complete case gets another urgency, another reason or other lines of advice.

    Only what the mutant has changed is compared: with the same urgency and the same conditions the rest is alike.
    """
    builder = _builder(_order(model, mutated))
    one, other = Answers(builder, model), Answers(builder, mutated)
    if one.urgency != other.urgency:
        return True
    rules = _changed(model.rules, mutated.rules)
    if any(one.reason(name) != other.reason(name) for name in rules):
        return True
    changed = _changed(model.advice, mutated.advice)
    entries = [own.advice[name] for own in (model, mutated) for name in changed if name in own.advice]
    lines = {(part, line) for entry in entries for part in LINES for line in getattr(entry, part)}
    return any(one.given(*line) != other.given(*line) for line in lines) or _order_shows(one, model, mutated)


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _order_shows(answers: "Answers", model: Model, mutated: Model) -> bool:
    """Whether lines stand in another order: within an entry, or of two entries that are ever given together."""
    if len(model.advice) != len(mutated.advice):
        return False
    if any(_same_lines_otherwise(entry, mutated.advice[name]) for name, entry in model.advice.items()):
        return True
    moved = [name for name, other in zip(model.advice, mutated.advice, strict=True) if name != other]
    if not moved:
        return False
    first, second = (model.advice[name] for name in moved)
    together = answers.both(answers.entry(first), answers.entry(second))
    same_part = any(getattr(first, part) and getattr(second, part) for part in LINES)
    return same_part and together != answers.never


def _same_lines_otherwise(one: Advice, other: Advice) -> bool:
    """Whether a part has the same lines in another order."""
    pairs = [(getattr(one, part), getattr(other, part)) for part in LINES]
    return any(before != after and sorted(before) == sorted(after) for before, after in pairs)


class Answers:
    """What a model answers for every complete case, as diagrams: what is alike for all cases is the same node."""

    def __init__(self, builder: Builder, model: Model) -> None:
        self.builder = builder
        self.model = model
        self.never = builder.outcome(0)
        self.urgency = urgency_of_every_case(builder, model)

    def reason(self, name: str) -> Node:
        """The cases in which a rule is a reason."""
        rule = self.model.rules.get(name)
        if rule is None:
            return self.never
        return self.both(self.builder.condition(condition_of(rule)), self._at(rule.urgency))

    def given(self, part: str, line: str) -> Node:
        """The cases in which a line of advice is given."""
        return self._any(self.entry(own) for own in self.model.advice.values() if line in getattr(own, part))

    def entry(self, entry: Advice) -> Node:
        """The cases in which an entry of advice is given."""
        cases = self._any(self._at(own) for own in entry.urgencies)
        if entry.concerns:
            rules = self.model.rules.items()
            cases = self.both(cases, self._any(self.reason(n) for n, rule in rules if rule.concern in entry.concerns))
        if entry.condition is not None:
            cases = self.both(cases, self.builder.condition(entry.condition))
        if entry.exception is not None:
            excepted = self.builder.condition(entry.exception)
            cases = self.builder.combine(lambda v: int(v[0] and not v[1]), (cases, excepted))
        return cases

    def both(self, one: Node, other: Node) -> Node:
        return self.builder.combine(lambda v: v[0] & v[1], (one, other))

    def _any(self, nodes: Iterator[Node]) -> Node:
        return reduce(lambda one, other: self.builder.combine(lambda v: v[0] | v[1], (one, other)), nodes, self.never)

    def _at(self, urgency: Urgency) -> Node:
        place = rank(self.model, urgency)
        return self.builder.combine(lambda v: int(v[0] == place), (self.urgency,))


@cache
def _builder(order: tuple[Domain, ...]) -> Builder:
    return Builder(order)


def _order(model: Model, mutated: Model) -> tuple[Domain, ...]:
    """The variables of both models, in the order of the screens, split by what either asks of them."""
    entries = [*model.rules.values(), *mutated.rules.values(), *model.advice.values(), *mutated.advice.values()]
    conditions = [getattr(entry, field, None) for entry in entries for field in ("condition", "exception")]
    expressions = [expression for expression in conditions if expression is not None]
    found = domains(expressions, {name: finding.variable for name, finding in model.findings.items()})
    return tuple(found[name] for screen in model.screens.values() for name in screen.findings if name in found)
