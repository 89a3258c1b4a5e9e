"""The site as a browser without JavaScript sees it, the API, and the server as a process."""

import asyncio
import http.client
import json
import logging
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from starlette.applications import Starlette

from venevagt.care.assess import assess
from venevagt.care.engine import engine_for
from venevagt.care.interview import progress
from venevagt.care.services import DENMARK
from venevagt.knowledge.compiled import get_model
from venevagt.server.app import create_app
from venevagt.server.security import MAX_BODY
from venevagt.site.bundle import scripts
from venevagt.site.hosting import PAGE_HEADERS

MODEL = get_model()
NIGHT = datetime(2026, 11, 24, 2, 10, tzinfo=DENMARK)
FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json"}
VOID = {"meta", "link", "input", "path", "rect", "br"}

SELF_CARE = {
    "place": "leg",
    "age": "54",
    **dict.fromkeys(("cramp", "short_lived", "eased_by_stretch", "after_exertion_or_night"), "yes"),
    **dict.fromkeys(("both_legs", "normal_between"), "yes"),
}
JOURNEYS = {
    "emergency": {"chest_pain": "yes"},
    "doctor_today": {"place": "leg", "one_sided_swelling": "yes"},
    "own_gp": {**SELF_CARE, "frequent_or_severe": "yes"},
    "self_care": SELF_CARE,
}


# A browser


