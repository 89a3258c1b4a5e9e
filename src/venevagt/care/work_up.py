"""One patient's way through a diagnostic pathway: where it stands, what is next and why, and the decision.

What is not known is never taken for a no. Where it is open but everything that it can still be leads to
the same step, the way goes on; else it stops there and says what to find out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from venevagt.care.pathway_form import Route
from venevagt.care.score import ScoreResult, count
from venevagt.care.score_form import Known
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Ending, Step, StepKind
from venevagt.logic.expression import Expression, Value, evaluate, names


class Passed(Struct, frozen=True):
    """A step that is behind the patient.

    `results`: what it gave; more than one where they all lead on alike. `because`: what of the patient
    decided it. `points_from`, `points_to`: the range of a score. `limit`: from where on a number was positive.
    """

    step: str
    kind: StepKind
    results: tuple[str, ...]
    because: Mapping[str, Value]
    points_from: float | None = None
    points_to: float | None = None
    limit: float | None = None


class Next(Struct, frozen=True):
    """What to do now.

    `findings`: what to find out, the most useful first. For a test: `within_hours`, and `hours` that it takes
    here, if said; `interim`: whether anticoagulation is given meanwhile: yes, no, `if_later` where nobody has
    said how long it takes, or `has` where the patient has it already; `at_most_hours` even then; `take`: tests
    to be taken before it; `days`: from which day to which; `elsewhere`: it is not done here.
    """

    step: str
    kind: StepKind
    findings: tuple[str, ...]
    within_hours: float | None = None
    hours: float | None = None
    interim: str = "no"
    at_most_hours: float | None = None
    take: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    elsewhere: bool = False
    sources: tuple[str, ...] = ()


class Decision(Struct, frozen=True):
    """How the patient leaves; `pathway`: where the work-up goes on."""

    step: str
    end: Ending
    pathway: str
    sources: tuple[str, ...]


class WorkUp(Struct, frozen=True):
    """The way so far. `next` is None at a decision, and `decision` before one; both where it does not apply."""

    pathway: str
    variant: str
    applies: bool | None
    passed: tuple[Passed, ...]
    next: Next | None
    decision: Decision | None
    sources: tuple[str, ...]


def walk(model: Model, route: Route, known: Known) -> WorkUp:
    """Go as far as what is known leads. `known` is what `read_clinical_case` gives."""
    condition = route.pathway.condition
    applies = True if condition is None else evaluate(condition, known)
    if condition is not None and applies is not True:
        asked = _unknown_of(condition, known)
        ask = Next("applies", "question", asked, sources=route.pathway.sources) if applies is None else None
        return WorkUp(route.pathway.id, route.variant, applies, (), ask, None, route.pathway.sources)
    return _Walk(model, route, known).go()


def asked_of_anyone(model: Model, route: Route, step: Step) -> Next | None:
    """What a step asks or orders for a patient of whom nothing is known; None for an action and an end."""
    return _Walk(model, route, {}).at(step)


class _Walk:
    def __init__(self, model: Model, route: Route, known: Known) -> None:
        self.model, self.route, self.known = model, route, known
        self.passed: list[Passed] = []

    def go(self) -> WorkUp:
        step = self.route.steps[self.route.pathway.start]
        following: Next | None = None
        while step.kind != "end" and following is None:
            passed, following = self._step(step)
            after = {step.ways[result] for result in passed.results}
            # A test is never passed over, whatever its results lead to.
            if following is None or (len(after) == 1 and step.kind != "test"):
                following = None
                self.passed.append(passed)
                step = self.route.steps[after.pop()]
        decision = Decision(step.id, step.end, step.pathway, step.sources) if step.kind == "end" else None
        behind = (self.route.steps[one.step].sources for one in self.passed)
        sources = tuple(dict.fromkeys(source for own in (*behind, step.sources) for source in own))
        name, variant = self.route.pathway.id, self.route.variant
        return WorkUp(name, variant, True, tuple(self.passed), following, decision, sources)

    def at(self, step: Step) -> Next | None:
        """What would settle one step; None where it is settled."""
        return self._step(step)[1]

    def _step(self, step: Step) -> tuple[Passed, Next | None]:
        """What the step can still give, and what would settle it; None where it is settled."""
        match step.kind:
            case "question":
                return self._question(step)
            case "score":
                return self._score(step)
            case "test":
                return self._test(step)
        return Passed(step.id, "action", ("done",), {}), None

    def _question(self, step: Step) -> tuple[Passed, Next | None]:
        assert step.condition is not None
        holds = evaluate(step.condition, self.known)
        results = ("yes", "no") if holds is None else ("yes",) if holds else ("no",)
        because = self._values(names(step.condition))
        asked = _unknown_of(step.condition, self.known)
        ask = Next(step.id, "question", asked, sources=step.sources) if holds is None else None
        return Passed(step.id, "question", results, because), ask

    def _score(self, step: Step) -> tuple[Passed, Next | None]:
        result = count(self.model, step.score, self.known)
        looked_at = dict.fromkeys(name for item in result.items for name in item.findings)
        passed = Passed(
            step.id,
            "score",
            result.possible_bands,
            self._values(tuple(looked_at)),
            points_from=result.low,
            points_to=result.high,
        )
        return passed, self._score_next(step, result)

    def _score_next(self, step: Step, result: ScoreResult) -> Next | None:
        if result.band is not None:
            return None
        first = result.next_finding
        asked = (first, *(name for name in result.missing if name != first)) if first else result.missing
        return Next(step.id, "score", asked, sources=step.sources)

    def _test(self, step: Step) -> tuple[Passed, Next | None]:
        value = self.known.get(step.test)
        if value is None:
            return Passed(step.id, "test", tuple(step.results), {}), self._order(step)
        because = {step.test: value}
        if step.limit is None:
            word = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)
            assert word is not None
            return Passed(step.id, "test", (word,), because), None
        age = self.known.get("age")
        by_age = step.limit.by_age_from is not None
        if by_age and age is None:
            # Younger people have the lowest limit: below it the age does not matter.
            results = ("negative",) if _number(value) < step.limit.fixed else ("positive", "negative")
            ask = Next(step.id, "test", ("age",), sources=step.sources) if len(results) > 1 else None
            return Passed(step.id, "test", results, because, limit=step.limit.fixed), ask
        limit = step.limit.at(_number(age)) if by_age else step.limit.fixed
        results = ("positive",) if _number(value) >= limit else ("negative",)
        more = {"age": age} if by_age else {}
        return Passed(step.id, "test", results, {**because, **more}, limit=limit), None

    def _order(self, step: Step) -> Next:
        """A test that has not been done: how soon its result has to be there, and what is done until then."""
        waiting, hours = step.while_waiting, self.route.setup.hours.get(step.test)
        late = step.within_hours is not None and hours is not None and hours > step.within_hours
        interim = "no"
        if waiting is not None and waiting.interim and (hours is None or late):
            interim = "has" if self._treated() else "yes" if late else "if_later"
        return Next(
            step.id,
            "test",
            (step.test,),
            within_hours=step.within_hours,
            hours=hours,
            interim=interim,
            at_most_hours=waiting.at_most_hours if waiting is not None else None,
            take=tuple(name for name in waiting.take if name not in self.known)
            if waiting and interim in ("yes", "if_later")
            else (),
            days=step.days,
            elsewhere=step.test in self.route.setup.not_here,
            sources=step.sources,
        )

    def _treated(self) -> bool:
        """Whether the patient surely has anticoagulation already."""
        treated = self.route.pathway.treated_condition
        return treated is not None and evaluate(treated, self.known) is True

    def _values(self, wanted: tuple[str, ...]) -> dict[str, Value]:
        return {name: self.known[name] for name in wanted if name in self.known}


def _unknown_of(condition: Expression, known: Known) -> tuple[str, ...]:
    """The open findings of a condition, each once."""
    return tuple(dict.fromkeys(name for name in names(condition) if name not in known))


def _number(value: Any) -> float:
    assert isinstance(value, (int, float)), value
    return float(value)


def differences(before: Route, after: Route) -> Iterator[tuple[str, Step | None, Step | None]]:
    """The steps in which two variants of a pathway differ; None where one has no such step."""
    for name in dict.fromkeys((*before.steps, *after.steps)):
        first, second = before.steps.get(name), after.steps.get(name)
        if first != second:
            yield name, first, second
