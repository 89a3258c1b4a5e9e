"""What `venevagt cohort assess` says of its work: warnings of columns, and the counts at the end."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from venevagt.cohort.fields import Fields
from venevagt.cohort.run import Counts
from venevagt.knowledge.model import Model

_MOST = 20
"""Names that are written out; of more there is the number."""


def field_warnings(name: str, fields: Fields) -> Sequence[str]:
    """Findings without a column, and columns that nothing is known of."""
    lines = []
    if fields.missing:
        lines.append(
            f"{name}: {len(fields.missing)} findings have no column and count as not known: {_listed(fields.missing)}"
        )
    meant = {one: near for one, near in fields.unknown.items() if near}
    lines += [f"{name}: unknown column {one!r}, did you mean {near!r}?" for one, near in list(meant.items())[:_MOST]]
    others = [one for one in fields.unknown if one not in meant]
    if others:
        lines.append(f"{name}: columns that are not looked at: {_listed(others)}")
    return lines


def summary_value(model: Model, counts: Counts, fields: Fields) -> Mapping[str, Any]:
    """The counts for a machine."""
    return {
        "rows": counts.rows,
        "answers": {urgency: counts.answers[urgency] for urgency in _most_urgent_first(model)},
        "without_answer": _without(counts),
        "not_final": counts.open,
        "bad_rows": counts.bad_rows,
        "missing_columns": fields.missing,
        "unknown_columns": fields.unknown,
        "seconds": round(counts.seconds, 3),
        "rows_per_second": round(_speed(counts)),
        "knowledge": {"version": model.about.version, "sha256": model.sha256},
    }


def summary_text(model: Model, counts: Counts, fields: Fields) -> Sequence[str]:
    """The counts for a person."""
    return list(_lines(model, counts, fields))


def _lines(model: Model, counts: Counts, fields: Fields) -> Iterator[str]:
    yield f"{counts.rows:,} rows in {counts.seconds:.1f} s, {_speed(counts):,.0f} a second"
    for urgency in _most_urgent_first(model):
        yield _count(urgency, counts.answers[urgency], counts.rows)
    yield _count("without an answer", _without(counts), counts.rows)
    yield _count("not final", counts.open, counts.rows)
    yield _count("bad rows", counts.bad_rows, counts.rows)
    yield f"  {len(fields.missing)} columns missing, {len(fields.unknown)} unknown"


def _most_urgent_first(model: Model) -> Sequence[str]:
    return model.about.urgencies[::-1]


def _count(name: str, count: int, rows: int) -> str:
    return f"  {name:<18}{count:>15,}{count / max(rows, 1):>8.1%}"


def _without(counts: Counts) -> int:
    return counts.rows - sum(counts.answers.values())


def _speed(counts: Counts) -> float:
    return counts.rows / max(counts.seconds, 1e-9)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more} more" if more > 0 else "")
