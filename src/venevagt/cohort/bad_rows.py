"""The rows that could not be read, or have a cell that could not: number, column, reason."""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

from venevagt.cohort.whole_file import WholeFile


class BadRow(NamedTuple):
    """`column` is empty where the whole row could not be read."""

    row: int
    column: str
    reason: str


class BadRows:
    """They go to a file that is made for the first of them, or one a line to standard error."""

    def __init__(self, path: Path | None) -> None:
        self.count = 0
        self._path = path
        self._file: WholeFile | None = None
        self._stream: IO[str] | None = None

    def write(self, rows: Iterable[BadRow]) -> None:
        """Raises OSError."""
        for row in rows:
            self.count += 1
            if self._path is None:
                print(_line(row), file=sys.stderr)
            else:
                csv.writer(self._opened(self._path)).writerow(row)

    def keep(self) -> None:
        """Put the file into its place; where there is none, an older one is taken away. Raises OSError."""
        if self._stream is not None and self._file is not None:
            self._stream.close()
            self._file.keep()
        elif self._path is not None:
            self._path.unlink(missing_ok=True)

    def drop(self) -> None:
        """Take away what has been written so far; nothing where it has been kept."""
        if self._stream is not None and self._file is not None:
            self._stream.close()
            self._file.drop()

    def _opened(self, path: Path) -> IO[str]:
        if self._stream is None:
            self._file = WholeFile(path)
            self._stream = self._file.temporary.open("w", encoding="utf-8", newline="")
            csv.writer(self._stream).writerow(BadRow._fields)
        return self._stream


def _line(row: BadRow) -> str:
    where = f"row {row.row}: {row.column}: " if row.column else f"row {row.row}: "
    return where + row.reason
