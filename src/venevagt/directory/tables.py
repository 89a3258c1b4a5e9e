"""Delimited files as they are met in real life: any usual encoding and delimiter, guarded ids, quotes left open."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from venevagt.directory.fields import clean
from venevagt.directory.rows import SetAside, UnreadableFile

LONGEST_ROW = 20
"""Lines of one row. One that goes on for longer has a quote that is never closed."""

_DELIMITERS = ";,\t|"
_SHOWN = 300
_FIELD_LIMIT = 1_000_000
_NO_WORD = re.compile(r"[\W_]+")


class Record(Struct, frozen=True, gc=False):
    """One row: the line it begins on, and its fields in the order of the columns."""

    line: int
    fields: list[str]


class Table(Struct, frozen=True):
    """A file with columns by name. `rows` gives every row that is not empty, once."""

    columns: Mapping[str, int]
    rows: Iterator[Record | SetAside]

    def place(self, *names: str) -> int | None:
        """Where the first of these columns stands that there is; capitals and signs do not count."""
        return next((self.columns[plain] for name in names if (plain := plain_name(name)) in self.columns), None)


def plain_name(name: str) -> str:
    """A column's name without capitals, spaces and signs."""
    return _NO_WORD.sub("", name).casefold()


def decoded(content: bytes) -> str:
    """The text: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 or latin-1."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def read_table(content: bytes) -> Table:
    """The table in a file. Raises UnreadableFile where there is no row of names at its top."""
    lines = io.StringIO(decoded(content), newline="").readlines()
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise UnreadableFile("an empty file, expected a row with the names of the columns")
    delimiter = max(_DELIMITERS, key=lines[first].count)
    records = _records(lines, first, delimiter)
    head = next(records, None)
    if not isinstance(head, Record):
        raise UnreadableFile("the first row cannot be read, expected the names of the columns")
    columns: dict[str, int] = {}
    for at, name in enumerate(head.fields):
        columns.setdefault(plain_name(clean(name)), at)
    return Table(columns, _of_width(records, len(head.fields), delimiter))


def _of_width(records: Iterator[Record | SetAside], width: int, delimiter: str) -> Iterator[Record | SetAside]:
    """Each row with as many fields as there are columns; what is empty at a row's end may be there or not."""
    for record in records:
        if isinstance(record, SetAside) or len(record.fields) == width:
            yield record
            continue
        fields = record.fields
        while len(fields) > width and not fields[-1].strip():
            fields.pop()
        if len(fields) == width:
            yield record
        else:
            reason = f"{len(fields)} fields, expected {width}"
            yield SetAside(record.line, reason, shown(fields, delimiter))


def shown(fields: Sequence[str], delimiter: str = ";") -> str:
    """A row as a message shows it, short."""
    return clean(delimiter.join(fields))[:_SHOWN]


def _records(lines: list[str], start: int, delimiter: str) -> Iterator[Record | SetAside]:
    """The rows from a line on; after one that does not end, on with the line behind its first."""
    csv.field_size_limit(_FIELD_LIMIT)
    while start < len(lines):
        reader = csv.reader(iter(lines[start:]), delimiter=delimiter)
        begin = 0
        try:
            for fields in reader:
                if reader.line_num - begin > LONGEST_ROW or _left_open(lines, start + reader.line_num, fields):
                    break
                if any(fields):
                    yield Record(start + begin + 1, fields)
                begin = reader.line_num
            else:
                return
            reason = "a quote that is not closed"
        except csv.Error as error:
            reason = f"not to be read: {error}"
        yield SetAside(start + begin + 1, f"{reason}, expected one row", clean(lines[start + begin])[:_SHOWN])
        start += begin + 1


def _left_open(lines: list[str], end: int, fields: list[str]) -> bool:
    """Whether the last row ran into the end of the file inside quotes."""
    return end >= len(lines) and bool(fields) and "\n" in fields[-1] and not lines[-1].rstrip("\r\n").endswith('"')
