"""The words of one language: the YAML files of a text folder and its articles."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from venevagt.knowledge import model as shapes
from venevagt.knowledge.clinical import ClinicalFindingText, ScoreText
from venevagt.knowledge.entries import read_entry
from venevagt.knowledge.pathways import PathwayText
from venevagt.knowledge.probability import CalibrationText, DiagnosticTestText
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.reader import Reader
from venevagt.knowledge.source import MAX_FILE, UNSEEN, Document, file_content, read_yaml, unreadable

_HEAD = re.compile(rb"---\n(.*?\n)---\n", re.DOTALL)

TEXT_SHAPES: Mapping[str, type] = {
    "findings": shapes.FindingText,
    "rules": shapes.RuleText,
    "advice": str,
    "urgencies": shapes.UrgencyText,
    "services": shapes.ServiceText,
    "facts": shapes.FactText,
    "of_100": shapes.ShareText,
    "screens": shapes.ScreenText,
    "interface": str,
    "terminal": str,
    "site": str,
    "drawings": shapes.DrawingText,
    "clinical_findings": ClinicalFindingText,
    "scores": ScoreText,
    "clinic": str,
    "likelihood_ratios": str,
    "tests": DiagnosticTestText,
    "calibrations": CalibrationText,
    "treatment": str,
    "pathways": PathwayText,
    "followup": str,
    "diary": str,
    "rehabilitation": str,
    "prevention": str,
    "directory": str,
}


def texts(reader: Reader, language: str) -> shapes.Texts:
    """The words of a language; of a file that the reader is not to read there are none."""
    sections: dict[str, dict[str, Any]] = {}
    for section, shape in TEXT_SHAPES.items():
        if not reader.reads(f"text/{language}/{section}.yaml"):
            continue
        document = reader.documents.get(f"text/{language}/{section}.yaml")
        if document is None or not isinstance(document.value, dict):
            name = f"{reader.directory.name}/text/{language}/{section}.yaml"
            if document is None or not document.problems:
                reader.problems.append(Problem(name, 1, 1, f"no words here, expected id: text for all {section}"))
            continue
        sections[section] = dict(_text_entries(reader, document, f"text/{language}/{section}", shape))
    empty: dict[str, dict[str, Any]] = {section: {} for section in TEXT_SHAPES}
    return shapes.Texts(**{**empty, **sections}, articles=_articles(reader, language))


def _articles(reader: Reader, language: str) -> dict[str, shapes.Article]:
    found = {}
    for path in sorted((reader.directory / "text" / language).glob("*.md")):
        if not reader.reads(path.relative_to(reader.directory).as_posix()):
            continue
        section = f"text/{language}/articles"
        document, body = read_article(f"{reader.directory.name}/text/{language}/{path.name}", path)
        reader.problems += document.problems
        reader.places[section, path.stem] = (document, ())
        article = (
            None if document.problems else read_entry(reader.problems, document, (), document.value, shapes.Article)
        )
        if article is not None:
            found[path.stem] = msgspec.structs.replace(article, id=path.stem, body=body)
    return found


def read_article(name: str, path: Path) -> tuple[Document, str]:
    """The head of an article as a document over the whole file, and its body (the end of that text).

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
    document.text = content.decode("utf-8", "replace")
    if unseen := UNSEEN.search(body):
        line = content.count(b"\n", 0, head.end()) + body.count("\n", 0, unseen.start()) + 1
        document.problems.append(Problem(name, line, 1, "a character that cannot be shown, expected plain text"))
    return document, body


def _text_entries(reader: Reader, document: Document, section: str, shape: type) -> Iterator[tuple[str, Any]]:
    for name, value in document.value.items():
        reader.places[section, name] = (document, (name,))
        if shape is not str:
            entry = read_entry(reader.problems, document, (name,), value, shape)
            blank: list[str] = [key for key, words in value.items() if not str(words).strip()] if entry else []
            reader.problems += [
                document.problem((name, key), f"no words for {key!r}, expected some, or no {key!r} at all")
                for key in blank
            ]
            if entry is not None:
                yield name, entry
        elif isinstance(value, str) and value.strip():
            yield name, value
        else:
            reader.problems.append(document.problem((name,), f"found {value!r}, expected words for {name!r}"))
