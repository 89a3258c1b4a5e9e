"""What has to hold of what is known of a clinic."""

from collections.abc import Iterator

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.problems import Problem


def directory_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    yield from ()
