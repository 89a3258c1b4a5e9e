"""The stories of tests/scenarios, each with the urgency and the reasons that it must have."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.care.helpers import MODEL

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


def case_of(scenario: dict[str, Any]) -> dict[str, Any]:
    answers = dict(scenario["answers"])
    if answers.pop("the_rest", None) == "no":
        rest = (name for name, finding in MODEL.findings.items() if finding.type == "yes_no")
        answers = {**dict.fromkeys(rest, "no"), **answers}
    return answers


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(scenario: dict[str, Any]) -> None:
    found = assess(MODEL, read_case(MODEL, case_of(scenario)))
    assert found.urgency == scenario["urgency"], scenario["story"]
    assert sorted(reason.rule for reason in found.reasons) == sorted(scenario["reasons"]), scenario["story"]
    possible = scenario.get("possible", [scenario["urgency"]] * 2)
    assert list(found.possible) == possible
    assert found.final is scenario.get("final", True)


def test_the_stories_are_enough() -> None:
    assert len(SCENARIOS) >= 120
    assert len({scenario["name"] for scenario in SCENARIOS}) == len(SCENARIOS)
    assert len({scenario["story"] for scenario in SCENARIOS}) == len(SCENARIOS)


def test_every_rule_decides_some_story() -> None:
    decided = {rule for scenario in SCENARIOS for rule in scenario["reasons"]}
    assert decided == {*MODEL.rules, "no_rule"}


def test_every_finding_of_the_rules_is_answered_yes_and_no_in_some_story() -> None:
    for name, finding in MODEL.findings.items():
        if finding.type == "yes_no" and not finding.decides_nothing:
            answers = {case_of(scenario).get(name) for scenario in SCENARIOS}
            assert {"yes", "no"} <= answers, name
