"""A rule's condition in words: a sentence, or a nested list, from the labels of the findings."""

from collections.abc import Iterable

from msgspec import Struct

from venevagt.care.words import filled
from venevagt.knowledge.model import Model
from venevagt.logic.expression import (
    NEGATED,
    And,
    AtLeast,
    Compare,
    Comparison,
    Expression,
    Not,
    OneOf,
    Or,
    Variable,
)


class Line(Struct, frozen=True):
    """One line of a list, with the lines that stand under it."""

    text: str
    items: tuple["Line", ...] = ()


_SPOKEN: dict[Comparison, str] = {"<": "below", ">=": "from", "<=": "up_to", ">": "above"}
"""The interface's words for a comparison."""


class ConditionWords:
    """Puts conditions into the words of one language."""

    def __init__(self, model: Model, language: str) -> None:
        self._texts = model.texts[language]

    def line(self, condition: Expression) -> Line:
        """What has to be so for the condition to hold."""
        match condition:
            case Variable(name):
                return self._said(self._texts.findings[name].label)
            case Compare(name, operator, limit):
                return self._compared(name, operator, limit)
            case OneOf(name, options):
                return self._option(name, options)
            case And(items):
                return self._list("all_of", items)
            case Or(items):
                return self._list("any_of", items)
            case AtLeast(count, items):
                return self._list("count_of", items, count)
            case Not(item):
                return self._denied(item)

    def _denied(self, condition: Expression) -> Line:
        match condition:
            case Variable(name):
                return self._said(self._texts.findings[name].label_no)
            case Compare(name, operator, limit):
                return self._compared(name, NEGATED[operator], limit)
            case Not(item):
                return self.line(item)
            case Or(items):
                return self._list("none_of", items)
            case And(items):
                return self._list("not_all_of", items)
            case AtLeast(count, items):
                return self._list("fewer_of", items, count)
            case OneOf():
                return self._list("none_of", (condition,))

    def _list(self, heading: str, items: Iterable[Expression], count: int = 0) -> Line:
        return Line(filled(self._texts.site[heading], count=count), tuple(self.line(item) for item in items))

    def _compared(self, name: str, operator: Comparison, limit: float) -> Line:
        words = self._texts.findings[name]
        shown = f"{limit:g}".replace(".", self._texts.interface["decimal_mark"])
        if operator == "<>":
            return self._list("none_of", (Compare(name, "=", limit),))
        if operator == "=":
            return self._said(f"{words.label}: {shown} {words.unit}")
        amount = filled(self._texts.interface[_SPOKEN[operator]], limit=shown, unit=words.unit)
        return self._said(f"{words.label} {amount}")

    def _option(self, name: str, options: Iterable[str]) -> Line:
        words = self._texts.findings[name]
        either = f" {self._texts.site['or']} ".join(words.options[option].label for option in options)
        return self._said(f"{words.label}: {either}")

    @staticmethod
    def _said(text: str) -> Line:
        return Line(text[:1].upper() + text[1:])
