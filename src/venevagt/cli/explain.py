"""One entry of the knowledge base in words: what it says, where it is used, on what it rests."""

import re
from collections.abc import Callable, Iterable, Mapping

from venevagt.care.words import shown_facts
from venevagt.knowledge.model import Advice, Condition, Finding, Model, Rule, Source
from venevagt.logic.expression import names


def listing(model: Model, language: str) -> str:
    """All ids, by section, each with its words."""
    texts = model.texts[language]
    return "\n".join(
        [
            "Findings",
            *(f"  {name:26}{texts.findings[name].label}" for name in model.findings),
            "Rules",
            *(f"  {name:26}{rule.urgency:14}{texts.rules[name].name}" for name, rule in model.rules.items()),
            "Conditions",
            *(f"  {name:26}{_one_line(condition.when)}" for name, condition in model.conditions.items()),
            "Advice",
            *(f"  {name:26}{', '.join(entry.urgencies)}" for name, entry in model.advice.items()),
            "Sources",
            *(f"  {name:26}{source.citation}" for name, source in model.sources.items()),
        ]
    )


def explanation(model: Model, language: str, name: str) -> str | None:
    """Everything about one id; None for an id that nothing has."""
    sections: tuple[tuple[Mapping[str, object], Callable[..., Iterable[str]]], ...] = (
        (model.findings, _finding),
        (model.rules, _rule),
        (model.conditions, _condition),
        (model.advice, _advice),
        (model.sources, _source),
    )
    parts = [line for entries, show in sections if name in entries for line in show(model, language, entries[name])]
    return "\n".join(parts) if parts else None


def _finding(model: Model, language: str, finding: Finding) -> Iterable[str]:
    text = model.texts[language].findings[finding.id]
    screens = [screen.id for screen in model.screens.values() if finding.id in screen.findings]
    yield f"{finding.id}: a finding ({finding.kind}, {finding.type})"
    yield f"  {text.question}"
    yield f"  why: {text.why}"
    if text.look:
        yield f"  how to look: {text.look}"
    yield f"  unsure counts as {finding.unsure}: {text.unsure}"
    yield f"  asked on: {', '.join(screens) or 'no screen'}"
    if finding.decides_nothing:
        yield f"  decides nothing in triage: {finding.decides_nothing}"
    for rule in model.rules.values():
        if rule.condition is not None and finding.id in names(rule.condition):
            yield f"  used by rule {rule.id} ({rule.urgency}): {_one_line(rule.when)}"
    for entry in model.advice.values():
        if entry.condition is not None and finding.id in names(entry.condition):
            yield f"  used by advice {entry.id}: {_one_line(entry.when)}"
        if entry.exception is not None and finding.id in names(entry.exception):
            yield f"  used by advice {entry.id}: unless {_one_line(entry.unless)}"
    yield from _rests_on(model, finding)


def _rule(model: Model, language: str, rule: Rule) -> Iterable[str]:
    text = model.texts[language].rules[rule.id]
    yield f"{rule.id}: a rule, {rule.urgency}"
    yield f"  {text.name}: {text.reason}"
    yield f"  when: {_one_line(rule.when)}"
    yield from _meant(model, rule.when)
    yield f"  concern: {rule.concern}"
    yield f"  holds for: {_case(rule.examples.holds)}"
    yield f"  does not hold for: {_case(rule.examples.does_not_hold)}"
    yield f"  still open for: {_case(rule.examples.still_open)}"
    yield from _rests_on(model, rule)


def _condition(model: Model, language: str, condition: Condition) -> Iterable[str]:
    yield f"{condition.id}: a shared condition"
    yield f"  when: {_one_line(condition.when)}"
    for rule in model.rules.values():
        if _mentions(rule.when, condition.id):
            yield f"  used by rule {rule.id} ({rule.urgency}): {_one_line(rule.when)}"
    for entry in model.advice.values():
        if _mentions(entry.when, condition.id):
            yield f"  used by advice {entry.id}: {_one_line(entry.when)}"
    yield from _rests_on(model, condition)


def _advice(model: Model, language: str, entry: Advice) -> Iterable[str]:
    words = model.texts[language].advice
    facts = shown_facts(model, language, model.about.released)
    yield f"{entry.id}: advice for {', '.join(entry.urgencies)}"
    if entry.concerns:
        yield f"  when a deciding rule has in mind: {', '.join(entry.concerns)}"
    if entry.when:
        yield f"  when: {_one_line(entry.when)}"
    if entry.unless:
        yield f"  unless: {_one_line(entry.unless)}"
    for title, lines in (
        ("do", entry.do),
        ("don't", entry.dont),
        ("say", entry.say),
        ("safety netting", entry.safety_net),
    ):
        for line in lines:
            yield f"  {title}: {words[line].format_map({**facts, 'answers': '...'})}"
    yield from _rests_on(model, entry)


def _source(model: Model, language: str, source: Source) -> Iterable[str]:
    yield f"{source.id}: {source.citation} ({source.status})"
    for section in ("findings", "conditions", "rules", "advice", "services", "facts", "of_100", "codes"):
        users = [name for name, entry in getattr(model, section).items() if source.id in entry.sources]
        if users:
            yield f"  {section} that rest on it: {', '.join(users)}"
    articles = [name for name, article in model.texts[language].articles.items() if source.id in article.sources]
    if articles:
        yield f"  articles that rest on it: {', '.join(articles)}"


def _meant(model: Model, when: str) -> Iterable[str]:
    for condition in model.conditions.values():
        if _mentions(when, condition.id):
            yield f"    {condition.id}: {_one_line(condition.when)}"


def _mentions(when: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", when) is not None


def _rests_on(model: Model, entry: Finding | Rule | Condition | Advice) -> Iterable[str]:
    assert entry.review is not None
    yield f"  checked on {entry.review.checked_on}, valid to {entry.review.valid_to}; rests on"
    for source in entry.sources:
        yield f"    {source}: {model.sources[source].citation}"


def _case(example: Mapping[str, object]) -> str:
    return ", ".join(f"{name}: {answer}" for name, answer in example.items())


def _one_line(text: str) -> str:
    return " ".join(text.split())
