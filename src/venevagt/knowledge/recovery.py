"""What comes after the diagnosis: plan, diary, rehabilitation, prevention, and the way to a physiotherapist."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from venevagt.knowledge.diary import Diary
from venevagt.knowledge.directory import Directory
from venevagt.knowledge.followup import Followup
from venevagt.knowledge.prevention import Prevention
from venevagt.knowledge.rehabilitation import Rehabilitation


class Recovery(Struct, frozen=True):
    """Each part, in a module of its own."""

    followup: Followup
    diary: Diary
    rehabilitation: Rehabilitation
    prevention: Prevention
    directory: Directory

    def sections(self) -> Mapping[str, Mapping[str, Any]]:
        """The entries of each section, by id; every one has sources and a review."""
        return {
            **self.followup.sections(),
            **self.diary.sections(),
            **self.rehabilitation.sections(),
            **self.prevention.sections(),
            **self.directory.sections(),
        }
