"""A file that is there as a whole or not at all: written beside its place, then renamed."""

import os
import secrets
from pathlib import Path


class CannotWrite(OSError):
    """An output that cannot be written: says which, why, and what to do."""


class WholeFile:
    """A file on its way. `temporary`: where it is written; `keep` puts it into its place, `drop` takes it away."""

    def __init__(self, path: Path) -> None:
        """Make the file beside the place. Raises CannotWrite."""
        self.path = Path(os.path.realpath(path))
        self.temporary = _made_beside(self.path)

    def keep(self) -> None:
        """Put it into its place, after all of it has reached the disk. Raises OSError."""
        with self.temporary.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(self.temporary, self.path)

    def drop(self) -> None:
        """Take it away; nothing where it has been kept."""
        self.temporary.unlink(missing_ok=True)


def _made_beside(path: Path) -> Path:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        # As any other file that this person makes; a temporary file of the system would be closed to the group.
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except OSError as error:
        raise CannotWrite(f"{path}: cannot be written ({error.strerror})") from None
    return temporary
