"""`venevagt cohort assess`: files in, files out, and what is wrong is told and never lost."""

import json
from collections.abc import Iterable
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from tests.cohort.assess_command import assess, put, rows, table
from tests.cohort.people import MODEL, Person, answers, booleans, people, words

from venevagt.cohort import json_lines
from venevagt.cohort.machine import BLOCK

PEOPLE = people(2_000, seed=4)
EXPECTED = answers(PEOPLE)
COLUMNS = ["urgency", "lowest", "highest", "final", "rule"]


def lines(persons: Iterable[Person]) -> bytes:
    return msgspec.json.Encoder().encode_lines([dict(person) for person in persons])


def put_people(folder: Path, kind: str) -> Path:
    path = folder / f"cases.{kind}"
    if kind == "parquet":
        pq.write_table(pa.Table.from_batches([booleans(PEOPLE)]), path, row_group_size=700)
    elif kind == "arrow":
        feather.write_feather(pa.Table.from_batches([words(PEOPLE)]), str(path))
    elif kind == "csv":
        arrow_csv.write_csv(pa.Table.from_batches([words(PEOPLE)]), path)
    else:
        path.write_bytes(lines(PEOPLE))
    return path


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("kind", ["parquet", "arrow", "csv", "jsonl"])
def test_every_kind_of_file_gives_what_python_gives(
    tmp_path: Path, kind: str, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "_PIECE", 100_000)
    out = tmp_path / "out.parquet"
    result = assess(put_people(tmp_path, kind), "-o", out, "--workers", workers)
    assert result.exit_code == 0, result.stderr
    found = table(out)
    assert found.schema.names == COLUMNS
    assert list(zip(*found.to_pydict().values(), strict=True)) == list(EXPECTED)
    assert found.schema.metadata[b"venevagt.knowledge"] == MODEL.sha256.encode()
    assert found.schema.metadata[b"venevagt.knowledge_version"] == MODEL.about.version.encode()
    assert b"venevagt.program" in found.schema.metadata
    assert result.stderr.startswith("2,000 rows in ")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"cases.{kind}", "out.parquet"]