class Element:
    def __init__(self, tag: str, attributes: dict[str, str | None], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def all(self, tag: str = "", class_: str = "") -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                if tag in ("", child.tag) and (not class_ or class_ in child["class"].split()):
                    yield child
                yield from child.all(tag, class_)

    def first(self, tag: str = "", class_: str = "") -> "Element":
        return next(self.all(tag, class_))

    @property
    def text(self) -> str:
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return re.sub(r"\s+", " ", " ".join(parts)).strip()


class Reader(HTMLParser):
    """Reads strictly: every element that is opened has to be closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.feed(html)
        self.close()
        assert self.at is self.root, f"<{self.at.tag}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self.at)
        assert len(attrs) == len(element.attributes), attrs
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, dict(attrs), self.at))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.at.tag, f"</{tag}> in <{self.at.tag}>"
        assert self.at.parent
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


class Page:
    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.root = Reader(response.text).root
        check_page(self)

    @property
    def h1(self) -> str:
        return self.root.first("h1").text

    @property
    def title(self) -> str:
        return self.root.first("title").text

    @property
    def language(self) -> str:
        return self.root.first("html")["lang"]

    @property
    def screen(self) -> str:
        return next((field["value"] for field in self.root.all("input") if field["name"] == "page-screen"), "")

    def inputs(self) -> list[Element]:
        return [field for field in self.root.all("input") if field["type"] != "hidden"]

    def hidden(self) -> dict[str, str]:
        return {field["name"]: field["value"] for field in self.root.all("input") if field["type"] == "hidden"}

    def fill(self, name: str, value: str) -> None:
        for field in self.inputs():
            if field["name"] == name:
                if field["type"] == "text":
                    field.attributes["value"] = value
                elif field["value"] == value:
                    field.attributes["checked"] = ""
                else:
                    field.attributes.pop("checked", None)

    def filled(self) -> dict[str, str]:
        """The controls that a browser would send."""
        sent: dict[str, str] = {}
        for field in self.root.all("input"):
            if field["type"] in ("hidden", "text") or "checked" in field.attributes:
                assert field["name"] not in sent
                sent[field["name"]] = field["value"]
        for select in self.root.all("select"):
            options = list(select.all("option"))
            chosen = next((option for option in options if "selected" in option.attributes), options[0])
            sent[select["name"]] = chosen["value"]
        return sent


class Browser:
    """No script, no cookies: it follows forms. `addresses` are all that it asked for."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self.addresses: list[str] = []
        self.page: Page

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
                return await client.request(method, address, **more)

        self.addresses.append(address)
        response = asyncio.run(send())
        check_headers(response)
        return response

    def open(self, address: str) -> Page:
        self.page = Page(self.ask("GET", address))
        return self.page

    def press(self, value: str, status: int = 200) -> Page:
        button = next(
            button
            for button in self.page.root.all("button")
            if button["value"] == value and "default" not in button["class"] and "switch" not in button["class"]
        )
        return self.send(button, status)

    def switch(self) -> Page:
        return self.send(self.page.root.first("button", "switch"))

    def send(self, button: Element, status: int = 200) -> Page:
        form = self.page.root.first("form")
        fields = {**self.page.filled(), button["name"]: button["value"]}
        response = self.ask("POST", button["formaction"] or form["action"], content=urlencode(fields), headers=FORM)
        assert response.status_code == status, response.text
        self.page = Page(response)
        return self.page

    def answer(self, answers: dict[str, str]) -> Page:
        """Answer the page at hand; what is not said is a no."""
        for field in self.page.inputs():
            self.page.fill(field["name"], answers.get(field["name"], ""))
        ticks = any(field["type"] == "checkbox" for field in self.page.inputs())
        touched = any("checked" in f.attributes or (f["type"] == "text" and f["value"]) for f in self.page.inputs())
        return self.press("none" if ticks and not touched else "next")

    def reach(self, screen: str, answers: dict[str, str], language: str = "da") -> Page:
        """Answer until a screen stands there, whatever the knowledge's order is."""
        self.open(f"/{language}/")
        while self.page.screen != screen:
            assert self.page.screen, f"the interview ends before {screen}"
            self.answer(answers)
        return self.page

    def walk(self, language: str, answers: dict[str, str]) -> Page:
        self.open(f"/{language}/")
        return self.finish(answers)

    def finish(self, answers: dict[str, str]) -> Page:
        for _ in range(20):
            if not self.page.screen:
                return self.page
            self.answer(answers)
        raise AssertionError("the interview does not end")


def check_page(page: Page) -> None:
    """What holds for every page, errors too."""
    links = [
        link for link in page.root.first("body").all() if link.tag in ("a", "button", "input", "summary", "select")
    ]
    assert links[0]["href"] == "#main"
    assert links[1]["href"] == "tel:112"
    assert "112" in links[1].text
    assert len(list(page.root.all("h1"))) == 1
    ids = [element["id"] for element in page.root.all() if element["id"]]
    assert len(ids) == len(set(ids))
    for label in page.root.all("label"):
        assert not label["for"] or label["for"] in ids
    for link in page.root.all("a"):
        assert link["href"].startswith(("tel:", "/")) or link["href"].removeprefix("#") in ids, link["href"]
    for element in page.root.all():
        assert not element["style"]
        assert not any(name.startswith("on") for name in element.attributes)
        assert element.tag != "style"
        assert element.tag != "script" or element["src"].startswith("/static/")
    assert page.language in page.response.request.url.path.split("/") or page.response.status_code != 200


def check_headers(response: httpx.Response) -> None:
    assert "set-cookie" not in response.headers
    policy = response.headers["content-security-policy"]
    if "worker-src" in policy:  # a page to read: the search asks for its index, the worker for the pages
        assert response.headers["cache-control"] == "no-cache"
        assert "page-do" not in response.text
        assert response.request.url.path not in ("/da/", "/en/")
        assert policy == PAGE_HEADERS["Content-Security-Policy"]
    else:
        assert policy == (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'none'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in response.headers["permissions-policy"]
    path = response.request.url.path
    cached = {"/api/knowledge": "public, no-cache", "/openapi.json": "public, no-cache"}
    if path.startswith("/static/") and response.status_code == 200:
        assert "immutable" in response.headers["cache-control"]
    elif response.status_code < 400 and "worker-src" not in policy:
        assert response.headers["cache-control"] == cached.get(path, "no-store")


@pytest.fixture(scope="module")
def app() -> Starlette:
    return create_app(MODEL, now=lambda: NIGHT)


@pytest.fixture
def browser(app: Starlette) -> Browser:
    return Browser(app)


def site(language: str = "da") -> Any:
    return MODEL.texts[language].site


# The interview


@pytest.mark.parametrize("language", MODEL.about.languages)
@pytest.mark.parametrize("urgency", MODEL.about.urgencies)
def test_journey_to_each_urgency(
    browser: Browser, caplog: pytest.LogCaptureFixture, language: str, urgency: str
) -> None:
    caplog.set_level(logging.DEBUG)
    page = browser.walk(language, JOURNEYS[urgency])
    texts = MODEL.texts[language].urgencies[urgency]
    assert page.h1 == texts.headline
    assert page.root.first("body")["class"] == urgency
    assert set(browser.addresses) == {f"/{language}/"}
    assert not any(name in caplog.text for name in MODEL.findings)
    if urgency != "emergency":
        assert texts.action in page.root.first(class_="card").text
        lead = [element.text for class_ in ("card", "reason", "contact") for element in page.root.all(class_=class_)]
        first_contact = 5
        assert len(" ".join(lead[:2]).split()) + first_contact <= 60


def test_first_page_asks_red_flags_and_nothing_personal(browser: Browser) -> None:
    page = browser.open("/da/")
    assert page.screen == "red_flags"
    asked = {field["name"] for field in page.inputs()}
    assert asked == {finding.id for finding in MODEL.findings.values() if finding.kind == "red_flag"}
    assert site()["privacy"] in page.root.text
    assert page.root.first("button", "none").text == MODEL.texts["da"].screens["red_flags"].none


def test_emergency_page_has_the_number_what_to_say_what_to_do_and_nothing_else(browser: Browser) -> None:
    page = browser.walk("da", {"chest_pain": "yes"})
    said = assess(MODEL, {"chest_pain": "yes"}).say
    assert page.root.first("a", "huge")["href"] == "tel:112"
    assert all(line in page.root.text for line in said)
    assert [heading.text for heading in page.root.first("main").all("h2")] == [
        site()["say"], site()["while_waiting"], MODEL.texts["da"].screens["red_flags"].title,
    ]  # fmt: skip
    assert not list(page.root.all("footer"))


@pytest.mark.parametrize("seed", range(40))
def test_random_journeys_agree_with_assess_and_count_pages_right(browser: Browser, seed: int) -> None:
    chance = random.Random(seed)
    language = chance.choice(MODEL.about.languages)
    browser.open(f"/{language}/")
    given: dict[str, Any] = {}
    lefts: list[int] = []
    while browser.page.screen:
        lefts.append(left(browser.page))
        if (
            chance.random() < 0.3
            and browser.page.root.first("main").text.find(site(browser.page.language)["unsure"]) > 0
        ):
            browser.press("unsure")
        for name in {field["name"] for field in browser.page.inputs()}:
            finding = MODEL.findings[name]
            likely = 0.02 if finding.kind == "red_flag" else 0.15
            kinds = {field["type"] for field in browser.page.inputs() if field["name"] == name}
            if kinds == {"text"}:
                value: Any = chance.choice(["2,5", "7", "40", ""]) if name != "age" else "40"
                value = value if float(value.replace(",", ".") or 0) <= finding.high else "3"
                given[name] = float(value.replace(",", ".")) if value else "unsure"
            elif kinds == {"checkbox"}:
                value = "yes" if chance.random() < likely else ""
                given[name] = value or "no"
            else:
                value = given[name] = (
                    chance.choice([*finding.options, "unsure"]) if finding.options
                    else "yes" if chance.random() < likely else chance.choice(["no", "no", "no", "unsure"])
                )  # fmt: skip
            browser.page.fill(name, value)
        if chance.random() < 0.2:
            browser.switch()
        touched = any("checked" in f.attributes or (f["type"] == "text" and f["value"]) for f in browser.page.inputs())
        browser.press("next" if touched else "none")
    assert all(count >= len(lefts) - 1 - place for place, count in enumerate(lefts))
    done = progress(engine_for(MODEL), given)
    assert done.next is None
    expected = assess(MODEL, done.answers, language=browser.page.language)
    assert browser.page.h1 == MODEL.texts[browser.page.language].urgencies[expected.urgency].headline


def left(page: Page) -> int:
    texts = site(page.language)
    words = page.root.text
    if texts["left_none"] in words:
        return 0
    found = re.search(re.escape(texts["left"]).replace(r"\{n\}", "([0-9]+)"), words)
    return int(found[1]) if found else 1


def test_back_shows_what_was_answered_and_keeps_it(browser: Browser) -> None:
    browser.reach("cramp", SELF_CARE)
    browser.page.fill("cramp", "yes")
    seen = []
    while any(button["value"] == "back" for button in browser.page.root.all("button")):
        page = browser.press("back")
        seen.append(page.screen)
        if page.screen == "where":
            assert ticked(page) == ["leg"]
            assert "place" not in page.hidden()
    assert seen[-1] == "red_flags"
    while browser.page.screen != "cramp":
        page = browser.press("next" if ticked(browser.page) else "none")
    assert [field["name"] for field in page.inputs() if "checked" in field.attributes] == ["cramp"]


def ticked(page: Page) -> list[str]:
    return [field["value"] for field in page.inputs() if "checked" in field.attributes]


def test_back_needs_no_valid_input(browser: Browser) -> None:
    browser.reach("who", SELF_CARE)
    browser.page.fill("age", "very old")
    assert browser.press("back").screen not in ("", "who")


def test_change_from_the_result_returns_to_the_result(browser: Browser) -> None:
    browser.walk("da", JOURNEYS["own_gp"])
    page = browser.press("change:cramp")
    assert page.screen == "cramp"
    assert all("checked" in field.attributes for field in page.inputs())
    assert browser.press("back").root.first("body")["class"] == "own_gp"
    browser.press("change:other")
    browser.page.fill("frequent_or_severe", "")
    browser.press("none")
    assert browser.finish(SELF_CARE).root.first("body")["class"] == "self_care"
    browser.press("change:looks")
    browser.page.fill("one_sided_swelling", "yes")
    browser.press("next")
    page = browser.finish(JOURNEYS["doctor_today"])
    assert page.root.first("body")["class"] == "doctor_today"
    assert "cramp" not in page.hidden()


def test_changed_answer_drops_what_it_made_irrelevant(browser: Browser) -> None:
    page = browser.walk("da", SELF_CARE)
    assert "age" in page.hidden()
    browser.press("change:red_flags")
    browser.page.fill("breathless", "yes")
    page = browser.press("next")
    assert page.root.first("body")["class"] == "emergency"
    assert set(page.hidden()) == set(MODEL.screens["red_flags"].findings)


def test_all_answers_can_be_seen_and_changed_from_every_result(browser: Browser) -> None:
    for answers in JOURNEYS.values():
        page = browser.walk("en", answers)
        answered = page.root.first("details", "answers")
        buttons = [button["value"] for button in answered.all("button")]
        screens = [step.screen.id for step in progress(engine_for(MODEL), hidden_answers(page)).answered]
        assert buttons == [f"change:{screen}" for screen in screens]
        assert len(list(answered.all("li"))) == len(hidden_answers(page))


def hidden_answers(page: Page) -> dict[str, Any]:
    return {
        name: float(value) if MODEL.findings[name].type == "number" and value != "unsure" else value
        for name, value in page.hidden().items()
        if name in MODEL.findings
    }


def test_not_sure_counts_as_the_finding_says(browser: Browser) -> None:
    browser.open("/da/")
    browser.page.fill("coughing_blood", "yes")
    page = browser.press("unsure")
    assert [f["name"] for f in page.inputs() if "checked" in f.attributes] == ["coughing_blood"]
    for name in MODEL.screens["red_flags"].findings:
        browser.page.fill(name, "unsure" if name == "chest_pain" else "no")
    page = browser.press("next")
    assert page.root.first("body")["class"] == "emergency"
    page = browser.press("change:red_flags")
    assert any(
        f["value"] == "unsure" and f["name"] == "chest_pain" and "checked" in f.attributes for f in page.inputs()
    )


def test_one_by_one_leads_back_to_the_list(browser: Browser) -> None:
    browser.open("/da/")
    browser.press("unsure")
    page = browser.press("back")
    assert {field["type"] for field in page.inputs()} == {"checkbox"}


def test_language_switch_keeps_answers_and_ticks(browser: Browser) -> None:
    browser.reach("looks", {"place": "leg"})
    browser.page.fill("redness", "yes")
    browser.page.fill("calf_difference_cm", "2,5")
    page = browser.switch()
    assert (page.language, page.screen) == ("en", "looks")
    assert [f["name"] for f in page.inputs() if "checked" in f.attributes] == ["redness"]
    browser.press("next")
    assert browser.finish({"place": "leg"}).root.first("body")["class"] == "doctor_today"
    assert "2,5" in browser.switch().root.first("details", "answers").text


def test_region_shows_its_own_number_only(browser: Browser) -> None:
    page = browser.walk("da", JOURNEYS["doctor_today"])
    numbers = {link["href"] for link in page.root.first("main").all("a") if link["href"].startswith("tel:")}
    assert len(numbers) == 5
    for option in page.root.first("select").all("option"):
        option.attributes.pop("selected", None)
    list(page.root.first("select").all("option"))[1].attributes["selected"] = ""
    page = browser.press("show")
    assert [link["href"] for link in page.root.first("main").all("a", "phone")] == ["tel:1813"]
    browser.press("change:looks")
    page = browser.press("next")
    assert [link["href"] for link in page.root.first("main").all("a", "phone")] == ["tel:1813"]


# What a person gets wrong


@pytest.mark.parametrize("age", ["", "-1", "121", "abc", "4 5", "1e2", "nan", "٣", "9" * 400])
def test_age_that_is_none(browser: Browser, age: str) -> None:
    browser.reach("who", SELF_CARE)
    browser.page.fill("age", age)
    page = browser.press("next")
    assert page.screen == "who"
    assert page.title.startswith("Fejl: ")
    link = next(link for link in page.root.all("a") if link["href"] == "#age")
    assert link.text == page.root.first("p", "said").text
    assert page.inputs()[0]["aria-invalid"] == "true"
    browser.page.fill("age", "40")
    assert browser.press("next").screen != "who"


def test_list_without_a_tick_and_none_with_a_tick(browser: Browser) -> None:
    browser.open("/en/")
    page = browser.press("next")
    assert page.title.startswith("Error: ")
    assert page.screen == "red_flags"
    browser.page.fill("chest_pain", "yes")
    page = browser.press("none")
    assert page.title.startswith("Error: ")
    assert [f["name"] for f in page.inputs() if "checked" in f.attributes] == ["chest_pain"]
    assert browser.press("next").root.first("body")["class"] == "emergency"


def test_open_questions_are_named(browser: Browser) -> None:
    browser.open("/da/")
    browser.press("unsure")
    browser.page.fill("chest_pain", "no")
    page = browser.press("next")
    named = {link["href"].removeprefix("#") for link in page.root.first("main").all("a")}
    assert named >= set(MODEL.screens["red_flags"].findings) - {"chest_pain"}
    assert "chest_pain" not in named


def test_measurement_takes_comma_and_point_and_may_be_left_out(browser: Browser) -> None:
    for written, kept in (("2,5", "2.5"), ("2.5", "2.5"), ("2", "2")):
        browser.reach("looks", {"place": "leg"})
        page = browser.answer({"calf_difference_cm": written})
        assert page.hidden()["calf_difference_cm"] == kept
    browser.reach("looks", {"place": "leg"})
    assert browser.answer({}).hidden()["calf_difference_cm"] == "unsure"


# What no page of the site sends


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"chest_pian=yes", 422),
        (b"chest_pain=maybe", 422),
        (b"age=very", 422),
        (b"age=900", 422),
        (b"was-chest_pain=maybe", 422),
        (b"page-screen=nowhere", 422),
        (b"page-region=mars", 422),
        (b"page-other=1", 422),
        (b"page-do=jump&page-screen=red_flags", 422),
        (b"page-do=change:risk", 422),
        (b"chest_pain=yes&chest_pain=no", 422),
        (b"%ff=%fe", 422),
        (b"\xff\xfe", 422),
        (b"novalue", 422),
        (b"&".join(b"x%d=1" % number for number in range(500)), 422),
        (b"chest_pain=" + b"y" * MAX_BODY, 413),
        (b"page-screen=red_flags&chest_pain=maybe", 422),
    ],
)
def test_forged_forms_get_a_readable_page(browser: Browser, body: bytes, status: int) -> None:
    response = browser.ask("POST", "/da/", content=body, headers=FORM)
    assert response.status_code == status
    page = Page(response)
    assert page.title.startswith("Fejl: ")
    assert not any(name in response.text for name in ("chest_pian", "maybe", "mars"))


