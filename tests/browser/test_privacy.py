"""What leaves the browser, and what stays in it when the person has gone."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request
from tests.browser.conftest import Visit
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, PLAIN_CRAMP, Visitor, settle

ANSWERS = {**PLAIN_CRAMP, "age": "83", "calf_difference_cm": "1.25"}
TELLING = re.compile("|".join(rf"\b(?:was-)?{name}\b" for name in MODEL.findings) + r"|\b83\b|\b1[.,]25\b")
"""The name of any finding, and the numbers that were typed."""

_OF_THE_BROWSER = {"accept", "cache-control", "content-length", "host", "sec-ch-ua", "user-agent"}
"""Headers that a browser writes alike for everybody, with words and numbers like those of answers in them."""


DECIDES_IN_THE_BROWSER = True
"""Whether the site's script asks the server nothing after the page has come."""


def answers_stay_on_the_page(javascript: bool) -> bool:
    """Where they do not, the form's own POST carries them, and nothing else does."""
    return DECIDES_IN_THE_BROWSER and javascript


def walk(visitor: Visitor) -> list[Request]:
    """Everything that a visit asks for: answers, back, the other language, a result and its answers unfolded."""
    requests: list[Request] = []
    visitor.page.context.on("request", lambda request: requests.append(request))
    visitor.open()
    visitor.none()
    visitor.say({"calf_difference_cm": ANSWERS["calf_difference_cm"]})
    visitor.next()
    visitor.go(visitor.button(visitor.words["back"]))
    visitor.switch()
    assert visitor.finish(ANSWERS) == "self_care"
    visitor.hit(visitor.page.locator("summary", has_text=visitor.words["answers"]))
    return requests


def told(request: Request) -> str:
    """What a request carries outside its body."""
    address = urlsplit(request.url)
    headers = {name: value for name, value in request.all_headers().items() if name not in _OF_THE_BROWSER}
    headers = {name: value.replace(f"{address.scheme}://{address.netloc}", "") for name, value in headers.items()}
    return f"{address.path}?{address.query}#{address.fragment} {headers}"


def is_the_forms_own(request: Request) -> bool:
    return (
        request.method == "POST"
        and urlsplit(request.url).path.startswith(tuple(f"/{code}/" for code in LANGUAGES))
        and request.headers["content-type"].startswith("application/x-www-form-urlencoded")
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_no_request_tells_an_answer(visit: Visit, javascript: bool) -> None:
    visitor = visit(java_script_enabled=javascript)
    requests = walk(visitor)
    assert len(requests) > 3
    for request in requests:
        assert request.url.startswith(f"{visitor.site}/"), request.url
        assert not TELLING.search(told(request)), told(request)
        assert not urlsplit(request.url).query
        assert not any(request.all_headers().get(name) for name in ("cookie", "referer"))
        if request.post_data is not None:
            assert not answers_stay_on_the_page(javascript)
            assert is_the_forms_own(request), request.url


@pytest.mark.parametrize("urgency", ["doctor_today", "own_gp", "self_care"])
def test_the_code_is_drawn_without_a_request(visit: Visit, urgency: str) -> None:
    visitor = visit().open()
    settle(visitor.page)
    requests: list[Request] = []
    visitor.page.context.on("request", lambda request: requests.append(request))
    visitor.finish(JOURNEYS[urgency])
    visitor.press("show_code")
    visitor.page.get_by_role("img", name=visitor.words["code"], exact=True).wait_for()
    visitor.page.wait_for_load_state("networkidle")
    assert [one.url for one in requests if not one.url.endswith("icon.svg")] == []
    assert urlsplit(visitor.page.url).fragment == ""


def test_the_comparison_is_asked_for_without_an_answer(visit: Visit) -> None:
    visitor = visit().open()
    visitor.finish(ANSWERS)
    requests: list[Request] = []
    visitor.page.context.on("request", lambda request: requests.append(request))
    visitor.page.get_by_role("link", name=visitor.words["compare"], exact=True).click()
    visitor.page.get_by_text(visitor.words["own_answers"]).wait_for()
    visitor.page.wait_for_load_state("networkidle")
    assert urlsplit(visitor.page.url).fragment.startswith("a=1.")
    signs = urlsplit(visitor.page.url).fragment.split(".")[2]
    assert requests
    for request in requests:
        assert request.method == "GET"
        address = urlsplit(request.url)
        sent = f"{address.path}?{address.query} {request.all_headers()}"
        assert signs not in sent
        assert "a=1." not in sent
        assert not any(request.all_headers().get(name) for name in ("cookie", "referer"))
    of_the_page: list[str] = []
    visitor.page.on("request", lambda request: of_the_page.append(request.url))
    visitor.press("own_remove")
    assert urlsplit(visitor.page.url).fragment == ""
    assert visitor.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert [url for url in of_the_page if not url.endswith("icon.svg")] == []


def test_the_check_sees_what_would_tell_an_answer() -> None:
    for text in ("/da/?age=83", "/da/#place", "x: chest_pain", "/da/was-age", "/83/", "1,25"):
        assert TELLING.search(text), text
    assert not TELLING.search("/da/ /static/0183ab/site.css")


@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_is_kept_in_the_browser(visit: Visit, javascript: bool) -> None:
    visitor = visit(java_script_enabled=javascript)
    walk(visitor)
    kept = visitor.page.evaluate(
        """async () => [
          document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
          (await caches.keys()).length, name,
          (await navigator.serviceWorker.getRegistrations()).length,
        ]"""
    )
    assert kept == ["", 0, 0, 0, 0, "", 0]
    assert visitor.page.context.cookies() == []
    assert not TELLING.search(visitor.page.evaluate("JSON.stringify(history.state)"))
    address = urlsplit(visitor.page.url)
    assert (address.query, address.fragment) == ("", "")
    assert not TELLING.search(address.path)
