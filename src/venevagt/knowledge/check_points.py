"""What can never happen in a score: a level that never counts, a band that no result reaches, a division by 0."""

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, product

from msgspec import Struct

from venevagt.knowledge.check_rules import undecided
from venevagt.knowledge.clinical import Band, ClinicalFinding, Factor, Item, Score, Version
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding
from venevagt.knowledge.places import at
from venevagt.knowledge.problems import Problem
from venevagt.logic.domain import domains
from venevagt.logic.expression import Expression, Value, evaluate, names

_Inside = tuple[str | int, ...]
_Range = tuple[float, float]
_Findings = Mapping[str, Finding | ClinicalFinding]


class _View(Struct, frozen=True):
    """One version of a score. `own`: the items that it adds; `items`: all, those of another score put in."""

    inside: _Inside
    own: Mapping[str, Item]
    items: Mapping[str, Item]
    factors: tuple[Factor, ...]
    bands: Mapping[str, Band]
    bands_path: _Inside
    condition: Expression | None


def points_are_possible(loaded: Loaded) -> Iterator[Problem]:
    """Every level, band and factor of every score can come to count."""
    findings: _Findings = {**loaded.model.findings, **loaded.model.clinical.findings}
    for name, score in loaded.model.clinical.scores.items():
        for view in _views(loaded, score):
            for key, item in view.own.items():
                yield from _item(loaded, name, item, (*view.inside, "items", key), findings)
            yield from _reached(loaded, name, view, findings)
            yield from _once(loaded, name, view)
            yield from _limits(loaded, "scores", name, view.condition, (*view.inside, "applies"), findings)
        yield from _factors(loaded, name, score, findings)


def conclusions_agree(loaded: Loaded) -> Iterator[Problem]:
    """From the same answers never follow both yes and no, and every comparison in them decides something."""
    findings: _Findings = {**loaded.model.findings, **loaded.model.clinical.findings}
    for name, finding in loaded.model.clinical.findings.items():
        yes, no = finding.yes_condition, finding.no_condition
        for key, condition in (("yes", yes), ("no", no)):
            yield from _limits(loaded, "clinical_findings", name, condition, (key,), findings)
        if yes is None or no is None or not set(names(yes)) & set(names(no)):
            continue
        if any(evaluate(yes, case) and evaluate(no, case) for case in _cases([yes, no], findings)):
            message = f"'yes' and 'no' of {name!r} can both hold, expected one of them at the most"
            yield at(loaded, "clinical_findings", name, message, path=("no",))


def _views(loaded: Loaded, score: Score) -> Iterator[_View]:
    for key, version in {"": Version(), **score.versions}.items():
        kept = {name: item for name, item in score.items.items() if name not in version.without} | version.items
        whole: dict[str, Item] = {}
        for name, item in kept.items():
            other = loaded.model.clinical.scores.get(item.score)
            whole |= {name: item} if other is None else other.items
        inside: _Inside = ("versions", key) if key else ()
        own, condition = (version.items, version.condition) if key else (score.items, score.condition)
        bands_path = (*inside, "bands") if version.bands else ("bands",)
        yield _View(inside, own, whole, score.factors, version.bands or score.bands, bands_path, condition)


def _item(loaded: Loaded, name: str, item: Item, path: _Inside, findings: _Findings) -> Iterator[Problem]:
    """A problem for each answer of an item that never gives its points, and for points that everybody gets."""
    yield from _limits(loaded, "scores", name, item.condition, (*path, "when"), findings)
    for place, level in enumerate(item.levels):
        yield from _limits(loaded, "scores", name, level.condition, (*path, "levels", place, "when"), findings)
    conditions = _conditions(item)
    counting = _counting(conditions, findings)
    for place in range(len(conditions)):
        if place not in counting:
            where = (*path, "levels", place, "when") if item.levels else (*path, "when")
            message = "this never counts: it cannot hold, or one before it holds whenever it does"
            yield at(loaded, "scores", name, f"{message}; expected a condition that can", path=where)
    if item.when and conditions and None not in counting:
        yield at(loaded, "scores", name, "this holds for everybody, expected a condition that may not", path=path)


def _conditions(item: Item) -> list[Expression]:
    """The conditions of an item; none where one of them could not be read."""
    found = [item.condition] if item.when else [level.condition for level in item.levels]
    return [] if None in found else [condition for condition in found if condition is not None]


