"""JSON Lines: an object a line, as `venevagt check --case` takes it. Every value is given as text."""

import io
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as arrow_json
from msgspec import Struct

from venevagt.care.cases import shown
from venevagt.care.decode import decode_json
from venevagt.cohort.in_order import in_order
from venevagt.cohort.incoming import Incoming
from venevagt.cohort.taken import BadSource, Taken

LONGEST = 1_000_000
"""Bytes of one line; a longer one is refused."""
_PIECE = 1 << 23
_HEAD = 1 << 20
_MOST_NAMES = 10_000
_PARSERS = 2
_EXACT = 2.0**53


class Block(Struct, frozen=True):
    """Whole lines, and the number of the first."""

    first: int
    lines: bytes


class JsonLinesSource:
    """JSON Lines; the number of a row is that of its line. Empty lines are no rows."""

    def __init__(self, incoming: Incoming) -> None:
        """Look at the first lines for the names. Raises BadSource."""
        self.name = incoming.name
        self._incoming = incoming
        self._lock = threading.Lock()
        self.met: set[str] = set()
        self.schema = pa.schema([(name, pa.string()) for name in self._first_names()])
        self.rows: int | None = None

    def share(self) -> float | None:
        """What part of the file has been read."""
        return self._incoming.share()

    def stop(self) -> None:
        """Nobody wants more."""
        self._incoming.stop()

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """Batches of text; lines that are no object are refused."""
        yield from in_order(lambda block: self._taken(block, columns), self._blocks(), _PARSERS)

    def _first_names(self) -> Sequence[str]:
        head = self._incoming.peek(_HEAD)
        if not head.strip(b"\xef\xbb\xbf \t\r\n"):
            raise BadSource(f'{self.name}: empty, expected a case a line, such as {{"chest_pain": "no", "age": 54}}')
        names: dict[str, None] = {}
        lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        for line in lines[:-1] if len(head) == _HEAD else lines:
            value, _ = _decoded(line)
            names |= dict.fromkeys(value or {})
        return list(names)

    def _blocks(self) -> Iterator[Block]:
        """Whole lines at a time. Of a line that is too long there is enough to see that it is."""
        if self._incoming.peek(3) == b"\xef\xbb\xbf":
            self._incoming.read(3)
        number, rest = 1, b""
        while piece := self._incoming.read(_PIECE):
            rest += piece
            cut = rest.rfind(b"\n") + 1
            if not cut:
                rest = rest[: LONGEST + 1]
                continue
            yield Block(number, rest[:cut])
            number += rest.count(b"\n", 0, cut)
            rest = rest[cut:]
        if rest:
            yield Block(number, rest)

    def _taken(self, block: Block, columns: Sequence[str]) -> Taken:
        table = _quickly(block.lines)
        if table is None:
            return self._line_by_line(block, columns)
        self._meet(table.schema.names)
        found = [
            _text(table.column(name)) if name in table.schema.names else pa.nulls(table.num_rows, pa.string())
            for name in columns
        ]
        batch = pa.RecordBatch.from_arrays(found, names=list(columns))
        return Taken(batch, range(block.first, block.first + batch.num_rows))

    def _line_by_line(self, block: Block, columns: Sequence[str]) -> Taken:
        values: list[Mapping[str, Any]] = []
        numbers: list[int] = []
        refused: dict[int, str] = {}
        for number, line in enumerate(block.lines.split(b"\n"), block.first):
            if not line.strip():
                continue
            value, reason = _decoded(line)
            if value is None:
                refused[number] = reason
                continue
            values.append(value)
            numbers.append(number)
        self._meet({name for value in values for name in value})
        arrays = [_column([value.get(name) for value in values]) for name in columns]
        return Taken(pa.RecordBatch.from_arrays(arrays, names=list(columns)), numbers, refused)

    def _meet(self, names: Iterable[str]) -> None:
        with self._lock:
            if len(self.met) < _MOST_NAMES:
                self.met.update(names)


def _decoded(line: bytes) -> tuple[Mapping[str, Any] | None, str]:
    """The object of a line, or nothing and the reason."""
    if len(line) > LONGEST:
        return None, f"more than {LONGEST:,} bytes, expected one case a line"
    try:
        value = decode_json(line.strip())
    except ValueError as error:
        return None, str(error).replace(" line 1,", "")
    if not isinstance(value, dict):
        return None, f'expected a case such as {{"chest_pain": "no", "age": 54}}, found {shown(value)}'
    return value, ""


def _quickly(lines: bytes) -> pa.Table | None:
    """The rows of whole lines; nothing where a line needs a closer look."""
    count = lines.count(b"\n") + (not lines.endswith(b"\n"))
    if not lines.startswith(b"{") or lines.count(b"\n{") != count - 1 or _longest(lines) > LONGEST:
        return None
    try:
        lines.decode("utf-8")
        table = _parsed(lines, ())
        dates = [field.name for field in table.schema if pa.types.is_temporal(field.type)]
        if dates:  # a text that looks like a date stays the text that it is
            table = _parsed(lines, dates)
    except (UnicodeDecodeError, pa.ArrowException):
        return None
    return table if table.num_rows == count and all(map(_is_exact, table.columns)) else None


def _longest(lines: bytes) -> int:
    return max(map(len, lines.split(b"\n")))


def _parsed(lines: bytes, text: Sequence[str]) -> pa.Table:
    return arrow_json.read_json(
        io.BytesIO(lines),
        read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        parse_options=arrow_json.ParseOptions(explicit_schema=pa.schema([(name, pa.string()) for name in text])),
    )


def _is_exact(column: pa.ChunkedArray) -> bool:
    """Whether the parser kept the values as they were written; it rounds large numbers."""
    kind = column.type
    if pa.types.is_floating(kind):
        largest = pc.max(pc.abs(column)).as_py() or 0.0
        return bool(largest < _EXACT and not pc.any(pc.is_nan(column)).as_py())
    kinds = (pa.types.is_string, pa.types.is_boolean, pa.types.is_int64, pa.types.is_null)
    return any(test(kind) for test in kinds)


def _text(column: pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays(pc.cast(column, pa.string()).chunks)


def _column(cells: Sequence[Any]) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except pa.ArrowException:
        return pa.array([_cell(cell) for cell in cells], pa.string())


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()
