"""The plans' scripts in Node: many requests in one process; and answers as a person may give them."""

import json
import random
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.care.helpers import MODEL

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.plans import questions_for
from venevagt.knowledge.plans import PlanKnowledge
from venevagt.site.part_scripts import part_modules
from venevagt.site.plan_data import plan_module

DRIVER = Path(__file__).parent / "plan.mjs"


@cache
def _kept() -> "tempfile.TemporaryDirectory[str]":
    """A folder with the files in Danish, for as long as the tests run."""
    folder = tempfile.TemporaryDirectory()
    (Path(folder.name) / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for name, text in part_modules(MODEL, "da", "plan", plan_module(MODEL, "da")).items():
        file = Path(folder.name) / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
    return folder


def ask(requests: Iterable[Mapping[str, Any]]) -> list[Any]:
    """What the scripts answer to each request; plan.mjs says what can be asked."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = ["node", str(DRIVER), _kept().name]
    found = subprocess.run(command, input=lines, capture_output=True, text=True, check=False, timeout=170)
    assert found.returncode == 0, found.stderr[-2000:]
    return [json.loads(line) for line in found.stdout.splitlines()]


def answers_to(plan: PlanKnowledge, chance: random.Random) -> dict[str, str]:
    """Somebody's answers to the questions that fit; some are left open."""
    answers: dict[str, str] = {}
    seen: set[str] = set()
    while True:
        known = read_clinical_case(MODEL, answers)
        left = [one.id for one in questions_for(plan, known) if one.id not in seen]
        if not left:
            return answers
        seen.add(left[0])
        finding = MODEL.clinical.findings.get(left[0]) or MODEL.findings[left[0]]
        answer = chance.choice([*(finding.options or ("yes", "yes", "no")), "unsure", None])
        if answer is not None:
            answers[left[0]] = answer