def test_more_blocks_than_workers_stay_in_order(tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pydict({"chest_pain": [True, False, None] * BLOCK, "n": range(3 * BLOCK)})
    pq.write_table(pa.Table.from_batches([batch] * 3), tmp_path / "x.parquet")
    result = assess(tmp_path / "x.parquet", "-o", tmp_path / "o.arrow", "--keep", "n", "--workers", 2)
    assert result.exit_code == 0, result.stderr
    found = table(tmp_path / "o.arrow")
    assert found.column("n").to_pylist() == [*range(3 * BLOCK)] * 3
    assert found.column("urgency").to_pylist() == ["emergency", "own_gp", "own_gp"] * 3 * BLOCK


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_answers_as_text(tmp_path: Path, suffix: str) -> None:
    source = put(tmp_path / "x.csv", "person;chest_pain;age\n007;yes;54,5\n;no;\n")
    out = tmp_path / f"o.{suffix}"
    assert assess(source, "-o", out, "--keep", "person", "--keep", "age").exit_code == 0
    if suffix == "csv":
        assert rows(out)[:2] == [
            ["person", "age", *COLUMNS],
            ["007", "54,5", *["emergency"] * 3, "true", "pe_red_flags"],
        ]
    else:
        first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
        assert list(first) == ["person", "age", *COLUMNS]
        assert (first["person"], first["final"], second["person"]) == ("007", True, None)


def test_all_columns_can_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    kept = pa.table(
        {
            "region": pa.array(["a", "b", "a"]).dictionary_encode(),
            "chest_pain": [True, None, False],
            "n": pa.array([1, 2, 3], pa.int8()),
        },
        metadata={"venevagt.synthetic": "true", "venevagt.seed": "7", "pandas": "{}"},
    )
    pq.write_table(kept, path)
    assert assess(path, "-o", tmp_path / "o.parquet", "--keep-all").exit_code == 0
    found = table(tmp_path / "o.parquet")
    assert found.schema.names == ["region", "chest_pain", "n", *COLUMNS]
    assert found.select(["region", "chest_pain", "n"]).to_pydict() == kept.to_pydict()
    assert found.schema.field("n").type == pa.int8()
    assert {key: found.schema.metadata.get(key) for key in (b"venevagt.synthetic", b"venevagt.seed", b"pandas")} == {
        b"venevagt.synthetic": b"true",
        b"venevagt.seed": b"7",
        b"pandas": None,
    }


def test_bad_rows_are_set_aside_and_counted(tmp_path: Path) -> None:
    source = put(tmp_path / "x.csv", "chest_pain,age\nyes,54\nperhaps,54\nno,54,1\nno,old\nno,500\nno,7\n")
    out = tmp_path / "o.csv"
    result = assess(source, "-o", out, "--keep", "age", "--json")
    assert result.exit_code == 0
    assert [row[:2] for row in rows(out)[1:]] == [
        ["54", "emergency"],
        ["54", ""],
        ["old", ""],
        ["500", ""],
        ["7", "own_gp"],
    ]
    assert rows(tmp_path / "o.csv.bad.csv") == [
        ["row", "column", "reason"],
        ["2", "chest_pain", "expected one of: yes, no, unsure, found 'perhaps'"],
        ["3", "", "expected 2 cells, found 3"],
        ["4", "age", "expected 0 to 120, found 'old'"],
        ["5", "age", "expected 0 to 120, found '500'"],
    ]
    told = json.loads(result.stdout)
    assert (told["rows"], told["bad_rows"], told["without_answer"]) == (6, 4, 4)
    assert told["answers"] == {"emergency": 1, "doctor_today": 0, "own_gp": 1, "self_care": 0}
    assert told["not_final"] == 1
    assert len(told["missing_columns"]) == len(MODEL.findings) - 2 - len(set(MODEL.findings) - needed())
    assert told["knowledge"] == {"version": MODEL.about.version, "sha256": MODEL.sha256}


def needed() -> set[str]:
    from tests.cohort.people import ENGINE

    from venevagt.cohort.run import assessor_for, needed_findings

    return set(needed_findings(assessor_for(ENGINE, ())))


def test_a_wrong_cell_may_count_as_not_known(tmp_path: Path) -> None:
    source = put(tmp_path / "x.csv", "chest_pain,age\nyes,old\nperhaps,54\n")
    out = tmp_path / "o.csv"
    assert assess(source, "-o", out, "--wrong-cells", "not-known").exit_code == 0
    assert [row[0] for row in rows(out)[1:]] == ["emergency", "own_gp"]
    assert len(rows(tmp_path / "o.csv.bad.csv")) == 3


def test_strict_ends_with_an_exit_code(tmp_path: Path) -> None:
    good = put(tmp_path / "good.csv", "chest_pain\nyes\n")
    bad = put(tmp_path / "bad.csv", "chest_pain\nperhaps\n")
    assert assess(good, "-o", tmp_path / "1.csv", "--strict").exit_code == 0
    assert assess(bad, "-o", tmp_path / "2.csv", "--strict", "--bad", tmp_path / "b.csv").exit_code == 2
    assert len(rows(tmp_path / "b.csv")) == 2
    assert (tmp_path / "2.csv").exists()


@pytest.mark.parametrize(
    ("given", "form"),
    [
        ("chest_pain,n\nyes,1\nno,2\n", []),
        ('{"chest_pain": "yes", "n": 1}\n{"chest_pain": "no", "n": 2}\n', []),
        ('\n{"chest_pain": "yes", "n": 1}\n{"chest_pain": "no", "n": 2}\n', ["--format", "jsonl"]),
        ("chest_pain,n\nyes,1\nno,2\n", ["--format", "csv"]),
    ],
)
def test_standard_input_and_output(given: str, form: list[str]) -> None:
    result = assess("-", "-o", "-", "--keep", "n", "--out-format", "jsonl", *form, given=given)
    assert result.exit_code == 0, result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["n"], row["urgency"]) for row in found] == [("1", "emergency"), ("2", "own_gp")]
    assert "2 rows in" in result.stderr


def test_bad_rows_of_standard_output_are_told_beside() -> None:
    result = assess("-", "-o", "-", given="chest_pain,age\nno,old\nyes,7\n")
    assert [line.split(",")[0] for line in result.stdout.splitlines()] == ['"urgency"', "", '"emergency"']
    assert "row 1: age: expected 0 to 120, found 'old'" in result.stderr


