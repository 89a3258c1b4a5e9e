"""Every published figure of the population beside what was found among simulated people, before anybody is asked."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.cohort.persons import Persons
from venevagt.cohort.strata import Strata
from venevagt.knowledge.model import Model
from venevagt.knowledge.population import Cause, Population


class Marginal(Struct, frozen=True):
    """A figure: `expected` is published, `found` was counted; `apart`: how many standard errors they differ by."""

    name: str
    sources: Sequence[str]
    expected: float
    found: float
    apart: float
    people: int


class Tally:
    """Counts of people by cause; several add up."""

    def __init__(self, strata: Strata) -> None:
        self._strata = strata
        causes = len(strata.causes)
        self.people: NDArray[np.int64] = np.zeros(causes, np.int64)
        self.women: NDArray[np.int64] = np.zeros(causes, np.int64)
        self.ages: NDArray[np.float64] = np.zeros((2, causes))
        self.regions: NDArray[np.int64] = np.zeros(len(strata.regions), np.int64)
        self.traits: dict[str, NDArray[np.int64]] = {name: np.zeros(causes, np.int64) for name in strata.traits}

    def add(self, other: "Tally") -> None:
        """Count the people of another too."""
        self.people += other.people
        self.women += other.women
        self.ages += other.ages
        self.regions += other.regions
        for name, counts in other.traits.items():
            self.traits[name] += counts

    def count(self, persons: Persons, people: int) -> "Tally":
        """Count the first so many of a block; gives itself."""
        causes, cause = len(self.people), persons.cause[:people]
        age = persons.age[:people].astype(np.float64)
        self.people += np.bincount(cause, minlength=causes)
        self.women += np.bincount(cause[persons.female[:people]], minlength=causes)
        self.ages += [np.bincount(cause, weights, causes) for weights in (age, age**2)]
        self.regions += np.bincount(persons.region[:people], minlength=len(self.regions))
        for name, plane in persons.traits.items():
            has = np.unpackbits(plane.view(np.uint8), bitorder="little")[:people] > 0
            self.traits[name] += np.bincount(cause[has], minlength=causes)
        return self


def marginals(model: Model, population: Population, tally: Tally) -> Iterator[Marginal]:
    """All published figures; those for which nobody was drawn are left out."""
    places = {name: place for place, name in enumerate(population.causes)}

    def of(counts: NDArray[np.int64], name: str) -> int:
        return int(sum(counts[places[cause]] for cause in population.causes_of(name)))

    people, total = tally.people, int(tally.people.sum())
    yield from _residents(population, tally)
    for share in population.shares.values():
        among = sum(of(people, name) for name in share.among)
        yield from _share(share.id, share.sources, share.percent, of(people, share.of), among)
    for cause in population.causes.values():
        whole = of(people, cause.group)
        if cause.share.sources:
            name = f"{cause.id} of {cause.group}"
            yield from _share(name, cause.share.sources, cause.share.percent, of(people, cause.id), whole)
        if cause.female.sources:
            name = f"women with {cause.id}"
            yield from _share(
                name, cause.female.sources, cause.female.percent, of(tally.women, cause.id), of(people, cause.id)
            )
        if cause.age.sources:
            yield from _age(cause, tally, places[cause.id])
    for trait in population.traits.values():
        for name, figure in trait.published.items():
            count = of(tally.traits[trait.id], name)
            yield from _share(f"{trait.id} with {name}", figure.sources, figure.percent, count, of(people, name))
    ratios = model.clinical.probability.likelihood_ratios
    for one in population.comparisons.values():
        counts = tally.traits[one.trait] if one.answer == "yes" else people - tally.traits[one.trait]
        found = [(of(counts, name), of(people, name)) for name in (one.cause, one.against)]
        yield from _ratio(f"ratio {one.id}", ratios[one.id].sources, ratios[one.id].value, *found)
    assert total == int(tally.regions.sum())


def _residents(population: Population, tally: Tally) -> Iterator[Marginal]:
    everybody = sum(one.people for one in population.residents.values())
    for place, one in enumerate(population.residents.values()):
        percent = 100 * one.people / everybody
        yield from _share(
            f"living in {one.id}", one.sources, percent, int(tally.regions[place]), int(tally.regions.sum())
        )


def _share(name: str, sources: Sequence[str], percent: float, count: int, people: int) -> Iterator[Marginal]:
    if people:
        share = percent / 100
        error = math.sqrt(max(share * (1 - share), 1e-12) / people)
        yield Marginal(name, sources, percent, 100 * count / people, (count / people - share) / error, people)


def _age(cause: Cause, tally: Tally, place: int) -> Iterator[Marginal]:
    people = int(tally.people[place])
    if people > 1:
        mean, square = (float(one) / people for one in tally.ages[:, place])
        error = math.sqrt(max(square - mean**2, 1e-12) / people)
        apart = (mean - cause.age.mean) / error
        yield Marginal(f"mean age with {cause.id}", cause.age.sources, cause.age.mean, mean, apart, people)


def _ratio(
    name: str, sources: Sequence[str], expected: float, with_it: tuple[int, int], without: tuple[int, int]
) -> Iterator[Marginal]:
    """The standard error is that of the ratio's logarithm."""
    if all(count and count < people for count, people in (with_it, without)):
        first, second = (count / people for count, people in (with_it, without))
        error = math.sqrt((1 - first) / with_it[0] + (1 - second) / without[0])
        found = first / second
        yield Marginal(name, sources, expected, found, math.log(found / expected) / error, with_it[1] + without[1])
