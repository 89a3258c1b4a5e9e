"""Every page of the build: whole, reachable, and without a word to any other host."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from tests.care.helpers import MODEL
from tests.site.helpers import DAY, LANGUAGES, URL, addresses, built, file_of, listed, page, pages

from venevagt.site.build import site_files
from venevagt.site.component import COMPONENT, embedded_files
from venevagt.site.hosting import POLICY

FILES = built()
NAMES = [name for name in FILES if name.endswith(".html")]
LISTED = ["index.html", *listed(FILES)]


def address_of(name: str) -> str:
    return urljoin(URL, name.removesuffix("index.html"))


def test_the_same_knowledge_on_the_same_day_gives_the_same_bytes() -> None:
    again = site_files(MODEL, on=DAY, addresses=addresses())
    assert again == FILES
    assert list(again) == list(FILES)
    assert site_files(MODEL, on=date(2026, 11, 25), addresses=addresses()) != FILES


def test_both_languages_have_every_page() -> None:
    articles = {name.replace("_", "-") for name in MODEL.texts["da"].articles}
    own = {
        "da": {
            "tabel",
            "soeg",
            "artikler",
            "din-egen-side",
            "indlejret",
            "laege",
            "udredning",
            "efter",
            "fysioterapeut",
            "plan",
            "forebyg",
            "genoptraening",
            "dagbog",
        },
        "en": {
            "table",
            "search",
            "articles",
            "your-own-page",
            "embedded",
            "clinician",
            "work-up",
            "after",
            "physiotherapist",
            "plan",
            "prevent",
            "rehabilitation",
            "diary",
        },
    }
    for language in LANGUAGES:
        own[language].add(MODEL.texts[language].site["address_directory"])
        found = {name.split("/")[1] for name in NAMES if name.startswith(f"{language}/") and name.count("/") == 2}
        assert found == articles | own[language]
        assert f"{language}/index.html" in FILES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_112_first_a_language_a_title_and_one_heading(name: str) -> None:
    tree = page(name)
    links = [(link.get("href"), link.text_content()) for link in tree.iter("a")]
    assert links[0][0] == "#main"
    assert links[1][0] == "tel:112"
    assert "112" in links[1][1]
    assert tree.get("lang") == (name[:2] if name[:3] in ("da/", "en/") else LANGUAGES[0])
    assert tree.findtext(".//title").endswith(" – Venevagt")
    assert len(tree.findall(".//h1")) == 1
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", LISTED)
def test_a_page_names_its_own_address_and_that_of_the_other_languages(name: str) -> None:
    tree = page(name)
    (canonical,) = tree.findall(".//link[@rel='canonical']")
    assert canonical.get("href") == address_of(name)
    others = {link.get("hreflang"): link.get("href") for link in tree.findall(".//link[@rel='alternate'][@hreflang]")}
    assert set(others) == {*LANGUAGES, "x-default"}
    for href in others.values():
        other = page(file_of(urlsplit(href).path, FILES))
        back = {link.get("href") for link in other.findall(".//link[@hreflang]")}
        assert canonical.get("href") in back or name == "index.html"
    assert tree.find(".//meta[@name='robots']") is None


def test_a_page_that_is_not_there_is_in_no_search_engine() -> None:
    assert page("404.html").find(".//meta[@name='robots']").get("content") == "noindex"
    assert page("404.html").find(".//link[@rel='canonical']") is None


def test_without_an_address_no_search_engine_lists_anything() -> None:
    files = built("")
    assert all(tree.find(".//meta[@name='robots']") is not None for _, tree in pages(files))
    assert b"Disallow: /\n" in files["robots.txt"]
    assert not {"sitemap.xml", "da/rss.xml"} & set(files)
    assert b"rss.xml" not in files["da/index.html"]


@pytest.mark.parametrize("url", [URL, "https://example.org/", ""])
def test_every_link_leads_to_a_file_and_every_anchor_to_a_place(url: str) -> None:
    files, base = built(url), addresses(url).base
    for name, tree in pages(files):
        for element in tree.iter():
            for attribute in ("href", "src", "data-index", "data-worker", "data-scope"):
                link = element.get(attribute)
                if link is None or link.startswith("tel:") or (url and link.startswith(url)):
                    continue
                address, _, anchor = link.partition("#")
                target = tree
                if address:
                    found = file_of(address, files, base)
                    target = page(found, url) if found.endswith(".html") else tree
                assert not anchor or target.get_element_by_id(anchor) is not None, f"{name}: {link}"


ADDRESS = re.compile(rb"""(?:https?:)?//[\w.-]+\.\w+[^\s"'<>)]*""")
NAMESPACES = {
    b"http://www.sitemaps.org/schemas/sitemap/0.9", b"http://www.w3.org/1999/xhtml", b"http://www.w3.org/2005/Atom",
    b"http://www.w3.org/2000/svg", b"https://schema.org",
}  # fmt: skip


@pytest.mark.parametrize("name", list(FILES))
def test_no_file_names_another_host(name: str) -> None:
    found = {address for address in ADDRESS.findall(FILES[name]) if not address.startswith(URL.encode())}
    assert found <= NAMESPACES


def test_scripts_and_styles_are_files_of_the_site() -> None:
    """The policy allows nothing else, so a page with more would not work."""
    for name, tree in pages(FILES):
        policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not tree.findall(".//style"), name
        assert not [element for element in tree.iter() if element.get("style")], name
        assert not [key for element in tree.iter() for key in element.keys() if key.startswith("on")], name  # noqa: SIM118
        inline = [script for script in tree.iter("script") if script.get("src") is None]
        assert {script.get("type") for script in inline} <= {"application/ld+json"}, name


