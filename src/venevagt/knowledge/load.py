"""From the folder of files to the model: everything that is wrong is reported at once."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from venevagt.knowledge import model as shapes
from venevagt.knowledge.codes import FindingCodes
from venevagt.knowledge.entries import read_entry
from venevagt.knowledge.load_clinical import read_clinical
from venevagt.knowledge.load_population import read_population
from venevagt.knowledge.load_recovery import read_recovery
from venevagt.knowledge.load_safety import read_risk, read_safety
from venevagt.knowledge.load_texts import TEXT_SHAPES, texts
from venevagt.knowledge.population import Population
from venevagt.knowledge.problems import KnowledgeError, Problem
from venevagt.knowledge.reader import Reader, knowledge_files
from venevagt.knowledge.source import Document, missing
from venevagt.knowledge.source import Path as ValuePath
from venevagt.logic.expression import Expression, VariableType, YesNo

_LANGUAGE = re.compile(r"[a-z]{2}")


class Loaded(msgspec.Struct, frozen=True):
    """The model without its decision diagram, and the documents for messages about it.

    `population` is no part of the model: only the simulation needs it. `places` says for each (section, id) in
    which document and under which path it stands.
    `problems`: what was wrong on the way; `broken`: the ids that have one, and so are not in the
    model, or are there without their condition.
    """

    model: shapes.Model
    documents: Mapping[str, Document]
    places: Mapping[tuple[str, str], tuple[Document, ValuePath]]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    population: Population | None = None


def fingerprint(directory: Path) -> str:
    """The sha256 over the names and contents of all knowledge files."""
    digest = hashlib.sha256()
    for path in knowledge_files(directory):
        digest.update(path.relative_to(directory).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def deciding_files(language: str, *, argued: bool) -> tuple[str, ...]:
    """Patterns of the files that say what is answered to whom, and of the names of that in one language.

    `argued`: also why something may be answered less urgently than before.
    """
    named = (f"text/{language}/{section}.yaml" for section in ("findings", "rules", "urgencies"))
    reasons = ("hazards.yaml",) if argued else ()
    return ("knowledge.yaml", "findings/*.yaml", "triage/*.yaml", "screens.yaml", *named, *reasons)


def load(directory: Path, patterns: tuple[str, ...] = ("*",)) -> Loaded:
    """Read the folder. Problems of shape, type and expression stand in the result, for `check`.

    `patterns`: which files are read; the sections of the others are empty.
    Raises KnowledgeError where a file cannot be read at all: then the rest cannot be judged.
    """
    main = directory / "knowledge.yaml"
    if wrong := missing(main):
        raise KnowledgeError([Problem(str(main), 1, 1, f"{wrong}, expected a folder with a knowledge base")])
    return _Loader(directory, patterns).load()


class _Loader:
    """Reads the sections one after the other; later ones rest on earlier ones."""

    def __init__(self, directory: Path, patterns: tuple[str, ...]) -> None:
        self.reader = Reader(directory, patterns)
        self.vocabulary: dict[str, VariableType] = {}
        self.defined: dict[str, Expression] = {}

    def load(self) -> Loaded:
        """Read everything. Raises KnowledgeError as `load` does."""
        reader = self.reader
        about = self._about()
        findings = self._findings()
        conditions = self._conditions()
        rules = self._rules()
        sections: dict[str, Any] = {
            "findings": findings,
            "conditions": conditions,
            "rules": rules,
            "advice": self._advice(),
            "screens": reader.section("screens", "screens.yaml", shapes.Screen),
            "services": reader.section("services", "services.yaml", shapes.Service),
            "facts": reader.section("facts", "facts.yaml", shapes.Fact),
            "of_100": reader.section("of_100", "of_100.yaml", shapes.Share),
            "sources": reader.section("sources", "sources.yaml", shapes.Source),
            "codes": reader.section("codes", "codes.yaml", FindingCodes),
        }
        clinical = read_clinical(reader, self.vocabulary, self.defined)
        recovery = read_recovery(reader, self.vocabulary, clinical.findings, self.defined)
        sections |= read_safety(reader, self.vocabulary, self.defined, sections["advice"])
        risk = read_risk(reader)
        population = read_population(reader)
        words = {language: texts(reader, language) for language in (about.languages if about else ())}
        if about is not None:
            _unknown_files(reader, about)
        if reader.unreadable or about is None or risk is None:
            raise KnowledgeError(reader.problems)
        model = shapes.Model(
            about=about,
            sha256=fingerprint(reader.directory),
            **sections,
            risk=risk,
            clinical=clinical,
            recovery=recovery,
            texts=words,
        )
        clinical_parts = (*clinical.sections().values(), clinical.doors, clinical.keys)
        population_parts = population.sections().values() if population else ()
        parts = (*sections.values(), *clinical_parts, *recovery.sections().values(), *population_parts)
        kept = {name for section in parts for name in section}
        missing = {name for section, name in reader.places if "/" not in section and name not in kept}
        return Loaded(
            model,
            reader.documents,
            reader.places,
            tuple(reader.problems),
            frozenset(reader.broken | missing),
            population,
        )

    def _about(self) -> shapes.About | None:
        document = self.reader.documents["knowledge.yaml"]
        if not isinstance(document.value, dict):
            message = "expected version, released, languages and urgencies"
            self.reader.problems.append(document.problem((), message))
            return None
        about = read_entry(self.reader.problems, document, (), document.value, shapes.About)
        # A language's code is part of addresses and of file names.
        if about is not None and not (about.languages and all(map(_LANGUAGE.fullmatch, about.languages))):
            message = f"found {list(about.languages)}, expected codes of two letters such as da"
            self.reader.problems.append(document.problem(("languages",), message))
            return None
        return about

    def _findings(self) -> dict[str, shapes.Finding]:
        reader = self.reader
        findings = reader.section("findings", "findings/*.yaml", shapes.Finding)
        self.vocabulary |= {name: finding.variable for name, finding in findings.items()}
        reader.broken = {name for section, name in reader.places if section == "findings" and name not in findings}
        self.vocabulary |= dict.fromkeys(reader.broken, YesNo())
        return findings

    def _conditions(self) -> dict[str, shapes.Condition]:
        conditions = self.reader.section("conditions", "triage/conditions.yaml", shapes.Condition)
        for name, condition in conditions.items():
            expression = self._expression("conditions", name, condition.when)
            if expression is None:
                self.reader.broken.add(name)
                self.vocabulary[name] = YesNo()
            else:
                self.defined[name] = expression
                conditions[name] = msgspec.structs.replace(condition, condition=expression)
        return conditions

    def _rules(self) -> dict[str, shapes.Rule]:
        rules = self.reader.section("rules", "triage/*.yaml", shapes.Rule)
        for name, rule in rules.items():
            rules[name] = msgspec.structs.replace(rule, condition=self._expression("rules", name, rule.when))
        for section, name in [*self.reader.places]:
            if section == "rules" and name not in rules:
                self._expression_of_broken(name)
        return rules

    def _expression_of_broken(self, name: str) -> None:
        """What is wrong in the condition of a rule that has other problems too."""
        document, (section, key) = self.reader.places["rules", name]
        raw = document.value[section][key]
        if isinstance(raw, dict) and isinstance(raw.get("when"), str):
            self._expression("rules", name, raw["when"])

    def _advice(self) -> dict[str, shapes.Advice]:
        advice = self.reader.section("advice", "advice.yaml", shapes.Advice)
        for name, entry in advice.items():
            when, unless = (
                self._expression("advice", name, text, field) if text else None
                for field, text in (("when", entry.when), ("unless", entry.unless))
            )
            advice[name] = msgspec.structs.replace(entry, condition=when, exception=unless)
        return advice

    def _expression(self, section: str, name: str, text: str, field: str = "when") -> Expression | None:
        return self.reader.expression(section, name, text, self.vocabulary, self.defined, field)


def _unknown_files(reader: Reader, about: shapes.About) -> None:
    for path in reader.directory.rglob("*.yml"):
        name = f"{reader.directory.name}/{path.relative_to(reader.directory).as_posix()}"
        reader.problems.append(Problem(name, 1, 1, f"a file that nothing reads, expected {path.stem}.yaml"))
    languages = about.languages
    known = {
        "knowledge.yaml",
        "advice.yaml",
        "screens.yaml",
        "services.yaml",
        "facts.yaml",
        "of_100.yaml",
        "sources.yaml",
        "safety.yaml",
        "hazards.yaml",
        "codes.yaml",
    }
    known |= {f"text/{language}/{section}.yaml" for language in languages for section in TEXT_SHAPES}
    for name, document in reader.documents.items():
        if name not in known and not name.startswith(("findings/", "triage/", "clinical/", "recovery/", "population/")):
            reader.problems.append(
                document.at(0, 0, "a file that nothing reads", "see docs/knowledge.md for the files")
            )
