"""What has to hold of the words: complete in each language, distinct, and nothing left over."""

import re
from collections.abc import Iterable, Iterator, Mapping

from venevagt.knowledge.articles import FIELD, placeholders
from venevagt.knowledge.check_articles import articles_fit
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import DrawingText, Model
from venevagt.knowledge.places import at
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.treatment import look_at
from venevagt.logic.nearest import did_you_mean, nearest

_WITH_DATES = ("reviewed", "number_until", "old_copy", "built")
"""Words that say a day: only there may a field say more than its name."""

_IN_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORK_UP = "page_way_address"

_BY_THE_FACES = (
    *("interface", "terminal", "site", "drawings", "clinic"),
    *("followup", "diary", "rehabilitation", "prevention", "directory"),
)
"""Sections whose words the faces ask for by name: each language has the same."""

ANSWERS = "answers"
"""In a line to say, {answers} stands for the person's own answers."""


def texts_fit(loaded: Loaded) -> Iterator[Problem]:
    """Every language has words for everything, of its own, and no others."""
    model = loaded.model
    lines = {
        line for entry in model.advice.values() for line in (*entry.do, *entry.dont, *entry.say, *entry.safety_net)
    }
    wanted: Mapping[str, Iterable[str]] = {
        "findings": model.findings,
        "rules": [*model.rules, "no_rule"],
        "advice": lines,
        "urgencies": model.about.urgencies,
        "services": model.services,
        "facts": model.facts,
        "of_100": model.of_100,
        "screens": model.screens,
        "clinical_findings": model.clinical.findings,
        "scores": model.clinical.scores,
        "likelihood_ratios": model.clinical.probability.likelihood_ratios,
        "tests": model.clinical.probability.tests,
        "calibrations": model.clinical.probability.calibrations,
        "treatment": {*model.clinical.treatment, *look_at(model.clinical.treatment.values())},
        "pathways": model.clinical.pathways,
        **{part: _keys_of_any_language(model, part) for part in _BY_THE_FACES},
    }
    for language in model.about.languages:
        for section, ids in wanted.items():
            yield from _text_ids(loaded, language, section, set(ids))
        yield from _finding_texts(loaded, language)
        yield from _overlapping(loaded, language)
        yield from _placeholders(loaded, language)
        yield from articles_fit(loaded, language)
        yield from _drawings(loaded, language)
        yield from _addresses(loaded, language)


def _keys_of_any_language(model: Model, section: str) -> set[str]:
    return {key for language in model.about.languages for key in getattr(model.texts[language], section)}


def _text_ids(loaded: Loaded, language: str, section: str, wanted: set[str]) -> Iterator[Problem]:
    found = getattr(loaded.model.texts[language], section)
    where = f"text/{language}/{section}"
    for name in sorted(wanted - set(found)):
        document = loaded.documents.get(f"{where}.yaml")
        if document is None:
            return
        yield document.at(0, 0, f"no words for {name!r}, expected an entry for it")
    for name in found:
        if name not in wanted:
            help_line = did_you_mean(name, wanted)
            yield at(loaded, where, name, f"words for {name!r}, which nothing uses", help_line)


def _finding_texts(loaded: Loaded, language: str) -> Iterator[Problem]:
    where = f"text/{language}/findings"
    for name, text in loaded.model.texts[language].findings.items():
        finding = loaded.model.findings.get(name)
        if finding is None:
            continue
        if finding.type == "yes_no" and not text.label_no:
            yield at(loaded, where, name, f"{name!r} has no label_no, expected words for the answer no")
        if finding.type == "number" and not text.unit:
            yield at(loaded, where, name, f"{name!r} has no unit, expected a word for {finding.unit}")
        if set(text.options) != set(finding.options):
            yield at(loaded, where, name, f"options {list(text.options)}, expected {list(finding.options)}")


def _overlapping(loaded: Loaded, language: str) -> Iterator[Problem]:
    """Two entries with the same words: a person could not tell them apart."""
    texts = loaded.model.texts[language]
    groups: dict[str, dict[str, str]] = {
        "findings": {
            f"{name} {key}": getattr(text, key)
            for name, text in texts.findings.items()
            for key in ("question", "label", "label_no")
        },
        "rules": {
            f"{name} {key}": getattr(text, key) for name, text in texts.rules.items() for key in ("name", "reason")
        },
        "advice": dict(texts.advice),
        "treatment": dict(texts.treatment),
        "clinical_findings": {name: text.label for name, text in texts.clinical_findings.items()},
    }
    for section, group in groups.items():
        first: dict[str, str] = {}
        for key, words in group.items():
            folded = " ".join(words.casefold().split()).rstrip(".")
            if folded and folded in first:
                name = key.split()[0]
                message = f"the same words as {first[folded].split()[0]!r}, expected words of its own: {words!r}"
                yield at(loaded, f"text/{language}/{section}", name, message)
            first.setdefault(folded, key)


