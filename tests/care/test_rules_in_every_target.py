"""The rules themselves, on the answers of the stories: the same value in every target."""

import pytest
from tests.care.helpers import MODEL
from tests.care.test_scenarios import SCENARIOS, case_of
from tests.logic.targets import TARGETS

from venevagt.care.cases import effective, read_case
from venevagt.care.engine import engine_for
from venevagt.knowledge.decision import condition_of
from venevagt.knowledge.model import Rule
from venevagt.logic.expression import evaluate

ENGINE = engine_for(MODEL)
VOCABULARY = {name: finding.variable for name, finding in MODEL.findings.items()}
ALL_CASES = [
    {name: value for name, value in effective(ENGINE, read_case(MODEL, case_of(scenario))).items() if value is not None}
    for scenario in SCENARIOS
]
CASES = ALL_CASES[::3]
PAIRS = [(condition_of(rule), case) for rule in MODEL.rules.values() for case in CASES]
WANTED = TARGETS["meaning"](PAIRS)


@pytest.mark.parametrize("target", ["python", "sql", "javascript", "diagram"])
def test_a_target_gives_every_rule_the_value_that_it_means(target: str) -> None:
    found = TARGETS[target](PAIRS, VOCABULARY)
    wrong = [(pair, value) for pair, value, right in zip(PAIRS, found, WANTED, strict=True) if value is not right]
    assert wrong == []


@pytest.mark.parametrize("rule", list(MODEL.rules.values()), ids=list(MODEL.rules))
def test_the_stories_cover_a_rule_both_ways(rule: Rule) -> None:
    values = {evaluate(condition_of(rule), case) for case in ALL_CASES}
    assert {True, False} <= values


def test_the_stories_leave_some_rules_open() -> None:
    assert None in WANTED
