"""The examples beside the rules, run."""

from collections.abc import Iterator, Mapping
from typing import Any

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding, Rule
from venevagt.knowledge.places import at
from venevagt.knowledge.problems import Problem
from venevagt.logic.expression import Value, evaluate, names
from venevagt.logic.nearest import did_you_mean


def examples_hold(loaded: Loaded) -> Iterator[Problem]:
    """Each example beside a rule comes out as it is said to."""
    for name, rule in loaded.model.rules.items():
        for key, wanted in (("holds", True), ("does_not_hold", False), ("still_open", None)):
            yield from _example(loaded, name, rule, key, wanted)


_SAID: Mapping[bool | None, str] = {True: "holds", False: "does not hold", None: "is still open"}


def _example(loaded: Loaded, name: str, rule: Rule, key: str, wanted: bool | None) -> Iterator[Problem]:
    example: dict[str, Any] = dict(getattr(rule.examples, key))
    if rule.condition is None or not loaded.model.findings.keys() >= set(names(rule.condition)):
        return  # it names a condition or a finding with a problem of its own
    rest = example.pop("the_rest", None)
    if rest not in (None, "no"):
        yield at(loaded, "rules", name, f"the_rest: {rest!r}, expected no", path=("examples", key, "the_rest"))
    case: dict[str, Value] = {}
    for finding_id, answer in example.items():
        finding = loaded.model.findings.get(finding_id)
        value = None if finding is None else answer_value(finding, answer)
        if value is None:
            found = (
                f"unknown finding {finding_id!r}" if finding is None else f"{answer!r} is no answer to {finding_id!r}"
            )
            help_line = did_you_mean(finding_id, loaded.model.findings) if finding is None else ""
            yield at(loaded, "rules", name, found, help_line, ("examples", key, finding_id))
            return
        case[finding_id] = value
    if rest == "no":
        asked = (item for item in names(rule.condition) if loaded.model.findings[item].type == "yes_no")
        case = {**dict.fromkeys(asked, False), **case}
    value_found = evaluate(rule.condition, case)
    if value_found is not wanted:
        message = f"in this example {name!r} {_SAID[value_found]}, expected that it {_SAID[wanted]}"
        yield at(loaded, "rules", name, message, path=("examples", key))


def answer_value(finding: Finding, answer: object) -> Value:
    """The value of a plain answer (yes, no, an option, a number in range), None for any other."""
    match finding.type:
        case "yes_no":
            return {"yes": True, "no": False}.get(str(answer))
        case "choice":
            return str(answer) if answer in finding.options else None
        case "number":
            fits = isinstance(answer, (int, float)) and not isinstance(answer, bool)
            return float(answer) if fits and finding.low <= answer <= finding.high else None  # type: ignore[arg-type,operator]
