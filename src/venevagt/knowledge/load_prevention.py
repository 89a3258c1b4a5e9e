"""The plan against a clot, from risk factors and situations."""

from collections.abc import Mapping

from venevagt.knowledge.load_plans import read_plan
from venevagt.knowledge.prevention import PARTS, Prevention
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary


def read_prevention(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> Prevention:
    """All of it; `vocabulary`: the findings of the triage and of the clinician."""
    return Prevention(read_plan(reader, "prevention", PARTS, vocabulary, defined))
