"""Which lines of a plan stand for one person, which are open, and what to ask to settle them."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from venevagt.care.score_form import Known
from venevagt.knowledge.model import Model
from venevagt.knowledge.plans import PlanKnowledge, PlanLine, PlanQuestion
from venevagt.logic.expression import And, AtLeast, Expression, Not, Or, children, evaluate, names


class OpenLine(Struct, frozen=True):
    """A line that may stand. `missing`: the findings that can decide it."""

    id: str
    part: str
    missing: tuple[str, ...]


class Lines(Struct, frozen=True):
    """The lines that stand and those that are open, in the order of the knowledge."""

    standing: tuple[PlanLine, ...]
    open: tuple[OpenLine, ...]


def lines_for(plan: PlanKnowledge, known: Known) -> Lines:
    """What stands with what is known. Unknown is never yes and never no."""
    standing, still_open = [], []
    for line in plan.lines.values():
        if line.exception is not None and evaluate(line.exception, known):
            continue
        holds = line.condition is None or evaluate(line.condition, known)
        if holds:
            standing.append(line)
        elif holds is None and line.condition is not None:
            still_open.append(OpenLine(line.id, line.part, missing_in(line.condition, known)))
    return Lines(tuple(standing), tuple(still_open))


def questions_for(plan: PlanKnowledge, known: Known) -> Iterator[PlanQuestion]:
    """The questions that fit this person, answered or not."""
    for question in plan.questions.values():
        if question.condition is None or evaluate(question.condition, known):
            yield question


def to_ask(model: Model, plan: PlanKnowledge, known: Known, missing: Iterable[str]) -> tuple[str, ...]:
    """The questions that fit, whose answer is not known, and that can settle something of `missing`."""
    wanted: set[str] = set()
    waiting = [*missing]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += _rests_on(model, name)
    fitting = (question.id for question in questions_for(plan, known))
    return tuple(name for name in fitting if name in wanted and name not in known)


def _rests_on(model: Model, name: str) -> Iterator[str]:
    """The findings from which this one can follow."""
    finding = model.clinical.findings.get(name)
    conditions = () if finding is None else (finding.yes_condition, finding.no_condition)
    for condition in conditions:
        if condition is not None:
            yield from names(condition)


def missing_in(condition: Expression, known: Known) -> tuple[str, ...]:
    """The findings that leave an open condition open, in reading order."""
    return tuple(dict.fromkeys(_missing(condition, known)))


def _missing(condition: Expression, known: Known) -> Iterator[str]:
    match condition:
        case And() | Or() | AtLeast() | Not():
            for part in children(condition):
                if evaluate(part, known) is None:
                    yield from _missing(part, known)
        case _:
            yield from names(condition)
