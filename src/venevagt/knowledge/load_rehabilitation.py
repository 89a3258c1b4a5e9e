"""Clearance, stages, exercises and measures."""

from collections.abc import Mapping

from venevagt.knowledge.reader import Reader
from venevagt.knowledge.rehabilitation import Rehabilitation
from venevagt.logic.expression import Expression, Vocabulary


def read_rehabilitation(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> Rehabilitation:
    """All of it; `vocabulary`: the findings of the triage and of the clinician."""
    return Rehabilitation()
