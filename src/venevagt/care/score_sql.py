"""Scores of a whole cohort as one SQL query: what follows from other findings, then the range of each score.

The query stands over a table with one column a finding, in the unit of the knowledge: boolean, double or
text; NULL is not known. It is standard SQL, and gives what `care/score.py` gives for every row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from venevagt.care.score_bounds import band_at, exact_bounds, score_bounds
from venevagt.care.score_form import Form, form_of
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Finding, Model
from venevagt.logic.expression import names
from venevagt.logic.targets.sql import to_sql

TABLE = "cases"
_NAME = re.compile(r'"(\w+)"')
_Columns = Mapping[str, str]
"""Finding -> the column that has it by now; a finding that is absent has its own."""


def score_query(model: Model, scores: Sequence[str] = ()) -> str:
    """One SELECT over the table `cases` that keeps its columns and adds four and `applies` for each score.

    `scores`: names or name@version; without one all of them. What was concluded stands in columns of its
    own (`concluded_...`). Raises UnknownScore.
    """
    forms = [form_of(model, name) for name in dict.fromkeys(scores or model.clinical.scores)]
    parts: list[tuple[str, str]] = []
    table, columns = TABLE, dict[str, str]()
    for wave, found in enumerate(_waves(model, _needed(model, forms)), 1):
        added = {name: _concluded(name, wave) for name in found}
        told = ((added[name], _renamed(_conclusion(model, found[name]), columns)) for name in found)
        parts.append((f"concluded_{wave}", _select(told, table)))
        table, columns = f"concluded_{wave}", {**columns, **added}
    counted = ((f"{_prefix(form)}_{end}", _renamed(sql, columns)) for form in forms for end, sql in _counted(form))
    parts.append(("counted", _select(counted, table)))
    bands = (
        (f"{_prefix(form)}_{name}_band", band_at(form, f"{_prefix(form)}_{end}"))
        for form in forms
        for end, name in (("low", "lowest"), ("high", "highest"))
    )
    before = ", ".join(f"{name} AS ({select})" for name, select in parts)
    return f"WITH {before} {_select(bands, 'counted')}"


def columns_of(model: Model, scores: Sequence[str] = ()) -> Mapping[str, str]:
    """The columns that the table needs for these scores, each with its standard type. Raises UnknownScore."""
    needed = _needed(model, [form_of(model, name) for name in scores or model.clinical.scores])
    types = {"yes_no": "BOOLEAN", "number": "DOUBLE PRECISION", "choice": "VARCHAR"}
    every: Mapping[str, Finding | ClinicalFinding] = {**model.findings, **model.clinical.findings}
    return {name: types[every[name].type] for name in needed}


def _prefix(form: Form) -> str:
    """The start of the names of a score's columns; another version has its own."""
    return form.score.id if form.version == form.score.version else f"{form.score.id}_{form.version}"


def _counted(form: Form) -> Iterator[tuple[str, str]]:
    low, high = score_bounds(form)
    condition = form.score.condition
    yield from (("applies", "TRUE" if condition is None else to_sql(condition)), ("low", low), ("high", high))


def _select(columns: Iterable[tuple[str, str]], table: str) -> str:
    listed = ", ".join(["*", *(f'{sql} AS "{name}"' for name, sql in columns)])
    # Safe: names and conditions come from checked knowledge, never from raw text.
    return f"SELECT {listed} FROM {table}"  # noqa: S608


def _renamed(sql: str, columns: _Columns) -> str:
    """The same over the columns that have the findings by now; texts stand in other quotes."""
    return _NAME.sub(lambda found: f'"{columns.get(found[1], found[1])}"', sql)


def _concluded(name: str, wave: int) -> str:
    return f"concluded_{name}" if wave == 1 else f"concluded_{name}_{wave}"


# What follows from other findings


def _conclusion(model: Model, finding: ClinicalFinding) -> str:
    """A finding as it was said, else what follows of it."""
    if finding.score:
        low, high = exact_bounds(form_of(model, finding.score))
        rounded, _ = score_bounds(form_of(model, finding.score))
        follows = f"WHEN {low} = {high} THEN {rounded}"
    else:
        yes, no = finding.yes_condition, finding.no_condition
        told = ((yes, "TRUE"), (no, "FALSE"))
        follows = " ".join(f"WHEN {to_sql(one)} THEN {value}" for one, value in told if one is not None)
    return f'COALESCE("{finding.id}", CASE {follows} END)'


def _rests_on(model: Model, finding: ClinicalFinding) -> tuple[str, ...]:
    """The findings that a conclusion looks at."""
    conditions = (finding.yes_condition, finding.no_condition)
    own = [name for condition in conditions if condition is not None for name in names(condition)]
    if finding.score:
        form = form_of(model, finding.score)
        own += [*form.classes, *form.ranges]
    return tuple(dict.fromkeys(own))


def _needed(model: Model, forms: Iterable[Form]) -> tuple[str, ...]:
    """The findings that scores look at, and those from which these may follow."""
    waiting: list[str] = []
    for form in forms:
        waiting += [*form.classes, *form.ranges, *(names(form.score.condition) if form.score.condition else ())]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += _rests_on(model, model.clinical.findings[name]) if name in model.clinical.findings else ()
    return tuple(found)


def _waves(model: Model, needed: Iterable[str]) -> Iterator[Mapping[str, ClinicalFinding]]:
    """The findings that can be concluded at once; then those that can follow from these, and so on."""
    derived = {
        name: finding
        for name in needed
        if (finding := model.clinical.findings.get(name)) is not None and _rests_on(model, finding)
    }
    before = {name: [other for other in _rests_on(model, one) if other in derived] for name, one in derived.items()}
    lengths = {name: _longest(name, before, frozenset()) for name in derived}
    for wave in range(1, max(lengths.values(), default=0) + 1):
        yield {name: finding for name, finding in derived.items() if lengths[name] >= wave}


def _longest(name: str, before: Mapping[str, Sequence[str]], seen: frozenset[str]) -> int:
    """How many conclusions at the most lead to this one, itself counted, none of them twice."""
    seen |= {name}
    return 1 + max((_longest(other, before, seen) for other in before[name] if other not in seen), default=0)
