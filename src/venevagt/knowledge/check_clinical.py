"""What has to hold of the clinician's findings and scores."""

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from venevagt.knowledge.clinical import Band, ClinicalFinding, Item, Performance, Score
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding
from venevagt.knowledge.pathways import findings_of_pathway
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.treatment import CONFIRMED
from venevagt.logic.expression import Expression, names
from venevagt.logic.nearest import did_you_mean

_Inside = tuple[str | int, ...]


def clinical_findings_fit(loaded: Loaded) -> Iterator[Problem]:
    """Each is whole, has a name of its own and is used."""
    model = loaded.model
    used = _used(loaded)
    for name, finding in model.clinical.findings.items():

        def problem(message: str, *inside: str, name: str = name) -> Problem:
            return at(loaded, "clinical_findings", name, message, path=inside)

        if name in model.findings or name in model.conditions:
            yield problem(f"{name!r} is a finding or condition of the triage too, expected another name")
        # Of a condition that cannot be read nobody knows what it uses.
        if name not in used and not loaded.broken:
            yield problem(f"no score uses {name!r}, nor a pathway, expected one that does")
        yield from (problem(*wrong) for wrong in _finding_problems(finding))
        yield from _unknown_score(loaded, "clinical_findings", name, finding.score, ("score",))
        for language, texts in model.texts.items():
            text = texts.clinical_findings.get(name)
            if text is not None and set(text.options) != set(finding.options):
                message = f"options {list(text.options)}, expected {list(finding.options)}"
                yield at(loaded, f"text/{language}/clinical_findings", name, message)


def _finding_problems(finding: ClinicalFinding) -> Iterator[tuple[str, ...]]:
    """What is wrong with a finding by itself: the message, then the field."""
    if finding.type == "number":
        if not (math.isfinite(finding.low) and math.isfinite(finding.high) and finding.low < finding.high):
            yield (f"{finding.id!r} is a number, expected low and high, low below high",)
        if not finding.unit:
            yield (f"{finding.id!r} is a number, expected its unit (UCUM)",)
    elif finding.unit or finding.units or finding.unit_required:
        yield (f"{finding.id!r} is no number, expected no unit", "type")
    if finding.type == "choice" and len(finding.options) < 2:
        yield (f"{finding.id!r} is a choice, expected two options or more",)
    if finding.type != "yes_no" and (finding.yes or finding.no):
        yield (f"{finding.id!r} is not yes/no, expected no 'yes' and no 'no'", "yes" if finding.yes else "no")
    for unit, factor in finding.units.items():
        if unit == finding.unit or not (math.isfinite(factor) and factor > 0):
            yield (f"the unit {unit!r} with {factor:g}, expected another unit with a number above 0", "units", unit)


def scores_fit(loaded: Loaded) -> Iterator[Problem]:
    """Items, bands, versions, figures and words of each score fit together."""
    for name, score in loaded.model.clinical.scores.items():
        if bool(score.items) == bool(score.factors):
            yield at(loaded, "scores", name, f"{name!r}, expected items or factors, one of the two")
        yield from _bands(loaded, name, score.bands, ())
        yield from _figures(loaded, name, score.performance, score.bands, ())
        yield from _items(loaded, name, score.items, ())
        for place, factor in enumerate(score.factors):
            if factor.value:
                yield from _number(loaded, name, factor.value, ("factors", place, "value"))
        yield from _versions(loaded, name, score)
        yield from _words(loaded, name, score)


def more_sources(score: Score) -> Iterator[str]:
    """The sources that a score's figures and versions name."""
    yield from (figure.source for figure in score.performance)
    for version in score.versions.values():
        yield from version.sources
        yield from (figure.source for figure in version.performance)


def _versions(loaded: Loaded, name: str, score: Score) -> Iterator[Problem]:
    for key, version in score.versions.items():
        inside = ("versions", key)
        if key == score.version:
            yield at(loaded, "scores", name, f"{key!r} is the score's own version, expected another", path=inside)
        yield from unknown(loaded, "scores", name, (*inside, "without"), version.without, score.items, "item")
        yield from unknown(
            loaded, "scores", name, (*inside, "sources"), version.sources, loaded.model.sources, "source"
        )
        yield from _items(loaded, name, version.items, inside)
        if version.bands:
            yield from _bands(loaded, name, version.bands, inside)
        yield from _figures(loaded, name, version.performance, version.bands or score.bands, inside)


def _bands(loaded: Loaded, name: str, bands: Mapping[str, Band], inside: _Inside) -> Iterator[Problem]:
    path = (*inside, "bands")
    starts = [band.at_least for band in bands.values()]
    if not starts or starts[0] is not None or None in starts[1:]:
        message = "expected the lowest band first, without at_least, and at_least in each of the others"
        yield at(loaded, "scores", name, message, path=path)
        return
    rest = [start for start in starts if start is not None]
    if any(low >= high for low, high in pairwise(rest)) or not all(map(math.isfinite, rest)):
        yield at(loaded, "scores", name, f"bands from {rest}, expected each higher than the one before", path=path)


