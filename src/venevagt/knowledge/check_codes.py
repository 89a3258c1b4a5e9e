"""What has to hold of the codes of other systems: they look like codes, stand once, and fit their finding."""

import re
from collections.abc import Iterator, Mapping

from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.codes import SYSTEMS, FindingCodes, System
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding
from venevagt.knowledge.places import at
from venevagt.knowledge.problems import Problem
from venevagt.logic.nearest import did_you_mean

_FORMS: Mapping[System, tuple[str, str]] = {
    "icd10": (r"[A-Z][0-9]{2}(\.[0-9]{1,2})?", "I80.2"),
    "icpc2": (r"[A-Z][0-9]{2}", "K93"),
    "snomed": (r"[1-9][0-9]{5,17}", "128053003"),
    "loinc": (r"[0-9]{1,7}-[0-9]", "48065-7"),
}


def codes_fit(loaded: Loaded) -> Iterator[Problem]:
    """Every entry is a finding, has a code, and each of its codes has the form of its system."""
    model = loaded.model
    findings: Mapping[str, Finding | ClinicalFinding] = {**model.findings, **model.clinical.findings}
    for name, entry in model.codes.items():
        finding = findings.get(name)
        if finding is None:
            yield at(loaded, "codes", name, f"unknown finding {name!r}", did_you_mean(name, findings))
            continue
        if not any(entry.of(system) for system in SYSTEMS):
            yield at(loaded, "codes", name, f"{name!r} has no code, expected some of: {', '.join(SYSTEMS)}")
        if entry.loinc and finding.type != "number":
            yield at(loaded, "codes", name, f"{name!r} is no number, expected no loinc", path=("loinc",))
        if finding.type != "yes_no" and any(entry.of(system) for system in SYSTEMS if system != "loinc"):
            yield at(loaded, "codes", name, f"{name!r} is not yes or no, expected loinc alone")
        for system in SYSTEMS:
            yield from _forms(loaded, name, entry, system)


def _forms(loaded: Loaded, name: str, entry: FindingCodes, system: System) -> Iterator[Problem]:
    form, example = _FORMS[system]
    codes = entry.of(system)
    for code in codes:
        if not re.fullmatch(form, code):
            message = f"{code!r} is no code of {system}, expected one such as {example}"
            yield at(loaded, "codes", name, message, path=(system,))
        if system == "snomed" and code.isdigit() and not sound_snomed(code):
            message = f"{code!r} has a wrong last digit, expected a SNOMED CT code copied whole"
            yield at(loaded, "codes", name, message, path=(system,))
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield at(loaded, "codes", name, f"{code!r} stands twice in {system}, expected once", path=(system,))


def sound_snomed(code: str) -> bool:
    """Whether the last digit of a SNOMED CT code fits the others (Verhoeff's check)."""
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = _TIMES[check][_moved(place, int(digit))]
    return check == 0


def _moved(times: int, digit: int) -> int:
    for _ in range(times % 8):
        digit = _STEP[digit]
    return digit


_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_TIMES = [
    [(first + second) % 5 if second < 5 else 5 + (first + second) % 5 for second in range(10)]
    if first < 5
    else [5 + (first - second) % 5 if second < 5 else (first - second) % 5 for second in range(10)]
    for first in range(10)
]
"""The multiplication of the symmetries of a regular pentagon: five turns, five mirrors."""
