"""The map of the site and the feeds, read by readers that are not ours."""

import json
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from tests.care.helpers import MODEL
from tests.mutation.shape import with_entry
from tests.site.helpers import DAY, LANGUAGES, URL, addresses, built, file_of, listed

from venevagt.site.addresses import Addresses
from venevagt.site.feeds import rss
from venevagt.site.hosting import manifest

FILES = built()
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "sitemap.xsd"))


def test_the_map_has_the_form_of_the_protocol_and_every_page_once() -> None:
    tree = etree.fromstring(FILES["sitemap.xml"])
    SCHEMA.assertValid(tree)
    found = [element.text for element in tree.iter("{*}loc")]
    assert sorted(found) == sorted(URL + name.removesuffix("index.html") for name in listed(FILES))
    links = {link.get("href") for link in tree.iter("{*}link")}
    assert links == set(found)
    broken = FILES["sitemap.xml"].replace(b"<lastmod>", b"<lastmod>x")
    assert not SCHEMA.validate(etree.fromstring(broken))


def test_robots_may_read_everything_and_find_the_map() -> None:
    assert FILES["robots.txt"].decode().splitlines()[-1] == f"Sitemap: {URL}sitemap.xml"
    assert b"Disallow" not in FILES["robots.txt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_reader_reads_the_feed(language: str) -> None:
    feed = feedparser.parse(FILES[f"{language}/rss.xml"])
    assert not feed.bozo
    assert feed.feed.language == language
    titles = {entry.title for entry in feed.entries}
    assert titles >= {article.title for article in MODEL.texts[language].articles.values()}
    assert any(MODEL.about.version in title for title in titles)
    for entry in feed.entries:
        assert entry.published_parsed is not None
        assert file_of(entry.link.removeprefix("https://example.org"), FILES)
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))


def test_an_entry_is_new_when_its_content_is() -> None:
    def ids(model: object) -> set[str]:
        assert isinstance(model, type(MODEL))
        return {entry.id for entry in feedparser.parse(rss(model, "da", addresses())).entries}

    import msgspec

    other = msgspec.structs.replace(MODEL, sha256="f" * 64)
    assert len(ids(other) - ids(MODEL)) == 1
    assert ids(with_entry(MODEL, "rules", "arm_clot", concern="clot_in_leg")) == ids(MODEL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_can_keep_the_site(language: str) -> None:
    content = json.loads(manifest(MODEL, language, Addresses("/leg/"), lambda name: f"/leg/{name}"))
    assert content["start_url"] == f"/leg/{language}/"
    assert content["start_url"].startswith(content["scope"])
    assert content["lang"] == language
    own = json.loads(FILES[f"{language}/manifest.webmanifest"])
    assert file_of(own["icons"][0]["src"], FILES).endswith("icon.svg")
    assert DAY.isoformat() not in FILES[f"{language}/manifest.webmanifest"].decode()
