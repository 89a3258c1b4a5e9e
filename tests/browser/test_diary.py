"""The diary on the device: nothing before the press, everything after it, danger at once, and gone when it is wiped."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Download, Locator, Page, expect
from tests.browser import axe, looks
from tests.browser.conftest import Visit
from tests.browser.hosted import hosted
from tests.browser.tour import DESK, PHONE, ZOOMED
from tests.browser.visitor import LANGUAGES, MODEL, NUMBER, Visitor

from venevagt.care.diary import field_label
from venevagt.care.services import danish_now
from venevagt.care.words import filled
from venevagt.cli.main import main

languages = pytest.mark.parametrize("language", LANGUAGES)
HELD = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, location.hash]"""

WEEK: Mapping[str, Mapping[str, str]] = {
    "2026-11-01": {"calf_left_cm": "41", "calf_right_cm": "36,5", "pain": "6", "walking_minutes": "10"},
    "2026-11-02": {"calf_left_cm": "40,5", "calf_right_cm": "36,5", "pain": "5", "doses_planned": "2"},
    "2026-11-03": {"calf_left_cm": "40,1", "calf_right_cm": "36,4", "pain": "5", "leg_worse": "same"},
    "2026-11-05": {"calf_left_cm": "39.5", "calf_right_cm": "36", "pain": "4", "stockings": "yes"},
    "2026-11-06": {"calf_left_cm": "39", "calf_right_cm": "36,2", "pain": "3", "bleeding": "small"},
    "2026-11-07": {"calf_left_cm": "38,4", "calf_right_cm": "36,1", "pain": "2", "note": '=1+1; "tal"\nto linjer æøå'},
}  # fmt: skip


class Writer:
    """Somebody at the diary's page."""

    def __init__(self, visitor: Visitor, *, begun: bool = False) -> None:
        self.visitor, self.page = visitor, visitor.page
        visitor.open(f"{visitor.words['address_diary']}/")
        expect(self.page.locator("#work" if begun else "#start")).to_be_visible()

    @property
    def words(self) -> Mapping[str, str]:
        return MODEL.texts[self.visitor.language].diary

    def begin(self) -> "Writer":
        self.visitor.hit(self.visitor.button(self.words["start_button"]))
        expect(self.page.locator("#work")).to_be_visible()
        return self

    def field(self, name: str) -> Locator:
        return self.page.locator(f"#field-{name}")

    def fill(self, day: str | None = None, **fields: str) -> "Writer":
        if day:
            self.page.locator("#field-day").fill(day)
        for name, value in fields.items():
            kind = MODEL.recovery.diary.fields[name].type
            if kind == "yes_no" and MODEL.recovery.diary.fields[name].says:
                self.field(name).set_checked(value == "yes")
            elif kind in ("yes_no", "choice"):
                self.field(name).select_option(value)
            else:
                self.field(name).fill(value)
        return self

    def save(self) -> "Writer":
        self.page.locator("#entry").get_by_role("button", name=self.words["save"], exact=True).click()
        return self

    def treated(self) -> "Writer":
        self.page.locator("#setting-leg").select_option("left")
        for name in ("clot_under_treatment", "on_anticoagulant"):
            self.page.locator(f"#setting-{name}").select_option("yes")
        self.page.get_by_role("button", name=self.words["settings_save"], exact=True).click()
        expect(self.page.locator("#settings-said")).to_have_text(self.words["settings_saved"])
        return self

    def week(self) -> "Writer":
        for place, (day, fields) in enumerate(WEEK.items(), 1):
            self.fill(day, **fields).save()
            expect(self.page.locator("#days .day")).to_have_count(place)
        return self

    def exported(self, kind: str) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=self.words[f"export_{kind}"], exact=True).click()
        download: Download = waiting.value
        return Path(download.path()).read_bytes()

    def import_file(self, name: str, content: bytes) -> str:
        self.page.locator("#import-file").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        self.page.get_by_role("button", name=self.words["import_button"], exact=True).click()
        expect(self.page.locator("#imported")).not_to_be_empty()
        return self.page.locator("#imported").inner_text()

    def wipe(self) -> "Writer":
        self.page.get_by_role("button", name=self.words["wipe_button"], exact=True).click()
        self.page.get_by_role("button", name=self.words["wipe_yes"], exact=True).click()
        expect(self.page.locator("#start")).to_be_visible()
        return self

    def days(self) -> list[str]:
        return self.page.locator("#days .day").all_inner_texts()

    def held(self) -> Any:
        return self.page.evaluate(HELD)


