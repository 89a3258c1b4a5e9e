"""What becomes of each row of a file: a clinic, set aside with a reason, or passed over. None is lost."""

from msgspec import Struct

from venevagt.care.clinic import Clinic


class Read(Struct, frozen=True, gc=False):
    """A clinic; `line`: where it begins. `notes`: fields that could not be read and were left out, each with why."""

    line: int
    clinic: Clinic
    notes: tuple[str, ...] = ()


class SetAside(Struct, frozen=True, gc=False):
    """A row that cannot be used: what was found, what was expected, and the row itself, shortened."""

    line: int
    reason: str
    text: str = ""


class Passed(Struct, frozen=True, gc=False):
    """A sound row that is no clinic of its own: of another kind, closed, or part of another row's clinic."""

    line: int
    why: str


Row = Read | SetAside | Passed


class UnreadableFile(ValueError):
    """A file that cannot be read at all; the message says what was expected."""
