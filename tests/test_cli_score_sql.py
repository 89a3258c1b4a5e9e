"""`venevagt score sql` as it is typed, and its query on a table of patients."""

import duckdb
import pytest
from click.testing import CliRunner, Result

from venevagt.cli.main import main


def venevagt(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_the_query_counts_every_row_of_a_table_and_keeps_its_columns() -> None:
    printed = venevagt("score", "sql", "cockcroft_gault")
    assert printed.exit_code == 0
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE cases (patient VARCHAR, age DOUBLE, sex VARCHAR, weight DOUBLE, creatinine DOUBLE)"
        )
        connection.execute("INSERT INTO cases VALUES ('a', 40, 'male', 72, 88.4), ('b', 40, NULL, 72, 88.4)")
        found = connection.execute(printed.stdout).fetchall()
    (_, _, _, _, _, *first), (_, _, _, _, _, *second) = sorted(found)
    # (140 - 40) * 72 / (72 * 1 mg/dL) is 100 for a man, and 85 for a woman.
    assert first == [True, pytest.approx(100, abs=1e-5), pytest.approx(100, abs=1e-5), "from_50", "from_50"]
    assert second == [True, pytest.approx(85, abs=1e-5), pytest.approx(100, abs=1e-5), "from_50", "from_50"]


def test_all_scores_are_in_the_query_without_a_name_and_the_named_ones_with_it() -> None:
    everything = venevagt("score", "sql").stdout
    assert all(f'"{name}_highest_band"' in everything for name in ("wells_dvt", "cockcroft_gault"))
    one = venevagt("score", "sql", "wells_dvt@1997", "--dialect", "spark").stdout
    assert "`wells_dvt_1997_low`" in one
    assert "cockcroft_gault" not in one


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sql", "wels_dvt"), "unknown score 'wels_dvt', did you mean 'wells_dvt'?"),
        (("sql", "--dialect", "oracel"), "unknown dialect 'oracel', expected one of: duckdb, postgres"),
        (("sql", "--case", "-"), "score sql prints a query, expected no --case"),
        (("list", "wells_dvt"), "wells_dvt: expected it only in `venevagt score sql [NAME ...]`"),
        (("wells_dvt", "--case", "-", "--dialect", "spark"), "--dialect: expected it only in `venevagt score sql"),
    ],
)
def test_what_cannot_be_used_is_named(arguments: tuple[str, ...], message: str) -> None:
    found = venevagt("score", *arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr
