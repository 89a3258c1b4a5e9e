"""The doors of the clinician's page, the versions of its scores, and its other language."""

import pytest
from playwright.sync_api import expect
from tests.browser.clinician import KEYS, PATIENT, Clinician, fragment, standard
from tests.browser.conftest import Visit
from tests.browser.tour import DESK
from tests.browser.visitor import LANGUAGES, MODEL

from venevagt.care.words import filled
from venevagt.site.clinic_rows import NOTHING

languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
def test_every_door_opens_with_its_one_key_and_counts_all_its_scores(visit: Visit, language: str) -> None:
    doctor = Clinician(visit(language, DESK))
    assert str(len(MODEL.clinical.scores)) in doctor.page.locator("h1 + p").inner_text()
    counted = set()
    for door, key in KEYS.items():
        if door != NOTHING:
            assert len(key) == 1
            doctor.suspect(door)
            counted |= set(
                doctor.page.locator("[data-score]").evaluate_all("(all) => all.map((one) => one.dataset.score)")
            )
            doctor.page.locator("#work [data-change]").click()
    assert counted == set(MODEL.clinical.scores)


@languages
def test_another_version_is_chosen_on_the_card_and_named_in_result_and_note(visit: Visit, language: str) -> None:
    doctor = standard(Clinician(visit(language, DESK)))
    texts = MODEL.texts[language].scores["wells_dvt"]
    card = doctor.page.locator("[data-score=wells_dvt]")
    assert texts.versions["1997"] in card.inner_text()
    choice = card.get_by_role("combobox", name=filled(doctor.words["choose_version"], score=texts.name), exact=True)
    choice.select_option(label=filled(doctor.words["version"], version="1997"))
    expect(choice).to_be_focused()
    named = f"{texts.name}, {filled(doctor.words['version'], version='1997')}"
    assert doctor.summary.startswith(named)
    assert doctor.summary.endswith(f"{texts.bands['high']}.")
    assert doctor.note[1] == doctor.summary
    counted = doctor.summary
    doctor.row("previous_dvt").locator("input[value=yes]").check()
    assert doctor.summary == counted
    choice.select_option(label=filled(doctor.words["version"], version="2003"))
    assert doctor.summary != counted
    assert doctor.summary.endswith(f"{texts.bands['likely']}.")


@languages
def test_a_version_that_is_called_by_its_levels_is_named_once(visit: Visit, language: str) -> None:
    doctor = Clinician(visit(language, DESK)).suspect("arm_dvt_suspected")
    card = doctor.page.locator("[data-score=constans]").inner_text()
    differs = MODEL.texts[language].scores["constans"].versions["two_levels"]
    assert f"{differs[0].upper()}{differs[1:]}." in card.splitlines()


def test_the_other_language_goes_on_with_what_was_entered(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK), fragment(PATIENT)).suspect("dvt_suspected")
    doctor.toggle("active_cancer").toggle("pitting_oedema_one_sided").write("d_dimer", "0,7")
    doctor.page.locator("#unit-d_dimer").select_option("mg/L{FEU}")
    doctor.page.locator("[data-version]").select_option(label="version 1997")
    doctor.page.locator("#work [data-change]").click()
    doctor.suspect("bleeding").toggle("active_cancer")
    doctor.page.locator("#work [data-change]").click()
    doctor.suspect("dvt_suspected")
    requests: list[str] = []
    doctor.page.on("request", lambda request: requests.append(request.url))
    doctor.visitor.go(doctor.page.locator("a.switch"))
    doctor.visitor.language = "en"
    english = MODEL.texts["en"]
    expect(doctor.page.locator("#work-title")).to_have_text(english.clinic["door_dvt_suspected"])
    assert doctor.page.url == f"{doctor.visitor.site}/en/{doctor.visitor.words['address_clinician']}/"
    assert doctor.answer("active_cancer") == ""
    assert doctor.answer("pitting_oedema_one_sided") == "yes"
    assert doctor.page.locator("#field-d_dimer").input_value() == "0,7"
    assert doctor.page.locator("#unit-d_dimer").input_value() == "mg/L{FEU}"
    assert doctor.page.locator("#field-age").input_value() == "70"
    expect(doctor.row("age").locator(".origin")).to_have_text(english.clinic["from_patient"])
    assert "1997" in doctor.note[1]
    assert any("0,7 mg/L FEU" in line for line in doctor.note)
    expect(doctor.page.locator("#patient-said")).to_contain_text(str(len(PATIENT) - 1))
    assert not any("#" in url or "d_dimer" in url for url in requests)
    kept = doctor.page.evaluate(
        "[document.cookie, localStorage.length, sessionStorage.length, JSON.stringify(history.state), location.hash]"
    )
    assert kept == ["", 0, 0, "null", ""]


def test_the_other_language_begins_at_the_gate_where_nothing_was_entered(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK))
    doctor.visitor.go(doctor.page.locator("a.switch"))
    expect(doctor.page.locator("#gate")).to_be_visible()
    assert doctor.page.locator("#patient-said").inner_text() == ""


def test_what_was_carried_and_is_broken_fills_in_nothing_and_says_so(visit: Visit) -> None:
    doctor = Clinician(visit(size=DESK), "#c=00000000.%7B%7D.0")
    expect(doctor.page.locator("#patient-said")).to_have_text(doctor.words["patient_bad"])
    assert "#" not in doctor.page.url
    assert doctor.page.locator("#gate").is_visible()
