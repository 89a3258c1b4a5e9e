"""Articles: Markdown with a head that carries title, sources and review, as every claim does."""

import re
import string
from collections.abc import Iterator
from pathlib import Path

from venevagt.knowledge.problems import Problem
from venevagt.knowledge.source import MAX_FILE, UNSEEN, Document, file_content, read_yaml, unreadable

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"day(\.(day|month|year))?:(%[dmybBY]|[ .,/-])*")
_HEAD = re.compile(rb"---\n(.*?\n)---\n", re.DOTALL)


def read_article(name: str, path: Path) -> tuple[Document, str]:
    """The head of an article as a document, with the lines as they stand in the file, and its body.

    Without a head the document has a problem and no value.
    """
    try:
        content = file_content(path)
    except OSError as error:
        return unreadable(name, error), ""
    if len(content) > MAX_FILE:
        return read_yaml(name, content), ""
    content = content.replace(b"\r\n", b"\n")
    head = _HEAD.match(content)
    if head is None:
        document = Document(name, content.decode("utf-8", "replace"))
        document.problems.append(document.at(0, 0, "no head, expected --- title, sources, review --- first"))
        return document, ""
    document = read_yaml(name, b"---\n" + head.group(1))
    try:
        body = content[head.end() :].decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, head.end() + error.start) + 1
        document.problems.append(Problem(name, line, 1, "bytes that are not UTF-8, expected a UTF-8 file"))
        return document, ""
    if unseen := UNSEEN.search(body):
        line = content.count(b"\n", 0, head.end()) + body.count("\n", 0, unseen.start()) + 1
        document.problems.append(Problem(name, line, 1, "a character that cannot be shown, expected plain text"))
    return document, body


def placeholders(body: str, *, dates: bool = False) -> Iterator[str]:
    """The names in braces. Raises ValueError for a brace that is not closed, or holds more than a name.

    More than a name ({days.real}, {days!r}, {days:>9}) would be a look into the program, or a way to
    fill its memory. With `dates`, a day may say its parts ({day.year}) or its layout ({day:%d %B %Y}).
    """
    for _, field, layout, conversion in string.Formatter().parse(body):
        if field is None:
            continue
        plain = _NAME.fullmatch(field) and not layout
        if conversion or not (plain or (dates and _DAY.fullmatch(f"{field}:{layout}"))):
            raise ValueError(f"expected only a name in braces, found {field[:40]!r}")
        yield field.partition(".")[0]
