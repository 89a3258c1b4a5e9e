"""What has to hold of what comes after the diagnosis, part by part."""

from collections.abc import Iterator

from venevagt.knowledge.check_diary import diary_fits
from venevagt.knowledge.check_directory import directory_fits
from venevagt.knowledge.check_followup import followup_fits
from venevagt.knowledge.check_prevention import prevention_fits
from venevagt.knowledge.check_rehabilitation import rehabilitation_fits
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.problems import Problem


def recovery_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of every part."""
    for fits in (followup_fits, diary_fits, rehabilitation_fits, prevention_fits, directory_fits):
        yield from fits(loaded)