def test_a_form_out_of_order_is_asked_again(browser: Browser) -> None:
    page = Page(browser.ask("POST", "/da/", content=b"page-screen=who&age=40&page-do=next", headers=FORM))
    assert page.screen == "red_flags"
    assert Page(browser.ask("POST", "/da/", content=b"", headers=FORM)).screen == "red_flags"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("GET", "/nowhere/at/all", 404), ("GET", "/de/", 404), ("PUT", "/da/", 405), ("GET", "/static/0/site.css", 404),
     ("POST", "/", 405), ("DELETE", "/static/0/site.css", 405), ("GET", "/da/x", 404), ("GET", "/%00", 404)],
)  # fmt: skip
def test_pages_for_errors(browser: Browser, method: str, address: str, status: int) -> None:
    response = browser.ask(method, address)
    assert response.status_code == status
    Page(response)


def test_wrong_content_type_and_a_body_without_an_end(browser: Browser) -> None:
    assert browser.ask("POST", "/da/", json={"chest_pain": "yes"}).status_code == 415

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"y" * 10_000

    for address, headers in (("/da/", FORM), ("/api/assess", JSON)):
        response = browser.ask("POST", address, content=endless(), headers=headers)
        assert response.status_code == 413
        huge = {**headers, "content-length": "9" * 30}
        assert browser.ask("POST", address, content=b"{}", headers=huge).status_code == 413


