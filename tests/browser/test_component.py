"""The web component in the page of somebody else, who is at another origin and not kind."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Error, Request, ViewportSize, expect
from tests.browser.conftest import Visit
from tests.browser.host import LISTENING, UNKIND, Host, bar, box, component, document, guest, settled, strict
from tests.browser.tour import DESK, NARROW, PHONE
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, Visitor


def heard(asked: list[Request]) -> Callable[[Request], None]:
    return lambda request: asked.append(request)


def step_by_step(inside: Visitor, answers: dict[str, str]) -> Iterator[str]:
    """Each page up to the result, by its heading."""
    for _ in MODEL.screens:
        yield inside.heading
        if not inside.screen:
            return
        inside.answer(answers)
    yield inside.heading


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_urgency_in_an_unkind_page(
    visit: Visit, host: Host, site: str, language: str, size: ViewportSize
) -> None:
    html = document(site, component(language), style=UNKIND, script=LISTENING)
    address = host.page("/unkind", html, strict(site), Cross_Origin_Embedder_Policy="require-corp")
    for urgency, answers in JOURNEYS.items():
        outside = visit(language, size)
        asked: list[Request] = []
        outside.page.context.on("request", heard(asked))
        outside.page.goto(address)
        before = of_the_host(outside)
        inside = guest(outside.page, site, language, touch=outside.touch)
        loaded = len(asked)
        for heading in step_by_step(inside, dict(answers)):
            settled(inside)
            expect(bar(outside.page)).to_be_in_viewport(ratio=1)
            call = box(bar(outside.page))
            assert (call["x"], call["width"]) == (0, size["width"]), heading
            assert 48 <= call["height"] < 70, heading
        assert inside.heading == inside.headline(urgency)
        assert inside.page.evaluate("document.activeElement.tagName") == "H1"
        assert of_the_host(outside) == before
        assert all(one.url.startswith((f"{site}/", address, "data:")) for one in asked)
        (page,) = [one for one in asked if one.resource_type == "document" and one.url != address]
        assert "referer" not in page.all_headers(), "the site is told where somebody reads"
        assert asked[loaded:] == []
        assert outside.page.evaluate("violations") == []
        outside.page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_scrolls_sideways_on_the_narrowest_window(visit: Visit, host: Host, site: str, language: str) -> None:
    style = "body { margin: 0 16px; } main { display: flex; }"
    outside = visit(language, NARROW)
    outside.page.goto(host.page("/narrow", document(site, f"<main>{component(language)}</main>", style=style)))
    inside = guest(outside.page, site, language, touch=True)
    for heading in step_by_step(inside, dict(JOURNEYS["doctor_today"])):
        settled(inside)
        assert outside.page.evaluate("document.documentElement.scrollWidth") == 320, heading
        assert box(bar(outside.page))["width"] == 288, heading


def of_the_host(outside: Visitor) -> object:
    """What the component must leave as it is: the address, what is stored, looks and parts of the page."""
    return outside.page.evaluate(
        """() => [
          location.href, history.state, document.title, document.cookie, localStorage.length, sessionStorage.length,
          name,
          document.documentElement.lang, document.adoptedStyleSheets.length, document.head.childElementCount,
          document.body.childElementCount, getComputedStyle(document.querySelector("#before")).cssText,
          getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor,
          Object.keys(window).filter((key) => key.includes("venevagt")),
        ]"""
    )


def test_no_script_of_the_host_can_read_an_answer(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da")
    outside.page.goto(host.page("/listens", document(site, component(), script=LISTENING)))
    inside = guest(outside.page, site, "da", touch=True)
    settled(inside)
    outside.page.evaluate("told.length = 0")
    inside.say({"chest_pain": "yes"})
    inside.page.wait_for_function("document.querySelector('.next').checkVisibility()")
    outside.page.wait_for_timeout(200)
    assert outside.page.evaluate("told") == []
    inside.next()
    settled(inside)
    told = outside.page.evaluate("told")
    assert {"venevagt": "page"} in told
    heights = [one for one in told if one != {"venevagt": "page"}]
    assert heights
    assert all(one.keys() == {"venevagt", "height"} and one["venevagt"] == "height" for one in heights)
    frame = "document.querySelector('venevagt-check').shadowRoot.querySelector('iframe')"
    assert outside.page.evaluate(f"{frame}.contentDocument") is None
    with pytest.raises(Error, match="SecurityError"):
        outside.page.evaluate(f"{frame}.contentWindow.document.body.innerText")
    assert outside.page.evaluate("[location.hash, history.state]") == ["", None]


def test_messages_of_others_change_nothing(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da")
    outside.page.goto(host.page("/forges", document(site, component())))
    inside = guest(outside.page, site, "da", touch=True)
    settled(inside)
    outside.page.evaluate("postMessage({ venevagt: 'height', height: 7 }, '*')")
    outside.page.wait_for_timeout(200)
    settled(inside)
    message = "parent.postMessage({ venevagt: 'height', height: 7 }, '*')"
    forged = f"<!doctype html><title>x</title><b id='forged'>x</b><script>{message}</script>"
    frame = outside.page.locator("iframe")
    high = box(frame)["height"]
    frame.evaluate("(frame, src) => { frame.src = src; }", host.page("/forged", forged))
    expect(outside.page.frame_locator("iframe").locator("#forged")).to_be_attached()
    outside.page.wait_for_timeout(200)
    assert box(frame)["height"] == high


def test_two_components_do_not_disturb_each_other(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da", DESK)
    outside.page.goto(host.page("/two", document(site, component("da"), component("en"))))
    danish = guest(outside.page, site, "da", touch=False)
    english = guest(outside.page, site, "en", touch=False, place=1)
    heading = english.heading
    assert danish.finish(JOURNEYS["doctor_today"]) == "doctor_today"
    assert english.heading == heading
    assert english.finish(JOURNEYS["self_care"]) == "self_care"
    assert danish.heading == danish.headline("doctor_today")
    settled(danish)
    settled(english)


@pytest.mark.parametrize("inner", ["", "<a href='tel:1813' id='own'>own</a>"])
@pytest.mark.parametrize("blocked", ["by the policy", "by the network"])
def test_where_the_frame_does_not_come_the_way_to_the_site_stands_there(
    browser: Browser, host: Host, site: str, inner: str, blocked: str
) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.route("**/indlejret/", lambda route: route.abort())
        policy = strict(site, frames=False) if blocked == "by the policy" else ""
        page.goto(host.page("/blocked", document(site, component("da", inner)), policy))
        expect(bar(page)).to_be_in_viewport(ratio=1)
        expect(bar(page)).to_have_attribute("href", "tel:112")
        link = page.locator("venevagt-check .open")
        if inner:
            expect(page.locator("#own")).to_be_visible()
            expect(link).not_to_be_visible()
        else:
            expect(link).to_be_visible()
            assert link.get_attribute("href") == f"{site}/da/"
        assert page.evaluate("document.documentElement.scrollHeight") == PHONE["height"]


def test_nothing_is_kept_in_the_browser(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da")
    outside.page.goto(host.page("/keeps", document(site, component())))
    inside = guest(outside.page, site, "da", touch=True)
    assert inside.finish(JOURNEYS["self_care"]) == "self_care"
    kept = """async () => [
      document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
      (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
      location.search, location.hash,
    ]"""
    assert inside.page.evaluate(kept) == ["", 0, 0, 0, 0, 0, "", ""]
    assert outside.page.evaluate(kept) == ["", 0, 0, 0, 0, 0, "", ""]
    assert outside.page.context.cookies() == []
    assert inside.page.url == f"{site}/da/indlejret/"


def test_dark_forced_colours_and_print(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da", color_scheme="dark")
    outside.page.goto(host.page("/dark", document(site, component())))
    inside = guest(outside.page, site, "da", touch=True)
    paper = "getComputedStyle(document.body).backgroundColor"
    assert inside.page.evaluate(paper) == "rgb(20, 23, 26)"
    outside.page.emulate_media(color_scheme="light", forced_colors="active")
    assert bar(outside.page).evaluate("(bar) => getComputedStyle(bar).borderTopWidth") == "2px"
    outside.page.emulate_media(forced_colors="none", media="print")
    assert inside.page.evaluate(paper) == "rgb(255, 255, 255)"
    seen = [bar(outside.page), inside.emergency]
    assert [one.is_visible() for one in seen] == [False, True]
    outside.page.emulate_media(media="screen")
    assert [one.is_visible() for one in seen] == [True, False]


def test_no_other_page_can_be_framed(browser: Browser, host: Host, site: str) -> None:
    pages = ["da/", "en/", "da/tabel/", "da/din-egen-side/", "da/indlejret/"]
    html = "".join(f"<iframe src='{site}/{path}'></iframe>" for path in pages)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(host.page("/frames", f"<!doctype html><title>frames</title>{html}"), wait_until="networkidle")
        shown = [frame.url for frame in page.frames if frame.url.startswith(site) and frame.locator("h1").count()]
        assert shown == [f"{site}/da/indlejret/"]
        plain = next(frame for frame in page.frames if frame.url == shown[0])
        expect(Visitor(plain, site, "da", touch=False).emergency).to_be_visible()  # type: ignore[arg-type]
