"""`venevagt follow-up`: by questions and from a file, with 112 before everything, and what is wrong named."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar
from pypdf import PdfReader
from tests.care.helpers import MODEL

from venevagt.care.followup import red_flags
from venevagt.care.plan_words import day_words
from venevagt.care.services import danish_now
from venevagt.cli.main import main

DEEP = '{"clot_site": "proximal_leg", "clot_medicine": "doac"}'
NONE = {"da": "0", "en": "0"}


def run(*arguments: str, typed: str = "", language: str = "da") -> Result:
    return CliRunner().invoke(main, ["follow-up", *arguments, "--lang", language], input=typed, prog_name="venevagt")


def case(content: str, *more: str, language: str = "da") -> Result:
    return run("--case", "-", "--from", "2026-11-20", *more, typed=content, language=language)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_a_plan_from_a_case(language: str) -> None:
    result = case(DEEP, language=language)
    assert result.exit_code == 0
    words = MODEL.texts[language].followup
    text = flat(result.stdout)
    assert text.index("112") < text.index(words["page_plan"])
    for control, day in (("control_7", "27"), ("control_90", "18"), ("control_365", "20")):
        assert f"{words[control]}. {words['page_around'].split('{')[0]}{day}" in text
    for name in ("emergency_head", "today_bleeding", "watch_leg", "expect_walk", "ask_clot_cause"):
        assert words[name] in text, name
    assert "S9 NICE NG158" in text


def test_by_questions_the_red_flags_come_first_and_a_red_flag_ends_it() -> None:
    for place, flag in enumerate(red_flags(MODEL), 1):
        result = run(typed=f"{place}\n")
        assert result.exit_code == 0
        assert MODEL.texts["da"].urgencies["emergency"].headline in result.stdout
        assert MODEL.texts["da"].followup["ask_clot_confirmed"] not in result.stdout, flag


def test_by_questions_the_plan_is_made() -> None:
    # No red flag, confirmed, in the calf, tablets, no cause found, cancer unknown, then three times no.
    result = run("--from", "2026-11-20", typed="0\nj\n3\n1\n3\nv\nn\nn\nn\n")
    assert result.exit_code == 0, result.stderr
    words = MODEL.texts["da"].followup
    assert words["ask_cause"] in flat(result.stdout)
    after = flat(result.stdout).split(words["page_unknown"])[1]
    assert MODEL.texts["da"].findings["active_cancer"].question in after
    assert words["ask_clot_cause"] not in after


def test_the_first_day_is_asked_for_and_lies_not_after_today() -> None:
    words = MODEL.texts["da"].followup
    answers = "0\nj\n3\n1\n3\nn\nn\nn\nn\n"
    result = run(typed=f"{answers}i går\n2999-01-01\n2026-01-10\n")
    assert result.exit_code == 0, result.stderr
    text = flat(result.stdout)
    assert words["page_start"] in text
    assert words["page_start_wrong"] in text
    assert words["page_from"].format(day="10. januar 2026") in text
    today = run(typed=f"{answers}\n")
    assert words["page_from"].format(day=day_words(words, danish_now().date())) in flat(today.stdout)
    assert run(typed=answers).exit_code == 2


def test_back_asks_the_question_before_again_and_a_wrong_answer_is_named() -> None:
    result = run(typed="0\nj\n9\nt\nn\n")
    assert result.exit_code == 2
    words = MODEL.texts["da"]
    assert words.followup["page_not_confirmed"] in flat(result.stderr)
    assert flat(result.stdout).count(words.followup["ask_clot_confirmed"]) == 2


@pytest.mark.parametrize(("typed", "code"), [("0\nq\n", 130), ("q\n", 130), ("0\n", 2), ("", 2)])
def test_stopping_and_the_end_of_the_input(typed: str, code: int) -> None:
    result = run(typed=typed)
    assert result.exit_code == code
    assert MODEL.texts["da"].followup["page_plan"] not in result.stdout


def test_a_red_flag_in_a_case_is_112_until_it_is_said_to_be_past() -> None:
    content = '{"clot_site": "pulmonary", "breathless": "yes"}'
    result = case(content)
    assert result.exit_code == 0
    assert MODEL.texts["da"].urgencies["emergency"].headline in result.stdout
    assert MODEL.texts["da"].followup["page_plan"] not in result.stdout
    assert "--signs-are-past" in result.stderr
    assert json.loads(case(content, "--json").stdout)["urgency"] == "emergency"
    past = case(content, "--signs-are-past")
    assert MODEL.texts["da"].followup["page_plan"] in past.stdout


def test_json_has_the_plan_its_words_and_where_they_come_from() -> None:
    found = json.loads(case(DEEP, "--json", language="en").stdout)
    assert [(one["day"], one["on"]) for one in found["controls"]] == [
        (7, "2026-11-27"),
        (90, "2027-02-18"),
        (365, "2027-11-20"),
    ]
    assert found["texts"]["control_7"] == MODEL.texts["en"].followup["control_7"]
    assert {line["id"] for line in found["lines"]} <= found["texts"].keys()
    assert found["sha256"] == MODEL.sha256
    assert found["ask"] == ["clot_cause", "active_cancer", "pregnant_now"]


def test_the_calendar_keeps_its_uids_and_says_nothing_to_a_stranger(tmp_path: Path) -> None:
    first, second = tmp_path / "a.ics", tmp_path / "b.ics"
    assert case(DEEP, "--ics", str(first)).exit_code == 0
    assert case('{"clot_site": "proximal_leg", "active_cancer": "yes"}', "--ics", str(second)).exit_code == 0
    events = Calendar.from_ical(first.read_text()).walk("VEVENT")
    others = Calendar.from_ical(second.read_text()).walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [str(event["uid"]) for event in others]
    assert len({str(event["uid"]) for event in events}) == 3
    assert all(len(event.walk("VALARM")) == 1 for event in events)
    told = first.read_text().lower()
    assert not [word for word in ("blodprop", "kontrol", "medicin", "læge") if word in told]
    assert case(DEEP, "--ics", str(first), "--open-titles").exit_code == 0
    assert "blodprop" in first.read_text().lower()
    # Nine o'clock in Denmark, summer and winter.
    assert {str(event.decoded("dtstart").utcoffset()) for event in events} == {"1:00:00"}


def test_the_pdf_says_what_the_terminal_says(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    assert case(DEEP, "--pdf", str(file)).exit_code == 0
    reader = PdfReader(file)
    text = flat(" ".join(page.extract_text() for page in reader.pages))
    words = MODEL.texts["da"].followup
    for name in ("page_plan", "control_7", "control_90", "control_365", "emergency_head"):
        assert words[name] in text, name
    assert text.index("112") < text.index(words["control_7"])
    assert "pdfuaid" in str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data())


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        ('{"clot_sit": "arm"}', (), "did you mean 'clot_site'?"),
        ('{"clot_site": "leg"}', (), "clot_site: expected one of"),
        ("[1]", (), "expected a case"),
        ("", (), "empty"),
        ('{"active_cancer": "yes"}', (), "clot_confirmed"),
        ('{"clot_confirmed": "no"}', (), "clot_confirmed"),
        (DEEP, ("--from", "yesterday"), "expected a date such as 2026-11-24"),
        (DEEP, ("--ics", "no-such-folder/a.ics"), "expected a file that can be written"),
        (f"{DEEP}\n{DEEP}", (), "many cases, expected one"),
    ],
)
def test_wrong_input_is_named(content: str, arguments: tuple[str, ...], said: str) -> None:
    result = case(content, *arguments)
    assert result.exit_code == 2
    assert said in flat(result.stderr)
    assert "Traceback" not in result.stderr
