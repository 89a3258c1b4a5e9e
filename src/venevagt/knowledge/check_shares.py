"""What has to hold of the numbers "of 100 people": they can be, an article shows them, and never beside 112."""

import re
from collections.abc import Iterator

from venevagt.knowledge.articles import FIELD, Section, sections
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import PEOPLE, Article
from venevagt.knowledge.places import at
from venevagt.knowledge.problems import Problem

_URGENT = ("emergency", "emergency_number", "red_flags", "phone_numbers")


def shares_fit(loaded: Loaded) -> Iterator[Problem]:
    """Whole people of 100, in words without a number; shown somewhere, and not in a section that calls for 112."""
    model = loaded.model
    for name, share in model.of_100.items():
        for field in ("low", "high"):
            people = getattr(share, field)
            if not 0 <= people <= PEOPLE:
                message = f"{field} is {people} of {PEOPLE} people, expected 0 to {PEOPLE}"
                yield at(loaded, "of_100", name, message, path=(field,))
        if share.low > share.high:
            message = f"from {share.low} to {share.high}, expected low not above high"
            yield at(loaded, "of_100", name, message, path=("low",))
    for language, texts in model.texts.items():
        for name, text in texts.of_100.items():
            for field in text.__struct_fields__:
                if found := re.search(r"[0-9{}]+", getattr(text, field)):
                    message = f"{found[0]!r} in the words, expected words alone: of_100.yaml has the numbers"
                    yield at(loaded, f"text/{language}/of_100", name, message, path=(field,))
        fields = {field for article in texts.articles.values() for field in FIELD.findall(article.body)}
        for name in model.of_100:
            if f"of_100.{name}" not in fields:
                message = f"no article in {language} shows {{of_100.{name}}}, expected one that does"
                yield at(loaded, "of_100", name, message)
        for article in texts.articles.values():
            yield from _in_articles(loaded, language, article)


def _in_articles(loaded: Loaded, language: str, article: Article) -> Iterator[Problem]:
    document, _ = loaded.places[f"text/{language}/articles", article.id]
    offset = len(document.text) - len(article.body)
    for section in sections(article.body):
        yield from _unsourced(loaded, language, article, section)
        urgent = [field for field in section.fields if _calls_112(loaded, language, field)]
        for match in FIELD.finditer(section.text):
            if urgent and match[1].startswith(("of_100.", "share.")):
                start, end = (offset + section.start + place for place in match.span())
                message = f"{match[0]} beside {{{urgent[0]}}}, expected no number of people where somebody is to call"
                yield document.at(start, end, message)


def _unsourced(loaded: Loaded, language: str, article: Article, section: Section) -> Iterator[Problem]:
    """A section that shows a number names the number's sources."""
    for field in section.fields:
        kind, _, name = field.partition(".")
        share = loaded.model.of_100.get(name)
        if share is None or kind not in ("of_100", "share"):
            continue
        for source in share.sources:
            if source not in section.sources:
                message = f"a section shows {{{field}}} without {source!r}, expected [{source}] in its last line"
                yield at(loaded, f"text/{language}/articles", article.id, message)


def _calls_112(loaded: Loaded, language: str, field: str) -> bool:
    """Whether a field shows the emergency number, or the signs for which it is called."""
    kind, _, name = field.partition(".")
    if kind == "signs":
        rule = loaded.model.rules.get(name)
        return rule is not None and rule.urgency == "emergency"
    if kind == "advice":
        words = loaded.model.texts[language].advice.get(name, "")
        numbers = (own.number for own in loaded.model.services.values() if own.kind == "emergency")
        return any(number and number in words for number in numbers)
    return field in _URGENT