def is_danger(page: Page, where: str, language: str) -> None:
    card = page.locator(f"{where} .verdict")
    expect(card).to_contain_text(MODEL.texts[language].urgencies["emergency"].headline)
    expect(card.get_by_role("link", name=NUMBER)).to_have_attribute("href", f"tel:{NUMBER}")
    expect(card).to_contain_text(MODEL.texts[language].site["while_waiting"])


@languages
def test_nothing_is_kept_before_the_press_nor_after_a_wipe(visit: Visit, language: str) -> None:
    writer = Writer(visit(language))
    expect(writer.page.locator("#work")).to_be_hidden()
    assert writer.held() == ["", 0, 0, 0, ""]
    writer.page.reload()
    expect(writer.page.locator("#start")).to_be_visible()
    assert writer.held() == ["", 0, 0, 0, ""]
    writer.begin().fill("2026-11-01", pain="3").save()
    expect(writer.page.locator("#saved")).to_contain_text("2026")
    assert writer.held() == ["", 0, 0, 1, ""]
    writer.wipe()
    expect(writer.page.locator("#wiped")).to_have_text(writer.words["wiped"])
    assert writer.held() == ["", 0, 0, 0, ""]


@languages
def test_a_week_is_there_after_a_reload_in_both_languages(visit: Visit, language: str) -> None:
    writer = Writer(visit(language)).begin().treated().week()
    expect(writer.page.locator("#now")).to_be_empty()
    before = writer.days()
    writer.page.reload()
    expect(writer.page.locator("#days .day")).to_have_count(len(WEEK))
    assert writer.days() == before
    assert writer.page.locator("#setting-leg").input_value() == "left"
    writer.visitor.switch()
    expect(writer.page.locator("#days .day")).to_have_count(len(WEEK))


@languages
def test_export_wipe_import_gives_the_same_as_the_terminal(visit: Visit, language: str, tmp_path: Path) -> None:
    writer = Writer(visit(language)).begin().treated().week()
    days = writer.days()
    as_json, as_csv = writer.exported("json"), writer.exported("csv")
    file = tmp_path / "mine.json"
    file.write_bytes(as_json)
    options = ["--file", str(tmp_path / "diary.sqlite"), "--lang", language]
    assert CliRunner().invoke(main, ["diary", "import", str(file), *options]).exit_code == 0
    assert CliRunner().invoke(main, ["diary", "export", *options]).stdout_bytes == as_json
    assert CliRunner().invoke(main, ["diary", "export", "--csv", *options]).stdout_bytes == as_csv
    assert len(json.loads(as_json)["entries"]) == len(WEEK)
    for name, content in (("a.json", as_json), ("a.csv", as_csv)):
        writer.wipe().begin()
        assert writer.import_file(name, content) == filled(writer.words["import_done"], count=len(WEEK))
        assert writer.days() == days
        assert writer.exported("csv") == as_csv
    assert writer.exported("json") != as_json, "CSV has no settings"


def test_an_import_says_what_it_does_not_take_and_changes_nothing_of_yours(visit: Visit) -> None:
    writer = Writer(visit("en")).begin().fill("2026-11-01", pain="3").save()
    expect(writer.page.locator("#days .day")).to_have_count(1)
    told = writer.import_file("a.csv", b"day,pain,extra\n2026-11-01,9,\n2026-11-02,11,\n2026-11-03,4,\n")
    assert told == "Days read in: 1. These days were here already and were not changed: 2026-11-01."
    assert writer.page.locator("#refused li").all_inner_texts() == [
        "no. 1: extra: We do not know that field. It was skipped.",
        "no. 3: Pain from 0 to 10: Write a number from 0 to 10. Here it says: 11.",
    ]
    assert "Pain from 0 to 10: 3" in writer.days()[1]
    writer.page.locator("#import-replace").check()
    writer.import_file("a.csv", b"day,pain\n2026-11-01,9\n")
    expect(writer.page.locator("#days .day").last).to_contain_text("Pain from 0 to 10: 9")
    assert writer.import_file("a.csv", b"\xff") == "Days read in: 0."
    expect(writer.page.locator("#refused")).to_contain_text("is no text in UTF-8")


