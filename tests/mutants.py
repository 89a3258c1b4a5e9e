"""Every small change that a hand could make to the rules, and which check catches it.

    python -m tests.mutants          prints a table and what survived
    python -m tests.mutants --all    prints each mutant with what caught it

A mutant that changes no answer for any case is equivalent; that is proved on the diagrams.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from tests.care.test_scenarios import SCENARIOS, case_of

from venevagt.care.cases import effective, read_case
from venevagt.care.engine import Engine
from venevagt.knowledge.check_examples import answer_value
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.decision import condition_of, order, rank, urgency_conditions
from venevagt.knowledge.model import Model, Rule
from venevagt.logic.diagram import Builder, decision
from venevagt.logic.domain import domains
from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    Not,
    OneOf,
    Or,
    Variable,
    evaluate,
    names,
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
    """All mutants of the rules, of what not sure counts as, and of what is not measured."""
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
    for mutant in mutants(model):
        yield Verdict(mutant, _caught(model, mutant, stories))


def _caught(model: Model, mutant: Mutant, stories: list[Any]) -> str:
    if mutant.rule and not _examples_hold(mutant.model, mutant.rule):
        return "an example beside the rule"
    if not _stories_hold(mutant.model, stories):
        return "a story"
    if not _words_agree(mutant.model):
        return "the words about not being sure"
    if mutant.rule and not _changes_an_answer(model, mutant):
        return "equivalent"
    refuted = [proof.name for proof in prove(Engine(mutant.model)) if not proof.proved]
    return f"the property {refuted[0]}" if refuted else "nothing"


def _examples_hold(model: Model, name: str) -> bool:
    rule = model.rules.get(name)
    if rule is None:
        return True
    for key, wanted in (("holds", True), ("does_not_hold", False), ("still_open", None)):
        answers: Mapping[str, object] = getattr(rule.examples, key)
        case = {f: answer_value(model.findings[f], a) for f, a in answers.items() if f != "the_rest"}
        if "the_rest" in answers:
            rest = (f for f in names(condition_of(get_model().rules[name])) if model.findings[f].type == "yes_no")
            case = {**dict.fromkeys(rest, False), **case}
        if evaluate(condition_of(rule), case) is not wanted:
            return False
    return True


def _stories_hold(model: Model, stories: list[Any]) -> bool:
    engine = Engine(model)
    for case, story in stories:
        values = engine.values(effective(engine, case))
        place = engine.rank(values)
        spoken = sorted(engine.rules[index].id for index in engine.spoken(place, values)) or ["no_rule"]
        if model.about.urgencies[place] != story["urgency"] or spoken != sorted(story["reasons"]):
            return False
    return True


def _words_agree(model: Model) -> bool:
    """Whether the words say what not being sure counts as (as tests/care/test_words.py has it)."""
    said = {"yes": "som ja", "no": "som nej"}
    return all(
        said[finding.unsure] in model.texts["da"].findings[name].unsure
        for name, finding in model.findings.items()
        if finding.type == "yes_no"
    )


def _changes_an_answer(model: Model, mutant: Mutant) -> bool:
    """Whether some complete case gets another urgency, or this rule as a reason where it wasn't one."""
    both = [model, mutant.model]
    kinds = {name: finding.variable for name, finding in model.findings.items()}
    found = domains([condition_of(rule) for m in both for rule in m.rules.values()], kinds)
    asked = [domain.name for domain in order(model)]
    builder = Builder([found[name] for name in dict.fromkeys([*asked, *found]) if name in found])
    default = rank(model, model.about.default_urgency)
    roots = [decision(builder, urgency_conditions(m), default) for m in both]
    if roots[0] != roots[1]:
        return True
    rules = [m.rules.get(mutant.rule) for m in both]
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
