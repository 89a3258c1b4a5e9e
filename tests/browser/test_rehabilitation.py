"""The page of the rehabilitation: closed until a clearance, kept only on a press, shut by a danger, signed by both."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Request, expect
from tests.browser.conftest import Visit
from tests.browser.patient import Patient
from tests.browser.tour import DESK, PHONE
from tests.browser.visitor import LANGUAGES, MODEL, settle
from tests.care.rehabilitation_cases import CALM, CLEARANCE, WELL

from venevagt.care.clearance import Held, read_held, signed_bytes, write_held
from venevagt.care.services import danish_now
from venevagt.care.signature import fingerprint, new_key, public_key_of, sign
from venevagt.site.rehabilitation_pages import own_clearance_page

KEPT = "indexedDB.databases().then((found) => found.length)"


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A clearance of today in a file."""
    today, key = danish_now().date(), new_key()
    clearance = replace(CLEARANCE, given_on=today, treatment_started=today, until=today)
    file = tmp_path / "clearance.json"
    file.write_bytes(write_held(Held(clearance, public_key_of(key), sign(key, signed_bytes(clearance)))))
    return file


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_is_closed_until_a_clearance_and_todays_answers(visit: Visit, language: str, size: dict[str, int]) -> None:
    patient = Patient(visit(language, size))  # type: ignore[arg-type]
    expect(patient.status).to_contain_text(patient.words["why_no_clearance"])
    patient.answer({name: answer for name, answer in WELL.items() if name != "medicine_as_agreed"})
    assert patient.exercises() == []
    patient.enter(days=50)
    assert patient.exercises() == []
    patient.answer({"medicine_as_agreed": "yes"})
    expect(patient.status).to_contain_text(patient.words["stage_strength"])
    assert set(patient.exercises()) == set(MODEL.recovery.rehabilitation.exercises)
    expect(patient.page.locator("#clearance")).to_contain_text(patient.words["clearance_own"])
    patient.answer({"daily_walks_well": "no"})
    assert "balance" not in patient.exercises()
    assert "sit_to_stand" in patient.exercises()


def test_nothing_is_kept_or_sent_before_a_press(visit: Visit) -> None:
    patient = Patient(visit())
    settle(patient.page)
    requests: list[Request] = []
    patient.page.context.on("request", lambda request: requests.append(request))
    patient.enter(days=3).answer(CALM).measure("pain", "3").see()
    assert patient.page.evaluate(KEPT) == 0
    assert requests == []
    patient.visitor.button(patient.words["keep"]).click()
    expect(patient.page.locator("#keep-said")).to_have_text(patient.words["kept"])
    patient.page.reload()
    patient.wait().answer(CALM)
    assert patient.exercises() == ["ankle_pumps", "short_walks", "leg_raised"]
    expect(patient.page.locator("#course")).to_contain_text(patient.words["measure_pain"])
    patient.visitor.button(patient.words["wipe"]).click()
    expect(patient.page.locator("#keep-said")).to_have_text(patient.words["wiped"])
    patient.page.reload()
    expect(patient.wait().status).to_contain_text(patient.words["why_no_clearance"])
    assert patient.page.locator("#course table").count() == 0


def test_a_stop_sign_closes_it_for_good_but_a_slip_can_be_put_right(visit: Visit) -> None:
    patient = Patient(visit()).enter(days=3).answer(CALM)
    patient.visitor.button(patient.words["keep"]).click()
    patient.answer({"bleeding": "yes"})
    expect(patient.page.get_by_role("alert")).to_contain_text(patient.visitor.headline("doctor_today"))
    assert patient.exercises() == []
    patient.answer({"bleeding": "no"})
    assert patient.exercises() != []
    patient.answer({"bleeding": "yes"}).see()
    patient.answer({"bleeding": "no"})
    expect(patient.status).to_contain_text(patient.words["stopped_bleeding"])
    assert patient.exercises() == []
    patient.page.reload()
    patient.wait().answer(CALM)
    expect(patient.status).to_contain_text(patient.words["stopped_bleeding"])
    patient.enter(days=3)
    expect(patient.page.locator("#clearance-said")).to_have_text(patient.words["lapsed_already"])
    assert patient.exercises() == []


def test_a_danger_that_is_left_standing_ends_the_clearance_without_a_press(visit: Visit) -> None:
    patient = Patient(visit()).enter(days=3).answer(CALM)
    patient.visitor.button(patient.words["keep"]).click()
    expect(patient.page.locator("#keep-said")).to_have_text(patient.words["kept"])
    patient.answer({"chest_pain": "yes"})
    expect(patient.page.get_by_role("alert")).to_contain_text(patient.visitor.headline("emergency"))
    for part in ("#allowed", "#programme", "#measure", "#keeping"):
        assert not patient.shown(part), part
    patient.page.wait_for_timeout(300)
    patient.page.reload()
    patient.wait().answer(CALM)
    assert patient.exercises() == []


