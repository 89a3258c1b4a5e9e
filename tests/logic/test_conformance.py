"""The conformance cases are data; every target runs all of them."""

from pathlib import Path
from typing import Any

import pytest
from tests.logic.targets import TARGETS, VOCABULARY

from venevagt.knowledge.source import read_yaml
from venevagt.logic.expression import Expression
from venevagt.logic.parse import parse

FOLDER = Path(__file__).parent.parent / "conformance"


def conformance_cases() -> list[dict[str, Any]]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        document = read_yaml(path.name, path.read_bytes())
        assert not document.problems, document.problems
        found += document.value
    return found


def _parsed(text: str) -> Expression:
    parsed = parse(text, VOCABULARY)
    assert parsed.expression is not None, (text, parsed.problems)
    return parsed.expression


CASES = conformance_cases()


def test_the_truth_tables_are_complete() -> None:
    for operator in ("AND", "OR"):
        rows = {
            (case["findings"]["a"], case["findings"]["b"])
            for case in CASES
            if case["expression"] == f"a {operator} b" and set(case["findings"]) == {"a", "b"}
        }
        assert rows == {(a, b) for a in (True, False, None) for b in (True, False, None)}


@pytest.mark.parametrize("target", TARGETS)
def test_target_gives_the_value_of_each_case(target: str) -> None:
    pairs = [(_parsed(case["expression"]), case["findings"]) for case in CASES]
    found = TARGETS[target](pairs)
    wrong = [(case, value) for case, value in zip(CASES, found, strict=True) if value is not case["value"]]
    assert wrong == []
