"""The few questions of a plan in the terminal: first the red flags of the triage, then what the plan asks."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from venevagt.care.cases import Answer
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.followup import danger, red_flags
from venevagt.care.plan_words import plan_words, question_words
from venevagt.care.plans import questions_for
from venevagt.care.words import filled
from venevagt.cli.page import GoBack, Page, Prompt, Unusable, place_in_list
from venevagt.cli.result import show_result
from venevagt.knowledge.model import Model
from venevagt.knowledge.plans import PlanKnowledge, PlanQuestion

Enough = Callable[[Mapping[str, Answer]], bool]


def ask_plan(
    model: Model, language: str, page: Page, plan: PlanKnowledge, *, enough: Enough = lambda _: False
) -> dict[str, Answer] | None:
    """The person's answers; None where one was a red flag: then what the triage says was shown.

    `enough`: with these answers nothing more is asked. Raises Quit and EOFError as `Page.ask` does.
    """
    page.line(page.words("not_kept"))
    flags = _red_flags(model, page)
    found = danger(model, flags, language=language)
    if found is not None:
        show_result(model, found, flags, page)
        return None
    answers: dict[str, Answer] = {}
    asked: list[str] = []
    while not enough(answers):
        known = read_clinical_case(model, answers)
        question = next((one for one in questions_for(plan, known) if one.id not in answers), None)
        if question is None:
            break
        try:
            answers[question.id] = _answer(model, language, page, plan, question)
            asked.append(question.id)
        except GoBack:
            if asked:
                del answers[asked.pop()]
            else:
                page.heading(page.words("first_page"))
    return answers


def _red_flags(model: Model, page: Page) -> dict[str, Answer]:
    """The first screen of the triage: the numbers typed are a yes, the others a no."""
    names = red_flags(model)
    text = page.texts.screens[next(iter(model.screens))]
    page.top()
    page.heading(text.title)
    labels = [page.texts.findings[name].label for name in names]
    rows = [(str(place), label[:1].upper() + label[1:]) for place, label in enumerate(labels, 1)]
    page.rows([*rows, (page.letter("none"), text.none)])
    how = page.words("how_list", count=len(names), none=page.letter("none"))
    keys = (("?", page.words("does_help_list")),)
    while True:
        try:
            chosen = page.ask(
                Prompt(how, keys, lambda which: page.explain_list(names, which)),
                lambda typed: _places(page, typed, len(names)),
            )
        except GoBack:
            page.heading(page.words("first_page"))
            continue
        return {name: "yes" if place in chosen else "no" for place, name in enumerate(names, 1)}


def _places(page: Page, typed: str, count: int) -> frozenset[int]:
    if page.means(typed, "none"):
        return frozenset()
    return frozenset(place_in_list(word, count) for word in re.split(r"[\s,;]+", typed.strip(" ,;")))


def _answer(model: Model, language: str, page: Page, plan: PlanKnowledge, question: PlanQuestion) -> Answer:
    """One question; not sure is always an answer."""
    words = plan_words(model, language, plan)
    finding = model.clinical.findings.get(question.id) or model.findings[question.id]
    options = finding.options
    page.top()
    page.heading(question_words(model, language, plan, question.id))
    page.rows((str(place), words[f"ask_{question.id}_{one}"]) for place, one in enumerate(options, 1))
    letters = {key: page.letter(key) for key in ("yes", "no", "unsure")}
    how = page.words("how_choice", count=len(options)) if options else page.words("how_yes_no", **letters)
    keys = ((page.letter("unsure"), page.words("does_unsure")),) if options else ()

    def read(typed: str) -> Answer:
        if page.means(typed, "unsure"):
            return "unsure"
        if options:
            return options[place_in_list(typed, len(options)) - 1]
        answer = next((one for one in ("yes", "no") if page.means(typed, one)), None)
        if answer is None:
            raise Unusable
        return answer

    return page.ask(Prompt(how, keys), read)


def ask_day(page: Page, words: Mapping[str, str], today: date) -> date:
    """The day on which the treatment began, not after today. Raises Quit and EOFError as `Page.ask` does."""

    def read(typed: str) -> date:
        try:
            day = date.fromisoformat(typed) if typed else today
        except ValueError:
            raise Unusable from None
        if day > today:
            page.line(words["page_start_wrong"])
            raise Unusable
        return day

    page.top()
    page.heading(words["page_start"])
    prompt = Prompt(filled(words["page_start_how"], day=today.isoformat()))
    while True:
        try:
            return page.ask(prompt, read)
        except GoBack:
            page.heading(page.words("first_page"))
