"""Cases from files and pipes: one as JSON or YAML, many as JSON Lines, read as they come."""

import io
import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from venevagt.care.decode import decode_json

MAX_CASE = 1_000_000
"""Bytes of one case; more is refused rather than read into memory."""


class BadInput(Exception):
    """Input that is no case; the message says where and what was expected."""


class Entry(NamedTuple):
    """One decoded case, or what is wrong with it; `line` counts from 1."""

    line: int
    value: Any
    error: str = ""


class CaseInput(NamedTuple):
    """What a file holds: whether it is a stream of many, and its entries."""

    many: bool
    entries: Iterable[Entry]


def opened(name: str) -> BinaryIO:
    """The file; nothing at all where standard input is closed. Raises BadInput when it cannot be opened."""
    if name == "-":
        return sys.stdin.buffer if sys.stdin else io.BytesIO()
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInput(
            f"{name or 'no file name'}: {reason}; expected a file with a case, or - for standard input"
        ) from None


def open_cases(name: str, stream: BinaryIO, *, lines: bool = False) -> CaseInput:
    """Look at a stream and read it as one case or as JSON Lines.

    To tell them apart takes a look at the second line; `lines` says that they are JSON Lines, so
    that the first is answered before the second has come.
    Raises BadInput for an empty input, and for one case that cannot be decoded. In JSON Lines a
    bad line is an entry with an error, and the rest is read on.
    """
    numbered = _numbered(stream)
    first = next(numbered, None)
    if first is None:
        raise BadInput(f'{name}: empty, expected a case such as {{"chest_pain": "no", "age": 54}}')
    lines = lines or name.endswith((".jsonl", ".ndjson"))
    second = None if lines else next(numbered, None)
    everything = itertools.chain([first], [second] if second else [], numbered)
    if lines or (second is not None and _looks_like_lines(first[1], second[1])):
        return CaseInput(True, (_line_entry(number, text) for number, text in everything))
    return CaseInput(False, [Entry(first[0], _one(name, _whole(name, everything)))])


def _looks_like_lines(first: bytes, second: bytes) -> bool:
    """Whether one of the two lines is an object of its own; inside a list it is none."""
    whole = [line.startswith(b"{") and line.rstrip().endswith(b"}") for line in (first, second)]
    return any(whole) and first.strip() != b"["


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, each with its number; a byte-order mark is left out.

    Of a line that is too long there is just enough to see that it is.
    """
    for number in itertools.count(1):
        line = stream.readline(MAX_CASE + 1)
        if not line:
            return
        rest = line
        while len(rest) > MAX_CASE and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_CASE + 1)
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip() or rest is not line:
            yield number, line


def _whole(name: str, lines: Iterable[tuple[int, bytes]]) -> bytes:
    """The lines with the empty ones put back, so that line numbers in messages are right."""
    content = bytearray()
    at = 1
    for number, line in lines:
        content += b"\n" * (number - at) + line
        at = number + 1
        if len(content) > MAX_CASE:
            raise BadInput(f"{name}: more than {MAX_CASE} bytes, expected one case")
    return bytes(content)


def _line_entry(number: int, text: bytes) -> Entry:
    if len(text) > MAX_CASE:
        return Entry(number, None, f"more than {MAX_CASE} bytes, expected one case")
    try:
        return Entry(number, decode_json(text.rstrip()))
    except ValueError as error:
        return Entry(number, None, str(error).replace(" line 1,", "", 1))


def _one(name: str, content: bytes) -> Any:
    """One case: JSON where it looks like JSON, else YAML."""
    if content.lstrip().startswith((b"{", b"[", b'"')):
        try:
            return decode_json(content)
        except ValueError as error:
            document = _yaml(name, content)
            if document.problems or not isinstance(document.value, dict) or "duplicate" in str(error):
                raise BadInput(f"{name}: {error}") from None
            return document.value
    document = _yaml(name, content)
    if document.problems:
        raise BadInput("\n".join(str(problem) for problem in document.problems))
    return document.value


def _yaml(name: str, content: bytes) -> Any:
    from venevagt.knowledge.source import read_yaml

    return read_yaml(name, content)
