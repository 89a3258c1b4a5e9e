"""The interview in the terminal: one page at a time, by keyboard, with 112 on every page.

It works line by line, so it can be piped and read aloud. What the person answered is the whole
state: `care.interview` says which page comes next.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from venevagt.care.assess import assess
from venevagt.care.cases import Answer, effective
from venevagt.care.engine import engine_for
from venevagt.care.interview import Progress, Step, matters, progress
from venevagt.care.words import answer_label
from venevagt.cli.page import GoBack, Page, Prompt, Quit, Unusable, number_in_range, place_in_list
from venevagt.cli.result import show_result
from venevagt.knowledge.model import Finding, Model
from venevagt.knowledge.shape import Urgency

_Answers = Mapping[str, Answer]


class Interview:
    """`earlier` has every answer that was ever given, so that a changed page can offer it again.

    `changing`: the person came back from a result, so the next page is asked whatever is known.
    """

    def __init__(self, model: Model, language: str, page: Page) -> None:
        self.model = model
        self.language = language
        self.page = page
        self.engine = engine_for(model)
        self.answers: dict[str, Answer] = {}
        self.earlier: dict[str, Answer] = {}
        self.changing = False

    def run(self) -> _Answers:
        """Page after page, until the person leaves a result; its answers."""
        for key in ("intro", "advises", "not_kept"):
            self.page.line(self.page.words(key))
        while True:
            place = progress(self.engine, self.answers)
            self.answers = dict(place.answers)
            if place.next is not None and (self.changing or not self._urgent({})):
                self._take(place, place.next)
                continue
            assessment = assess(self.model, self.answers, language=self.language)
            show_result(self.model, assessment, self.answers, self.page)
            try:
                again = self._after_result(place, assessment.urgency)
            except (EOFError, Quit):
                return self.answers
            if again is None:
                return self.answers
            self._forget(again)
            self.changing = bool(again)

    def ask_also(self, names: Sequence[str]) -> None:
        """Ask these findings, one by one, on the pages that they stand on."""
        for screen in self.model.screens.values():
            own = tuple(name for name in screen.findings if name in names)
            if own:
                with suppress(GoBack):
                    self.answers |= self._one_by_one(Step(screen, own, 0), own)

    def _take(self, place: Progress, step: Step) -> None:
        """Ask one page, or go back to the one before."""
        try:
            given = self._tick_list(step) if step.screen.shape == "tick_list" else self._one_by_one(step, step.findings)
        except GoBack:
            if place.answered:
                self._forget(place.answered[-1].findings)
            else:
                self.page.heading(self.page.words("first_page"))
            return
        self.answers |= given
        self.earlier |= given
        self.changing = False

    def _forget(self, names: Sequence[str]) -> None:
        self.answers = {name: answer for name, answer in self.answers.items() if name not in names}

    def _urgent(self, given: _Answers) -> bool:
        """Whether the answers are enough for the highest urgency: then nothing more is asked."""
        values = self.engine.values(effective(self.engine, {**self.answers, **given}))
        return self.engine.rank(values) == len(self.model.about.urgencies) - 1

    # Pages

    def _tick_list(self, step: Step) -> _Answers:
        """A page of things that fit or not, then the measurements that belong to it."""
        ticks = tuple(name for name in step.findings if self.model.findings[name].type == "yes_no")
        measures = tuple(name for name in step.findings if name not in ticks)
        while True:
            if not ticks:
                self._top(step, self.page.texts.screens[step.screen.id].title)
            given = self._ticks(step, ticks) if ticks else {}
            so_far = {**self.answers, **given}
            left = tuple(name for name in measures if matters(self.engine, so_far, name))
            skipped = () if self._urgent(given) else tuple(name for name in measures if name not in left)
            given = {**given, **dict.fromkeys(skipped, "unsure")}
            if not left:
                return given
            self.earlier |= given
            try:
                return {**given, **self._one_by_one(step, left)}
            except GoBack:
                if not ticks:
                    raise

    def _ticks(self, step: Step, names: Sequence[str]) -> _Answers:
        """The numbers typed are a yes and the others a no; an empty line is no answer."""
        kept = {name: self.earlier[name] for name in names if name in self.earlier}
        keeps = len(kept) == len(names)
        while True:
            self._show_ticks(step, names, kept if keeps else {})
            keys = [
                ("?", self.page.words("does_help_list")),
                (self.page.letter("one_by_one"), self.page.words("does_one_by_one")),
            ]
            if keeps:
                keys.insert(0, ("Enter", self.page.words("does_keep")))
            how = self.page.words("how_list", count=len(names), none=self.page.letter("none"))
            prompt = Prompt(how, tuple(keys), lambda which: self.page.explain_list(names, which))
            chosen = self.page.ask(prompt, lambda typed: self._read_ticks(typed, len(names), keeps=keeps))
            if chosen == "keep":
                return kept
            if not isinstance(chosen, str):
                return {name: "yes" if place in chosen else "no" for place, name in enumerate(names, 1)}
            try:
                return self._one_by_one(step, names)
            except GoBack:
                continue

    def _show_ticks(self, step: Step, names: Sequence[str], kept: _Answers) -> None:
        text = self.page.texts.screens[step.screen.id]
        self._top(step, text.title)
        labels = [self.page.texts.findings[name].label for name in names]
        rows = [(str(place), label[:1].upper() + label[1:]) for place, label in enumerate(labels, 1)]
        self.page.rows([*rows, (self.page.letter("none"), text.none)])
        if kept:
            fits = [self._label(name, answer) for name, answer in kept.items() if answer != "no"]
            self.page.line()
            self.page.line(self.page.words("earlier", answers="; ".join(fits) or text.none))

    def _read_ticks(self, typed: str, count: int, *, keeps: bool) -> str | frozenset[int]:
        """The places in the list; "one_by_one" or "keep" where that was asked for."""
        if self.page.means(typed, "one_by_one"):
            return "one_by_one"
        if self.page.means(typed, "none"):
            return frozenset()
        if not typed and keeps:
            return "keep"
        return frozenset(place_in_list(word, count) for word in re.split(r"[\s,;]+", typed.strip(" ,;")))

    def _one_by_one(self, step: Step, names: Sequence[str]) -> _Answers:
        """One finding after the other; ends early where the answer is already 112."""
        given: dict[str, Answer] = {}
        at = 0
        while at < len(names) and not (given and self._urgent(given)):
            part = self.page.words("part", at=at + 1, count=len(names)) if len(names) > 1 else ""
            try:
                given[names[at]] = self._question(step, self.model.findings[names[at]], part)
                at += 1
            except GoBack:
                if at == 0:
                    raise
                at -= 1
                del given[names[at]]
        return given

    def _question(self, step: Step, finding: Finding, part: str) -> Answer:
        text = self.page.texts.findings[finding.id]
        self._show_question(step, finding, part)
        options = [text.options[option].label for option in finding.options]
        self.page.rows((str(place), label) for place, label in enumerate(options, 1))
        limits = {"low": f"{finding.low:g}", "high": f"{finding.high:g}", "unit": text.unit, "count": len(options)}
        letters = {key: self.page.letter(key) for key in ("yes", "no", "unsure")}
        how = self.page.words(f"how_{finding.type}", **limits, **letters)
        prompt = Prompt(how, tuple(self._keys(finding)), lambda _: self.page.explain(finding.id))
        return self.page.ask(prompt, partial(self._read_answer, finding))

    def _show_question(self, step: Step, finding: Finding, part: str) -> None:
        """A measurement follows on the page of its list; everything else stands under a top of its own."""
        question = self.page.texts.findings[finding.id].question
        from_list = step.screen.shape == "tick_list"
        if from_list and finding.type == "number":
            self.page.heading(question)
        else:
            self._top(step, question, part)
        if from_list:
            self.page.explain(finding.id)

    def _keys(self, finding: Finding) -> list[tuple[str, str]]:
        """What the keys do on the page of one finding."""
        keys = [("?", self.page.words("does_help"))]
        if finding.unsure != "must_be_answered" and finding.type != "yes_no":
            keys.insert(0, (self.page.letter("unsure"), self.page.words("does_unsure")))
        on_enter = self._on_enter(finding)
        if on_enter is not None:
            keys.insert(0, ("Enter", self._label(finding.id, on_enter)))
        return keys

    def _on_enter(self, finding: Finding) -> Answer | None:
        """What an empty line means: the earlier answer, else that nothing was measured."""
        return self.earlier.get(finding.id, "unsure" if finding.unsure == "not_asked" else None)

    def _read_answer(self, finding: Finding, typed: str) -> Answer:
        text = self.page.texts.findings[finding.id]
        on_enter = self._on_enter(finding)
        if not typed and on_enter is not None:
            return on_enter
        if self.page.means(typed, "unsure"):
            if finding.unsure != "must_be_answered":
                return "unsure"
            self.page.heading(text.unsure)
            raise Unusable
        match finding.type:
            case "number":
                return number_in_range(typed.removesuffix(text.unit).strip(), finding.low, finding.high)
            case "choice":
                return finding.options[place_in_list(typed, len(finding.options)) - 1]
            case "yes_no":
                return self._yes_or_no(typed)

    def _yes_or_no(self, typed: str) -> Answer:
        for answer in ("yes", "no"):
            if self.page.means(typed, answer):
                return answer
        raise Unusable

    # Results

    def _after_result(self, place: Progress, urgency: Urgency) -> Sequence[str] | None:
        """The findings to ask again; None when the person is done.

        The line to answer on repeats the headline: by then it may have moved out of sight.
        """
        headline = self.page.texts.urgencies[urgency].headline
        prompt = Prompt(self.page.words("how_result", headline=headline, see=self.page.letter("see")))
        try:
            return self._choose_change() if self.page.ask(prompt, self._wants_change) else None
        except GoBack:
            return (place.next or place.answered[-1]).findings

    def _wants_change(self, typed: str) -> bool:
        if typed and not self.page.means(typed, "see"):
            raise Unusable
        return bool(typed)

    def _choose_change(self) -> Sequence[str]:
        """All answers by page; the findings of the page whose answer the person picks."""
        self.page.top()
        names: list[str] = []
        for screen in self.model.screens.values():
            own = [name for name in screen.findings if name in self.answers]
            if own:
                self.page.heading(self.page.texts.screens[screen.id].title)
                labels = [self._label(name, self.answers[name]) for name in own]
                self.page.rows((str(place), label) for place, label in enumerate(labels, len(names) + 1))
                names += own
        prompt = Prompt(self.page.words("how_change", count=len(names)))
        try:
            place = self.page.ask(prompt, lambda typed: place_in_list(typed, len(names)) if typed else 0)
        except GoBack:
            place = 0
        chosen = names[place - 1] if place else ""
        return next((screen.findings for screen in self.model.screens.values() if chosen in screen.findings), ())

    # Words

    def _top(self, step: Step, title: str, part: str = "") -> None:
        """What every page of the interview starts with."""
        self.page.top()
        left = {0: "left_none", 1: "left_one"}.get(step.at_most_left, "left_many")
        self.page.line(" ".join(filter(None, (part, self.page.words(left, left=step.at_most_left)))))
        self.page.heading(title)

    def _label(self, name: str, answer: Answer) -> str:
        if answer == "unsure" and self.model.findings[name].unsure == "not_asked":
            return f"{self.page.texts.findings[name].label}: {self.page.words('not_measured')}"
        return answer_label(self.model, self.language, name, answer)
