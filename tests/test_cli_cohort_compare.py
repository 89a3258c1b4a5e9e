"""`venevagt cohort compare`: what it prints, writes and refuses."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.cohort.people import people, words
from tests.knowledge.changed import KNOWLEDGE, copy_with

from venevagt.cli.main import main

RELEASE = str(KNOWLEDGE.parent / "releases" / "0.1.0.json")
MOVED = ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 2")
WEAKER = ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 6")
PEOPLE = people(1_501, seed=2)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People by chance, a third of whom have a blood clot."""
    causes = pa.array([("dvt", "pe", None)[at % 3] for at in range(len(PEOPLE))])
    path = tmp_path_factory.mktemp("cohort") / "people.parquet"
    pq.write_table(pa.Table.from_batches([words(PEOPLE).append_column("true_cause", causes)]), path)
    return path


def compare(cohort: Path, *arguments: str | Path, base: str | Path = RELEASE, language: str = "en") -> Result:
    options = ["cohort", "compare", "--base", base, "--cohort", cohort, "--lang", language, *arguments]
    return CliRunner().invoke(main, [str(option) for option in options], catch_exceptions=False)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_nothing_changes_between_a_version_and_itself(cohort: Path) -> None:
    result = compare(cohort, "--gate", base=KNOWLEDGE)
    assert result.exit_code == 0
    assert "Nobody gets another urgency." in result.stdout
    assert "1,501" in result.stdout
    assert result.stderr == ""


def test_a_stricter_rule_is_told_with_its_rules_its_conditions_and_the_work(cohort: Path, tmp_path: Path) -> None:
    result = compare(cohort, "--gate", "--knowledge", copy_with(tmp_path, MOVED))
    assert result.exit_code == 0
    assert "Nobody gets a lower urgency." in result.stdout
    assert "more urgent: own doctor -> doctor today: " in result.stdout
    assert " -> Signs of a clot in the leg (dvt_signs)" in result.stdout
    assert "  - difference between the calves: from 2 to below 3 cm" in result.stdout
    assert "Doctor the same day" in result.stdout
    assert "Blood clot in the leg or arm (dvt)" in result.stdout


def test_a_weaker_rule_is_loud_and_the_gate_shuts(cohort: Path, tmp_path: Path) -> None:
    copy = copy_with(tmp_path, WEAKER)
    result = compare(cohort, "--knowledge", copy)
    assert result.exit_code == 0
    assert compare(cohort, "--knowledge", copy, "--gate").exit_code == 1
    first = next(line for line in result.stdout.splitlines() if " -> " in line)
    assert first.startswith("LESS URGENT: doctor today -> ")
    assert "Argued for: NO" in result.stdout
    assert "CASES WITHOUT A REASON" in result.stdout


def test_an_argued_change_passes_the_gate(cohort: Path, tmp_path: Path) -> None:
    entries = "".join(
        f"""
  calves_{now}: &
    was: doctor_today
    now: {now}
    when: calf_difference_cm >= 3
    because: only here
    hazard: leg_clot_missed
    since: 0.2.0
    sources: [S1]
""".replace(": &", ":")
        for now in ("own_gp", "self_care")
    )
    copy = copy_with(tmp_path, WEAKER, ("hazards.yaml", "\nhazards:\n", f"\nlowerings:\n{entries}\nhazards:\n"))
    result = compare(cohort, "--gate", "--knowledge", copy)
    assert result.exit_code == 0
    assert "Argued for: yes, all: calves_own_gp" in result.stdout


def test_a_release_a_folder_and_a_revision_are_bases(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    shutil.copytree(KNOWLEDGE, repository / "knowledge")
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "one")
    monkeypatch.chdir(repository)
    copy = copy_with(tmp_path, WEAKER)
    told = [
        json.loads(compare(cohort, "--json", "--knowledge", copy, base=base).stdout)
        for base in (RELEASE, KNOWLEDGE, "HEAD")
    ]
    assert told[0]["flows"]
    assert [one["flows"] for one in told] == [told[0]["flows"]] * 3
    assert [one["gaps"] for one in told] == [told[0]["gaps"]] * 3


def test_json_has_all_of_it(cohort: Path, tmp_path: Path) -> None:
    found = json.loads(compare(cohort, "--json", "--interval", "--knowledge", copy_with(tmp_path, WEAKER)).stdout)
    flow = found["flows"][0]
    assert flow["less_urgent"] is True
    assert flow["cases"] == sum(one["cases"] for one in flow["rules"])
    assert sum(one["before"] for one in found["workload"]) == found["cohort"]["cases"] == 1_501
    assert {one["cause"]: one["people"] for one in found["missed"]} == {"dvt": 501, "pe": 500}
    assert found["missed"][0]["after"] > found["missed"][0]["before"]
    assert found["unfinished"]["lowest"]


@pytest.mark.parametrize(("language", "told"), [("da", "HASTER MINDRE"), ("en", "LESS URGENT")])
def test_the_page_says_what_the_terminal_says(cohort: Path, tmp_path: Path, language: str, told: str) -> None:
    page = tmp_path / "report.html"
    copy = copy_with(tmp_path, WEAKER)
    result = compare(cohort, "--html", page, "--interval", "--knowledge", copy, language=language)
    text = page.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in text
    assert "<script" not in text
    assert "http:" not in text.replace("http://www.w3.org/2000/svg", "")
    assert told in text
    assert told in result.stdout
    assert text.index(told) < text.index('<h2 id="work">')
    for name in ("flows", "work", "missed", "unfinished", "gaps"):
        assert f'<h2 id="{name}">' in text
    assert (
        text.count('<path class="down"')
        == json.loads(compare(cohort, "--json", "--knowledge", copy).stdout)["flows"].__len__()
    )
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".part"] == []


def test_words_of_a_file_never_become_markup(cohort: Path, tmp_path: Path) -> None:
    evil = "<b>&amp; {{ words }}</b>"
    copy = copy_with(tmp_path, WEAKER, ("text/en/rules.yaml", "name: Signs of a clot in the leg", f"name: '{evil}'"))
    compare(cohort, "--html", tmp_path / "report.html", "--knowledge", copy)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;&amp;amp; {{ words }}&lt;/b&gt;" in text
    assert evil not in text


def test_missing_columns_and_wrong_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pq.write_table(pa.table({"chest_pain": ["yes", "perhaps"], "other": [1, 2]}), path)
    result = compare(path)
    assert result.exit_code == 0
    (warning,) = result.stderr.splitlines()
    named = (
        warning.removeprefix(f"warning: {path}: no column for ").removesuffix(": they count as not asked").split(", ")
    )
    assert "age" in named
    assert "chest_pain" not in named
    assert "Left out: 1 with a wrong cell and 0 that could not be read." in result.stdout
    assert "row 2: chest_pain: expected one of: yes, no, unsure, found 'perhaps'" in result.stdout


def test_a_made_up_population_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    table = pa.table({"chest_pain": ["yes"]}).replace_schema_metadata({"venevagt.synthetic": "true"})
    pq.write_table(table, path)
    compare(path, "--html", tmp_path / "report.html")
    assert "These people are made up." in compare(path).stdout
    assert "These people are made up." in (tmp_path / "report.html").read_text(encoding="utf-8")


def wrong(result: Result, *told: str) -> None:
    assert result.exit_code == 2
    assert result.stdout == ""
    for one in told:
        assert one in result.stderr


def test_no_such_revision_and_no_repository(cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    wrong(compare(cohort, base="HEAD"), "HEAD: neither a folder nor a git revision", "not a git repository")
    git(tmp_path, "init", "-q")
    wrong(compare(cohort, base="no-such-thing"), "no-such-thing: neither a folder nor a git revision")
    wrong(compare(cohort, base="--output=x"), "--output=x: expected a folder or a git revision")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("absent.parquet", None, "no such file"),
        ("people.txt", b"", "unknown kind of file"),
        ("broken.parquet", b"PAR1", "expected a Parquet file"),
    ],
)
def test_a_cohort_that_cannot_be_read(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    wrong(compare(path), name, told)


def test_a_cohort_without_any_column_of_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pq.write_table(pa.table({"smerter": ["ja"]}), path)
    wrong(compare(path), "no column is called as a finding, expected such as: ")


def test_a_column_of_another_type(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pq.write_table(pa.table({"chest_pain": [[1]]}), path)
    wrong(compare(path), "expected booleans, or text with yes and no")


EMERGENCY, TODAY = "triage/emergency.yaml", "triage/doctor_today.yaml"
BROKEN: Sequence[tuple[tuple[str, str, str], str]] = [
    ((EMERGENCY, "breathless OR chest_pain", "breathles OR chest_pain"), "did you mean 'breathless'"),
    (("findings/red_flags.yaml", "unsure: yes", "unsure: perhaps"), "found 'perhaps', expected one of"),
    ((TODAY, "urgency: doctor_today", "urgency: today"), "expected one of: self_care, own_gp"),
    ((TODAY, "calf_difference_cm >= 3", "calf_difference_cm >= 300"), "300 is outside"),
    ((TODAY, "calf_difference_cm >= 3", "calf_difference_cm >= 0"), "always holds"),
    ((EMERGENCY, "      holds: {breathless: yes}", "      holds: {breathless: no}"), "expected that it holds"),
    (("knowledge.yaml", "default_urgency: own_gp", "default_urgency: self_care"), "has to be earned"),
    (("triage/self_care.yaml", "rules:", "rules: ["), "cannot be read as YAML"),
]


@pytest.mark.parametrize(("change", "told"), BROKEN)
def test_broken_knowledge_names_the_place(
    cohort: Path, tmp_path: Path, change: tuple[str, str, str], told: str
) -> None:
    wrong(compare(cohort, "--knowledge", copy_with(tmp_path, change)), f"knowledge/{change[0]}:", told)
    wrong(compare(cohort, base=tmp_path / "knowledge"), f"knowledge/{change[0]}:", told)


def test_a_language_without_words_and_a_page_that_cannot_be_written(cohort: Path, tmp_path: Path) -> None:
    wrong(compare(cohort, language="fr"), "unknown language 'fr'")
    wrong(
        compare(cohort, "--html", tmp_path / "no" / "report.html"), "report.html", "expected a file that can be written"
    )