@languages
def test_a_dangerous_entry_is_112_at_once_and_is_still_saved(visit: Visit, language: str) -> None:
    writer = Writer(visit(language)).begin()
    writer.fill(breathless="yes")
    is_danger(writer.page, "#live", language)
    expect(writer.page.locator("#live h2")).to_be_focused()
    expect(writer.page.locator("#days .day")).to_have_count(0)
    writer.fill(breathless="no")
    expect(writer.page.locator("#live")).to_be_empty()
    # With a mistake beside it too, which keeps the day from being saved.
    writer.fill(bleeding="will_not_stop", pain="99")
    is_danger(writer.page, "#live", language)
    writer.save()
    is_danger(writer.page, "#live", language)
    expect(writer.page.locator("#mistakes li")).to_have_count(1)
    writer.fill(pain="9").save()
    is_danger(writer.page, "#now", language)
    expect(writer.page.locator("#now h2")).to_be_focused()
    writer.page.reload()
    is_danger(writer.page, "#now", language)
    expect(writer.page.locator("#days .day")).to_have_count(1)


@languages
def test_a_worse_leg_is_a_doctor_today_with_the_numbers_and_a_better_one_is_not(visit: Visit, language: str) -> None:
    writer = Writer(visit(language)).begin().treated().week()
    expect(writer.page.locator("#notes")).to_contain_text(writer.words["quiet"])
    writer.fill("2026-11-08", leg_worse="worse")
    urgency = MODEL.texts[language].urgencies["doctor_today"]
    expect(writer.page.locator("#live .verdict")).to_contain_text(urgency.headline)
    writer.save()
    card = writer.page.locator("#now .verdict")
    expect(card).to_contain_text(urgency.headline)
    numbers = {service.number for service in MODEL.services.values() if service.kind == "out_of_hours"}
    links = {link.get_attribute("href") for link in card.get_by_role("link").all()}
    assert links == {f"tel:{number.replace(' ', '')}" for number in numbers}
    writer.page.get_by_role("button", name=writer.words["seen_today"], exact=True).click()
    assert writer.page.locator("#setting-seen_on").input_value() == danish_now().date().isoformat()


def test_a_mistake_is_named_and_leads_to_its_field(visit: Visit) -> None:
    writer = Writer(visit("en")).begin().fill("2026-11-01", calf_left_cm="380", pain="much").save()
    expect(writer.page.locator("#mistakes h3")).to_be_focused()
    assert writer.page.locator("#mistakes a").all_inner_texts() == [
        "Left calf, around: Write a number from 15 to 90 cm. Here it says: 380.",
        "Pain from 0 to 10: Write a number from 0 to 10. Here it says: much.",
    ]
    writer.page.locator("#mistakes a").last.click()
    expect(writer.field("pain")).to_be_focused()
    writer.fill(calf_left_cm="18", pain="3").save()
    expect(writer.page.locator("#mistakes")).to_be_hidden()
    expect(writer.page.locator("#notes")).to_contain_text("Left calf, around: 18 cm. Is that right?")


def test_a_day_is_changed_and_removed(visit: Visit) -> None:
    writer = Writer(visit("en")).begin().fill("2026-11-01", pain="3", note="<b>bold</b>").save()
    expect(writer.page.locator("#days .day")).to_contain_text("<b>bold</b>")
    writer.page.get_by_role("button", name="Change November 1, 2026").click()
    expect(writer.field("pain")).to_have_value("3")
    writer.fill(pain="4").save()
    expect(writer.page.locator("#days .day")).to_have_count(1)
    expect(writer.page.locator("#days .day")).to_contain_text("Pain from 0 to 10: 4")
    # A day that is there already is not lost by writing more for it.
    writer.fill(walking_minutes="20").fill("2026-11-01")
    expect(writer.field("pain")).to_have_value("4")
    writer.save()
    expect(writer.page.locator("#days .day")).to_contain_text("Pain from 0 to 10: 4")
    for answer, left in (("wipe_no", 1), ("yes_remove", 0)):
        writer.page.get_by_role("button", name="Remove November 1, 2026").click()
        writer.page.locator("#ask").get_by_role("button", name=writer.words[answer], exact=True).click()
        expect(writer.page.locator("#days .day")).to_have_count(left)
    writer.page.reload()
    expect(writer.page.locator("#days .day")).to_have_count(0)


