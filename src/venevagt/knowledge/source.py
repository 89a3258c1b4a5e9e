"""YAML text as plain values that remember where they stand.

YAML 1.2: `yes` and `no` are words, not booleans. Duplicate keys, aliases and tags of one's own are
refused: a file says what it says, once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from venevagt.knowledge.problems import Problem

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and places in lists."""

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
        node = YAML(typ="safe", pure=True).compose(text)
        if node is not None:
            document.value = _Converter(document).convert(node, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        start = min(mark.index, len(text)) if mark else 0
        document.problems.append(document.at(start, start + 1, f"cannot be read as YAML: {error.problem}"))
    except YAMLError as error:
        first_line = str(error).splitlines()[0]
        document.problems.append(document.at(0, 0, f"cannot be read as YAML: {first_line}"))
    except RecursionError:
        document.problems.append(document.at(0, 0, "nested too deeply"))
    return document


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
            if key in found:
                self._refuse(key_node, f"{key!r} stands here twice, expected once")
                continue
            self.document.keys[(*path, key)] = Place(key_node.start_mark.index, key_node.end_mark.index)
            found[key] = self.convert(value_node, (*path, key))
        return found

    def _refuse(self, node: Node, message: str) -> None:
        self.document.problems.append(self.document.at(node.start_mark.index, node.end_mark.index, message))


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
