"""What has to hold of it. The diary: what a person can write down each day, and which findings it says."""

from collections.abc import Iterator

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.problems import Problem


def diary_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    yield from ()
