"""The interview on the whole diagram: nothing needless, nothing missing, the count is true."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP, of_kind
from tests.care.test_assess import answers_to

from venevagt.care.assess import assess
from venevagt.care.cases import Answer, effective
from venevagt.care.engine import engine_for
from venevagt.care.interview import Progress, matters, progress, walk_for
from venevagt.knowledge.decision import condition_of, worth_asking
from venevagt.logic.diagram import Outcome, Question
from venevagt.logic.expression import evaluate

ENGINE = engine_for(MODEL)


def walked(case: dict[str, Answer]) -> tuple[list[str], dict[str, Answer], list[int]]:
    """Answer every screen from a case: the screens met, the answers given, the counts shown."""
    answers: dict[str, Answer] = {}
    screens: list[str] = []
    counts: list[int] = []
    while (step := progress(ENGINE, answers).next) is not None:
        screens.append(step.screen.id)
        counts.append(step.at_most_left)
        answers.update({name: case.get(name, "unsure") for name in step.findings})
    return screens, answers, counts


complete_cases = st.fixed_dictionaries(
    {
        name: st.sampled_from(answers_to(finding) if finding.kind != "red_flag" else ["no", "no", "no", "yes"])
        for name, finding in MODEL.findings.items()
    }
)
mostly_no = st.lists(st.sampled_from(sorted(MODEL.findings)), max_size=6).flatmap(
    lambda names: st.fixed_dictionaries({n: st.sampled_from(answers_to(MODEL.findings[n])) for n in names})
)
calm_cases = st.builds(lambda base, change: {**base, **change}, st.sampled_from([ALL_NO, PLAIN_CRAMP]), mostly_no)


@settings(max_examples=300, deadline=None)
@given(st.one_of(complete_cases, calm_cases))
def test_an_early_end_gives_what_the_full_questionnaire_gives(case: dict[str, Answer]) -> None:
    _, answers, _ = walked(case)
    early = assess(MODEL, answers)
    assert early.final
    assert early.next_question is None
    assert early.urgency == assess(MODEL, {**case, **answers}).urgency


@settings(max_examples=200, deadline=None)
@given(st.one_of(complete_cases, calm_cases))
def test_at_most_n_questions_left_is_true(case: dict[str, Answer]) -> None:
    screens, _, counts = walked(case)
    for met, count in enumerate(counts):
        assert len(screens) - met - 1 <= count


def test_at_most_n_questions_left_is_reached_by_somebody() -> None:
    """On the whole diagram: the count is the longest way, not a guess above it."""
    walk = walk_for(ENGINE)
    for node in walk.builder.reachable(walk.root):
        screen = walk.screen_at(node)
        if screen is not None:
            longest = max(walk.most_screens(after) for after in walk.exits(node, screen))
            assert walk.most_screens(node) == 1 + longest


def test_no_question_is_asked_whose_answer_cannot_matter() -> None:
    """On the whole diagram: every question has answers that lead to different ends."""
    walk = walk_for(ENGINE)
    for node in walk.builder.reachable(walk.root):
        content = walk.builder.nodes[node]
        if isinstance(content, Question):
            assert len(set(content.branches)) > 1
            ends = {walk.builder.outcomes(branch) for branch in content.branches}
            assert len(ends) > 1 or len(next(iter(ends))) > 1


def test_every_finding_on_a_screen_that_is_shown_can_still_matter() -> None:
    walk = walk_for(ENGINE)
    for node in walk.builder.reachable(walk.root):
        screen = walk.screen_at(node)
        for level in walk.relevant(node, screen) if screen else ():
            ends = {
                walk.builder.restrict(node, {level: index})
                for index in range(len(walk.builder.order[level].representatives))
            }
            assert len(ends) > 1


def test_the_red_flags_come_first_and_alone() -> None:
    step = progress(ENGINE, {}).next
    assert step is not None
    assert set(step.findings) == set(of_kind("red_flag"))


@pytest.mark.parametrize("flag", of_kind("red_flag"))
def test_an_emergency_is_found_on_the_first_screen_and_ends_the_interview(flag: str) -> None:
    assert walked({**ALL_NO, flag: "yes"})[0] == ["red_flags"]


def test_self_care_takes_at_most_eight_screens() -> None:
    screens, answers, _ = walked(dict(PLAIN_CRAMP))
    assert assess(MODEL, answers).urgency == "self_care"
    assert len(screens) <= 8


def test_nobody_meets_more_than_eight_screens() -> None:
    walk = walk_for(ENGINE)
    assert walk.most_screens(walk.root) <= 8


def test_the_walk_covers_every_outcome_of_the_diagram() -> None:
    walk = walk_for(ENGINE)
    ends = {walk.builder.nodes[node] for node in walk.builder.reachable(walk.root)}
    assert {end for end in ends if isinstance(end, Outcome)} == {
        content for content in ENGINE.decision.nodes if isinstance(content, Outcome)
    }


@settings(max_examples=150, deadline=None)
@given(st.one_of(complete_cases, calm_cases))
def test_the_end_of_the_walk_says_the_urgency_and_which_advice_worth_asking_for_is_given(
    case: dict[str, Answer],
) -> None:
    values = dict(zip(ENGINE.variables, ENGINE.values(effective(ENGINE, case)), strict=True))
    decision = ENGINE.decision
    content = decision.nodes[decision.root]
    while isinstance(content, Question):
        domain = decision.order[content.level]
        at = domain.class_of(values[domain.name])
        assert at is not None
        content = decision.nodes[content.branches[at]]
    urgency = assess(MODEL, case).urgency
    asking = worth_asking(MODEL)
    given_ = [urgency in entry.urgencies and evaluate(condition_of(entry), values) is True for entry in asking]
    bits = sum(2**bit for bit, here in enumerate(given_) if here)
    assert content.value == MODEL.about.urgencies.index(urgency) * 2 ** len(asking) + bits


def test_the_advice_worth_asking_for_is_reached_each_alone() -> None:
    asking = worth_asking(MODEL)
    assert len(asking) > 1
    ends = {end.value % 2 ** len(asking) for end in ENGINE.decision.nodes if isinstance(end, Outcome)}
    assert {2**bit for bit in range(len(asking))} | {0} <= ends


def test_a_measurement_matters_until_the_leg_is_seen_to_be_swollen() -> None:
    flags = _flags_answered()
    assert matters(ENGINE, flags, "calf_difference_cm")
    assert matters(ENGINE, {**flags, "one_sided_swelling": "no"}, "calf_difference_cm")
    assert not matters(ENGINE, {**flags, "one_sided_swelling": "yes"}, "calf_difference_cm")
    assert not matters(ENGINE, {"breathless": "yes"}, "age")
    assert not matters(ENGINE, {}, "sex")
    assert matters(ENGINE, {**flags, "calf_difference_cm": 3.5}, "calf_difference_cm")
    assert not matters(ENGINE, {**flags, "one_sided_swelling": "yes", "calf_difference_cm": 3.5}, "calf_difference_cm")
    assert matters(ENGINE, {**flags, "injury": "yes"}, "age")
    assert not matters(ENGINE, {**flags, "injury": "yes"}, "injury")


def test_odd_cases_do_not_fill_the_memory() -> None:
    walk = walk_for(ENGINE)
    walk.builder.nodes += [Outcome(0)] * 50_000
    assert walk_for(ENGINE) is not walk
    assert len(walk_for(ENGINE).builder.nodes) < 5_000


def test_a_walk_is_made_once() -> None:
    assert walk_for(ENGINE) is walk_for(ENGINE)


def test_every_answer_on_the_way_is_kept_and_the_count_goes_down_to_none() -> None:
    walk = walk_for(ENGINE)
    answers: dict[str, Answer] = {}
    left = walk.most_screens(walk.root)
    while (step := progress(ENGINE, answers).next) is not None:
        assert step.at_most_left < left
        left = step.at_most_left
        answers |= {name: PLAIN_CRAMP.get(name, "unsure") for name in step.findings}
        seen = progress(ENGINE, answers)
        assert seen.answers == answers
        assert seen.answered[-1] == step
        first, *rest = step.findings
        assert set(progress(ENGINE, {n: answers[n] for n in answers if n != first}).answers) >= set(rest)
    assert left == 0


def _flags_answered() -> dict[str, Answer]:
    return dict.fromkeys(of_kind("red_flag"), "no")


def test_a_changed_answer_drops_what_it_made_irrelevant() -> None:
    _, answers, _ = walked(dict(PLAIN_CRAMP))
    changed: Progress = progress(ENGINE, {**answers, "one_sided_swelling": "yes"})
    assert changed.next is None
    assert "age" not in changed.answers
    assert assess(MODEL, changed.answers).urgency == "doctor_today"


def test_an_answer_that_still_matters_is_kept_when_an_earlier_one_is_taken_away() -> None:
    _, answers, _ = walked(dict(PLAIN_CRAMP))
    without_place = {name: answer for name, answer in answers.items() if name != "place"}
    seen = progress(ENGINE, without_place)
    assert seen.next is not None
    assert seen.next.screen.id == "where"
    assert seen.answers["age"] == PLAIN_CRAMP["age"]
