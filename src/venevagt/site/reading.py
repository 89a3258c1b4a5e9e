"""An article as HTML, and as parts that can be found: each heading has an address of its own."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct

from venevagt.care.blocks import COMPARISON, DRAWING, compared, comparison_head
from venevagt.care.reading import read
from venevagt.care.words import filled
from venevagt.knowledge.model import Model
from venevagt.site.drawings import drawing
from venevagt.site.folding import fold
from venevagt.site.generated import own_answers
from venevagt.site.last_days import last_days

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
"""No HTML passes through an article, so what it renders is safe to show as it is."""


class Comparison(Struct, frozen=True):
    """The comparison in an article: the headings of its table, and the findings of its rows."""

    head: tuple[str, str]
    findings: tuple[str, ...]


class Part(Struct, frozen=True):
    """What stands under one heading, as plain text. The part before the first has neither title nor anchor."""

    title: str
    anchor: str
    text: str


def article_context(model: Model, language: str, name: str, on: date) -> dict[str, Any]:
    """What the template of an article needs, on a day. Raises KeyError for an article that does not exist."""
    article = read(model, language, name, on)
    has_comparison = COMPARISON in model.texts[language].articles[name].body
    marks = Comparison(comparison_head(model, language), compared(model)) if has_comparison else None
    return {
        "title": article.title,
        "article": article,
        "body": rendered(
            article.body,
            lambda drawn: drawing(model, drawn, language),
            _ends(model, language),
            marks,
        ),
        "own_answers": own_answers(model, language) if has_comparison else "",
        "overdue": model.texts[language].interface["review_due"] if article.overdue else "",
    }


def rendered(
    markdown: str,
    drawn: Callable[[str], Markup],
    ends: Mapping[str, tuple[Markup, Markup]] | None = None,
    comparison: Comparison | None = None,
) -> Markup:
    """Markdown as HTML whose headings can be linked to; `drawn` gives a drawing by its name.

    `ends`: for links by their address, what stands in front of each and behind it. The rows of the
    `comparison` say their finding, so that a script can put a person's own answer there.
    """
    tokens = [_with_ends(_with_drawings(token, drawn), ends or {}) for token in _tokens(markdown)]
    if comparison:
        _name_rows(tokens, comparison)
    return Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S704


def _name_rows(tokens: Sequence[Token], comparison: Comparison) -> None:
    """Put the finding on each row of the table under the comparison's headings."""
    start, cells = 0, list[str]()
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            start, cells = place, []
        elif token.type == "inline":
            cells.append(token.content)
        elif token.type == "thead_close" and tuple(cells) == comparison.head:
            tokens[start].attrSet("id", "comparison")
            rows = [row for row in _table_from(tokens, place) if row.type == "tr_open"]
            for row, finding in zip(rows, comparison.findings, strict=True):
                row.attrSet("data-finding", finding)


def _table_from(tokens: Sequence[Token], place: int) -> Iterator[Token]:
    """What follows, up to the end of the table."""
    yield from takewhile(lambda token: token.type != "table_close", tokens[place:])


def _with_drawings(token: Token, drawn: Callable[[str], Markup]) -> Token:
    """A line with each drawing in the place of its name; an image of another kind is left out."""
    for child in token.children or ():
        if child.type == "image":
            address = str(child.attrGet("src"))
            child.type, child.children = "html_inline", None
            child.content = str(drawn(address.removeprefix(DRAWING))) if address.startswith(DRAWING) else ""
    return token


def _with_ends(token: Token, ends: Mapping[str, tuple[Markup, Markup]]) -> Token:
    """A line with what stands around its links; no link holds another."""
    if not token.children:
        return token
    children: list[Token] = []
    behind: Markup | None = None
    for child in token.children:
        if child.type == "link_open" and (found := ends.get(str(child.attrGet("href")))):
            children.append(_html(found[0]))
            behind = found[1]
        children.append(child)
        if child.type == "link_close" and behind is not None:
            children.append(_html(behind))
            behind = None
    token.children = children
    return token


def _html(content: Markup) -> Token:
    return Token("html_inline", "", 0, content=str(content))


def _ends(model: Model, language: str) -> Mapping[str, tuple[Markup, Markup]]:
    """Around each telephone number: its last day, and what a page puts in its place after that."""
    words = model.texts[language].site["number_until"]
    return {
        address: (
            Markup('<span data-valid-to="{}" data-instead="{}">').format(last.day, last.instead),
            Markup(" {}</span>").format(filled(words, day=last.day)),
        )
        for address, last in last_days(model, language).items()
    }


def parts(markdown: str) -> tuple[Part, ...]:
    """The article cut at its headings."""
    found: list[Part] = []
    title, anchor, words = "", "", list[str]()
    heading: Token | None = None
    for token, following in _with_next(_tokens(markdown)):
        if token.type == "heading_open":
            found.append(Part(title, anchor, " ".join(words)))
            heading = following
            title, anchor, words = _plain(heading), str(token.attrGet("id")), []
        elif token.type == "inline" and token is not heading:
            words.append(_plain(token))
    return tuple(part for part in (*found, Part(title, anchor, " ".join(words))) if part.title or part.text)


def _tokens(markdown: str) -> list[Token]:
    """The parsed text, with an id on each heading; the same heading twice gets a number."""
    tokens = _MARKDOWN.parse(markdown)
    taken: dict[str, int] = {}
    for token, following in _with_next(tokens):
        if token.type == "heading_open":
            name = re.sub(r"[^a-z0-9]+", "-", fold(_plain(following))).strip("-") or "part"
            taken[name] = taken.get(name, 0) + 1
            token.attrSet("id", name if taken[name] == 1 else f"{name}-{taken[name]}")
    return tokens


def _with_next(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    yield from zip(tokens, (*tokens[1:], *tokens[-1:]), strict=True)


def _plain(token: Token) -> str:
    """The words of a line, without its marks."""
    shown = (child.content if child.type != "softbreak" else " " for child in token.children or ())
    return "".join(shown).strip()
