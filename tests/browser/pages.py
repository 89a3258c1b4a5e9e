"""Every kind of page that somebody can come to, one after the other."""

from collections.abc import Iterator

from playwright.sync_api import expect
from tests.browser.visitor import JOURNEYS, MODEL, PLAIN_CRAMP, Visitor

from venevagt.site.clinic_rows import GATE_ORDER, GATES
from venevagt.site.work_up_pages import list_address


def every_page(visitor: Visitor, *, scripts: bool = True) -> Iterator[str]:
    """The name of each page while it stands there: screens, mistakes, results, articles, and what is not found.

    Without `scripts` nothing is waited for that only a script shows.
    """
    yield from _first_page(visitor)
    yield from _screens(visitor)
    for urgency in ("own_gp", "doctor_today", "emergency"):
        assert visitor.open().finish(JOURNEYS[urgency]) == urgency
        yield f"result {urgency}"
    articles = visitor.articles()
    yield "articles"
    for name, address in zip(MODEL.about.articles, articles, strict=True):
        visitor.page.goto(address)
        yield f"article {name}"
    visitor.open(f"{visitor.words['address_embedded']}/")
    if scripts:
        visitor.page.wait_for_selector("#form")
    yield "embedded"
    visitor.open(f"{visitor.words['address_component']}/")
    if scripts:
        visitor.page.wait_for_selector("venevagt-check .there")
    yield "your own page"
    yield from _clinician(visitor)
    yield from _work_up(visitor)
    visitor.open(f"{visitor.words['address_directory']}/")
    yield "physiotherapist, no list"
    visitor.open("nothing-here")
    yield "not found"


def _clinician(visitor: Visitor) -> Iterator[str]:
    """The gate, no suspicion, and each suspicion with wrong numbers and every warning."""
    visitor.open(f"{visitor.words['address_clinician']}/").page.wait_for_selector("#clinic:not([hidden])")
    open_all(visitor)
    yield "clinician"
    keyboard = visitor.page.keyboard
    for place, gate in enumerate(GATE_ORDER, 1):
        visitor.page.locator("[data-change]:visible, #gate h2:visible").first.click()
        keyboard.press(str(place))
        if gate in GATES:
            keyboard.press("9")
            for field in visitor.page.locator("#work [data-number]:visible").all():
                field.fill("x")
        yield f"clinician, {gate or 'nothing'} suspected"


def _work_up(visitor: Visitor) -> Iterator[str]:
    """The list, a pathway with a step that was reached, and a variant of it."""
    first = list_address(MODEL, visitor.language)
    visitor.open(f"{first}/")
    yield "work-up"
    visitor.open(f"{first}/dvt/#step-likely_scan")
    yield "work-up of DVT, at the ultrasound"
    visitor.open(f"{first}/dvt/whole-leg/#step-ruled_out")
    yield "work-up of DVT by the whole leg, ruled out"


def _first_page(visitor: Visitor) -> Iterator[str]:
    visitor.open()
    yield "first page"
    finding = MODEL.screens[visitor.screen].findings[0]
    visitor.press("unsure")
    expect(visitor.radio(finding, "yes")).to_be_visible()
    yield "one by one"
    visitor.press("next")
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    yield "one by one with mistakes"


def _screens(visitor: Visitor) -> Iterator[str]:
    """Every screen, filled in, on the way to self-care; and mistakes where they can be made."""
    visitor.open()
    while screen := visitor.screen:
        yield screen
        for finding in MODEL.screens[screen].findings:
            if MODEL.findings[finding].type == "number":
                visitor.field(finding).fill("999")
                visitor.press("next")
                expect(visitor.page.get_by_role("alert")).to_be_visible()
                yield f"{screen} with a mistake"
                visitor.field(finding).fill("")
        open_all(visitor)
        filled_in = visitor.say(PLAIN_CRAMP)
        yield f"{screen} filled in, help open"
        if filled_in:
            visitor.next()
        else:
            visitor.none()
    assert visitor.heading == visitor.headline("self_care")
    yield "result self_care"
    open_all(visitor)
    yield "result self_care, all open"


def open_all(visitor: Visitor) -> None:
    """Unfold whatever can be unfolded."""
    visitor.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
