"""The pages of the static site, each as HTML, for one day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from venevagt.care.blocks import COMPARISON
from venevagt.care.reading import all_articles, article_body
from venevagt.care.services import emergency_number
from venevagt.care.words import filled
from venevagt.directory.listing import Listing
from venevagt.knowledge.model import Model
from venevagt.site import structured_data as schema
from venevagt.site import work_up_pages
from venevagt.site.addresses import OWN_PAGES, TITLES, Addresses, own_pages, page_file, slug
from venevagt.site.clinic_bundle import clinic_file
from venevagt.site.clinic_rows import NOTHING, door_keys
from venevagt.site.component import COMPONENT
from venevagt.site.feeds import Listed
from venevagt.site.generated import compared_page
from venevagt.site.hosting import POLICY
from venevagt.site.page import Head, Page
from venevagt.site.pictures import CARD, CARD_SIZE
from venevagt.site.reading import article_context, parts
from venevagt.site.recovery_pages import recovery_sheets
from venevagt.site.rehabilitation_pages import own_clearance_page
from venevagt.site.search import Section, shortened
from venevagt.site.table import levels, question_groups, red_flags
from venevagt.site.templating import environment

MISSING = "404.html"
_DOORS = "index.html"
_SOME_HOST = "https://HOST"
"""Stands in lines to copy where it is not known at which address the site will be found."""


class Pages:
    """All pages over one knowledge base, with the clinics of `listing`.

    `asset` gives the address of a static file; `kept`: the pages ask the browser to keep the site.
    """

    def __init__(
        self,
        model: Model,
        addresses: Addresses,
        on: date,
        asset: Callable[[str], str],
        listing: Listing | None = None,
        *,
        kept: bool = True,
    ) -> None:
        self.model = model
        self.worker = addresses.file("worker.js") if kept else ""
        self.addresses = addresses
        self.on = on
        self.asset = asset
        self.listing = listing
        self._templates = environment()

    def files(self, sections: Mapping[str, Sequence[Section]]) -> dict[str, bytes]:
        """Every page by its file's name; `sections` is what can be found in each language."""
        found = {
            page_file(page.language, page.names[page.language]): self._rendered(page)
            for language in self.model.about.languages
            for page in self._pages(language, sections[language])
        }
        return {**found, _DOORS: self._doors(), MISSING: self._missing()}

    def listed(self) -> Iterator[Listed]:
        """The pages for the map of the site."""
        first = self.model.about.languages[0]
        for page in self._pages(first, ()):
            if not (page.framed or page.hidden):
                yield Listed(self._by_language(page.names), page.reviewed)

    def _pages(self, language: str, sections: Sequence[Section]) -> Iterator[Page]:
        yield self._interview(language)
        yield self._embedded(language)
        yield self._component(language)
        yield self._table(language)
        yield self._reading(language)
        yield self._search(language, sections)
        yield self._clinician(language)
        yield from self._sheets(language)
        for name in self.model.texts[language].articles:
            yield self._article(language, name)

    def _interview(self, language: str) -> Page:
        texts = self.model.texts[language]
        context = {
            "levels": levels(self.model, language, self.on),
            "red_flags": red_flags(self.model, language),
            "first_question": texts.screens[next(iter(self.model.screens))].title,
            "emergency_action": texts.urgencies[self.model.about.urgencies[-1]].action,
        }
        site = texts.site
        own = schema.website(self.model, language, self._absolute(language))
        names = dict.fromkeys(self.model.about.languages, "")
        return self._page(language, names, "interview.html", site["tagline"], context, more=(own,))

    def _embedded(self, language: str) -> Page:
        """The interview as other sites show it; it leads to no other page in its own window."""
        page, names = self._interview(language), own_pages(self.model, "embedded")
        context = {**page.context, "to_start": False, "framed": True}
        return replace(page, names=names, template="embedded.html", context=context, framed=True)

    def _component(self, language: str) -> Page:
        """How the owner of another page puts the interview into it."""
        context = {"component": self.addresses.file(COMPONENT), "host": self.addresses.origin or _SOME_HOST}
        return self._own_page(language, "component", "component.html", context)

    def _table(self, language: str) -> Page:
        context = {
            "levels": levels(self.model, language, self.on),
            "groups": question_groups(self.model, language),
        }
        return self._own_page(language, "table", "table.html", context)

    def _reading(self, language: str) -> Page:
        entries = all_articles(self.model, language, self.on)
        return self._own_page(language, "articles", "reading.html", {"entries": entries})

    def _search(self, language: str, sections: Sequence[Section]) -> Page:
        context = {"sections": sections, "index": self.asset(search_file(language))}
        return self._own_page(language, "search", "search.html", context, scripts=("search-page.js",))

    def _clinician(self, language: str) -> Page:
        """The scores, for whoever examines."""
        words = self.model.texts[language].clinic
        keys = door_keys(self.model)
        suspicions = {NOTHING, *(door.id for door in self.model.clinical.doors.values() if door.suspicion)}
        context = {
            "clinic": words,
            "lead": filled(words["page_lead"], count=len(self.model.clinical.scores)),
            "suspicions": [(door, key) for door, key in keys.items() if door in suspicions],
            "others": [(door, key) for door, key in keys.items() if door not in suspicions],
            "compared": compared_page(self.model),
            "work_up": work_up_pages.list_address(self.model, language),
            "clearance": own_clearance_page(self.model)[language],
            "clearance_title": self.model.texts[language].rehabilitation["make_title"],
        }
        return self._own_page(language, "clinician", "clinician.html", context, scripts=(clinic_file(language),))

    def _sheets(self, language: str) -> Iterator[Page]:
        """The pathways, step by step, for whoever examines; and what comes after the diagnosis."""
        work_up = work_up_pages.work_up_pages(self.model, language)
        for one in (*work_up, *recovery_sheets(self.model, language, self.listing, self.on)):
            yield Page(language=language, **{name: getattr(one, name) for name in one.__struct_fields__})

    def _article(self, language: str, name: str) -> Page:
        article = self.model.texts[language].articles[name]
        found = parts(article_body(self.model, language, name, self.on))
        return Page(
            language=language,
            names=dict.fromkeys(self.model.about.languages, slug(name)),
            template="article.html",
            title=article.title,
            context=article_context(self.model, language, name, self.on),
            description=shortened(found[0].text) if found else article.title,
            reviewed=article.review.checked_on,
            citations=tuple(self.model.sources[source].citation for source in article.sources),
            more=tuple(schema.questions(found)),
            scripts=("own-answers.js",) if COMPARISON in article.body else (),
        )

    def _own_page(
        self, language: str, name: str, template: str, context: Mapping[str, Any], scripts: tuple[str, ...] = ()
    ) -> Page:
        names = own_pages(self.model, name)
        title = self.model.texts[language].site[TITLES[name]]
        return self._page(language, names, template, title, context, scripts=scripts)

    def _page(
        self,
        language: str,
        names: Mapping[str, str],
        template: str,
        title: str,
        context: Mapping[str, Any],
        **more: Any,
    ) -> Page:
        known = {"description": self.model.texts[language].site["site_description"], **more}
        return Page(language, names, template, title, context, reviewed=self.model.about.released, **known)

    def _rendered(self, page: Page) -> bytes:
        own = self._by_language(page.names)
        context = {"own_addresses": own, "to_start": bool(page.names[page.language]), **page.context}
        return self._html(page.template, page.language, page.title, self._head(page, own), context, page.scripts)

    def _head(self, page: Page, own: Mapping[str, str]) -> Head:
        """What the page says of itself where it is known at which address it will be found."""
        if not self.addresses.origin or page.framed or page.hidden:
            return Head(page.description)
        absolute = {language: self.addresses.absolute(address) for language, address in own.items()}
        default = self._origin_page() if not page.names[page.language] else absolute[self.model.about.languages[0]]
        url = absolute[page.language]
        first = (self.model.texts[page.language].site["name"], self._absolute(page.language))
        above = [
            (title, self.addresses.absolute(self.addresses.page(page.language, names[page.language])))
            for title, names in page.above
        ]
        way = [first] if url == first[1] else [first, *above, (page.title, url)]
        about = schema.web_page(
            self.model,
            page.language,
            title=page.title,
            url=url,
            description=page.description,
            reviewed=page.reviewed,
            clinical=page.clinical,
        )
        things = (schema.with_citations(about, page.citations), schema.breadcrumbs(way), *page.more)
        return Head(page.description, url, (*absolute.items(), ("x-default", default)), schema.as_script(things))

    def _doors(self) -> bytes:
        """The first page of all: the languages, and a script that goes on by itself."""
        language = self.model.about.languages[0]
        site = self.model.texts[language].site
        head = Head(site["site_description"])
        if self.addresses.origin:
            alternates = tuple((code, self._absolute(code)) for code in self.model.about.languages)
            own = schema.website(self.model, language, self._origin_page())
            head = Head(
                site["site_description"],
                self._origin_page(),
                (*alternates, ("x-default", self._origin_page())),
                schema.as_script([own]),
            )
        return self._html(
            "doors.html", language, site["tagline"], head, {"doors": self._languages("tagline")}, scripts=("choose.js",)
        )

    def _missing(self) -> bytes:
        language = self.model.about.languages[0]
        site = self.model.texts[language].site
        context = {"doors": self._languages("not_found_text")}
        return self._html("doors.html", language, site["not_found"], Head(site["site_description"]), context)

    def _languages(self, words: str) -> list[Mapping[str, str]]:
        texts = self.model.texts
        return [
            {"language": code, "name": texts[code].site["language_name"], "text": texts[code].site[words]}
            for code in self.model.about.languages
        ]

    def _html(
        self,
        template: str,
        language: str,
        title: str,
        head: Head,
        context: Mapping[str, Any],
        scripts: tuple[str, ...] = (),
    ) -> bytes:
        texts, page = self.model.texts[language], self.addresses.page
        links = [(texts.site[words], page(language, texts.site[name])) for name, words in OWN_PAGES.values()]
        shown = {
            "title": title,
            "head": head,
            "scripts": scripts,
            "policy": POLICY,
            "framed": False,
            "card": self.addresses.absolute(self.asset(CARD)),
            "card_size": CARD_SIZE,
            "has_feed": bool(self.addresses.origin),
            "worker": self.worker,
            "base": self.addresses.base,
            "clinics": bool(self.listing),
            "built": self.on,
            "site": texts.site,
            "language": language,
            "languages": [(code, self.model.texts[code].site["language_name"]) for code in self.model.about.languages],
            "emergency_number": emergency_number(self.model),
            "knowledge": self.model.about.version,
            "sha": self.model.sha256[:8],
            "address": self.asset,
            "page": page,
            "links": links,
            "slug": slug,
        }
        return self._templates.get_template(template).render({**shown, **context}).encode("utf-8")

    def _by_language(self, names: Mapping[str, str]) -> dict[str, str]:
        return {language: self.addresses.page(language, name) for language, name in names.items()}

    def _absolute(self, language: str) -> str:
        return self.addresses.absolute(self.addresses.page(language))

    def _origin_page(self) -> str:
        return self.addresses.absolute(self.addresses.base)


def search_file(language: str) -> str:
    """The name of a language's search index in the static folder."""
    return f"search-{language}.json"
