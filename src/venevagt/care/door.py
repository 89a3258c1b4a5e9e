"""Who may see clinics: nobody with an open red flag or a possible clot. Every face asks here.

The ways stand in knowledge/recovery/directory/door.yaml. What is not known never opens a way.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from venevagt.care.assess import Assessment
from venevagt.care.cases import Case, effective
from venevagt.care.engine import engine_for
from venevagt.knowledge.decision import rank
from venevagt.knowledge.directory import DoorRule
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Expression, Or, Value, evaluate, names

Refusal = Literal["urgent", "unfinished", "doctor"]
"""Why the door is closed: help is needed today or now; open questions; a doctor has to look at it first."""


class Door(Struct, frozen=True):
    """Whether clinics may be shown; `refusal` is None exactly where they may.

    `ask`: findings whose answers could still open it, in the order of the screens.
    `texts.directory["door_" + refusal]` says it in words.
    """

    refusal: Refusal | None
    ask: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether clinics may be shown."""
        return self.refusal is None


def may_see_clinics(model: Model, case: Case, assessment: Assessment, *, cleared: bool = False) -> Door:
    """Whether a person may see clinics. `assessment`: that of this case. `cleared`: a doctor's clearance is valid."""
    engine = engine_for(model)
    default = rank(model, model.about.default_urgency)
    if rank(model, assessment.urgency) > default:
        return Door("urgent")
    values = dict(zip(engine.variables, engine.values(effective(engine, case)), strict=True))
    ways = [way for way in model.recovery.directory.door.values() if cleared or not way.needs_clearance]
    if any(_leads_on(model, way, assessment, values) for way in ways):
        return Door(None)
    if rank(model, assessment.possible[1]) > default:
        return Door("unfinished")
    asked = {name for way in ways for name in _could_open(model, way, values)}
    if asked:
        return Door("unfinished", tuple(name for name in engine.variables if name in asked))
    return Door("doctor" if assessment.final else "unfinished")


def closing(model: Model, way: DoorRule) -> Expression:
    """The condition that must be known not to hold on this way: its `unless`, and each rule with another concern."""
    others = [
        rule.condition
        for rule in model.rules.values()
        if way.concerns and rule.concern not in way.concerns and rule.condition is not None
    ]
    return Or((*([way.exception] if way.exception is not None else []), *others))


def _leads_on(model: Model, way: DoorRule, assessment: Assessment, values: Mapping[str, Value]) -> bool:
    if rank(model, assessment.possible[1]) > rank(model, way.at_most):
        return False
    if way.concerns and not any(reason.rule in model.rules for reason in assessment.reasons):
        return False
    return evaluate(closing(model, way), values) is False


def _could_open(model: Model, way: DoorRule, values: Mapping[str, Value]) -> tuple[str, ...]:
    """The open findings of a way that is neither open nor closed for good."""
    condition = closing(model, way)
    if evaluate(condition, values) is not None:
        return ()
    assert isinstance(condition, Or)
    undecided = [part for part in condition.items if evaluate(part, values) is None]
    return tuple(name for part in undecided for name in names(part) if values.get(name) is None)
