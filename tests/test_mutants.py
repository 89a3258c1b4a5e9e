"""No small change of the rules goes unnoticed: each is caught, or proved to change nothing."""

from tests.care.helpers import MODEL
from tests.mutants import judge


def test_no_mutant_survives() -> None:
    verdicts = list(judge(MODEL))
    assert len(verdicts) > 400
    assert [verdict.mutant.words for verdict in verdicts if verdict.caught_by == "nothing"] == []
    equivalent = [verdict.mutant.words for verdict in verdicts if verdict.caught_by == "equivalent"]
    # Self-care is earned, so what its own condition repeats of the rules above it decides nothing.
    assert {words.partition(":")[0] for words in equivalent} <= {"plain_cramp"}
