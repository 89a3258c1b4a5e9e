"""Codes of ICD-10, SKS, ICPC-2, SNOMED CT and LOINC as findings: what knowledge/codes.yaml says of each."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from venevagt.knowledge.codes import FindingCodes, System, When
from venevagt.knowledge.model import Model

CodeSystem = Literal["icd10", "sks", "icpc2", "snomed"]
"""The systems of diagnoses; SKS is the Danish form of ICD-10, with a D in front and without a point."""

CODE_SYSTEMS: tuple[CodeSystem, ...] = get_args(CodeSystem)
_FORMS: Mapping[str, str] = {
    "icd10": "(?:D(?=[A-Z]))?[A-Z][0-9][0-9A-Z]{1,6}",
    "sks": "D[A-Z][0-9][0-9A-Z]{1,6}|[A-CE-Z][A-Z][0-9A-Z]{1,8}",
    "icpc2": "[A-Z][0-9]{2,4}|[A-Z]?-[3-6][0-9]",
    "snomed": "[1-9][0-9]{5,17}",
    "loinc": "[0-9]{1,7}-[0-9]",
}
"""What a code looks like; SKS and ICPC-2 have codes of what was done too, which say nothing of a finding."""

_EXAMPLES = {"icd10": "I80.2", "sks": "DI802", "icpc2": "K93", "snomed": "128053003", "loinc": "48065-7"}
_DANISH = re.compile("D(?=[A-Z][0-9])")


class CodeBook:
    """Which findings a code makes yes, and from when the code must be."""

    def __init__(self, model: Model) -> None:
        self._entries = model.codes
        self.found = lru_cache(maxsize=100_000)(self._found)

    def _found(self, system: str, code: str) -> tuple[FindingCodes, ...]:
        """The entries that a code belongs to. Raises ValueError for what is no code of the system."""
        plain = code.strip().upper().replace(".", "") if system != "loinc" else code.strip()
        if not re.fullmatch(_FORMS[system], plain):
            raise ValueError(f"{code[:40]!r} is no code of {system}, expected one such as {_EXAMPLES[system]}")
        own: System = "icd10" if system == "sks" else system  # type: ignore[assignment] # the keys of _FORMS
        if own == "icd10":
            plain = _DANISH.sub("", plain, count=1)
        return tuple(entry for entry in self._entries.values() if any(_fits(own, plain, one) for one in entry.of(own)))

    def findings(self, system: str, time: When) -> tuple[str, ...]:
        """The findings that codes of a system can make yes, when they are from `now` or from `before`."""
        own: System = "icd10" if system == "sks" else system  # type: ignore[assignment] # the keys of _FORMS
        return tuple(name for name, entry in self._entries.items() if entry.of(own) and entry.when in (time, "ever"))


def _fits(system: System, code: str, known: str) -> bool:
    if system in ("icd10", "icpc2"):
        return code.startswith(known.replace(".", ""))
    return code == known
