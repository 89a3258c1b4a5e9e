"""What has to hold of the made-up population: every figure is possible, has its source, and fits the others."""

import math
from collections.abc import Iterator

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.population import (
    AGES,
    OTHERS,
    Answering,
    Comparison,
    Population,
    Trait,
    group_percent,
    percent_of,
)
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.shape import Review
from venevagt.logic.expression import names
from venevagt.logic.nearest import did_you_mean

RELATIVE = 0.01
"""How far a ratio may be from the published one, for the rounding of the shares that it follows from."""

ROUNDING = 0.05
"""The same in percentage points, for shares and sums."""

KINDS = ("red_flag", "warning_sign", "look_alike", "risk_factor", "reassuring", "troublesome", "context")
ANSWERING = ("stops", "measures", "known_to_service", *(f"unsure_{kind}" for kind in KINDS))


def population_sources(loaded: Loaded) -> Iterator[str]:
    """The sources that the population rests on."""
    if loaded.population is not None:
        for _, _, _, figure in loaded.population.figures():
            yield from figure.sources


def population_reviews(loaded: Loaded) -> Iterator[tuple[str, str, Review]]:
    """The reviews of the population: its section, its id, its review."""
    if loaded.population is not None:
        for section, entries in loaded.population.sections().items():
            yield from ((section, name, entry.review) for name, entry in entries.items())


def population_fits(loaded: Loaded) -> Iterator[Problem]:
    """Sums are 100, names are known, every figure has its ground, and the published ratios come out."""
    population = loaded.population
    if population is None:
        return
    yield from _grounds(loaded, population)
    yield from _mix(loaded, population)
    for trait in population.traits.values():
        yield from _trait(loaded, population, trait)
    yield from _complete(loaded, population)
    yield from _shares(loaded, population)
    for comparison in population.comparisons.values():
        yield from _comparison(loaded, population, comparison)
    yield from _regions(loaded, population)


def _grounds(loaded: Loaded, population: Population) -> Iterator[Problem]:
    """A problem for a figure without a ground, or with two, and for one that is no percentage."""
    for section, name, path, figure in population.figures():
        yield from unknown(loaded, section, name, (*path, "sources"), figure.sources, loaded.model.sources, "source")
        if bool(figure.sources) == bool(getattr(figure, "because", "")):
            message = "a figure needs a ground: expected sources, or because (then it is assumed)"
            if figure.sources:
                message = "a figure is published or assumed, expected sources or because, and not both"
            yield at(loaded, section, name, message, path=path)
        percent = getattr(figure, "percent", 0.0)
        if not 0 <= percent <= 100:
            message = f"found {percent:g}, expected a percentage from 0 to 100"
            yield at(loaded, section, name, message, path=(*path, "percent"))


def _mix(loaded: Loaded, population: Population) -> Iterator[Problem]:
    for cause in population.causes.values():
        yield from _known(loaded, "causes", cause.id, ("group",), cause.group, population.groups)
        age = cause.age
        if not (0 <= age.low <= age.mean <= age.high <= 120 and age.low < age.high and 0 < age.sd < math.inf):
            message = "expected 0 <= low <= mean <= high <= 120, low below high, and sd above 0"
            yield at(loaded, "causes", cause.id, message, path=("age",))
    whole = sum(group.percent for group in population.groups.values())
    if population.groups and abs(whole - 100) > ROUNDING:
        first = next(iter(population.groups))
        yield at(loaded, "groups", first, f"the groups are {whole:g} % together, expected 100")
    for group in population.groups:
        members = [cause for cause in population.causes.values() if cause.group == group]
        within = sum(cause.share.percent for cause in members)
        if abs(within - 100) > ROUNDING:
            yield at(loaded, "groups", group, f"the causes of {group!r} are {within:g} % together, expected 100")
        if group in population.causes:
            yield at(loaded, "groups", group, f"{group!r} is a cause too, expected another name")


def _known(
    loaded: Loaded, section: str, name: str, path: tuple[str | int, ...], word: str, known: object
) -> Iterator[Problem]:
    words = tuple(known) if isinstance(known, (dict, tuple, list)) else ()
    if word not in words:
        message = f"unknown {path[0]} {word!r}, expected one of: {', '.join(words)}"
        yield at(loaded, section, name, message, did_you_mean(word, words), path)


def _trait(loaded: Loaded, population: Population, trait: Trait) -> Iterator[Problem]:
    finding = loaded.model.findings.get(trait.id)
    if finding is None or finding.type == "choice" or trait.id == "age":
        message = f"{trait.id!r} is no finding that is answered with yes or no, or measured"
        yield at(loaded, "traits", trait.id, message, did_you_mean(trait.id, loaded.model.findings))
    keys = [*population.causes, *population.groups, OTHERS]
    for key, percent in trait.assumed.items():
        if key not in keys:
            yield at(loaded, "traits", trait.id, f"unknown cause {key!r}", did_you_mean(key, keys), ("assumed", key))
        elif key in trait.published:
            yield at(loaded, "traits", trait.id, f"{key!r} is published too, expected one figure", "", ("assumed", key))
        if not 0 <= percent <= 100:
            message = f"found {percent:g}, expected a percentage from 0 to 100"
            yield at(loaded, "traits", trait.id, message, path=("assumed", key))
    for key in trait.published:
        if key not in keys or key == OTHERS:
            yield at(loaded, "traits", trait.id, f"unknown cause {key!r}", did_you_mean(key, keys), ("published", key))
    if trait.by_age and (len(trait.by_age) != len(AGES) or min(trait.by_age) < 0 or max(trait.by_age) <= 0):
        message = f"expected {len(AGES)} odds, none below 0, for the ages from {', '.join(map(str, AGES))}"
        yield at(loaded, "traits", trait.id, message, path=("by_age",))
    if not 0 < trait.severe < math.inf:
        yield at(loaded, "traits", trait.id, "expected odds above 0", path=("severe",))