KEEPS_ON_A_PRESS = {"diary", "plan", "rehabilitation"}
"""Parts that keep on the device what a person chose to keep; tests/browser shows that nothing else does."""


def test_nothing_is_stored_and_no_tracker_is_there() -> None:
    for name, content in FILES.items():
        if name.endswith(".js"):
            for word in (b"cookie", b"localStorage", b"sessionStorage", b"sendBeacon", b"XMLHttpRequest"):
                assert word not in content, name
            assert (b"indexedDB" in content) == (name.split("/")[-1].split(".")[0] in KEEPS_ON_A_PRESS), name


def texts(tree: html.HtmlElement) -> str:
    return " ".join(str(tree.text_content()).split())


def test_the_first_page_shows_the_red_flags_and_without_script_everything() -> None:
    for language in LANGUAGES:
        tree = page(f"{language}/index.html")
        labels = MODEL.texts[language].findings
        flags = [name for name, finding in MODEL.findings.items() if finding.kind == "red_flag"]
        shown = texts(tree.get_element_by_id("interview"))
        assert all(labels[flag].label in shown for flag in flags)
        hidden = texts(tree.find(".//noscript"))
        assert all(MODEL.texts[language].rules[rule].name in hidden for rule in MODEL.rules)
        assert "112" in hidden


def test_the_doors_lead_to_every_language() -> None:
    links = page("index.html").findall(".//a[@data-language]")
    assert [link.get("href") for link in links] == [f"/leg/{language}/" for language in LANGUAGES]


def test_an_article_past_its_review_says_so() -> None:
    note = MODEL.texts["da"].interface["review_due"]
    assert note in texts(page("da/cramp-or-clot/index.html", on=date(2099, 1, 1)))
    assert note not in texts(page("da/cramp-or-clot/index.html"))


def rules() -> dict[str, dict[str, str]]:
    """The rules of _headers: the addresses that they fit, and the headers they give."""
    found: dict[str, dict[str, str]] = {}
    for line in FILES["_headers"].decode().splitlines():
        if not line.startswith(" "):
            own = found.setdefault(line, {})
        else:
            name, _, value = line.strip().partition(": ")
            own[name] = value
    return found


def headers_of(address: str) -> dict[str, str]:
    """What a host sends with an address. Raises AssertionError where two rules give the same header."""
    found: dict[str, str] = {}
    for rule, headers in rules().items():
        if address == rule or (rule.endswith("*") and address.startswith(rule[:-1])):
            assert not found.keys() & headers.keys(), (address, rule)
            found |= headers
    return found


def test_host_headers_forbid_what_the_page_cannot() -> None:
    framed = embedded_files(MODEL)
    assert framed == {"da/indlejret/index.html", "en/embedded/index.html"}
    assert len(rules()) <= 100, "Cloudflare Pages reads no more"
    for name in FILES:
        headers = headers_of(f"/leg/{name}")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in headers
        if name.endswith(".html"):
            assert headers == headers_of(f"/leg/{name.removesuffix('index.html')}")
            ancestors = "*" if name in framed else "'none'"
            assert headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors {ancestors}", name
            resource = "cross-origin" if name in framed else "same-origin"
            assert headers["Cross-Origin-Resource-Policy"] == resource
        assert ("Access-Control-Allow-Origin" in headers) == (name == COMPONENT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_for_frames_stands_alone(language: str) -> None:
    (name,) = (one for one in embedded_files(MODEL) if one.startswith(language))
    tree = page(name)
    assert tree.find(".//meta[@name='robots']").get("content") == "noindex"
    assert tree.find(".//base").attrib == {"target": "_top"}
    assert tree.find(".//link[@rel='manifest']") is None
    assert tree.find(".//script[@data-worker]") is None
    assert MODEL.texts[language].site["purpose"] in texts(tree.find(".//footer"))
    assert "112" in texts(tree.find(".//noscript"))
    assert not {urlsplit(link.get("href")).path for link in tree.findall(".//footer//a")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_owners_has_the_lines_to_copy(language: str) -> None:
    name = f"{language}/{MODEL.texts[language].site['address_component']}/index.html"
    script, element, policy = [texts(code) for code in page(name).iter("code")]
    assert script == f'<script type="module" src="{URL}embed.js"></script>'
    assert element.startswith(f'<venevagt-check lang="{language}"><a href="{URL}{language}/">')
    assert policy == f"script-src {URL}; frame-src {URL}"
    assert len(page(name).findall(".//venevagt-check")) == 1
    reading = page(f"{language}/{MODEL.texts[language].site['address_articles']}/index.html")
    assert f"/leg/{name.removesuffix('index.html')}" in {link.get("href") for link in reading.iter("a")}
    unknown = [texts(code) for code in page(name, "").iter("code")]
    assert 'src="https://HOST/embed.js"' in unknown[0]


def test_the_guide_for_hosts_has_the_headers_of_the_build() -> None:
    guide = (Path(__file__).parent.parent.parent / "docs" / "hosting.md").read_text(encoding="utf-8")
    lines = [line.strip().partition(": ") for line in FILES["_headers"].decode().splitlines() if ": " in line]
    for name, _, value in lines:
        if name not in ("Cache-Control", "Permissions-Policy"):
            assert guide.count(value) >= 2, name
