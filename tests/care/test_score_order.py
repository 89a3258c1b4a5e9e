"""Every score rises and falls as it is written to, and its bands follow each other without a gap."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from tests.care.helpers import MODEL

from venevagt.care.score import count
from venevagt.care.score_form import Form, form_of, vocabulary
from venevagt.knowledge.clinical import Item
from venevagt.logic.domain import Domain
from venevagt.logic.expression import Compare, Expression, Not, OneOf, Value, children, leaves

FORMS: Mapping[str, Form] = {
    f"{name}@{version}": form_of(MODEL, f"{name}@{version}")
    for name, score in MODEL.clinical.scores.items()
    for version in (score.version, *score.versions)
}

TINY = 1e-6


@pytest.mark.parametrize("name", FORMS)
def test_every_result_is_in_one_band_and_more_points_never_in_a_lower_one(name: str) -> None:
    form = FORMS[name]
    bands = list(form.bands)
    starts = [band.at_least for band in form.bands.values() if band.at_least is not None]
    points = sorted({0.0, -100.0, 10_000.0, *(start + step for start in starts for step in (-TINY, 0.0, TINY))})
    places = []
    for value in points:
        (band,) = form.bands_of(value, value)
        places.append(bands.index(band))
    assert places == sorted(places)
    assert set(places) == set(range(len(bands)))


def directions(expression: Expression, sign: int = 1) -> Iterator[tuple[str, int]]:
    """Each yes/no finding and number of a condition, and whether more of it makes it hold (1) or not (-1)."""
    if isinstance(expression, Not):
        sign = -sign
    parts = children(expression)
    for part in parts:
        yield from directions(part, sign)
    for leaf in () if parts else leaves(expression):
        if isinstance(leaf, Compare):
            up = {">": 1, ">=": 1, "<": -1, "<=": -1}.get(leaf.operator, 0)
            yield leaf.name, up * sign
        elif not isinstance(leaf, OneOf):
            yield leaf.name, sign


def declared(form: Form) -> Mapping[str, set[int]]:
    """Finding -> the directions in which its items say that it moves the points."""
    found: dict[str, set[int]] = {}
    for item in form.items.values():
        for condition, points in _parts(item):
            for name, way in directions(condition):
                found.setdefault(name, set()).add(way * (1 if points > 0 else -1))
    return found


def _parts(item: Item) -> Iterator[tuple[Expression, float]]:
    every = [(item.condition, item.points), *((level.condition, level.points) for level in item.levels)]
    yield from ((condition, points) for condition, points in every if condition is not None)


def lowest(form: Form) -> dict[str, Value]:
    """Somebody of whom all is known, and who has nothing."""
    first: dict[str, Value] = {name: domain.representatives[0] for name, domain in form.classes.items()}
    return {**first, **{name: (low + high) / 2 for name, (low, high) in form.ranges.items()}}


def totals(name: str, domain: Domain, base: Mapping[str, Value]) -> list[float]:
    """The points for each class of a finding, the rest as it is."""
    results = (count(MODEL, name, {**base, domain.name: value}).points for value in domain.representatives)
    return [points for points in results if points is not None]


@pytest.mark.parametrize("name", FORMS)
def test_the_points_move_as_the_items_say(name: str) -> None:
    form = FORMS[name]
    words = vocabulary(MODEL)
    highest = {**lowest(form), **{one: domain.representatives[-1] for one, domain in form.classes.items()}}
    for finding, ways in declared(form).items():
        domain = form.classes[finding]
        for base in (lowest(form), highest):
            points = totals(name, domain, base)
            assert len(points) == len(domain.representatives)
            rises = {(after > before) - (after < before) for before, after in pairwise(points)} - {0}
            assert len(rises) <= 1, (name, finding, points)
            if len(ways) == 1 and type(words[finding]).__name__ == "YesNo":
                assert rises <= ways, (name, finding, points)


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.ranges])
def test_a_number_that_counts_by_its_value_moves_the_points_one_way(name: str) -> None:
    form = FORMS[name]
    for finding, (low, high) in form.ranges.items():
        values = [low + (high - low) * part / 20 for part in range(1, 21)]
        points = [count(MODEL, name, {**lowest(form), finding: value}).points or 0 for value in values]
        assert points in (sorted(points), sorted(points, reverse=True)), (name, finding, points)
        assert len(set(points)) > 1
