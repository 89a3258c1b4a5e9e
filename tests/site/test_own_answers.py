"""One's own answers in the comparison: in a site that lies in a folder of its host, with nothing sent."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.care.helpers import MODEL
from tests.site.helpers import LANGUAGES, built, page
from tests.site.node import ask
from tests.site.test_in_browser import NARROW, Visit, chromium
from tests.test_server import JOURNEYS

from venevagt.care.blocks import compared
from venevagt.care.engine import engine_for
from venevagt.site.generated import ordered_findings

__all__ = ["chromium"]

ARTICLE = "cramp-or-clot/"
ANSWERS: dict[str, Any] = {
    "short_lived": "no",
    "one_sided_swelling": "yes",
    "redness": "unsure",
    "place": "arm",
    "age": 54,
    "calf_difference_cm": 2.5,
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a built site in the folder /leg/ of a host, with a slash at its end."""
    folder: Path = tmp_path_factory.mktemp("host")
    for name, content in built().items():
        path = folder / "leg" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/leg/"
    server.shutdown()
    server.server_close()
    thread.join()


def fragment(answers: dict[str, Any]) -> str:
    return str(ask([{"ask": "fragment", "answers": answers}])[0])


def said(visit: Visit) -> dict[str, str]:
    """Finding -> what stands there as the own answer."""
    rows = visit.page.locator("#comparison [data-finding]:has(.own)").all()
    return {str(row.get_attribute("data-finding")): row.locator(".own").inner_text() for row in rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_say_their_finding_and_the_page_knows_how_a_link_is_written(language: str) -> None:
    tree = page(f"{language}/{ARTICLE}index.html")
    rows = tree.xpath("//table[@id='comparison']/tbody/tr")
    assert tuple(row.get("data-finding") for row in rows) == compared(MODEL)
    labels = MODEL.texts[language].findings
    for row in rows:
        assert row[0].text_content().casefold().startswith(labels[row.get("data-finding")].label.casefold())
    (own,) = tree.xpath("//*[@id='own']")
    assert "hidden" in own.attrib
    known = json.loads(own.get("data-own"))
    assert known["sha256"] == MODEL.sha256
    assert [name for name, _ in known["findings"]] == [one.id for one in ordered_findings(engine_for(MODEL))]


def test_only_that_article_loads_the_script() -> None:
    loading = [name for name, content in built().items() if name.endswith(".html") and b"own-answers.js" in content]
    assert loading == [f"{language}/{ARTICLE}index.html" for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_says_the_answer_and_the_button_takes_them_away(chromium: Any, host: str, language: str) -> None:
    site, mark = MODEL.texts[language].site, MODEL.texts[language].interface["decimal_mark"]
    visit = Visit(chromium, host[:-1], f"{language}/{ARTICLE[:-1]}", fragment(ANSWERS))
    words = {"short_lived": site["no"], "one_sided_swelling": site["yes"], "redness": site["not_sure"]}
    wanted = {name: site["own_answer"].format(answer=word.lower()) for name, word in words.items()}
    wanted["calf_difference_cm"] = site["own_answer"].format(answer=f"2{mark}5 cm")
    assert said(visit) == {**dict.fromkeys(compared(MODEL), site["own_not_asked"]), **wanted}
    assert visit.page.get_by_text(site["own_answers"]).is_visible()
    assert not visit.page.locator("#own-bad").is_visible()
    assert visit.page.evaluate("document.activeElement.id") == "own"
    assert visit.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    visit.page.get_by_role("button", name=site["own_remove"]).click()
    assert said(visit) == {}
    assert not visit.page.get_by_text(site["own_answers"]).is_visible()
    assert visit.page.url == f"{host}{language}/{ARTICLE}"
    links = visit.page.eval_on_selector_all("a[href]", "links => links.map((link) => link.getAttribute('href'))")
    assert not [link for link in links if "#a=" in link]
    assert visit.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert (visit.asked(), visit.errors) == ([], [])


def test_from_the_result_to_the_comparison_and_back(chromium: Any, host: str) -> None:
    site = MODEL.texts["da"].site
    visit = Visit(chromium, host[:-1], "da").walk(JOURNEYS["doctor_today"])
    visit.page.get_by_role("link", name=site["compare"]).click()
    visit.page.locator("#own").wait_for()
    assert visit.page.url.startswith(f"{host}da/{ARTICLE}#a=1.")
    told = said(visit)
    assert set(told) == set(compared(MODEL))
    visit.page.locator(".switch").click()
    visit.page.get_by_text(MODEL.texts["en"].site["own_answers"]).wait_for()
    assert len(said(visit)) == len(told)
    visit.page.get_by_role("link", name=MODEL.texts["en"].site["own_back"]).click()
    visit.page.locator(".card").wait_for()
    assert visit.h1 == MODEL.texts["en"].urgencies["doctor_today"].headline
    assert visit.page.url == f"{host}en/"
    assert visit.errors == []
    assert not [one for one in visit.sent if "a=1" in one.replace(host, "").partition("#")[0]]


def test_the_link_of_a_site_in_a_folder_leads_into_the_folder(chromium: Any, host: str) -> None:
    visit = Visit(chromium, host[:-1], "da").walk(JOURNEYS["self_care"])
    visit.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visit.page.get_by_text(MODEL.texts["da"].site["copy_link"]).click()
    assert visit.page.evaluate("String(getSelection())").startswith(f"{host}da/#a=1.")


def of_other_knowledge() -> str:
    return fragment(ANSWERS).replace("#a=1.", "#a=1.0")


@pytest.mark.parametrize("broken", [fragment(ANSWERS)[:-1], of_other_knowledge(), "#a=", "#a=1.n3.x"])
def test_a_link_that_cannot_be_read_says_so_and_shows_the_plain_table(chromium: Any, host: str, broken: str) -> None:
    visit = Visit(chromium, host[:-1], f"da/{ARTICLE[:-1]}", broken)
    assert visit.page.get_by_role("alert").filter(has_text=MODEL.texts["da"].site["own_bad"]).is_visible()
    assert said(visit) == {}
    assert not visit.page.locator("#own").is_visible()


def test_without_a_link_or_without_javascript_it_is_the_plain_table(chromium: Any, host: str) -> None:
    visit = Visit(chromium, host[:-1], f"da/{ARTICLE[:-1]}")
    assert not visit.page.locator("#own, #own-bad").filter(visible=True).count()
    plain = chromium.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{host}da/{ARTICLE}{fragment(ANSWERS)}")
    assert plain.locator("#comparison tbody tr").count() == len(compared(MODEL))
    assert not plain.locator("#own, #own-bad").filter(visible=True).count()
