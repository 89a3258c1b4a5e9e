"""What every entry of the knowledge base has in common, and the words that all of them use."""

from datetime import date
from typing import Literal, get_args

from msgspec import Struct

from venevagt.logic.expression import Choice, Number, VariableType, YesNo

Urgency = Literal["self_care", "own_gp", "doctor_today", "emergency"]
Kind = Literal["context", "red_flag", "warning_sign", "reassuring", "troublesome", "risk_factor", "look_alike"]

AnswerType = Literal["yes_no", "number", "choice"]

FILLED_IN = frozenset({"id", "condition", "exception", "body", "yes_condition", "no_condition", "treated_condition"})
"""Fields that a file never has: loading fills them in."""


URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
"""From the mildest to the most urgent."""


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the knowledge base."""


class Review(Shape, frozen=True):
    """When a statement was last checked against its source, and until when it may stand."""

    checked_on: date
    valid_to: date

    def over(self, on: date) -> bool:
        """Whether it has run out on a day."""
        return on > self.valid_to


def variable_of(kind: AnswerType, low: float, high: float, options: tuple[str, ...]) -> VariableType:
    """A finding as the expression language sees it."""
    match kind:
        case "yes_no":
            return YesNo()
        case "number":
            return Number(low, high)
        case "choice":
            return Choice(options)
