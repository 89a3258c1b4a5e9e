"""What has to hold of the articles: sources for each section, and nothing typed that the rules own."""

import re
from collections.abc import Iterator

from venevagt.knowledge.articles import FIELD, LISTS, SOURCES_LINE, article_fields, has_own_line, sections
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Article
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.logic.nearest import did_you_mean, nearest

_NUMBER = re.compile(r"[0-9]+(?:[ .,][0-9]+)*")
_ORDERED = re.compile(r"^[0-9]+\. ", re.MULTILINE)


def articles_fit(loaded: Loaded, language: str) -> Iterator[Problem]:
    """Articles exist in each language, say the same there, and show only what exists."""
    model = loaded.model
    section = f"text/{language}/articles"
    yield from _listed(loaded, language)
    wanted = {name for texts in model.texts.values() for name in texts.articles}
    for name in sorted(wanted - set(model.texts[language].articles)):
        other = next(place for place in loaded.places if place[0].endswith("/articles") and place[1] == name)
        yield at(loaded, *other, f"no article {name!r} in {language!r}, expected text/{language}/{name}.md")
    for name, article in model.texts[language].articles.items():
        yield from unknown(loaded, section, name, ("sources",), article.sources, model.sources, "source")
        others = tuple(other for other in model.texts[language].articles if other != name)
        yield from unknown(loaded, section, name, ("see_also",), article.see_also, others, "other article")
        body = _Body(loaded, language, article)
        yield from body.braces()
        yield from body.fields()
        yield from body.sources()
        yield from body.typed()
        yield from _as_in_other_languages(body)


def _listed(loaded: Loaded, language: str) -> Iterator[Problem]:
    """knowledge.yaml lists every article, once."""
    listed = loaded.model.about.articles
    document = loaded.documents["knowledge.yaml"]
    for index, name in enumerate(listed):
        if (f"text/{language}/articles", name) not in loaded.places:
            help_line = did_you_mean(name, loaded.model.texts[language].articles)
            message = f"no article {name!r}, expected text/{language}/{name}.md"
            yield document.problem(("articles", index), message, help_line)
        if name in listed[:index]:
            yield document.problem(("articles", index), f"{name!r} stands here twice, expected once")
    for name in loaded.model.texts[language].articles:
        if name not in listed:
            message = f"the article {name!r} is not listed, expected it under articles in knowledge.yaml"
            yield at(loaded, f"text/{language}/articles", name, message)


