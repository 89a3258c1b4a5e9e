"""A mistake in the clinician's findings and scores is named with its place and what was expected.

Several mistakes that do not touch each other stand in one copy of the knowledge: loading it takes the time.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.knowledge.test_problems import problems_of

BOVA = "clinical/scores/bova.yaml"
CONSTANS = "clinical/scores/constans.yaml"
FOUR_PEPS = "clinical/scores/four_peps.yaml"
GENEVA = "clinical/scores/geneva.yaml"
HESTIA = "clinical/scores/hestia.yaml"
KIDNEY = "clinical/scores/cockcroft_gault.yaml"
LEFT = "clinical/scores/left.yaml"
MEASURED = "clinical/findings/measurements.yaml"
PEGED = "clinical/scores/peged.yaml"
PESI = "clinical/scores/pesi.yaml"
PULMONARY = "clinical/findings/pulmonary.yaml"
SIMPLIFIED = "clinical/scores/geneva_simplified.yaml"
SPESI = "clinical/scores/spesi.yaml"
WELLS = "clinical/scores/wells_dvt.yaml"
WORDS = "text/en/clinical_findings.yaml"
YEARS = "clinical/scores/years.yaml"

Mistake = tuple[tuple[str, str, str], str]

POINTS: Mapping[str, Mistake] = {
    "a level behind one that always holds first": (
        (GENEVA, "when: heart_rate >= 95, points: 5", "when: heart_rate >= 70, points: 5"),
        "this never counts: it cannot hold, or one before it holds whenever it does; expected a condition that can\n"
        "          heart_rate_75_or_95: {levels: [{when: heart_rate >= 70, points: 5}, {when: heart_rate >= 75,",
    ),
    "a level that never holds": (
        (SIMPLIFIED, "when: heart_rate >= 75", "when: heart_rate >= 75 AND heart_rate < 60"),
        "this never counts: it cannot hold, or one before it holds whenever it does; expected a condition that can\n"
        "          heart_rate_75_or_95: {levels: [{when: heart_rate >= 95, points: 2}, {when: heart_rate >= 75 AND",
    ),
    "an item that never holds": (
        (WELLS, "when: tender_deep", "when: tender_deep AND NOT tender_deep"),
        "this never counts: it cannot hold, or one before it holds whenever it does; expected a condition that can\n"
        "          tender_deep: {when: tender_deep AND NOT tender_deep",
    ),
    "an item that everybody has": (
        (HESTIA, "when: hit_history", "when: hit_history OR NOT hit_history"),
        "this holds for everybody, expected a condition that may not\n          hit_history: {when: hit_history OR",
    ),
    "a band that no result reaches": (
        (LEFT, "more: {at_least: 2}", "more: {at_least: 4}"),
        "no result of 'left' is in the band 'more': they go from 0 to 3, expected another limit\n"
        "          more: {at_least: 4}\n",
    ),
    "a band between two results": (
        (PEGED, "high: {at_least: 6.5}", "high: {at_least: 4.6}\n      gap: {at_least: 13}"),
        "no result of 'peged' is in the band 'gap': they go from 0 to 12.5",
    ),
    "a lowest band that no result reaches": (
        (YEARS, "some: {at_least: 1}", "some: {at_least: 0}"),
        "no result of 'years' is in the band 'none': they go from 0 to 3",
    ),
    "a band of a version that no result reaches": (
        (CONSTANS, "          likely: {at_least: 2}", "          likely: {at_least: 4}"),
        "no result of 'constans' is in the band 'likely': they go from -1 to 3, expected another limit\n"
        "              likely: {at_least: 4}\n",
    ),
    "a band of a formula that no result reaches": (
        (KIDNEY, "from_50: {at_least: 50}", "from_50: {at_least: 50000}"),
        "no result of 'cockcroft_gault' is in the band 'from_50': they go from 0.173935 to 6016.11",
    ),
    "a number that counts by its value and in a condition": (
        (PESI, "{when: sex = 'male', points: 10}", "{when: sex = 'male' OR age > 90, points: 10}"),
        "'age' counts by its own value and stands in a condition, expected one of the two",
    ),
    "yes and no from the same answers": (
        (PULMONARY, "no: d_dimer < 500", "no: d_dimer < 600"),
        "'yes' and 'no' of 'd_dimer_abnormal' can both hold, expected one of them at the most",
    ),
}

LIMITS: Mapping[str, Mistake] = {
    "in an item": (
        (GENEVA, "when: age > 65", "when: age > 65 OR heart_rate > 300"),
        "'heart_rate > 300' never holds, since 'heart_rate' is from 15 to 300: expected another limit\n"
        "          above_65: {when: age > 65 OR heart_rate > 300, points: 1}\n",
    ),
    "in a level": (
        (SIMPLIFIED, "when: heart_rate >= 95", "when: heart_rate >= 95 OR age > 120"),
        "'age > 120' never holds, since 'age' is from 0 to 120: expected another limit\n"
        "          heart_rate_75_or_95: {levels: [{when: heart_rate >= 95 OR age > 120",
    ),
    "in a formula": ((KIDNEY, "when: sex = 'female'", "when: sex = 'female' AND age >= 0"), "'age >= 0' always holds"),
    "for whom a score is": (
        (FOUR_PEPS, "AND age >= 18", "AND age < 0"),
        "'age < 0' never holds, since 'age' is from 0 to 120: expected another limit\n        applies: pe_suspected",
    ),
    "for whom a version is": (
        (YEARS, "age >= 18 AND pregnant_now", "age < 0 AND pregnant_now"),
        "'age < 0' never holds, since 'age' is from 0 to 120: expected another limit\n            applies: pe_",
    ),
    "in a conclusion": (
        (PULMONARY, "no: gestational_week >= 14", "no: gestational_week > 44"),
        "'gestational_week > 44' never holds",
    ),
    "a number that can be 0 under the line": (
        (MEASURED, "unit: umol/L, low: 10", "unit: umol/L, low: 0"),
        "divides by 'creatinine', which can make 0: expected numbers above 0\n"
        "          - {value: creatinine, power: -1}\n",
    ),
    "a difference that can be 0 under the line": (
        (KIDNEY, "{value: age, minus_from: 140}", "{value: age, minus_from: 120, power: -1}"),
        "divides by 'age', which can make 0: expected numbers above 0",
    ),
    "an outcome without words": ((WELLS, "likely, outcome: dvt", "likely, outcome: dtv"), "unknown outcome 'dtv'\n"),
    "two findings with the same words": (
        (WORDS, 'calf_pain: {label: "calf pain"}', 'calf_pain: {label: "oedema of one leg only"}'),
        "the same words as 'leg_oedema_one_sided', expected words of its own: 'oedema of one leg only'",
    ),
    "an unknown score": ((PEGED, "{score: wells_pe}", "{score: wells_ep}"), "unknown score 'wells_ep'"),
    "an unknown number": ((PESI, "{value: age}", "{value: aeg}"), "unknown number finding 'aeg'"),
    "bands that go down": (
        (BOVA, "stage_3: {at_least: 5}", "stage_3: {at_least: 3}"),
        "bands from [3.0, 3.0], expected each higher than the one before",
    ),
    "a finding that no score uses": (
        (PULMONARY, "  syncope:", "  swoon: {type: yes_no, sources: [S71]}\n  syncope:"),
        "no score uses 'swoon', nor a pathway, expected one that does",
    ),
    "a figure outside its interval": (
        (SPESI, "percent: 10.9, low: 8.5", "percent: 10.9, low: 11"),
        "11 to 13.2 around 10.9, expected 0 <= low <= percent <= high <= 100",
    ),
}

UNREAD: Mapping[str, Mistake] = {
    "in an item": ((WELLS, "when: tender_deep", "when: tender_deap"), "unknown finding 'tender_deap'"),
    "in a level": ((GENEVA, "heart_rate >= 95", "heart_rat >= 95"), "unknown finding 'heart_rat'"),
    "in a version": ((YEARS, "AND pregnant_now", "AND pregnantnow"), "unknown finding 'pregnantnow'"),
    "in a conclusion": ((PULMONARY, "no: d_dimer < 500", "no: d_dime < 500"), "unknown finding 'd_dime'"),
}
"""Conditions that cannot be read: nothing else is said of their scores."""


@pytest.fixture(scope="module")
def found_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Mapping[str, Mistake]], str]:
    """The problems of a copy of the knowledge with all these mistakes in it."""

    @cache
    def of(name: str, changes: tuple[tuple[str, str, str], ...]) -> str:
        found = problems_of(tmp_path_factory.mktemp(name), *changes)
        return re.sub(r"\.yaml:\d+:", ".yaml:LINE:", "".join(f"{problem}\n" for problem in found))

    return lambda name, mistakes: of(name, tuple(change for change, _ in mistakes.values()))


@pytest.mark.parametrize("name", POINTS)
def test_what_can_never_happen_is_named(name: str, found_in: Callable[[str, Mapping[str, Mistake]], str]) -> None:
    assert POINTS[name][1] in found_in("points", POINTS)


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_that_decides_nothing_is_named(
    name: str, found_in: Callable[[str, Mapping[str, Mistake]], str]
) -> None:
    assert LIMITS[name][1] in found_in("limits", LIMITS)


def test_of_conditions_that_cannot_be_read_nothing_else_is_said(tmp_path: Path) -> None:
    found = problems_of(tmp_path, *(change for change, _ in UNREAD.values()))
    assert sorted(problem.message for problem in found) == sorted(message for _, message in UNREAD.values())
