"""Articles: Markdown with a head that carries title, sources and review, as every claim does."""

import re
import string
from collections.abc import Iterator
from pathlib import Path

from venevagt.knowledge.problems import Problem
from venevagt.knowledge.source import Document, read_yaml

_HEAD = re.compile(rb"---\n(.*?\n)---\n", re.DOTALL)


def read_article(name: str, path: Path) -> tuple[Document, str]:
    """The head of an article as a document, with the lines as they stand in the file, and its body.

    Without a head the document has a problem and no value.
    """
    content = path.read_bytes().replace(b"\r\n", b"\n")
    head = _HEAD.match(content)
    if head is None:
        document = Document(name, content.decode("utf-8", "replace"))
        document.problems.append(document.at(0, 0, "no head, expected --- title, sources, review --- first"))
        return document, ""
    document = read_yaml(name, b"---\n" + head.group(1))
    try:
        return document, content[head.end() :].decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, head.end() + error.start) + 1
        document.problems.append(Problem(name, line, 1, "bytes that are not UTF-8, expected a UTF-8 file"))
        return document, ""


def placeholders(body: str) -> Iterator[str]:
    """The names in braces ({day.year} names day). Raises ValueError for a brace that is not closed."""
    for _, field, _, _ in string.Formatter().parse(body):
        if field is not None:
            yield field.partition(".")[0]
