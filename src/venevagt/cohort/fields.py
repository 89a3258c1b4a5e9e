"""The columns of a source held against the findings: what is missing, what is unknown, what cannot be read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
from msgspec import Struct

from venevagt.cohort.assess import UNSURE
from venevagt.cohort.findings import AnyFinding, every_finding
from venevagt.cohort.taken import BadSource, plain_type
from venevagt.knowledge.model import Model
from venevagt.logic.nearest import nearest

ABOUT_THE_PERSON = ("date", "person", "region", "synthetic", "true_cause")
"""Columns that are no findings and are known all the same."""


class Fields(Struct, frozen=True):
    """`missing`: findings that are needed and stand in no column.

    `unknown`: columns that nothing is known of, each with the name that was meant, perhaps.
    """

    missing: Sequence[str]
    unknown: Mapping[str, str]


def held_against(model: Model, needed: Iterable[str], names: Collection[str], kept: Collection[str]) -> Fields:
    """What the names of a source's columns say, beside the findings that are needed."""
    findings = every_finding(model)
    known = {*findings, *(name + UNSURE for name in findings), *ABOUT_THE_PERSON, *kept}
    missing = [name for name in needed if name not in names and name + UNSURE not in names]
    unknown = {name: nearest(name, known - set(names)) for name in sorted(set(names) - known)}
    return Fields(missing, unknown)


def checked_names(name: str, names: Sequence[str]) -> None:
    """Raises BadSource for a name that stands twice."""
    twice = sorted({one for one in names if names.count(one) > 1})
    if twice:
        raise BadSource(f"{name}: column {twice[0]!r} stands there {names.count(twice[0])} times, expected each once")


def checked_types(name: str, schema: pa.Schema, findings: Mapping[str, AnyFinding]) -> None:
    """Raises BadSource for a column that has a finding's name and a type that such a finding cannot have."""
    for field in schema:
        finding = findings.get(field.name.removesuffix(UNSURE)) if field.name not in findings else findings[field.name]
        if finding is None:
            continue
        kind = "yes_no" if field.name not in findings else finding.type
        tests, expected = _TYPES[kind]
        if not any(test(plain_type(field.type)) for test in (pa.types.is_null, pa.types.is_string, *tests)):
            raise BadSource(f"{name}: column {field.name!r} is of type {field.type}, expected {expected}")


_NUMBERS: tuple[Any, ...] = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
_TYPES: Mapping[str, tuple[tuple[Any, ...], str]] = {
    "yes_no": ((pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating), "booleans, or text with yes and no"),
    "number": (_NUMBERS, "numbers"),
    "choice": ((), "text"),
}
