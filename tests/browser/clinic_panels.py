"""Somebody at the clinician's page who uses its panels, and what Python says of the same patient."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator
from tests.browser.clinician import Clinician
from tests.browser.visitor import MODEL

from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.probability import assess_probability
from venevagt.care.probability_result import ProbabilityResult
from venevagt.care.probability_start import read_share
from venevagt.care.treatment import Recommendation, recommend
from venevagt.care.words import filled
from venevagt.cli.probability_text import of_100
from venevagt.cli.probability_words import with_interval
from venevagt.site.clinic_treatment import SITE


class Panels(Clinician):
    """The same page; what its panels say is compared with what Python says of the same patient."""

    def panel(self, name: str) -> Locator:
        return self.page.locator(f"#{name}")

    def tick(self, answers: Mapping[str, Any]) -> "Panels":
        """Fill in rows wherever they stand."""
        for name, answer in answers.items():
            if name == SITE:
                self.row(name).locator("select").select_option(answer)
            elif answer in ("yes", "no"):
                self.row(name).locator(f"input[value={answer}]").check()
            else:
                self.page.locator(f"#field-{name}").fill(str(answer))
        return self

    def own_number(self, text: str, outcome: str = "dvt") -> "Panels":
        self.page.locator(f"#start-{outcome}").select_option(label=self.words["panel_start_own"])
        self.page.locator(f"#share-{outcome}").fill(text)
        return self

    def now(self, panel: str) -> str:
        return self.panel(panel).locator(".panel-now").inner_text()

    def filled(self, word: str, **values: object) -> str:
        return filled(self.words[word], **values)

    def result_line(self, result: ProbabilityResult) -> str:
        language = self.visitor.language
        shown = with_interval(self.words, language, result.probability)
        return f"{self.filled('probability_result', percent=shown)}. {of_100(MODEL, language, result)}"


def probability(case: Mapping[str, Any], share: str | None = None, outcome: str = "dvt") -> ProbabilityResult:
    known = read_clinical_case(MODEL, {f"{outcome}_suspected": "yes", **case})
    return assess_probability(MODEL, outcome, known, None if share is None else read_share(share))


def treated(case: Mapping[str, Any]) -> Recommendation:
    return recommend(MODEL, read_clinical_case(MODEL, case))
