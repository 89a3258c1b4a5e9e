"""A calculator that others have written, as the tests feed it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import clincalc
from tests.care.helpers import MODEL

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import ScoreResult, count

Answers = Mapping[str, Any]
"""Finding -> True, False, a number, or an option."""


@dataclass(frozen=True)
class Calculator:
    """`yes_no` and `values`: what a case has; `points`: what the calculator makes of one."""

    score: str
    package: str
    yes_no: Sequence[str]
    values: Mapping[str, Sequence[Any]]
    points: Callable[[Answers], float]

    @property
    def name(self) -> str:
        return f"{self.score}-{self.package}"


def counted(score: str, answers: Answers) -> ScoreResult:
    """What the knowledge makes of a case."""
    words = {True: "yes", False: "no"}
    case = {name: words[value] if isinstance(value, bool) else value for name, value in answers.items()}
    return count(MODEL, score, read_clinical_case(MODEL, case))


def ours(score: str, answers: Answers) -> float:
    """The points of a complete case."""
    points = counted(score, answers).points
    assert points is not None, f"the case is not complete for {score}"
    return points


def from_clincalc(calculator: str, **inputs: Any) -> float:
    """The points that clincalc gives."""
    return float(clincalc.calculate(calculator, inputs)["result"])


def from_medcalc(calculator: Callable[[dict[str, Any]], Mapping[str, Any]], **inputs: Any) -> float:
    """The points that medcalc-bench gives."""
    return float(calculator(inputs)["Answer"])


SEXES = ("female", "male")
YEARS = (18, 40, 41, 49, 50, 51, 60, 61, 65, 66, 69, 70, 74, 75, 76, 95)
