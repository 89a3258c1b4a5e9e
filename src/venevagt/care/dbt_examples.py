"""Example cases for a dbt project, as a table has them, with the engine's answers."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from venevagt.care.cases import effective
from venevagt.care.decision_sql import NO_RULE, asked_by_rules
from venevagt.care.engine import Engine
from venevagt.care.score_sql import columns_of
from venevagt.care.sql_answers import UNSURE, Layout
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.decision import condition_of
from venevagt.knowledge.model import Finding, Rule
from venevagt.logic.expression import Value, names

_Case = Mapping[str, str | float]
_Cell = str | float | None


class ExampleColumn(NamedTuple):
    """A column of the table: its type, as findings have it, and how a case's cell is read."""

    kind: str
    read: Callable[[_Case], _Cell]


def example_cases(engine: Engine, layout: Layout) -> Mapping[int, _Case]:
    """Cases to try the query on, numbered; only what the table has columns for.

    Nothing asked; everything at its mildest and at its worst; the examples of each rule; and from the
    mildest one yes/no finding after another answered with "unsure".
    """
    first = {domain.name: domain.representatives[0] for domain in engine.decision.order}
    mild = {name: _told(value) for name, value in {**first, **engine.decision.mild}.items()}
    worst = {name: _told(value) for name, value in {**first, **engine.decision.worst}.items()}
    examples = [case for rule in engine.rules for case in _of_rule(engine, rule)]
    unsure = [{**mild, name: "unsure"} for name in mild if engine.model.findings[name].type == "yes_no"]
    kept = [_with_columns(engine, case, layout) for case in ({}, mild, worst, *examples, *unsure)]
    return dict(enumerate(kept, 1))


def _told(value: Value) -> str | float:
    assert value is not None
    return value if isinstance(value, (str, float)) else {True: "yes", False: "no"}[bool(value)]


def _of_rule(engine: Engine, rule: Rule) -> Iterator[_Case]:
    for example in (rule.examples.holds, rule.examples.does_not_hold, rule.examples.still_open):
        case = dict(example)
        if case.pop("the_rest", None):
            asked = names(condition_of(rule))
            rest = {name: "no" for name in asked if engine.model.findings[name].type == "yes_no"}
            case = {**rest, **case}
        yield case


def _with_columns(engine: Engine, case: _Case, layout: Layout) -> _Case:
    return {name: answer for name, answer in case.items() if _has(engine.model.findings[name], answer, layout)}


def _has(finding: Finding, answer: str | float, layout: Layout) -> bool:
    if answer == "unsure" and finding.type == "yes_no" and layout.kind == "boolean":
        return layout.unsure and finding.id + UNSURE not in layout.missing
    return finding.id not in layout.missing


def example_columns(engine: Engine, layout: Layout, scores: Sequence[str] = ()) -> Mapping[str, ExampleColumn]:
    """The columns of the table: those that the rules look at, then those of the scores alone, which stay empty."""
    found: dict[str, ExampleColumn] = {}
    asked = asked_by_rules(engine)
    every: Mapping[str, Finding | ClinicalFinding] = {**engine.model.clinical.findings, **engine.model.findings}
    for name in dict.fromkeys((*asked, *(columns_of(engine.model, scores) if scores else ()))):
        kind = every[name].type
        boolean = kind == "yes_no" and layout.kind == "boolean"
        if name not in layout.missing:
            written = kind if boolean or kind == "number" else "choice"
            found[name] = ExampleColumn(written, _boolean(name) if boolean else _plain(name))
        if name in asked and boolean and layout.unsure and name + UNSURE not in layout.missing:
            found[name + UNSURE] = ExampleColumn("yes_no", _unsure(name))
    return found


def _plain(name: str) -> Callable[[_Case], _Cell]:
    return lambda case: case.get(name)


def _boolean(name: str) -> Callable[[_Case], _Cell]:
    return lambda case: {"yes": "true", "no": "false"}.get(str(case.get(name)))


def _unsure(name: str) -> Callable[[_Case], _Cell]:
    return lambda case: "true" if case.get(name) == "unsure" else "false"


def example_answers(engine: Engine, case: _Case) -> Sequence[str]:
    """What the engine answers: urgency, lowest, highest, final, rule."""
    values = engine.values(effective(engine, case))
    low, high = engine.interval(values)
    rules = [*(rule.id for rule in engine.rules), NO_RULE]
    ranks = (engine.rank(values), low, high)
    urgencies = [engine.model.about.urgencies[place] for place in ranks]
    return [*urgencies, "true" if low == high else "false", rules[engine.first_speaking(values)]]


def csv_text(header: Sequence[str], rows: Iterable[Sequence[_Cell]]) -> str:
    """A table as CSV; what is None is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
