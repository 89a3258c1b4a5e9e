"""The shapes of knowledge/rehabilitation: clearance, stages, exercises and measures."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Rehabilitation(Struct, frozen=True):
    """Clearance, stages, exercises and measures."""

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {}
