"""From the folder of files to the model: everything that is wrong is reported at once."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec

from venevagt.knowledge import model as shapes
from venevagt.knowledge.articles import read_article
from venevagt.knowledge.entries import Entry, read_entry, unknown_keys
from venevagt.knowledge.problems import KnowledgeError, Problem
from venevagt.knowledge.source import Document, missing, read_file
from venevagt.knowledge.source import Path as ValuePath
from venevagt.logic.expression import Choice, Expression, VariableType, Vocabulary, YesNo
from venevagt.logic.parse import parse

_TEXT_SHAPES: Mapping[str, type] = {
    "findings": shapes.FindingText,
    "rules": shapes.RuleText,
    "advice": str,
    "urgencies": shapes.UrgencyText,
    "services": shapes.ServiceText,
    "facts": shapes.FactText,
    "screens": shapes.ScreenText,
    "interface": str,
    "terminal": str,
    "site": str,
}


_LANGUAGE = re.compile(r"[a-z]{2}")


class Loaded(msgspec.Struct, frozen=True):
    """The model without its decision diagram, and the documents for messages about it.

    `places` says for each (section, id) in which document and under which path it stands.
    `problems`: what was wrong on the way; `broken`: the ids that have one, and so are not in the
    model, or are there without their condition.
    """

    model: shapes.Model
    documents: Mapping[str, Document]
    places: Mapping[tuple[str, str], tuple[Document, ValuePath]]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()


def knowledge_files(directory: Path) -> list[Path]:
    """Every file that is part of the knowledge, sorted."""
    return sorted(path for path in directory.rglob("*") if path.suffix in (".yaml", ".md") and path.is_file())


def fingerprint(directory: Path) -> str:
    """The sha256 over the names and contents of all knowledge files."""
    digest = hashlib.sha256()
    for path in knowledge_files(directory):
        digest.update(path.relative_to(directory).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def load(directory: Path) -> Loaded:
    """Read the folder. Problems of shape, type and expression stand in the result, for `check`.

    Raises KnowledgeError where a file cannot be read at all: then the rest cannot be judged.
    """
    main = directory / "knowledge.yaml"
    if wrong := missing(main):
        raise KnowledgeError([Problem(str(main), 1, 1, f"{wrong}, expected a folder with a knowledge base")])
    return _Loader(directory).load()


class _Loader:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.places: dict[tuple[str, str], tuple[Document, ValuePath]] = {}
        # Findings and conditions with a problem of their own: known names, whose use is not judged.
        self.broken: set[str] = set()
        self.unreadable = False
        for path in knowledge_files(directory):
            if path.suffix == ".yaml":
                name = path.relative_to(directory).as_posix()
                document = read_file(f"{directory.name}/{name}", path)
                self.documents[name] = document
                self.problems += document.problems

    def load(self) -> Loaded:
        self.unreadable = bool(self.problems)
        about = self._about()
        findings = self._section("findings", "findings/*.yaml", shapes.Finding)
        vocabulary: dict[str, VariableType] = {name: finding.variable for name, finding in findings.items()}
        self.broken = {name for section, name in self.places if section == "findings" and name not in findings}
        vocabulary |= dict.fromkeys(self.broken, YesNo())
        conditions = self._section("conditions", "triage/conditions.yaml", shapes.Condition)
        defined: dict[str, Expression] = {}
        for name, condition in conditions.items():
            expression = self._expression("conditions", name, condition.when, vocabulary, defined)
            if expression is None:
                self.broken.add(name)
                vocabulary[name] = YesNo()
            else:
                defined[name] = expression
                conditions[name] = msgspec.structs.replace(condition, condition=expression)
        rules = self._section("rules", "triage/*.yaml", shapes.Rule)
        advice = self._section("advice", "advice.yaml", shapes.Advice)
        for name, rule in rules.items():
            expression = self._expression("rules", name, rule.when, vocabulary, defined)
            rules[name] = msgspec.structs.replace(rule, condition=expression)
        for section, name in [*self.places]:
            if section == "rules" and name not in rules:
                self._expression_of_broken(name, vocabulary, defined)
        for name, entry in advice.items():
            when, unless = (
                self._expression("advice", name, text, vocabulary, defined, field) if text else None
                for field, text in (("when", entry.when), ("unless", entry.unless))
            )
            advice[name] = msgspec.structs.replace(entry, condition=when, exception=unless)
        screens = self._section("screens", "screens.yaml", shapes.Screen)
        services = self._section("services", "services.yaml", shapes.Service)
        facts = self._section("facts", "facts.yaml", shapes.Fact)
        sources = self._section("sources", "sources.yaml", shapes.Source)
        properties = self._properties(vocabulary, defined)
        texts = {language: self._texts(language) for language in (about.languages if about else ())}
        if about is not None:
            self._unknown_files(about)
        if self.unreadable or about is None:
            raise KnowledgeError(self.problems)
        model = shapes.Model(
            about,
            fingerprint(self.directory),
            findings,
            conditions,
            rules,
            advice,
            screens,
            services,
            facts,
            sources,
            properties,
            texts,
        )
        kept = {
            name
            for section in (findings, conditions, rules, advice, screens, services, facts, properties)
            for name in section
        }
        missing = {name for section, name in self.places if "/" not in section and name not in {*kept, *sources}}
        return Loaded(model, self.documents, self.places, tuple(self.problems), frozenset(self.broken | missing))

    def _about(self) -> shapes.About | None:
        document = self.documents["knowledge.yaml"]
        if not isinstance(document.value, dict):
            self.problems.append(document.problem((), "expected version, released, languages and urgencies"))
            return None
        about = read_entry(self.problems, document, (), document.value, shapes.About)
        # A language's code is part of addresses and of file names.
        if about is not None and not (about.languages and all(map(_LANGUAGE.fullmatch, about.languages))):
            message = f"found {list(about.languages)}, expected codes of two letters such as da"
            self.problems.append(document.problem(("languages",), message))
            return None
        return about

    def _section(self, section: str, pattern: str, shape: type[Entry]) -> dict[str, Entry]:
        """The entries of one section from all its files, each with its id and its review date."""
        found: dict[str, Entry] = {}
        for document in self._matching(pattern, section):
            entries = document.value.get(section)
            if not isinstance(entries, dict):
                self.problems.append(document.problem((section,), f"expected {section}: with entries under it"))
                continue
            default = self._file_review(document)
            unknown_keys(self.problems, document, (), document.value, (section, "review"))
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

    def _file_review(self, document: Document) -> shapes.Review | None:
        value = document.value.get("review")
        return None if value is None else read_entry(self.problems, document, ("review",), value, shapes.Review)

    def _expression_of_broken(self, name: str, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> None:
        """What is wrong in the condition of a rule that has other problems too."""
        document, (section, key) = self.places["rules", name]
        raw = document.value[section][key]
        if isinstance(raw, dict) and isinstance(raw.get("when"), str):
            self._expression("rules", name, raw["when"], vocabulary, defined)

    def _expression(
        self,
        section: str,
        name: str,
        text: str,
        vocabulary: Vocabulary,
        defined: Mapping[str, Expression],
        field: str = "when",
    ) -> Expression | None:
        document, path = self.places[section, name]
        parsed = parse(text, vocabulary, defined)
        if self.unreadable:
            return parsed.expression
        if parsed.problems:
            self.broken.add(name)
        self.problems += [
            document.inside((*path, field), found.start, found.end, found.message, found.help)
            for found in parsed.problems
            if not any(name in text[found.start : found.end] for name in self.broken)
        ]
        return parsed.expression

    def _texts(self, language: str) -> shapes.Texts:
        sections: dict[str, dict[str, Any]] = {}
        for section, shape in _TEXT_SHAPES.items():
            document = self.documents.get(f"text/{language}/{section}.yaml")
            if document is None or not isinstance(document.value, dict):
                name = f"{self.directory.name}/text/{language}/{section}.yaml"
                if document is None or not document.problems:
                    self.problems.append(Problem(name, 1, 1, f"no words here, expected id: text for all {section}"))
                continue
            sections[section] = dict(self._text_entries(document, f"text/{language}/{section}", shape))
        empty: dict[str, dict[str, Any]] = {section: {} for section in _TEXT_SHAPES}
        return shapes.Texts(**{**empty, **sections}, articles=self._articles(language))

    def _articles(self, language: str) -> dict[str, shapes.Article]:
        found = {}
        for path in sorted((self.directory / "text" / language).glob("*.md")):
            section = f"text/{language}/articles"
            document, body = read_article(f"{self.directory.name}/text/{language}/{path.name}", path)
            self.problems += document.problems
            self.places[section, path.stem] = (document, ())
            article = (
                None if document.problems else read_entry(self.problems, document, (), document.value, shapes.Article)
            )
            if article is not None:
                found[path.stem] = msgspec.structs.replace(article, id=path.stem, body=body)
        return found

    def _text_entries(self, document: Document, section: str, shape: type) -> Iterator[tuple[str, Any]]:
        for name, value in document.value.items():
            self.places[section, name] = (document, (name,))
            if shape is not str:
                entry = read_entry(self.problems, document, (name,), value, shape)
                blank: list[str] = [key for key, words in value.items() if not str(words).strip()] if entry else []
                self.problems += [
                    document.problem((name, key), f"no words for {key!r}, expected some, or no {key!r} at all")
                    for key in blank
                ]
                if entry is not None:
                    yield name, entry
            elif isinstance(value, str) and value.strip():
                yield name, value
            else:
                self.problems.append(document.problem((name,), f"found {value!r}, expected words for {name!r}"))

    def _properties(self, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> dict[str, shapes.Property]:
        """What must hold; a claim may also speak of `it` and of what comes out."""
        found = self._section("properties", "safety.yaml", shapes.Property)
        outcome = Choice(shapes.URGENCIES)
        more = {**vocabulary, "it": YesNo(), **dict.fromkeys(shapes.OUTCOMES, outcome)}
        for name, entry in found.items():
            if entry.claim:
                claim = self._expression("properties", name, entry.claim, more, defined, "claim")
                found[name] = msgspec.structs.replace(entry, condition=claim)
        return found

    def _unknown_files(self, about: shapes.About) -> None:
        for path in self.directory.rglob("*.yml"):
            name = f"{self.directory.name}/{path.relative_to(self.directory).as_posix()}"
            self.problems.append(Problem(name, 1, 1, f"a file that nothing reads, expected {path.stem}.yaml"))
        languages = about.languages
        known = {
            "knowledge.yaml",
            "advice.yaml",
            "screens.yaml",
            "services.yaml",
            "facts.yaml",
            "sources.yaml",
            "safety.yaml",
        }
        known |= {f"text/{language}/{section}.yaml" for language in languages for section in _TEXT_SHAPES}
        for name, document in self.documents.items():
            if name not in known and not name.startswith(("findings/", "triage/")):
                self.problems.append(
                    document.at(0, 0, "a file that nothing reads", "see docs/knowledge.md for the files")
                )
