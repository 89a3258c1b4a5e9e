"""The shapes of knowledge/followup: the plan after the diagnosis."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Followup(Struct, frozen=True):
    """The plan after the diagnosis: controls, what to expect, what to watch, what to ask."""

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {}
