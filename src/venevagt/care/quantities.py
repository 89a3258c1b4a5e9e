"""A measured number with its unit: read, and given in the unit that the knowledge counts in."""

import re
from collections.abc import Mapping
from typing import Any

from venevagt.knowledge.clinical import ClinicalFinding

_TEXT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(\S.*)?")
_SAME = {"µ": "u", "μ": "u", " ": "", "/l": "/L", "/ml": "/mL", "/dl": "/dL", "mmHg": "mm[Hg]", "°C": "Cel"}
_KINDS = re.compile(r"\{?(FEU|DDU)\}?", re.IGNORECASE)


class QuantityError(ValueError):
    """A number that cannot be used: says what was expected and what was found."""


def read_quantity(finding: ClinicalFinding, raw: Any) -> float:
    """A number in the finding's own unit, from 1.2, from "1.2 mg/dL", or from {"value": 1.2, "unit": "mg/dL"}.

    Raises QuantityError for another type, an unknown or missing unit, and a value that is not plausible.
    """
    value, unit = _parts(finding, raw)
    if not unit and finding.unit_required:
        raise QuantityError(
            f"{finding.id}: a number without its unit, expected for example "
            f'"{finding.low + 250:g} {finding.unit}"; the units are {", ".join(units(finding))}'
        )
    factor = factor_of(finding, unit) if unit else 1.0
    if not finding.low <= value * factor <= finding.high:
        written = _written(unit) or finding.unit
        low, high = finding.low / factor, finding.high / factor
        raise QuantityError(f"{finding.id}: {value:g} {written} is not plausible, expected {low:.4g} to {high:.4g}")
    return value * factor


def units(finding: ClinicalFinding) -> Mapping[str, float]:
    """Each unit that a number may have, and how many of the finding's own unit one of it is."""
    return {finding.unit: 1.0, **finding.units}


def factor_of(finding: ClinicalFinding, unit: str) -> float:
    """How many of the finding's own unit one of this unit is. Raises QuantityError for an unknown one."""
    factor = units(finding).get(_written(unit))
    if factor is None:
        raise QuantityError(f"{finding.id}: unknown unit {unit[:30]!r}, expected one of: {', '.join(units(finding))}")
    return factor


def _parts(finding: ClinicalFinding, raw: Any) -> tuple[float, str]:
    if isinstance(raw, Mapping) and set(raw) <= {"value", "unit"} and isinstance(raw.get("unit", ""), str):
        value, unit = raw.get("value"), raw.get("unit", "")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value), unit.strip()
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return float(raw), ""
    if isinstance(raw, str) and (found := _TEXT.fullmatch(raw.strip())):
        return float(found[1].replace(",", ".")), (found[2] or "").strip()
    raise QuantityError(
        f'{finding.id}: expected a number, or one with its unit such as "{finding.high / 2:g} {finding.unit}", '
        f"found {str(raw)[:40]!r}"
    )


def _written(unit: str) -> str:
    """The unit as the knowledge writes it: µg/l FEU is ug/L{FEU}."""
    for other, plain in _SAME.items():
        unit = unit.replace(other, plain)
    kind = _KINDS.search(unit)
    return f"{_KINDS.sub('', unit)}{{{kind[1].upper()}}}" if kind else unit
