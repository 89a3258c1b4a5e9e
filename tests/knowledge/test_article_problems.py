"""A mistake in an article is named with its line: what is typed that the rules own, and what is missing."""

from pathlib import Path

import pytest
from tests.knowledge.changed import KNOWLEDGE, copy_with

from venevagt.knowledge.check import check
from venevagt.knowledge.load import load
from venevagt.knowledge.model import Model
from venevagt.knowledge.problems import Problem

HELP = "text/da/when_to_seek_help.md"
NOW = "text/en/what_to_do_now.md"

TYPED = [
    ("the emergency number", (HELP, "Kør ikke selv.", "Ring 112."), "the number 112 in the words"),
    ("an out-of-hours number", (HELP, "Kør ikke selv.", "Ring 1813."), "the number 1813 in the words"),
    ("a number with spaces", (HELP, "Kør ikke selv.", "Ring 70 11 07 07."), "the number 70 11 07 07 in the words"),
    ("a time limit", (NOW, "{self_care_days}", "7 days"), "the number 7 in the words"),
    (
        "an urgency's headline",
        (HELP, "Et af disse tegn er nok.", "Så ring til en læge i dag."),
        "'ring til en læge i dag' typed into the words, expected {doctor_today}",
    ),
    (
        "a red flag",
        (NOW, "Take it easy", "Pain or pressure in the chest? Take it easy"),
        "'Pain or pressure in the chest' typed into the words, expected {red_flags}",
    ),
]

WRONG = [
    (
        "a list that does not exist",
        (HELP, "{red_flags}", "{red_flag}"),
        "unknown fact, urgency or list {red_flag}\n    {red_flag}\n    ^^^^^^^^^^\n    help: did you mean {red_flags}?",
    ),
    (
        "the signs of a rule that asks for several at once",
        ("text/en/signs_of_a_clot.md", "{signs.pe_red_flags}", "{signs.dvt_signs}"),
        "unknown fact, urgency or list {signs.dvt_signs}",
    ),
    ("a brace that is not closed", (HELP, "{red_flags}", "{red_flags"), "a brace that does not fit"),
    (
        "a table inside a sentence",
        (HELP, "{phone_numbers}", "Ring til {phone_numbers}."),
        "{phone_numbers} inside a line, expected it on a line of its own",
    ),
    (
        "a line that needs a person's answers",
        (NOW, "{advice.say_clot}", "{advice.say_112}"),
        "{advice.say_112} tells a person's own answers, expected another line",
    ),
    (
        "a section without sources",
        (
            NOW,
            "Take it easy, and start from the top. The first thing that fits you is what you should do.\n\n[S18]",
            "Go.",
        ),
        "a section without sources, expected a last line such as [S18]",
    ),
    (
        "a source that does not exist",
        (HELP, "[S18] [S11] [S17]", "[S18] [S111] [S17]"),
        "unknown source 'S111'\n    [S18] [S111] [S17]\n           ^^^^\n    help: did you mean [S11]?",
    ),
    (
        "a source that is not in the head",
        (HELP, "[S18] [S11] [S17]", "[S18] [S15] [S17]"),
        "source 'S15' is not in the head, expected it under sources",
    ),
    (
        "a source that no section rests on",
        ("text/da/questions.md", "sources: [S18,", "sources: [S2, S18,"),
        "no section rests on 'S2', expected [S2] under one that does",
    ),
    (
        "another article that does not exist",
        (NOW, "see_also: [when_to_seek_help,", "see_also: [when_to_seek_hlp,"),
        "unknown other article 'when_to_seek_hlp'\n",
    ),
    ("an article that leads to itself", (NOW, "[when_to_seek_help,", "[what_to_do_now,"), "unknown other article"),
    (
        "another urgency than in the other language",
        ("text/en/prevention.md", "{doctor_today}", "{own_gp}"),
        "shows S17, S18, after_birth_weeks, own_gp, "
        "but text/da shows S17, S18, after_birth_weeks, doctor_today: expected the same",
    ),
    (
        "a section too few",
        ("text/en/questions.md", "## What about quinine?", "What about quinine?"),
        "16 sections, but text/da has 17: expected the same",
    ),
]


def problems_of(folder: Path, change: tuple[str, str, str]) -> list[Problem]:
    return check(load(copy_with(folder, change)))


@pytest.mark.parametrize(("change", "message"), [row[1:] for row in TYPED], ids=[row[0] for row in TYPED])
def test_what_the_rules_own_is_not_typed(tmp_path: Path, change: tuple[str, str, str], message: str) -> None:
    assert_named(tmp_path, change, message)


@pytest.mark.parametrize(("change", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_mistake_is_named(tmp_path: Path, change: tuple[str, str, str], message: str) -> None:
    assert_named(tmp_path, change, message)


def assert_named(folder: Path, change: tuple[str, str, str], message: str) -> None:
    """One of the problems says it, at the line of the file that was changed."""
    named = [problem for problem in problems_of(folder, change) if message in str(problem)]
    assert named
    for problem in named:
        assert problem.file == f"knowledge/{change[0]}"
        lines = (folder / problem.file).read_text(encoding="utf-8").splitlines()
        assert lines[problem.line - 1] == problem.source_line


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_number_and_headline_that_is_typed_is_found(tmp_path: Path, language: str) -> None:
    owned = what_is_owned(load(KNOWLEDGE).model, language)
    head = "valid_to: 2027-11-24}\n---\n"
    typed = head + "".join(f"{words}\n" for words in owned)
    found = problems_of(tmp_path, (f"text/{language}/questions.md", head, f"{typed}\n"))
    assert {problem.source_line for problem in found} == {*owned}


def what_is_owned(model: Model, language: str) -> list[str]:
    texts = model.texts[language]
    numbers = [service.number for service in model.services.values() if service.number]
    return [*numbers, *(urgency.headline for urgency in texts.urgencies.values())]


def test_the_list_of_articles_has_each_once(tmp_path: Path) -> None:
    found = problems_of(tmp_path, ("knowledge.yaml", "  - questions\n", "  - qestions\n  - prevention\n"))
    messages = {f"{problem.file}: {problem.message}" for problem in found}
    assert messages == {
        "knowledge/knowledge.yaml: no article 'qestions', expected text/da/qestions.md",
        "knowledge/knowledge.yaml: no article 'qestions', expected text/en/qestions.md",
        "knowledge/knowledge.yaml: 'prevention' stands here twice, expected once",
        "knowledge/text/da/questions.md: the article 'questions' is not listed, "
        "expected it under articles in knowledge.yaml",
        "knowledge/text/en/questions.md: the article 'questions' is not listed, "
        "expected it under articles in knowledge.yaml",
    }


def test_what_only_follows_from_a_broken_condition_is_left_out(tmp_path: Path) -> None:
    found = problems_of(tmp_path, ("triage/conditions.yaml", "recent_surgery OR immobile", "recent_surgry OR immobile"))
    assert {problem.file for problem in found} == {"knowledge/triage/conditions.yaml"}
