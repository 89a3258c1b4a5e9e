"""A case: what one person answered. Checked here, once, for every face."""

from collections.abc import Mapping
from typing import Any

from venevagt.care.engine import Engine
from venevagt.knowledge.model import Finding, Model
from venevagt.logic.expression import Value
from venevagt.logic.nearest import nearest

Answer = str | float
"""yes, no, unsure, an option's id, or a number in the finding's unit."""

Case = Mapping[str, Answer]
"""Finding -> answer; a finding that is absent was not asked."""


class CaseError(ValueError):
    """A case that cannot be assessed: names the finding, what was found and what to write instead."""


def read_case(model: Model, raw: object) -> dict[str, Answer]:
    """Check a decoded JSON or YAML value and give the case that it is.

    Raises CaseError for an unknown finding, a wrong value, a wrong type or a number out of range.
    """
    return {name: _checked(_finding(model, name), answer) for name, answer in as_case(raw).items()}


def as_case(raw: object) -> Case:
    """The same without a look at the answers, for a caller that assesses it, which checks them too.

    Raises CaseError for what is no object at all.
    """
    if not isinstance(raw, Mapping):
        raise CaseError(f'expected a case such as {{"chest_pain": "no", "age": 54}}, found {shown(raw)}')
    return raw


def effective(engine: Engine, case: Case) -> dict[str, Value]:
    """What each answer counts as: unsure as its finding says.

    Raises CaseError as `read_case` does.
    """
    counts_as = engine.counts_as
    values: dict[str, Value] = {}
    for name, answer in case.items():
        try:
            values[name] = counts_as[name][answer]
        except (KeyError, TypeError):
            values[name] = _number_or_error(engine.model, name, answer)
    return values


def _number_or_error(model: Model, name: str, answer: Any) -> Value:
    finding = _finding(model, name)
    checked = _checked(finding, answer)
    assert isinstance(checked, float), (name, answer)
    return checked


def _finding(model: Model, name: object) -> Finding:
    found = model.findings.get(name) if isinstance(name, str) else None
    if found is None:
        near = nearest(str(name), model.findings)
        hint = f", did you mean {near!r}?" if near else ""
        raise CaseError(f"unknown finding {str(name)[:60]!r}{hint}")
    return found


def _checked(finding: Finding, answer: Any) -> Answer:
    if finding.type == "number" and answer != "unsure":
        return _number(finding, answer)
    words = {"yes_no": ("yes", "no"), "choice": finding.options, "number": ()}[finding.type]
    allowed = words if finding.unsure == "must_be_answered" else (*words, "unsure")
    if isinstance(answer, str) and answer in allowed:
        return answer
    if not allowed:
        return _number(finding, answer)
    near = nearest(answer, allowed) if isinstance(answer, str) else ""
    hint = f", did you mean {near!r}?" if near else ""
    raise CaseError(f"{finding.id}: expected one of {', '.join(allowed)}, found {shown(answer)}{hint}")


def _number(finding: Finding, answer: Any) -> float:
    wanted = f"{finding.id}: expected a number from {finding.low:g} to {finding.high:g} ({finding.unit})"
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        raise CaseError(f"{wanted}, found {shown(answer)}")
    if not finding.low <= answer <= finding.high:
        raise CaseError(f"{wanted}, found {str(answer)[:20]}")
    return float(answer)


def shown(value: object) -> str:
    """A wrong value as a message shows it, short."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(str(value)[:60])
