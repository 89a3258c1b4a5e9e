"""A person who answers, doubts, goes back and changes answers, in any order: the interview holds."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.care.helpers import MODEL
from tests.care.test_assess import answers_to
from tests.fuzz.amounts import fuzzed

from venevagt.care.assess import assess
from venevagt.care.cases import Answer
from venevagt.care.engine import engine_for
from venevagt.care.interview import Progress, matters, progress

ENGINE = engine_for(MODEL)
MOST_SCREENS = 8
RANK = MODEL.about.urgencies.index


def answer_to(name: str, draw: Any) -> Answer:
    """An answer that the finding can have; red flags are mostly no, or no interview would go on."""
    finding = MODEL.findings[name]
    if finding.kind == "red_flag":
        return "yes" if draw(st.integers(0, 39)) == 39 else "no"
    chosen: Answer = draw(st.sampled_from(answers_to(finding)))
    return chosen


class Interview(RuleBasedStateMachine):
    """`given`: the last answer to every question that was ever answered, the dropped ones too."""

    @initialize()
    def start(self) -> None:
        self.given: dict[str, Answer] = {}
        self.kept: dict[str, Answer] = {}
        self.look()

    def look(self) -> None:
        self.at: Progress = progress(ENGINE, self.kept)
        self.kept = dict(self.at.answers)
        self.seen = assess(MODEL, self.kept)

    def add(self, answers: dict[str, Answer]) -> None:
        """Answers to the screen at hand: where none of them takes another back, the interval only narrows."""
        before = self.seen
        only_more = not any(self.kept.get(name, answer) != answer for name, answer in answers.items())
        self.given |= answers
        self.kept |= answers
        self.look()
        if only_more:
            assert RANK(before.possible[0]) <= RANK(self.seen.possible[0])
            assert RANK(self.seen.possible[1]) <= RANK(before.possible[1])

    def open(self) -> bool:
        return self.at.next is not None

    def some_answered(self) -> bool:
        return bool(self.at.answered)

    @precondition(open)
    @rule(data=st.data())
    def answer_the_screen(self, data: st.DataObject) -> None:
        assert self.at.next
        self.add({name: answer_to(name, data.draw) for name in self.at.next.findings})

    @precondition(open)
    @rule()
    def say_no_or_the_first_option(self) -> None:
        assert self.at.next
        self.add({name: answers_to(MODEL.findings[name])[-1 if MODEL.findings[name].type == "number" else 1]
                  for name in self.at.next.findings})  # fmt: skip

    @precondition(open)
    @rule()
    def doubt_everything(self) -> None:
        assert self.at.next
        findings = [MODEL.findings[name] for name in self.at.next.findings]
        self.add({f.id: "unsure" if f.unsure != "must_be_answered" else answers_to(f)[0] for f in findings})

    @precondition(open)
    @rule(data=st.data())
    def answer_one_question_of_the_screen(self, data: st.DataObject) -> None:
        assert self.at.next
        name = data.draw(st.sampled_from(self.at.next.findings))
        self.add({name: answer_to(name, data.draw)})

    @precondition(some_answered)
    @rule()
    def go_back(self) -> None:
        self.kept = {n: a for n, a in self.kept.items() if n not in self.at.answered[-1].findings}
        self.look()

    @precondition(some_answered)
    @rule(data=st.data())
    def change_an_answer(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([name for step in self.at.answered for name in step.findings]))
        self.given[name] = self.kept[name] = answer_to(name, data.draw)
        self.look()

    @invariant()
    def it_ends_within_so_many_screens(self) -> None:
        left = 0 if self.at.next is None else 1 + self.at.next.at_most_left
        assert len(self.at.answered) + left <= MOST_SCREENS
        screens = [step.screen.id for step in (*self.at.answered, *([self.at.next] if self.at.next else []))]
        assert len(screens) == len(set(screens))

    @invariant()
    def what_is_asked_matters_and_at_the_end_nothing_does(self) -> None:
        if self.at.next is None:
            assert self.seen.final
            assert self.seen.next_question is None
        else:
            before = {name: self.kept[name] for step in self.at.answered for name in step.findings}
            assert all(matters(ENGINE, before, name) for name in self.at.next.findings[:2])

    @invariant()
    def the_urgency_is_possible_and_at_the_end_that_of_all_answers(self) -> None:
        low, high = map(RANK, self.seen.possible)
        assert low <= RANK(self.seen.urgency) <= high
        if self.at.next is None:
            assert self.seen.urgency == assess(MODEL, {**self.given, **self.kept}).urgency


TestInterview = Interview.TestCase
TestInterview.settings = fuzzed(30, stateful_step_count=20)
