"""How a table has the findings, and what its cells count as, in SQL."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from venevagt.care.engine import Engine
from venevagt.care.score_sql import columns_of
from venevagt.care.sql_text import SqlColumn
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Finding, Model
from venevagt.logic.expression import Value
from venevagt.logic.nearest import nearest

UNSURE = "_unsure"
"""The end of the name of a column that says where a yes/no finding was answered with "unsure"."""

Kind = Literal["boolean", "words"]
KINDS: tuple[Kind, ...] = ("boolean", "words")

_NULL = {"yes_no": "CAST(NULL AS BOOLEAN)", "number": "CAST(NULL AS DOUBLE)", "choice": "CAST(NULL AS VARCHAR)"}


class Layout(Struct, frozen=True):
    """How a table has the findings: each in a column of its name, choices as words and numbers as numbers.

    `kind`: a yes/no finding is a boolean, or a word: yes, no, unsure. `unsure`: beside a boolean stands
    a second one, `<finding>_unsure`. `missing`: the columns that the table has not got.
    """

    kind: Kind = "boolean"
    unsure: bool = True
    missing: frozenset[str] = frozenset()


class UnknownFinding(ValueError):
    """No finding, or column of one, has this name; the nearest is named."""


def layout_without(
    model: Model,
    kind: Kind = "boolean",
    *,
    unsure: bool = True,
    without: Iterable[str] = (),
    only: Iterable[str] = (),
) -> Layout:
    """A layout in which some columns are missing, or all but some (`only`). Raises UnknownFinding."""
    left = [_checked(model, name) for name in only]
    missing = {_checked(model, name) for name in without}
    if left:
        missing |= {name for name in _columns(model) if name.removesuffix(UNSURE) not in left and name not in left}
    return Layout(kind, unsure, frozenset(missing))


def layout_of(model: Model, columns: Mapping[str, bool]) -> Layout:
    """The layout of a table that is there: its columns, and of each whether it is one of booleans."""
    words = any(name in columns and not columns[name] for name, one in _findings(model).items() if one.type == "yes_no")
    return Layout("words" if words else "boolean", missing=frozenset(_columns(model)) - set(columns))


def _findings(model: Model) -> Mapping[str, Finding | ClinicalFinding]:
    return {**model.clinical.findings, **model.findings}


def _columns(model: Model) -> list[str]:
    found = _findings(model)
    return [*found, *(name + UNSURE for name, finding in found.items() if finding.type == "yes_no")]


def _checked(model: Model, name: str) -> str:
    known = _columns(model)
    if name not in known:
        near = nearest(name, known)
        hint = f", did you mean {near!r}?" if near else ""
        raise UnknownFinding(f"unknown finding {name[:60]!r}{hint}")
    return name


def answer_columns(engine: Engine, names: Iterable[str], layout: Layout) -> tuple[SqlColumn, ...]:
    """For each finding a column `answer_...` with what its answer counts as; NULL is not known."""
    return tuple(
        SqlColumn(f"answer_{name}", _counts_as(engine, engine.model.findings[name], layout), _told(engine, name))
        for name in names
    )


def _told(engine: Engine, name: str) -> str:
    """What is not to be seen in the line itself: the label of the finding."""
    texts = engine.model.texts
    return texts["en" if "en" in texts else engine.model.about.languages[0]].findings[name].label


def _counts_as(engine: Engine, finding: Finding, layout: Layout) -> str:
    found = _read(engine.counts_as[finding.id], finding, layout)
    return found if finding.not_measured is None else f"COALESCE({found}, {_literal(finding.not_measured)})"


def _read(words: Mapping[object, Value], finding: Finding, layout: Layout) -> str:
    there, beside = finding.id not in layout.missing, finding.id + UNSURE
    cell = f'"{finding.id}"' if there else _NULL[finding.type]
    if finding.type == "yes_no" and layout.kind == "boolean":
        if not layout.unsure or beside in layout.missing:
            return cell
        return f'CASE WHEN "{beside}" THEN {_literal(words.get("unsure"))} ELSE {cell} END'
    if not there:
        return cell
    if finding.type == "number":
        return f"CASE WHEN {cell} BETWEEN {_literal(finding.low)} AND {_literal(finding.high)} THEN {cell} END"
    told = " ".join(f"WHEN '{word}' THEN {_literal(value)}" for word, value in words.items() if value is not None)
    return f"CASE TRIM({cell}) {told} END"


def _literal(value: Value) -> str:
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return f"'{value}'"
        case _:
            return f"{value:.17g}"


def known_columns(model: Model, scores: Iterable[str], layout: Layout) -> Mapping[str, SqlColumn]:
    """For the scores: each finding that is no column of the right type, with a column `known_...` in its place.

    To a score, "unsure" is not known. Raises UnknownScore.
    """
    findings = _findings(model)
    found: dict[str, SqlColumn] = {}
    for name in columns_of(model, tuple(scores)):
        kind = findings[name].type
        if name in layout.missing:
            found[name] = SqlColumn(f"known_{name}", _NULL[kind])
        elif kind == "yes_no" and layout.kind == "words":
            sql = f"CASE TRIM(\"{name}\") WHEN 'yes' THEN TRUE WHEN 'no' THEN FALSE END"
            found[name] = SqlColumn(f"known_{name}", sql)
        elif kind == "choice":
            found[name] = SqlColumn(f"known_{name}", f"NULLIF(NULLIF(TRIM(\"{name}\"), ''), 'unsure')")
    return found
