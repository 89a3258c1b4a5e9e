"""What is known of a physiotherapist's clinic: its facts, how long each stays known, and how they are coded."""

from collections.abc import Mapping

from venevagt.knowledge.directory import Directory
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary


def read_directory(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> Directory:
    """All of it; `vocabulary`: the findings of the triage and of the clinician."""
    return Directory()
