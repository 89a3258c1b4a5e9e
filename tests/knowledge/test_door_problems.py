"""A mistake in the doors of the clinician's page is named with its place and what was expected."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.knowledge.test_problems import problems_of

DOORS = "clinical/doors.yaml"
HISTORY = "clinical/findings/history.yaml"
MEASURED = "clinical/findings/measurements.yaml"

MISTAKES: Mapping[str, tuple[tuple[str, str, str], str]] = {
    "an unknown score": (
        (DOORS, "scores: [pesi, bova,", "scores: [pesi, bovva,"),
        "clinical/doors.yaml:LINE:53: unknown score 'bovva'",
    ),
    "a score that no door leads to": (
        (DOORS, "scores: [padua, improve_vte]", "scores: [padua]"),
        "clinical/scores/improve_vte.yaml:LINE:3: no door of the clinician's page leads to 'improve_vte', expected one",
    ),
    "a version for patients of its own that no door leads to": (
        (DOORS, ", years@2019]", "]"),
        "clinical/scores/years.yaml:LINE:9: no door of the clinician's page leads to 'years@2019'",
    ),
    "a version that can be chosen already": (
        (DOORS, "scores: [constans]", "scores: [constans, constans@two_levels]"),
        "unknown score 'constans@two_levels'",
    ),
    "a door without score": (
        (DOORS, "  surgery: {", "  empty: {scores: []}\n  surgery: {"),
        "'empty' leads to no score, expected at least one",
    ),
    "a score twice": (
        (DOORS, "scores: [cockcroft_gault, body", "scores: [cockcroft_gault, cockcroft_gault, body"),
        "'body' names a score twice, expected it once",
    ),
    "a suspicion that says nothing": (
        (
            DOORS,
            "arm_dvt_suspected: {suspicion: true, says: arm_dvt_suspected,",
            "arm_dvt_suspected: {suspicion: true,",
        ),
        "'arm_dvt_suspected' is a suspicion, expected the finding that it says",
    ),
    "an unknown finding": (
        (DOORS, "says: first_unprovoked_vte", "says: first_unprovoked_vtt"),
        "unknown yes/no finding 'first_unprovoked_vtt'",
    ),
    "a score that is for others": (
        (DOORS, "scores: [khorana]", "scores: [khorana, bova]"),
        "'bova' does not ask for 'ambulatory_cancer', which this door says; expected a score that does",
    ),
    "a key that copies": (
        (DOORS, "  a: {finding: age}", "  c: {finding: age}"),
        "the key 'c', expected one letter a-z",
    ),
    "a key of an unknown finding": ((DOORS, "finding: d_dimer}", "finding: d_dime}"), "unknown finding 'd_dime'"),
    "a judgement that is a number": (
        (MEASURED, "weight: {type: number,", "weight: {type: number, judged: true,"),
        "'weight' is judged, expected a yes/no finding",
    ),
    "an option that is no option": (
        (
            HISTORY,
            "villalta_pain: {type: choice, options: [none, mild, moderate, severe], absent: none",
            "villalta_pain: {type: choice, options: [none, mild, moderate, severe], absent: nothing",
        ),
        "unknown option 'nothing'",
    ),
    "a door without words": (
        ("text/en/clinic.yaml", "door_cancer:", "door_canser:"),
        "text/en/clinic.yaml:1:1: no words for 'door_cancer', expected an entry for it",
    ),
    "words for no door": (
        ("text/da/clinic.yaml", "door_body:", "door_bodies:"),
        "words for 'door_bodies', which nothing uses",
    ),
    "a version without words": (
        ("text/da/clinic.yaml", "version_two_levels:", "version_two_level:"),
        "text/da/clinic.yaml:1:1: no words for 'version_two_levels', expected an entry for it",
    ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The problems of one copy of the knowledge with all these mistakes in it."""
    changes = (change for change, _ in MISTAKES.values())
    problems = problems_of(tmp_path_factory.mktemp("doors"), *changes)
    return re.sub(r"\.yaml:(?!1:1:)\d+:", ".yaml:LINE:", "".join(f"{problem}\n" for problem in problems))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(name: str, found: str) -> None:
    assert MISTAKES[name][1] in found


def test_two_keys_for_one_finding_are_one_too_many(tmp_path: Path) -> None:
    found = problems_of(tmp_path, (DOORS, "finding: d_dimer}", "finding: age}"))
    assert [problem.message for problem in found] == ["'age' has two keys, expected one"] * 2


def test_a_field_that_no_door_has_is_named(tmp_path: Path) -> None:
    found = problems_of(tmp_path, (DOORS, "body: {scores", "body: {score: bova, scores"))
    assert len(found) == 1
    assert "'score'" in found[0].message
