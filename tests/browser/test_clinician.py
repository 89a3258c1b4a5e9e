"""The clinician's page: by keys alone from blank to the copied note, and nothing taken for granted on the way."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect
from tests.browser.clinician import DOORS, KEYS, OTHER, PATIENT, STANDARD, Clinician, fragment, label, standard
from tests.browser.conftest import Visit
from tests.browser.tour import DESK, PHONE
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, settle

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.score import count
from venevagt.care.words import filled
from venevagt.site.clinic_rows import NOTHING, rows

MOST_PRESSES = 12
MOST_LINES = 12
FOR_WHOM = {"vte_confirmed", "treated_5_to_12_months"}
"""A no to these says that the main score is not for this patient: the rest never says it."""


sizes = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
languages = pytest.mark.parametrize("language", LANGUAGES)


def clipboard(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read"])
    return str(page.evaluate("navigator.clipboard.readText()"))


@sizes
@languages
def test_from_blank_to_the_copied_note_in_twelve_presses(visit: Visit, language: str, size: Any) -> None:
    doctor = standard(Clinician(visit(language, size, permissions=["clipboard-write"])))
    assert doctor.presses <= MOST_PRESSES
    expect(doctor.page.locator("#copied")).to_have_text(doctor.visitor.words["copied"])
    note = clipboard(doctor.page)
    assert note.splitlines() == doctor.note
    assert len(doctor.note) <= MOST_LINES
    texts = MODEL.texts[language]
    case = {"dvt_suspected": "yes", "age": 65, "pregnant": "no", **STANDARD}
    main = [row for row in rows(MODEL, DOORS["dvt_suspected"]) if row.main and "wells_dvt@2003" in row.forms]
    rest = {row.finding for row in main} - {"age", "calf_difference_cm"}
    known = read_clinical_case(MODEL, {**dict.fromkeys(rest, "no"), **case})
    wells = count(MODEL, "wells_dvt", known)
    assert wells.points == 3
    wanted = filled(
        texts.clinic["note_score"],
        score=texts.scores["wells_dvt"].name,
        version="2003",
        points=filled(texts.clinic["points_short"], points=wells.points),
        bands=texts.scores["wells_dvt"].bands[str(wells.band)],
    )
    assert doctor.note[1] == wanted
    (yes,) = [line for line in doctor.note if line.startswith(texts.clinic["note_yes"].partition(":")[0] + ":")]
    assert all(label(language, name) in yes for name, said in STANDARD.items() if said == "yes")
    (no,) = [line for line in doctor.note if line.startswith(texts.clinic["note_no"].partition(":")[0] + ":")]
    assert all(label(language, name) in no for name in rest if case.get(name, "no") == "no")
    assert doctor.note[-1] == filled(texts.clinic["note_end"], version=MODEL.about.version, sha=MODEL.sha256[:8])
    assert not any("*" in line for line in doctor.note)


@languages
def test_the_note_has_at_most_twelve_lines_whatever_is_known(visit: Visit, language: str) -> None:
    doctor = Clinician(visit(language, DESK), fragment(PATIENT)).suspect("pe_suspected").press("0")
    doctor.write("heart_rate", "104").write("d_dimer", "600")
    doctor.page.locator("#unit-d_dimer").select_option("ug/L{FEU}")
    assert doctor.page.locator("[data-score]").count() > 5
    assert len(doctor.note) == MOST_LINES
    said = "\n".join(doctor.note)
    assert doctor.note[1].startswith(MODEL.texts[language].scores["wells_pe"].name)
    names = [MODEL.texts[language].scores[name].name for name in ("wells_pe", "years", "perc", "four_peps", "geneva")]
    assert all(name in said for name in names)
    assert "600 µg/L FEU" in said


def test_where_the_browser_does_not_copy_the_note_is_marked(visit: Visit) -> None:
    doctor = Clinician(visit())
    doctor.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    standard(doctor)
    expect(doctor.page.locator("#copied")).to_contain_text(doctor.visitor.words["marked"])
    assert doctor.page.evaluate("String(getSelection())").split() == " ".join(doctor.note).split()


@languages
def test_no_score_without_the_suspicion(visit: Visit, language: str) -> None:
    doctor = Clinician(visit(language))
    assert not doctor.page.locator("#work, #none").filter(visible=True).count()
    doctor.press("c", "0", "a")
    assert not doctor.page.locator("#work").is_visible()
    doctor.press(KEYS[NOTHING])
    expect(doctor.page.get_by_text(doctor.words["page_none_text"])).to_be_visible()
    assert not doctor.page.locator("#work").is_visible()
    doctor.visitor.go(doctor.page.get_by_role("link", name=doctor.words["page_none_triage"], exact=True))
    assert doctor.visitor.screen == next(iter(MODEL.screens))


def test_what_is_not_answered_stays_unknown(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected")
    wells = count(MODEL, "wells_dvt", {"dvt_suspected": True})
    assert {
        doctor.answer(row.finding)
        for row in rows(MODEL, DOORS["dvt_suspected"])
        if doctor.row(row.finding).locator("[type=radio]").count()
    } == {""}
    said = filled(doctor.words["points_range"], low=f"{wells.low:g}", high=f"{wells.high:g}")
    assert said in doctor.summary
    doctor.toggle("tender_deep", 3)
    assert doctor.answer("tender_deep") == ""
    assert said in doctor.summary


def test_the_note_says_what_is_open_and_settles_nothing(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected").toggle("tender_deep")
    assert doctor.words["note_open"] in doctor.note[1]
    assert MODEL.texts["da"].scores["wells_dvt"].bands["likely"] not in "".join(doctor.note)
    (unknown,) = [line for line in doctor.note if line.startswith(doctor.words["note_unknown"].partition("{")[0])]
    assert all(label("da", finding) in unknown for finding in ("age", "pregnant", OTHER, "leg_in_plaster"))
    assert label("da", "tender_deep") not in unknown


def test_the_rest_is_no_is_said_and_judges_nothing(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected").toggle("tender_deep").press("0")
    said = doctor.page.locator("#rest-said").inner_text()
    assert label("da", "entire_leg_swollen") in said
    assert label("da", "tender_deep") not in said
    assert doctor.answer("tender_deep") == "yes"
    assert doctor.answer("entire_leg_swollen") == "no"
    assert doctor.answer(OTHER) == ""
    assert doctor.answer("in_primary_care") == ""
    assert doctor.checks() == [filled(doctor.words["check_judged"], finding=label("da", OTHER))]
    doctor.toggle(OTHER)
    assert doctor.checks() == []


@pytest.mark.parametrize("gate", DOORS)
def test_no_judgement_is_answered_by_the_rest(visit: Visit, gate: str) -> None:
    doctor = Clinician(visit(size=DESK)).suspect(gate).press("0")
    findings = MODEL.clinical.findings
    judged = [
        row.finding for row in rows(MODEL, DOORS[gate]) if row.finding in findings and findings[row.finding].judged
    ]
    assert {doctor.answer(name) for name in judged} <= {""}
    assert bool(judged) == DOORS[gate].suspicion
    left = {row.finding for row in rows(MODEL, DOORS[gate]) if row.main and row.finding in FOR_WHOM}
    marked = doctor.page.locator("#main-findings input[value=no]:checked").count()
    assert marked == doctor.page.locator("#main-findings [role=radiogroup]:visible").count() - len(judged) - len(left)
    said = doctor.page.locator("#rest-said").inner_text()
    assert bool(said) == doctor.page.locator("#rest").is_visible() == (gate != "body")


def test_a_d_dimer_before_the_examination_is_said(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected").write("d_dimer", "600")
    doctor.page.locator("#unit-d_dimer").select_option("ug/L{FEU}")
    (before, _) = doctor.checks()
    assert before.startswith(
        filled(doctor.words["check_before"].partition("{findings}")[0], test=label("da", "d_dimer"))
    )
    assert label("da", "tender_deep") in before
    doctor.press("0").toggle(OTHER)
    assert doctor.checks() == []
    assert any("600 µg/L FEU" in line for line in doctor.note)


@languages
def test_a_number_needs_to_be_one_with_a_unit_and_plausible(visit: Visit, language: str) -> None:
    doctor = Clinician(visit(language, DESK)).suspect("dvt_suspected")
    field, wrong, unit = (doctor.page.locator(f"#{part}-d_dimer") for part in ("field", "wrong", "unit"))
    name = label(language, "d_dimer")
    assert unit.input_value() == ""
    doctor.write("d_dimer", "600")
    expect(wrong).to_have_text(filled(doctor.words["wrong_unit"], finding=name))
    assert not any("600" in line for line in doctor.note)
    unit.select_option("mg/L{FEU}")
    expect(wrong).to_have_text(filled(doctor.words["wrong_range"], finding=name, low="0", high="200", unit="mg/L FEU"))
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("0,6")
    expect(wrong).to_have_text("")
    assert any("0,6 mg/L FEU" in line for line in doctor.note)
    field.fill("many")
    expect(wrong).to_have_text("")
    doctor.press("Enter")
    expect(wrong).to_have_text(filled(doctor.words["wrong_number"], finding=name))
    assert not any("0,6" in line for line in doctor.note)
    doctor.write("age", "650")
    assert doctor.page.locator("#wrong-age").inner_text().startswith(label(language, "age").capitalize())


@languages
def test_a_patients_own_words_are_marked_and_can_be_changed(visit: Visit, language: str) -> None:
    doctor = Clinician(visit(language, DESK), fragment(PATIENT))
    assert "#" not in doctor.page.url
    doctor.suspect("dvt_suspected")
    for finding in ("active_cancer", "tender_deep", "age"):
        expect(doctor.row(finding).locator(".origin")).to_have_text(doctor.words["from_patient"])
    assert (doctor.answer("active_cancer"), doctor.answer("tender_deep")) == ("yes", "no")
    assert doctor.page.locator("#field-age").input_value() == "70"
    assert any(f"{label(language, 'active_cancer')}*" in line for line in doctor.note)
    assert doctor.words["note_patient"] in doctor.note
    expect(doctor.row("pregnant_now").locator(".origin")).to_have_text("")
    expect(doctor.row("leg_in_plaster").locator(".origin")).to_have_text(doctor.words["follows_heard"])
    assert any(f"{label(language, 'leg_in_plaster')}*" in line for line in doctor.note)
    doctor.toggle("active_cancer")
    assert doctor.answer("active_cancer") == "no"
    expect(doctor.row("active_cancer").locator(".origin")).to_have_text("")
    assert not any(f"{label(language, 'active_cancer')}*" in line for line in doctor.note)
    doctor.toggle("tender_deep")
    assert doctor.answer("tender_deep") == ""
    doctor.page.get_by_role("button", name=doctor.words["page_patient_remove"], exact=True).click()
    assert doctor.answer("active_cancer") == "no"
    assert doctor.page.locator("#field-age").input_value() == ""
    assert doctor.words["note_own"] in doctor.note


def test_a_link_from_the_result_can_be_pasted(visit: Visit) -> None:
    visitor = visit()
    visitor.open().finish(JOURNEYS["self_care"])
    visitor.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visitor.press("copy_link")
    link = visitor.page.locator(".tools [role=status] b").inner_text()
    doctor = Clinician(visitor).suspect("dvt_suspected")
    doctor.page.locator("#patient summary").click()
    field = doctor.page.get_by_role("textbox", name=doctor.words["page_patient_label"], exact=True)
    field.fill(link[:-1])
    use = doctor.page.get_by_role("button", name=doctor.words["page_patient_use"], exact=True)
    use.click()
    expect(doctor.page.locator("#patient-said")).to_have_text(doctor.words["patient_bad"])
    field.fill(link)
    use.click()
    assert doctor.words["note_patient"] in doctor.note
    assert doctor.answer("active_cancer") == "no"


@languages
def test_a_result_that_came_with_a_link_leads_here_with_the_same_answers(visit: Visit, language: str) -> None:
    visitor = visit(language)
    visitor.open().finish(JOURNEYS["self_care"])
    own = visitor.page.get_by_role("link", name=visitor.words["clinician_title"], exact=True)
    expect(own).to_have_count(0)
    visitor.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visitor.press("copy_link")
    link = visitor.page.locator(".tools [role=status] b").inner_text()
    visitor.page.goto("about:blank")
    visitor.page.goto(link)
    own.click()
    visitor.page.locator("#gate-title").wait_for()
    assert visitor.page.url == f"{visitor.site}/{language}/{visitor.words['address_clinician']}/"
    visitor.page.keyboard.press("1")
    assert visitor.page.locator("#row-active_cancer input[value=no]").is_checked()
    expect(visitor.page.locator("#row-active_cancer .origin")).to_have_text(
        MODEL.texts[language].clinic["from_patient"]
    )


@pytest.mark.parametrize("broken", [fragment(PATIENT)[:-1], fragment(PATIENT).replace("#a=1.", "#a=1.0"), "#a="])
def test_a_link_of_other_knowledge_fills_in_nothing_and_says_so(visit: Visit, broken: str) -> None:
    doctor = Clinician(visit(size=DESK), broken)
    expect(doctor.page.locator("#patient-said")).to_have_text(doctor.words["patient_bad"])
    doctor.suspect("dvt_suspected")
    assert doctor.answer("active_cancer") == ""


def test_a_new_patient_begins_with_nothing(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK), fragment(PATIENT)).suspect("dvt_suspected").press("0").write("d_dimer", "9")
    doctor.page.get_by_role("button", name=doctor.words["page_new"], exact=True).click()
    expect(doctor.page.locator("#gate")).to_be_visible()
    doctor.suspect("dvt_suspected")
    assert not doctor.page.locator("#work input[type=radio]:not([value='']):checked").count()
    assert doctor.page.locator("#work input[type=text]").evaluate_all("(all) => all.every((one) => !one.value)")
    assert not doctor.page.locator("#wrong-d_dimer").inner_text()


def test_findings_are_shared_between_the_suspicions(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected").toggle("active_cancer").write("age", "65")
    doctor.page.locator("#work [data-change]").click()
    doctor.suspect("pe_suspected")
    assert doctor.answer("active_cancer") == "yes"
    assert doctor.page.locator("#field-age").input_value() == "65"
    assert doctor.page.locator("[data-score=years], [data-score=perc], [data-score=geneva]").count() >= 3


def test_a_score_that_does_not_apply_goes_and_what_only_it_asks_goes_too(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected")
    expect(doctor.row("symptoms_left_leg")).to_be_visible()
    doctor.toggle("pregnant", 2)
    expect(doctor.row("symptoms_left_leg")).to_be_hidden()
    expect(doctor.page.locator("[data-score=left]")).to_have_count(0)


def test_what_follows_is_said_and_can_be_answered_otherwise(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected").write("calf_difference_cm", "1")
    assert doctor.answer("calf_swelling_3cm") == "no"
    expect(doctor.row("calf_swelling_3cm").locator(".origin")).to_have_text(doctor.words["follows"])
    doctor.toggle("calf_swelling_3cm")
    assert doctor.answer("calf_swelling_3cm") == "yes"
    expect(doctor.row("calf_swelling_3cm").locator(".origin")).to_have_text("")
    doctor.toggle("calf_swelling_3cm", 2)
    assert doctor.answer("calf_swelling_3cm") == "yes"


def test_what_to_examine_next_is_said_until_the_result_is_settled(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected").write("age", "65").press("0")
    following = doctor.page.locator("#next")
    doctor.toggle("tender_deep", 2).toggle("calf_swelling_3cm", 2)
    expect(following).not_to_have_text("")
    for finding in ("tender_deep", "calf_swelling_3cm", "active_cancer", "previous_dvt"):
        while doctor.answer(finding) != "yes":
            doctor.toggle(finding)
    expect(following).to_have_text("")


def test_a_child_has_no_score(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected").write("age", "12").press("0")
    whom = MODEL.texts["da"].scores["wells_dvt"].whom
    assert filled(doctor.words["not_for_this_patient"], whom=whom) in doctor.page.locator("#cards").inner_text()
    doctor.page.locator("#work [data-change]").click()
    doctor.suspect("arm_dvt_suspected")
    assert doctor.summary == doctor.words["none_applies"]


def test_keys_can_be_turned_off_and_a_field_keeps_its_own(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK)).suspect("dvt_suspected")
    doctor.press(doctor.key("age"), "6", "8")
    assert doctor.answer("tender_deep") == doctor.answer("calf_swelling_3cm") == ""
    doctor.press("Escape")
    doctor.page.locator("#keys").uncheck()
    doctor.toggle("tender_deep")
    assert doctor.answer("tender_deep") == ""


def test_it_works_with_a_finger_alone(visit: Visit) -> None:
    doctor = Clinician(visit())
    doctor.page.locator("[data-gate=pe_suspected]").tap()
    row = doctor.page.get_by_role("radiogroup", name=label("da", "signs_of_dvt").capitalize())
    row.get_by_role("radio", name=doctor.visitor.words["yes"], exact=True).tap()
    assert doctor.page.locator("#row-signs_of_dvt input[value=yes]").is_checked()
    assert filled(doctor.words["points_range"], low="3", high="12,5") in doctor.summary


@pytest.fixture
def asked(visit: Visit) -> tuple[Clinician, list[Request]]:
    doctor = Clinician(visit(size=DESK), fragment(PATIENT))
    settle(doctor.page)
    requests: list[Request] = []
    doctor.page.context.on("request", lambda request: requests.append(request))
    return doctor, requests


def test_nothing_is_asked_for_and_nothing_is_kept(asked: tuple[Clinician, list[Request]]) -> None:
    doctor, requests = asked
    standard(doctor)
    doctor.write("d_dimer", "600")
    doctor.page.wait_for_timeout(200)
    assert [one.url for one in requests if not one.url.endswith("icon.svg")] == []
    kept = doctor.page.evaluate(
        "async () => [document.cookie, localStorage.length, sessionStorage.length,"
        " (await indexedDB.databases()).length, JSON.stringify(history.state), location.hash]"
    )
    assert kept == ["", 0, 0, 0, "null", ""]


def test_it_prints_on_one_page(visit: Visit) -> None:
    doctor = standard(Clinician(visit(size=DESK)))
    doctor.page.emulate_media(media="print")
    assert doctor.page.locator("#note").is_visible()
    assert not doctor.page.locator("#main-findings").is_visible()
    assert doctor.page.pdf(format="A4").count(b"/Type /Page\n") == 1
    doctor.page.emulate_media(media="screen")
    doctor.page.locator("#work [data-change]").click()
    doctor.suspect("pe_suspected").press("0").write("heart_rate", "104")
    assert doctor.page.locator("[data-score]").count() > 5
    doctor.page.emulate_media(media="print")
    assert doctor.page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_without_javascript_it_says_what_else_there_is(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.open(f"{visitor.words['address_clinician']}/")
    expect(visitor.page.get_by_text(MODEL.texts["da"].clinic["page_no_script"])).to_be_visible()
    assert not visitor.page.locator("#clinic").is_visible()
