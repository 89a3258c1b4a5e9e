"""The plan against a clot for one person: what fits, what only a doctor decides, and what is not known yet."""

from msgspec import Struct

from venevagt.care.plans import OpenLine, lines_for, to_ask
from venevagt.care.score_form import Known
from venevagt.knowledge.model import Model


class PlannedLine(Struct, frozen=True):
    """A line of the plan. `decided_by`: self, or doctor for what nobody should decide alone."""

    id: str
    part: str
    decided_by: str
    sources: tuple[str, ...]


class PreventionPlan(Struct, frozen=True):
    """The plan. `open`: what may belong to it; `ask`: the questions that can settle that."""

    lines: tuple[PlannedLine, ...]
    open: tuple[OpenLine, ...]
    ask: tuple[str, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The sources of all that it says."""
        return frozenset(source for line in self.lines for source in line.sources)


def prevention(model: Model, known: Known) -> PreventionPlan:
    """The plan with what is known; nothing that is not known is taken for a no."""
    knowledge = model.recovery.prevention.plan
    lines = lines_for(knowledge, known)
    return PreventionPlan(
        lines=tuple(PlannedLine(line.id, line.part, line.decided_by, line.sources) for line in lines.standing),
        open=lines.open,
        ask=to_ask(model, knowledge, known, [name for line in lines.open for name in line.missing]),
    )
