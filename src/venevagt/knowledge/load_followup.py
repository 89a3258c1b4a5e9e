"""The plan after the diagnosis: controls, what to expect, what to watch, what to ask."""

from collections.abc import Mapping

from venevagt.knowledge.followup import PARTS, Followup
from venevagt.knowledge.load_plans import read_plan
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary


def read_followup(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> Followup:
    """All of it; `vocabulary`: the findings of the triage and of the clinician."""
    return Followup(read_plan(reader, "followup", PARTS, vocabulary, defined))
