"""The body of an article: Markdown, sections that name their sources, and {names} of what they show."""

import re
import string
from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from venevagt.knowledge.model import Condition, Model, Rule
from venevagt.logic.expression import Compare, Expression, Or, Variable

FIELD = re.compile(r"\{([^{}\n]*)\}")
"""A name in braces: what stands there is filled in from the knowledge base."""

SOURCES_LINE = re.compile(r"^\[[^\[\]\n]+\](?: \[[^\[\]\n]+\])*$", re.MULTILINE)
"""The last line of a section: `[S9] [S18]`, the sources that it rests on."""

LISTS: Mapping[str, str] = {
    "warning_signs": "warning_sign",
    "major_risks": "major_risk",
    "minor_risks": "minor_risk",
}
"""Lists of what a condition names: the name in an article, the id of the condition."""

BLOCKS = frozenset({"red_flags", "reassuring_signs", "comparison", "urgency_table", "phone_numbers", *LISTS})
"""Lists and tables. Each has a line of its own, as have {signs.RULE}, {rules.URGENCY} and what is drawn."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"day(\.(day|month|year))?:(%[dmybBY]|[ .,/-])*")
_HEADING = re.compile(r"^## ", re.MULTILINE)


class Section(Struct, frozen=True):
    """What stands from one `## heading` to the next; the first one has none.

    `start`: where it begins in the body. `sources`: what its sources line names.
    """

    start: int
    text: str
    sources: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names in braces, in reading order."""
        return tuple(FIELD.findall(self.text))


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


def sections(body: str) -> tuple[Section, ...]:
    """The parts of a body, blank ones left out."""
    starts = [0, *(match.start() for match in _HEADING.finditer(body)), len(body)]
    parts = ((start, body[start:end]) for start, end in pairwise(starts))
    return tuple(Section(start, text, _named(text)) for start, text in parts if text.strip())


def _named(text: str) -> tuple[str, ...]:
    return tuple(name for line in SOURCES_LINE.findall(text) for name in line[1:-1].split("] ["))


def article_fields(model: Model) -> tuple[str, ...]:
    """Every name that an article can write in braces."""
    conditions: dict[str, Rule | Condition] = {**model.rules, **model.conditions}
    listable = {name for name, entry in conditions.items() if any_of(entry.condition)}
    lists = [name for name, condition in LISTS.items() if condition in listable]
    signs = [f"signs.{name}" for name in model.rules if name in listable]
    rules = [f"rules.{urgency}" for urgency in model.about.urgencies]
    lines = dict.fromkeys(line for words in model.texts.values() for line in words.advice)
    advice = [f"advice.{name}" for name in lines]
    blocks = sorted(BLOCKS - set(LISTS))
    # A drawing whose words wait for numbers cannot stand alone.
    drawn = (item for words in model.texts.values() for item in words.drawings.items())
    drawings = dict.fromkeys(f"drawing.{name}" for name, text in drawn if "{" not in text.title)
    return (
        *drawings,
        *(f"of_100.{name}" for name in model.of_100),
        *(f"share.{name}" for name in model.of_100),
        *model.about.urgencies,
        *model.facts,
        "emergency_number",
        *blocks,
        *lists,
        *signs,
        *rules,
        *advice,
    )


def has_own_line(field: str) -> bool:
    """Whether it is a list or a table, which cannot stand inside a sentence."""
    return field in BLOCKS or field.startswith(("signs.", "rules.", "drawing.", "of_100."))


def any_of(expression: Expression | None) -> tuple[Variable | Compare, ...]:
    """The tests of which one is enough; empty for a condition that asks for more than one of them."""
    match expression:
        case Variable() | Compare():
            return (expression,)
        case Or(items):
            parts = [any_of(item) for item in items]
            return tuple(leaf for part in parts for leaf in part) if all(parts) else ()
        case _:
            return ()
