"""The scripts of the plan against a clot give exactly what Python gives."""

import json
import random
from typing import Any

import msgspec
from tests.care.helpers import MODEL
from tests.site.plan_node import answers_to, ask

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.plans import questions_for
from venevagt.care.prevention import prevention

PLAN = MODEL.recovery.prevention.plan
CASES = 3000


def generated() -> list[dict[str, Any]]:
    chance = random.Random(20261124)
    return [{"kind": "prevention", "answers": answers_to(PLAN, chance), "start": ""} for _ in range(CASES)]


def test_the_plans_of_generated_cases_are_equal() -> None:
    cases = generated()
    found = ask({"ask": "plan", **case} for case in cases)
    for case, one in zip(cases, found, strict=True):
        known = read_clinical_case(MODEL, case["answers"])
        assert one == json.loads(msgspec.json.encode(prevention(MODEL, known))), case
    # They reach everything there is to be different in.
    assert {line["id"] for one in found for line in one["lines"]} == {*PLAN.lines}
    assert {line["id"] for one in found for line in one["open"]} == {
        name for name, line in PLAN.lines.items() if line.when
    }
    assert {name for one in found for name in one["ask"]} == {*PLAN.questions}


def test_the_questions_that_fit_are_equal() -> None:
    cases = generated()[:1000]
    for case, found in zip(cases, ask({"ask": "questions", **case} for case in cases), strict=True):
        known = read_clinical_case(MODEL, case["answers"])
        assert found == [one.id for one in questions_for(PLAN, known)], case
