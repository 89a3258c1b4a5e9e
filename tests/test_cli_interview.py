"""The interview in the terminal, driven by what a person types."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli_journeys import MODEL, PROMPT, flat, journey, pages_of, say, say_json, ticked

import venevagt.cli
from venevagt.care.cases import Case

COMMAND = [sys.executable, "-W", "error", "-c", "from venevagt.cli.main import run; run()", "check"]
RED_FLAGS = MODEL.screens["red_flags"].findings
JOURNEYS: dict[str, Case] = {
    "emergency": {"chest_pain": "yes"},
    "doctor_today": {"one_sided_swelling": "yes"},
    "own_gp": {"lasting": "yes"},
    "self_care": {},
}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("urgency", JOURNEYS)
def test_a_journey_to_each_urgency(urgency: str, language: str) -> None:
    way = journey(JOURNEYS[urgency], language=language)
    result = say(*way.lines, "", language=language)
    assert result.exit_code == 0
    assert result.stderr == ""
    headline = MODEL.texts[language].urgencies[urgency].headline
    pages = pages_of(result, language)
    assert len(pages) == len(way.lines) + 2
    assert headline in pages[-2]
    assert all(headline not in page for page in pages[:-2])
    # Each page, between two lines to answer on, has the number.
    assert all("112" in page for page in pages[:-1])
    # Each starts with when to call it; only a measurement follows on its list's page.
    header = MODEL.texts[language].terminal["header"].format(number="112")
    assert [header in page for page in pages[: len(way.lines)]] == [page.has_top for page in way.pages]
    # Where the list has decided already, the measurement is not asked for.
    assert [page.findings for page in way.pages if not page.has_top] == [("calf_difference_cm",)] * (
        urgency in ("own_gp", "self_care")
    )
    assert all(heading in page for heading, page in zip(way.headings, pages, strict=False))


@pytest.mark.parametrize("language", ["da", "en"])
def test_at_most_so_many_pages_left_is_true(language: str) -> None:
    for changed in JOURNEYS.values():
        output = say(*journey(changed, language=language).lines, "", language=language).stdout
        words = {
            "da": (r"Højst (\d+) sider? mere efter", "sidste side"),
            "en": (r"At most (\d+) more page", "last page"),
        }
        found = [
            0 if match.group(1) is None else int(match.group(1))
            for match in re.finditer(f"{words[language][0]}|{words[language][1]}", output)
        ]
        assert found
        for place, left in enumerate(found):
            assert len(found) - place - 1 <= left


def test_112_shows_the_number_what_to_say_and_while_waiting_and_nothing_else() -> None:
    result = say(ticked("breathless", "chest_pain"), "")
    shown = result.stdout.split(PROMPT["da"])[1].splitlines()
    texts = MODEL.texts["da"]
    text = " ".join(" ".join(shown).split())
    both = [texts.findings[name].label for name in ("breathless", "chest_pain")]
    assert any("; ".join(labels) in text for labels in (both, both[::-1]))
    for key in ("why", "would_change", "sources", "advises", "call_again", "knowledge", "whom_to_call"):
        assert texts.terminal[key].split("{")[0] not in text
    headings = [line for line in shown if re.match(r"\w", line)]
    assert headings[0] == texts.urgencies["emergency"].headline
    assert headings[1].startswith("112 ")
    assert headings[2:4] == [texts.terminal["say"], texts.terminal["while_waiting"]]
    assert headings[4].startswith("Dit råd: Ring 112 nu. Tryk Enter")


def test_the_first_page_has_all_red_flags_and_an_empty_line_is_no_answer() -> None:
    result = say("", " ", ",")
    first = pages_of(result)[0]
    flags = [name for name, finding in MODEL.findings.items() if finding.kind == "red_flag"]
    assert len(flags) == 12
    assert all(MODEL.texts["da"].findings[name].label[1:] in flat(first) for name in flags)
    assert result.stdout.count("Du skrev ikke noget.") == 2
    assert journey().headings[1] not in flat(result.stdout)
    assert result.exit_code == 2


@pytest.mark.parametrize("typed", ["n", "0", "N", "nej", "intet", " 0 "])
def test_none_of_it_is_said_in_words_or_by_0(typed: str) -> None:
    assert journey().headings[1] in pages_of(say(typed))[1]


@pytest.mark.parametrize("typed", ["2 5", "2,5", "5, 2", "2;5", "5  2 2", "2, 5,"])
def test_numbers_are_separated_by_spaces_or_commas(typed: str) -> None:
    told = say_json(typed)["say"][0]
    for name, finding in MODEL.texts["da"].findings.items():
        if name in RED_FLAGS:
            assert (finding.label in told) == (name in (RED_FLAGS[1], RED_FLAGS[4]))


@pytest.mark.parametrize(
    "typed", ["13", "0 1", "-1", "1-3", "x", "1 x", "٣", "\x1b[A", "1" * 5000, "[bold]", "{x}", "🙂"]
)
def test_a_wrong_line_is_answered_kindly_and_loses_nothing(typed: str) -> None:
    wrong_number = {"13": "16"}.get(typed, typed)
    way = journey({"calf_difference_cm": 9.0})
    at = way.at("calf_difference_cm")
    lines = [*way.lines[:at], wrong_number, *way.lines[at:], ""]
    result = say(*lines)
    assert result.exit_code == 0
    assert "kan jeg ikke bruge her. Skriv et tal fra 0 til 15 (cm)" in pages_of(result)[at + 1]
    assert "\x1b" not in result.stdout
    assert say_json(*lines) == say_json(*way.lines, "")
    wrong_tick = say(typed, "1", "")
    assert "kan jeg ikke bruge her. Skriv numrene" in wrong_tick.stdout
    assert MODEL.texts["da"].urgencies["emergency"].headline in wrong_tick.stdout


def test_back_asks_the_page_before_again_and_offers_the_earlier_answer() -> None:
    leg, arm = journey(), journey({"place": "arm"})
    at = leg.at("place")
    before = [begin for begin in leg.begins if begin < at]
    result = say("t", *arm.lines[: at + 1], "t", *["t"] * len(before), *[""] * at, leg.lines[at])
    pages = pages_of(result)
    assert MODEL.texts["da"].terminal["first_page"] in pages[1]
    for heading, page in zip(arm.headings[: at + 2], pages[1:], strict=False):
        assert heading in page
    # Back from the page after, then to the first page, screen by screen.
    returned = pages[at + 3 :]
    for begin, page in zip([at, *reversed(before)], returned, strict=False):
        assert arm.headings[begin] in page
        assert arm.pages[begin].offers in page
    assert MODEL.texts["da"].screens["red_flags"].title in returned[len(before)]
    # An empty line keeps what was said on each page; then another place is chosen.
    for heading, page in zip(leg.headings[: at + 2], returned[len(before) : -1], strict=True):
        assert heading in page


def test_a_changed_answer_keeps_the_others_and_drops_what_became_irrelevant() -> None:
    lines = journey().lines
    shown = say(*lines, "s", "")
    listed = shown.stdout.split(PROMPT["da"])[len(lines) + 1]
    place = next(line.split()[0] for line in listed.splitlines() if "alder: 44" in line)
    child = journey({"age": 9.0}, known={**journey().answers, "age": 9.0})
    result = say_json(*lines, "s", place, "9", *child.lines, "")
    # Where the cramp was asked before the age it is kept; after the age it cannot matter for a child.
    assert result["reasons"][0]["rule"] == ("child_plain" if "cramp" in child.answers else "no_rule")
    assert result["urgency"] == "own_gp"
    # From a result by a red flag, to none: the pages after it are asked for the first time.
    pages = pages_of(say("1", "s", "1", *lines, ""))
    assert all(heading in page for heading, page in zip(journey().headings, pages[3:-1], strict=True))
    # From none to a red flag: everything after it is dropped, and 112 is the answer at once.
    dropped = say(*lines, "s", "1", ticked("chest_pain"), "s", "")
    last = dropped.stdout.split(PROMPT["da"])[-3]
    assert "smerter eller trykken i brystet" in last
    assert "alder" not in last
    assert dropped.exit_code == 0


def test_keeping_an_answer_gives_the_same_result() -> None:
    lines = journey({"previous_clot": "yes"}).lines
    assert say_json(*lines, "s", "1", "", "") == say_json(*lines, "")


def test_back_from_a_result_and_from_the_list_of_answers() -> None:
    way = journey()
    lines, last = way.lines, way.begins[-1]
    pages = pages_of(say(*lines, "t", *lines[last:], "s", "t", ""))
    assert way.headings[last] in pages[len(lines) + 1]
    result = len(lines) + 1 + len(lines[last:])
    headline = MODEL.texts["da"].urgencies["self_care"].headline
    assert headline in pages[result]
    assert headline in pages[result + 2]


def test_one_by_one_has_why_how_and_not_sure_on_each_page() -> None:
    at = RED_FLAGS.index("racing_heart") + 1
    result = say("v", *["n"] * (at - 1), "v", "")
    pages = pages_of(result)
    text = MODEL.texts["da"].findings["racing_heart"]
    assert f"Nr. {at} af 12" in pages[at]
    for words in (text.question, text.why, text.look, text.unsure):
        assert words in pages[at]
    # "not sure" of a red flag counts as yes: 112 at once, without those that are left.
    assert MODEL.texts["da"].urgencies["emergency"].headline in pages[at + 1]
    assert "(i tvivl)" in pages[at + 1]
    assert result.exit_code == 0


def test_one_by_one_goes_back_one_and_then_to_the_list() -> None:
    pages = pages_of(say("v", "n", "t", "t", "0"))
    assert "Nr. 2 af 12" in pages[2]
    assert "Nr. 1 af 12" in pages[3]
    assert "Nr." not in pages[4]
    assert journey().headings[1] in pages[5]


def test_one_by_one_through_a_whole_list_in_english() -> None:
    looks = [name for name in MODEL.screens["looks"].findings if MODEL.findings[name].type == "yes_no"]
    way = journey(dict.fromkeys(looks, "unsure"), language="en", one_by_one=("red_flags",))
    lines = way.lines
    assert lines[:13] == ["u", *["n"] * 12]
    assert [page.findings for page in way.pages if page.line == "u"] == [(), (), *((name,) for name in looks)]
    lines[12] = "no"
    result = say_json(*lines, "", language="en")
    assert result["urgency"] == "doctor_today"
    assert "in doubt" in result["say"][0]
    pages = pages_of(say(*lines, "", language="en"), "en")
    assert all(heading in page for heading, page in zip(way.headings, pages[:-1], strict=True))


def test_changing_an_early_112_asks_the_whole_page() -> None:
    way = journey()
    pages = pages_of(say("v", "n", "j", "s", "2", *way.lines[:2]))
    assert MODEL.texts["da"].urgencies["emergency"].headline in pages[3]
    assert MODEL.texts["da"].screens["red_flags"].title in pages[5]
    assert way.headings[1] in pages[6]
    assert way.headings[2] in pages[7]
    unchanged = pages_of(say("v", "j", "s", "", ""))
    assert MODEL.texts["da"].urgencies["emergency"].headline in unchanged[4]
    assert MODEL.texts["da"].screens["red_flags"].title in pages_of(say("v", "j", "t", "0"))[3]


def test_help_for_one_and_for_all() -> None:
    near_fainting, racing_heart = (RED_FLAGS.index(name) + 1 for name in ("near_fainting", "racing_heart"))
    pages = pages_of(say(f"? {near_fainting}", f"?{racing_heart}", "?", "? 13", "? x"))
    texts = MODEL.texts["da"].findings
    assert texts["near_fainting"].why in pages[1]
    assert texts["near_fainting"].unsure in pages[1]
    assert texts["racing_heart"].look in pages[2]
    assert texts["breathless"].why not in pages[2]
    for name in RED_FLAGS:
        assert texts[name].why in pages[3]
        assert texts[name].look in pages[3]
        assert texts[name].unsure in pages[3]
    assert "? og et nummer fra 1 til 12" in pages[4]
    assert "? og et nummer fra 1 til 12" in pages[5]
    way = journey({"place": "unsure"})
    at = way.at("place")
    single = pages_of(say(*way.lines[:at], "?", "v"))
    assert texts["place"].why in single[at + 1]
    assert texts["place"].unsure in single[at + 1]
    assert way.headings[at + 1] in single[at + 2]


@pytest.mark.parametrize("typed", ["3,5", "3.5", "3,5 cm"])
def test_the_calf_is_measured_with_a_comma(typed: str) -> None:
    way = journey({"calf_difference_cm": 3.5})
    lines, at = way.lines, way.at("calf_difference_cm")
    assert lines[at] == "3,5"
    result = say_json(*lines[:at], typed, *lines[at + 1 :], "")
    assert result["urgency"] == "doctor_today"
    assert result == say_json(*lines, "")


def test_a_measurement_goes_back_to_its_list_and_keeps_the_ticks() -> None:
    way = journey({"redness": "yes"})
    at = way.at("calf_difference_cm")
    assert at == way.at("redness") + 1
    pages = pages_of(say(*way.lines[:at], "t", "", "v"))
    texts = MODEL.texts["da"]
    assert texts.findings["calf_difference_cm"].question in pages[at]
    assert "Enter = forskel på læggene: ikke målt" in pages[at]
    assert f"Før svarede du: {texts.findings['redness'].label}." in pages[at + 1]
    assert texts.findings["calf_difference_cm"].question in pages[at + 2]
    assert way.headings[at + 1] in pages[at + 3]


@pytest.mark.parametrize("typed", ["", "v", "-1", "121", "44 44", "4e1", "nan", "inf", "1_0", "٤٤"])
def test_an_age_is_a_number_in_its_range_and_has_to_be_answered(typed: str) -> None:
    lines, at = journey().lines, journey().at("age")
    result = say(*lines[:at], typed, "44 år", *lines[at + 1 :], "")
    assert result.exit_code == 0
    assert "Skriv et tal fra 0 til 120 (år)." in pages_of(result)[at + 1]
    assert MODEL.texts["da"].urgencies["self_care"].headline in pages_of(result)[-2]


def test_age_0_is_an_age() -> None:
    way = journey({"age": 0.0})
    lines, at = way.lines, way.at("age")
    pages = pages_of(say(*lines[: at + 1], "t", "", *lines[at + 1 : at + 2]))
    assert "Enter = alder: 0 år" in pages[at + 2]
    assert way.headings[at + 1] in pages[at + 3]


def test_the_end_of_the_input_before_a_result_is_bad_input() -> None:
    result = say("0")
    assert result.exit_code == 2
    assert result.stderr == MODEL.texts["da"].terminal["no_more_input"].format(number="112") + "\n"
    assert say("0", options=["--json"]).stdout == ""


@pytest.mark.parametrize("typed", ["q", "stop"])
def test_stopping_before_a_result(typed: str) -> None:
    result = say("0", typed)
    assert result.exit_code == 130
    assert "112" in result.stderr
    assert say("1", "q").exit_code == 0


def test_json_is_alone_on_standard_output_and_the_interview_on_standard_error() -> None:
    result = say("1", options=["--json"])
    assert json.loads(result.stdout)["urgency"] == "emergency"
    assert MODEL.texts["da"].urgencies["emergency"].headline in result.stderr
    assert json.loads(result.stdout)["knowledge"]["sha256"] == MODEL.sha256


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "da_DK.UTF-8"}, "da"),
        ({"LC_ALL": "C.UTF-8"}, "da"),
        ({"LC_ALL": "sv_SE.UTF-8"}, "da"),
        ({}, "da"),
    ],
)
def test_the_language_comes_from_the_locale(environment: dict[str, str], language: str) -> None:
    found = subprocess.run(
        COMMAND, input="1\n\n", capture_output=True, encoding="utf-8", env={**os.environ, **environment}, check=True
    )
    assert MODEL.texts[language].urgencies["emergency"].headline in found.stdout
    assert found.stderr == ""


def test_bytes_that_are_not_utf_8_are_a_wrong_answer() -> None:
    found = subprocess.run(COMMAND, input=b"\xff\xfe\n1\n", capture_output=True, check=True)
    assert b"kan jeg ikke bruge her" in found.stdout


def test_ctrl_c_says_goodbye_with_112_and_130() -> None:
    with subprocess.Popen(COMMAND, stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdout
        assert process.stderr
        seen = b""
        while b"Dit svar:" not in seen:
            seen += process.stdout.read1()  # type: ignore[attr-defined]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        goodbye = process.stderr.read().decode()
    assert goodbye.strip() == MODEL.texts["da"].terminal["stopped"].format(number="112")


@pytest.mark.parametrize("columns", ["30", "60", "80", "200"])
def test_lines_are_wrapped_to_the_terminal_and_80_columns(columns: str) -> None:
    output = say("?", *journey({"one_sided_swelling": "yes"}).lines, "s", "", "", COLUMNS=columns).stdout
    assert max(len(line) for line in output.splitlines() if "Dit svar:" not in line) <= min(80, int(columns))


def test_no_colours_outside_a_terminal() -> None:
    assert "\x1b" not in say(*journey().lines, "").stdout


def test_every_word_of_the_terminal_is_used_and_there() -> None:
    folder = Path(venevagt.cli.__file__).parent
    code = "".join(
        (folder / name).read_text(encoding="utf-8") for name in ("page.py", "interview.py", "asking.py", "result.py")
    )
    made = {f"how_{kind}" for kind in ("yes_no", "choice", "number")}
    made |= {f"{part}_{key}" for part in ("key", "does") for key in ("back", "quit", "one_by_one", "unsure")}
    made |= {f"key_{key}" for key in ("none", "yes", "no", "see", "help")}
    for language in MODEL.about.languages:
        keys = set(MODEL.texts[language].terminal)
        assert {key for key in keys if not re.search(f"[\"']{key}[\"']", code)} <= made <= keys


def test_no_two_keys_of_a_page_are_the_same() -> None:
    for language in MODEL.about.languages:
        words = MODEL.texts[language].terminal
        on_a_list = ("none", "one_by_one", "back", "quit")
        for keys in (on_a_list, ("yes", "no", "unsure", "back", "quit"), ("see", "back", "quit")):
            typed = [word for key in keys for word in words[f"key_{key}"].split(", ")]
            assert len(typed) == len(set(typed))
            assert all(word == word.casefold() for word in typed)
