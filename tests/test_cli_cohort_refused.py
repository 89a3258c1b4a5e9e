"""`venevagt cohort assess` refuses what it cannot read or write, says why, and leaves nothing behind."""

import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cohort.assess_command import assess, put, rows

from venevagt.cohort import whole_file
from venevagt.cohort.machine import BLOCK


def in_a_list(path: Path) -> None:
    pq.write_table(pa.table({"age": [[1]], "chest_pain": [True]}), path)


def with_words_for_a_number(path: Path) -> None:
    pq.write_table(pa.table({"age": [True], "chest_pain": [True]}), path)


def with_numbers_for_a_choice(path: Path) -> None:
    pq.write_table(pa.table({"place": [1], "chest_pain": [True]}), path)


def with_a_date_for_unsure(path: Path) -> None:
    pq.write_table(pa.table({"chest_pain": [True], "chest_pain_unsure": pa.array([0], pa.date32())}), path)


def with_a_column_twice(path: Path) -> None:
    batch = pa.RecordBatch.from_arrays([pa.array([True]), pa.array([False])], names=["chest_pain", "chest_pain"])
    pq.write_table(pa.Table.from_batches([batch]), path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (in_a_list, "column 'age' is of type list<.*, expected numbers"),
        (with_words_for_a_number, "column 'age' is of type bool, expected numbers"),
        (with_numbers_for_a_choice, "column 'place' is of type int64, expected text"),
        (with_a_date_for_unsure, "column 'chest_pain_unsure' is of type date32.*, expected booleans"),
        (with_a_column_twice, "column 'chest_pain' stands there 2 times, expected each once"),
    ],
)
def test_columns_that_cannot_be_read(tmp_path: Path, make: Any, message: str) -> None:
    make(tmp_path / "x.parquet")
    result = assess(tmp_path / "x.parquet", "-o", tmp_path / "o.csv")
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert re.search(message, result.stderr), result.stderr
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("-o x.csv", "this file is read"),
        ("-o link.csv", "this file is read"),
        ("-o x.csv --force", "this file is read"),
        ("-o there.csv", "exists; write over it with --force"),
        ("-o folder.csv", "a folder, expected the name of a file"),
        ("-o none/o.csv", "there is no folder"),
        ("-o o.xlsx", "unknown kind of file"),
        ("-o o.csv --bad there.csv", "exists; write over it with --force"),
        ("-o o.csv --bad x.csv --force", "this file is read"),
        ("-o o.csv --bad o.csv", "expected two names"),
        ("-o - --json", "standard output cannot have the answers and --json"),
        ("-o o.csv --keep chest_pian", "no column 'chest_pian' to keep, did you mean 'chest_pain'?"),
        ("-o o.csv --score wels_dvt", "unknown score 'wels_dvt', did you mean 'wells_dvt'?"),
        ("-o o.csv --score wells_dvt@1", "unknown version '1' of wells_dvt, expected one of: wells_dvt@"),
    ],
)
def test_outputs_that_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "x.csv", "chest_pain\nyes\n")
    (tmp_path / "link.csv").symlink_to("x.csv")
    put(tmp_path / "there.csv", "old")
    (tmp_path / "folder.csv").mkdir()
    result = assess("x.csv", *arguments.split())
    assert result.exit_code == 2
    assert message in result.stderr
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.csv", "link.csv", "there.csv", "x.csv"]


def test_an_older_output_is_written_over_when_that_is_wanted(tmp_path: Path) -> None:
    source = put(tmp_path / "x.csv", "chest_pain\nyes\n")
    there = put(tmp_path / "there.csv", "old")
    assert assess(source, "-o", there, "--force").exit_code == 0
    assert rows(there)[1][0] == "emergency"


def test_nothing_is_written_into_the_folder_that_is_read(tmp_path: Path) -> None:
    pq.write_table(pa.table({"chest_pain": [True]}), tmp_path / "x.parquet")
    result = assess(tmp_path, "-o", tmp_path / "o.parquet")
    assert result.exit_code == 2
    assert "lies in the folder that is read" in result.stderr
    assert "this file is read" in assess(tmp_path, "-o", tmp_path / "x.parquet", "--force").stderr


def test_a_column_called_as_an_answer_is_not_kept(tmp_path: Path) -> None:
    source = put(tmp_path / "x.csv", "chest_pain,urgency\nyes,high\n")
    result = assess(source, "-o", tmp_path / "o.csv", "--keep-all")
    assert result.exit_code == 2
    assert "column 'urgency' cannot be kept" in result.stderr


def test_a_column_that_a_kind_of_file_cannot_have_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"chest_pain": [True], "notes": [["a"]]}), path)
    result = assess(path, "-o", tmp_path / "o.csv", "--keep", "notes")
    assert result.exit_code == 2
    assert "a column that is kept cannot stand in such a file" in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["x.parquet"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def on_a_full_disk(path: Path) -> Path:
        temporary = path.with_name(f".{path.name}.part")
        temporary.symlink_to("/dev/full")
        return temporary

    source = tmp_path / "x.parquet"
    pq.write_table(pa.table({"chest_pain": [True, False] * 1_000}), source)
    monkeypatch.setattr(whole_file, "_made_beside", on_a_full_disk)
    for suffix in ("parquet", "arrow", "csv", "jsonl"):
        result = assess(source, "-o", tmp_path / f"o.{suffix}")
        assert result.exit_code == 2
        assert result.stderr.endswith("cannot be written, so there is no such file (No space left on device)\n")
    assert [one.name for one in tmp_path.iterdir()] == [source.name]


def test_a_broken_file_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"chest_pain": [True, False] * BLOCK}), path, row_group_size=BLOCK, compression=None)
    whole = bytearray(path.read_bytes())
    start = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    whole[start : start + 50] = b"\xff" * 50
    path.write_bytes(bytes(whole))
    result = assess(path, "-o", tmp_path / "o.csv")
    assert result.exit_code == 2
    assert "and those after it cannot be read" in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["x.parquet"]
