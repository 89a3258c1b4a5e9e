"""What catches each mutant of the knowledge: the cheap checks first, the whole check and the proofs last."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from tests.care.helpers import with_line_ids, wrong_about_unsure
from tests.care.test_scenarios import LINES, SCENARIOS, case_of, wrong_lines
from tests.knowledge.changed import KNOWLEDGE
from tests.mutation.advice import advice
from tests.mutation.answers import changes_an_answer
from tests.mutation.conditions import shared_conditions
from tests.mutation.numbers import numbers
from tests.mutation.parts import findings, screens, see_also, sources
from tests.mutation.rules import rules, unsure, whole
from tests.mutation.shape import EQUIVALENT, NOTHING, Mutant, Verdict
from tests.mutation.texts import judge_texts
from tests.mutation.typed_twice import differing_entries, differing_numbers

from venevagt.care.cases import Case, CaseError, effective, read_case
from venevagt.care.engine import Engine, Values
from venevagt.care.words import advice_lines
from venevagt.knowledge.check import check
from venevagt.knowledge.check_examples import examples_hold
from venevagt.knowledge.decision import build
from venevagt.knowledge.load import load
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import Urgency
from venevagt.prove.proofs import prove


class Outcome(NamedTuple):
    """What the rules make of a story: enough to choose the advice."""

    urgency: Urgency
    reasons: list[str]
    concerns: frozenset[str]
    values: Values


class Told(NamedTuple):
    """A story, its case, and what the unchanged rules make of it; `names_lines`: whether it names advice."""

    story: Mapping[str, Any]
    case: Case
    names_lines: bool
    outcome: Outcome


def judge(model: Model) -> Iterator[Verdict]:
    """What catches each mutant of the knowledge."""
    judgement = Judgement(model)
    groups = (rules, unsure, shared_conditions, whole, advice, numbers, screens, findings, sources, see_also)
    for mutant in chain.from_iterable(group(model) for group in groups):
        yield judgement.verdict(mutant)
    yield from judge_texts(model)


class Judgement:
    """The checks, made ready once for all mutants of one model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.loaded = load(KNOWLEDGE)
        self.engine = Engine(with_line_ids(model))
        self.stories = [self._told(story) for story in SCENARIOS]

    def _told(self, story: Mapping[str, Any]) -> Told:
        case = read_case(self.model, case_of(dict(story)))
        names_lines = any(key in story for key in (*LINES, "given", "left_out"))
        return Told(story, case, names_lines, _outcome(self.engine, case))

    def verdict(self, mutant: Mutant) -> Verdict:
        """The first check that catches it, in the order of the group."""
        for caught_by in _ORDER.get(mutant.group, ()) + _LAST:
            if self._catches(caught_by, mutant):
                return Verdict(mutant.group, mutant.words, caught_by, _PROVED if caught_by == EQUIVALENT else "")
        return Verdict(mutant.group, mutant.words, NOTHING)

    def _catches(self, check_name: str, mutant: Mutant) -> bool:
        loaded = msgspec.structs.replace(self.loaded, model=mutant.model)
        match check_name:
            case "an example beside the rule":
                return any(examples_hold(loaded))
            case "a story":
                return not self._stories_hold(mutant.model)
            case "the words about not being sure":
                return bool(wrong_about_unsure(mutant.model, "da"))
            case "entries typed twice":
                return any(differing_entries(mutant.model))
            case "numbers typed twice":
                return any(differing_numbers(mutant.model))
            case "equivalent":
                return not changes_an_answer(self.model, mutant.model)
            case "the knowledge check":
                return bool(check(loaded))
            case _:
                built = msgspec.structs.replace(mutant.model, decision=build(mutant.model))
                return any(not proof.proved for proof in prove(Engine(built)))

    def _stories_hold(self, model: Model) -> bool:
        """Each story with its urgency, its reasons and its lines. What has not changed is not made anew."""
        same_rules = model.rules is self.model.rules and model.findings is self.model.findings
        same_advice = model.advice is self.model.advice
        engine = self.engine if same_rules and same_advice else Engine(with_line_ids(model))
        try:
            return all(
                self._holds(told, engine if not same_rules else None, self.engine if same_advice else engine)
                for told in self.stories
                if told.names_lines or not same_rules
            )
        except CaseError:
            return False

    def _holds(self, told: Told, rules_engine: Engine | None, advice_engine: Engine) -> bool:
        found = _outcome(rules_engine, told.case) if rules_engine else told.outcome
        if found.urgency != told.story["urgency"] or found.reasons != sorted(told.story["reasons"]):
            return False
        if not told.names_lines:
            return True
        lines = advice_lines(advice_engine, found.urgency, found.concerns, found.values, "da", ON)
        return not wrong_lines(told.story, {part: getattr(lines, part) for part in LINES})


def _outcome(engine: Engine, case: Case) -> Outcome:
    values = engine.values(effective(engine, case))
    place = engine.rank(values)
    spoken = [engine.rules[index] for index in engine.spoken(place, values)]
    return Outcome(
        engine.model.about.urgencies[place],
        sorted(rule.id for rule in spoken) or ["no_rule"],
        frozenset(rule.concern for rule in spoken),
        values,
    )


_ORDER = {
    "rules": ("an example beside the rule", "entries typed twice", "a story", EQUIVALENT),
    "conditions": ("an example beside the rule", "a story", EQUIVALENT),
    "unsure": ("a story", "the words about not being sure", "entries typed twice"),
    "advice": ("a story", "entries typed twice", EQUIVALENT),
    "numbers": ("numbers typed twice",),
    "screens": ("entries typed twice",),
    "findings": ("entries typed twice", "numbers typed twice"),
    "sources": ("entries typed twice",),
    "see also": ("entries typed twice",),
    "whole": ("entries typed twice",),
}
_PROVED = "proved: every complete case gets the same urgency, reasons and lines"

_LAST = ("the knowledge check", "a property")
"""What takes long comes last, for what nothing else has caught."""

ON = date(2026, 11, 24)
"""A day on which everything is valid."""