def test_answers_count_only_for_their_day(visit: Visit) -> None:
    visitor = visit()
    visitor.page.clock.install()
    patient = Patient(visitor).enter(days=3).answer(CALM)
    assert patient.exercises() != []
    patient.page.clock.fast_forward("24:00:00")
    patient.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert patient.exercises() == []
    expect(patient.status).to_contain_text(patient.words["why_not_asked"].split("{")[0])
    assert patient.answer(CALM).exercises() != []


def test_a_measure_of_today_that_is_a_danger_says_so_at_once(visit: Visit) -> None:
    patient = Patient(visit()).enter(days=3).answer(CALM)
    patient.measure("calf", "41", "37,5")
    expect(patient.page.get_by_role("alert")).to_contain_text(patient.visitor.headline("doctor_today"))
    patient.measure("pain", "11")
    expect(patient.page.locator("#measure-said")).to_contain_text("0")
    expect(patient.page.locator("#course")).not_to_contain_text(patient.words["measure_pain"])


def test_a_file_that_python_signed_opens_it_and_a_changed_one_is_refused(visit: Visit, signed: Path) -> None:
    patient = Patient(visit()).import_file(signed)
    expect(patient.page.locator("#clearance-said")).to_have_text(patient.words["imported"])
    numbers = fingerprint(read_held(MODEL, signed.read_bytes()).public_key)
    expect(patient.page.locator("#clearance")).to_contain_text(numbers)
    assert patient.answer(CALM).exercises() != []

    signed.write_bytes(signed.read_bytes().replace(b'"sport"', b'"strength"'))
    other = Patient(visit()).import_file(signed)
    expect(other.page.locator("#clearance-said")).to_have_text(other.words["refused_changed"])
    expect(other.status).to_contain_text(other.words["why_no_clearance"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clinician_signs_in_the_browser_what_python_reads(visit: Visit, language: str, tmp_path: Path) -> None:
    visitor = visit(language)
    words = MODEL.texts[language].rehabilitation
    visitor.open(f"{visitor.words['address_clinician']}/")
    visitor.page.get_by_role("link", name=words["make_title"]).click()
    page = visitor.page
    assert page.url.endswith(f"/{own_clearance_page(MODEL)[language]}/")
    page.wait_for_selector("#make:not([hidden])")
    assert visitor.button(words["make_sign"]).is_disabled()
    visitor.button(words["make_key_new"]).click()
    assert page.evaluate(KEPT) == 0
    visitor.button(words["make_key_keep"]).click()
    expect(page.locator("#key-file")).to_be_hidden()
    page.reload()
    expect(page.locator("#numbers")).to_contain_text(words["make_key_numbers"].split("{")[0])
    today = str(danish_now().date())
    for name in ("by", "watch", "call"):
        page.get_by_label(words[f"make_{name}"]).fill("æ “b” & c")
    for name in ("treatment_started", "until"):
        page.get_by_label(words[f"make_{name}"], exact=True).fill(today)
    for name, option in {"diagnosis": "lung", "treatment": "ended", "up_to_stage": "strength"}.items():
        page.get_by_label(words[f"make_{name}"]).select_option(option)
    with page.expect_download() as waiting:
        visitor.button(words["make_sign"]).click()
    file = tmp_path / "made.json"
    waiting.value.save_as(file)
    held = read_held(MODEL, file.read_bytes())
    assert (held.clearance.by, held.clearance.up_to_stage) == ("æ “b” & c", "strength")
    expect(page.locator("#made")).to_contain_text(fingerprint(held.public_key))


def test_a_browser_that_cannot_sign_says_so(visit: Visit) -> None:
    visitor = visit()
    visitor.page.add_init_script("SubtleCrypto.prototype.generateKey = () => Promise.reject(new DOMException(''))")
    visitor.open(f"{own_clearance_page(MODEL)['da']}/")
    expect(visitor.page.locator("#no-sign")).to_be_visible()
    assert not visitor.page.locator("#sign").is_visible()
    assert visitor.button(MODEL.texts["da"].rehabilitation["make_paper"]).is_visible()


def test_the_sheet_is_one_or_two_pages(visit: Visit, signed: Path) -> None:
    patient = Patient(visit()).import_file(signed).answer(WELL)
    for day in range(5):
        patient.measure("calf", "38", "37", days_ago=day).measure("pain", "2", days_ago=day)
    pdf = patient.page.pdf(format="A4")
    assert 1 <= pdf.count(b"/Type /Page\n") <= 2
    patient.page.emulate_media(media="print")
    assert patient.shown("#sheet")
    assert not patient.shown("#signs")
    expect(patient.page.locator("#sheet")).to_contain_text(patient.words["sheet_precautions_about"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_both_pages_say_what_they_need(visit: Visit, language: str) -> None:
    visitor = visit(language, java_script_enabled=False)
    words = MODEL.texts[language].rehabilitation
    for name, said in (
        (visitor.words["address_rehabilitation"], "no_script"),
        (own_clearance_page(MODEL)[language], "make_no_script"),
    ):
        visitor.open(f"{name}/")
        expect(visitor.page.get_by_text(words[said])).to_be_visible()
        assert not visitor.page.locator("form:visible").count()
