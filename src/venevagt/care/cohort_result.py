"""How a rule does on patients whose outcome is known: counts, shares and exact intervals."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from venevagt.care.agreement import Share, exact_interval
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.cohort import Cohort, CohortRule, Measure
from venevagt.care.score import count
from venevagt.care.score_form import Known, form_of
from venevagt.knowledge.clinical import Performance
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Value, evaluate, names


class OpenRule(ValueError):
    """A patient for whom a rule decides nothing: says which findings no column gives."""


class Patient(Struct, frozen=True):
    """A row: the columns that say 1, its outcome, and the part of the set that it belongs to."""

    line: int
    said: frozenset[str]
    outcome: bool
    group: str = ""


class Outcomes(Struct, frozen=True):
    """How many are ruled out or not, and how many of these had the outcome (`missed`, `found`)."""

    missed: int
    ruled_out: int
    found: int
    not_ruled_out: int

    def shares(self) -> Mapping[Measure, Share]:
        """The four measures; one without a patient that it speaks of has a total of 0."""
        with_it = self.missed + self.found
        without = self.ruled_out - self.missed
        everybody = self.ruled_out + self.not_ruled_out
        return {
            "sensitivity": share("sensitivity", self.found, with_it),
            "specificity": share("specificity", without, everybody - with_it),
            "failure": share("failure", self.missed, self.ruled_out),
            "efficiency": share("efficiency", self.ruled_out, everybody),
        }


class RuleResult(Struct, frozen=True):
    """A rule on everybody, on each part of the set, and in the other readings of the data."""

    rule: CohortRule
    everybody: Outcomes
    groups: Mapping[str, Outcomes]
    readings: Mapping[str, Outcomes]


class BandResult(Struct, frozen=True):
    """The share with the outcome in a band, and what is published of it."""

    score: str
    band: str
    share: Share
    published: tuple[Performance, ...]


def share(name: str, part: int, total: int) -> Share:
    """A share with its interval; of nobody it can be anything."""
    return Share(name, part, total, *(exact_interval(part, total) if total else (0.0, 1.0)))


class Evaluation:
    """One set of patients against the rules of its mapping."""

    def __init__(self, model: Model, cohort: Cohort, patients: Iterable[Patient]) -> None:
        self.model = model
        self.cohort = cohort
        self.patients = tuple(patients)
        self._read: dict[frozenset[str], Known] = {}
        self._counted: dict[tuple[str, frozenset[str]], tuple[float, str]] = {}

    def rules(self) -> Iterator[RuleResult]:
        """Every rule of the mapping. Raises OpenRule where a patient's columns do not decide it."""
        groups = sorted({patient.group for patient in self.patients}) if self.cohort.group else []
        for rule in self.cohort.rules.values():
            yield RuleResult(
                rule,
                self._outcomes(rule, self.patients),
                {group: self._outcomes(rule, [p for p in self.patients if p.group == group]) for group in groups},
                {
                    label: self._outcomes(rule, self.patients, frozenset(columns))
                    for label, columns in rule.readings.items()
                },
            )

    def calibration(self) -> Iterator[BandResult]:
        """Every band of the scores that are compared. Raises OpenRule as `rules` does."""
        for score in self.cohort.calibration:
            form = form_of(self.model, score)
            bands = [(self._points(score, patient.line, patient.said)[1], patient.outcome) for patient in self.patients]
            for band in form.bands:
                inside = [outcome for name, outcome in bands if name == band]
                published = tuple(figure for figure in form.performance if figure.band == band)
                yield BandResult(score, band, share(band, sum(inside), len(inside)), published)

    def _outcomes(
        self, rule: CohortRule, patients: Iterable[Patient], without: frozenset[str] = frozenset()
    ) -> Outcomes:
        told = [(self._ruled_out(rule, patient.line, patient.said - without), patient.outcome) for patient in patients]
        missed, found = told.count((True, True)), told.count((False, True))
        return Outcomes(missed, missed + told.count((True, False)), found, found + told.count((False, False)))

    def _ruled_out(self, rule: CohortRule, line: int, said: frozenset[str]) -> bool:
        points, _ = self._points(rule.score, line, said)
        if rule.condition is None:
            return points <= rule.at_most
        known = self._known(said)
        holds = evaluate(rule.condition, known)
        if holds is None:
            raise OpenRule(_open(line, rule.when, (name for name in names(rule.condition) if name not in known)))
        return holds and points <= rule.at_most

    def _points(self, score: str, line: int, said: frozenset[str]) -> tuple[float, str]:
        if (score, said) not in self._counted:
            result = count(self.model, score, self._known(said))
            if result.points is None or result.band is None:
                raise OpenRule(_open(line, score, result.missing))
            self._counted[score, said] = (result.points, result.band)
        return self._counted[score, said]

    def _known(self, said: frozenset[str]) -> Mapping[str, Value]:
        if said not in self._read:
            answers: dict[str, str] = {}
            for name, column in self.cohort.columns.items():
                answers |= column.answers(name in said)
            self._read[said] = read_clinical_case(self.model, answers)
        return self._read[said]


def _open(line: int, what: str, missing: Iterable[str]) -> str:
    listed = ", ".join(missing)
    return f"line {line}: {what} stays open, expected a column for: {listed} (the mapping's columns give none)"
