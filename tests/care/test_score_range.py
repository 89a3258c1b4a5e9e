"""The range of a score is exact: compared with every completion of random partial cases."""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product

import pytest
from tests.care.helpers import MODEL

from venevagt.care.score import ScoreResult, count
from venevagt.care.score_form import Form, form_of, vocabulary
from venevagt.knowledge.clinical import Item
from venevagt.logic.expression import Choice, Compare, Number, Value, evaluate, leaves

FORMS = [
    f"{name}@{version}"
    for name, score in MODEL.clinical.scores.items()
    for version in (score.version, *score.versions)
    if score.items
]
VOCABULARY = vocabulary(MODEL)
MOST_COMPLETIONS = 200
CASES = 6


@cache
def values_of(name: str) -> Mapping[str, Sequence[Value]]:
    """What is tried for each finding of a score: for a number its limits, what is beside them, and its ends."""
    form = form_of(MODEL, name)
    limits: dict[str, set[float]] = {}
    for item in form.items.values():
        for condition in (item.condition, *(level.condition for level in item.levels)):
            for leaf in leaves(condition) if condition is not None else ():
                limits.setdefault(leaf.name, set()).update({leaf.limit} if isinstance(leaf, Compare) else ())
        if item.value:
            limits.setdefault(item.value, set()).update(band.at_least or 0 for band in form.bands.values())
    return {finding: _values(finding, wanted) for finding, wanted in limits.items()}


def _values(finding: str, limits: set[float]) -> Sequence[Value]:
    match VOCABULARY[finding]:
        case Number(low, high):
            ends = sorted({low, high, *(limit for limit in limits if low <= limit <= high)})
            return sorted({*ends, *((one + other) / 2 for one, other in pairwise(ends))})
        case Choice(options):
            return options
        case _:
            return (False, True)


def points(form: Form, case: Mapping[str, Value]) -> float:
    return sum(_item_points(item, case) for item in form.items.values())


def _item_points(item: Item, case: Mapping[str, Value]) -> float:
    if item.value:
        value = case[item.value]
        assert isinstance(value, (int, float))
        return float(value)
    if item.condition is not None:
        return item.points if evaluate(item.condition, case) else 0
    held = [level.points for level in item.levels if level.condition and evaluate(level.condition, case)]
    return held[0] if held else 0


def partial_cases(name: str) -> Iterator[tuple[dict[str, Value], dict[str, Sequence[Value]]]]:
    """Random cases with some findings open, and what is open with all its values; never too many completions."""
    chance = random.Random(name)
    values = values_of(name)
    for _ in range(CASES):
        order = chance.sample(sorted(values), len(values))
        left: dict[str, Sequence[Value]] = {}
        completions = 1
        for finding in order[: chance.randint(1, len(order))]:
            if completions * len(values[finding]) <= MOST_COMPLETIONS:
                left[finding] = values[finding]
                completions *= len(values[finding])
        yield {finding: chance.choice(values[finding]) for finding in values if finding not in left}, left


def completions(known: Mapping[str, Value], left: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    for answers in product(*left.values()):
        yield {**known, **dict(zip(left, answers, strict=True))}


def bands(form: Form, cases: Iterator[dict[str, Value]]) -> set[str]:
    return {band for case in cases for total in [points(form, case)] for band in form.bands_of(total, total)}


@pytest.mark.parametrize("name", FORMS)
def test_the_range_and_the_bands_are_those_of_all_completions(name: str) -> None:
    form = form_of(MODEL, name)
    for known, left in partial_cases(name):
        result = count(MODEL, name, known)
        totals = [points(form, case) for case in completions(known, left)]
        assert (result.low, result.high) == (min(totals), max(totals)), known
        assert set(result.possible_bands) == bands(form, completions(known, left)), known
        assert result.points == (totals[0] if len(set(totals)) == 1 else None)
        assert set(result.missing) <= set(left)
        assert_only_what_is_missing_counts(form, result, known, left)


def assert_only_what_is_missing_counts(
    form: Form, result: ScoreResult, known: Mapping[str, Value], left: Mapping[str, Sequence[Value]]
) -> None:
    """Findings that are open and not missing change no points; each that is missing does in some completion."""
    idle = {finding: values[0] for finding, values in left.items() if finding not in result.missing}
    counting = {finding: left[finding] for finding in result.missing}
    for case in completions({**known, **idle}, counting):
        for finding in idle:
            assert {points(form, {**case, finding: value}) for value in left[finding]} == {points(form, case)}
    for finding in result.missing:
        rest = {other: values for other, values in left.items() if other != finding}
        assert any(
            len({points(form, {**case, finding: value}) for value in left[finding]}) > 1
            for case in completions(known, rest)
        ), (known, finding)


@pytest.mark.parametrize("name", FORMS)
def test_what_settles_leaves_one_band_whatever_the_answer(name: str) -> None:
    form = form_of(MODEL, name)
    for known, left in partial_cases(name):
        result = count(MODEL, name, known)
        settling = {
            finding
            for finding in result.missing
            if all(
                len(
                    bands(form, completions({**known, finding: value}, {k: v for k, v in left.items() if k != finding}))
                )
                == 1
                for value in left[finding]
            )
        }
        if len(result.possible_bands) == 1:
            assert (result.settles, result.next_finding) == (None, None)
        elif settling - set(form.ranges):
            assert result.settles in settling
        else:
            assert result.settles is None
            assert result.next_finding in result.missing


@pytest.mark.parametrize("name", FORMS)
def test_what_is_not_known_is_never_taken_for_a_no(name: str) -> None:
    """More answers only narrow the range, and what is said to be open is not the range with a no."""
    for known, left in partial_cases(name):
        before = count(MODEL, name, known)
        for finding, values in left.items():
            for value in values:
                after = count(MODEL, name, {**known, finding: value})
                assert before.low <= after.low <= after.high <= before.high
                assert set(after.possible_bands) <= set(before.possible_bands)
                assert finding not in after.missing


def test_the_range_of_a_formula_is_that_of_the_ends_of_its_numbers() -> None:
    known: dict[str, Value] = {"age": 60.0, "weight": 80.0, "creatinine": 88.4}
    open_sex = count(MODEL, "cockcroft_gault", known)
    man = count(MODEL, "cockcroft_gault", {**known, "sex": "male"})
    woman = count(MODEL, "cockcroft_gault", {**known, "sex": "female"})
    assert man.points == pytest.approx(80 * 80 / 72, abs=1e-4)
    assert woman.points == pytest.approx(0.85 * 80 * 80 / 72, abs=1e-4)
    assert (open_sex.low, open_sex.high) == (woman.points, man.points)
    finding = MODEL.clinical.findings["weight"]
    del known["weight"]
    open_weight = count(MODEL, "cockcroft_gault", {**known, "sex": "male"})
    ends = [
        count(MODEL, "cockcroft_gault", {**known, "sex": "male", "weight": end}) for end in (finding.low, finding.high)
    ]
    assert [open_weight.low, open_weight.high] == [own.points for own in ends]
    assert open_weight.missing == ("weight",)