def _counting(conditions: list[Expression], findings: _Findings) -> set[int | None]:
    """Which of the conditions is the first to hold in some case; None: in some case none of them holds."""
    found: set[int | None] = set()
    for case in _cases(conditions, findings):
        found.add(next((place for place, own in enumerate(conditions) if evaluate(own, case)), None))
        if len(found) == len(conditions) + 1:
            break
    return found


def _cases(conditions: Iterable[Expression], findings: _Findings) -> Iterator[Mapping[str, Value]]:
    """Every complete case that the conditions can tell apart."""
    classes = domains(conditions, {name: finding.variable for name, finding in findings.items()})
    for values in product(*(own.representatives for own in classes.values())):
        yield dict(zip(classes, values, strict=True))


def _limits(
    loaded: Loaded, section: str, name: str, condition: Expression | None, path: _Inside, findings: _Findings
) -> Iterator[Problem]:
    for message in undecided(condition, findings):
        yield at(loaded, section, name, message, path=path)


def _reached(loaded: Loaded, name: str, view: _View, findings: _Findings) -> Iterator[Problem]:
    """A problem for each band that no result is in."""
    totals = _products(view.factors, findings) if view.factors else _sums(view.items, findings)
    starts = [band.at_least for band in view.bands.values()]
    for key, (start, end) in zip(view.bands, pairwise([*starts, None]), strict=True):
        low, high = -math.inf if start is None else start, math.inf if end is None else end
        if totals and not any(most >= low and least < high for least, most in totals):
            least, most = min(own for own, _ in totals), max(own for _, own in totals)
            message = f"no result of {name!r} is in the band {key!r}: they go from {least:g} to {most:g}"
            yield at(loaded, "scores", name, f"{message}, expected another limit", path=(*view.bands_path, key))


def _sums(items: Mapping[str, Item], findings: _Findings) -> set[_Range]:
    totals: set[_Range] = {(0.0, 0.0)}
    for item in items.values():
        part = _points(item, findings)
        totals = {(low + more[0], high + more[1]) for low, high in totals for more in part}
    return totals


def _points(item: Item, findings: _Findings) -> set[_Range]:
    """The points that an item can give."""
    if item.value:
        finding = findings.get(item.value)
        return {(finding.low, finding.high)} if finding is not None else set()
    points = [item.points] if item.when else [level.points for level in item.levels]
    counting = _counting(_conditions(item), findings)
    return {(0.0, 0.0) if place is None else (points[place], points[place]) for place in counting}


def _products(factors: Iterable[Factor], findings: _Findings) -> set[_Range]:
    low = high = 1.0
    for factor in factors:
        if not factor.value:
            ends = [factor.factor, 1.0 if factor.when else factor.factor]
        elif factor.value in findings:
            ends = _ends(factor, findings)
            if factor.power == -1:
                ends = [1 / number if number else math.inf for number in ends]
        else:
            return set()
        low, high = low * min(ends), high * max(ends)
    return {(low, high)}


def _ends(factor: Factor, findings: _Findings) -> list[float]:
    """The lowest and the highest that a factor's number can be, before it is taken to its power."""
    low, high = findings[factor.value].low, findings[factor.value].high
    if factor.minus_from is None:
        return [low, high]
    return [max(0.0, factor.minus_from - high), max(0.0, factor.minus_from - low)]


def _factors(loaded: Loaded, name: str, score: Score, findings: _Findings) -> Iterator[Problem]:
    """A problem where a number that can be 0 is divided by, or where a condition decides nothing."""
    for place, factor in enumerate(score.factors):
        yield from _limits(loaded, "scores", name, factor.condition, ("factors", place, "when"), findings)
        if factor.power == -1 and factor.value in findings and min(_ends(factor, findings)) <= 0:
            message = f"divides by {factor.value!r}, which can make 0: expected numbers above 0"
            yield at(loaded, "scores", name, message, path=("factors", place, "power"))


def _once(loaded: Loaded, name: str, view: _View) -> Iterator[Problem]:
    """A problem where a number counts by its value and in a condition: the range would not be exact."""
    counted = {item.value for item in view.items.values()} | {factor.value for factor in view.factors}
    conditions = [own for item in view.items.values() for own in _conditions(item)]
    conditions += [factor.condition for factor in view.factors if factor.condition is not None]
    asked = {finding for condition in conditions for finding in names(condition)}
    for finding in sorted((counted & asked) - {""}):
        message = f"{finding!r} counts by its own value and stands in a condition, expected one of the two"
        yield at(loaded, "scores", name, message, path=view.inside)
