"""The known name that somebody probably meant."""

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or an empty string."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The help line with the known name most like this one, or an empty string."""
    near = nearest(name, known)
    return f"did you mean {near!r}?" if near else ""