def test_by_keyboard_alone(visit: Visit) -> None:
    writer = Writer(visit("en", DESK))
    page = writer.page
    page.locator("#begin").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#entry-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#field-day")).to_be_focused()
    page.locator("#field-breathless").focus()
    page.keyboard.press("Space")
    expect(page.locator("#live h2")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#live .huge")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#now h2")).to_be_focused()
    page.locator("#wipe").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#days .day")).to_have_count(1)
    expect(page.locator("#wipe")).to_be_focused()


@languages
@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_it_is_accessible_and_fits(visit: Visit, language: str, scheme: Any) -> None:
    more: dict[str, Any] = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": scheme}
    writer = Writer(visit(language, PHONE, **more))
    assert axe.violations(writer.page) == []
    writer.begin().treated().week().fill(leg_worse="worse", pain="99").save()
    writer.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert axe.violations(writer.page) == []
    for size in (DESK, ZOOMED, PHONE):
        writer.page.set_viewport_size(size)
        assert looks.scrolls_sideways(writer.page) == []
        assert looks.small_targets(writer.page) == []
        assert looks.emergency_number(writer.page, within=min(640, size["height"])) == []


@languages
def test_the_plots_show_gaps_and_tell_the_legs_apart_by_shape_and_words(visit: Visit, language: str) -> None:
    writer = Writer(visit(language)).begin().week()
    calf = writer.page.locator("#plots figure").first
    left, right = (calf.locator(f".frame .mark.{side}").get_attribute("d") or "" for side in ("left", "right"))
    assert left.count("M") == right.count("M") == len(WEEK)
    assert ("a" in left, "a" in right) == (True, False), "round and square"
    line = calf.locator(".frame .line.left").get_attribute("d") or ""
    assert line.count("M") == 2, "the fourth day is missing"
    dashes = [
        calf.locator(f".frame .line.{side}").evaluate("(one) => getComputedStyle(one).strokeDasharray")
        for side in ("left", "right")
    ]
    assert dashes[0] == "none" != dashes[1]
    expect(calf).to_contain_text(writer.words["plot_left"])
    expect(calf).to_contain_text(writer.words["plot_right"])
    name = calf.get_by_role("img").get_attribute("aria-label") or ""
    assert writer.words["plot_calf"] in name
    assert field_label(MODEL, language, "calf_right_cm") in name
    calf.locator("summary").click()
    rows = [row.inner_text().split("\t") for row in calf.locator("tbody tr").all()]
    assert len(rows) == len(WEEK)
    mark = MODEL.texts[language].interface["decimal_mark"]
    assert [cell.strip() for cell in rows[0][1:]] == [f"38{mark}4 cm", f"36{mark}1 cm"]


@languages
def test_the_printed_page_has_the_numbers_and_nothing_to_press(visit: Visit, language: str) -> None:
    writer = Writer(visit(language, DESK)).begin().treated().week()
    writer.page.emulate_media(media="print")
    expect(writer.page.locator("#control")).to_be_visible()
    expect(writer.page.locator("#control tr")).to_have_count(len(WEEK))
    expect(writer.page.locator("#control")).to_contain_text(writer.words["control_lead"])
    expect(writer.page.locator("#plots figure").first).to_be_visible()
    assert [button.inner_text() for button in writer.page.get_by_role("button").all() if button.is_visible()] == []
    assert writer.visitor.emergency.is_visible()


BROKEN = (
    """() => Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError'); }})"""
)
NEVER_OPENS = """() => { IDBFactory.prototype.open = function () {
  const request = { error: new DOMException('no', 'InvalidStateError') };
  setTimeout(() => request.onerror());
  return request;
}; }"""


@pytest.mark.parametrize("script", [BROKEN, NEVER_OPENS], ids=["forbidden", "private"])
def test_where_nothing_can_be_kept_it_says_so_and_lets_one_export(visit: Visit, script: str) -> None:
    visitor = visit("en")
    visitor.page.add_init_script(f"({script})()")
    writer = Writer(visitor).begin()
    expect(writer.page.locator("#trouble")).to_contain_text("This browser cannot keep anything here.")
    writer.fill("2026-11-01", pain="3").save()
    expect(writer.page.locator("#saved")).to_have_text(
        "The day November 1, 2026 is written down, but only in this window."
    )
    assert json.loads(writer.exported("json"))["entries"] == [{"day": "2026-11-01", "pain": 3}]
    writer.fill(breathless="yes")
    is_danger(writer.page, "#live", "en")


CANNOT_LIST = """() => {
  window.look = indexedDB.databases.bind(indexedDB);
  IDBFactory.prototype.databases = undefined;
}"""


def test_a_browser_that_cannot_list_what_it_keeps_makes_nothing_by_looking(visit: Visit) -> None:
    visitor = visit("en")
    visitor.page.add_init_script(f"({CANNOT_LIST})()")
    writer = Writer(visitor)
    count = "look().then((found) => found.length)"
    assert visitor.page.evaluate(count) == 0
    writer.begin().fill("2026-11-01", pain="3").save()
    expect(writer.page.locator("#saved")).to_contain_text("is saved")
    visitor.page.reload()
    expect(writer.page.locator("#days .day")).to_have_count(1)
    writer.wipe()
    assert visitor.page.evaluate(count) == 0


FULL = (
    """() => { IDBObjectStore.prototype.put = function () { throw new DOMException('no', 'QuotaExceededError'); }; }"""
)


def test_a_full_device_is_said_and_nothing_is_lost(visit: Visit) -> None:
    writer = Writer(visit("en")).begin().fill("2026-11-01", pain="3").save()
    expect(writer.page.locator("#saved")).to_contain_text("is saved")
    writer.page.evaluate(FULL)
    writer.fill("2026-11-02", pain="4").save()
    expect(writer.page.locator("#trouble")).to_contain_text("for there is no room")
    assert [one["pain"] for one in json.loads(writer.exported("json"))["entries"]] == [3, 4]
    writer.page.reload()
    expect(writer.page.locator("#days .day")).to_have_count(1)


def test_a_newer_diary_is_left_alone(visit: Visit) -> None:
    visitor = visit("en")
    visitor.open()
    visitor.page.evaluate(
        """() => new Promise((done) => { const request = indexedDB.open('venevagt', 99);
        request.onupgradeneeded = () => request.result.createObjectStore('diary', {keyPath: 'id'});
        request.onsuccess = () => { request.result.close(); done(); }; })"""
    )
    writer = Writer(visitor)
    expect(writer.page.locator("#trouble")).to_contain_text("made by a newer version of this page")


def test_two_windows_lose_nothing_of_each_other(visit: Visit) -> None:
    writer = Writer(visit("en")).begin().treated()
    with writer.page.context.new_page() as page:
        other = Writer(Visitor(page, writer.visitor.site, "en", touch=False), begun=True)
        writer.page.locator("#setting-leg").select_option("right")
        writer.page.get_by_role("button", name=writer.words["settings_save"], exact=True).click()
        writer.fill("2026-11-01", pain="3").save()
        expect(writer.page.locator("#saved")).to_contain_text("is saved")
        other.fill("2026-11-02", pain="4").save()
        expect(page.locator("#saved")).to_contain_text("is saved")
    writer.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(writer.page.locator("#saved")).to_have_text(writer.words["store_changed"])
    expect(writer.page.locator("#days .day")).to_have_count(2)
    assert json.loads(writer.exported("json"))["settings"]["leg"] == "right"


HOLDS = """() => new Promise((done) => { const request = indexedDB.open('venevagt');
  request.onsuccess = () => { window.held = request.result; done(); }; })"""


def test_another_window_does_not_hold_up_a_wipe(visit: Visit) -> None:
    writer = Writer(visit("en")).begin().fill("2026-11-01", pain="3").save()
    expect(writer.page.locator("#saved")).to_contain_text("is saved")
    with writer.page.context.new_page() as other:
        other.goto(writer.page.url)
        expect(other.locator("#days .day")).to_have_count(1)
        # A window that does not let go: the person is told which.
        other.evaluate(HOLDS)
        writer.page.get_by_role("button", name=writer.words["wipe_button"], exact=True).click()
        writer.page.get_by_role("button", name=writer.words["wipe_yes"], exact=True).click()
        expect(writer.page.locator("#trouble")).to_contain_text("The diary is open in another window.")
    writer.wipe()
    assert writer.held() == ["", 0, 0, 0, ""]


@pytest.fixture(scope="module")
def offline(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """The diary was opened once with a network; then there is neither a network nor a server."""
    with hosted(tmp_path_factory.mktemp("site"), "/leg/") as host, browser.new_context(viewport=PHONE) as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(f"{host.url}da/{MODEL.texts['da'].site['address_diary']}/")
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_function("caches.keys().then((names) => names.length > 0)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        context.set_offline(True)
        host.stop()
        yield Visitor(page, host.url.rstrip("/"), "da", touch=False)


def test_without_a_network_the_diary_goes_on(offline: Visitor) -> None:
    writer = Writer(offline).begin().treated().week()
    asked: list[str] = []
    writer.page.on("request", lambda request: asked.append(request.url))
    writer.fill(breathless="yes")
    is_danger(writer.page, "#live", "da")
    assert [address for address in asked if not address.startswith("blob:")] == []
    writer.page.reload()
    expect(writer.page.locator("#days .day")).to_have_count(len(WEEK))
    assert len(json.loads(writer.exported("json"))["entries"]) == len(WEEK)


@languages
def test_without_javascript_it_says_what_it_needs(visit: Visit, language: str) -> None:
    visitor = visit(language, java_script_enabled=False)
    visitor.open(f"{visitor.words['address_diary']}/")
    expect(visitor.page.locator("#no-script")).to_be_visible()
    expect(visitor.page.locator("#diary")).to_be_hidden()
    assert visitor.emergency.is_visible()
