"""Somebody on the page of the rehabilitation."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Locator, expect
from tests.browser.visitor import MODEL, Visitor

from venevagt.care.cases import Answer
from venevagt.care.rehabilitation import red_flags
from venevagt.care.services import danish_now


class Patient:
    """Knows the page by its labels and buttons."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.words = MODEL.texts[visitor.language].rehabilitation
        visitor.open(f"{visitor.words['address_rehabilitation']}/")
        self.wait()

    def wait(self) -> "Patient":
        expect(self.page.locator("#rehabilitation")).to_be_visible()
        return self

    @property
    def status(self) -> Locator:
        return self.page.locator("#status")

    def unfold(self, word: str) -> None:
        summary = self.page.locator("summary", has_text=self.words[word])
        if summary.locator("..").get_attribute("open") is None:
            summary.click()

    def enter(self, *, days: int, stage: str = "sport", treatment: str = "goes_on") -> "Patient":
        """Write in a clearance of today, for a treatment that started so many days ago."""
        today = danish_now().date()
        self.unfold("enter_title")
        values = {
            "by": "Doctor Made Up",
            "given_on": str(today),
            "treatment_started": str(today - timedelta(days=days)),
            "watch": "bruises",
            "call": "12 34 56 78",
            "until": str(today + timedelta(days=30)),
        }
        for name, value in values.items():
            self.page.get_by_label(self.words[f"field_{name}"]).fill(value)
        for name, option in {"diagnosis": "leg_above_knee", "treatment": treatment, "up_to_stage": stage}.items():
            self.page.get_by_label(self.words[f"field_{name}"]).select_option(option)
        self.visitor.button(self.words["enter_use"]).click()
        return self

    def import_file(self, file: Path) -> "Patient":
        self.unfold("import_title")
        self.page.get_by_label(self.words["import_label"]).set_input_files(file)
        return self

    def answer(self, answers: Mapping[str, Answer]) -> "Patient":
        """Tick and choose; red flags that are all a no by the one tick for that."""
        flags = {name: answers[name] for name in red_flags(MODEL) if name in answers}
        if flags and set(flags.values()) == {"no"}:
            self.page.get_by_label(self.words["flags_none"]).check()
        for name, answer in answers.items():
            if answer == "yes" and name in flags:
                self.page.locator(f"#flag-{name}").check()
            elif name not in flags:
                self.page.locator(f"#today input[name='{name}'][value='{answer}']").check()
        return self

    def see(self) -> "Patient":
        self.visitor.button(self.words["signs_see"]).click()
        return self

    def measure(self, name: str, *values: str, days_ago: int = 0) -> "Patient":
        self.page.locator("#measure-name").select_option(name)
        self.page.locator("#measure-day").fill(str(danish_now().date() - timedelta(days=days_ago)))
        for field, value in zip(self.page.locator("#measure-values input").all(), values, strict=True):
            field.fill(value)
        self.visitor.button(self.words["measure_add"]).click()
        return self

    def exercises(self) -> list[str]:
        return [name for name in MODEL.recovery.rehabilitation.exercises if self.shown(f"#exercise-{name}")]

    def shown(self, selector: str) -> bool:
        return self.page.locator(selector).is_visible()
