"""The decision of the rules as one SQL query: for each row of a table what `assess` gives for one case.

It stands over a table with a column a finding and needs no function of ours: each row is answered by itself,
in one pass, so a warehouse shares the work as it likes. `lowest` and `highest` are those of `Engine.interval`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from venevagt.care.engine import Engine, engine_for
from venevagt.care.score_sql import TABLE, score_columns, score_steps
from venevagt.care.sql_answers import Layout, answer_columns, known_columns
from venevagt.care.sql_interval import Interval
from venevagt.care.sql_text import SqlColumn, SqlStep, SqlWriter, comment
from venevagt.knowledge.decision import condition_of
from venevagt.knowledge.model import Model, Rule
from venevagt.logic.dialects import DIALECTS, FOLDED_TO_UPPER, check_dialect
from venevagt.logic.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    Not,
    OneOf,
    Or,
    Variable,
    children,
    names,
)
from venevagt.logic.targets.sql import to_sql

NO_RULE = "no_rule"
ANSWERS = ("urgency", "lowest", "highest", "final", "rule")
"""The columns that the query adds."""


def decision_query(
    model: Model,
    *,
    dialect: str = DIALECTS[0],
    table: str = TABLE,
    layout: Layout | None = None,
    keep: Sequence[str] = (),
    scores: Sequence[str] = (),
    quoted: bool | None = None,
) -> str:
    """The query, with its reasons beside it.

    `table`: as it stands after FROM. `keep`: the columns of the table to keep, without one all of them.
    `scores`: adds five columns for each. `quoted`: whether names stand in quotes; else as the dialect is used.
    Raises UnknownScore, and ValueError for a dialect that is not offered or cannot keep every column.
    """
    layout = layout or Layout()
    steps = [*_score_steps(model, scores, layout), *_decision_steps(engine_for(model), layout)]
    _check_names(table, keep, steps)
    answer = [
        *(SqlColumn(name, '"lowest" = "highest"' if name == "final" else f'"{name}"') for name in ANSWERS),
        *(SqlColumn(name, f'"{name}"') for name in score_columns(model, scores)),
    ]
    return comment(_header(model, layout)) + writer_for(dialect, quoted).query(table, steps, answer, keep)


def writer_for(dialect: str, quoted: bool | None = None) -> SqlWriter:
    """A writer; names stand in quotes unless the dialect keeps them in capitals without. Raises ValueError."""
    check_dialect(dialect)
    return SqlWriter(dialect, dialect not in FOLDED_TO_UPPER if quoted is None else quoted)


def _check_names(table: str, keep: Iterable[str], steps: Sequence[SqlStep]) -> None:
    """Raises ValueError where a name of the table's is one that the query gives itself."""
    if table in {step.name for step in steps}:
        raise ValueError(
            f"{table}: a step of the query has this name, expected a table with another, or schema.{table}"
        )
    taken = {*ANSWERS, *(column.name for step in steps for column in step.columns)} & {*keep}
    if taken:
        raise ValueError(f"{min(taken)}: the query adds this column itself, expected one of the table's to keep")


def asked_by_rules(engine: Engine) -> tuple[str, ...]:
    """The findings that rules look at, in the order of the screens."""
    asked = {name for rule in engine.rules for name in names(condition_of(rule))}
    return tuple(name for name in engine.variables if name in asked)


def _header(model: Model, layout: Layout) -> str:
    how = {
        "boolean": "true, false, or null for not asked"
        + ("; <finding>_unsure is true where the answer was unsure" if layout.unsure else ""),
        "words": "yes, no, unsure, or null for not asked",
    }
    return (
        f"Venevagt: knowledge {model.about.version}, sha256 {model.sha256}.\n"
        "It advises; it never diagnoses.\n"
        f"The table has a column for each finding. Yes/no: {how[layout.kind]}.\n"
        "A cell that is no possible answer counts as not asked.\n"
        "urgency: what the answers so far force. lowest, highest: what the open answers can still lead to.\n"
        "final: these two are the same. rule: the first rule that speaks."
    )


# The rules


