"""The findings that a column can be called after: those of the triage, and those of the clinician."""

from collections.abc import Mapping

from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Finding, Model

AnyFinding = Finding | ClinicalFinding


def every_finding(model: Model) -> Mapping[str, AnyFinding]:
    """Every finding, by its id."""
    return {**model.clinical.findings, **model.findings}
