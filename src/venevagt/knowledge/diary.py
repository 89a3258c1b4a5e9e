"""The shapes of knowledge/diary: the diary: what a person can write down each day, and which findings it says."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Diary(Struct, frozen=True):
    """The diary: what a person can write down each day, and which findings it says."""

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {}