def test_unexpected_error_tells_neither_the_person_nor_the_log(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("chest_pain=yes")

    monkeypatch.setattr("venevagt.server.pages.assess", broken)
    monkeypatch.setattr("venevagt.server.api.assess", broken)
    browser.open("/da/")
    browser.page.fill("chest_pain", "yes")
    assert browser.press("next", 500).h1 == site()["failed"]
    response = browser.ask("POST", "/api/assess", json={"chest_pain": "yes"})
    assert response.status_code == 500
    assert response.json()["error"] == "something went wrong on the server"
    assert "RuntimeError" in caplog.text
    assert "chest_pain" not in caplog.text


def test_first_address_goes_by_the_browsers_language(browser: Browser) -> None:
    for wanted, address in (
        ("en-GB,en;q=0.9,da;q=0.8", "/en/"), ("da", "/da/"), ("de, fr", "/da/"), ("", "/da/"),
        ("da;q=0.1, en;q=0.9", "/en/"), ("en;q=0", "/da/"), ("en;q=x", "/da/"), (";;,,q=", "/da/"),
    ):  # fmt: skip
        response = browser.ask("GET", "/?chest_pain=yes", headers={"accept-language": wanted})
        assert (response.status_code, response.headers["location"]) == (303, address)
    assert browser.ask("GET", "/en").headers["location"] == "/en/"


def test_static_files_are_small_and_without_storage(browser: Browser) -> None:
    page = browser.open("/da/")
    style = browser.ask("GET", page.root.first("link")["href"])
    script = browser.ask("GET", page.root.first("script")["src"])
    assert int(style.headers["content-length"]) <= 5000
    assert script.headers["content-type"].startswith("text/javascript")
    # Where the script looks for the words of a language, they are.
    for code in MODEL.about.languages:
        words = str(httpx.URL(f"http://site{page.root.first('script')['src']}").join(f"../words.{code}.js").path)
        assert browser.ask("GET", words).status_code == 200
        assert any(link["href"] == words for link in browser.open(f"/{code}/").root.all("link"))
    for media in ("prefers-color-scheme: dark", "forced-colors", "prefers-reduced-motion", "print"):
        assert media in style.text
    assert browser.ask("GET", page.root.first("link")["href"].replace("site.css", "secret")).status_code == 404


def files_of_the_site() -> list[Path]:
    source = Path(__file__).parent.parent / "src" / "venevagt"
    return [path for room in ("server", "site") for path in (source / room).rglob("*.*")]


def test_no_clinical_word_in_templates_and_code() -> None:
    for path in files_of_the_site():
        if path.suffix in (".py", ".html", ".js", ".css"):
            assert not set(re.findall(r"[a-z_]+", path.read_text())) & (set(MODEL.findings) - {"age", "place"}), path


def test_site_words_are_the_same_in_both_languages_and_all_used() -> None:
    code = " ".join(p.read_text() for p in files_of_the_site() if p.suffix in (".py", ".html"))
    code += " ".join(scripts().values())
    for language in MODEL.about.languages:
        words = site(language)
        assert words.keys() == site().keys()
        for key in words:
            assert re.search(rf"\b{key.removesuffix('_text')}\b", code), key
            assert set(re.findall(r"\{(\w+)\}", words[key])) == set(re.findall(r"\{(\w+)\}", site()[key]))


# The API


def test_assess_gives_the_assessment(browser: Browser) -> None:
    for language in MODEL.about.languages:
        response = browser.ask("POST", f"/api/assess?lang={language}", json={"chest_pain": "yes", "age": 54})
        assert response.status_code == 200
        expected = assess(MODEL, {"chest_pain": "yes", "age": 54.0}, language=language)
        assert response.json()["urgency"] == expected.urgency
        assert response.json()["language"] == language
        assert response.json()["reasons"][0]["text"] == expected.reasons[0].text
    header = browser.ask("POST", "/api/assess", json={}, headers={"accept-language": "en"})
    assert header.json()["language"] == "en"


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        (b'{"chest_pian": "yes"}', 422, "chest_pain"),
        (b'{"chest_pain": "maybe"}', 422, "chest_pain: expected one of yes, no, unsure"),
        (b'{"chest_pain": true}', 422, "chest_pain"),
        (b'{"age": "54"}', 422, "age: expected a number from 0 to 120"),
        (b'{"age": 1e999}', 400, "too large"),
        (b'{"age": 1' + b"0" * 5000 + b"}", 400, "too large"),
        (b'{"age": NaN}', 400, "NaN"),
        (b"[]", 422, "expected a case"),
        (b"null", 422, "expected a case"),
        (b"", 400, "broken JSON"),
        (b"{", 400, "line 1, column 2"),
        (b"[" * 50_000, 400, "nested"),
        (b'{"age": 1, "age": 2}', 400, "duplicate key 'age'"),
        (b'{"age": "\xff"}', 400, "UTF-8"),
        (b'{"\\ud800": "yes"}', 422, "unknown finding"),
        (b" " * (MAX_BODY + 1), 413, str(MAX_BODY)),
    ],
)
def test_api_names_what_is_wrong(browser: Browser, body: bytes, status: int, named: str) -> None:
    response = browser.ask("POST", "/api/assess", content=body, headers=JSON)
    assert (response.status_code, response.json()["status"]) == (status, status)
    assert named in response.json()["error"]