def _addresses(loaded: Loaded, language: str) -> Iterator[Problem]:
    """A page's name in its address is one word of plain letters, and no other page has it."""
    texts = loaded.model.texts[language]
    taken = {name.replace("_", "-") for name in texts.articles}
    places = [("site", name, words) for name, words in texts.site.items() if name.startswith("address_")]
    places += [("clinic", name, words) for name, words in texts.clinic.items() if name == _WORK_UP]
    for section, name, words in places:
        if not _IN_ADDRESS.fullmatch(words):
            message = f"{words!r} as a page's name in its address, expected small letters a-z, digits and -"
            yield at(loaded, f"text/{language}/{section}", name, message)
        elif words in taken:
            message = f"{words!r} is the address of another page or article, expected one of its own"
            yield at(loaded, f"text/{language}/{section}", name, message)
        taken.add(words)


def _placeholders(loaded: Loaded, language: str) -> Iterator[Problem]:
    model = loaded.model
    shown = {field for article in model.texts[language].articles.values() for field in FIELD.findall(article.body)}
    for section in ("advice", "interface", "terminal", "site"):
        for name, words in getattr(model.texts[language], section).items():
            where = f"text/{language}/{section}"
            try:
                fields = set(placeholders(words, dates=name in _WITH_DATES))
            except ValueError as error:
                yield at(loaded, where, name, f"a brace that does not fit: {error}")
                continue
            if section == "advice":
                shown |= fields
                yield from _advice_line(loaded, where, name, words, fields)
            yield from _same_fields(loaded, where, name, section, fields)
    for name in model.facts:
        if name not in shown:
            yield at(loaded, "facts", name, f"no words in {language} show the fact {name!r}, expected a use")
        yield from _fact(loaded, language, name)


def _drawings(loaded: Loaded, language: str) -> Iterator[Problem]:
    """A drawing has the same labels in each language, all with words, and fills in the same {fields}."""
    where = f"text/{language}/drawings"
    for name, text in loaded.model.texts[language].drawings.items():
        for label, words in text.labels.items():
            if not words.strip():
                yield at(
                    loaded, where, name, f"no words for the label {label!r}, expected some", path=("labels", label)
                )
        parts = _drawing_fields(text)
        if parts is None:
            yield at(loaded, where, name, "a brace that does not fit, expected {name} or none")
            continue
        for other, wanted in _in_other_words(loaded.model, name):
            for part in sorted(part for part in {*parts, *wanted} if parts.get(part) != wanted.get(part)):
                message = f"{part!r} differs from text/{other}: expected the same labels with the same {{fields}}"
                yield at(loaded, where, name, message)


def _drawing_fields(text: DrawingText) -> Mapping[str, set[str]] | None:
    """The {fields} of each text of a drawing; None where a brace does not fit."""
    words = {"title": text.title, "description": text.description}
    words |= {f"labels {label}": own for label, own in text.labels.items()}
    try:
        return {part: set(placeholders(own)) for part, own in words.items()}
    except ValueError:
        return None


def _in_other_words(model: Model, name: str) -> Iterator[tuple[str, Mapping[str, set[str]]]]:
    """Each language with the {fields} of this drawing, where they can be read."""
    for language, texts in model.texts.items():
        text = texts.drawings.get(name)
        parts = None if text is None else _drawing_fields(text)
        if parts is not None:
            yield language, parts


def _advice_line(loaded: Loaded, where: str, name: str, words: str, fields: set[str]) -> Iterator[Problem]:
    """A line of advice shows known facts, and no number but the emergency number is typed into it."""
    model = loaded.model
    for field in sorted(fields - {ANSWERS, *model.facts}):
        near = nearest(field, model.facts)
        help_line = f"did you mean {{{near}}}?" if near else ""
        yield at(loaded, where, name, f"unknown fact {{{field}}}", help_line)
    if ANSWERS in fields and not any(name in entry.say for entry in model.advice.values()):
        yield at(
            loaded, where, name, f"{{{ANSWERS}}} in a line that nobody says, expected it in a line under 'say' only"
        )
    known = {service.number for service in model.services.values() if service.kind == "emergency"}
    for number in re.findall(r"[0-9]+", re.sub(r"\{[^}]*\}", "", words)):
        if number not in known:
            yield at(
                loaded, where, name, f"the number {number} in the words, expected a fact such as {{self_care_days}}"
            )


def _same_fields(loaded: Loaded, where: str, name: str, section: str, fields: set[str]) -> Iterator[Problem]:
    """The same {fields} as in the other languages: a slip in one of them shows."""
    for other, texts in loaded.model.texts.items():
        words = getattr(texts, section).get(name)
        try:
            wanted = fields if words is None else set(placeholders(words, dates=name in _WITH_DATES))
        except ValueError:
            continue
        if wanted != fields:
            found = ", ".join(sorted(fields)) or "no field"
            message = f"fills in {found}, but text/{other} fills in {', '.join(sorted(wanted)) or 'no field'}"
            yield at(loaded, where, name, f"{message}: expected the same")


def _fact(loaded: Loaded, language: str, name: str) -> Iterator[Problem]:
    text = loaded.model.texts[language].facts.get(name)
    value = f"{loaded.model.facts[name].value:g}"
    if text is not None and value not in re.findall(r"[0-9.]+", text.shown.replace(",", ".")):
        yield at(loaded, f"text/{language}/facts", name, f"shows {text.shown!r}, but the fact is {value}")
