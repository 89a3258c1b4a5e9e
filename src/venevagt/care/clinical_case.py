"""What a clinician knows of one patient: answers, examination and measurements, and what follows from them."""

from collections.abc import Mapping
from typing import Any

from venevagt.care.cases import CaseError, read_case, shown
from venevagt.care.quantities import QuantityError, read_quantity
from venevagt.care.score import points_of
from venevagt.care.score_form import Known, form_of
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Value, evaluate
from venevagt.logic.nearest import nearest

_ANSWERS: Mapping[Any, bool | None] = {"yes": True, "no": False, "unsure": None}


def read_clinical_case(model: Model, raw: object) -> dict[str, Value]:
    """Check a decoded JSON or YAML value: findings of the triage and of the clinician together.

    Unsure is not known: a score never takes it for a no. Raises CaseError as `read_case` does, and for a
    number without a unit that needs one, with an unknown unit, or that is not plausible.
    """
    if not isinstance(raw, Mapping):
        raise CaseError(f'expected a case such as {{"active_cancer": "no", "heart_rate": 88}}, found {shown(raw)}')
    known: dict[str, Value] = {}
    for name, answer in raw.items():
        finding = model.clinical.findings.get(name) if isinstance(name, str) else None
        value = _triage_value(model, name, answer) if finding is None else _value(finding, answer)
        if value is not None:
            known[name] = value
    return _with_conclusions(model, known)


def _triage_value(model: Model, name: object, answer: Any) -> Value:
    if name not in model.findings:
        every = (*model.findings, *model.clinical.findings)
        near = nearest(str(name), every)
        raise CaseError(f"unknown finding {str(name)[:60]!r}" + (f", did you mean {near!r}?" if near else ""))
    (checked,) = read_case(model, {name: answer}).values()
    return _ANSWERS.get(checked, checked)


def _value(finding: ClinicalFinding, answer: Any) -> Value:
    if answer == "unsure":
        return None
    if finding.type == "number":
        try:
            return read_quantity(finding, answer)
        except QuantityError as error:
            raise CaseError(str(error)) from None
    words = ("yes", "no") if finding.type == "yes_no" else finding.options
    if isinstance(answer, str) and answer in words:
        return _ANSWERS.get(answer, answer)
    near = nearest(answer, words) if isinstance(answer, str) else ""
    hint = f", did you mean {near!r}?" if near else ""
    raise CaseError(f"{finding.id}: expected one of {', '.join((*words, 'unsure'))}, found {shown(answer)}{hint}")


def _with_conclusions(model: Model, known: dict[str, Value]) -> dict[str, Value]:
    """Add what follows from other findings, until nothing more does. What was said stays as it was said."""
    open_ones = {name: finding for name, finding in model.clinical.findings.items() if name not in known}
    while new := {
        name: value for name, finding in open_ones.items() if (value := _conclusion(model, finding, known)) is not None
    }:
        known |= new
        open_ones = {name: finding for name, finding in open_ones.items() if name not in new}
    return known


def _conclusion(model: Model, finding: ClinicalFinding, known: Known) -> Value:
    if finding.yes_condition is not None and evaluate(finding.yes_condition, known):
        return True
    if finding.no_condition is not None and evaluate(finding.no_condition, known):
        return False
    return points_of(form_of(model, finding.score), known) if finding.score else None
