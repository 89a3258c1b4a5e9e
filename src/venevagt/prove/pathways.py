"""Proofs about the diagnostic pathways, in every variant.

Two ways of looking: every way through the steps as they are written (each patient takes one of them),
and every patient that the walk itself can ask for, answer by answer, to the end.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from msgspec import Struct

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.pathway_form import Route, every_route, longest_wait, route_of
from venevagt.care.score import count
from venevagt.care.score_form import form_of, vocabulary
from venevagt.care.work_up import WorkUp, walk
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Step
from venevagt.logic.domain import Domain, domain, domains
from venevagt.logic.expression import Expression, Number, Value, evaluate, names

Way = tuple[tuple[Step, str], ...]
"""The steps from the start to an end, each with its result; the end has none."""

Raw = Mapping[str, object]

_LET_GO = ("ruled_out", "follow_up", "treat", "refer")
"""The ends at which nobody else takes the diagnosis over at once."""

_NO_CLOT = ("negative", "no_clot")
_NO_CLOT_SHOWN = (*_NO_CLOT, "inconclusive")
"""What a picture says of no clot, and what shows none."""

_SMALL = 0.01


class PathwayProof(Struct, frozen=True):
    """What holds, how often it was tried, and each case against it in words."""

    says: str
    tried: int
    against: tuple[str, ...]


def prove_pathways(model: Model) -> Iterator[PathwayProof]:
    """Every proof, over all pathways in all their variants, and in each two variants that can be joined."""
    routes = [*every_route(model), *_joined(model)]
    all_ways = [(route, way) for route in routes for way in ways(route)]
    for says, wrong in (
        ("whoever a score calls likely leaves only after a picture", _likely_without_picture),
        ("nobody is told that it is no clot without a picture, a normal D-dimer or a low score", _let_go_for_nothing),
        ("nobody is treated for a clot that no picture shows", _treated_without_picture),
        ("no result is waited for longer than may go untreated, and a repeat only after a negative picture", _waits),
    ):
        against = [f"{_shown(route)}: {_words(way)}" for route, way in all_ways if wrong(model, route, way)]
        yield PathwayProof(says, len(all_ways), tuple(dict.fromkeys(against)))
    yield _walked(model)


def ways(route: Route) -> Iterator[Way]:
    """Every way from the start to an end."""
    waiting: list[tuple[Way, str]] = [((), route.pathway.start)]
    while waiting:
        behind, name = waiting.pop()
        step = route.steps[name]
        if step.kind == "end":
            yield (*behind, (step, ""))
        waiting += [((*behind, (step, result)), after) for result, after in step.ways.items()]


def _joined(model: Model) -> Iterator[Route]:
    for name, pathway in model.clinical.pathways.items():
        for first, second in product(pathway.variants, repeat=2):
            if first != second:
                yield route_of(model, name, f"{first}+{second}")


def _shown(route: Route) -> str:
    return f"{route.pathway.id} ({route.variant})"


def _words(way: Way) -> str:
    return " -> ".join(f"{step.id}: {result}" if result else step.id for step, result in way)


def _is_picture(model: Model, name: str) -> bool:
    finding = model.clinical.findings.get(name)
    return finding is not None and finding.imaging


def _pictures(model: Model, way: Way) -> list[tuple[Step, str]]:
    return [(step, result) for step, result in way if _is_picture(model, step.test)]


def _comes_with_picture(model: Model, route: Route) -> bool:
    """Whether only those who have had a picture are in this pathway."""
    condition = route.pathway.condition
    return condition is not None and any(_is_picture(model, name) for name in names(condition))


def _end(way: Way) -> str:
    return way[-1][0].end


def _likely_without_picture(model: Model, route: Route, way: Way) -> bool:
    likely = any(result in step.high for step, result in way)
    return likely and _end(way) in _LET_GO and not _pictures(model, way)


def _let_go_for_nothing(model: Model, route: Route, way: Way) -> bool:
    if _end(way) not in ("ruled_out", "follow_up") or _comes_with_picture(model, route):
        return False
    pictures = _pictures(model, way)
    if pictures:
        return _end(way) == "ruled_out" and pictures[-1][1] not in _NO_CLOT
    reasons = [step for step, result in way if step.limit is not None and result == "negative"]
    reasons += [step for step, result in way if step.score and result not in step.high]
    return not reasons


def _treated_without_picture(model: Model, route: Route, way: Way) -> bool:
    if _end(way) != "treat":
        return False
    pictures = _pictures(model, way)
    return pictures[-1][1] in _NO_CLOT_SHOWN if pictures else not _comes_with_picture(model, route)


def _waits(model: Model, route: Route, way: Way) -> bool:
    """Whether some wait on the way is too long."""
    seen = _comes_with_picture(model, route)
    for step, result in way:
        if step.test and not (seen if step.days else _in_time(route, step)):
            return True
        seen = seen or (_is_picture(model, step.test) and result not in ("positive", "inconclusive"))
    return False


def _in_time(route: Route, step: Step) -> bool:
    """Whether nobody is untreated too long: a later result comes with interim anticoagulation."""
    limit, waiting = route.pathway.untreated_hours, step.while_waiting
    untreated = longest_wait(step) if waiting is None or not waiting.interim else step.within_hours
    return untreated is not None and untreated <= limit


def _walked(model: Model) -> PathwayProof:
    against: list[str] = []
    tried = 0
    for route in every_route(model):
        reached: set[str] = set()
        for raw, found in patients(model, route):
            tried += 1
            reached.update(one.step for one in found.passed)
            if found.decision is None:
                against.append(f"{_shown(route)}: no decision for {dict(raw)}")
                continue
            reached.add(found.decision.step)
            against += [
                f"{_shown(route)}: {score} is not for {dict(raw)}" for score in _unfit(model, route, raw, found)
            ]
            if found.decision.pathway and not _fits(model, found.decision.pathway, raw):
                against.append(f"{_shown(route)}: {found.decision.pathway} is not for {dict(raw)}")
        against += [f"{_shown(route)}: nobody comes to {name}" for name in route.steps if name not in reached]
    says = "every patient comes to a decision, by scores that are made for such patients, and fits where handed over"
    return PathwayProof(says, tried, tuple(against))


def _unfit(model: Model, route: Route, raw: Raw, found: WorkUp) -> Iterator[str]:
    """The scores on the way that were not made for this patient, or of which nobody knows."""
    known = read_clinical_case(model, raw)
    for score in (route.steps[one.step].score for one in found.passed if one.kind == "score"):
        if count(model, score, known).applies is not True:
            yield score


def _fits(model: Model, pathway: str, raw: Raw) -> bool:
    condition = model.clinical.pathways[pathway].condition
    return condition is None or evaluate(condition, read_clinical_case(model, raw)) is True


def patients(model: Model, route: Route) -> Iterator[tuple[Raw, WorkUp]]:
    """Patients who answer what the walk asks, one for each class of answers, with where it leaves them.

    Of a score there are two patients for each of its bands. Those for whom the pathway is not are left out.
    """
    classes = _classes(model, route)
    waiting: list[Raw] = [{}]
    while waiting:
        raw = waiting.pop()
        found = walk(model, route, read_clinical_case(model, raw))
        if found.next is None:
            if found.applies:
                yield raw, found
            continue
        step = route.steps.get(found.next.step)
        if step is not None and step.kind == "score":
            waiting += _of_each_band(model, step.score, raw)
            continue
        name = found.next.findings[0]
        values = _around_limit(step, raw) if step is not None and step.test == name else ()
        for value in values or classes[name].representatives:
            waiting.append({**raw, name: _said(model, name, value)})


def _of_each_band(model: Model, score: str, raw: Raw) -> Iterator[Raw]:
    """Two patients for each band: one who mostly has nothing, one who has most."""
    form = form_of(model, score)
    for first in (0, -1):
        left = set(count(model, score, read_clinical_case(model, raw)).possible_bands)
        waiting = [raw]
        while waiting and left:
            here = waiting.pop()
            result = count(model, score, read_clinical_case(model, here))
            if result.band is not None:
                if result.band in left:
                    left.discard(result.band)
                    yield here
                continue
            if not left & set(result.possible_bands):
                continue
            assert result.next_finding is not None
            name = result.next_finding
            values = form.classes[name].representatives
            waiting += [{**here, name: _said(model, name, v)} for v in (values[::-1] if first == 0 else values)]


def _classes(model: Model, route: Route) -> Mapping[str, Domain]:
    """What the pathway tells apart of each finding."""
    words = vocabulary(model)
    conditions: list[Expression | None] = [route.pathway.condition]
    conditions += [step.condition for step in route.steps.values()]
    found = dict(domains([condition for condition in conditions if condition is not None], words))
    tests = {step.test for step in route.steps.values() if step.test}
    return {**{name: domain(name, words[name], ()) for name in tests if name not in found}, **found}


def _around_limit(step: Step, raw: Raw) -> tuple[Value, ...]:
    """For a number: just below the limit, and at it, also at the fixed one."""
    if step.limit is None:
        return ()
    age = raw.get("age")
    limits = {step.limit.fixed, step.limit.at(float(age) if isinstance(age, (int, float)) else 0)}
    return tuple(value for limit in sorted(limits) for value in (limit - _SMALL, limit))


def _said(model: Model, name: str, value: Value) -> object:
    """A value as a case says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    finding = model.clinical.findings.get(name)
    if isinstance(value, float) and isinstance(finding, ClinicalFinding) and isinstance(finding.variable, Number):
        return {"value": value, "unit": finding.unit} if finding.unit_required else value
    return value
