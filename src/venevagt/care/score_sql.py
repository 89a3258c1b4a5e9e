"""Scores of a whole cohort as one SQL query: what follows from other findings, then the range of each score.

The query stands over a table with one column a finding, in the unit of the knowledge: boolean, double or
text; NULL is not known. It is standard SQL, and gives what `care/score.py` gives for every row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from venevagt.care.conclusions import needed, waves
from venevagt.care.score_bounds import band_at, exact_bounds, score_bounds
from venevagt.care.score_form import Form, form_of, prefix_of
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Finding, Model
from venevagt.logic.targets.sql import to_sql

TABLE = "cases"
_NAME = re.compile(r'"(\w+)"')
_Columns = Mapping[str, str]
"""Finding -> the column that has it by now; a finding that is absent has its own."""


class ScoreStep(Struct, frozen=True):
    """One SELECT: a name, and the columns with their SQL that it adds to those of the step before."""

    name: str
    columns: tuple[tuple[str, str], ...]


def score_query(model: Model, scores: Sequence[str] = ()) -> str:
    """One SELECT over the table `cases` that keeps its columns and adds four and `applies` for each score.

    `scores`: names or name@version; without one all of them. What was concluded stands in columns of its
    own (`concluded_...`). Raises UnknownScore.
    """
    parts, table = [], TABLE
    *before, last = score_steps(model, scores)
    for step in before:
        parts.append(f"{step.name} AS ({_select(step.columns, table)})")
        table = step.name
    return f"WITH {', '.join(parts)} {_select(last.columns, table)}"


def score_steps(model: Model, scores: Sequence[str] = (), columns: _Columns | None = None) -> tuple[ScoreStep, ...]:
    """The same as a chain of steps, the last of which adds the bands.

    `columns`: finding -> the column that has it, where that is not its own. Raises UnknownScore.
    """
    forms = [form_of(model, name) for name in dict.fromkeys(scores or model.clinical.scores)]
    steps: list[ScoreStep] = []
    columns = dict(columns or {})
    for wave, found in enumerate(waves(model, needed(model, forms)), 1):
        added = {name: _concluded(name, wave) for name in found}
        told = tuple((added[name], _renamed(_conclusion(model, found[name]), columns)) for name in found)
        steps.append(ScoreStep(f"concluded_{wave}", told))
        columns |= added
    counted = ((f"{prefix_of(form)}_{end}", _renamed(sql, columns)) for form in forms for end, sql in _counted(form))
    bands = (
        (f"{prefix_of(form)}_{name}_band", band_at(form, f"{prefix_of(form)}_{end}"))
        for form in forms
        for end, name in (("low", "lowest"), ("high", "highest"))
    )
    return (*steps, ScoreStep("counted", tuple(counted)), ScoreStep("banded", tuple(bands)))


def score_columns(model: Model, scores: Sequence[str]) -> tuple[str, ...]:
    """The columns with the answers of these scores. Raises UnknownScore."""
    ends = ("low", "high", "lowest_band", "highest_band", "applies")
    forms = [form_of(model, name) for name in dict.fromkeys(scores)]
    return tuple(f"{prefix_of(form)}_{end}" for form in forms for end in ends)


def columns_of(model: Model, scores: Sequence[str] = ()) -> Mapping[str, str]:
    """The columns that the table needs for these scores, each with its standard type. Raises UnknownScore."""
    looked_at = needed(model, [form_of(model, name) for name in scores or model.clinical.scores])
    types = {"yes_no": "BOOLEAN", "number": "DOUBLE PRECISION", "choice": "VARCHAR"}
    every: Mapping[str, Finding | ClinicalFinding] = {**model.findings, **model.clinical.findings}
    return {name: types[every[name].type] for name in looked_at}


def _counted(form: Form) -> Iterator[tuple[str, str]]:
    low, high = score_bounds(form)
    condition = form.condition
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