def _figures(
    loaded: Loaded, name: str, figures: Iterable[Performance], bands: Mapping[str, Band], inside: _Inside
) -> Iterator[Problem]:
    for place, figure in enumerate(figures):
        path = (*inside, "performance", place)
        yield from _known(loaded, name, figure.band, bands, "band", (*path, "band"))
        yield from _known(loaded, name, figure.source, loaded.model.sources, "source", (*path, "source"))
        for texts in loaded.model.texts.values():
            outcomes = [key.removeprefix("outcome_") for key in texts.clinic if key.startswith("outcome_")]
            yield from _known(loaded, name, figure.outcome, outcomes, "outcome", (*path, "outcome"))
        low = figure.percent if figure.low is None else figure.low
        high = figure.percent if figure.high is None else figure.high
        if not 0 <= low <= figure.percent <= high <= 100:
            message = f"{low:g} to {high:g} around {figure.percent:g}, expected 0 <= low <= percent <= high <= 100"
            yield at(loaded, "scores", name, message, path=path)


def _items(loaded: Loaded, name: str, items: Mapping[str, Item], inside: _Inside) -> Iterator[Problem]:
    for key, item in items.items():
        path = (*inside, "items", key)
        forms = [bool(form) for form in (item.when, item.levels, item.value, item.score)]
        if sum(forms) != 1:
            message = f"{key!r}, expected one of: when and points, levels, value, score"
            yield at(loaded, "scores", name, message, path=path)
        if bool(item.when) != bool(item.points) or not math.isfinite(item.points):
            message = f"{key!r}, expected points that are not 0 together with 'when'"
            yield at(loaded, "scores", name, message, path=path)
        if item.value:
            yield from _number(loaded, name, item.value, (*path, "value"))
        yield from _unknown_score(loaded, "scores", name, item.score, (*path, "score"))
        if item.score and any(other.score for other in _items_of(loaded, item.score)):
            message = f"{item.score!r} is made of another score itself, expected one that is not"
            yield at(loaded, "scores", name, message, path=(*path, "score"))
        if twice := ({*items, *loaded.model.clinical.scores[name].items} - {key}) & _item_names(loaded, item.score):
            message = (
                f"{item.score!r} has items of the same name: {', '.join(sorted(twice))}; expected other names here"
            )
            yield at(loaded, "scores", name, message, path=(*path, "score"))


def _items_of(loaded: Loaded, score: str) -> Iterable[Item]:
    found = loaded.model.clinical.scores.get(score)
    return found.items.values() if found else ()


def _item_names(loaded: Loaded, score: str) -> set[str]:
    found = loaded.model.clinical.scores.get(score)
    return set(found.items) if found else set()


def _number(loaded: Loaded, name: str, finding: str, path: _Inside) -> Iterator[Problem]:
    """A problem where no number finding is called so."""
    model = loaded.model
    every: Mapping[str, Finding | ClinicalFinding] = {**model.findings, **model.clinical.findings}
    numbers = [key for key, one in every.items() if one.type == "number"]
    yield from _known(loaded, name, finding, numbers, "number finding", path)


def _known(loaded: Loaded, name: str, word: str, known: Iterable[str], kind: str, path: _Inside) -> Iterator[Problem]:
    known = tuple(known)
    if word not in known:
        yield at(loaded, "scores", name, f"unknown {kind} {word!r}", did_you_mean(word, known), path)


def _unknown_score(loaded: Loaded, section: str, name: str, score: str, path: _Inside) -> Iterator[Problem]:
    scores = loaded.model.clinical.scores
    if score and score not in scores:
        yield at(loaded, section, name, f"unknown score {score!r}", did_you_mean(score, scores), path)


def _words(loaded: Loaded, name: str, score: Score) -> Iterator[Problem]:
    model = loaded.model
    bands = {*score.bands, *(band for version in score.versions.values() for band in version.bands)}
    items = {*score.items, *(item for version in score.versions.values() for item in version.items)}
    named = items - set(model.findings) - set(model.clinical.findings)
    for language, texts in model.texts.items():
        text = texts.scores.get(name)
        if text is None:
            continue
        where = f"text/{language}/scores"
        if set(text.bands) != bands:
            yield at(loaded, where, name, f"bands {sorted(text.bands)}, expected {sorted(bands)}")
        if not named <= set(text.items) <= items:
            wrong = sorted((named - set(text.items)) | (set(text.items) - items))
            yield at(loaded, where, name, f"items: {', '.join(wrong)} without words, or not of this score")
        if set(text.versions) != set(score.versions):
            yield at(loaded, where, name, f"versions {sorted(text.versions)}, expected {sorted(score.versions)}")


def _used(loaded: Loaded) -> set[str]:
    """The clinical findings that something looks at: a score, a pathway, the treatment, a plan, another finding."""
    clinical = loaded.model.clinical
    conditions: list[Expression | None] = [*clinical.probability.conditions()]
    found: set[str] = set()
    for finding in clinical.findings.values():
        conditions += [finding.yes_condition, finding.no_condition]
    for entry in clinical.treatment.values():
        conditions += [entry.condition, entry.exception]
        found |= {*entry.while_unknown, CONFIRMED}
    for pathway in clinical.pathways.values():
        found |= set(findings_of_pathway(pathway))
    for score in clinical.scores.values():
        items = [*score.items.values(), *(i for version in score.versions.values() for i in version.items.values())]
        conditions += [score.condition, *(version.condition for version in score.versions.values())]
        conditions += [*(item.condition for item in items), *(factor.condition for factor in score.factors)]
        conditions += [level.condition for item in items for level in item.levels]
        found |= {item.value for item in items} | {factor.value for factor in score.factors}
    for plan in (loaded.model.recovery.followup.plan, loaded.model.recovery.prevention.plan):
        conditions += plan.conditions()
        found |= set(plan.questions)
    return found | {name for condition in conditions if condition is not None for name in names(condition)}
