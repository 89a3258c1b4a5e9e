"""Engines that look at one case at a time. Each gives the number of the rule that decides."""

import importlib
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from benchmarks.cohort_cases import findings
from benchmarks.cohort_text import cel_text, json_conditions, zen_graph
from venevagt.care.engine import Engine
from venevagt.logic.expression import Value
from venevagt.logic.targets.true_false import is_true

Case = Mapping[str, Value]
NODE_MODULES = Path(__file__).parent.parent / ".venv-benchmark" / "node" / "node_modules"
SCRIPT = Path(__file__).parent / "json_rules_engine" / "run.mjs"


class Missing(RuntimeError):
    """An engine that is not installed here: says how to get it."""


class Measured(Struct, frozen=True):
    """The rule of each case, and how many cases a second."""

    version: str
    answers: Sequence[int]
    rate: float


def _in_process(version: str, decide: Callable[[Case], int], cases: Sequence[Case], seconds: float) -> Measured:
    answers = [decide(case) for case in cases]
    done = 0
    again = itertools.cycle(cases)
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for case in itertools.islice(again, 100):
            decide(case)
        done += 100
    return Measured(version, answers, done / (time.perf_counter() - start))


def _module(name: str) -> object:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise Missing(f"'{name}' is not installed (make benchmark-cohort)") from None


def _version(package: str) -> str:
    return importlib.import_module("importlib.metadata").version(package)  # type: ignore[no-any-return]


def python(engine: Engine, cases: Sequence[Case], seconds: float) -> Measured:
    """The engine that answers one person: the conditions compiled to Python."""
    import platform

    ready = [engine.values(case) for case in cases]
    numbers = {id(case): values for case, values in zip(cases, ready, strict=True)}
    return _in_process(platform.python_version(), lambda case: engine.first_speaking(numbers[id(case)]), cases, seconds)


def _filled(engine: Engine, cases: Sequence[Case]) -> Sequence[Case]:
    """Every finding is named, as null where it is not known."""
    empty: Case = {finding.id: None for finding in findings(engine)}
    return [{**empty, **case} for case in cases]


def zen(engine: Engine, cases: Sequence[Case], seconds: float) -> Measured:
    """zen-engine: a decision table."""
    module = _module("zen")
    decision = module.ZenEngine().create_decision(zen_graph([own for _, own in engine.speaking]))  # type: ignore[attr-defined]
    return _in_process(
        _version("zen-engine"),
        lambda case: decision.evaluate(case)["result"]["rule"],
        _filled(engine, cases),
        seconds,
    )


def cel(engine: Engine, cases: Sequence[Case], seconds: float) -> Measured:
    """The Common Expression Language in Rust: one expression, compiled once."""
    module = _module("cel")
    program = module.compile(cel_text([own for _, own in engine.speaking]))  # type: ignore[attr-defined]
    return _in_process(_version("common-expression-language"), program.execute, _filled(engine, cases), seconds)


def json_rules_engine(engine: Engine, cases: Sequence[Case], seconds: float) -> Measured:
    """json-rules-engine in Node: one rule each, stopped at the first that holds."""
    if shutil.which("node") is None or not (NODE_MODULES / "json-rules-engine").is_dir():
        raise Missing("needs node and 'json-rules-engine' (make benchmark-cohort)")
    rules = [json_conditions(is_true(own)) for _, own in engine.speaking]
    asked = json.dumps({"rules": rules, "cases": list(cases), "seconds": seconds})
    done = subprocess.run(
        ["node", SCRIPT, NODE_MODULES.parent], input=asked, capture_output=True, text=True, check=True
    )
    return Measured(**json.loads(done.stdout))


ENGINES: Mapping[str, Callable[[Engine, Sequence[Case], float], Measured]] = {
    "Python, one case at a time": python,
    "zen-engine, decision table": zen,
    "CEL (common-expression-language)": cel,
    "json-rules-engine, in Node": json_rules_engine,
}