def _complete(loaded: Loaded, population: Population) -> Iterator[Problem]:
    """A problem for a finding that a rule needs and that some cause has no figure for."""
    conditions = [rule.condition for rule in loaded.model.rules.values() if rule.condition is not None]
    used = {name for condition in conditions for name in names(condition)} & set(loaded.model.findings)
    for name in sorted(used - {"age", "place"} - set(population.traits)):
        if population.traits:
            first = next(iter(population.traits))
            message = f"{name!r} is used by a rule and has no figures, expected an entry for it"
            yield at(loaded, "traits", first, message)
    for trait in population.traits.values():
        for cause in population.causes.values():
            try:
                percent_of(trait, cause)
            except KeyError:
                message = f"no figure for {cause.id!r}, expected one, or one for {OTHERS}"
                yield at(loaded, "traits", trait.id, message, path=("assumed",))
                break
    for name in ANSWERING:
        if name not in population.answering and population.answering:
            first = next(iter(population.answering))
            yield at(loaded, "answering", first, f"nothing says {name!r}, expected an entry for it")
    for one in population.answering.values():
        yield from _answering(loaded, one)


def _answering(loaded: Loaded, one: Answering) -> Iterator[Problem]:
    if one.id not in ANSWERING:
        message = f"unknown entry {one.id!r}, expected one of: {', '.join(ANSWERING)}"
        yield at(loaded, "answering", one.id, message, did_you_mean(one.id, ANSWERING))
    if not 0 <= one.percent <= 100:
        message = f"found {one.percent:g}, expected a percentage from 0 to 100"
        yield at(loaded, "answering", one.id, message, path=("percent",))


def _shares(loaded: Loaded, population: Population) -> Iterator[Problem]:
    known = [*population.causes, *population.groups]
    for share in population.shares.values():
        yield from _known(loaded, "shares", share.id, ("of",), share.of, known)
        yield from unknown(loaded, "shares", share.id, ("among",), share.among, known, "cause")
        if share.of in known and set(share.among) <= set(known):
            found = 100 * share_of(population, share.of, share.among)
            if abs(found - share.percent) > ROUNDING:
                message = f"the causes give {found:.2f} %, expected {share.percent:g}: change the causes, or the figure"
                yield at(loaded, "shares", share.id, message, path=("percent",))


def share_of(population: Population, of: str, among: tuple[str, ...]) -> float:
    """Of the people with one of `among`, the share (0 to 1) with `of`, as the causes give it."""
    whole = sum(population.of_all(cause) for name in among for cause in population.causes_of(name))
    return sum(population.of_all(cause) for cause in population.causes_of(of)) / whole


def _comparison(loaded: Loaded, population: Population, comparison: Comparison) -> Iterator[Problem]:
    ratio = loaded.model.clinical.probability.likelihood_ratios.get(comparison.id)
    known = [*population.causes, *population.groups]
    wrong = [
        *_known(loaded, "comparisons", comparison.id, ("trait",), comparison.trait, list(population.traits)),
        *_known(loaded, "comparisons", comparison.id, ("cause",), comparison.cause, known),
        *_known(loaded, "comparisons", comparison.id, ("against",), comparison.against, known),
    ]
    if ratio is None:
        wrong.append(at(loaded, "comparisons", comparison.id, f"no likelihood ratio is called {comparison.id!r}"))
    yield from wrong
    if wrong or ratio is None:
        return
    trait = population.traits[comparison.trait]
    with_it, without = (
        percent if comparison.answer == "yes" else 100 - percent
        for percent in (mean_percent(population, trait, name) for name in (comparison.cause, comparison.against))
    )
    found = with_it / without if without else math.inf
    if abs(found / ratio.value - 1) > RELATIVE:
        message = f"{with_it:.4g} % and {without:.4g} % give {found:.3f}, expected the published {ratio.value:g}"
        yield at(loaded, "comparisons", comparison.id, message)


def mean_percent(population: Population, trait: Trait, name: str) -> float:
    """The figure for a cause, or for a group: its own, else the mean of its causes."""
    whole = group_percent(trait, name)
    if whole is not None:
        return whole
    causes = population.causes_of(name)
    weights = [population.of_all(cause) for cause in causes]
    values = [percent_of(trait, population.causes[cause]) for cause in causes]
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) / sum(weights)


def _regions(loaded: Loaded, population: Population) -> Iterator[Problem]:
    regions = loaded.model.recovery.directory.regions
    for one in population.residents.values():
        if one.id not in regions:
            help_line = did_you_mean(one.id, regions)
            yield at(loaded, "residents", one.id, f"unknown region {one.id!r}", help_line)
        if one.people < 1:
            yield at(loaded, "residents", one.id, f"found {one.people}, expected people", path=("people",))
