"""The rules over a symbolic case: what the urgency and the interval are, as z3 terms."""

from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from typing import Any

import z3

from venevagt.care.engine import Engine
from venevagt.knowledge.decision import rank
from venevagt.knowledge.model import Advice
from venevagt.logic.expression import Value
from venevagt.logic.targets.smt import Term, Terms, limits, symbolic, to_smt
from venevagt.logic.targets.true_false import is_true


class SymbolicCase:
    """Every case of one kind at once: complete ones, or those with any answers missing."""

    def __init__(self, engine: Engine, *, open_too: bool) -> None:
        self.engine = engine
        self.model = engine.model
        # All findings, also one that no rule uses (any more): that is what a proof has to notice.
        self.vocabulary = {name: finding.variable for name, finding in engine.model.findings.items()}
        self.terms: Terms = {
            name: symbolic(name, kind, open_too=open_too and name not in engine.optional)
            for name, kind in self.vocabulary.items()
        }
        self.limits = limits(self.vocabulary, self.terms)

    @cached_property
    def urgency(self) -> Any:
        """The rank that the answers force."""
        return self._rank(self.terms)

    @cached_property
    def lowest(self) -> Any:
        """The lowest rank that the open answers can still lead to."""
        return self._extreme(self.engine.decision.mild, lambda a, b: z3.If(a < b, a, b))

    @cached_property
    def highest(self) -> Any:
        """The highest rank that the open answers can still lead to."""
        return self._extreme(self.engine.decision.worst, lambda a, b: z3.If(a > b, a, b))

    def outcome(self, rank_term: Any) -> Term:
        """A rank as a choice among the urgencies, for claims."""
        return Term(z3.BoolVal(True), rank_term, self.model.about.urgencies)

    def speaks(self, rule: str) -> Any:
        """That a rule's condition is met (for self-care: that it is earned)."""
        return self._speaking[rule]

    def others(self, rule: str) -> Any:
        """That another rule is met that is at least as urgent."""
        place = self._places[rule]
        return z3.Or([met for name, met in self._speaking.items() if name != rule and self._places[name] >= place])

    @cached_property
    def decided(self) -> Any:
        """That some rule is met, so that the urgency is not just the default."""
        return z3.Or(list(self._speaking.values()))

    def says(self, line: str) -> Any:
        """That a line of advice is given."""
        entries = [
            entry
            for entry in self.model.advice.values()
            if line in (*entry.do, *entry.dont, *entry.say, *entry.safety_net)
        ]
        return z3.Or([self._given(entry) for entry in entries])

    def _given(self, entry: Advice) -> Any:
        urgency = z3.Or([self.urgency == rank(self.model, own) for own in entry.urgencies])
        in_mind = [
            z3.And(self._speaking[name], self.urgency == self._places[name])
            for name, rule in self.model.rules.items()
            if rule.concern in entry.concerns
        ]
        return z3.And(
            urgency,
            z3.Or(in_mind) if entry.concerns else True,
            True if entry.condition is None else to_smt(is_true(entry.condition), self.terms),
            True if entry.exception is None else z3.Not(to_smt(is_true(entry.exception), self.terms)),
        )

    @cached_property
    def _speaking(self) -> Mapping[str, Any]:
        return {rule.id: to_smt(is_true(condition), self.terms) for rule, condition in self.engine.speaking}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: rank(self.model, rule.urgency) for name, rule in self.model.rules.items()}

    def _rank(self, terms: Terms) -> Any:
        found = z3.IntVal(rank(self.model, self.model.about.default_urgency))
        for rule, condition in reversed(self.engine.speaking):
            found = z3.If(to_smt(is_true(condition), terms), z3.IntVal(rank(self.model, rule.urgency)), found)
        return found

    def _extreme(self, extreme: Mapping[str, Value], better: Any) -> Any:
        """The rank with every open answer at one extreme; what pulls both ways is tried value by value."""
        both_ways = self.engine.decision.both_ways
        choices: Sequence[dict[str, Value]] = [{}]
        for domain in self.engine.decision.order:
            if domain.name in both_ways:
                choices = [{**chosen, domain.name: value} for chosen in choices for value in domain.representatives]
        ranks = [self._rank(self._filled({**extreme, **chosen})) for chosen in choices]
        return reduce(better, ranks)

    def _filled(self, values: Mapping[str, Value]) -> Terms:
        filled = {}
        for name, term in self.terms.items():
            value = values.get(name)
            stand_in = term.value if value is None else constant(term, value)
            filled[name] = Term(z3.BoolVal(True), z3.If(term.known, term.value, stand_in), term.options)
        return filled


def constant(term: Term, value: Value) -> Any:
    """A value of a variable as a z3 term."""
    if isinstance(value, bool):
        return z3.BoolVal(value)
    if isinstance(value, str):
        return z3.IntVal(list(term.options).index(value))
    return z3.RealVal(value)
