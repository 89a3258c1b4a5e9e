"""`venevagt cohort report` as it is typed: the tables, the files, what is hidden, and what is refused."""

import csv
import datetime
import json
import random
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.browser.chromium import NODE_MODULES
from tests.browser.test_every_page import invalid
from tests.cohort.people import MODEL, booleans, people

from venevagt.cli.main import main

HOSTILE = "=HYPERLINK(\"x\")<script>alert('1')</script>"
PERSONS = 900


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up persons over half a year, some in a region with a name that would do harm."""
    chance = random.Random(8)
    batch = booleans(people(PERSONS, seed=8))
    columns = {name: batch.column(name) for name in batch.schema.names}
    columns["region"] = pa.array(
        chance.choices(["hovedstaden", "nordjylland", HOSTILE, None], [60, 30, 5, 5], k=PERSONS)
    )
    first = datetime.date(2026, 1, 1)
    columns["date"] = pa.array([first + datetime.timedelta(days=chance.randrange(170)) for _ in range(PERSONS)])
    path = tmp_path_factory.mktemp("cohort") / "cohort.parquet"
    table = pa.table(columns)
    pq.write_table(table.replace_schema_metadata({"venevagt.synthetic": "true"}), path)
    return path


def report(*arguments: str | Path) -> Result:
    typed = ["cohort", "report", *map(str, arguments)]
    return CliRunner().invoke(main, typed, catch_exceptions=False)


def changed(cohort: Path, path: Path, **columns: pa.Array) -> Path:
    table = pq.read_table(cohort)
    for name, column in columns.items():
        table = table.drop_columns([name]) if name in table.column_names else table
        table = table.append_column(name, column)
    pq.write_table(table.replace_schema_metadata(None), path)
    return path


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_terminal_says_what_a_reader_has_to_know(cohort: Path) -> None:
    result = report(cohort, "--lang", "en")
    assert result.exit_code == 0
    text = result.stdout
    assert text.startswith("*** SYNTHETIC: made-up persons")
    assert f"Persons counted: {PERSONS}" in text
    assert MODEL.sha256[:12] in text
    assert "Rows with a wrong cell, not counted: 0" in text
    assert "Over time, by week (its Monday)" in text
    assert "Capital Region of Denmark" in text
    assert "call 112" in text
    assert "done after screen 1" in text
    assert "<5" in text
    danish = report(cohort, "--lang", "da").stdout
    assert danish.startswith("*** SYNTETISK")
    assert "ukendt" in danish


def test_real_persons_are_not_called_synthetic(cohort: Path, tmp_path: Path) -> None:
    real = changed(cohort, tmp_path / "real.parquet")
    assert "SYNTHETIC" not in report(real, "--lang", "en").stdout
    made_up = changed(cohort, tmp_path / "marked.parquet", synthetic=pa.array([True] * PERSONS))
    assert report(made_up, "--lang", "en").stdout.startswith("*** SYNTHETIC")


def test_missing_columns_and_bad_rows_are_named(cohort: Path, tmp_path: Path) -> None:
    path = tmp_path / "less.parquet"
    table = pq.read_table(cohort).drop_columns(["region", "calf_difference_cm", "date"])
    pq.write_table(table.append_column("date", pa.array(["soon", *["2026-02-03"] * (PERSONS - 1)])), path)
    text = report(path, "--lang", "en").stdout
    assert "Columns that are missing, so not known for everybody: calf_difference_cm, region" in text
    assert "Rows with a wrong cell, not counted: 1 (date 1)" in text
    assert f"Persons counted: {PERSONS - 1}" in text


def test_json_has_the_same_and_nothing_small(cohort: Path) -> None:
    found = json.loads(report(cohort, "--json", "--at-least", "20").stdout)
    assert (found["synthetic"], found["counted"], found["at_least"]) == (True, PERSONS, 20)
    cells = [cell for table in found["groupings"] for row in table["rows"] for cell in (row["total"], *row["cells"])]
    assert all(cell.get("hidden") or cell["persons"] == 0 or cell["persons"] >= 20 for cell in cells)
    assert {cell.get("hidden") for cell in cells} == {None, "<20", ".."}
    assert {table["id"] for table in found["groupings"]} >= {"urgency", "age", "sex", "region", "date", "rule", "final"}


def test_one_turns_the_hiding_off_and_two_is_refused(cohort: Path) -> None:
    shown = report(cohort, "--at-least", "1", "--lang", "en").stdout
    assert "<5" not in shown
    assert "No group is hidden" in shown
    refused = report(cohort, "--at-least", "2")
    assert (refused.exit_code, refused.stderr) == (2, "--at-least 2: expected 3 or more, or 1 to hide nothing\n")


def test_csv_is_safe_to_open_in_a_spreadsheet(cohort: Path, tmp_path: Path) -> None:
    assert report(cohort, "--csv", tmp_path / "tables", "--lang", "en").stdout == ""
    names = {"about", "urgency", "age", "sex", "region", "date", "rule", "final", "between", "funnel"}
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {f"{name}.csv" for name in names}
    for path in (tmp_path / "tables").iterdir():
        lines = lines_of(path)
        assert len({len(line) for line in lines}) == 1
        assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@")]
    region = lines_of(tmp_path / "tables" / "region.csv")
    assert f"'{HOSTILE}" in [line[0] for line in region]
    assert region[-1][2] == str(PERSONS)
    assert lines_of(tmp_path / "tables" / "about.csv")[:2] == [["what", "value"], ["synthetic", "yes"]]


def test_all_outputs_hide_the_same(cohort: Path, tmp_path: Path) -> None:
    """What the JSON hides stands as such in the other files; the numbers of the others are those of the JSON."""
    report(cohort, "--csv", tmp_path, "--html", tmp_path / "page.html", "--lang", "en", "--at-least", "20")
    tables = json.loads(report(cohort, "--json", "--at-least", "20").stdout)["groupings"]
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    for table in tables:
        with (tmp_path / f"{table['id']}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))[:-1]
        for row, line in zip(table["rows"], lines, strict=True):
            cells = dict(zip(table["columns"], row["cells"], strict=False)) | {"persons": row["total"]}
            for name, cell in cells.items():
                assert line[name] == cell.get("hidden", str(cell.get("persons")))
        hidden = [cell for row in table["rows"] for cell in (row["total"], *row["cells"]) if cell.get("hidden")]
        part = page[page.index(f'<h2 id="{table["id"]}">') :].split("</table>")[0]
        shown = part.count("<td>&lt;20</td>") + part.count("<td>..</td>")
        assert shown == len(hidden)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_stands_alone_and_runs_nothing(cohort: Path, tmp_path: Path, language: str) -> None:
    assert report(cohort, "--html", tmp_path / "page.html", "--lang", language).exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert f'<html lang="{language}">' in page
    assert page.count('class="shout"') == 1
    assert page.count('role="img"') == 6
    assert "polyline" in page
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(
    not (NODE_MODULES / "html-validate").is_dir() or shutil.which("node") is None,
    reason="html-validate is not installed; make .venv/browser-ready brings it",
)
def test_the_page_is_valid_html(cohort: Path, tmp_path: Path) -> None:
    for language in ("da", "en"):
        report(cohort, "--html", tmp_path / f"{language}.html", "--lang", language)
    assert invalid(tmp_path) == ""


def test_people_give_a_rate(cohort: Path, tmp_path: Path) -> None:
    people_file = tmp_path / "people.csv"
    people_file.write_text("region,people\nhovedstaden,1900000\n", encoding="utf-8")
    found = json.loads(report(cohort, "--json", "--population", people_file).stdout)
    table = next(one for one in found["groupings"] if one["id"] == "region")
    row = next(one for one in table["rows"] if one["id"] == "hovedstaden")
    assert row["total"]["rate"] == round(row["total"]["persons"] / 19, 1)
    assert row["cells"][3]["rate"] == round(row["cells"][3]["persons"] / 19, 1)
    assert found["regions_without_people"] == sorted([HOSTILE, "nordjylland"])
    assert "Per 100,000 of the population" in report(cohort, "--population", people_file, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("region;people\nhovedstaden;3\n", "line 1: expected the columns region and people"),
        ("region,people\nhovedstaden,many\n", "line 2: people: expected a whole number above 0, found 'many'"),
        ("region,people\nhovedstaden,0\n", "line 2: people: expected a whole number above 0, found '0'"),
        ("region,people\nsjaelland,3\nsjaelland,4\n", "line 3: region: 'sjaelland' stands here twice"),
    ],
)
def test_a_wrong_population_names_the_line(cohort: Path, tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "people.csv"
    file.write_text(content, encoding="utf-8")
    result = report(cohort, "--population", file)
    assert result.exit_code == 2
    assert f"{file}: {message}" in result.stderr


def test_what_cannot_be_read_or_written_is_said(cohort: Path, tmp_path: Path) -> None:
    nowhere = report(tmp_path / "none.parquet")
    assert (nowhere.exit_code, nowhere.stderr) == (2, f"{tmp_path / 'none.parquet'}: no such file\n")
    few = tmp_path / "few.parquet"
    pq.write_table(pq.read_table(cohort).slice(0, 3), few)
    assert "3 persons to count, expected at least 5" in report(few).stderr
    assert report(cohort, "--population", tmp_path).exit_code == 2
    unwritten = report(cohort, "--html", tmp_path / "no folder" / "page.html")
    assert unwritten.exit_code == 2
    assert "cannot be written" in unwritten.stderr
    listed = changed(cohort, tmp_path / "listed.parquet", chest_pain=pa.array([[True]] * PERSONS))
    assert "listed.parquet: column 'chest_pain' is of type list" in report(listed).stderr


def test_words_of_a_spreadsheet_are_read_as_when_a_cohort_is_assessed(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    lines = ["chest_pain;age;calf_difference_cm", *["true;54;3,5"] * 60, *["0;44;1,5"] * 40]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = CliRunner().invoke(main, ["cohort", "report", str(path), "--json"])
    assert found.exit_code == 0, found.stderr
    report = json.loads(found.stdout)
    assert (report["counted"], report["bad"]) == (100, {})
