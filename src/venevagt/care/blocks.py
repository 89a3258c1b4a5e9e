"""What an article shows of the knowledge base by name: urgencies, lists, tables, lines of advice.

Everything here is Markdown, so that any face can show it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time

from venevagt.care.services import DENMARK, emergency_number, every_contact
from venevagt.care.shares import expired, in_a_sentence, words_of_share
from venevagt.care.words import advice_line, limit_label
from venevagt.knowledge.articles import LISTS, any_of
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Compare, Expression, Variable

COMPARISON = "{comparison}"
"""What an article writes where the comparison of a cramp and a clot is to stand."""

DRAWING = "drawing:"
"""Before the name of a drawing, or of_100.NAME, where an image's address stands; a face that draws puts it there."""


def article_field(model: Model, language: str, field: str, on: date, facts: Mapping[str, str]) -> str:
    """What stands for {field} on a day. Raises KeyError for a name that does not exist."""
    texts = model.texts[language]
    kind, _, name = field.partition(".")
    if kind == "advice":
        return advice_line(texts.advice[name], facts)
    if kind == "drawing":
        return f"![{texts.drawings[name].title}]({DRAWING}{name})"
    if kind == "share":
        return in_a_sentence(model, language, name, on)
    if kind == "of_100":
        title = words_of_share(model, language, name).title
        return "" if expired(model, name, on) else f"![{title}]({DRAWING}{field})"
    if kind == "signs":
        return _list(_named_by(model, language, model.rules[name].condition))
    if kind == "rules":
        return _list(texts.rules[rule.id].name for rule in model.rules.values() if rule.urgency == name)
    if field in LISTS:
        return _list(_named_by(model, language, model.conditions[LISTS[field]].condition))
    if field in texts.urgencies:
        return texts.urgencies[field].headline
    return facts[field] if field in facts else _BLOCKS[field](model, language, on)


def _red_flags(model: Model, language: str, on: date) -> str:
    return _list(_labels_of_kind(model, language, "red_flag"))


def _reassuring_signs(model: Model, language: str, on: date) -> str:
    return _list(_labels_of_kind(model, language, "reassuring"))


def comparison_head(model: Model, language: str) -> tuple[str, str]:
    """The headings of the comparison's two columns."""
    words = model.texts[language].interface
    return words["sign"], words["points_to"]


def compared(model: Model) -> tuple[str, ...]:
    """The findings of the comparison's rows, from the top."""
    clot = any_of(model.conditions[LISTS["warning_signs"]].condition)
    return (*_of_kind(model, "reassuring"), *(leaf.name for leaf in clot))


def _comparison(model: Model, language: str, on: date) -> str:
    """What points to a plain cramp and what to a clot, as the rules have it."""
    words = model.texts[language].interface
    clot = _named_by(model, language, model.conditions[LISTS["warning_signs"]].condition)
    rows = [(_capital(label), words["a_cramp"]) for label in _labels_of_kind(model, language, "reassuring")]
    rows += [(_capital(label), words["a_clot"]) for label in clot]
    return _table(comparison_head(model, language), rows)


def _urgency_table(model: Model, language: str, on: date) -> str:
    """The urgencies, the most urgent first, and what each means."""
    texts = model.texts[language]
    rows = [(texts.urgencies[name].headline, texts.urgencies[name].action) for name in reversed(model.about.urgencies)]
    return _table((texts.interface["the_advice"], texts.interface["it_means"]), rows)


def _phone_numbers(model: Model, language: str, on: date) -> str:
    """Whom to call; a number that has expired is not shown."""
    words = model.texts[language].interface
    rows = []
    for contact in every_contact(model, language, datetime.combine(on, time(12), DENMARK)):
        where = f", {contact.region}" if contact.region else ""
        number = f"[{contact.number}](tel:{contact.number.replace(' ', '')})" if contact.number else ""
        rows.append((f"{contact.name}{where} ({contact.hours})", number or contact.note or words["their_own_number"]))
    return _table((words["whom"], words["number"]), rows)


_BLOCKS: Mapping[str, Callable[[Model, str, date], str]] = {
    "emergency_number": lambda model, language, on: emergency_number(model),
    "red_flags": _red_flags,
    "reassuring_signs": _reassuring_signs,
    "comparison": _comparison,
    "urgency_table": _urgency_table,
    "phone_numbers": _phone_numbers,
}


def _of_kind(model: Model, kind: str) -> tuple[str, ...]:
    """All findings of a kind, in the order in which they are asked."""
    asked = (name for screen in model.screens.values() for name in screen.findings)
    return tuple(name for name in asked if model.findings[name].kind == kind)


def _labels_of_kind(model: Model, language: str, kind: str) -> tuple[str, ...]:
    found = model.texts[language].findings
    return tuple(found[name].label for name in _of_kind(model, kind))


def _named_by(model: Model, language: str, condition: Expression | None) -> tuple[str, ...]:
    """The findings of which one is enough, by their labels; a number with its limit."""
    return tuple(_leaf(model, language, leaf) for leaf in any_of(condition))


def _leaf(model: Model, language: str, leaf: Variable | Compare) -> str:
    label = model.texts[language].findings[leaf.name].label
    if isinstance(leaf, Variable):
        return label
    return f"{label} {limit_label(model, language, leaf.name, leaf.operator, f'{leaf.limit:g}')}"


def _list(labels: Iterable[str]) -> str:
    return "\n".join(f"- {_capital(label)}" for label in labels)


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [head, ("---", "---"), *rows]
    return "\n".join(f"| {first} | {second} |" for first, second in lines)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
