"""Journeys through the terminal interview, worked out from the answers that a person wants to give.

Which page comes next, what stands on it and where, is asked of `care.interview`: the tests say
what a person answers and at which question something odd is typed, not in which order the
knowledge asks. Only that the red flags come first is sure; the knowledge is checked for that.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from click.testing import CliRunner, Result
from tests.care.helpers import ALL_NO

from venevagt.care.assess import assess
from venevagt.care.cases import Answer, Case, effective
from venevagt.care.engine import engine_for
from venevagt.care.interview import Step, matters, progress
from venevagt.care.words import answer_label
from venevagt.cli.main import main
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Texts

MODEL = get_model()
ENGINE = engine_for(MODEL)
PROMPT = {"da": "Dit svar:", "en": "Your answer:"}
_CRAMP = ("cramp", "short_lived", "eased_by_stretch", "both_legs", "normal_between")
PLAIN: Case = {**ALL_NO, **dict.fromkeys(_CRAMP, "yes"), "age": 44.0, "calf_difference_cm": "unsure"}
"""A plain cramp in the leg at 44, the calves not measured."""


class Page(NamedTuple):
    """What stands before one line to answer on, and the line that is typed there.

    `begins`: the first page of its screen. `has_top`: it starts with the line about 112.
    `offers`: what it says of the answer once somebody comes back to it.
    """

    screen: str
    heading: str
    findings: tuple[str, ...]
    begins: bool
    has_top: bool
    line: str
    offers: str


class Journey(NamedTuple):
    """The pages up to a result, what the person answered, and the headline of the result."""

    pages: tuple[Page, ...]
    answers: Case
    headline: str

    @property
    def lines(self) -> list[str]:
        """What to type, up to the result."""
        return [page.line for page in self.pages]

    @property
    def headings(self) -> list[str]:
        """What to see before each of the lines, and after the last one."""
        return [*(page.heading for page in self.pages), self.headline]

    @property
    def begins(self) -> list[int]:
        """Which of the lines are the first of a screen."""
        return [place for place, page in enumerate(self.pages) if page.begins]

    def at(self, finding: str) -> int:
        """How many lines come before the one that answers this finding."""
        return next(place for place, page in enumerate(self.pages) if finding in page.findings)


def journey(
    changed: Case | None = None, *, known: Case | None = None, language: str = "da", one_by_one: Collection[str] = ()
) -> Journey:
    """The journey of a plain cramp with some answers changed, until nothing more is asked.

    `known` was answered before; what cannot matter any more is dropped. Lists of the screens in
    `one_by_one`, and lists with an unsure answer on them, are taken one by one.
    """
    wanted = {**PLAIN, **(changed or {})}
    answers = dict(progress(ENGINE, known or {}).answers)
    pages: list[Page] = []
    while not _is_emergency(answers) and (step := progress(ENGINE, answers).next) is not None:
        for page in _pages_of(step, wanted, language, one_by_one):
            if _is_emergency(answers):
                continue
            if not page.has_top and not matters(ENGINE, answers, page.findings[0]):
                answers |= dict.fromkeys(page.findings, "unsure")
                continue
            pages.append(page)
            answers |= {name: wanted[name] for name in page.findings}
        answers = dict(progress(ENGINE, answers).answers)
    urgency = assess(MODEL, answers).urgency
    return Journey(tuple(pages), answers, MODEL.texts[language].urgencies[urgency].headline)


def _is_emergency(answers: Case) -> bool:
    return ENGINE.rank(ENGINE.values(effective(ENGINE, answers))) == len(MODEL.about.urgencies) - 1


def _pages_of(step: Step, wanted: Case, language: str, one_by_one: Collection[str]) -> Iterator[Page]:
    """A page for the list, one for each finding on it where they are taken one by one, and one for each beside it."""
    texts = MODEL.texts[language]
    screen = step.screen.id
    ticks = tuple(name for name in step.findings if step.screen.shape == "tick_list" and _kind(name) == "yes_no")
    each = screen in one_by_one or any(wanted[name] == "unsure" for name in ticks)
    if ticks:
        fits = [place for place, name in enumerate(ticks, 1) if wanted[name] == "yes"]
        line = letter(texts, "one_by_one") if each else " ".join(map(str, fits)) or letter(texts, "none")
        labels = [answer_label(MODEL, language, name, wanted[name]) for name in ticks if wanted[name] != "no"]
        offers = texts.terminal["earlier"].format(answers="; ".join(labels) or texts.screens[screen].none)
        yield Page(screen, texts.screens[screen].title, () if each else ticks, True, True, line, offers)
    beside = [name for name in step.findings if name not in ticks]
    for place, name in enumerate([*ticks, *beside] if each else beside):
        begins = place == 0 and not ticks
        has_top = begins or step.screen.shape == "question" or _kind(name) != "number"
        line, offers = _typed(texts, name, wanted[name]), f"Enter = {_label(language, name, wanted[name])}"
        yield Page(screen, texts.findings[name].question, (name,), begins, has_top, line, offers)


def _kind(name: str) -> str:
    return MODEL.findings[name].type


def _typed(texts: Texts, name: str, answer: Answer) -> str:
    """One answer as it is typed on a page of its own; a measurement not made is an empty line."""
    if isinstance(answer, float):
        return f"{answer:g}".replace(".", ",")
    if _kind(name) == "choice" and answer != "unsure":
        return str(MODEL.findings[name].options.index(answer) + 1)
    return "" if _kind(name) == "number" else letter(texts, answer)


def _label(language: str, name: str, answer: Answer) -> str:
    texts = MODEL.texts[language]
    if answer == "unsure" and _kind(name) == "number":
        return f"{texts.findings[name].label}: {texts.terminal['not_measured']}"
    return answer_label(MODEL, language, name, answer)


def letter(texts: Texts, key: str) -> str:
    """What to type for yes, no and the like."""
    return texts.terminal[f"key_{key}"].split(",")[0]


def ticked(*names: str) -> str:
    """What to type on the first page for these red flags."""
    return journey(dict.fromkeys(names, "yes")).lines[0]


def say(*lines: str, language: str = "da", options: Sequence[str] = (), **environment: str) -> Result:
    """Run the interview with these lines typed, and then Ctrl-D."""
    typed = "".join(f"{line}\n" for line in lines)
    return CliRunner(env=environment).invoke(main, ["check", "--lang", language, *options], input=typed)


def say_json(*lines: str, language: str = "da") -> dict[str, Any]:
    """The assessment after these lines; standard output has nothing else."""
    result = say(*lines, language=language, options=["--json"])
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def pages_of(result: Result, language: str = "da") -> list[str]:
    """What was shown before each line to answer on and after the last, without its line ends."""
    return [flat(page) for page in result.stdout.split(PROMPT[language])]


def flat(text: str) -> str:
    return " ".join(text.split())
