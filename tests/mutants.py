"""Every small change that a hand could make to the knowledge, and which check catches it.

    python -m tests.mutants          prints a table, what survived and what is equivalent
    python -m tests.mutants --all    prints each mutant with what caught it

A mutant that changes no answer for any case is equivalent: proved on the diagrams for rules and advice, said
with a reason in tests/anchors for two texts that mean the same. The parts are in tests/mutation.
"""

import sys
from collections import Counter

from tests.mutation.judge import judge
from tests.mutation.shape import EQUIVALENT, NOTHING, Verdict

from venevagt.knowledge.compiled import get_model


def table(verdicts: list[Verdict]) -> str:
    """One line for each group: how many mutants, and what caught how many."""
    groups = dict.fromkeys(verdict.group for verdict in verdicts)
    counts = Counter((verdict.group, verdict.caught_by) for verdict in verdicts)
    columns = [caught for caught, _ in Counter(verdict.caught_by for verdict in verdicts).most_common()]
    lines = []
    for group in groups:
        total = sum(counts[group, caught] for caught in columns)
        parts = [f"{caught} {counts[group, caught]}" for caught in columns if counts[group, caught]]
        lines.append(f"{group:11}{total:6}   {', '.join(parts)}")
    survived = sum(verdict.caught_by == NOTHING for verdict in verdicts)
    return "\n".join([*lines, f"{'all':11}{len(verdicts):6}   {survived} survived"])


def main() -> None:
    verdicts = list(judge(get_model()))
    print(table(verdicts))
    for verdict in verdicts:
        if "--all" in sys.argv or verdict.caught_by in (NOTHING, EQUIVALENT):
            print(
                f"  {verdict.group}: {verdict.words}: {verdict.caught_by}" + (f", {verdict.why}" if verdict.why else "")
            )


if __name__ == "__main__":
    main()
