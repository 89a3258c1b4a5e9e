"""A Parquet file put together from pieces that several threads made.

Arrow writes one file with one thread. So each piece is made in memory as a whole Parquet file; of each the columns go
into the file as they are, and the places that its footer names are moved to where they now stand.
"""

from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from venevagt.cohort.thrift import I64, LIST, STRUCT, Reader, Structure, written

_MAGIC = b"PAR1"
_TAIL = 8
"""Bytes of the footer's length and of the last word."""

_ROWS, _ROW_GROUPS = 3, 4
_COLUMNS, _GROUP_PLACE, _ORDINAL = 1, 5, 7
_COLUMN_PLACE, _COLUMN_ABOUT = 2, 3
_PAGES = (9, 10, 11)
"""Numbers of the fields of the Parquet format (its file parquet.thrift)."""


def piece(table: pa.Table, **options: Any) -> bytes:
    """A table as a Parquet file of its own, in memory; `options` as pyarrow's `write_table` has them."""
    out = pa.BufferOutputStream()
    pq.write_table(table, out, row_group_size=max(1, table.num_rows), **options)
    return bytes(out.getvalue())


class PiecesWriter:
    """Appends pieces of one schema to a file. Without `close` the file is not whole."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._footer: Structure | None = None
        self._groups: list[Structure] = []
        self._rows = 0
        self._at = file.write(_MAGIC)

    def append(self, content: bytes) -> None:
        """Add a piece that `piece` made."""
        length = int.from_bytes(content[-_TAIL:-4], "little")
        body = content[len(_MAGIC) : -_TAIL - length]
        footer = Reader(content[-_TAIL - length : -_TAIL]).structure()
        for group in footer[_ROW_GROUPS][1][1]:
            self._groups.append(_moved(group, self._at - len(_MAGIC), len(self._groups)))
        self._rows += footer[_ROWS][1]
        self._footer = self._footer or footer
        self._at += self._file.write(body)

    def close(self) -> None:
        """Write the footer. Raises ValueError where there is no piece."""
        if self._footer is None:
            raise ValueError("a Parquet file without a piece, expected one at least")
        whole = {**self._footer, _ROWS: (I64, self._rows), _ROW_GROUPS: (LIST, (STRUCT, self._groups))}
        footer = written(whole)
        self._file.write(footer + len(footer).to_bytes(4, "little") + _MAGIC)


def _moved(group: Structure, by: int, ordinal: int) -> Structure:
    """A row group whose columns stand so many bytes further on."""
    for column in group[_COLUMNS][1][1]:
        _shift(column, _COLUMN_PLACE, by)
        for field in _PAGES:
            _shift(column[_COLUMN_ABOUT][1], field, by)
    _shift(group, _GROUP_PLACE, by)
    if _ORDINAL in group:
        group[_ORDINAL] = (group[_ORDINAL][0], ordinal)
    return group


def _shift(structure: Structure, field: int, by: int) -> None:
    if field in structure:
        kind, place = structure[field]
        structure[field] = (kind, place + by if place else place)
