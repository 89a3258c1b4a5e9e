"""How much is tried: little on every run, as much as wanted with VENEVAGT_FUZZ_EXAMPLES=20000."""

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings

WANTED = int(os.environ.get("VENEVAGT_FUZZ_EXAMPLES", "0"))


def examples(usual: int) -> int:
    """How many examples a test tries."""
    return max(usual, WANTED)


def fuzzed(usual: int, **more: Any) -> settings:
    """Settings of a generated test: no limit of time, which depends on the machine.

    A failure is shown as it was found: making it smaller can take minutes.
    """
    return settings(
        max_examples=examples(usual),
        phases=[Phase.explicit, Phase.generate],
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        **more,
    )
