"""Articles as any face shows them: filled in for a day, with reading time, sources and related ones."""

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from venevagt.care.blocks import article_field
from venevagt.care.words import shown_facts
from venevagt.knowledge.articles import FIELD, SOURCES_LINE, sections
from venevagt.knowledge.model import Article, Model

WORDS_A_MINUTE = 200

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_RULE = re.compile(r"^[|:\- ]*-{3}[|:\- ]*$", re.MULTILINE)
_MARKS = re.compile(r"^(?:#+|[-*]|\d+\.) |\*\*|`", re.MULTILINE)
_WORD = re.compile(r"\w[\w'’-]*")


class ArticleSource(Struct, frozen=True):
    """A source under the number that the text gives it."""

    number: int
    id: str
    citation: str


class ArticleEntry(Struct, frozen=True):
    """An article in a list. `summary`: its first sentence; `minutes`: how long it takes to read."""

    id: str
    title: str
    summary: str
    minutes: int


class ArticleView(Struct, frozen=True):
    """An article on a day. `body`: Markdown, in which links to #source-ID lead to the sources.

    `overdue`: its review has run out.
    """

    id: str
    title: str
    body: str
    minutes: int
    checked_on: date
    overdue: bool
    sources: tuple[ArticleSource, ...]
    see_also: tuple[ArticleEntry, ...]


def read(model: Model, language: str, name: str, on: date) -> ArticleView:
    """An article as it stands on a day. Raises KeyError for one that does not exist."""
    articles = model.texts[language].articles
    article = articles[name]
    body = article_body(model, language, name, on)
    return ArticleView(
        name,
        article.title,
        body,
        minutes_to_read(body),
        article.review.checked_on,
        article.review.over(on),
        tuple(
            ArticleSource(number, source, model.sources[source].citation)
            for number, source in enumerate(article.sources, 1)
        ),
        tuple(_entry(model, language, articles[other], on) for other in article.see_also),
    )


def all_articles(model: Model, language: str, on: date) -> tuple[ArticleEntry, ...]:
    """Every article, in the order of knowledge.yaml."""
    articles = model.texts[language].articles
    return tuple(_entry(model, language, articles[name], on) for name in model.about.articles)


def article_body(model: Model, language: str, name: str, on: date) -> str:
    """An article's Markdown as it is shown on a day: what stands in braces filled in, sources as links.

    Raises KeyError for an article that does not exist.
    """
    article = model.texts[language].articles[name]
    facts = shown_facts(model, language, on)
    numbers = {source: number for number, source in enumerate(article.sources, 1)}
    word = model.texts[language].interface["article_sources"]
    body = SOURCES_LINE.sub(lambda line: f"{word} {_links(line[0], numbers)}", article.body)
    return FIELD.sub(lambda field: article_field(model, language, field[1], on, facts), body)


def plain_text(markdown: str) -> str:
    """The words alone, each cell of a table on a line of its own; without the line of sources under a section."""
    kept = [line for line in markdown.splitlines() if "](#source-" not in line]
    text = _RULE.sub("", _LINK.sub(r"\1", "\n".join(kept)))
    cells = [cell.strip() for line in text.splitlines() for cell in line.strip("|").split("|")]
    return _MARKS.sub("", "\n".join(cells))


def minutes_to_read(markdown: str) -> int:
    """Whole minutes, rounded up."""
    return max(1, -(-len(_WORD.findall(plain_text(markdown))) // WORDS_A_MINUTE))


def _entry(model: Model, language: str, article: Article, on: date) -> ArticleEntry:
    body = article_body(model, language, article.id, on)
    opening = plain_text(sections(body)[0].text).strip().partition("\n")[0]
    summary = re.split(r"(?<=[.!?])\s", opening, maxsplit=1)[0]
    return ArticleEntry(article.id, article.title, summary, minutes_to_read(body))


def _links(line: str, numbers: Mapping[str, int]) -> str:
    return " ".join(f"[[{numbers[name]}]](#source-{name})" for name in line[1:-1].split("] ["))
