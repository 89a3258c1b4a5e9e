"""Ways through the web component: by keys, back, in another language, out of sight, and what stands around it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.host import LISTENING, Host, bar, box, component, document, guest, running, settled, strict
from tests.browser.tour import DESK, NARROW
from tests.browser.visitor import JOURNEYS, MODEL


def test_the_page_goes_on_from_the_top_of_the_component(visit: Visit, host: Host, site: str) -> None:
    style = "body { padding-bottom: 3000px; } p { height: 900px; }"
    outside = visit("da")
    outside.page.goto(host.page("/tall", document(site, component(), style=style)))
    inside = guest(outside.page, site, "da", touch=True)
    settled(inside)
    inside.none()
    settled(inside)
    expect(bar(outside.page)).to_be_in_viewport(ratio=1)
    assert abs(box(bar(outside.page))["y"]) < 1
    expect(inside.h1).to_be_in_viewport()


def test_the_bar_stays_in_sight_below_a_bar_of_the_host(visit: Visit, host: Host, site: str) -> None:
    style = "html { --venevagt-top: 40px; }"
    outside = visit("da")
    outside.page.goto(host.page("/bar", document(site, component(), style=style)))
    settled(guest(outside.page, site, "da", touch=True))
    outside.page.evaluate("scrollTo(0, 400)")
    assert abs(box(bar(outside.page))["y"] - 40) < 1


def test_by_keyboard_alone(visit: Visit, host: Host, site: str) -> None:
    outside = visit("en", DESK)
    outside.page.goto(host.page("/keys", document(site, component("en"), strict(site))))
    inside = guest(outside.page, site, "en", touch=False)
    settled(inside)
    keys = outside.page.keyboard
    assert outside.page.evaluate("document.activeElement === document.body"), "the component took the focus"
    keys.press("Tab")
    assert outside.page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "call"
    box_of_pain = inside.field("chest_pain")
    for _ in range(30):
        keys.press("Tab")
        if box_of_pain.evaluate("(element) => element === document.activeElement"):
            break
    keys.press("Space")
    keys.press("Enter")
    expect(inside.h1).to_have_text(inside.headline("emergency"))
    settled(inside)
    assert inside.page.evaluate("document.hasFocus() && document.activeElement.tagName") == "H1"


def test_the_focus_is_never_under_the_bar(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da", NARROW)
    outside.page.goto(host.page("/focus", document(site, component())))
    inside = guest(outside.page, site, "da", touch=True)
    settled(inside)
    for key, stops in (("Tab", 25), ("Shift+Tab", 22)):
        for _ in range(stops):
            outside.page.keyboard.press(key)
            if not inside.page.evaluate("document.hasFocus() && document.activeElement !== document.body"):
                continue
            outside.page.wait_for_timeout(30)
            focused = box(inside.page.locator(":focus"))
            call = box(bar(outside.page))
            seen = (
                focused["y"] + focused["height"] <= NARROW["height"] + 1
                and focused["y"] + 1 >= call["y"] + call["height"]
            )
            assert seen or focused["height"] < 2, (key, focused, call)


def test_back_goes_through_the_pages_and_then_out(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da")
    first = host.page("/first", "<!doctype html><link rel=icon href=data:,><title>first</title><h1>first</h1>")
    second = host.page("/second", document(site, component()))
    outside.page.goto(first)
    outside.page.goto(second)
    inside = guest(outside.page, site, "da", touch=True)
    settled(inside)
    heading = inside.heading
    inside.none()
    outside.page.evaluate("void setTimeout(() => history.back())")
    expect(inside.h1).to_have_text(heading)
    assert outside.page.url == second
    outside.page.evaluate("void setTimeout(() => history.back())")
    expect(outside.page.locator("h1")).to_have_text("first")
    assert outside.page.url == first


def test_another_language_keeps_the_answers_and_takes_nothing(visit: Visit, host: Host, site: str) -> None:
    button = "<button id='own'>own</button>"
    outside = visit("da")
    outside.page.goto(host.page("/language", document(site, component() + button)))
    inside = guest(outside.page, site, "da", touch=True)
    assert inside.finish(JOURNEYS["own_gp"]) == "own_gp"
    outside.page.locator("#own").tap()
    outside.page.locator("#own").focus()
    outside.page.evaluate("scrollTo(0, 200)")
    entries = outside.page.evaluate("history.length")
    change = "(lang) => document.querySelector('venevagt-check').lang = lang"
    for language in ("en", "da"):
        outside.page.evaluate(change, language)
    outside.page.wait_for_timeout(500)
    assert inside.heading == inside.headline("own_gp"), "the last word counts, however soon it comes"
    outside.page.evaluate(change, "en")
    inside.language = "en"
    expect(inside.h1).to_have_text(inside.headline("own_gp"))
    expect(bar(outside.page)).to_have_text("Call 112")
    settled(inside)
    assert outside.page.evaluate("document.activeElement.id") == "own"
    assert outside.page.evaluate("history.length") == entries
    assert outside.page.evaluate("scrollY") == 200
    outside.page.evaluate(change, "de-AT")
    inside.language = "da"
    expect(inside.h1).to_have_text(inside.headline("own_gp"))


def test_out_of_sight_the_height_follows_too(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da")
    style = "body { padding-bottom: 3000px; } p { height: 2000px; }"
    outside.page.goto(host.page("/far", document(site, component(), style=style)))
    inside = guest(outside.page, site, "da", touch=True)
    settled(inside)
    inside.none()
    settled(inside)
    outside.page.evaluate("scrollTo(0, 0)")
    outside.page.wait_for_timeout(300)
    before = inside.page.evaluate("innerHeight")
    outside.page.evaluate("void setTimeout(() => history.back())")
    inside.page.wait_for_function("(before) => innerHeight !== before", arg=before, polling=50)
    settled(inside)


def test_a_component_that_is_moved_begins_again(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da")
    outside.page.goto(host.page("/moved", document(site, component())))
    inside = guest(outside.page, site, "da", touch=True)
    heading = inside.heading
    inside.none()
    outside.page.evaluate("document.body.prepend(document.querySelector('venevagt-check'))")
    again = guest(outside.page, site, "da", touch=True)
    assert again.heading == heading
    settled(again)
    assert again.finish(JOURNEYS["emergency"]) == "emergency"


@pytest.mark.parametrize(
    ("around", "own", "spoken"), [("en-GB", "", "en"), ("sv", "", "da"), ("sv", "en-US", "en"), ("en", "fr", "da")]
)
def test_the_language_is_the_nearest(visit: Visit, host: Host, site: str, around: str, own: str, spoken: str) -> None:
    outside = visit(spoken)
    html = document(site, f"<venevagt-check{f' lang={own}' if own else ''}></venevagt-check>", lang=around)
    outside.page.goto(host.page("/nearest", html))
    inside = guest(outside.page, site, spoken, touch=True)
    assert inside.screen == next(iter(MODEL.screens))
    assert outside.page.locator("iframe").get_attribute("title") == f"{inside.words['name']}: {inside.words['tagline']}"


def test_links_open_beside_the_host_and_numbers_can_be_called(visit: Visit, host: Host, site: str) -> None:
    outside = visit("da")
    address = host.page("/links", document(site, component(), script=LISTENING), strict(site))
    outside.page.goto(address)
    inside = guest(outside.page, site, "da", touch=True)
    with outside.page.context.expect_page() as opened:
        inside.hit(inside.page.get_by_role("link", name=inside.words["all_articles"]))
    assert opened.value.url == f"{site}/da/artikler/"
    assert opened.value.evaluate("opener") is None
    assert inside.finish(JOURNEYS["emergency"]) == "emergency"
    call = box(inside.page.locator(".huge"))
    outside.page.touchscreen.tap(call["x"] + call["width"] / 2, call["y"] + call["height"] / 2)
    outside.page.wait_for_timeout(300)
    assert outside.page.evaluate("violations") == []
    assert outside.page.url == address
    assert inside.heading == inside.headline("emergency")
    assert len(outside.page.context.pages) == 2


def test_the_tools_of_a_result_work_in_a_frame(visit: Visit, host: Host, site: str, tmp_path: Path) -> None:
    outside = visit("en", DESK)
    outside.page.goto(host.page("/tools", document(site, component("en")), strict(site)))
    inside = guest(outside.page, site, "en", touch=False)
    assert inside.finish(JOURNEYS["own_gp"]) == "own_gp"
    with outside.page.expect_download() as download:
        inside.press("remind")
    download.value.save_as(tmp_path / "reminder.ics")
    assert (tmp_path / "reminder.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
    inside.press("copy_link")
    expect(inside.page.locator(".tools [role=status]")).to_contain_text(inside.words["link_warning"])
    settled(inside)
    inside.press("clear")
    expect(inside.h1).to_have_text(inside.title_of(next(iter(MODEL.screens))))
    settled(inside)


def test_from_a_built_folder(visit: Visit, host: Host) -> None:
    """The site lies in a folder of a host of its own; a link with answers leads to its first page there."""
    with running() as other:
        site = other.build(MODEL, "/leg")
        outside = visit("en", DESK)
        outside.page.goto(host.page("/built", document(site, component("en")), strict(site)))
        inside = guest(outside.page, site, "en", touch=False)
        assert inside.finish(JOURNEYS["doctor_today"]) == "doctor_today"
        settled(inside)
        inside.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        inside.press("copy_link")
        link = inside.page.locator(".tools [role=status] b").inner_text()
        assert link.startswith(f"{site}/en/#a=")
        outside.page.goto(link)
        expect(outside.h1).to_have_text(outside.headline("doctor_today"))
        outside.page.close()  # its worker still fetches from the host that ends here
