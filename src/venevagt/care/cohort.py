"""A set of patients with an outcome: how its columns are read, and which rules are tried on it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import field
from msgspec.structs import replace

from venevagt.care.score_form import UnknownScore, form_of, vocabulary
from venevagt.knowledge.entries import read_entry
from venevagt.knowledge.model import Model
from venevagt.knowledge.problems import KnowledgeError, Problem
from venevagt.knowledge.shape import Shape
from venevagt.knowledge.source import Document, read_file
from venevagt.logic.expression import Choice, Expression, Number, YesNo
from venevagt.logic.nearest import did_you_mean
from venevagt.logic.parse import parse

Measure = Literal["sensitivity", "specificity", "failure", "efficiency"]
OWN = Path(__file__).resolve().parent.parent / "cohorts"
"""The mappings that come with the program."""


class Column(Shape, frozen=True):
    """What a 1 and a 0 in a column say: the yes/no `findings` are so; or the answers in `yes` and in `no`."""

    findings: tuple[str, ...] = ()
    yes: dict[str, str] = field(default_factory=dict)
    no: dict[str, str] = field(default_factory=dict)

    def answers(self, value: bool) -> Mapping[str, str]:
        """The answers that a cell stands for."""
        return {**dict.fromkeys(self.findings, "yes" if value else "no"), **(self.yes if value else self.no)}


class Published(Shape, frozen=True):
    """A figure in percent: with its 95 % interval `low` to `high`, or up to `to` in several studies."""

    measure: Measure
    percent: float
    sources: tuple[str, ...]
    to: float | None = None
    low: float | None = None
    high: float | None = None


class CohortRule(Shape, frozen=True):
    """Who is ruled out: `at_most` so many points in `score`, and `when` holds, if there is one.

    `readings`: other ways to read the data, each by the columns that count as 0 in it.
    """

    label: str
    score: str
    at_most: float
    when: str = ""
    published: tuple[Published, ...] = ()
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    condition: Expression | None = None


class Cohort(Shape, frozen=True):
    """`outcome`: the column that says who had it; `group`: the column of the parts that are also told apart.

    `calibration`: the scores whose bands are compared with what is published; `sources`: those of
    the figures that the knowledge has not.
    """

    title: str
    origin: str
    outcome: str
    columns: dict[str, Column]
    rules: dict[str, CohortRule]
    group: str = ""
    calibration: tuple[str, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def needed(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        return (*self.columns, self.outcome, *([self.group] if self.group else []))


def read_cohort(model: Model, path: Path) -> Cohort:
    """Read a mapping and check it against the knowledge.

    Raises KnowledgeError with everything that is wrong, each with its place.
    """
    document = read_file(str(path), path)
    problems = list(document.problems)
    cohort = None if problems else read_entry(problems, document, (), document.value, Cohort)
    if cohort is not None:
        problems += _problems(model, document, cohort)
    if cohort is None or problems:
        raise KnowledgeError(problems)
    vocabularies = vocabulary(model)
    rules = {
        name: replace(rule, condition=parse(rule.when, vocabularies).expression if rule.when else None)
        for name, rule in cohort.rules.items()
    }
    return replace(cohort, rules=rules)


def _problems(model: Model, document: Document, cohort: Cohort) -> Iterator[Problem]:
    for name, column in cohort.columns.items():
        yield from _wrong_findings(model, document, name, column)
    for name, rule in cohort.rules.items():
        path = ("rules", name)
        yield from _wrong_score(model, document, (*path, "score"), rule.score)
        for found in parse(rule.when, vocabulary(model)).problems if rule.when else ():
            yield document.inside((*path, "when"), found.start, found.end, found.message, found.help)
        for at, figure in enumerate(rule.published):
            for source in figure.sources:
                if source not in model.sources and source not in cohort.sources:
                    help_line = did_you_mean(source, [*model.sources, *cohort.sources])
                    where = (*path, "published", at, "sources")
                    yield document.problem(where, f"unknown source {source!r}, expected it under sources", help_line)
        for label, columns in rule.readings.items():
            for column_name in set(columns) - set(cohort.columns):
                help_line = did_you_mean(column_name, cohort.columns)
                yield document.problem((*path, "readings", label), f"unknown column {column_name!r}", help_line)
    for at, score in enumerate(cohort.calibration):
        yield from _wrong_score(model, document, ("calibration", at), score)


def _wrong_findings(model: Model, document: Document, name: str, column: Column) -> Iterator[Problem]:
    """Findings that do not exist, and answers that they cannot have."""
    kinds = vocabulary(model)
    said: list[tuple[tuple[str | int, ...], str, str]]
    said = [(("findings", at), finding, "yes") for at, finding in enumerate(column.findings)]
    said += [(("yes", finding), finding, answer) for finding, answer in column.yes.items()]
    said += [(("no", finding), finding, answer) for finding, answer in column.no.items()]
    for inside, finding, answer in said:
        path = ("columns", name, *inside)
        match kinds.get(finding):
            case None:
                yield document.problem(path, f"unknown finding {finding!r}", did_you_mean(finding, kinds))
            case YesNo() if answer not in ("yes", "no"):
                yield document.problem(path, f"{finding!r} is {answer!r}, expected yes or no")
            case Choice(options) if answer not in options:
                message = f"{finding!r} is {answer!r}, expected one of: {', '.join(options)}"
                yield document.problem(path, message, did_you_mean(answer, options))
            case Number():
                yield document.problem(path, f"{finding!r} is a number, expected a yes/no finding or a choice")


def _wrong_score(model: Model, document: Document, path: tuple[str | int, ...], name: str) -> Iterator[Problem]:
    try:
        form_of(model, name)
    except UnknownScore as error:
        yield document.problem(path, str(error))
