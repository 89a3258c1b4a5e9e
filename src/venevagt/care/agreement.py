"""How well the rules do on an open set of cases: in, below and above the acceptable urgencies."""

from collections.abc import Callable, Iterable, Mapping
from math import exp, lgamma, log, log1p
from typing import Literal

from msgspec import Struct

from venevagt.care.assess import assess
from venevagt.care.cases import Answer, read_case
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import Urgency

Verdict = Literal["in", "below", "above"]
CONFIDENCE = 0.95


class OpenCase(Struct, frozen=True):
    """One published case: its answers, and the urgencies that are acceptable for it."""

    id: str
    findings: dict[str, str | float]
    acceptable: tuple[Urgency, ...]
    text: str = ""
    diagnosis: str = ""
    published_urgency: str | None = None
    note: str = ""


class Judged(Struct, frozen=True):
    """One case with the urgency that the rules gave it."""

    case: OpenCase
    urgency: Urgency
    rules: tuple[str, ...]
    verdict: Verdict


def judge(model: Model, case: OpenCase, *, unmentioned: Literal["no", "unknown"]) -> Judged:
    """Assess one open case. What its story leaves out counts as no, or stays unknown.

    Raises CaseError for findings that no knowledge has.
    """
    answers = read_case(model, case.findings)
    found = assess(model, {**_unmentioned(model, answers), **answers} if unmentioned == "no" else answers)
    order = model.about.urgencies
    place = order.index(found.urgency)
    acceptable = [order.index(urgency) for urgency in case.acceptable]
    verdict: Verdict = "below" if place < min(acceptable) else "above" if place > max(acceptable) else "in"
    return Judged(case, found.urgency, tuple(reason.rule for reason in found.reasons), verdict)


def _unmentioned(model: Model, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    return {f.id: "no" for f in model.findings.values() if f.type == "yes_no" and f.id not in answers}


class Share(Struct, frozen=True):
    """A count of a total, with its exact binomial interval (Clopper and Pearson 1934)."""

    name: str
    count: int
    total: int
    low: float
    high: float


def shares(judged: Iterable[Judged]) -> tuple[Share, ...]:
    """Agreement, under-triage and over-triage."""
    verdicts = [one.verdict for one in judged]
    names: Mapping[Verdict, str] = {"in": "agreement", "below": "under-triage", "above": "over-triage"}
    return tuple(
        Share(name, verdicts.count(verdict), len(verdicts), *exact_interval(verdicts.count(verdict), len(verdicts)))
        for verdict, name in names.items()
    )


def exact_interval(count: int, total: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The shares that a binomial test at this confidence would not reject (0 to 1, both ends)."""
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else _solve(lambda share: _at_least(count, total, share) >= tail)
    high = 1.0 if count == total else _solve(lambda share: _at_least(count + 1, total, share) >= 1 - tail)
    return low, high


def _at_least(count: int, total: int, share: float) -> float:
    """The probability of `count` or more successes in `total` trials; by logarithms, so that any total fits."""
    if share >= 1:
        return 1.0
    yes, no, ways = log(share), log1p(-share), lgamma(total + 1)
    return sum(
        exp(ways - lgamma(k + 1) - lgamma(total - k + 1) + k * yes + (total - k) * no) for k in range(count, total + 1)
    )


def _solve(reached: Callable[[float], bool]) -> float:
    """The smallest share for which `reached` is true; it is false below and true above."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high