def _decision_steps(engine: Engine, layout: Layout) -> Iterator[SqlStep]:
    conditions = {rule.id: condition_of(rule) for rule in engine.rules}
    yield SqlStep(
        "answers",
        "What each answer counts as: unsure as its finding says.",
        answer_columns(engine, asked_by_rules(engine), layout),
    )
    shared = _shared(engine.model, conditions.values())
    yield SqlStep(
        "shared_conditions",
        "Conditions that several rules use.",
        tuple(SqlColumn(name, to_sql(_named(own, {}))) for own, name in shared.items()),
    )
    yield SqlStep(
        "rules_that_hold",
        "For each rule whether its condition holds; null: the open answers decide it.",
        tuple(
            SqlColumn(f"rule_{rule.id}", to_sql(_named(condition_of(rule), shared)), _told(engine.model, rule))
            for rule in engine.rules
        ),
    )
    earned = [engine.rules[index] for index in engine.earned]
    above = " OR ".join(f'"rule_{rule.id}"' for rule in engine.rules if rule not in earned)
    yield SqlStep(
        "rules_that_speak",
        "What is milder than the default has to be earned: every rule above it is answered and does not hold.",
        tuple(SqlColumn(f"earned_{rule.id}", f'"rule_{rule.id}" AND NOT ({above})') for rule in earned),
    )
    ends = [Interval(engine, end, lambda part: to_sql(_named(part, shared))) for end in ("lowest", "highest")]
    yield SqlStep(
        "open_answers",
        "What rules come to when the open answers are filled in: all at their mildest (lowest), or at their "
        f"worst (highest); {', '.join(engine.decision.both_ways)} with each value.",
        tuple(column for end in ends for column in end.columns),
    )
    deciding = {rule.id: f"{'earned' if rule in earned else 'rule'}_{rule.id}" for rule in engine.rules}
    yield SqlStep(
        "assessed",
        "The first rule that speaks decides.",
        (
            SqlColumn("rule", _first(deciding)),
            SqlColumn("urgency", _urgency(engine, deciding)),
            *(SqlColumn(end.end, end.case()) for end in ends),
        ),
    )


def _first(deciding: Mapping[str, str]) -> str:
    whens = " ".join(f"WHEN \"{column}\" THEN '{name}'" for name, column in deciding.items())
    return f"CASE {whens} ELSE '{NO_RULE}' END"


def _urgency(engine: Engine, deciding: Mapping[str, str]) -> str:
    about = engine.model.about
    whens = []
    for place in sorted(engine.levels, reverse=True):
        columns = [f'"{deciding[engine.rules[index].id]}"' for index in engine.levels[place]]
        if columns:
            whens.append(f"WHEN {' OR '.join(columns)} THEN '{about.urgencies[place]}'")
    return f"CASE {' '.join(whens)} ELSE '{about.default_urgency}' END"


def _told(model: Model, rule: Rule) -> str:
    texts = model.texts["en" if "en" in model.texts else model.about.languages[0]]
    return f"{texts.rules[rule.id].name} ({rule.urgency}): {rule.when}"


# The scores


def _score_steps(model: Model, scores: Sequence[str], layout: Layout) -> Iterator[SqlStep]:
    if not scores:
        return
    known = known_columns(model, scores, layout)
    if known:
        yield SqlStep("known", "For the scores: what is known; unsure is not.", tuple(known.values()))
    for step in score_steps(model, scores, {name: column.name for name, column in known.items()}):
        columns = tuple(SqlColumn(name, sql) for name, sql in step.columns)
        yield SqlStep(
            step.name, _SCORE_STEPS.get(step.name, "For the scores: what follows from other findings."), columns
        )


_SCORE_STEPS = {
    "counted": "Each score: the fewest and the most points that are still possible, and whether it applies.",
    "banded": "Each score: the lowest and the highest band.",
}


# Conditions over the columns


def _shared(model: Model, used: Iterable[Expression]) -> Mapping[Expression, str]:
    """The named conditions that rules use, with their columns."""
    found = {one.condition: f"shared_{name}" for name, one in model.conditions.items() if one.condition is not None}
    parts = {part for condition in used for part in _parts(condition)}
    return {condition: name for condition, name in found.items() if condition in parts}


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    for item in children(expression):
        yield from _parts(item)


def _named(expression: Expression, columns: Mapping[Expression, str]) -> Expression:
    """The same over columns: a part that has one of its own, else the answers."""
    if expression in columns:
        return Variable(columns[expression])
    match expression:
        case Variable(name):
            return Variable(f"answer_{name}")
        case Compare(name, operator, limit):
            return Compare(f"answer_{name}", operator, limit)
        case OneOf(name, options):
            return OneOf(f"answer_{name}", options)
        case Not(item):
            return Not(_named(item, columns))
        case And(items):
            return And(tuple(_named(item, columns) for item in items))
        case Or(items):
            return Or(tuple(_named(item, columns) for item in items))
        case AtLeast(count, items):
            return AtLeast(count, tuple(_named(item, columns) for item in items))
