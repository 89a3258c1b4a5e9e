"""What has to hold of each finding by itself."""

import math
import re
from collections.abc import Iterator

from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding
from venevagt.knowledge.places import at
from venevagt.knowledge.problems import Problem

ID = re.compile(r"[a-z][a-z0-9_]*")
_NOT_AS_ANSWER = ("must_be_answered", "not_asked")


def fields_fit(loaded: Loaded) -> Iterator[Problem]:
    """A finding has what its type needs, and counts as something that it can be when a person is not sure."""
    for name, finding in loaded.model.findings.items():
        yield from _fields(loaded, name, finding)


def _fields(loaded: Loaded, name: str, finding: Finding) -> Iterator[Problem]:
    allowed = {"yes_no": ("yes", "no"), "number": (), "choice": finding.options}[finding.type] + _NOT_AS_ANSWER
    if finding.unsure not in allowed:
        message = f"found {finding.unsure!r}, expected one of: {', '.join(allowed)}"
        yield at(loaded, "findings", name, message, path=("unsure",))
    for option in finding.options:
        if not ID.fullmatch(option) or option in ("unsure", "must_be_answered", "not_asked"):
            message = f"the option {option!r}, expected lower-case letters, digits and _"
            yield at(loaded, "findings", name, message, path=("options",))
    if not (math.isfinite(finding.low) and math.isfinite(finding.high)):
        yield at(loaded, "findings", name, f"{name!r} has no end, expected a number for low and high")
    if finding.type == "number" and not finding.low < finding.high:
        yield at(loaded, "findings", name, f"{name!r} is a number, expected low and high, low below high")
    if finding.type == "choice" and len(finding.options) < 2:
        yield at(loaded, "findings", name, f"{name!r} is a choice, expected two options or more")
    if finding.not_measured is not None and not finding.low <= finding.not_measured <= finding.high:
        message = f"found {finding.not_measured:g}, expected {finding.low:g} to {finding.high:g}"
        yield at(loaded, "findings", name, message, path=("not_measured",))
