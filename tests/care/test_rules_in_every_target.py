"""The rules themselves, on the answers of the stories: the same value in every target."""

import pytest
from tests.care.helpers import MODEL
from tests.care.test_scenarios import SCENARIOS, case_of
from tests.logic.targets import TARGETS

from venevagt.care.cases import effective, read_case
from venevagt.care.engine import engine_for
from venevagt.knowledge.decision import condition_of

ENGINE = engine_for(MODEL)
VOCABULARY = {name: finding.variable for name, finding in MODEL.findings.items()}
CASES = [
    {name: value for name, value in effective(ENGINE, read_case(MODEL, case_of(scenario))).items() if value is not None}
    for scenario in SCENARIOS[::3]
]
PAIRS = [(condition_of(rule), case) for rule in MODEL.rules.values() for case in CASES]
WANTED = TARGETS["meaning"](PAIRS)


@pytest.mark.parametrize("target", ["python", "sql", "javascript", "diagram"])
def test_a_target_gives_every_rule_the_value_that_it_means(target: str) -> None:
    found = TARGETS[target](PAIRS, VOCABULARY)
    wrong = [(pair, value) for pair, value, right in zip(PAIRS, found, WANTED, strict=True) if value is not right]
    assert wrong == []


def test_the_stories_make_every_rule_true_and_false_and_leave_some_open() -> None:
    assert set(WANTED) == {True, False, None}
