"""YAML text as plain values that remember where they stand.

YAML 1.2: `yes` and `no` are words, not booleans. Duplicate keys, aliases and tags of one's own are
refused: a file says what it says, once.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.scanner import Scanner, ScannerError

from venevagt.knowledge.problems import Problem

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and places in lists."""

MAX_FILE = 500_000
"""Bytes of one file; more is refused before it is read, because reading it takes minutes."""

MOST_BRACKETS = 50
MOST_PROBLEMS = 50
"""Brackets inside each other, and problems told of one file: after so many the rest is not looked at."""

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that cannot be shown, or that turn the order of others round: words need none of them."""

_SCALARS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "int": int,
    "float": float,
    "null": lambda _: None,
    "timestamp": date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value or a key stands: offsets into the file's text."""

    start: int
    end: int


@dataclass(slots=True)
class Document:
    """One file: its text, the value it holds (None when it cannot be read), and every place."""

    name: str
    text: str
    value: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path, message: str, help_line: str = "", *, at_key: bool = False) -> Problem:
        """A problem at the value (or the key) of `path`, or at its nearest ancestor that exists."""
        places = self.keys if at_key else self.values
        while path and path not in places:
            path = path[:-1]
        place = places.get(path) or Place(0, 0)
        return self.at(place.start, place.end, message, help_line)

    def inside(self, path: Path, start: int, end: int, message: str, help_line: str = "") -> Problem:
        """A problem at characters [start:end] of the text value at `path`, folded lines included."""
        place = self.values[path]
        offsets = list(_aligned(str(self._value_at(path)), self.text, place))
        if not offsets:
            return self.at(place.start, place.end, message, help_line)
        first = offsets[min(start, len(offsets) - 1)]
        last = offsets[min(max(start, end - 1), len(offsets) - 1)]
        return self.at(first, last + 1, message, help_line)

    def at(self, start: int, end: int, message: str, help_line: str = "") -> Problem:
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", start)
        line = self.text[line_start : line_end if line_end >= 0 else len(self.text)]
        return Problem(
            self.name,
            self.text.count("\n", 0, start) + 1,
            start - line_start + 1,
            message,
            line,
            max(1, min(end, line_start + len(line)) - start),
            help_line,
        )

    def _value_at(self, path: Path) -> Any:
        value = self.value
        for step in path:
            value = value[step]
        return value


def read_yaml(name: str, content: bytes) -> Document:
    """Read one file. What is wrong stands in `problems`; never raises for bad content."""
    if len(content) > MAX_FILE:
        document = Document(name, "")
        document.problems.append(document.at(0, 0, f"more than {MAX_FILE} bytes, expected a smaller file"))
        return document
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        document = Document(name, content.decode("utf-8", "replace"))
        document.problems.append(
            document.at(error.start, error.start + 1, f"byte {error.start} is not UTF-8, expected a UTF-8 file")
        )
        return document
    document = Document(name, text)
    try:
        reader = YAML(typ="safe", pure=True)
        reader.Scanner = _FlatScanner
        node = reader.compose(text)
        if node is not None:
            document.value = _Converter(document).convert(node, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        start = min(mark.index, len(text)) if mark else 0
        document.problems.append(document.at(start, start + 1, f"cannot be read as YAML: {error.problem}"))
    except YAMLError as error:
        first_line, start = str(error).splitlines()[0], getattr(error, "position", 0)
        document.problems.append(document.at(start, start + 1, f"cannot be read as YAML: {first_line}"))
    except _Enough:
        document.value = None
    except RecursionError:
        document.problems.append(document.at(0, 0, "nested too deeply"))
    return document


def file_content(path: FilePath) -> bytes:
    """As much of a file as is needed to see that it is too large. Raises OSError."""
    with path.open("rb") as file:
        return file.read(MAX_FILE + 1)


def read_file(name: str, path: FilePath) -> Document:
    """Read one file as `read_yaml` does; one that cannot be opened has a problem too."""
    try:
        return read_yaml(name, file_content(path))
    except OSError as error:
        return unreadable(name, error)


def missing(path: FilePath) -> str:
    """Why there is no such file, or an empty string where there is one."""
    try:
        return "" if path.is_file() else "no such file"
    except OSError as error:
        return error.strerror or str(error)


def unreadable(name: str, error: OSError) -> Document:
    """The document of a file that cannot be opened."""
    document = Document(name, "")
    document.problems.append(document.at(0, 0, f"cannot be read: {error.strerror or error}"))
    return document


class _FlatScanner(Scanner):
    """Stops at brackets within brackets within brackets: each level makes all others slower."""

    def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:  # noqa: N803
        if len(self.flow_context) >= MOST_BRACKETS:
            raise ScannerError(problem="nested too deeply", problem_mark=self.reader.get_mark())
        super().fetch_flow_collection_start(TokenClass, to_push)


class _Enough(Exception):
    """So many problems in one file that no more are looked for."""


class _Converter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def convert(self, node: Node, path: Path) -> Any:
        self.document.values[path] = Place(node.start_mark.index, node.end_mark.index)
        if id(node) in self.seen:
            return self._refuse(node, "an alias (*), expected the value itself")
        self.seen.add(id(node))
        match node:
            case ScalarNode():
                return self._scalar(node)
            case SequenceNode():
                return [self.convert(item, (*path, index)) for index, item in enumerate(node.value)]
            case MappingNode():
                return self._mapping(node, path)
        return self._refuse(node, "a shape that YAML knows and this file must not have")

    def _scalar(self, node: ScalarNode) -> Any:
        tag = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if UNSEEN.search(node.value):
            return self._refuse(node, "a character that cannot be shown, expected plain text")
        if tag == "bool":
            return node.value.lower() == "true"
        try:
            return _SCALARS[tag](node.value)
        except KeyError:
            return self._refuse(node, f"the tag {node.tag}, expected plain text, a number or a date")
        except ValueError:
            return node.value

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._refuse(key_node, "a key that is no word")
                continue
            key = str(key_node.value)
            if UNSEEN.search(key):
                self._refuse(key_node, "a character that cannot be shown, expected plain text")
                continue
            if key in found:
                self._refuse(key_node, f"{key!r} stands here twice, expected once")
                continue
            self.document.keys[(*path, key)] = Place(key_node.start_mark.index, key_node.end_mark.index)
            found[key] = self.convert(value_node, (*path, key))
        return found

    def _refuse(self, node: Node, message: str) -> None:
        self.document.problems.append(self.document.at(node.start_mark.index, node.end_mark.index, message))
        if len(self.document.problems) >= MOST_PROBLEMS:
            raise _Enough


def _aligned(value: str, text: str, place: Place) -> Iterator[int]:
    """For each character of a text value, the offset in the file where it was written."""
    at = place.start
    if text[at : at + 1] in ("|", ">"):
        at = text.find("\n", at)
    for character in value:
        if not character.isspace():
            while at < place.end and text[at] != character:
                at += 1
        yield min(at, max(place.start, place.end - 1))
        at += 1
