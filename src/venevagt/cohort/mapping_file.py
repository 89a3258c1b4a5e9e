"""A mapping file: which column of somebody else's table stands for which findings, and in which coding."""

from collections.abc import Mapping
from typing import Literal

from msgspec import field

from venevagt.cohort.coding import NOT_ASKED
from venevagt.knowledge.shape import Shape

IN_THE_CELL = "cell"
"""The word for `unit:` where each cell says its own unit."""

Coding = dict[str, str | float]
"""The word in the cell -> the answer; "" for an empty cell."""

CODINGS: Mapping[str, Coding] = {
    "danish": {"ja": "yes", "nej": "no", "ved ikke": "unsure", "": NOT_ASKED},
    "english": {"yes": "yes", "no": "no", "unsure": "unsure", "": NOT_ASKED},
    "true_false": {"true": "yes", "false": "no", "": NOT_ASKED},
    "one_zero": {"1": "yes", "0": "no", "": NOT_ASKED},
}
"""The codings that have a name without being written down."""


class MappedColumn(Shape, frozen=True):
    """What a column stands for: a `finding`, several `findings`, or for each word the `answers` that it gives.

    `coding`: what each word means, or the name of a coding. `unit`: of its numbers, if it is not the finding's own;
    `cell` where each cell says it. `optional`: the column may be absent.
    """

    finding: str = ""
    findings: tuple[str, ...] = ()
    coding: str | Coding = field(default_factory=dict)
    answers: dict[str, Coding] = field(default_factory=dict)
    unit: str = ""
    optional: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """Every finding that the column says something of."""
        named = (*((self.finding,) if self.finding else ()), *self.findings)
        return tuple(dict.fromkeys([*named, *(name for told in self.answers.values() for name in told)]))


class PersonColumn(Shape, frozen=True):
    """A column about the person. `coding`: the word -> the region's id; `format`: how a date is written."""

    column: str
    coding: dict[str, str] = field(default_factory=dict)
    format: str = "%Y-%m-%d"


class CodeColumn(Shape, frozen=True):
    """A column of codes, several to a cell with the `separator` between them.

    `time`: whether they were written at the contact or before it. `absent: no`: a person without a code for
    a finding has it not.
    """

    system: Literal["icd10", "sks", "icpc2", "snomed"]
    time: Literal["now", "before"]
    separator: str = ";"
    absent: Literal["not asked", "no"] = "not asked"


class CodeTable(Shape, frozen=True):
    """A table of codes beside the table of persons, one code a row; it stands under its name.

    `days`: how many days before the contact a code still belongs to it. `format`: how its dates are written.
    """

    system: Literal["icd10", "sks", "icpc2", "snomed"]
    person: str
    code: str
    date: str
    days: int = 0
    format: str = "%Y-%m-%d"


class MappingFile(Shape, frozen=True):
    """The file as it stands."""

    columns: dict[str, MappedColumn] = field(default_factory=dict)
    title: str = ""
    codings: dict[str, Coding] = field(default_factory=dict)
    constants: dict[str, str | float] = field(default_factory=dict)
    region: PersonColumn | None = None
    date: PersonColumn | None = None
    person: PersonColumn | None = None
    codes: dict[str, CodeColumn] = field(default_factory=dict)
    code_tables: dict[str, CodeTable] = field(default_factory=dict)
