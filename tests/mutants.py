"""Every small change that a hand could make to the rules, and which check catches it.

    python -m tests.mutants          prints a table and what survived
    python -m tests.mutants --all    prints each mutant with what caught it

A mutant that changes no answer for any case is equivalent; that is proved on the diagrams.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from tests.care.helpers import wrong_about_unsure
from tests.care.test_scenarios import SCENARIOS, case_of
from tests.knowledge.changed import KNOWLEDGE

from venevagt.care.cases import effective, read_case
from venevagt.care.engine import Engine
from venevagt.knowledge.check_examples import examples_hold
from venevagt.knowledge.compare import common_order
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.decision import condition_of, rank, urgency_of_every_case
from venevagt.knowledge.load import Loaded, load
from venevagt.knowledge.model import Model, Rule
from venevagt.logic.diagram import Builder
from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    Not,
    OneOf,
    Or,
    Variable,
    show,
)
from venevagt.prove.proofs import prove


class Mutant(NamedTuple):
    """A changed model, in words what was changed, and the rule that it is about (if any)."""

    words: str
    model: Model
    rule: str = ""


class Verdict(NamedTuple):
    mutant: Mutant
    caught_by: str


def expressions(expression: Expression) -> Iterator[tuple[str, Expression]]:
    """The expression with one small change, in every way and at every place."""
    match expression:
        case Variable(name):
            yield f"negate {name}", Not(expression)
        case Compare(name, operator, limit):
            for other in (limit - 1, limit + 1):
                yield f"{name} {operator} {other:g}", Compare(name, operator, other)
            turned = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}[operator]
            yield f"{name} {turned} {limit:g}", Compare(name, turned, limit)  # type: ignore[arg-type]
        case OneOf(name, options):
            yield f"negate {name}", Not(expression)
            others = tuple(o for o in get_model().findings[name].options if o not in options)
            yield f"{name} = {others[0]}", OneOf(name, others[:1])
        case Not(item):
            yield f"without NOT before {show(item)[:30]}", item
            yield from ((words, Not(changed)) for words, changed in expressions(item))
        case And(items):
            yield "AND as OR", Or(items)
            yield from _items(items, And)
        case Or(items):
            yield "OR as AND", And(items)
            yield from _items(items, Or)
        case AtLeast(count, items):
            yield from ((f"at_least({n}", AtLeast(n, items)) for n in (count - 1, count + 1) if 1 <= n <= len(items))
            yield from _items(items, lambda rest: AtLeast(count, rest))


def _items(items: tuple[Expression, ...], join: Any) -> Iterator[tuple[str, Expression]]:
    for at, item in enumerate(items):
        rest = (*items[:at], *items[at + 1 :])
        yield f"without {show(item)[:40]}", rest[0] if len(rest) == 1 else join(rest)
        yield from ((words, join((*items[:at], changed, *items[at + 1 :]))) for words, changed in expressions(item))


def mutants(model: Model) -> Iterator[Mutant]:
    """All mutants of the rules, and of what not sure counts as."""
    for name, rule in model.rules.items():
        seen = {condition_of(rule)}
        for words, changed in expressions(condition_of(rule)):
            if changed not in seen:
                seen.add(changed)
                yield Mutant(f"{name}: {words}", _with(model, msgspec.structs.replace(rule, condition=changed)), name)
        place = rank(model, rule.urgency)
        if place:
            lower = msgspec.structs.replace(rule, urgency=model.about.urgencies[place - 1])
            yield Mutant(f"{name}: {rule.urgency} as {lower.urgency}", _with(model, lower), name)
        kept = {other: own for other, own in model.rules.items() if other != name}
        yield Mutant(f"{name}: deleted", msgspec.structs.replace(model, rules=kept), name)
    for name, finding in model.findings.items():
        if finding.type == "yes_no" and not finding.decides_nothing:
            other = "no" if finding.unsure == "yes" else "yes"
            changed_finding = msgspec.structs.replace(finding, unsure=other)
            findings = {**model.findings, name: changed_finding}
            yield Mutant(f"{name}: unsure counts as {other}", msgspec.structs.replace(model, findings=findings))


def _with(model: Model, rule: Rule) -> Model:
    return msgspec.structs.replace(model, rules={**model.rules, rule.id: rule})


def judge(model: Model) -> Iterator[Verdict]:
    """What catches each mutant; `equivalent` or `nothing` where nothing does."""
    stories = [(read_case(model, case_of(story)), story) for story in SCENARIOS]
    loaded = load(KNOWLEDGE)
    for mutant in mutants(model):
        yield Verdict(mutant, _caught(msgspec.structs.replace(loaded, model=mutant.model), model, mutant, stories))


def _caught(loaded: Loaded, model: Model, mutant: Mutant, stories: list[Any]) -> str:
    if any(examples_hold(loaded)):
        return "an example beside the rule"
    if not _stories_hold(mutant.model, stories):
        return "a story"
    if wrong_about_unsure(mutant.model, "da"):
        return "the words about not being sure"
    if mutant.rule and not _changes_an_answer(model, mutant):
        return "equivalent"
    refuted = [proof.name for proof in prove(Engine(mutant.model)) if not proof.proved]
    return f"the property {refuted[0]}" if refuted else "nothing"


def _stories_hold(model: Model, stories: list[Any]) -> bool:
    engine = Engine(model)
    for case, story in stories:
        values = engine.values(effective(engine, case))
        place = engine.rank(values)
        spoken = sorted(engine.rules[index].id for index in engine.spoken(place, values)) or ["no_rule"]
        if model.about.urgencies[place] != story["urgency"] or spoken != sorted(story["reasons"]):
            return False
    return True


def _changes_an_answer(model: Model, mutant: Mutant) -> bool:
    """Whether some complete case gets another urgency, or this rule as a reason where it wasn't one."""
    both = [model, mutant.model]
    builder = Builder(common_order(model, mutant.model))
    roots = [urgency_of_every_case(builder, own) for own in both]
    if roots[0] != roots[1]:
        return True
    rules = [own.rules.get(mutant.rule) for own in both]
    speaks = [builder.condition(condition_of(rule)) if rule else builder.outcome(0) for rule in rules]
    place = rank(model, model.rules[mutant.rule].urgency)
    differs = builder.combine(lambda v: int(v[0] != v[1] and v[2] == place), (speaks[0], speaks[1], roots[0]))
    return builder.outcomes(differs) != {0}


def main() -> None:
    verdicts = list(judge(get_model()))
    counts = Counter(
        "a property" if verdict.caught_by.startswith("the property") else verdict.caught_by for verdict in verdicts
    )
    for caught_by, count in counts.most_common():
        print(f"{count:5} {'caught by ' if caught_by not in ('equivalent', 'nothing') else ''}{caught_by}")
    for verdict in verdicts:
        if "--all" in sys.argv or verdict.caught_by in ("nothing", "equivalent"):
            print(f"      {verdict.mutant.words}: {verdict.caught_by}")


if __name__ == "__main__":
    main()
