"""Every small change of a condition, in a rule, in advice, or in what rules share."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from tests.mutation.shape import Mutant, with_entry

from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Model
from venevagt.logic.expression import And, AtLeast, Compare, Expression, Not, OneOf, Or, Variable, show
from venevagt.logic.parse import parse


def changed_once(expression: Expression) -> Iterator[tuple[str, Expression]]:
    """The expression with one small change, in every way and at every place, each only once."""
    seen = {expression}
    for words, changed in _expressions(expression):
        if changed not in seen:
            seen.add(changed)
            yield words, changed


def _expressions(expression: Expression) -> Iterator[tuple[str, Expression]]:
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
            for option in options if len(options) > 1 else ():
                yield f"{name} without {option}", OneOf(name, tuple(o for o in options if o != option))
        case Not(item):
            yield f"without NOT before {show(item)[:30]}", item
            yield from ((words, Not(changed)) for words, changed in _expressions(item))
        case And(items):
            yield "AND as OR", Or(items)
            yield from _items(items, And)
        case Or(items):
            yield "OR as AND", And(items)
            yield from _items(items, Or)
        case AtLeast(count, items):
            yield from ((f"at_least({n}", AtLeast(n, items)) for n in (count - 1, count + 1) if 1 <= n <= len(items))
            yield from _items(items, lambda rest: AtLeast(count, rest))


def _items(
    items: tuple[Expression, ...], join: Callable[[tuple[Expression, ...]], Expression]
) -> Iterator[tuple[str, Expression]]:
    for at, item in enumerate(items):
        rest = (*items[:at], *items[at + 1 :])
        yield f"without {show(item)[:40]}", rest[0] if len(rest) == 1 else join(rest)
        yield from ((words, join((*items[:at], changed, *items[at + 1 :]))) for words, changed in _expressions(item))


def shared_conditions(model: Model) -> Iterator[Mutant]:
    """Each small change of a condition that rules share, read anew into all that name it."""
    for name, entry in model.conditions.items():
        assert entry.condition is not None
        for words, changed in changed_once(entry.condition):
            yield Mutant("conditions", f"{name}: {words}", _read_anew(model, name, changed))


def _read_anew(model: Model, name: str, changed: Expression) -> Model:
    """The model whose rules and advice have been read with another meaning of one shared condition."""
    vocabulary = {own: finding.variable for own, finding in model.findings.items()}
    defined = {own: entry.condition for own, entry in model.conditions.items() if entry.condition is not None}
    defined[name] = changed

    def read(text: str) -> Expression | None:
        return parse(text, vocabulary, defined).expression

    mutated = with_entry(model, "conditions", name, condition=changed, when=show(changed))
    rules = {
        own: msgspec.structs.replace(rule, condition=read(rule.when)) if name in rule.when else rule
        for own, rule in model.rules.items()
    }
    advice: dict[str, Any] = {}
    for own, entry in model.advice.items():
        fields = {"condition": entry.when, "exception": entry.unless}
        fresh = {field: read(text) for field, text in fields.items() if name in text}
        advice[own] = msgspec.structs.replace(entry, **fresh)
    return msgspec.structs.replace(mutated, rules=rules, advice=advice)
