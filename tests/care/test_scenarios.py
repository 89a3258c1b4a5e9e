"""The stories of tests/scenarios, each with the urgency, the reasons and the advice that it must have."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.care.helpers import MODEL, with_line_ids

from venevagt.care.assess import assess
from venevagt.care.cases import read_case
from venevagt.knowledge.source import read_yaml

FOLDER = Path(__file__).parent.parent / "scenarios"


def scenarios() -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        document = read_yaml(path.name, path.read_bytes())
        assert not document.problems, document.problems
        for scenario in document.value:
            yield {**scenario, "file": path.name}


SCENARIOS = list(scenarios())
LINES = ("do", "dont", "say", "safety_net")
WITH_LINE_IDS = with_line_ids(MODEL)


def case_of(scenario: dict[str, Any]) -> dict[str, Any]:
    answers = dict(scenario["answers"])
    if answers.pop("the_rest", None) == "no":
        rest = (name for name, finding in MODEL.findings.items() if finding.type == "yes_no")
        answers = {**dict.fromkeys(rest, "no"), **answers}
    return answers


def wrong_lines(scenario: Mapping[str, Any], found: Mapping[str, Sequence[str]]) -> list[str]:
    """Where the ids of the lines are not what the story says: exactly its lists, all `given`, none `left_out`."""
    every = {line for part in LINES for line in found[part]}
    return [
        *(f"{part}: {[*found[part]]}" for part in LINES if part in scenario and [*found[part]] != scenario[part]),
        *(f"{line} is missing" for line in scenario.get("given", []) if line not in every),
        *(f"{line} is given" for line in scenario.get("left_out", []) if line in every),
    ]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(scenario: dict[str, Any]) -> None:
    found = assess(WITH_LINE_IDS, read_case(MODEL, case_of(scenario)))
    assert found.urgency == scenario["urgency"], scenario["story"]
    assert sorted(reason.rule for reason in found.reasons) == sorted(scenario["reasons"]), scenario["story"]
    possible = scenario.get("possible", [scenario["urgency"]] * 2)
    assert list(found.possible) == possible
    assert found.final is scenario.get("final", True)
    assert wrong_lines(scenario, {part: getattr(found, part) for part in LINES}) == [], scenario["story"]


def test_the_stories_are_enough() -> None:
    assert len(SCENARIOS) >= 120
    assert len({scenario["name"] for scenario in SCENARIOS}) == len(SCENARIOS)
    assert len({scenario["story"] for scenario in SCENARIOS}) == len(SCENARIOS)


def test_a_story_names_only_what_there_is() -> None:
    known = {"name", "story", "answers", "urgency", "reasons", "possible", "final", "file"}
    for scenario in SCENARIOS:
        assert set(scenario) <= known | {*LINES, "given", "left_out"}, scenario["name"]
        named = {line for key in (*LINES, "given", "left_out") for line in scenario.get(key, [])}
        assert named <= set(MODEL.texts["da"].advice), scenario["name"]


def test_every_line_of_advice_is_given_in_some_story_that_names_all() -> None:
    named = {line for scenario in SCENARIOS for part in LINES for line in scenario.get(part, [])}
    assert named == set(MODEL.texts["da"].advice)


def test_every_rule_decides_some_story() -> None:
    decided = {rule for scenario in SCENARIOS for rule in scenario["reasons"]}
    assert decided == {*MODEL.rules, "no_rule"}


def test_every_finding_of_the_rules_is_answered_yes_and_no_in_some_story() -> None:
    for name, finding in MODEL.findings.items():
        if finding.type == "yes_no" and not finding.decides_nothing:
            answers = {case_of(scenario).get(name) for scenario in SCENARIOS}
            assert {"yes", "no"} <= answers, name