def test_api_refuses_other_addresses_methods_types_and_languages(browser: Browser) -> None:
    assert browser.ask("GET", "/api/nothing").json()["status"] == 404
    wrong = browser.ask("GET", "/api/assess")
    assert (wrong.status_code, wrong.headers["allow"], wrong.json()["status"]) == (405, "POST", 405)
    assert browser.ask("POST", "/health").json()["status"] == 405
    assert browser.ask("POST", "/api/assess", content=b"{}", headers=FORM).json()["status"] == 415
    assert browser.ask("POST", "/api/assess", content=b"{}").json()["status"] == 415
    for query in ("lang=de", "lang=da&lang=en", "chest_pain=yes", "lang=da&x=1", "%ff"):
        assert browser.ask("POST", f"/api/assess?{query}", json={}).json()["status"] == 422
    utf8 = {"content-type": "Application/JSON; charset=utf-8"}
    assert browser.ask("POST", "/api/assess", content=b"{}", headers=utf8).status_code == 200
    assert "access-control-allow-origin" not in browser.ask("OPTIONS", "/api/assess").headers


def test_knowledge_with_its_tag(browser: Browser) -> None:
    response = browser.ask("GET", "/api/knowledge")
    found = response.json()
    assert (found["version"], found["sha256"]) == (MODEL.about.version, MODEL.sha256)
    assert [finding["id"] for finding in found["findings"]] == list(MODEL.findings)
    assert [rule["id"] for rule in found["rules"]] == list(MODEL.rules)
    assert {source["id"] for source in found["sources"]} == set(MODEL.sources)
    assert {screen["id"] for screen in found["screens"]} == set(MODEL.screens)
    assert set(found["findings"][0]["texts"]) == set(MODEL.about.languages)
    again = browser.ask("GET", "/api/knowledge", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert browser.ask("GET", "/api/knowledge", headers={"if-none-match": '"other"'}).status_code == 200


def test_openapi_lists_every_finding_and_every_path(browser: Browser) -> None:
    document = browser.ask("GET", "/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    properties = document["components"]["schemas"]["Case"]["properties"]
    assert list(properties) == list(MODEL.findings)
    assert properties["chest_pain"]["enum"] == ["yes", "no", "unsure"]
    assert properties["place"]["enum"] == ["leg", "arm", "elsewhere", "unsure"]
    assert (properties["age"]["minimum"], properties["age"]["maximum"]) == (0, 120)
    assert set(document["paths"]) == {"/api/assess", "/api/knowledge", "/openapi.json", "/health"}
    names = re.findall(r"#/components/schemas/(\w+)", json.dumps(document))
    assert set(names) <= set(document["components"]["schemas"])
    answer = browser.ask("POST", "/api/assess", json={}).json()
    assert set(document["components"]["schemas"]["Assessment"]["properties"]) == set(answer)


def test_health(browser: Browser) -> None:
    assert browser.ask("GET", "/health").json() == {"status": "ok", "knowledge": MODEL.about.version}


# The process


def serve(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", "from venevagt.cli.main import run; run()", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_server_starts_answers_logs_nothing_and_stops(stop: signal.Signals) -> None:
    with serve("--port", "0") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"127\.0\.0\.1:([0-9]+)", line)
        assert found, line
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=10)
        connection.request("GET", "/health")
        response = connection.getresponse()
        assert (response.status, response.headers["server"]) == (200, None)
        response.read()
        connection.request("POST", "/da/?x=1", urlencode({"chest_pain": "yes", "page-screen": ""}), FORM)
        assert connection.getresponse().read()
        asked = time.monotonic()
        for _ in range(20):
            connection.request("POST", "/api/assess", b"{}", JSON)
            assert connection.getresponse().read()
        assert time.monotonic() - asked < 0.6, "each answer waits for the network's delay of 40 ms"
        connection.close()
        started = time.monotonic()
        process.send_signal(stop)
        out, err = process.communicate(timeout=10)
        assert process.returncode == 0
        assert time.monotonic() - started < 8
    assert (out, err) == ("Venevagt has stopped.\n", "")


def test_port_in_use_is_said_plainly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, serve("--port", str(taken.getsockname()[1])) as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, "")
    assert err.startswith("cannot listen on 127.0.0.1, port ")
    assert "in use" in err
    assert "Traceback" not in err
