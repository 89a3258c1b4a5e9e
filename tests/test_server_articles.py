"""The pages to read."""

import subprocess
import sys
from datetime import datetime

import pytest
from tests.test_server import MODEL, Browser

from venevagt.care.services import DENMARK
from venevagt.server.app import create_app

APP = create_app(MODEL)
LANGUAGES = MODEL.about.languages
PAGES = [(language, name) for language in LANGUAGES for name in MODEL.texts[language].articles]


def address(language: str, name: str) -> str:
    return f"/{language}/{name.replace('_', '-')}/"


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_article_shows_its_words_and_its_sources(language: str, name: str) -> None:
    browser = Browser(APP)
    page = browser.open(address(language, name))
    article = MODEL.texts[language].articles[name]
    assert page.root.first("h1").text == article.title
    assert "{" not in page.root.first("main").text
    assert "[S" not in page.root.first("main").text
    assert all(MODEL.sources[source].citation in page.root.text for source in article.sources)
    ids = {item["id"] for item in page.root.all("li") if item["id"]}
    marks = {link["href"] for link in page.root.all("a") if link["href"].startswith("#source-")}
    assert marks == {f"#{item}" for item in ids} == {f"#source-{source}" for source in article.sources}
    links = {link["href"] for link in page.root.all("a")}
    assert {address(language, other) for other in article.see_also} <= links


@pytest.mark.parametrize("language", LANGUAGES)
def test_cramp_or_clot_names_the_urgencies_of_the_rules(language: str) -> None:
    html = Browser(APP).ask("GET", address(language, "cramp_or_clot")).text
    assert "<table>" in html
    assert all(urgency.headline in html for urgency in MODEL.texts[language].urgencies.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_leads_to_the_list_and_the_list_to_the_articles(language: str) -> None:
    browser = Browser(APP)
    own = f"/{language}/{MODEL.texts[language].site['address_articles']}/"
    assert own in {link["href"] for link in browser.open(f"/{language}/").root.all("a")}
    page = browser.open(own)
    links = {link["href"]: link.text for link in page.root.all("a")}
    articles = MODEL.texts[language].articles
    assert {links[address(language, name)] for name in articles} == {article.title for article in articles.values()}
    minutes = MODEL.texts[language].site["reading_time"].format(minutes=3)
    assert minutes in page.root.text


def test_article_says_how_long_it_takes_to_read() -> None:
    page = Browser(APP).open("/da/prevention/")
    assert MODEL.texts["da"].site["reading_time"].format(minutes=3) in page.root.text


def test_a_telephone_number_can_be_pressed_until_it_has_expired() -> None:
    fresh = create_app(MODEL, now=lambda: datetime(2026, 12, 31, 23, 59, tzinfo=DENMARK))
    assert '<a href="tel:1813">1813</a>' in Browser(fresh).ask("GET", "/da/when-to-seek-help/").text
    late = create_app(MODEL, now=lambda: datetime(2027, 1, 1, tzinfo=DENMARK))
    assert "1813" not in Browser(late).ask("GET", "/da/when-to-seek-help/").text


def test_an_article_past_its_review_says_so() -> None:
    note = MODEL.texts["da"].interface["review_due"]
    late = create_app(MODEL, now=lambda: datetime(2099, 1, 1, tzinfo=DENMARK))
    assert note in Browser(late).ask("GET", "/da/cramp-or-clot/").text
    fresh = create_app(MODEL, now=lambda: datetime(2026, 11, 24, tzinfo=DENMARK))
    assert note not in Browser(fresh).ask("GET", "/da/cramp-or-clot/").text


def test_an_article_that_does_not_exist_is_not_found() -> None:
    assert Browser(APP).ask("GET", "/da/nothing").status_code == 404


def test_serving_articles_needs_no_reader_of_yaml_or_conditions() -> None:
    code = "import sys, venevagt.server.app; print([m for m in ('ruamel.yaml', 'sqlglot') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
