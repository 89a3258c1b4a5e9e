"""`venevagt prevention`: by questions and from a file, with 112 before everything."""

import json

import pytest
from click.testing import CliRunner, Result
from tests.care.helpers import MODEL

from venevagt.care.followup import red_flags
from venevagt.cli.main import main

TRAVEL = '{"long_travel_planned": "yes", "previous_clot": "yes"}'
PLAN = MODEL.recovery.prevention.plan


def run(*arguments: str, typed: str = "", language: str = "da") -> Result:
    return CliRunner().invoke(main, ["prevention", *arguments, "--lang", language], input=typed, prog_name="venevagt")


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_a_plan_from_a_case(language: str) -> None:
    result = run("--case", "-", typed=TRAVEL, language=language)
    assert result.exit_code == 0
    words = MODEL.texts[language].prevention
    text = flat(result.stdout)
    assert text.index("112") < text.index(words["page_plan"])
    assert f"{words['travel_doctor']} {words['page_doctor_decides']}" in text
    assert words["part_surgery"] not in text.split(words["page_unknown"])[0]
    assert MODEL.texts[language].findings["recent_surgery"].question in text.split(words["page_unknown"])[1]
    assert "S16 Clarke" in text


def test_by_questions_every_question_is_asked_and_a_red_flag_ends_it() -> None:
    # Pregnant now: whether there was a birth is not asked. Not in bed: the weeks before are.
    answers = {"pregnant_now": "j"}
    asked = [name for name in PLAN.questions if name != "pregnant"]
    result = run(typed="0\n" + "".join(f"{answers.get(name, 'n')}\n" for name in asked))
    assert result.exit_code == 0, result.stderr
    words = MODEL.texts["da"].prevention
    assert words["pregnancy_looks"] in flat(result.stdout)
    assert words["page_unknown"] not in result.stdout
    for place in range(1, len(red_flags(MODEL)) + 1):
        shown = run(typed=f"{place}\n").stdout
        assert MODEL.texts["da"].urgencies["emergency"].headline in shown
        assert words["page_plan"] not in shown


def test_a_red_flag_in_a_case_is_112_until_it_is_said_to_be_past() -> None:
    content = '{"surgery_planned": "yes", "coughing_blood": "unsure"}'
    result = run("--case", "-", typed=content)
    assert MODEL.texts["da"].urgencies["emergency"].headline in result.stdout
    assert "--signs-are-past" in result.stderr
    past = run("--case", "-", "--signs-are-past", typed=content)
    assert MODEL.texts["da"].prevention["surgery_tell"] in flat(past.stdout)


def test_json_has_the_plan_its_words_and_who_decides() -> None:
    found = json.loads(run("--case", "-", "--json", typed=TRAVEL, language="en").stdout)
    decided = {line["id"]: line["decided_by"] for line in found["lines"]}
    assert decided["travel_doctor"] == "doctor"
    assert decided["travel_move"] == "self"
    assert decided.keys() <= found["texts"].keys()
    assert "surgery_planned" in found["ask"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"long_travel_plannd": "yes"}', "did you mean 'long_travel_planned'?"),
        ('{"smoker": "often"}', "smoker"),
        ("[]", "expected a case"),
        (f"{TRAVEL}\n{TRAVEL}", "many cases, expected one"),
    ],
)
def test_wrong_input_is_named(content: str, said: str) -> None:
    result = run("--case", "-", typed=content)
    assert result.exit_code == 2
    assert said in flat(result.stderr)


@pytest.mark.parametrize(("typed", "code"), [("0\nj\nq\n", 130), ("0\nj\n", 2)])
def test_stopping_and_the_end_of_the_input(typed: str, code: int) -> None:
    assert run(typed=typed).exit_code == code
