"""A mistake in the plan after a clot is named with its place and what was expected."""

from collections.abc import Mapping

import pytest
from tests.knowledge.test_problems import problems_of

PLAN = "recovery/followup.yaml"
QUESTIONS = "recovery/followup_questions.yaml"
CONTROLS = "clinical/treatment/follow_up.yaml"
WORDS = "text/en/followup.yaml"

Mistake = tuple[tuple[str, str, str], str]

MISTAKES: Mapping[str, Mistake] = {
    "an unknown part": (
        (PLAN, "{part: watch, days: [0, 90], sources: [S9, S11, S17]}", "{part: wach, sources: [S9]}"),
        "found part 'wach', expected one of: emergency, now, doctor_today, watch, expect, medicine, move, ask",
    ),
    "days that run backwards": ((PLAN, "days: [2, 5]", "days: [5, 2]"), "days [5, 2], expected [first, last]"),
    "a line of advice that there is not": (
        (PLAN, "advice: no_stopping_medicine", "advice: no_stoping_medicine"),
        "unknown line of advice 'no_stoping_medicine'",
    ),
    "a question to the doctor at no control": (
        (PLAN, "ask_whom: {part: ask, days: [7, 7]", "ask_whom: {part: ask, days: [8, 8]"),
        "'ask_whom' is asked at no control, expected days: [D, D] with D one of [7, 14, 90, 365]",
    ),
    "a question for what is no finding": (
        (QUESTIONS, "  breastfeeding: {", "  breast_feeding: {"),
        "'breast_feeding' is no finding, expected one to ask for",
    ),
    "a plan without its gate": (
        (QUESTIONS, "  clot_confirmed: {sources: [S9]}\n", ""),
        "no question for 'clot_confirmed', expected it: the plan is for a confirmed clot",
    ),
    "no words for a control": (
        (WORDS, 'control_14: "Scans in the first 2 weeks"\n', ""),
        "no words for 'control_14', expected some",
    ),
    "words that nothing shows": (
        (WORDS, "look_symptoms:", "look_symptom:"),
        "words for 'look_symptom', which nothing shows, expected none",
    ),
    "a control that is more than its condition": (
        (CONTROLS, "    when: on_heparin\n", "    when: on_heparin\n    unless: pregnant\n"),
        "'follow_up_heparin' has controls, expected 'when' alone to say for whom",
    ),
    "a source that there is not": (
        (PLAN, "unless: clot_site = 'arm', sources: [S20]}", "unless: clot_site = 'arm', sources: [S999]}"),
        "unknown source 'S999'",
    ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The problems of a copy of the knowledge with all these mistakes in it."""
    changes = (change for change, _ in MISTAKES.values())
    return "".join(f"{problem}\n" for problem in problems_of(tmp_path_factory.mktemp("plan"), *changes))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(name: str, found: str) -> None:
    assert MISTAKES[name][1] in found


def test_a_plan_that_does_not_always_say_112_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    always = tuple(
        (PLAN, f"  {name}: {{part: emergency,", f"  {name}: {{part: emergency, when: vte_confirmed,")
        for name in ("emergency_lungs", "emergency_bleeding", "emergency_head", "emergency_limb")
    )
    messages = [problem.message for problem in problems_of(tmp_path_factory.mktemp("silent"), *always)]
    assert "no line of part 'emergency' that always stands, expected one: when to call 112" in messages


def test_a_condition_that_cannot_be_read_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    change = (PLAN, "when: on_heparin,", "when: on_heperin,")
    found = "".join(f"{problem}\n" for problem in problems_of(tmp_path_factory.mktemp("broken"), change))
    assert "unknown finding 'on_heperin'" in found
    assert "did you mean 'on_heparin'?" in found
