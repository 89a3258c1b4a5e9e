"""Finding a physiotherapist: first the door, then the list and the map, without a word to anybody."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Request, expect
from tests.browser.conftest import Visit
from tests.browser.hosted import Host, hosted
from tests.browser.looks import cut_text, scrolls_sideways
from tests.browser.pages import open_all
from tests.browser.test_every_page import invalid
from tests.browser.tour import DESK, measured
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, PLAIN_CRAMP, Visitor, settle

from venevagt.care.words import filled
from venevagt.directory.demo import demo_clinics

languages = pytest.mark.parametrize("language", LANGUAGES)
NAMES = [clinic.name for clinic in demo_clinics(MODEL.recovery.directory)]
ODENSE = {"latitude": 55.396, "longitude": 10.388}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server with the made-up clinics, without a slash at the end."""
    command = "from venevagt.cli.main import run; run()"
    with subprocess.Popen(
        [sys.executable, "-c", command, "serve", "--port", "0", "--directory", "demo"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield line.split("/ (")[0].removeprefix("Venevagt is at ")
        process.terminate()
        process.stdout.read()


class Seeker(Visitor):
    """Somebody on the page that finds a physiotherapist."""

    def __init__(self, visitor: Visitor) -> None:
        super().__init__(visitor.page, visitor.site, visitor.language, touch=visitor.touch)

    @property
    def h1(self) -> Locator:
        """The question at hand, which stands below the page's own heading."""
        return self.page.locator("#stage h2.question").first

    @property
    def said(self) -> Mapping[str, str]:
        return MODEL.texts[self.language].directory

    def arrive(self, fragment: str = "") -> "Seeker":
        self.open(f"{self.words['address_directory']}/{fragment}")
        expect(self.page.locator("#directory")).to_be_visible()
        return self

    def tell(self, answers: Mapping[str, str]) -> "Seeker":
        """Answer every question, those of the door too."""
        at_hand = self.page.locator("#stage [name=page-screen]")
        while at_hand.count():
            form = self.page.locator("#stage form").element_handle()
            self._answer(answers)
            self.page.wait_for_function("(form) => !form.isConnected", arg=form)
        return self

    def _answer(self, answers: Mapping[str, str]) -> None:
        screen = self.screen
        if MODEL.screens[screen].shape == "tick_list" and not self.page.locator("#stage .tick").count():
            for name in MODEL.screens[screen].findings:
                if self.page.locator(f"#stage [type=radio][name={name}]").count():
                    self.radio(name, answers.get(name, "no")).check()
            self.page.locator("#stage .buttons .main").last.click()
        elif self.say(answers):
            self.button(self.words["next"]).click()
        else:
            self.button(MODEL.texts[self.language].screens[screen].none).click()

    def tell_again(self, answers: Mapping[str, str]) -> None:
        """Answer from the start, and go through the door."""
        self.page.locator("[data-again]:visible").click()
        expect(self.page.locator("#stage .none")).to_be_visible()
        self.tell(answers)
        expect(self.page.locator("#drawing a").first).to_be_visible()

    def enter(self) -> "Seeker":
        """Through the door with a plain cramp."""
        self.arrive().tell(PLAIN_CRAMP)
        expect(self.page.locator("#list > li").first).to_be_visible()
        return self

    def seek(self, place: str) -> "Seeker":
        self.page.locator("#where").fill(place)
        return self

    @property
    def found(self) -> list[str]:
        return self.page.locator("#list h3").all_inner_texts()

    def shows_no_clinic(self) -> None:
        """Not one clinic's name is on the page, seen or unseen."""
        expect(self.page.locator("#open")).to_be_hidden()
        content = self.page.content()
        assert not [name for name in NAMES if name in content]
        assert not self.page.locator("#list > li, #drawing a").count()


def seeker(visit: Visit, language: str = "da", **more: object) -> Seeker:
    return Seeker(visit(language, **more))  # type: ignore[arg-type]


@languages
@pytest.mark.parametrize("urgency", ["emergency", "doctor_today"])
def test_with_a_danger_there_is_no_clinic_but_what_to_do_instead(visit: Visit, language: str, urgency: str) -> None:
    one = seeker(visit, language).arrive()
    one.shows_no_clinic()
    one.tell(JOURNEYS[urgency])
    expect(one.page.locator("#refusal")).to_have_text(one.said["door_urgent"])
    expect(one.h1).to_have_text(MODEL.texts[language].urgencies[urgency].headline)
    expect(one.page.locator("#closed")).to_be_focused()
    one.shows_no_clinic()
    expect(one.emergency).to_be_in_viewport()


def test_a_possible_clot_without_a_danger_is_for_the_doctor_first(visit: Visit) -> None:
    one = seeker(visit).arrive().tell({"place": "leg", "age": "54"})
    expect(one.page.locator("#refusal")).to_have_text(one.said["door_doctor"])
    one.shows_no_clinic()


def test_who_finds_clinics_and_then_a_danger_sees_none_any_more(visit: Visit) -> None:
    one = seeker(visit).enter()
    one.page.locator("#advice [data-again]").click()
    one.tell(JOURNEYS["emergency"])
    one.shows_no_clinic()


@languages
def test_a_postcode_a_town_and_a_region_find_the_nearest_first(visit: Visit, language: str) -> None:
    one = seeker(visit, language, size=DESK).enter()
    for place, name in (("5000", "5000 Odense C"), ("odense", "Odense"), ("ærøskøbing", "Ærøskøbing")):
        one.seek(place)
        expect(one.page.locator("#where-said")).to_have_text(filled(one.said["page_from"], place=name))
        far = [
            float(re.findall(r"([0-9]+(?:[.,][0-9])?) km", line)[0].replace(",", "."))
            for line in one.page.locator("#list .why").all_inner_texts()
        ]
        assert far == sorted(far)
        assert far[-1] <= 25
    region = one.said["region_nordjylland"]
    one.seek(region)
    expect(one.page.locator("#where-said")).to_have_text(filled(one.said["page_from"], place=region))
    codes = re.findall(r"\b9[0-9]{3}\b|\b7[0-9]{3}\b", " ".join(one.page.locator("#list li").all_inner_texts()))
    assert len(codes) >= len(one.found)
    one.seek("Atlantis")
    expect(one.page.locator("#where-said")).to_have_text(filled(one.said["page_unknown_place"], typed="Atlantis"))


def test_every_clinic_is_marked_as_made_up_and_the_page_says_so(visit: Visit) -> None:
    one = seeker(visit).enter()
    items = one.page.locator("#list > li")
    assert items.count() == one.page.locator("#list > li .made-up").count() == 20
    expect(one.page.get_by_text(one.said["page_fictitious"], exact=True)).to_be_visible()
    one.page.locator("#more").click()
    expect(items).to_have_count(40)
    expect(items.nth(20)).to_be_focused()


def test_what_matters_orders_the_list_and_the_unknown_is_said_so(visit: Visit) -> None:
    one = seeker(visit, size=DESK).enter().seek("8000")
    one.page.locator("#within").select_option("100")
    one.page.locator("#wants summary").click()
    one.page.locator("#want-home_visits").check()
    one.page.locator("#want-languages").select_option("en")
    home, english = one.said["fact_home_visits"], f"{one.said['fact_languages']}: {one.said['fact_languages_en']}"
    first = one.page.locator("#list .why").first
    expect(first).to_contain_text(filled(one.said["find_yes"], facts=f"{home}; {english}"))
    while one.page.locator("#more").is_visible():
        one.page.locator("#more").click()
    whys = one.page.locator("#list .why").all_inner_texts()
    unknown = one.said["find_unknown"].partition(":")[0]
    yes = [len(re.findall("; ", why.partition(f"{unknown}:")[0])) for why in whys if why.count("Ja:")]
    assert yes == sorted(yes, reverse=True)
    assert any(unknown in why for why in whys)
    assert not [why for why in whys if unknown in why and f"Ja: {home}; {english}" in why]


def test_all_facts_of_a_clinic_with_their_dates_unfold(visit: Visit) -> None:
    one = seeker(visit).enter().seek("5000")
    details = one.page.locator("#list details").first
    details.locator("summary").click()
    expect(details.locator("dt")).to_have_count(len(MODEL.recovery.directory.facts) - 1)
    source = demo_clinics(MODEL.recovery.directory)[0].source
    expect(details).to_contain_text(source)


def test_searching_asks_nothing_of_anybody_and_keeps_nothing(visit: Visit) -> None:
    one = seeker(visit, permissions=["geolocation"], geolocation=ODENSE).enter()
    settle(one.page)
    requests: list[Request] = []
    one.page.context.on("request", lambda request: requests.append(request))
    for typed in ("5000", "Svendborg", "Region Syddanmark"):
        one.seek(typed)
    one.page.locator("#here").click()
    expect(one.page.locator("#where-said")).to_have_text(one.said["page_here_is"])
    one.page.locator("#wants summary").click()
    one.page.locator("#want-wheelchair").check()
    one.page.locator("[data-turn=in]").click()
    assert requests == []
    assert one.page.url.endswith(f"/{one.words['address_directory']}/")
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert one.page.evaluate(kept) == [0, 0, ""]
    assert one.page.evaluate("indexedDB.databases()") == []


def test_the_position_is_asked_for_only_on_a_press_and_found_clinics_are_near(visit: Visit) -> None:
    one = seeker(visit, permissions=["geolocation"], geolocation=ODENSE)
    one.page.add_init_script(
        "window.asked = 0; const own = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);"
        "navigator.geolocation.getCurrentPosition = (...more) => { window.asked += 1; own(...more); };"
    )
    one.enter().seek("8000")
    assert one.page.evaluate("window.asked") == 0
    one.page.locator("#here").click()
    expect(one.page.locator("#where-said")).to_have_text(one.said["page_here_is"])
    assert one.page.evaluate("window.asked") == 1
    expect(one.page.locator("#list .why").first).to_contain_text("km")
    assert "Odense" in " ".join(one.page.locator("#list li").all_inner_texts())


def test_who_refuses_the_position_is_told_what_to_do(visit: Visit) -> None:
    one = seeker(visit).enter()
    one.page.locator("#here").click()
    expect(one.page.locator("#where-said")).to_have_text(one.said["page_here_no"])
    one.seek("5000")
    expect(one.page.locator("#where-said")).to_contain_text("5000 Odense C")


def test_the_way_is_walked_by_keys_alone_to_a_dot_of_the_map_and_to_the_clinic(visit: Visit) -> None:
    one = seeker(visit, size=DESK).enter()
    keyboard = one.page.keyboard
    expect(one.page.locator("#search-title")).to_be_focused()
    keyboard.press("Tab")
    keyboard.type("5700")
    expect(one.page.locator("#where-said")).to_contain_text("5700 Svendborg")
    dots = one.page.locator("#drawing a.dot")
    expect(dots.first).to_be_visible()
    for _ in range(8):
        if not one.page.locator("#drawing a.many").count():
            break
        one.page.locator("#drawing a.many").first.focus()
        keyboard.press("Enter")
        expect(one.page.locator("#drawing a:focus, #list li:focus")).to_have_count(1)
    if not one.page.locator("#list li:focus").count():
        one.page.locator("#drawing a:not(.many)").first.focus()
        keyboard.press(" ")
    reached = one.page.locator("#list li:focus")
    expect(reached).to_have_count(1)
    keyboard.press("Tab")
    expect(reached.or_(one.page.locator("#list li")).locator("h3 a:focus")).to_have_count(1)


def test_the_map_shows_every_clinic_that_was_found_in_a_dot_with_a_name(visit: Visit) -> None:
    one = seeker(visit, size=DESK).enter()
    dots = one.page.locator("#drawing a.dot")
    expect(dots.first).to_be_visible()
    names = [dot.get_attribute("aria-label") or "" for dot in dots.all()]
    assert all(names)
    counted = [int(found[1]) if (found := re.match(r"([0-9]+) klinikker", name)) else 1 for name in names]
    assert sum(counted) == len(NAMES)
    for dot in dots.all():
        box = dot.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 23.5
    before = one.page.locator("svg.land").get_attribute("viewBox")
    one.page.locator("[data-turn=in]").click()
    expect(one.page.locator("svg.land")).not_to_have_attribute("viewBox", before or "")
    dots.first.focus()
    one.page.keyboard.press("-")
    expect(one.page.locator("svg.land")).to_have_attribute("viewBox", before or "")


def test_the_answers_come_along_from_the_result_and_the_address_is_rid_of_them(visit: Visit) -> None:
    one = Visitor.open(visit())
    assert one.finish(PLAIN_CRAMP) == "self_care"
    link = one.page.get_by_role("link", name=one.words["directory_title"], exact=True)
    assert "#a=" in (link.get_attribute("href") or "")
    link.click()
    there = Seeker(one)
    there.tell(PLAIN_CRAMP)
    expect(there.page.locator("#list > li").first).to_be_visible()
    assert "#" not in there.page.url
    one.open()
    assert one.finish(JOURNEYS["doctor_today"]) == "doctor_today"
    assert not one.page.get_by_role("link", name=one.words["directory_title"], exact=True).count()


@pytest.mark.parametrize("fragment", ["#a=1.00000000.y.x", "#a=nonsense"])
def test_a_broken_link_opens_no_door(visit: Visit, fragment: str) -> None:
    one = seeker(visit).arrive(fragment)
    expect(one.page.locator("#bad-link")).to_be_visible()
    one.shows_no_clinic()
    expect(one.h1).to_be_visible()


CLEARED = {"place": "leg", "age": "54"}
"""A possible clot that is not urgent: a doctor has to look first, and a clearance says that one has."""


@pytest.mark.parametrize(
    ("until", "lapsed", "opened"), [("2099-01-01", "", True), ("2020-01-01", "", False), ("2099-01-01", "x", False)]
)
def test_a_clearance_on_the_device_counts_only_while_it_is_valid(
    visit: Visit, until: str, lapsed: str, opened: bool
) -> None:
    one = seeker(visit).arrive()
    entry = {"id": "a", "clearance": {"given_on": "2019-01-01", "until": until}}
    one.page.evaluate(
        """(entry) => new Promise((done, failed) => {
          const request = indexedDB.open("venevagt", 1);
          request.onupgradeneeded = () => ["diary", "clearances", "measures", "plans", "settings"]
            .forEach((store) => request.result.createObjectStore(store, { keyPath: "id" }));
          request.onerror = failed;
          request.onsuccess = () => {
            const writing = request.result.transaction("clearances", "readwrite");
            writing.objectStore("clearances").put(entry);
            writing.oncomplete = () => { request.result.close(); done(); };
          };
        })""",
        {**entry, **({"lapse": {"on": "2026-01-01", "because": [lapsed]}} if lapsed else {})},
    )
    one.tell(CLEARED)
    expect(one.page.locator("#open")).to_be_visible(visible=opened)
    expect(one.page.locator("#refusal")).to_be_visible(visible=not opened)
    one.page.locator("[data-again]:visible").click()
    one.tell(JOURNEYS["emergency"])
    one.shows_no_clinic()


def every_state(one: Seeker) -> Iterator[str]:
    """The name of each state of the page while it stands there, and a clinic's own page."""
    one.arrive("#a=nonsense")
    yield "broken link"
    one.arrive().tell(JOURNEYS["doctor_today"])
    yield "closed"
    one.tell_again(PLAIN_CRAMP)
    yield "whole country"
    one.seek("5000")
    open_all(one)
    expect(one.page.locator("#list dl").nth(1)).to_be_visible()
    yield "found"
    one.seek("Atlantis")
    yield "not known"
    one.page.goto(f"{one.site}{one.page.locator('#list h3 a').first.get_attribute('href')}")
    yield "clinic"


@languages
def test_nothing_is_wrong_with_the_page_in_any_state(visit: Visit, language: str, tmp_path: Path) -> None:
    """What tests/browser/tour.py measures, at each size and in all colours; and that the HTML is valid."""
    one, states = seeker(visit, language, reduced_motion="reduce"), []
    for state in every_state(one):
        (tmp_path / f"{state}.html").write_text(one.page.content(), encoding="utf-8")
        wrong = {check: found for check, found in measured(one.page) if found}
        assert wrong == {}, state
        states.append(state)
    assert len(states) == 6
    assert invalid(tmp_path) == ""


def test_at_400_percent_nothing_is_cut(visit: Visit) -> None:
    one = seeker(visit, size={"width": 320, "height": 256}).enter().seek("5000")
    assert not [*scrolls_sideways(one.page), *cut_text(one.page)]


def test_without_scripts_the_page_says_what_it_needs_and_shows_no_clinic(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.open(f"{visitor.words['address_directory']}/")
    said = MODEL.texts["da"].directory
    expect(visitor.page.get_by_text(said["page_no_script"], exact=True)).to_be_visible()
    expect(visitor.page.get_by_text(said["page_elsewhere"], exact=True)).to_be_visible()
    assert not [name for name in NAMES if name in visitor.page.content()]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Host]:
    with hosted(tmp_path) as host:
        yield host.build("--date", "2026-11-24", "--directory", "demo")


def test_without_a_network_the_search_goes_on_and_a_clinics_own_page_is_not_there(kept: Host, browser: Browser) -> None:
    with browser.new_context(viewport=DESK, service_workers="allow") as context:
        context.set_default_timeout(20_000)
        one = Seeker(Visitor(context.new_page(), kept.url.rstrip("/"), "da", touch=False))
        one.arrive()
        one.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        one.page.reload()
        one.page.wait_for_function("navigator.serviceWorker.controller !== null")
        online = one.enter().page.locator("#list h3 a").first.get_attribute("href")
        one.page.goto(f"{kept.url.rstrip('/')}{online}")
        expect(one.page.locator("address")).to_be_visible()
        kept.stop()
        one.enter().seek("5000")
        assert one.found
        one.page.goto(f"{kept.url.rstrip('/')}{online}")
        expect(one.page.get_by_text(MODEL.texts["da"].site["not_found_text"], exact=True)).to_be_visible()
