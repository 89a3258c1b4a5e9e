"""A model made ready to answer: its rules compiled, its explanations prepared, once."""

import itertools
from collections.abc import Mapping, Sequence
from functools import cached_property

from venevagt.knowledge.decision import condition_of, rank, speaks
from venevagt.knowledge.model import Advice, Finding, Model, Rule
from venevagt.knowledge.shape import Urgency
from venevagt.logic.expression import And, Or, Value
from venevagt.logic.implicant import Explanation, Literal, explain
from venevagt.logic.targets.python import (
    FirstTrueFunction,
    WhichTrueFunction,
    compile_first_true,
    compile_which_true,
)

Values = Sequence[Value]
"""What a case says of each variable, in the order of `Engine.variables`; None for not known."""


class Engine:
    """The compiled rules of one model. Make it once and keep it; `engine_for` does."""

    def __init__(self, model: Model) -> None:
        assert model.decision is not None
        self.model = model
        self.decision = model.decision
        self.variables = tuple(domain.name for domain in model.decision.order)
        self.speaking = speaks(model)
        self.rules: tuple[Rule, ...] = tuple(rule for rule, _ in self.speaking)
        default = rank(model, model.about.default_urgency)
        self.default_rank = default
        self.kept: dict[object, object] = {}
        self._ranks = (*(rank(model, rule.urgency) for rule in self.rules), default)
        self.index = {name: index for index, name in enumerate(self.variables)}
        self.optional = {f.id: f.not_measured for f in model.findings.values() if f.not_measured is not None}
        self.counts_as: Mapping[str, Mapping[object, Value]] = {
            name: _counts_as(finding) for name, finding in model.findings.items()
        }
        order = model.decision
        self._mild = tuple(order.mild.get(name) for name in self.variables)
        self._worst = tuple(order.worst.get(name) for name in self.variables)
        self._both_ways = tuple(
            (self.index[domain.name], domain.representatives)
            for domain in order.order
            if domain.name in order.both_ways
        )

    @cached_property
    def first_speaking(self) -> FirstTrueFunction:
        """Index of the rule that decides a case, or the number of rules where none speaks."""
        return compile_first_true([condition for _, condition in self.speaking], self.variables)

    @cached_property
    def _spoken(self) -> tuple[WhichTrueFunction, ...]:
        """For each urgency's rank a function that tells which of its rules speak."""
        conditions = [condition for _, condition in self.speaking]
        return tuple(
            compile_which_true([conditions[index] for index in self.levels[place]], self.variables)
            for place in range(len(self.model.about.urgencies))
        )

    def spoken(self, place: int, values: Values) -> list[int]:
        """The rules of an urgency's rank that speak."""
        level = self.levels[place]
        return [level[index] for index in self._spoken[place](values)]

    @cached_property
    def explanations(self) -> tuple[Explanation, ...]:
        """For each rule how to explain that it speaks."""
        return tuple(explain(condition) for _, condition in self.speaking)

    @cached_property
    def levels(self) -> Mapping[int, tuple[int, ...]]:
        """The rules of each urgency's rank."""
        return {
            place: tuple(index for index, own in enumerate(self._ranks[:-1]) if own == place)
            for place in range(len(self.model.about.urgencies))
        }

    @cached_property
    def earned(self) -> tuple[int, ...]:
        """The rules milder than the default, which have to be earned."""
        return tuple(index for place in range(self.default_rank) for index in self.levels[place])

    @cached_property
    def needed_for_earned(self) -> tuple[tuple[int, Literal], ...]:
        """What each of these rules needs in any case: the place among the variables, and the answer."""
        return tuple(
            (self.index[literal.name], literal) for index in self.earned for literal in self.explanations[index].always
        )

    @cached_property
    def worse_answers(self) -> tuple[tuple[int, str, bool], ...]:
        """The yes/no variables but the red flags, in the order of the screens, with their worst answer."""
        return tuple(
            (self.index[name], name, worst)
            for name in self.variables
            if isinstance(worst := self.decision.worst.get(name), bool) and self.model.findings[name].kind != "red_flag"
        )

    @cached_property
    def worth_telling(self) -> frozenset[tuple[str, object]]:
        """The answers to tell a doctor: those of the kind that makes a case more urgent."""
        telling = (
            finding
            for finding in self.model.findings.values()
            if finding.type == "yes_no" and finding.kind not in ("context", "reassuring")
        )
        return frozenset(
            (finding.id, answer)
            for finding in telling
            for answer in (("yes", "unsure") if finding.unsure == "yes" else ("yes",))
        )

    @cached_property
    def advice(self) -> Mapping[Urgency, tuple[Advice, ...]]:
        """For each urgency the advice that may be given."""
        return {
            urgency: tuple(entry for entry in self.model.advice.values() if urgency in entry.urgencies)
            for urgency in self.model.about.urgencies
        }

    @cached_property
    def _fitting(self) -> Mapping[Urgency, tuple[WhichTrueFunction, WhichTrueFunction]]:
        return {
            urgency: (
                compile_which_true([condition_of(e) if e.when else And(()) for e in entries], self.variables),
                compile_which_true([e.exception or Or(()) for e in entries], self.variables),
            )
            for urgency, entries in self.advice.items()
        }

    def fitting_advice(self, urgency: Urgency, values: Values) -> list[int]:
        """Which of an urgency's advice has no condition or one that holds, and no exception that holds."""
        given, excepted = self._fitting[urgency]
        without = excepted(values)
        return [index for index in given(values) if index not in without]

    def values(self, effective: Mapping[str, Value]) -> list[Value]:
        """A case's effective values in the order of the variables; a measurement not made stands in."""
        found = list(map(effective.get, self.variables))
        for name, stand_in in self.optional.items():
            index = self.index.get(name)
            if index is not None and found[index] is None:
                found[index] = stand_in
        return found

    def rank(self, values: Values) -> int:
        """The rank of the urgency that these values force."""
        return self._ranks[self.first_speaking(values)]

    def interval(self, values: Values) -> tuple[int, int]:
        """The lowest and the highest rank that the open answers can still lead to."""
        if None not in values:
            only = self.rank(values)
            return only, only
        mild = [own if value is None else value for value, own in zip(values, self._mild, strict=True)]
        worst = [own if value is None else value for value, own in zip(values, self._worst, strict=True)]
        return (
            min(self.rank(filled) for filled in self._filled(values, mild)),
            max(self.rank(filled) for filled in self._filled(values, worst)),
        )

    def _filled(self, values: Values, base: list[Value]) -> list[list[Value]]:
        """`base` with every choice of the variables that pull both ways and are open."""
        open_ones = [(index, options) for index, options in self._both_ways if values[index] is None]
        found = []
        for chosen in itertools.product(*(options for _, options in open_ones)):
            filled = list(base)
            for (index, _), value in zip(open_ones, chosen, strict=True):
                filled[index] = value
            found.append(filled)
        return found


def engine_for(model: Model) -> Engine:
    """The engine of a model, made at the first use and kept while it is among the latest few."""
    known = _ENGINES.get(id(model))
    if known is None or known.model is not model:
        if len(_ENGINES) >= _KEPT:
            _ENGINES.pop(next(iter(_ENGINES)))
        known = _ENGINES[id(model)] = Engine(model)
    return known


_KEPT = 4
_ENGINES: dict[int, Engine] = {}


def _counts_as(finding: Finding) -> Mapping[object, Value]:
    """What each answer in words counts as; numbers are looked at one by one."""
    words: dict[object, Value] = {"yes": True, "no": False} if finding.type == "yes_no" else {}
    words |= {option: option for option in finding.options}
    if finding.unsure == "not_asked":
        return {**words, "unsure": finding.not_measured}
    return words if finding.unsure == "must_be_answered" else {**words, "unsure": words[finding.unsure]}
