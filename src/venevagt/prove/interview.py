"""Claims about the interview: tried on every way through it, so that none is left out."""

from collections.abc import Mapping
from functools import cached_property

from venevagt.care.cases import Answer
from venevagt.care.engine import Engine
from venevagt.knowledge.safety import Property
from venevagt.logic.expression import Value, evaluate
from venevagt.prove.enumeration import possible_ranks
from venevagt.prove.plain import PlainReading
from venevagt.prove.ways import Way, ways


class InterviewClaims:
    """Every way through one engine's interview, with what can be said of it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def against(self, entry: Property) -> dict[str, Answer] | None:
        """The answers on a way for which the claim does not hold, None where it holds for all."""
        assert entry.condition is not None
        for way, said in self._ways:
            if evaluate(entry.condition, said) is False:
                return {name: _answer(value) for name, value in way.answers.items()}
        return None

    def holds(self, entry: Property, known: Mapping[str, Value]) -> bool:
        """Whether the claim holds on every way that agrees with the answers of a case."""
        assert entry.condition is not None
        return all(
            evaluate(entry.condition, said) is not False
            for way, said in self._ways
            if all(known.get(name, value) == value for name, value in way.answers.items())
        )

    @cached_property
    def _ways(self) -> list[tuple[Way, dict[str, Value]]]:
        plain = PlainReading(self.engine.model)
        return [(way, self._said(plain, way)) for way in ways(self.engine.model)]

    def _said(self, plain: PlainReading, way: Way) -> dict[str, Value]:
        """What a claim can speak of: `lowest` and `highest` are over all cases that go this way."""
        urgencies = self.engine.model.about.urgencies
        ranks = possible_ranks(plain, way.answers)
        return {
            **way.answers,
            "urgency": urgencies[way.place],
            "lowest": urgencies[min(ranks)],
            "highest": urgencies[max(ranks)],
            "screens": float(way.screens),
            "questions": float(len(way.answers)),
        }


def _answer(value: Value) -> Answer:
    assert value is not None
    return ("yes" if value else "no") if isinstance(value, bool) else value
