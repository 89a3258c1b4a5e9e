"""Reads entries and conditions out of the files; everything that is wrong is collected with its place."""

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from venevagt.knowledge.entries import Entry, read_entry, unknown_keys
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.shape import Review
from venevagt.knowledge.source import Document, read_file
from venevagt.knowledge.source import Path as ValuePath
from venevagt.logic.expression import Expression, Vocabulary
from venevagt.logic.parse import parse

_WORD = re.compile(r"\w+")

_BESIDE = {
    "hazards": ("lowerings", "risk"),
    "lowerings": ("hazards", "risk"),
    "doors": ("keys",),
    "keys": ("doors",),
}
"""Other sections that may stand in a section's file."""

_MAY_BE_ABSENT = frozenset({"lowerings"})


def knowledge_files(directory: Path) -> list[Path]:
    """Every file that is part of the knowledge, sorted."""
    return sorted(path for path in directory.rglob("*") if path.suffix in (".yaml", ".md") and path.is_file())


class Reader:
    """All documents of a folder, what was wrong in them so far, and where each entry stands.

    Only the files whose names in the folder match one of `patterns` are read.
    `broken`: findings and conditions with a problem of their own: known names, whose use is not judged.
    `unreadable`: whether some file is no YAML at all.
    """

    def __init__(self, directory: Path, patterns: tuple[str, ...] = ("*",)) -> None:
        self.directory = directory
        self.patterns = patterns
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.places: dict[tuple[str, str], tuple[Document, ValuePath]] = {}
        self.broken: set[str] = set()
        for path in knowledge_files(directory):
            name = path.relative_to(directory).as_posix()
            if path.suffix == ".yaml" and self.reads(name):
                document = read_file(f"{directory.name}/{name}", path)
                self.documents[name] = document
                self.problems += document.problems
        self.unreadable = bool(self.problems)

    def reads(self, name: str) -> bool:
        """Whether a file of this name in the folder is one of those that are read."""
        return any(fnmatchcase(name, pattern) for pattern in self.patterns)

    def section(self, section: str, pattern: str, shape: type[Entry]) -> dict[str, Entry]:
        """The entries of one section from all its files, each with its id and its review date."""
        found: dict[str, Entry] = {}
        for document in self._matching(pattern, section):
            entries = document.value.get(section)
            if section in _MAY_BE_ABSENT and section not in document.value:
                continue
            if not isinstance(entries, dict):
                self.problems.append(document.problem((section,), f"expected {section}: with entries under it"))
                continue
            default = self._file_review(document)
            unknown_keys(self.problems, document, (), document.value, (section, "review", *_BESIDE.get(section, ())))
            for name, value in entries.items():
                path = (section, name)
                if name in found:
                    first = self.places[section, name][0].name
                    message = f"{name!r} stands here and in {first}, expected once"
                    self.problems.append(document.problem(path, message, at_key=True))
                    continue
                self.places[section, name] = (document, path)
                entry = read_entry(self.problems, document, path, value, shape)
                if entry is None:
                    continue
                filled: dict[str, object] = {"id": name}
                if "review" in shape.__struct_fields__:
                    filled["review"] = getattr(entry, "review", None) or default
                    if filled["review"] is None:
                        message = f"{name!r} has no review, expected one here or at the top of the file"
                        self.problems.append(document.problem(path, message, at_key=True))
                        continue
                found[name] = msgspec.structs.replace(entry, **filled)
        return found

    def _matching(self, pattern: str, section: str) -> Iterator[Document]:
        for name, document in self.documents.items():
            if not fnmatchcase(name, pattern) or (section == "rules" and name == "triage/conditions.yaml"):
                continue
            if isinstance(document.value, dict):
                yield document
            elif not document.problems:
                self.problems.append(document.problem((), f"an empty file, expected {section}: with entries under it"))

    def _file_review(self, document: Document) -> Review | None:
        value = document.value.get("review")
        return None if value is None else read_entry(self.problems, document, ("review",), value, Review)

    def expression(
        self,
        section: str,
        name: str,
        text: str,
        vocabulary: Vocabulary,
        defined: Mapping[str, Expression],
        *inside: str | int,
    ) -> Expression | None:
        """A condition of an entry; `inside`: the way to it in the entry."""
        document, path = self.places[section, name]
        parsed = parse(text, vocabulary, defined)
        if self.unreadable:
            return parsed.expression
        if parsed.problems:
            self.broken.add(name)
        self.problems += [
            document.inside((*path, *inside), found.start, found.end, found.message, found.help)
            for found in parsed.problems
            if self.broken.isdisjoint(_WORD.findall(text[found.start : found.end]))
        ]
        return parsed.expression