class _Body:
    """The text of one article under its head, and where it stands in the file."""

    def __init__(self, loaded: Loaded, language: str, article: Article) -> None:
        self.loaded = loaded
        self.model = loaded.model
        self.language = language
        self.article = article
        self.text = article.body
        self.document, _ = loaded.places[f"text/{language}/articles", article.id]
        self.offset = len(self.document.text) - len(self.text)

    def problem(self, start: int, end: int, message: str, help_line: str = "") -> Problem:
        """A problem at characters [start:end] of the body."""
        return self.document.at(self.offset + start, self.offset + end, message, help_line)

    def braces(self) -> Iterator[Problem]:
        """Every brace belongs to a name."""
        without = FIELD.sub(lambda match: " " * len(match[0]), self.text)
        for match in re.finditer(r"[{}]", without):
            yield self.problem(
                match.start(), match.end(), "a brace that does not fit, expected a name such as {own_gp}"
            )

    def fields(self) -> Iterator[Problem]:
        """Every name exists, and a list or table stands alone."""
        known = article_fields(self.model)
        for match in FIELD.finditer(self.text):
            name = match[1]
            if self._follows(name):
                continue
            if name not in known:
                near = nearest(name, known)
                help_line = f"did you mean {{{near}}}?" if near else "docs/knowledge.md lists what an article can show"
                yield self.problem(*match.span(), f"unknown fact, urgency or list {{{name}}}", help_line)
            elif has_own_line(name) and not _alone(self.text, match):
                yield self.problem(*match.span(), f"{{{name}}} inside a line, expected it on a line of its own")
            elif "{answers}" in self._advice(name):
                yield self.problem(*match.span(), f"{{{name}}} tells a person's own answers, expected another line")

    def _follows(self, field: str) -> bool:
        """Whether it cannot be shown only because its condition has a problem of its own."""
        rule = self.model.rules.get(field.removeprefix("signs."))
        return LISTS.get(field) in self.loaded.broken or (rule is not None and rule.condition is None)

    def _advice(self, field: str) -> str:
        return self.model.texts[self.language].advice.get(field.removeprefix("advice."), "")

    def sources(self) -> Iterator[Problem]:
        """Every section ends with its sources; the head lists just these."""
        known = self.model.sources
        for section in sections(self.text):
            if not section.sources:
                end = section.start + len(section.text.splitlines()[0])
                message = "a section without sources, expected a last line such as [S18]"
                yield self.problem(section.start, end, message)
        marked = set()
        for match in SOURCES_LINE.finditer(self.text):
            for name in re.finditer(r"[^\[\] ]+", match[0]):
                start = match.start() + name.start()
                marked.add(name[0])
                if name[0] not in known:
                    near = nearest(name[0], known)
                    help_line = f"did you mean [{near}]?" if near else ""
                    yield self.problem(start, start + len(name[0]), f"unknown source {name[0]!r}", help_line)
                elif name[0] not in self.article.sources:
                    message = f"source {name[0]!r} is not in the head, expected it under sources"
                    yield self.problem(start, start + len(name[0]), message)
        for index, source in enumerate(self.article.sources):
            if source not in marked:
                message = f"no section rests on {source!r}, expected [{source}] under one that does"
                yield self.document.problem(("sources", index), message)

    def typed(self) -> Iterator[Problem]:
        """No number and no words of an urgency or a red flag are typed in: they are shown by name."""
        hidden = self.text
        for pattern in (FIELD, SOURCES_LINE, _ORDERED):
            hidden = pattern.sub(lambda match: " " * len(match[0]), hidden)
        for match in _NUMBER.finditer(hidden):
            message = f"the number {match[0]} in the words, expected a fact or a list such as {{phone_numbers}}"
            yield self.problem(*match.span(), message)
        texts = self.model.texts[self.language]
        owned = {text.headline: name for name, text in texts.urgencies.items()}
        flags = [name for name, finding in self.model.findings.items() if finding.kind == "red_flag"]
        owned |= {texts.findings[name].label: "red_flags" for name in flags if name in texts.findings}
        for words, name in owned.items():
            for match in re.finditer(re.escape(words), hidden, re.IGNORECASE):
                yield self.problem(*match.span(), f"{match[0]!r} typed into the words, expected {{{name}}}")


def _alone(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].rpartition("\n")[2]
    after = text[match.end() :].partition("\n")[0]
    return not before.strip() and not after.strip()


def _as_in_other_languages(body: _Body) -> Iterator[Problem]:
    """Section by section the same sources and the same names in braces, once all of them exist."""
    known = {*article_fields(body.model), *body.model.sources}
    for other, texts in body.model.texts.items():
        article = texts.articles.get(body.article.id)
        if article is None or other == body.language:
            continue
        if article.see_also != body.article.see_also:
            message = f"leads to other articles than text/{other}, expected the same"
            yield body.document.problem(("see_also",), message)
        own, wanted = sections(body.text), sections(article.body)
        if len(own) != len(wanted):
            message = f"{len(own)} sections, but text/{other} has {len(wanted)}: expected the same"
            yield body.problem(0, 1, message)
            continue
        for section, like in zip(own, wanted, strict=True):
            shown, there = (sorted({*part.fields, *part.sources}) for part in (section, like))
            if shown != there and known.issuperset((*shown, *there)):
                message = f"shows {', '.join(shown)}, but text/{other} shows {', '.join(there)}: expected the same"
                end = section.start + len(section.text.splitlines()[0])
                yield body.problem(section.start, end, message)
