"""What must hold of every assessment, tried on generated cases."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP, of_kind

from venevagt.care.assess import Assessment, assess
from venevagt.care.cases import Answer, effective
from venevagt.care.engine import engine_for
from venevagt.care.interview import walk_for
from venevagt.knowledge.decision import rank, worth_asking
from venevagt.knowledge.model import Finding
from venevagt.logic.expression import names

ENGINE = engine_for(MODEL)
URGENCIES = MODEL.about.urgencies


def answers_to(finding: Finding) -> list[Answer]:
    if finding.type == "number":
        return [0.0, 2.9, 3.0, 15.0] if finding.high < 100 else [0.0, 15.0, 16.0, 59.0, 60.0, 120.0]
    words: list[Answer] = list(finding.options) or ["yes", "no"]
    return words if finding.unsure == "must_be_answered" else [*words, "unsure"]


def _cases(findings: list[Finding], base: Mapping[str, Answer]) -> st.SearchStrategy[dict[str, Answer]]:
    """Some findings answered in some way, on top of a base (or of nothing)."""
    one = {finding.id: st.sampled_from(answers_to(finding)) for finding in findings}
    some = st.lists(st.sampled_from(sorted(one)), max_size=9, unique=True)
    changed = some.flatmap(lambda names: st.fixed_dictionaries({name: one[name] for name in names}))
    dropped = st.sets(st.sampled_from(sorted(one)), max_size=6)
    return st.builds(
        lambda change, drop, on: {k: v for k, v in {**on, **change}.items() if k not in drop},
        changed,
        dropped,
        st.sampled_from([base, {}, ALL_NO]),
    )


cases = _cases(list(MODEL.findings.values()), PLAIN_CRAMP)
without_flags = _cases([f for f in MODEL.findings.values() if f.kind != "red_flag"], PLAIN_CRAMP)


def weighed(condition: str) -> list[str]:
    """The yes/no findings of a shared condition."""
    expression = MODEL.conditions[condition].condition
    assert expression is not None
    return [name for name in names(expression) if MODEL.findings[name].type == "yes_no"]


def place(found: Assessment) -> int:
    return rank(MODEL, found.urgency)


@settings(max_examples=400, deadline=None)
@given(st.one_of(cases, without_flags))
def test_the_interval_is_exactly_what_the_diagram_can_still_reach(case: dict[str, Answer]) -> None:
    walk = walk_for(ENGINE)
    values = dict(zip(ENGINE.variables, ENGINE.values(effective(ENGINE, case)), strict=True))
    classes = {
        level: index
        for level, domain in enumerate(walk.builder.order)
        if (index := domain.class_of(values[domain.name])) is not None
    }
    outcomes = walk.builder.outcomes(walk.builder.restrict(walk.root, classes))
    ranks = {outcome >> len(worth_asking(MODEL)) for outcome in outcomes}
    found = assess(MODEL, case)
    assert found.possible == (URGENCIES[min(ranks)], URGENCIES[max(ranks)])
    assert found.final is (len(ranks) == 1)
    assert min(ranks) <= place(found) <= max(ranks)


@settings(max_examples=300, deadline=None)
@given(st.one_of(cases, without_flags))
def test_no_answer_of_a_reason_can_be_dropped(case: dict[str, Answer]) -> None:
    found = assess(MODEL, case)
    for reason in found.reasons:
        if reason.rule == "no_rule":
            continue
        only = {name: case[name] for name in reason.because if name in case}
        with_these = assess(MODEL, only)
        assert reason.rule in {other.rule for other in with_these.reasons}
        for name in only:
            fewer = {other: answer for other, answer in only.items() if other != name}
            assert reason.rule not in {other.rule for other in assess(MODEL, fewer).reasons}, (reason, name)


@settings(max_examples=300, deadline=None)
@given(st.one_of(cases, without_flags))
def test_what_would_have_changed_it_does_change_it(case: dict[str, Answer]) -> None:
    found = assess(MODEL, case)
    for change in found.would_change:
        changed = assess(MODEL, {**case, change.finding: _answer(change.finding, change.to)})
        assert changed.urgency == change.urgency != found.urgency


def _answer(finding: str, to: str) -> Answer:
    sign, _, limit = to.partition(" ")
    if sign in ("<", "<=", ">", ">="):
        return float(limit) + {"<": -0.5, ">": 0.5}.get(sign, 0)
    return to


@settings(max_examples=300, deadline=None)
@given(without_flags, st.sampled_from(sorted(ENGINE.variables)), st.data())
def test_a_further_answer_never_widens_the_interval(case: dict[str, Answer], name: str, data: st.DataObject) -> None:
    before = assess(MODEL, {other: answer for other, answer in case.items() if other != name})
    after = assess(MODEL, {**case, name: data.draw(st.sampled_from(answers_to(MODEL.findings[name])))})
    if MODEL.findings[name].not_measured is not None:
        return  # not measured counts as its stand-in, so a measurement changes an answer
    low, high = (URGENCIES.index(urgency) for urgency in before.possible)
    new_low, new_high = (URGENCIES.index(urgency) for urgency in after.possible)
    assert low <= new_low <= new_high <= high


@settings(max_examples=200, deadline=None)
@given(cases, st.sampled_from(of_kind("red_flag")), st.sampled_from(["yes", "unsure"]))
def test_a_red_flag_is_112_whatever_else_is_answered(case: dict[str, Answer], flag: str, answer: str) -> None:
    found = assess(MODEL, {**case, flag: answer})
    assert found.urgency == "emergency"
    assert found.final


def test_the_plain_cramp_is_self_care() -> None:
    found = assess(MODEL, PLAIN_CRAMP)
    assert (found.urgency, found.final, found.next_question) == ("self_care", True, None)


@pytest.mark.parametrize("name", sorted(set(ENGINE.variables) - {"calf_difference_cm"}))
def test_self_care_is_never_given_while_a_question_about_urgency_is_open(name: str) -> None:
    open_case = {other: answer for other, answer in PLAIN_CRAMP.items() if other != name}
    found = assess(MODEL, open_case)
    assert found.urgency == "own_gp" or found.possible == ("self_care", "self_care")


SIGNS = [name for name in of_kind("warning_sign", "troublesome") if MODEL.findings[name].type == "yes_no"]


@pytest.mark.parametrize("name", SIGNS)
def test_self_care_is_impossible_with_a_warning_sign(name: str) -> None:
    assert assess(MODEL, {**PLAIN_CRAMP, name: "yes"}).urgency != "self_care"


@pytest.mark.parametrize("name", [name for name in SIGNS if MODEL.findings[name].unsure == "yes"])
def test_self_care_is_impossible_in_doubt_about_a_warning_sign(name: str) -> None:
    assert assess(MODEL, {**PLAIN_CRAMP, name: "unsure"}).urgency != "self_care"


@pytest.mark.parametrize("name", weighed("major_risk"))
def test_self_care_is_impossible_with_a_major_risk_factor(name: str) -> None:
    assert assess(MODEL, {**PLAIN_CRAMP, name: "yes"}).urgency == "own_gp"


@pytest.mark.parametrize("name", weighed("minor_risk"))
def test_a_minor_risk_factor_leaves_self_care_with_a_safety_net_of_its_own(name: str) -> None:
    plain = assess(MODEL, PLAIN_CRAMP)
    found = assess(MODEL, {**PLAIN_CRAMP, name: "yes"})
    assert found.urgency == "self_care"
    assert len(found.safety_net) == len(plain.safety_net) + 1


def test_a_child_an_arm_and_another_place_are_never_self_care() -> None:
    for change in ({"age": 15}, {"place": "arm"}, {"place": "elsewhere"}):
        assert assess(MODEL, {**PLAIN_CRAMP, **change}).urgency == "own_gp"


@settings(max_examples=200, deadline=None)
@given(without_flags)
def test_blood_thinners_never_lower_the_urgency(case: dict[str, Answer]) -> None:
    without = assess(MODEL, {**case, "on_anticoagulant": "no"})
    assert place(assess(MODEL, {**case, "on_anticoagulant": "yes"})) >= place(without)


def test_unsure_counts_as_its_finding_says() -> None:
    for name, finding in MODEL.findings.items():
        if finding.type == "yes_no":
            told = assess(MODEL, {**PLAIN_CRAMP, name: finding.unsure}).urgency
            assert assess(MODEL, {**PLAIN_CRAMP, name: "unsure"}).urgency == told, name


def test_after_112_there_is_nothing_but_what_to_do_now() -> None:
    found = assess(MODEL, {"breathless": "yes", "chest_pain": "no"})
    assert found.safety_net == ()
    assert found.next_question is None
    assert "pludselig åndenød" in found.say[0]
    assert "bryst" not in found.say[0]


def test_the_next_question_is_told_while_there_is_one() -> None:
    assert assess(MODEL, {}).next_question == of_kind("red_flag")[0]
    without = {name: answer for name, answer in PLAIN_CRAMP.items() if name != "place"}
    assert assess(MODEL, without).next_question == "place"


def test_a_rule_whose_review_has_run_out_still_speaks_and_says_so() -> None:
    late = assess(MODEL, {"breathless": "yes"}, on=date(2099, 1, 1))
    assert late.urgency == "emergency"
    assert late.review_due == ("pe_red_flags",)
    assert assess(MODEL, {"breathless": "yes"}, on=MODEL.about.released).review_due == ()


def test_an_expired_number_is_not_shown_as_a_fact() -> None:
    fresh = assess(MODEL, PLAIN_CRAMP, on=MODEL.about.released)
    late = assess(MODEL, PLAIN_CRAMP, on=date(2099, 1, 1))
    assert "om 7 dage" in fresh.safety_net[-1]
    assert "7" not in late.safety_net[-1]
    assert "en uges tid" in late.safety_net[-1]


def test_the_answer_names_its_knowledge() -> None:
    found = assess(MODEL, {})
    assert found.knowledge.version == MODEL.about.version
    assert found.knowledge.sha256 == MODEL.sha256
    assert len(found.knowledge.sha256) == 64


def test_heat_and_hard_massage_are_only_ever_left_out_for_self_care_and_112() -> None:
    for language, lines in (("da", ("no_heat", "no_hard_massage")), ("en", ("no_heat", "no_hard_massage"))):
        words = [MODEL.texts[language].advice[line] for line in lines]
        for case in (ALL_NO, {**ALL_NO, "redness": "yes"}, {**PLAIN_CRAMP, "previous_clot": "yes"}, {}):
            found = assess(MODEL, case, language=language)
            assert found.urgency in ("own_gp", "doctor_today")
            assert set(words) <= set(found.dont)


def test_what_to_say_names_the_answers_behind_the_reason() -> None:
    child = assess(MODEL, {**ALL_NO, "age": 9, "one_sided": "yes", "leg_pain": "yes", "eased_by_stretch": "yes"})
    assert "alder: 9 år" in child.say[0]
    assert "ondt i benet" in child.say[0]
    measured = assess(MODEL, {**PLAIN_CRAMP, "calf_difference_cm": 3.5})
    assert "forskel på læggene: 3,5 cm" in measured.say[0]


def test_only_somebody_who_may_have_a_clot_is_told_to_say_so() -> None:
    def says_clot(case: Mapping[str, Answer]) -> bool:
        return any("blodprop" in line for line in assess(MODEL, case).say)

    assert says_clot({**ALL_NO, "one_sided_swelling": "yes"})
    for finding in ("dark_urine", "rest_pain_foot", "pop_in_calf", "both_legs_swollen", "frequent_or_severe"):
        assert not says_clot({**ALL_NO, finding: "yes", "eased_by_stretch": "yes"}), finding


def test_another_option_that_changes_nothing_is_not_said_to() -> None:
    found = assess(MODEL, {**ALL_NO, "warmth": "yes", "central_line": "yes"})
    assert ("place", "elsewhere", "own_gp") in {(c.finding, c.to, c.urgency) for c in found.would_change}
    assert "arm" not in {change.to for change in found.would_change}
