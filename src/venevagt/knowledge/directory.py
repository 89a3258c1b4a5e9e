"""The shapes of knowledge/directory: what is known of a physiotherapist's clinic."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Directory(Struct, frozen=True):
    """What is known of a physiotherapist's clinic: its facts, how long each stays known, and how they are coded."""

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {}
