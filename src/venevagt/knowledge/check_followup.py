"""What has to hold of it. The plan after the diagnosis: controls, what to expect, what to watch, what to ask."""

from collections.abc import Iterator

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.problems import Problem


def followup_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    yield from ()
