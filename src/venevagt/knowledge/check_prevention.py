"""What has to hold of it. The plan against a clot, from risk factors and situations."""

from collections.abc import Iterator

from venevagt.knowledge.check_plans import plan_fits
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.problems import Problem


def prevention_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    yield from plan_fits(loaded, loaded.model.recovery.prevention.plan)
