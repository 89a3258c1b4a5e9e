"""The whole decision as a page to read: the most urgent rules first, with whom to call."""

from collections.abc import Iterator
from datetime import date, datetime, time

from msgspec import Struct

from venevagt.care.services import DENMARK, Contact, whom_to_call
from venevagt.knowledge.model import FindingText, Model
from venevagt.knowledge.shape import Urgency
from venevagt.logic.expression import leaves
from venevagt.site.condition_words import ConditionWords, Line
from venevagt.site.last_days import last_day

_NOON = time(12)
"""The page is read at any hour, so it is made for one: always the same."""


class RuleRow(Struct, frozen=True):
    """One rule: its name and reason, and its condition in words (nothing for the rule of last resort)."""

    id: str
    name: str
    reason: str
    condition: Line | None


class Number(Struct, frozen=True):
    """Whom to call, until when that may stand (112: always), and what is said instead of the number after that day."""

    contact: Contact
    valid_to: date | None
    instead: str


class Level(Struct, frozen=True):
    """One urgency with its rules. `note` says when it counts, beside its rules."""

    urgency: Urgency
    headline: str
    action: str
    note: str
    rules: tuple[RuleRow, ...]
    numbers: tuple[Number, ...]


class Question(Struct, frozen=True):
    id: str
    text: FindingText


class QuestionGroup(Struct, frozen=True):
    """The questions of one screen."""

    title: str
    questions: tuple[Question, ...]


def levels(model: Model, language: str, on: date) -> tuple[Level, ...]:
    """All urgencies with their rules, the most urgent first; last what counts where no rule fits."""
    with_rules = (_level(model, language, urgency, on) for urgency in reversed(model.about.urgencies))
    return (*with_rules, _last_resort(model, language, on))


def red_flags(model: Model, language: str) -> tuple[str, ...]:
    """Each sign that is 112 by itself, in the order in which it is asked."""
    labels = model.texts[language].findings
    first = next(iter(model.screens.values()))
    return tuple(labels[name].label for name in first.findings if model.findings[name].kind == "red_flag")


def question_groups(model: Model, language: str) -> tuple[QuestionGroup, ...]:
    """Everything that is asked, in the order of the interview."""
    texts = model.texts[language]
    return tuple(
        QuestionGroup(
            texts.screens[screen.id].title, tuple(Question(name, texts.findings[name]) for name in screen.findings)
        )
        for screen in model.screens.values()
    )


def signs(model: Model, language: str, concern: str, kind: str) -> tuple[str, ...]:
    """The labels of the findings of one kind that the rules with a concern in mind look at."""
    asked = dict.fromkeys(
        leaf.name
        for rule in model.rules.values()
        if rule.concern == concern and rule.condition is not None
        for leaf in leaves(rule.condition)
    )
    labels = model.texts[language].findings
    return tuple(labels[name].label for name in asked if model.findings[name].kind == kind)


def _level(model: Model, language: str, urgency: Urgency, on: date) -> Level:
    texts = model.texts[language]
    words = texts.urgencies[urgency]
    milder = model.about.urgencies.index(urgency) < model.about.urgencies.index(model.about.default_urgency)
    return Level(
        urgency=urgency,
        headline=words.headline,
        action=words.action,
        note=texts.site["only_when"] if milder else "",
        rules=tuple(_rules(model, language, urgency)),
        numbers=numbers(model, language, urgency, on),
    )


def _last_resort(model: Model, language: str, on: date) -> Level:
    texts, urgency = model.texts[language], model.about.default_urgency
    words, own = texts.urgencies[urgency], texts.rules["no_rule"]
    return Level(
        urgency=urgency,
        headline=words.headline,
        action=words.action,
        note=texts.site["otherwise"],
        rules=(RuleRow("no_rule", own.name, own.reason, None),),
        numbers=numbers(model, language, urgency, on),
    )


def _rules(model: Model, language: str, urgency: Urgency) -> Iterator[RuleRow]:
    texts, words = model.texts[language].rules, ConditionWords(model, language)
    for name, rule in model.rules.items():
        if rule.urgency == urgency:
            assert rule.condition is not None
            yield RuleRow(name, texts[name].name, texts[name].reason, words.line(rule.condition))


def numbers(model: Model, language: str, urgency: Urgency, on: date) -> tuple[Number, ...]:
    """Whom to call; what has expired on that day has no number."""
    contacts = whom_to_call(model, urgency, language, datetime.combine(on, _NOON, DENMARK))
    return tuple(
        Number(contact, last_day(model, contact.service), model.texts[language].services[contact.service].instead)
        for contact in contacts
    )
