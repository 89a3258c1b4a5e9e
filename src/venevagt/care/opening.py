"""Whether a clinic is open at a time, by its opening hours in OpenStreetMap's notation and the Danish holidays.

The library is the extra `directory`. Without it, and for hours that it cannot read, the answer is not known.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

from venevagt.care.services import DENMARK

_KEPT = 4096


def reads_hours() -> bool:
    """Whether the library for opening hours is installed."""
    try:
        import opening_hours  # noqa: F401
    except ImportError:
        return False
    return True


def hours_are_sound(hours: str) -> bool | None:
    """Whether these hours can be read; None where the library is not installed."""
    return _read(hours) is not None if reads_hours() else None


def is_open(hours: str, at: datetime) -> bool | None:
    """Whether these hours say open at a time (in Danish time if it names no zone); None for not known."""
    read = _read(hours)
    if read is None:
        return None
    local = at.astimezone(DENMARK).replace(tzinfo=None) if at.tzinfo else at
    if read.is_unknown(local):
        return None
    return bool(read.is_open(local))


@lru_cache(_KEPT)
def _read(hours: str) -> Any | None:
    if not reads_hours():
        return None
    import opening_hours

    try:
        return opening_hours.OpeningHours(hours, country="DK")
    except opening_hours.ParserError:  # type: ignore[attr-defined] # the stubs leave it out
        return None
