"""No small change of the knowledge goes unnoticed: each is caught, or proved or said to change nothing."""

from collections import Counter

import pytest
from tests.care.helpers import MODEL
from tests.mutation.anchors import same_meaning_groups
from tests.mutation.judge import judge
from tests.mutation.shape import EQUIVALENT, NOTHING, Verdict

AT_LEAST = {
    "rules": 900,
    "unsure": 190,
    "conditions": 70,
    "whole": 48,
    "advice": 640,
    "numbers": 2_040,
    "screens": 600,
    "findings": 470,
    "sources": 180,
    "see also": 100,
    "texts": 81_000,
    "articles": 25_000,
}
"""How many mutants there are at least: a group that makes too few would pass unseen."""


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return list(judge(MODEL))


def test_no_mutant_survives(verdicts: list[Verdict]) -> None:
    assert [f"{own.group}: {own.words}" for own in verdicts if own.caught_by == NOTHING] == []


def test_every_group_has_its_mutants(verdicts: list[Verdict]) -> None:
    counts = Counter(verdict.group for verdict in verdicts)
    assert set(counts) == set(AT_LEAST)
    assert {group: count for group, count in counts.items() if count < AT_LEAST[group]} == {}


def test_what_is_equivalent_is_known(verdicts: list[Verdict]) -> None:
    equivalent = [verdict for verdict in verdicts if verdict.caught_by == EQUIVALENT]
    # Self-care is earned, so what its own condition repeats of the rules above it decides nothing.
    assert {own.words.partition(":")[0] for own in equivalent if own.group == "rules"} == {"plain_cramp"}
    # A concern or an urgency that never comes with what else the entry asks, and entries never given together.
    assert sum(own.group == "advice" for own in equivalent) <= 17
    assert {own.group for own in equivalent} == {"rules", "advice", "texts"}
    assert all(own.why for own in equivalent)


def test_every_two_texts_said_to_mean_the_same_need_it(verdicts: list[Verdict]) -> None:
    needed = {own.why for own in verdicts if own.group == "texts" and own.caught_by == EQUIVALENT}
    assert {group["why"] for group in same_meaning_groups()} == needed
