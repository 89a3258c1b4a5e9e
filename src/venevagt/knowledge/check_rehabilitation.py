"""What has to hold of it. Clearance, stages, exercises and measures."""

from collections.abc import Iterator

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.problems import Problem


def rehabilitation_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    yield from ()
