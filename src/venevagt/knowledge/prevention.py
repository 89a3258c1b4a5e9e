"""The shapes of knowledge/prevention: the plan against a clot, from risk factors and situations."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Prevention(Struct, frozen=True):
    """The plan against a clot, from risk factors and situations."""

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {}
