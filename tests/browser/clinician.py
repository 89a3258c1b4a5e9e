"""Somebody at the clinician's page with a keyboard."""

from typing import Any

from playwright.sync_api import Locator, expect
from tests.browser.visitor import MODEL, Visitor
from tests.site.node import ask

from venevagt.site.clinic_rows import door_keys, rows

DOORS, KEYS = MODEL.clinical.doors, door_keys(MODEL)
OTHER = "alternative_diagnosis_as_likely"
STANDARD = {"tender_deep": "yes", "calf_swelling_3cm": "yes", "pitting_oedema_one_sided": "yes", OTHER: "no"}


PATIENT = {
    "active_cancer": "yes",
    "tender_deep": "no",
    "age": 70,
    "immobile": "no",
    "one_sided_swelling": "yes",
    "hormones": "unsure",
}


def fragment(answers: Any) -> str:
    return str(ask([{"ask": "fragment", "answers": answers}])[0])


class Clinician:
    """Somebody at the page with a keyboard; every press is counted."""

    def __init__(self, visitor: Visitor, fragment: str = "") -> None:
        self.visitor, self.page, self.presses = visitor, visitor.page, 0
        visitor.open(f"{visitor.words['address_clinician']}/{fragment}")
        expect(self.page.locator("#clinic")).to_be_visible()
        self.gate = ""

    @property
    def words(self) -> Any:
        return MODEL.texts[self.visitor.language].clinic

    def press(self, *keys: str) -> "Clinician":
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1
        return self

    def suspect(self, gate: str) -> "Clinician":
        self.gate = gate
        self.press(KEYS[gate])
        expect(self.page.locator("#work-title")).to_have_text(self.words[f"door_{gate}"])
        return self

    def key(self, finding: str) -> str:
        return next(row.key for row in rows(MODEL, DOORS[self.gate]) if row.finding == finding)

    def toggle(self, finding: str, times: int = 1) -> "Clinician":
        return self.press(*[self.key(finding)] * times)

    def write(self, finding: str, number: str) -> "Clinician":
        return self.press(self.key(finding), *number, "Enter")

    def row(self, finding: str) -> Locator:
        return self.page.locator(f"#row-{finding}")

    def answer(self, finding: str) -> str:
        return str(self.row(finding).locator("input:checked").evaluate("(input) => input.value"))

    @property
    def summary(self) -> str:
        return self.page.locator("#summary").inner_text()

    @property
    def note(self) -> list[str]:
        return self.page.locator("#note").inner_text().splitlines()

    def checks(self) -> list[str]:
        return self.page.locator("#checks p").all_inner_texts()


def label(language: str, finding: str) -> str:
    texts = MODEL.texts[language]
    return (texts.clinical_findings.get(finding) or texts.findings[finding]).label


def standard(doctor: Clinician) -> Clinician:
    """Somebody of 65 with three findings of the Wells score; the rest is no, and no other diagnosis is as likely."""
    doctor.suspect("dvt_suspected").write("age", "65")
    doctor.toggle("tender_deep").toggle("calf_swelling_3cm").toggle("pitting_oedema_one_sided")
    return doctor.press("0").toggle(OTHER, 2).press("c")
