"""The cases that the benchmarks run on: the stories of tests/scenarios, complete or as they are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from venevagt.knowledge.model import Model
from venevagt.knowledge.source import read_yaml

SCENARIOS = Path(__file__).parent.parent / "tests" / "scenarios"


def scenario_cases(model: Model) -> list[Mapping[str, Any]]:
    """The answers of every story; `the_rest: no` filled in."""
    rest = {name: "no" for name, finding in model.findings.items() if finding.type == "yes_no"}
    found: list[Mapping[str, Any]] = []
    for path in sorted(SCENARIOS.glob("*.yaml")):
        for scenario in read_yaml(path.name, path.read_bytes()).value:
            answers = dict(scenario["answers"])
            filled = answers.pop("the_rest", None) == "no"
            found.append({**rest, **answers} if filled else answers)
    return found
