"""What comes after the diagnosis, part by part."""

from collections.abc import Mapping

from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.load_diary import read_diary
from venevagt.knowledge.load_directory import read_directory
from venevagt.knowledge.load_followup import read_followup
from venevagt.knowledge.load_prevention import read_prevention
from venevagt.knowledge.load_rehabilitation import read_rehabilitation
from venevagt.knowledge.reader import Reader
from venevagt.knowledge.recovery import Recovery
from venevagt.logic.expression import Expression, Vocabulary


def read_recovery(
    reader: Reader, triage: Vocabulary, findings: Mapping[str, ClinicalFinding], defined: Mapping[str, Expression]
) -> Recovery:
    """All of it; conditions stand over the findings of the triage and the clinical `findings` together."""
    vocabulary = {**triage, **{name: finding.variable for name, finding in findings.items()}}
    return Recovery(
        read_followup(reader, vocabulary, defined),
        read_diary(reader, vocabulary, defined),
        read_rehabilitation(reader, vocabulary, defined),
        read_prevention(reader, vocabulary, defined),
        read_directory(reader, vocabulary, defined),
    )
