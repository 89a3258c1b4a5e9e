"""The findings of the triage and of the clinician as columns: which words, numbers and units each can have."""

import re
from collections.abc import Callable, Mapping

from venevagt.care.quantities import factor_of, read_quantity, units
from venevagt.cohort.coding import same
from venevagt.cohort.findings import AnyFinding
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Finding, Model

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def labels(finding: AnyFinding) -> tuple[str, ...]:
    """The words that a cell of the finding's column can have."""
    words = ("yes", "no") if finding.type == "yes_no" else finding.options
    return (*words, "unsure") if _can_be_unsure(finding) else words


def own_words(finding: AnyFinding) -> Mapping[str, str | None]:
    """What the words of a column that has no coding of its own mean."""
    found: dict[str, str | None] = {same(label): label for label in labels(finding)}
    if isinstance(finding, ClinicalFinding):
        found["unsure"] = None
    return {**found, "true": "yes", "false": "no", "1": "yes", "0": "no"} if finding.type == "yes_no" else found


def _can_be_unsure(finding: AnyFinding) -> bool:
    return isinstance(finding, Finding) and finding.unsure != "must_be_answered"


def conversions(model: Model, finding: AnyFinding) -> Mapping[str, float]:
    """Each unit that a number may have, and how many of the finding's own unit one of it is.

    A finding of the triage takes the units of the clinician's findings that are counted in the same one.
    """
    if isinstance(finding, ClinicalFinding):
        return units(finding)
    found = {finding.unit: 1.0}
    for other in model.clinical.findings.values():
        if other.unit == finding.unit:
            found |= units(other)
    return found


def factor(model: Model, finding: AnyFinding, unit: str) -> float:
    """How many of the finding's own unit one of this unit is; without a unit it is its own.

    Raises ValueError for an unknown unit, and where the unit is needed.
    """
    if isinstance(finding, ClinicalFinding) and unit:
        return factor_of(finding, unit)
    known = conversions(model, finding)
    if isinstance(finding, ClinicalFinding) and finding.unit_required:
        raise ValueError(f"a number without its unit, expected one of: {', '.join(known)}")
    if unit and unit not in known:
        raise ValueError(f"unknown unit {unit[:30]!r}, expected one of: {', '.join(known)}")
    return known.get(unit, 1.0)


def number_reader(finding: AnyFinding, factor: float, *, with_unit: bool) -> Callable[[str], float]:
    """How text is read as a number in the finding's unit. `with_unit`: the text says its unit itself."""

    def read(cell: str) -> float:
        if with_unit:
            assert isinstance(finding, ClinicalFinding)
            return read_quantity(finding, cell)
        if not _NUMBER.fullmatch(cell):
            raise ValueError(f"{cell[:40]!r} is no number, expected one such as {finding.low:g}")
        return float(cell.replace(",", ".")) * factor

    return read
