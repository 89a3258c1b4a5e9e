"""`venevagt cohort sql` as it is typed: a query, a dbt project, and what is said of wrong input."""

import csv
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from venevagt.care.assess import assess
from venevagt.cli.main import main
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.source import read_yaml

MODEL = get_model()


def venevagt(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cohort", "sql", *arguments], catch_exceptions=False)


def test_the_query_assesses_a_table_and_keeps_its_columns() -> None:
    printed = venevagt("--only", "chest_pain,chest_pain_unsure,age", "--table", "clinic.calls")
    assert printed.exit_code == 0
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA clinic")
        connection.execute(
            "CREATE TABLE clinic.calls AS SELECT * FROM (VALUES (1, true, false, 50), (2, NULL, true, 50), "
            "(3, false, false, NULL)) AS v (person, chest_pain, chest_pain_unsure, age)"
        )
        found = connection.execute(f"{printed.stdout} ORDER BY person").fetchall()
    assert found == [
        (1, True, False, 50, "emergency", "emergency", "emergency", True, "pe_red_flags"),
        (2, None, True, 50, "emergency", "emergency", "emergency", True, "pe_red_flags"),
        (3, False, False, None, "own_gp", "self_care", "emergency", False, "no_rule"),
    ]


def test_words_and_one_column_kept_and_a_score() -> None:
    printed = venevagt(
        "--columns", "words", "--only", "chest_pain,sex,age", "--id", "person", "--score", "cockcroft_gault"
    )
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE cases AS SELECT 7 AS person, 'unsure' AS chest_pain, 'female' AS sex, 50 AS age"
        )
        (row,) = connection.execute(printed.stdout).fetchall()
    assert row[:6] == (7, "emergency", "emergency", "emergency", True, "pe_red_flags")
    assert len(row) == 11


def test_options_change_how_names_stand() -> None:
    assert '"chest_pain_unsure"' in venevagt().stdout
    assert "chest_pain_unsure" not in venevagt("--no-unsure").stdout.partition("WITH answers")[2]
    assert '"' not in venevagt("--bare").stdout
    assert "`answer_age` < 16" in venevagt("--dialect", "spark").stdout
    assert 'CAST(NULL AS BOOLEAN) AS "answer_cramp"' in venevagt("--without", "cramp", "--no-unsure").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--dialect", "sparc"), "did you mean 'spark'?"),
        (("--dialect", "tsql"), "unknown dialect 'tsql', expected one of: duckdb, postgres, spark"),
        (("--without", "chest_pian"), "unknown finding 'chest_pian', did you mean 'chest_pain'?"),
        (("--only", "age,brethless"), "unknown finding 'brethless', did you mean 'breathless'?"),
        (("--only", " "), "--only: expected findings with commas between them, found none"),
        (("--columns", "bool"), "--columns: expected boolean or words, found 'bool'"),
        (("--score", "wels_dvt"), "unknown score 'wels_dvt', did you mean 'wells_dvt'?"),
        (
            ("--table", "my cases"),
            "a table such as cases or schema.cases, found 'my cases', did you mean 'my_cases'?",
        ),
        (("--table", "cases; DROP TABLE x"), "expected a table such as cases"),
        (("--table", "answers"), "a step of the query has this name"),
        (("--id", "rule"), "rule: the query adds this column itself"),
        (("--dialect", "trino"), "trino cannot keep all columns"),
        (("--dbt", "{tmp}"), "there is something else in it, expected a new folder"),
        (("--dbt", "{tmp}/file"), "file: cannot be written"),
    ],
)
def test_what_cannot_be_used_is_named(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    found = venevagt(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_table_with_odd_names_stands_in_quotes() -> None:
    assert 'FROM "2026"."leg-cases" AS each_case' in venevagt("--table", "2026.leg-cases").stdout
    assert (
        "FROM `my-project`.clinic.cases AS each_case"
        in venevagt("--table", "my-project.clinic.cases", "--dialect", "bigquery").stdout
    )


# The dbt project


def test_the_dbt_project_is_whole_and_can_be_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    for _ in range(2):
        written = venevagt("--dbt", str(folder))
        assert (written.exit_code, written.stdout) == (0, "")
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {
        "README.md",
        "dbt_project.yml",
        "profiles.yml",
        "macros/venevagt_assessment.sql",
        "models/schema.yml",
        "models/venevagt_assessment.sql",
        "seeds/venevagt_example_answers.csv",
        "seeds/venevagt_example_cases.csv",
        "tests/venevagt_answers_as_the_engine.sql",
        "tests/venevagt_from_lowest_to_highest.sql",
    }
    for name in ("dbt_project.yml", "profiles.yml", "models/schema.yml"):
        assert read_yaml(name, (folder / name).read_bytes()).problems == []
    schema = (folder / "models/schema.yml").read_text(encoding="utf-8")
    assert "values: [self_care, own_gp, doctor_today, emergency]" in schema
    assert all(rule in schema for rule in (*MODEL.rules, "no_rule"))


def test_its_query_answers_the_example_cases_as_python_does(tmp_path: Path) -> None:
    """What its singular test asks of a warehouse; `make dbt` runs dbt itself."""
    folder = tmp_path / "project"
    venevagt("--dbt", str(folder))
    macro = (folder / "macros/venevagt_assessment.sql").read_text(encoding="utf-8")
    query = macro.removeprefix("{% macro venevagt_assessment(cases) %}").removesuffix("{% endmacro %}\n")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE cases AS FROM read_csv('{folder}/seeds/venevagt_example_cases.csv')")
        filled = query.replace("{{ cases }}", "cases")
        connection.execute(f"CREATE TABLE found AS SELECT * FROM ({filled}) ORDER BY case_number")
        columns = "case_number, urgency, lowest, highest, CAST(final AS VARCHAR), rule"
        found = connection.execute(f"SELECT {columns} FROM found").fetchall()
    with (folder / "seeds/venevagt_example_answers.csv").open(encoding="utf-8", newline="") as stream:
        expected = [(int(row[0]), *row[1:]) for row in csv.reader(stream) if row[0] != "case_number"]
    assert found == expected
    assert len({row[5] for row in expected}) > 0.9 * len(MODEL.rules)
    nothing = assess(MODEL, {})
    assert expected[0][1:4] == (nothing.urgency, *nothing.possible)


def test_for_another_database_there_is_no_profile_and_its_own_types(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    assert (
        venevagt("--dbt", str(folder), "--dialect", "bigquery", "--columns", "words", "--id", "person").exit_code == 0
    )
    assert not (folder / "profiles.yml").exists()
    project = (folder / "dbt_project.yml").read_text(encoding="utf-8")
    assert "        person: int64\n" in project
    assert "        chest_pain: string\n" in project
    assert "        age: float64\n" in project
    assert "chest_pain_unsure" not in project
