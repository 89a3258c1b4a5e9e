"""The page in a real browser, where one is installed: every urgency, on a narrow screen, with nothing sent."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from tests.care.helpers import MODEL
from tests.test_server import JOURNEYS

from venevagt.server.app import create_app

playwright = pytest.importorskip("playwright.sync_api")

NARROW = {"width": 360, "height": 740}
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(MODEL), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        try:
            browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright.Error:
            pytest.skip("no browser is installed")
        yield browser
        browser.close()


class Visit:
    """One person on the site. `sent`: what was asked for after the first page stood; `errors`: of the console."""

    def __init__(self, chromium: Any, address: str, language: str, fragment: str = "") -> None:
        self.page = chromium.new_context(viewport=NARROW, accept_downloads=True).new_page()
        self.sent: list[str] = []
        self.errors: list[str] = []
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{address}/{language}/{fragment}", wait_until="networkidle")
        self.page.on("request", lambda asked: self.sent.append(f"{asked.method} {asked.url}"))

    @property
    def h1(self) -> str:
        return str(self.page.locator("h1").inner_text())

    def walk(self, answers: dict[str, str]) -> "Visit":
        while self.page.locator("[name=page-screen]").count():
            touched = False
            for field in self.page.locator("form input:not([type=hidden])").all():
                answer = answers.get(field.get_attribute("name"))
                if answer and field.get_attribute("type") == "text":
                    field.fill(answer)
                elif answer and field.get_attribute("value") == answer:
                    field.check()
                else:
                    continue
                touched = True
            none = self.page.locator(".main.none")
            (none if none.count() and not touched else self.page.locator(".main:visible").first).click()
            self.page.wait_for_timeout(20)
        return self

    def asked(self) -> list[str]:
        """The requests, without the icon: a browser may show it late."""
        return [one for one in self.sent if not one.endswith("icon.svg")]


@pytest.mark.parametrize("language", MODEL.about.languages)
@pytest.mark.parametrize("urgency", MODEL.about.urgencies)
def test_every_urgency_without_a_request(chromium: Any, address: str, language: str, urgency: str) -> None:
    visit = Visit(chromium, address, language).walk(JOURNEYS[urgency])
    assert visit.h1 == MODEL.texts[language].urgencies[urgency].headline
    assert visit.page.evaluate("document.body.className") == urgency
    assert visit.page.evaluate("document.activeElement.tagName") == "H1"
    assert visit.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert visit.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert visit.page.url == f"{address}/{language}/"
    tools = visit.page.locator(".tools button").count()
    assert tools == {"self_care": 5, "own_gp": 6, "doctor_today": 5, "emergency": 0}[urgency]
    assert (visit.asked(), visit.errors) == ([], [])


def test_another_language_back_and_forward_keep_the_answers(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address, "da").walk(JOURNEYS["self_care"])
    headlines = {code: MODEL.texts[code].urgencies["self_care"].headline for code in ("da", "en")}
    visit.page.locator(".switch").click()
    visit.page.wait_for_selector("html[lang=en]")
    assert visit.h1 == headlines["en"]
    assert [one.rpartition("/")[2] for one in visit.asked()] == ["words.en.js"]
    visit.page.go_back()
    assert visit.h1 == headlines["da"]
    visit.page.go_back()
    assert visit.page.locator("[name=page-screen]").count() == 1
    visit.page.go_forward()
    assert visit.h1 == headlines["da"]
    assert visit.errors == []


def test_a_mistake_is_listed_and_its_link_leads_to_the_field(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address, "en")
    visit.page.locator("button[value=unsure]").click()
    visit.page.locator(".main").click()
    assert visit.page.title().startswith("Error:")
    assert visit.page.evaluate("document.activeElement.id") == "mistakes"
    first = visit.page.locator("#mistakes a").first
    wanted = first.get_attribute("href")
    first.click()
    assert f"#{visit.page.evaluate('document.activeElement.id')}" == wanted
    assert visit.page.url == f"{address}/en/"


def test_the_region_changes_the_number_where_it_stands(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address, "da").walk(JOURNEYS["doctor_today"])
    numbers = visit.page.locator(".phone").count()
    region = visit.page.locator("#region option").nth(1).get_attribute("value")
    visit.page.select_option("#region", region)
    assert visit.page.locator(".phone").count() < numbers
    assert visit.page.evaluate("document.activeElement.id") == "region"
    assert visit.page.locator("#region").input_value() == region
    assert visit.asked() == []


def test_tools_of_a_result(chromium: Any, address: str, tmp_path: Path) -> None:
    visit = Visit(chromium, address, "en").walk(JOURNEYS["own_gp"])
    site = MODEL.texts["en"].site
    visit.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visit.page.get_by_text(site["copy_say"]).click()
    assert visit.page.evaluate("String(getSelection())").startswith("“")
    visit.page.get_by_text(site["copy_link"]).click()
    link = visit.page.evaluate("String(getSelection())")
    assert site["link_warning"] in visit.page.locator(".tools [role=status]").inner_text()
    with visit.page.expect_download() as download:
        visit.page.get_by_text(site["remind"]).click()
    download.value.save_as(tmp_path / "reminder.ics")
    assert (tmp_path / "reminder.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
    visit.page.get_by_text(site["clear"]).click()
    assert visit.h1 == MODEL.texts["en"].screens["red_flags"].title
    visit.page.go_back()
    assert visit.h1 == MODEL.texts["en"].screens["red_flags"].title
    assert (visit.asked(), visit.errors) == ([], [])

    opened = Visit(chromium, address, "en", "#" + link.partition("#")[2])
    assert opened.h1 == MODEL.texts["en"].urgencies["own_gp"].headline
    assert opened.page.locator(".note:visible").all_inner_texts() == [f"{site['from_link']} {site['clinician_title']}"]
    assert opened.page.url == f"{address}/en/"
    broken = Visit(chromium, address, "en", "#" + link.partition("#")[2][:-1])
    assert broken.h1 == site["bad_link"]


def test_for_another_person_one_line_is_shown(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address, "da")
    site = MODEL.texts["da"].site
    line = visit.page.get_by_text(site["other_line"])
    assert not line.is_visible()
    visit.page.get_by_text(site["for_other"]).click()
    assert line.is_visible()
    visit.walk(JOURNEYS["emergency"])
    assert line.is_visible()
    visit.page.go_back()
    visit.page.get_by_text(site["for_self"]).click()
    assert not line.is_visible()
    assert visit.errors == []
