"""Text with a cell between two signs: CSV with comma, semicolon or tab. Every cell is taken as the text that it is."""

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
from msgspec import Struct

from venevagt.cohort.incoming import Incoming
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.taken import BadSource, Taken, short

HEAD = 1 << 18
"""Bytes within which the names of the columns must end."""
_PIECE = 1 << 22
"""Bytes that are read at once, and the parser reads some thirty of these ahead; a row cannot be longer."""
_SIGNS = (",", ";", "\t")
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class Header(Struct, frozen=True):
    """The names of the columns, the sign between two cells, and the bytes that the names take."""

    names: Sequence[str]
    sign: str
    size: int


class DelimitedSource:
    """A CSV file. Row 1 is the first after the names; empty lines are not counted."""

    def __init__(self, incoming: Incoming) -> None:
        """Look at the names. Raises BadSource."""
        self.name = incoming.name
        self._incoming = incoming
        self._header = read_header(incoming)
        # Spreadsheets write columns without a name behind the last one.
        self.schema = pa.schema([(name, pa.string()) for name in self._header.names if name])
        self.rows: int | None = None
        self._lines = _Lines(incoming)
        self._rows = 0

    def share(self) -> float | None:
        """What part of the file has been read."""
        read = self._incoming.share()
        # The parser has read far ahead of the rows that it has given.
        return read and read * min(1.0, self._rows / max(self._lines.count, 1))

    def stop(self) -> None:
        """Nobody wants more."""
        self._incoming.stop()

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """Batches of text; rows with more or fewer cells than there are names are refused."""
        self._incoming.read(self._header.size)
        refused: list[arrow_csv.InvalidRow] = []
        try:
            yield from self._numbered(self._batches(columns, refused), columns, refused)
        except UnicodeDecodeError as error:
            raise BadSource(self._encoding(short(error))) from None
        except pa.ArrowException as error:
            raise BadSource(self._broken(short(error))) from None

    def doubts(self) -> Sequence[str]:
        """Where lines are not rows: a quotation mark may be missing."""
        inside = self._lines.count - self._rows
        said = []
        if self._lines.quotes % 2:
            said.append(
                f"{self.name}: an odd number of quotation marks; where one is not closed, "
                "the rows after it are taken as one cell"
            )
        if inside > 0:
            said.append(
                f"{self.name}: {inside:,} lines are no rows of their own: they are empty or stand inside of quotes"
            )
        return said

    def _batches(self, columns: Sequence[str], refused: list[arrow_csv.InvalidRow]) -> Iterator[pa.RecordBatch]:
        def refuse(row: arrow_csv.InvalidRow) -> str:
            refused.append(row)
            return "skip"

        if not self._lines.peek():
            return
        alone = len(self._header.names) == 1
        try:
            yield from arrow_csv.open_csv(
                self._lines,
                read_options=arrow_csv.ReadOptions(
                    block_size=_PIECE, column_names=list(self._header.names), use_threads=False
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self._header.sign,
                    newlines_in_values=True,
                    ignore_empty_lines=not alone,
                    invalid_row_handler=refuse,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    include_columns=list(columns),
                    column_types=dict.fromkeys(columns, pa.string()),
                    strings_can_be_null=True,
                    null_values=[""],
                ),
            )
        except pa.ArrowInvalid as error:
            if "Empty CSV file" not in str(error):  # nothing but empty lines
                raise

    def _numbered(
        self, batches: Iterator[pa.RecordBatch], columns: Sequence[str], refused: list[arrow_csv.InvalidRow]
    ) -> Iterator[Taken]:
        first = 1
        for whole in batches:
            for batch in (whole.slice(start, BLOCK) for start in range(0, whole.num_rows, BLOCK)):
                numbers, gone, first = _numbers(first, batch.num_rows, refused)
                self._rows = first - 1
                yield Taken(batch, numbers, gone)
        if refused:
            self._rows = refused[-1].number
            empty = pa.RecordBatch.from_pydict({name: pa.array([], pa.string()) for name in columns})
            yield Taken(empty, [], {row.number: _reason(row) for row in refused})

    def _broken(self, message: str) -> str:
        if "UTF8" in message or "UTF-8" in message:
            return self._encoding(message)
        if "straddling" in message:
            return (
                f"{self.name}: a row after row {self._rows:,} is longer than {_PIECE >> 20} MiB; "
                "expected a quotation mark that closes every one that opens"
            )
        return f"{self.name}: row {self._rows + 1:,} and those after it cannot be read ({message})"

    def _encoding(self, message: str) -> str:
        return _no_utf8(self.name, f"after row {self._rows:,}: {message}")


