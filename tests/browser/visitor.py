"""A person at the site, who knows only what the page says: headings, labels and the words on buttons."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from venevagt.care.words import filled
from venevagt.knowledge.compiled import get_model

MODEL = get_model()
LANGUAGES = MODEL.about.languages
URGENCIES = MODEL.about.urgencies
NUMBER = "112"

PLAIN_CRAMP = {
    "place": "leg",
    "age": "54",
    **dict.fromkeys(("cramp", "short_lived", "eased_by_stretch", "after_exertion_or_night"), "yes"),
    **dict.fromkeys(("both_legs", "normal_between"), "yes"),
}
JOURNEYS: Mapping[str, Mapping[str, str]] = {
    "emergency": {"chest_pain": "yes"},
    "doctor_today": {"place": "leg", "one_sided_swelling": "yes"},
    "own_gp": {**PLAIN_CRAMP, "frequent_or_severe": "yes"},
    "self_care": PLAIN_CRAMP,
}
"""Urgency -> answers that lead there; what is not named is a no."""


def upper_first(label: str) -> str:
    """A finding's label as the site shows it."""
    return label[:1].upper() + label[1:]


def settle(page: Page) -> None:
    """Wait until nothing is on its way any more."""
    page.wait_for_load_state("networkidle")


class Visitor:
    """One tab. `touch`: a finger instead of a mouse."""

    def __init__(self, page: Page, site: str, language: str, *, touch: bool) -> None:
        self.page, self.site, self.language, self.touch = page, site, language, touch

    @property
    def words(self) -> Mapping[str, str]:
        """The site's words in the language of the page."""
        return MODEL.texts[self.language].site

    def open(self, path: str = "") -> "Visitor":
        self.page.goto(f"{self.site}/{self.language}/{path}")
        return self

    def articles(self) -> list[str]:
        """Go to the list of the articles; the addresses that it leads to."""
        self.open()
        self.page.get_by_role("link", name=self.words["all_articles"], exact=True).click()
        self.page.wait_for_load_state()
        links = self.page.get_by_role("heading", level=2).get_by_role("link")
        addresses = [f"{self.site}{link.get_attribute('href')}" for link in links.all()]
        assert len(addresses) == len(MODEL.about.articles)
        return addresses

    @property
    def h1(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def heading(self) -> str:
        return " ".join(self.h1.inner_text().split())

    @property
    def emergency(self) -> Locator:
        """The link that calls the emergency number from everywhere."""
        return self.page.get_by_role("link", name=filled(self.words["call_emergency"], number=NUMBER), exact=True)

    def title_of(self, screen: str) -> str:
        """The heading of a screen: its question where there is only one."""
        texts, shown = MODEL.texts[self.language], MODEL.screens[screen]
        if shown.shape == "question" and len(shown.findings) == 1:
            return texts.findings[shown.findings[0]].question
        return texts.screens[screen].title

    def headline(self, urgency: str) -> str:
        return MODEL.texts[self.language].urgencies[urgency].headline

    @property
    def screen(self) -> str:
        """The screen at hand, empty where it is none."""
        heading = self.heading
        return next((screen for screen in MODEL.screens if self.title_of(screen) == heading), "")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def hit(self, target: Locator) -> None:
        """Tap with a finger, or click."""
        if self.touch:
            target.tap()
        else:
            target.click()

    def press(self, word: str) -> None:
        """Press a button of the site by its word's id, and stay."""
        self.hit(self.button(self.words[word]))

    def go(self, target: Locator) -> None:
        """Hit something that leads to another page, and wait for that."""
        before = self.h1.inner_text()
        self.hit(target)
        expect(self.h1).not_to_have_text(before)

    def next(self) -> None:
        self.go(self.button(self.words["next"]))

    def none(self) -> None:
        """None of what is on the list."""
        self.go(self.button(MODEL.texts[self.language].screens[self.screen].none))

    def field(self, finding: str) -> Locator:
        """The checkbox of a finding, or the field of a number."""
        text = MODEL.texts[self.language].findings[finding]
        if MODEL.findings[finding].type == "number":
            label = filled(self.words["number_label"], label=upper_first(text.label), unit=text.unit)
            return self.page.get_by_role("textbox", name=label, exact=True).or_(
                self.page.get_by_role("textbox", name=text.question, exact=True)
            )
        return self.page.get_by_role("checkbox", name=upper_first(text.label), exact=True)

    def radio(self, finding: str, answer: str) -> Locator:
        text = MODEL.texts[self.language].findings[finding]
        common = {"yes": self.words["yes"], "no": self.words["no"], "unsure": self.words["not_sure"]}
        word = common.get(answer) or upper_first(text.options[answer].label)
        group = self.page.get_by_role("group", name=text.question, exact=True)
        return group.get_by_role("radio", name=word, exact=True)

    def say(self, answers: Mapping[str, str]) -> bool:
        """Fill in the page at hand; whether anything was filled in."""
        said = {name: answers[name] for name in MODEL.screens[self.screen].findings if name in answers}
        for name, answer in said.items():
            if MODEL.findings[name].type == "number":
                self.field(name).fill(answer)
            elif MODEL.findings[name].type == "yes_no" and MODEL.screens[self.screen].shape == "tick_list":
                assert answer == "yes", "on a list one can only tick"
                self.hit(self.field(name))
            else:
                self.hit(self.radio(name, answer))
        return bool(said)

    def answer(self, answers: Mapping[str, str]) -> None:
        """Fill in the page at hand, and go on."""
        if self.say(answers):
            self.next()
        else:
            self.none()

    def reach(self, screen: str, answers: Mapping[str, str]) -> None:
        """Go on until a screen stands there."""
        for _ in MODEL.screens:
            if self.screen == screen:
                return
            self.answer(answers)
        assert self.screen == screen

    def finish(self, answers: Mapping[str, str]) -> str:
        """Go on to the result; its urgency."""
        for _ in MODEL.screens:
            if not self.screen:
                break
            self.answer(answers)
        return next(urgency for urgency in URGENCIES if self.headline(urgency) == self.heading)

    def switch(self) -> None:
        """To the other language, on the page at hand."""
        other = next(code for code in LANGUAGES if code != self.language)
        before = self.h1.inner_text()
        self.hit(self.page.get_by_text(MODEL.texts[other].site["language_name"], exact=True))
        expect(self.h1).not_to_have_text(before)
        self.language = other
