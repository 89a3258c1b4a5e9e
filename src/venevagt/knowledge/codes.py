"""The shape of knowledge/codes.yaml: the codes of other systems that say that a finding is so."""

from typing import Literal, get_args

from msgspec import field

from venevagt.knowledge.shape import Review, Shape

When = Literal["now", "before", "ever"]
System = Literal["icd10", "icpc2", "snomed", "loinc"]
SYSTEMS: tuple[System, ...] = get_args(System)


class FindingCodes(Shape, frozen=True):
    """The codes of a finding.

    `when`: which ones count: those of the contact itself (`now`), of an earlier day (`before`), or both (`ever`).
    A code of ICD-10 or ICPC-2 stands for all that begin with it. `loinc`: the code of a measurement -> the kind of
    unit that the code itself says, FEU or DDU, or nothing.
    """

    when: When
    sources: tuple[str, ...]
    icd10: tuple[str, ...] = ()
    icpc2: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()
    loinc: dict[str, str] = field(default_factory=dict)
    review: Review | None = None
    id: str = ""

    def of(self, system: System) -> tuple[str, ...]:
        """The codes of one system."""
        return tuple(getattr(self, system))
