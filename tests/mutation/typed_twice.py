"""The model against numbers.yaml and entries.yaml of tests/anchors, where its facts are typed a second time."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tests.mutation.anchors import FOLDER, read

from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import Review

NUMBERS = read(FOLDER / "numbers.yaml")
ENTRIES = read(FOLDER / "entries.yaml")
REVIEWED = ("findings", "conditions", "rules", "advice", "services", "facts", "of_100")

_SERVICE_DEFAULTS = {"region": "", "number": "", "opens": None, "closes": None, "valid_from": None}
_NUMBER_DEFAULTS = {"low": 0, "high": 0, "unit": "", "not_measured": None}


def differing_numbers(model: Model) -> Iterator[str]:
    """Where a number, an hour or a date is not the one typed a second time."""
    yield from _compared("services", model.services, _SERVICE_DEFAULTS, ("kind",))
    yield from _compared("facts", model.facts, {}, ("value", "unit", "sources"))
    yield from _compared("of_100", model.of_100, {}, ("low", "high", "sources"))
    for name, finding in model.findings.items():
        yield from _fields(f"findings {name}", finding, {**_NUMBER_DEFAULTS, **NUMBERS["findings"].get(name, {})})
    for section in REVIEWED:
        for name, entry in getattr(model, section).items():
            typed = NUMBERS.get(section, {}).get(name, {})
            if entry.review != _review(typed):
                yield f"{section} {name}: the review {entry.review}"
    for language, texts in model.texts.items():
        for name, article in texts.articles.items():
            if article.review != _review({}):
                yield f"article {name} in {language}: the review {article.review}"


def _compared(
    section: str, entries: Mapping[str, Any], defaults: Mapping[str, Any], more: tuple[str, ...]
) -> Iterator[str]:
    if [*entries] != [*NUMBERS[section]]:
        yield f"{section}: {[*entries]}"
    for name in entries.keys() & NUMBERS[section].keys():
        typed = {**defaults, **NUMBERS[section][name]}
        yield from _fields(f"{section} {name}", entries[name], {own: typed[own] for own in (*defaults, *more)})


def _fields(where: str, entry: object, wanted: Mapping[str, Any]) -> Iterator[str]:
    for field, value in wanted.items():
        own = getattr(entry, field) if field != "from" else value
        if own != (tuple(value) if isinstance(value, list) else value):
            yield f"{where}: {field} {own!r}, typed a second time as {value!r}"


def _review(typed: Mapping[str, date]) -> Review:
    days: Mapping[str, date] = {**NUMBERS["reviews"], **typed}
    return Review(days["checked_on"], days["valid_to"])


def differing_entries(model: Model) -> Iterator[str]:
    """Where a kind, a concern, a source or the way through questions and articles is not as typed a second time."""
    found: dict[str, object] = {
        "languages": [*model.about.languages],
        "default_urgency": model.about.default_urgency,
        "urgencies": [*model.about.urgencies],
        "concerns": {*model.about.concerns},
        "kinds": {name: finding.kind for name, finding in model.findings.items()},
        "unsure": {name: finding.unsure for name, finding in model.findings.items()},
        "decide_nothing": [name for name, finding in model.findings.items() if finding.decides_nothing],
        "options": {name: [*finding.options] for name, finding in model.findings.items() if finding.options},
        "rules": {n: {"concern": rule.concern, "sources": [*rule.sources]} for n, rule in model.rules.items()},
        "worth_asking": [name for name, entry in model.advice.items() if entry.worth_asking],
        "screens": [[name, screen.shape, *screen.findings] for name, screen in model.screens.items()],
    }
    for name, source in model.sources.items():
        typed = ENTRIES["sources"].get(name, {"begins": "a source that is not there", "status": ""})
        if not source.citation.startswith(typed["begins"]) or source.status != typed["status"]:
            yield f"source {name}: {source.citation} ({source.status}), typed a second time as {typed}"
    for language, texts in model.texts.items():
        leads_to = {name: texts.articles[name].see_also for name in model.about.articles}
        found[f"articles in {language}"] = [[name, *others] for name, others in leads_to.items()]
    for key, value in found.items():
        typed = _TYPED[key.partition(" ")[0]]
        if value != typed:
            yield f"{key}: {value}, typed a second time as {typed}"


def _by_finding(key: str) -> dict[str, str]:
    return {name: word for word, names in ENTRIES[key].items() for name in names}


_TYPED: Mapping[str, object] = {
    **ENTRIES,
    "kinds": _by_finding("kinds"),
    "unsure": _by_finding("unsure"),
    "concerns": {rule["concern"] for rule in ENTRIES["rules"].values()},
    "articles": [[name, *others] for name, others in ENTRIES["articles"].items()],
    "screens": [[name, *items] for name, items in ENTRIES["screens"].items()],
}
