"""The search: every section of the articles, every rule, question and pathway, with its words made alike."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from msgspec import Struct

from venevagt.care.reading import article_body
from venevagt.knowledge.model import Model
from venevagt.site.addresses import Addresses, slug
from venevagt.site.condition_words import Line
from venevagt.site.folding import tokens
from venevagt.site.reading import parts
from venevagt.site.table import levels, question_groups
from venevagt.site.work_up_pages import found_pages

_LEAD = 140
"""Characters of a section that are shown under its title."""


class Section(Struct, frozen=True):
    """Something that can be found. `page`: the title of the page it stands on; `text`: all of its words.

    `clinical`: it is for clinicians, and comes after what is for everybody.
    """

    title: str
    page: str
    address: str
    lead: str
    text: str
    clinical: bool = False


def sections(model: Model, language: str, addresses: Addresses, on: date) -> tuple[Section, ...]:
    """Everything that can be found in one language."""
    return (
        *_articles(model, language, addresses, on),
        *_rules_and_questions(model, language, addresses, on),
        *_pathways(model, language, addresses),
    )


def search_index(model: Model, language: str, found: Iterable[Section]) -> bytes:
    """The index that `browser/search.js` reads: [title, page, address, lead, the title's words, all words] each.

    What is for clinicians has a 1 after these.
    """
    same = _same_words(model, language)
    rows = [
        [
            one.title,
            one.page,
            one.address,
            one.lead,
            *(" ".join(_with_same(own, same)) for own in (one.title, one.text)),
            *([1] if one.clinical else []),
        ]
        for one in found
    ]
    return msgspec.json.encode(rows)


def _articles(model: Model, language: str, addresses: Addresses, on: date) -> Iterator[Section]:
    for name, article in model.texts[language].articles.items():
        address = addresses.page(language, slug(name))
        for part in parts(article_body(model, language, name, on)):
            title = part.title or article.title
            where = f"{address}#{part.anchor}" if part.anchor else address
            yield Section(title, article.title, where, shortened(part.text), part.text)


def _rules_and_questions(model: Model, language: str, addresses: Addresses, on: date) -> Iterator[Section]:
    site = model.texts[language].site
    address, page = addresses.page(language, site["address_table"]), site["table_title"]
    for level in levels(model, language, on):
        for rule in level.rules:
            said = " ".join((rule.reason, *_lines(rule.condition)))
            yield Section(rule.name, level.headline, f"{address}#rule-{rule.id}", rule.reason, said)
    for group in question_groups(model, language):
        for question in group.questions:
            text = question.text
            said = " ".join((text.label, text.why, text.look))
            yield Section(text.question, page, f"{address}#question-{question.id}", text.why, said)


def _pathways(model: Model, language: str, addresses: Addresses) -> Iterator[Section]:
    """The pages of the pathways by their titles and for whom they are; each says that it is for clinicians."""
    page = model.texts[language].clinic["page_way_for"].partition(".")[0]
    for name, title, about in found_pages(model, language):
        yield Section(title, page, addresses.page(language, name), about, f"{title} {about}", clinical=True)


def _lines(line: Line | None) -> Iterator[str]:
    if line is not None:
        yield line.text
        for item in line.items:
            yield from _lines(item)


def shortened(text: str) -> str:
    """The beginning of a text, cut between two words."""
    if len(text) <= _LEAD:
        return text
    return text[:_LEAD].rpartition(" ")[0] + " …"


def _same_words(model: Model, language: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same, folded."""
    return tuple(tokens(group) for group in model.texts[language].site["same_words"].split(";"))


def _with_same(text: str, same: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The words of a text, and those that mean the same as one of them."""
    own = tokens(text)
    also = (word for group in same if any(word.startswith(group) for word in own) for word in group)
    return tuple(dict.fromkeys((*own, *also)))
