"""From the figures of the population to one table of chances: for each kind of person and each trait.

A kind of person is a cause, a class of ages, a sex, and whether the complaints are milder or more severe. Within a
cause the chances differ by age and severity, and are moved so that their mean is the figure of the cause.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.knowledge.population import AGES, Ages, Population, Trait, group_percent, percent_of

CHANCES = 1 << 16
"""Every chance is a whole number of these parts: a random number of 16 bits decides."""

OLDEST = 120
_ROUNDS = 60
_HIGHEST = 40.0
"""Logits beyond this are 0 or 1."""

Floats = NDArray[np.float64]


class Strata(Struct, frozen=True):
    """What is needed to draw people.

    `cause_of`, `region_of`: for each of 65536 random numbers a cause, a region. `age_of`: the same for an age, one
    row a cause. `class_of`: the class of an age. `female`: of 65536, by cause. `chances`: of 65536, a row for each
    trait, a column for each kind of person: ((cause * classes + class) * 2 + female) * 2 + severe. `elsewhere`: for
    each trait that only a place can have, the causes of another place.
    """

    causes: Sequence[str]
    regions: Sequence[str]
    traits: Sequence[str]
    classes: int
    cause_of: NDArray[np.uint8]
    region_of: NDArray[np.uint8]
    age_of: NDArray[np.uint8]
    class_of: NDArray[np.int64]
    female: NDArray[np.uint16]
    chances: NDArray[np.uint16]
    elsewhere: Mapping[str, NDArray[np.bool_]]


def strata_of(population: Population) -> Strata:
    """The tables of a population that has been checked."""
    causes = tuple(population.causes.values())
    ages = np.array([age_chances(cause.age) for cause in causes])
    edges = _edges(population)
    class_of = np.searchsorted(edges, np.arange(OLDEST + 1), side="right") - 1
    classes = np.stack([ages[:, class_of == one].sum(axis=1) for one in range(len(edges))], axis=1)
    women = np.array([cause.female.percent / 100 for cause in causes])
    by_sex = np.stack([1 - women, women], axis=1)
    weights = (classes[:, :, None] * by_sex[:, None, :] / 2)[..., None].repeat(2, axis=3)
    chances = [_chances(population, trait, edges, weights) for trait in population.traits.values()]
    return Strata(
        causes=tuple(population.causes),
        regions=tuple(population.residents),
        traits=tuple(population.traits),
        classes=len(edges),
        cause_of=_lookup([population.of_all(cause.id) for cause in causes]),
        region_of=_lookup([one.people for one in population.residents.values()]),
        age_of=np.stack([_lookup(row) for row in ages]),
        class_of=class_of.astype(np.int64),
        female=_parts(women),
        chances=_parts(np.array(chances)).reshape(len(chances), -1),
        elsewhere={
            trait.id: np.array([cause.place != trait.only.place for cause in causes])
            for trait in population.traits.values()
            if trait.only.place
        },
    )


def age_chances(ages: Ages) -> Floats:
    """How likely each age from 0 to 120 is. The curve is moved so that its mean, cut off as it is, is the figure."""
    years = np.arange(OLDEST + 1)
    allowed = (years >= ages.low) & (years <= ages.high)
    low, high = ages.low - 6 * ages.sd, ages.high + 6 * ages.sd
    found: Floats = np.zeros(OLDEST + 1)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        exponent = np.where(allowed, -(((years - middle) / ages.sd) ** 2) / 2, -np.inf)
        found = np.exp(exponent - exponent.max())
        found /= found.sum()
        low, high = (middle, high) if found @ years < ages.mean else (low, middle)
    return found


def _edges(population: Population) -> NDArray[np.int64]:
    """The first ages of the classes within which nothing depends on age."""
    limits = {limit for trait in population.traits.values() for limit in (trait.only.low, trait.only.high + 1)}
    return np.array(sorted({*AGES, *(limit for limit in limits if limit <= OLDEST)}))


def _chances(population: Population, trait: Trait, edges: NDArray[np.int64], weights: Floats) -> Floats:
    """The chance of a trait for each cause, class of ages, sex and severity: an array like `weights`."""
    causes = tuple(population.causes.values())
    goals = _goals(population, trait)
    odds = np.ones(weights.shape[1:])
    if trait.by_age:
        steps = np.array(trait.by_age)[np.searchsorted(AGES, edges, side="right") - 1]
        odds *= steps[:, None, None]
    odds[..., 1] *= trait.severe
    able = np.ones(weights.shape, bool)
    able &= ((edges >= trait.only.low) & (edges <= trait.only.high))[None, :, None, None]
    if trait.only.sex:
        able &= np.array([trait.only.sex == "male", trait.only.sex == "female"])[None, None, :, None]
    if trait.only.place:
        able &= np.array([cause.place == trait.only.place for cause in causes])[:, None, None, None]
    with np.errstate(divide="ignore"):
        start = np.broadcast_to(np.log(odds), weights.shape)
    counted = np.where(able, weights, 0)
    found = _moved(start.reshape(len(causes), -1), counted.reshape(len(causes), -1), goals)
    return np.where(able, found.reshape(weights.shape), 0)


def _goals(population: Population, trait: Trait) -> Floats:
    """The figure of each cause, 0 to 1; those of a group with a figure of its own are moved together."""
    causes = tuple(population.causes.values())
    goals = np.array([percent_of(trait, cause) / 100 for cause in causes])
    for group in population.groups:
        whole = group_percent(trait, group)
        free = [place for place, cause in enumerate(causes) if cause.group == group and cause.id not in trait.published]
        if whole is None or not free:
            continue
        members = [place for place, cause in enumerate(causes) if cause.group == group]
        weights = np.array([population.of_all(causes[place].id) for place in members])
        fixed = sum(goals[place] * weight for place, weight in zip(members, weights, strict=True) if place not in free)
        own = np.array([weight for place, weight in zip(members, weights, strict=True) if place in free])
        goal = (whole / 100 * weights.sum() - fixed) / own.sum()
        goals[free] = _moved(_logit(goals[free])[None, :], own[None, :], np.array([goal]))[0]
    return goals


def _moved(logits: Floats, weights: Floats, goals: Floats) -> Floats:
    """Chances from logits, each row moved as a whole until its weighted mean is the row's goal."""
    totals = weights.sum(axis=1)
    low, high = np.full(len(goals), -2 * _HIGHEST), np.full(len(goals), 2 * _HIGHEST)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        mean = (_logistic(logits + middle[:, None]) * weights).sum(axis=1)
        below = mean < goals * totals
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    found = _logistic(logits + high[:, None])
    found[goals <= 0] = 0
    found[goals >= 1] = 1
    return found


def _logit(chances: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        found: Floats = np.clip(np.log(chances) - np.log1p(-chances), -_HIGHEST, _HIGHEST)
    return found


def _logistic(logits: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(logits, -3 * _HIGHEST, 3 * _HIGHEST)))
    return found


def _parts(chances: Floats) -> NDArray[np.uint16]:
    """Of 65536; a chance of 1 misses by one part, so that it fits into 16 bits."""
    return np.minimum(np.rint(chances * CHANCES), CHANCES - 1).astype(np.uint16)


def _lookup(shares: Sequence[float] | Floats) -> NDArray[np.uint8]:
    """A table of 65536 places, each share with as many of them as it is large."""
    ends = np.rint(np.cumsum(shares) / np.sum(shares) * CHANCES).astype(np.int64)
    return np.searchsorted(ends, np.arange(CHANCES), side="right").astype(np.uint8)
