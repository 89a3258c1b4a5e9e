"""Text that comes in: from a file, packed or not, or from standard input."""

import gzip
import io
import select
import sys
import zlib
from pathlib import Path
from typing import Any

from venevagt.cohort.taken import BadSource, short

BROKEN = (OSError, EOFError, zlib.error)
"""What reading raises where the disk, or what is packed in the file, is broken."""


_STANDARD_INPUT = "standard input"
_LOOK = 0.1
"""Seconds after which a reader that waits looks whether anybody still wants more."""


class Incoming(io.RawIOBase):
    """A stream of bytes whose beginning can be looked at, and that knows how far it has been read."""

    def __init__(self, name: str) -> None:
        """Open a file, or standard input for `-`. Raises BadSource."""
        super().__init__()
        self.name = _STANDARD_INPUT if name == "-" else name
        self._head = b""
        self._stopped = False
        self._waits = _standard_input_number() if name == "-" else None
        self._file, self._size = _opened(name)
        self._stream = gzip.GzipFile(fileobj=self._file) if name.lower().endswith(".gz") else self._file

    def close(self) -> None:
        """Close the file; standard input stays open."""
        file = self.__dict__.get("_file")
        if file is not None and self.name != _STANDARD_INPUT:
            file.close()
        super().close()

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next bytes, so many if there are, without taking them. Raises BadSource."""
        if len(self._head) < size:
            self._head += self._filled(size - len(self._head))
        return self._head[:size]

    def read(self, size: int = -1) -> bytes:
        """So many bytes; fewer only at the end. Raises BadSource."""
        found, self._head = (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
        if size < 0 or len(found) < size:
            found += self._filled(size - len(found) if size >= 0 else -1)
        return found

    def share(self) -> float | None:
        """What part of a file has been read, 0 to 1."""
        return min(1.0, self._file.tell() / self._size) if self._size else None

    def stop(self) -> None:
        """Nobody wants more: whoever waits for standard input gets its end."""
        self._stopped = True

    def _has_more(self) -> bool:
        """Wait until there is something to read, or nobody wants it any more."""
        if self._waits is None:
            return not self._stopped
        while not self._stopped:
            if select.select([self._waits], [], [], _LOOK)[0]:
                return True
        return False

    def _filled(self, size: int) -> bytes:
        pieces = []
        try:
            while size and self._has_more():
                piece = self._stream.read(size)
                if not piece:
                    break
                pieces.append(piece)
                size -= len(piece) if size > 0 else 0
        except BROKEN as error:
            raise BadSource(f"{self.name}: cannot be read on, the file is broken ({short(error)})") from None
        return b"".join(pieces)


def _standard_input_number() -> int | None:
    """The number of standard input where one can wait for it; Windows can wait for sockets only."""
    try:
        return sys.stdin.fileno() if sys.stdin and sys.platform != "win32" else None
    except OSError:  # it is no file of the system
        return None


def _opened(name: str) -> tuple[Any, int]:
    """The file and its size; the size is 0 where nobody knows it. Raises BadSource."""
    if name == "-":
        # The raw stream has no lock that a reader in another thread could hold when the program stops.
        return (getattr(sys.stdin.buffer, "raw", sys.stdin.buffer) if sys.stdin else io.BytesIO()), 0
    path = Path(name)
    try:
        return path.open("rb"), path.stat().st_size
    except OSError as error:
        raise BadSource(f"{name}: {error.strerror or short(error)}") from None
