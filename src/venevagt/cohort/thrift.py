"""Thrift's compact protocol, as far as the footer of a Parquet file needs it: read, changed, and written again.

A structure is a mapping from the number of a field to its type and value. Nothing here knows what a field means.
"""

from collections.abc import Callable
from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)

Structure = dict[int, tuple[int, Any]]
"""Field number -> type and value. A list is its elements' type and the elements."""

_SHORT = 15


class Reader:
    """Reads one structure from bytes. Raises ValueError for a type that no Parquet footer has."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def structure(self) -> Structure:
        """The structure that begins here."""
        found: Structure = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._zigzag()
            found[number] = (head & 15, self._value(head & 15))
        return found

    def _value(self, kind: int) -> Any:
        if kind in (TRUE, FALSE):
            return kind == TRUE
        if kind == BYTE:
            return self._byte()
        if kind in (I16, I32, I64):
            return self._zigzag()
        if kind == DOUBLE:
            return self._bytes(8)
        if kind == BINARY:
            return self._bytes(self._varint())
        if kind == LIST:
            head = self._byte()
            count, inner = head >> 4, head & 15
            count = self._varint() if count == _SHORT else count
            # In a list a boolean is a byte of its own.
            read: Callable[[], Any] = self._byte if inner in (TRUE, FALSE) else lambda: self._value(inner)
            return inner, [read() for _ in range(count)]
        if kind == STRUCT:
            return self.structure()
        raise ValueError(f"a field of the Thrift type {kind}, expected one that a Parquet footer has")

    def _byte(self) -> int:
        self._at += 1
        return self._content[self._at - 1]

    def _bytes(self, count: int) -> bytes:
        self._at += count
        return self._content[self._at - count : self._at]

    def _varint(self) -> int:
        found = shift = 0
        while True:
            byte = self._byte()
            found |= (byte & 127) << shift
            if byte < 128:
                return found
            shift += 7

    def _zigzag(self) -> int:
        found = self._varint()
        return found >> 1 ^ -(found & 1)


def written(structure: Structure) -> bytes:
    """The bytes of a structure."""
    out = bytearray()
    _structure(out, structure)
    return bytes(out)


def _structure(out: bytearray, structure: Structure) -> None:
    last = 0
    for number, (kind, value) in sorted(structure.items()):
        if 0 < number - last <= _SHORT:
            out.append(number - last << 4 | kind)
        else:
            out.append(kind)
            _zigzag(out, number)
        last = number
        if kind not in (TRUE, FALSE):
            _value(out, kind, value)
    out.append(0)


def _value(out: bytearray, kind: int, value: Any) -> None:
    if kind in (BYTE, TRUE, FALSE):
        out.append(value)
    elif kind in (I16, I32, I64):
        _zigzag(out, value)
    elif kind == DOUBLE:
        out += value
    elif kind == BINARY:
        _varint(out, len(value))
        out += value
    elif kind == STRUCT:
        _structure(out, value)
    else:
        inner, items = value
        out.append(min(len(items), _SHORT) << 4 | inner)
        if len(items) >= _SHORT:
            _varint(out, len(items))
        for item in items:
            _value(out, inner, item)


def _varint(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def _zigzag(out: bytearray, value: int) -> None:
    _varint(out, value << 1 if value >= 0 else (-value << 1) - 1)
