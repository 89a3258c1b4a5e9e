"""A mapping file read and checked: every mistake with its line, what was expected, and the nearest right word."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from venevagt.cohort.codes import CodeBook
from venevagt.cohort.coding import NOT_ASKED, Numbers, Words, same
from venevagt.cohort.findings import AnyFinding, every_finding
from venevagt.cohort.mapping_file import CODINGS, IN_THE_CELL, CodeColumn, Coding, MappedColumn, MappingFile
from venevagt.cohort.targets import conversions, labels, number_reader, own_words
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.entries import read_entry
from venevagt.knowledge.model import Model
from venevagt.knowledge.problems import KnowledgeError, Problem
from venevagt.knowledge.source import Document, read_file
from venevagt.knowledge.source import Path as ValuePath
from venevagt.logic.nearest import did_you_mean


class Step(Struct, frozen=True):
    """A column of the source gives a finding's column. `coded`: in words of its own."""

    column: str
    finding: str
    how: Words | Numbers
    coded: bool
    optional: bool = False


class ColumnMapping(Struct, frozen=True):
    """A mapping ready for use. `known`: the names of all findings; `warnings`: what the user should know of it."""

    file: MappingFile
    steps: tuple[Step, ...]
    constants: Mapping[str, str | float]
    codes: CodeBook
    known: frozenset[str]
    warnings: tuple[str, ...] = ()


def read_mapping(model: Model, path: Path) -> ColumnMapping:
    """Read a mapping and check it against the knowledge.

    Raises KnowledgeError with everything that is wrong, each with its place.
    """
    document = read_file(str(path), path)
    problems = list(document.problems)
    file = None if problems else read_entry(problems, document, (), document.value, MappingFile)
    if file is None:
        raise KnowledgeError(problems)
    checked = _Checked(model, document, file)
    steps = tuple(checked.steps())
    constants = dict(checked.constants())
    checked.others()
    if checked.problems:
        raise KnowledgeError(checked.problems)
    book = CodeBook(model)
    return ColumnMapping(file, steps, constants, book, frozenset(checked.findings), tuple(_warnings(file.codes, book)))


def _warnings(codes: Mapping[str, CodeColumn], book: CodeBook) -> Iterator[str]:
    for name, column in codes.items():
        if column.absent == "no":
            names = ", ".join(sorted(book.findings(column.system, column.time)))
            yield f"column {name}: without a code it counts as no: {names}; but no code may mean that nobody asked"


