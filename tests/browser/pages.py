"""Every kind of page that somebody can come to, one after the other."""

from collections.abc import Iterator

from playwright.sync_api import expect
from tests.browser.patient import Patient
from tests.browser.visitor import JOURNEYS, MODEL, PLAIN_CRAMP, Visitor
from tests.care.rehabilitation_cases import WELL

from venevagt.site.clinic_rows import NOTHING, door_keys
from venevagt.site.rehabilitation_pages import own_clearance_page
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
    yield from _recovery(visitor, scripts=scripts)
    yield from _diary(visitor, scripts=scripts)
    if scripts:
        yield from _plan(visitor, "followup")
        yield from _plan(visitor, "prevention")
        yield from _rehabilitation(visitor)
    visitor.open(f"{visitor.words['address_directory']}/")
    yield "physiotherapist, no list"
    visitor.open("nothing-here")
    yield "not found"


def _clinician(visitor: Visitor) -> Iterator[str]:
    """The gate, no suspicion, and each door with wrong numbers and every warning."""
    visitor.open(f"{visitor.words['address_clinician']}/").page.wait_for_selector("#clinic:not([hidden])")
    open_all(visitor)
    yield "clinician"
    keyboard = visitor.page.keyboard
    for door, key in door_keys(MODEL).items():
        visitor.page.locator("[data-change]:visible, #gate h2:visible").first.click()
        keyboard.press(key)
        if door != NOTHING:
            keyboard.press("1")
            for field in visitor.page.locator("#work [data-number]:visible").all():
                field.fill("x")
        yield f"clinician, {door or 'nothing suspected'}"


def _recovery(visitor: Visitor, *, scripts: bool) -> Iterator[str]:
    """What comes after the diagnosis: the list, and the physiotherapist's form."""
    visitor.open(f"{visitor.words['address_after']}/")
    yield "after"
    visitor.open(f"{visitor.words['address_screening']}/")
    if scripts:
        visitor.page.wait_for_selector("#tools:not([hidden])")
    yield "screening"


def _work_up(visitor: Visitor) -> Iterator[str]:
    """The list, a pathway with a step that was reached, and a variant of it."""
    first = list_address(MODEL, visitor.language)
    visitor.open(f"{first}/")
    yield "work-up"
    visitor.open(f"{first}/dvt/#step-likely_scan")
    yield "work-up of DVT, at the ultrasound"
    visitor.open(f"{first}/dvt/whole-leg/#step-ruled_out")
    yield "work-up of DVT by the whole leg, ruled out"


def _plan(visitor: Visitor, kind: str) -> Iterator[str]:
    """The red flags, 112, the questions with mistakes, and a plan."""
    visitor.open(f"{visitor.words[f'address_{kind}']}/").page.wait_for_selector("#plan-app:not([hidden])")
    yield f"{kind}, red flags"
    press = visitor.page.locator
    press("#plan-app [type=checkbox]").first.check()
    press("[data-do=flags]").click()
    yield f"{kind}, 112"
    press("[data-do=again]").click()
    press("[data-do=no-flags]").click()
    for radio in press("#plan-app [type=radio][value=yes]:visible").all():
        radio.check()
    press("[data-do=make]").click()
    yield f"{kind}, questions"
    if press("#start").count():
        press("#start").fill("2026-11-20")
        press("[data-do=make]").click()
    yield f"{kind}, the plan"


def _rehabilitation(visitor: Visitor) -> Iterator[str]:
    """Closed, open with everything on it, with a danger; and where a clinician makes a clearance."""
    patient = Patient(visitor)
    open_all(visitor)
    yield "rehabilitation, closed"
    patient.enter(days=120).answer(WELL).measure("calf", "38", "37").measure("calf", "37.5", "37", days_ago=3)
    expect(visitor.page.locator("#now.is-open")).to_be_visible()
    yield "rehabilitation, open"
    patient.answer({"bleeding": "yes"})
    yield "rehabilitation, doctor today"
    patient.answer({"breathless": "yes"})
    yield "rehabilitation, 112"
    visitor.open(f"{own_clearance_page(MODEL)[visitor.language]}/").page.wait_for_selector("#make:not([hidden])")
    yield "clearance"


def _diary(visitor: Visitor, *, scripts: bool) -> Iterator[str]:
    """The diary before it is begun, and with an entry that is dangerous."""
    visitor.open(f"{visitor.words['address_diary']}/")
    if not scripts:
        yield "diary"
        return
    expect(visitor.page.locator("#start")).to_be_visible()
    yield "diary"
    visitor.hit(visitor.page.locator("#begin"))
    visitor.page.locator("#field-pain").fill("3")
    visitor.hit(visitor.page.locator("#field-breathless"))
    visitor.page.locator("#entry button[type=submit]").click()
    expect(visitor.page.locator("#now .verdict")).to_be_visible()
    yield "diary, a dangerous day"
    visitor.hit(visitor.page.locator("#wipe"))
    visitor.hit(visitor.page.locator("#ask button[value=yes]"))
    expect(visitor.page.locator("#start")).to_be_visible()


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
