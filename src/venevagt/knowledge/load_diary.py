"""The diary: what a person can write down each day, and which findings it says."""

from collections.abc import Mapping

from venevagt.knowledge.diary import Diary
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary


def read_diary(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> Diary:
    """All of it; `vocabulary`: the findings of the triage and of the clinician."""
    return Diary()
