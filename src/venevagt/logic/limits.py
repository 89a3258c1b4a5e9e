"""What no condition may be: too long, too deep, too large, or with a part that nobody sees.

Every walk over a condition and every target may rely on these limits: a compiler gives up on code
that is nested more deeply, and a few names that double each other would fill the memory.
"""

import re

from venevagt.logic.expression import AtLeast, Expression, children

MAX_LENGTH = 4_000
"""Characters in one condition; a longer one is refused before it is parsed."""

MOST_TESTS = 1_000
"""Tests of a variable in one condition, with its named conditions written out, as SQL has them."""

MOST_LEVELS = 40
"""How deep a test may stand, named conditions written out."""

UNSEEN_PART = re.compile(r"--|/\*|\{#|;")
"""A comment, or a second statement: what stands there would not count, and nobody would see that."""


def too_large(expression: Expression) -> str:
    """What is wrong with the size of a condition, or an empty string."""
    tests, levels = size(expression)
    if levels > MOST_LEVELS:
        return f"a condition that is nested too deeply, expected at most {MOST_LEVELS} levels"
    if tests > MOST_TESTS:
        return f"a condition of {tests:.3g} tests with its named conditions, expected at most {MOST_TESTS}"
    return ""


def size(expression: Expression) -> tuple[int, int]:
    """How many tests the expression has when it is written out, and how deep they stand.

    SQL writes what is in an `at_least` twice (what surely holds, what possibly holds): so it counts.
    """
    known: dict[int, tuple[int, int]] = {}

    def of(item: Expression) -> tuple[int, int]:
        # A named condition is one tree in many places: it is looked at once and counted each time.
        if id(item) not in known:
            below = [of(inner) for inner in children(item)] or [(1, 0)]
            times = 2 if isinstance(item, AtLeast) else 1
            known[id(item)] = (times * sum(tests for tests, _ in below), 1 + max(depth for _, depth in below))
        return known[id(item)]

    return of(expression)
