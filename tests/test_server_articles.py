"""The pages to read."""

from datetime import datetime

import pytest
from tests.test_server import MODEL, Browser

from venevagt.care.services import DENMARK
from venevagt.server.app import create_app

PAGES = [(language, name) for language in MODEL.about.languages for name in MODEL.texts[language].articles]


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_article_shows_its_words_its_sources_and_the_urgencies_of_the_rules(language: str, name: str) -> None:
    browser = Browser(create_app(MODEL))
    page = browser.open(f"/{language}/{name.replace('_', '-')}")
    html = browser.ask("GET", f"/{language}/{name.replace('_', '-')}").text
    texts = MODEL.texts[language]
    assert page.root.first("h1").text == texts.articles[name].title
    assert "<table>" in html
    assert "{" not in page.root.first("main").text
    for urgency in texts.urgencies.values():
        assert urgency.headline in html
    assert all(MODEL.sources[source].citation in page.root.text for source in texts.articles[name].sources)


def test_the_first_page_leads_to_the_articles() -> None:
    browser = Browser(create_app(MODEL))
    links = {link["href"] for link in browser.open("/da/").root.all("a")}
    assert {f"/da/{name.replace('_', '-')}" for name in MODEL.texts["da"].articles} <= links


def test_an_article_past_its_review_says_so() -> None:
    note = MODEL.texts["da"].interface["review_due"]
    late = create_app(MODEL, now=lambda: datetime(2099, 1, 1, tzinfo=DENMARK))
    assert note in Browser(late).ask("GET", "/da/cramp-or-clot").text
    fresh = create_app(MODEL, now=lambda: datetime(2026, 11, 24, tzinfo=DENMARK))
    assert note not in Browser(fresh).ask("GET", "/da/cramp-or-clot").text


def test_an_article_that_does_not_exist_is_not_found() -> None:
    assert Browser(create_app(MODEL)).ask("GET", "/da/nothing").status_code == 404
