"""The knowledge with one thing changed, each in another way."""

from collections.abc import Callable, Mapping

import msgspec
from tests.cohort.people import MODEL

from venevagt.knowledge.model import Model
from venevagt.logic.expression import And, Compare, Expression, Not, Or, Variable, children
from venevagt.logic.parse import parse


def edited(**conditions: str) -> Model:
    """The knowledge with other conditions of some rules; an empty text takes the rule away."""
    rules = dict(MODEL.rules)
    for name, text in conditions.items():
        if text:
            rules[name] = msgspec.structs.replace(rules[name], condition=condition(text), when=text)
        else:
            del rules[name]
    return msgspec.structs.replace(MODEL, rules=rules)


def milder(name: str) -> Model:
    """The knowledge with a rule that sends to the own doctor."""
    rule = msgspec.structs.replace(MODEL.rules[name], urgency="own_gp")
    return msgspec.structs.replace(MODEL, rules={**MODEL.rules, name: rule})


def condition(text: str, model: Model = MODEL) -> Expression:
    parsed = parse(text, {name: one.variable for name, one in model.findings.items()})
    assert parsed.expression is not None, parsed.problems
    return parsed.expression


def counting_as(name: str, unsure: str, model: Model = MODEL) -> Model:
    """The knowledge in which not being sure of a finding counts as something else."""
    findings = {**model.findings, name: msgspec.structs.replace(model.findings[name], unsure=unsure)}
    return msgspec.structs.replace(model, findings=findings)


def with_new_finding() -> Model:
    """The knowledge with a finding that it has not, and a rule on it."""
    finding = msgspec.structs.replace(MODEL.findings["chest_pain"], id="new_sign")
    model = msgspec.structs.replace(MODEL, findings={**MODEL.findings, "new_sign": finding})
    first, *_ = MODEL.screens
    screen = msgspec.structs.replace(MODEL.screens[first], findings=(*MODEL.screens[first].findings, "new_sign"))
    model = msgspec.structs.replace(model, screens={**MODEL.screens, first: screen})
    rule = msgspec.structs.replace(MODEL.rules["pe_red_flags"], id="new_rule", condition=condition("new_sign", model))
    return msgspec.structs.replace(model, rules={"new_rule": rule, **model.rules})


def without_finding(name: str) -> Model:
    """The knowledge without a finding and without the rules that ask for it."""
    rules = {key: rule for key, rule in MODEL.rules.items() if rule.condition and name not in asked(rule.condition)}
    findings = {key: finding for key, finding in MODEL.findings.items() if key != name}
    return msgspec.structs.replace(MODEL, findings=findings, rules=rules, advice={})


def asked(expression: Expression) -> set[str]:
    own = {expression.name} if not isinstance(expression, Not | And | Or) and hasattr(expression, "name") else set()
    return own.union(*(asked(item) for item in children(expression)))


def shifted() -> Model:
    """Age 16 in every rule becomes 40."""

    def moved(expression: Expression) -> Expression:
        match expression:
            case Compare("age", operator, 16):
                return Compare("age", operator, 40)
            case Not(item):
                return Not(moved(item))
            case Compare() | Variable():
                return expression
        if not children(expression):
            return expression
        items = tuple(moved(item) for item in children(expression))
        return msgspec.structs.replace(expression, items=items)

    rules = {
        name: msgspec.structs.replace(rule, condition=moved(rule.condition) if rule.condition else None)
        for name, rule in MODEL.rules.items()
    }
    return msgspec.structs.replace(MODEL, rules=rules)


CHANGES: Mapping[str, Callable[[], Model]] = {
    "nothing": lambda: MODEL,
    "a rule dropped": lambda: edited(infection=""),
    "an emergency dropped": lambda: edited(pe_red_flags=""),
    "a rule that earns less": lambda: edited(plain_cramp=""),
    "a rule that stands in the way dropped": lambda: edited(artery="", nerve=""),
    "a limit moved": lambda: edited(
        dvt_signs="one_sided_swelling OR ((redness OR warmth) AND place = 'leg') OR calf_difference_cm >= 1.5"
    ),
    "the age moved": shifted,
    "a rule gets another urgency": lambda: milder("infection"),
    "not sure counts for less": lambda: counting_as("one_sided_swelling", "no"),
    "not sure of a red flag counts for less": lambda: counting_as("chest_pain", "no"),
    "not sure counts for more": lambda: counting_as("worse_walking", "yes"),
    "a finding added": with_new_finding,
    "a finding gone": lambda: without_finding("hard_red_cord"),
}