class _Lines(io.RawIOBase):
    """The bytes of the rows on their way to the parser; counts lines and quotation marks."""

    def __init__(self, incoming: Incoming) -> None:
        super().__init__()
        self.count = 0
        self.quotes = 0
        self._incoming = incoming
        self._last = b"\n"

    def readable(self) -> bool:
        return True

    def peek(self) -> bytes:
        """The next byte, without taking it."""
        return self._incoming.peek(1)

    def read(self, size: int = -1) -> bytes:
        piece = self._incoming.read(size)
        self.count += piece.count(b"\n")
        self.quotes += piece.count(b'"')
        if not piece and self._last != b"\n":
            self.count += 1
            self._last = b"\n"
        self._last = piece[-1:] or self._last
        return piece


def read_header(incoming: Incoming) -> Header:
    """The names of the columns: the first line that is not empty. Raises BadSource."""
    head = incoming.peek(HEAD)
    if head[:2] in _WIDE:
        raise BadSource(_no_utf8(incoming.name, f"it is {_WIDE[head[:2]]}"))
    mark = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    text = _decoded(incoming.name, head[mark:])
    start, sign = _told_sign(text)
    lines = io.StringIO(text[start:], newline="")
    # From `readline` on: an iterator over a StringIO reads ahead, and `tell` would not say where the names end.
    rows = csv.reader(iter(lines.readline, ""), delimiter=sign or _likely_sign(text[start:]))
    try:
        names = next((row for row in rows if any(cell.strip() for cell in row)), None)
    except csv.Error as error:
        raise BadSource(f"{incoming.name}: the names of the columns cannot be read ({error})") from None
    if names is None:
        raise BadSource(f"{incoming.name}: empty, expected the names of the columns and a row for each case")
    size = mark + len(text[: start + lines.tell()].encode())
    if size >= HEAD:
        raise BadSource(f"{incoming.name}: the first line is longer than {HEAD >> 10} KiB, expected names of columns")
    return Header(names, rows.dialect.delimiter, size)


def _decoded(name: str, head: bytes) -> str:
    """The beginning as text; a sign that is cut through at its end does not count."""
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) < HEAD - 3 or error.start < len(head) - 3:
            raise BadSource(_no_utf8(name, short(error))) from None
        return head[: error.start].decode("utf-8")


def _no_utf8(name: str, detail: str) -> str:
    return (
        f"{name}: not UTF-8 ({detail}); save it as “CSV UTF-8” in the spreadsheet, or change it with: "
        "iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW.csv"
    )


def _told_sign(text: str) -> tuple[int, str]:
    """Spreadsheets may write the sign in a line of its own before all else, as `sep=;`."""
    first = text[:20].splitlines()[:1]
    if first and first[0].startswith("sep=") and len(first[0]) == 5:
        return len(first[0]) + (2 if text[5:7] == "\r\n" else 1), first[0][4]
    return 0, ""


def _likely_sign(text: str) -> str:
    """The sign that stands most often in the names, outside of quotes."""
    outside = "".join(text.lstrip().split("\n", 1)[0].split('"')[::2])
    return max(_SIGNS, key=outside.count)


def _numbers(first: int, count: int, refused: list[arrow_csv.InvalidRow]) -> tuple[Sequence[int], dict[int, str], int]:
    """The numbers of the next rows, the rows that were refused among them, and the number after all of these.

    The refused ones are taken out of the list.
    """
    last = first + count - 1
    gone: list[Any] = []
    for row in itertools.takewhile(lambda row: row.number <= last + len(gone), refused):
        gone.append(row)
    del refused[: len(gone)]
    if not gone:
        return range(first, first + count), {}, first + count
    every = np.arange(first, first + count + len(gone))
    kept = np.setdiff1d(every, [row.number for row in gone])
    return kept.tolist(), {row.number: _reason(row) for row in gone}, first + count + len(gone)


def _reason(row: Any) -> str:
    lines = row.text.count("\n") + 1
    over = f"; it goes over {lines:,} lines: is a quotation mark not closed?" if lines > 1 else ""
    return f"expected {row.expected_columns:,} cells, found {row.actual_columns:,}{over}"