def test_columns_that_are_missing_or_unknown_are_named(tmp_path: Path) -> None:
    source = put(tmp_path / "x.csv", "chest_pian,age,hospital,region,person\nyes,54,A,B,C\n")
    result = assess(source, "-o", tmp_path / "o.csv", "--keep", "person")
    assert "findings have no column and count as not known: " in result.stderr
    assert "unknown column 'chest_pian', did you mean 'chest_pain'?" in result.stderr
    assert "columns that are not looked at: hospital\n" in result.stderr


def test_columns_of_json_lines_are_named_when_all_of_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "_HEAD", 10)
    source = put(tmp_path / "x.jsonl", '{"age": 5}\n' * 10 + '{"chest_pain": "yes", "breathles": "no"}\n')
    result = assess(source, "-o", tmp_path / "o.csv")
    assert rows(tmp_path / "o.csv")[-1][0] == "emergency"
    assert "unknown column 'breathles', did you mean 'breathless'?" in result.stderr
    assert "chest_pain" not in result.stderr


def test_a_file_without_a_finding_is_an_error(tmp_path: Path) -> None:
    result = assess(put(tmp_path / "x.csv", "chest_pian,ward\nyes,A\n"), "-o", tmp_path / "o.csv")
    assert result.exit_code == 2
    assert "no column is called as a finding (chest_pian, ward)" in result.stderr
    assert "did you mean 'chest_pain'?" in result.stderr
    assert not (tmp_path / "o.csv").exists()


def test_a_table_without_rows_gives_a_table_without_rows(tmp_path: Path) -> None:
    result = assess(put(tmp_path / "x.csv", "chest_pain,age\n"), "-o", tmp_path / "o.parquet")
    assert result.exit_code == 0
    assert table(tmp_path / "o.parquet").num_rows == 0
    assert result.stderr.splitlines()[1].startswith("0 rows")


def test_a_mapping_gives_the_columns_their_names(tmp_path: Path) -> None:
    source = put(tmp_path / "x.csv", "smerter,navn\nja,X\nmaaske,Y\n")
    told = put(tmp_path / "m.yaml", "title: Smerter\ncolumns: {smerter: {finding: chest_pain, coding: danish}}\n")
    result = assess(source, "-o", tmp_path / "o.csv", "--mapping", told)
    assert result.exit_code == 0, result.stderr
    assert "columns that are not looked at: navn" in result.stderr
    assert rows(tmp_path / "o.csv")[1][0] == "emergency"
    assert "'maaske' is no word of its coding" in (tmp_path / "o.csv.bad.csv").read_text(encoding="utf-8")


def test_a_mapping_that_is_wrong_is_named_with_its_place(tmp_path: Path) -> None:
    source = put(tmp_path / "x.csv", "smerter\nja\n")
    told = put(tmp_path / "m.yaml", "title: Smerter\ncolumns: {smerter: {finding: chest_pian}}\n")
    result = assess(source, "-o", tmp_path / "o.csv", "--mapping", told)
    assert result.exit_code == 2
    assert "m.yaml:2:" in result.stderr
    assert "did you mean 'chest_pain'?" in result.stderr
    missing = assess(source, "-o", tmp_path / "o.csv", "--mapping", tmp_path / "none.yaml")
    assert (missing.exit_code, "none.yaml" in missing.stderr) == (2, True)


def test_a_table_of_a_database_in_and_out(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "people.duckdb")) as db:
        db.execute("CREATE TABLE people AS SELECT true AS chest_pain, 50 AS age")
    name = f"duckdb:{tmp_path / 'people.duckdb'}?table=people"
    result = assess(name, "-o", f"duckdb:{tmp_path / 'o.duckdb'}?table=answers")
    assert result.exit_code == 0, result.stderr
    with duckdb.connect(str(tmp_path / "o.duckdb"), read_only=True) as db:
        assert db.execute("SELECT urgency FROM answers").fetchall() == [("emergency",)]
    wrong = assess(f"duckdb:{tmp_path / 'people.duckdb'}?table=poeple", "-o", tmp_path / "o.csv")
    assert (wrong.exit_code, "did you mean 'people'" in wrong.stderr) == (2, True)
