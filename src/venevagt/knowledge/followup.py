"""The shapes of recovery/followup.yaml: the plan after the diagnosis."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from venevagt.knowledge.plans import PlanKnowledge

PARTS = ("emergency", "now", "doctor_today", "watch", "expect", "medicine", "move", "ask")
"""The parts of the plan, in the order in which they are shown; the controls come from the treatment."""


class Followup(Struct, frozen=True):
    """The plan after the diagnosis: what to expect, what to watch, what to ask."""

    plan: PlanKnowledge

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return self.plan.sections()
