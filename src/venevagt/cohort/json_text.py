"""Arrow columns as JSON Lines, a column at a time."""

from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from venevagt.cohort.taken import plain_type


def json_lines(batch: pa.RecordBatch) -> bytes:
    """An object a line. What is not known is null; a date is text."""
    if not batch.num_rows:
        return b""
    pieces: list[Any] = []
    for place, (name, column) in enumerate(zip(batch.schema.names, batch.columns, strict=True)):
        pieces.append(("," if place else "{") + _encoded(name) + ":")
        pieces.append(pc.fill_null(_texts(column), "null"))
    lines = pc.binary_join_element_wise(*pieces, "}\n", "")
    return _joined(lines)


def _joined(lines: Any) -> bytes:
    """The bytes of a column of text, which lie behind each other."""
    offsets = memoryview(lines.buffers()[1]).cast("i")
    return bytes(memoryview(lines.buffers()[2])[offsets[lines.offset] : offsets[lines.offset + len(lines)]])


def _texts(column: Any) -> Any:
    """Each cell as JSON; null where it is null."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _texts(column.dictionary).take(column.indices)
    if pa.types.is_null(kind):
        return column.cast(pa.string())
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind):
        return column.cast(pa.string())
    if pa.types.is_string(plain_type(kind)):
        few = column.cast(pa.string()).dictionary_encode()
        return pa.array(map(_encoded, few.dictionary.to_pylist()), pa.string()).take(few.indices)
    return pa.array([None if cell is None else _encoded(cell) for cell in column.to_pylist()], pa.string())


def _encoded(cell: Any) -> str:
    """One value. A number that JSON cannot write becomes null; what JSON does not know becomes text."""
    return msgspec.json.encode(cell, enc_hook=str).decode()