class _Checked:
    """Goes through a mapping; what is wrong is kept in `problems`."""

    def __init__(self, model: Model, document: Document, file: MappingFile) -> None:
        self.model, self.document, self.file = model, document, file
        self.findings = every_finding(model)
        self.problems: list[Problem] = []
        self._given: dict[str, str] = {}

    def _wrong(self, path: ValuePath, message: str, help_line: str = "", *, at_key: bool = False) -> None:
        self.problems.append(self.document.problem(path, message, help_line, at_key=at_key))

    def steps(self) -> Iterator[Step]:
        """What each column gives, one step a finding."""
        for name, column in self.file.columns.items():
            path: ValuePath = ("columns", name)
            if not column.targets:
                self._wrong(path, f"{name!r} stands for nothing, expected finding, findings or answers", at_key=True)
            if column.answers and (column.coding or column.finding or column.findings):
                self._wrong(path, "answers beside finding or coding, expected answers alone", at_key=True)
            for finding in column.targets:
                yield from self._step(path, name, column, finding)

    def _step(self, path: ValuePath, name: str, column: MappedColumn, target: str) -> Iterator[Step]:
        finding = self._finding(path, target, f"column {name!r}")
        if finding is None:
            return
        if column.answers:
            tables = {word: told[target] for word, told in column.answers.items() if target in told}
            missing = dict.fromkeys(set(column.answers) - set(tables), NOT_ASKED)
            table = self._table((*path, "answers"), finding, {**missing, **tables}, target)
        else:
            table = self._table((*path, "coding"), finding, self._coding(path, column.coding))
        if finding.type == "number":
            yield Step(name, target, self._numbers(path, column, finding, table), bool(table), column.optional)
            return
        if column.unit:
            self._wrong((*path, "unit"), f"{target!r} is no number, expected no unit")
        words = {word: None if said is None else str(said) for word, said in table.items()}
        yield Step(name, target, Words(words or own_words(finding), labels(finding)), bool(words), column.optional)

    def _finding(self, path: ValuePath, name: str, by: str) -> AnyFinding | None:
        finding = self.findings.get(name)
        if finding is None:
            self._wrong(path, f"unknown finding {name[:60]!r}", did_you_mean(name, self.findings))
        elif name in self._given:
            self._wrong(path, f"{name!r} is given here and by {self._given[name]}, expected once")
        self._given.setdefault(name, by)
        return finding

    def _coding(self, path: ValuePath, coding: str | Coding) -> Coding:
        if not isinstance(coding, str):
            return coding
        codings = {**CODINGS, **self.file.codings}
        if coding not in codings:
            message = f"unknown coding {coding[:60]!r}, expected one of: {', '.join(codings)}"
            self._wrong((*path, "coding"), message, did_you_mean(coding, codings))
        return codings.get(coding, {})

    def _table(
        self, path: ValuePath, finding: AnyFinding, coding: Mapping[str, str | float], inside: str = ""
    ) -> dict[str, str | float | None]:
        """The words of a coding -> what the finding's column has for each."""
        table: dict[str, str | float | None] = {}
        for word, answer in coding.items():
            where = (*path, word, inside) if inside else (*path, word)
            if same(word) in table:
                self._wrong(where, f"{word!r} stands here twice but for large letters or blanks, expected once")
            table[same(word)] = self._answer(where, finding, answer)
        return table

    def _answer(self, path: ValuePath, finding: AnyFinding, answer: str | float) -> str | float | None:
        if answer == NOT_ASKED:
            return None
        if finding.type == "number":
            if isinstance(answer, str) or not finding.low <= answer <= finding.high:
                expected = f"a number from {finding.low:g} to {finding.high:g}, or {NOT_ASKED}"
                self._wrong(path, f"{finding.id!r} is {answer!r}, expected {expected}")
                return None
            return float(answer)
        if isinstance(finding, ClinicalFinding) and answer == "unsure":
            return None
        allowed = labels(finding)
        if answer not in allowed:
            message = f"{finding.id!r} is {answer!r}, expected one of: {', '.join([*allowed, NOT_ASKED])}"
            self._wrong(path, message, did_you_mean(str(answer), [*allowed, NOT_ASKED]))
            return None
        return answer

    def _numbers(
        self, path: ValuePath, column: MappedColumn, finding: AnyFinding, table: Mapping[str, str | float | None]
    ) -> Numbers:
        units = conversions(self.model, finding)
        in_the_cell = column.unit == IN_THE_CELL and isinstance(finding, ClinicalFinding)
        if column.unit and not in_the_cell and column.unit not in units:
            message = f"unknown unit {column.unit[:30]!r} of {finding.id!r}, expected one of: {', '.join(units)}"
            self._wrong((*path, "unit"), message, did_you_mean(column.unit, units))
        if not column.unit and isinstance(finding, ClinicalFinding) and finding.unit_required:
            message = f"{finding.id!r} needs its unit, expected unit: with one of {', '.join(units)}, or {IN_THE_CELL}"
            self._wrong(path, message, at_key=True)
        factor = units.get(column.unit, 1.0)
        numbers = {word: None if said is None else float(said) for word, said in table.items()}
        read = number_reader(finding, factor, with_unit=in_the_cell)
        return Numbers(numbers, factor, finding.low, finding.high, finding.unit, read, in_the_cell)

    def constants(self) -> Iterator[tuple[str, str | float]]:
        """The answers that are the same for everybody."""
        for name, answer in self.file.constants.items():
            finding = self._finding(("constants", name), name, "a constant")
            value = None if finding is None else self._answer(("constants", name), finding, answer)
            if value is not None:
                yield name, value

    def others(self) -> None:
        """The codes, and the columns about the person."""
        region = self.file.region
        regions = self.model.recovery.directory.regions
        for word, one in region.coding.items() if region else ():
            if one not in regions:
                message = f"unknown region {one[:60]!r}, expected one of: {', '.join(regions)}"
                self._wrong(("region", "coding", word), message, did_you_mean(one, regions))
        for name, table in self.file.code_tables.items():
            if self.file.person is None or self.file.date is None:
                self._wrong(
                    ("code_tables", name), "codes by person and date, expected person: and date: in this file too"
                )
            if table.days < 0:
                self._wrong(("code_tables", name, "days"), f"days is {table.days}, expected 0 or more")
        for name in ("date", "person"):
            part = getattr(self.file, name)
            if part is not None and part.coding:
                self._wrong((name, "coding"), f"a coding of {name}, expected one of regions only")
