"""What has to hold of it. The plan against a clot, from risk factors and situations."""

from collections.abc import Iterator

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.problems import Problem


def prevention_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    yield from ()
