"""What machines read: the map of the site, what robots may do, and the feed of what is new."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.etree import ElementTree

from msgspec import Struct

from venevagt.care.words import filled
from venevagt.knowledge.model import Model
from venevagt.site.addresses import Addresses, slug

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
_ATOM = "http://www.w3.org/2005/Atom"


class Listed(Struct, frozen=True):
    """One page of the map: its address by language, and when its content last changed."""

    addresses: Mapping[str, str]
    changed: date


def sitemap(addresses: Addresses, pages: Iterable[Listed]) -> bytes:
    """sitemap.xml: each page in each language, with the others as its alternates."""
    root = ElementTree.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for page in pages:
        for address in page.addresses.values():
            entry = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(entry, "loc").text = addresses.absolute(address)
            ElementTree.SubElement(entry, "lastmod").text = page.changed.isoformat()
            for language, other in page.addresses.items():
                href = addresses.absolute(other)
                ElementTree.SubElement(entry, "xhtml:link", {"rel": "alternate", "hreflang": language, "href": href})
    return _document(root)


def robots(addresses: Addresses) -> bytes:
    """robots.txt: everybody may read everything; a copy at an unknown address is in no search engine."""
    if not addresses.origin:
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n\nSitemap: {addresses.absolute(addresses.file('sitemap.xml'))}\n".encode()


def rss(model: Model, language: str, addresses: Addresses) -> bytes:
    """The feed of one language: the version of the knowledge, and the articles with the day of their review.

    An entry keeps its name as long as its content stands, so a reader shows each change once.
    """
    site = model.texts[language].site
    root = ElementTree.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = ElementTree.SubElement(root, "channel")
    own = addresses.absolute(addresses.page(language) + "rss.xml")
    _texts(
        channel,
        title=site["feed_title"],
        link=addresses.absolute(addresses.page(language)),
        description=site["site_description"],
        language=language,
        lastBuildDate=_day(max(when for _, when in _dated(model, language))),
    )
    ElementTree.SubElement(channel, "atom:link", {"href": own, "rel": "self", "type": "application/rss+xml"})
    for item in _items(model, language, addresses):
        channel.append(item)
    return _document(root)


def _dated(model: Model, language: str) -> Iterator[tuple[str, date]]:
    """What the feed tells of, each with its day: the articles by their ids, the knowledge without one."""
    yield "", model.about.released
    for name, article in model.texts[language].articles.items():
        yield name, article.review.checked_on


def _items(model: Model, language: str, addresses: Addresses) -> Iterator[ElementTree.Element]:
    texts = model.texts[language]
    for name, when in sorted(_dated(model, language), key=lambda entry: (entry[1].toordinal() * -1, entry[0])):
        item = ElementTree.Element("item")
        if name:
            title, text = texts.articles[name].title, filled(texts.site["reviewed"], day=when)
            page, guid = slug(name), f"article:{name}:{when}"
        else:
            title = filled(texts.site["feed_version"], version=model.about.version)
            text = filled(texts.site["feed_text"], rules=len(model.rules), findings=len(model.findings))
            page, guid = texts.site["address_table"], f"knowledge:{model.about.version}:{model.sha256[:12]}"
        link = addresses.absolute(addresses.page(language, page))
        _texts(item, title=title, link=link, description=text, pubDate=_day(when))
        ElementTree.SubElement(item, "guid", {"isPermaLink": "false"}).text = guid
        yield item


def _texts(parent: ElementTree.Element, **values: str) -> None:
    for tag, text in values.items():
        ElementTree.SubElement(parent, tag).text = text


def _day(day: date) -> str:
    return format_datetime(datetime.combine(day, time(), UTC))


def _document(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
