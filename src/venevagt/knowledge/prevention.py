"""The shapes of recovery/prevention.yaml: the plan against a clot, from risk factors and situations."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from venevagt.knowledge.plans import PlanKnowledge

PARTS = (
    *("emergency", "doctor_today", "soon", "daily", "travel", "surgery"),
    *("bed", "pregnancy", "cancer", "risk", "ask"),
)
"""The parts of the plan, in the order in which they are shown."""


class Prevention(Struct, frozen=True):
    """The plan against a clot, from risk factors and situations."""

    plan: PlanKnowledge

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return self.plan.sections()
