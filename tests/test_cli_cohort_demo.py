"""`venevagt cohort demo`: one command for a newcomer, in Danish and English."""

import re
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.care.helpers import MODEL

import venevagt.cli.cohort_demo as under_test
from venevagt.cli.cohort_words import WORDS
from venevagt.cli.main import main
from venevagt.knowledge.shape import URGENCIES


def demo(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["cohort", "demo", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_shows_urgency_by_region_and_age_and_the_time(language: str) -> None:
    result = demo("--people", 70_000, "--lang", language)
    assert (result.exit_code, result.stderr) == (0, "")
    words, shown = WORDS[language], result.stdout
    mark = "." if language == "da" else ","
    assert shown.startswith(words["title"].format(people=f"70{mark}000"))
    texts = MODEL.texts[language]
    for urgency in URGENCIES:
        assert shown.count(texts.urgencies[urgency].name) >= 2
    for region in ("hovedstaden", "nordjylland"):
        assert texts.directory[f"region_{region}"] in shown
    assert sum(line.startswith(words["not_known"]) for line in shown.splitlines()) == 2
    for key in ("share", "unfinished", "truth", "no_claim", "next", "made", "assessed"):
        assert words[key] in shown
    assert "oestdanmark" not in shown
    commands = [line.strip() for line in shown.splitlines() if line.startswith("  venevagt cohort ")]
    assert commands == [
        "venevagt cohort simulate 70000 --seed 1 -o people.parquet",
        "venevagt cohort assess people.parquet -o answers.parquet",
        "venevagt cohort report answers.parquet",
    ]


def test_each_line_is_of_100_000_and_nobody_is_left_out() -> None:
    lines = demo("--people", 70_000, "--lang", "en").stdout.splitlines()
    rows = [re.findall(r"(?<!\S)[\d,]+(?!\S)", line) for line in lines]
    numbers = [[int(cell.replace(",", "")) for cell in row] for row in rows if len(row) == 6]
    assert len(numbers) == 2 * 7
    for row in numbers:
        assert abs(sum(row[:4]) - 100_000) <= 2
        assert row[4] < 100_000
    for table in (numbers[:7], numbers[7:]):
        assert sum(row[5] for row in table[:-1]) == table[-1][5] == 70_000


def test_both_languages_have_the_same_words() -> None:
    assert set(WORDS["da"]) == set(WORDS["en"])
    assert set(WORDS) == set(MODEL.about.languages)
    for key, text in WORDS["en"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", WORDS["da"][key]))


def test_it_keeps_the_people_only_where_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert demo("--people", 1000, "--lang", "en").exit_code == 0
    assert list(tmp_path.iterdir()) == []
    kept = tmp_path / "people.parquet"
    result = demo("--people", 1000, "--keep", kept, "--lang", "en")
    assert [one.name for one in tmp_path.iterdir()] == ["people.parquet"]
    assert f"venevagt cohort assess {kept} -o answers.parquet" in result.stdout
    assert WORDS["en"]["kept"].format(file=kept) in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--people", "0"), "0 is not in the range"),
        (("--seed", "-3"), "-3 is not in the range"),
        (("--people", "10", "--keep", "people.csv"), "people.csv: unknown kind of file"),
        (("--people", "10", "--keep", "nowhere/people.arrow"), "there is no folder nowhere"),
        (("--people", "10", "--lang", "fr"), "unknown language 'fr', expected one of: da, en"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], message: str) -> None:
    result = demo(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_stopping_it_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(under_test, "progress", lambda _: stop)
    result = demo("--people", 10)
    assert (result.exit_code, result.stderr) == (130, "stopped\n")
    assert list(tmp_path.iterdir()) == []
