"""Expressions as z3 formulas, for proofs over every case at once.

A case is symbolic: each variable is a pair of z3 terms, whether it is known and what it is. A
choice is the place of its option in the list of options.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import z3

from venevagt.logic.expression import Choice, Comparison, Number, VariableType, Vocabulary, YesNo
from venevagt.logic.targets.true_false import (
    CountAtLeast,
    Every,
    Formula,
    Known,
    KnownCompare,
    KnownOneOf,
    Some,
)


class Term(NamedTuple):
    """One variable of a symbolic case: z3 terms for being known and for its value."""

    known: Any
    value: Any
    options: Sequence[str] = ()


Terms = Mapping[str, Term]


def symbolic(name: str, kind: VariableType, *, open_too: bool) -> Term:
    """A variable that may have any value of its type, and may be unknown where `open_too`."""
    known = z3.Bool(f"{name} known") if open_too else z3.BoolVal(True)
    match kind:
        case YesNo():
            return Term(known, z3.Bool(name))
        case Number():
            return Term(known, z3.Real(name))
        case Choice(options):
            return Term(known, z3.Int(name), options)


def limits(vocabulary: Vocabulary, terms: Terms) -> list[Any]:
    """That numbers are in their range and choices among their options."""
    found = []
    for name, kind in vocabulary.items():
        value = terms[name].value
        if isinstance(kind, Number):
            found += [value >= kind.low, value <= kind.high]
        if isinstance(kind, Choice):
            found += [value >= 0, value < len(kind.options)]
    return found


_RELATIONS: Mapping[Comparison, Callable[[Any, float], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


def to_smt(item: Formula, terms: Terms) -> Any:
    """A two-valued formula as a z3 formula over a symbolic case."""
    match item:
        case Known(name, value):
            return z3.And(terms[name].known, terms[name].value == value)
        case KnownCompare(name, relation, limit):
            return z3.And(terms[name].known, _RELATIONS[relation](terms[name].value, limit))
        case KnownOneOf(name, options, inside):
            term = terms[name]
            among = z3.Or([term.value == term.options.index(option) for option in options])
            return z3.And(term.known, among if inside else z3.Not(among))
        case Every(items):
            return z3.And([to_smt(inner, terms) for inner in items])
        case Some(items):
            return z3.Or([to_smt(inner, terms) for inner in items])
        case CountAtLeast(count, items):
            return z3.AtLeast(*(to_smt(inner, terms) for inner in items), count)
