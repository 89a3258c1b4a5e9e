"""Each kind of file gives back what was written; a file is there as a whole or not at all."""

import csv
import datetime
import io
import json
import math
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from venevagt.cohort.bad_rows import BadRow, BadRows
from venevagt.cohort.json_text import json_lines
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.whole_file import CannotWrite, WholeFile
from venevagt.cohort.writer import open_output

BATCH = pa.RecordBatch.from_pydict(
    {
        'te"xt': ['a "b", c', "æ\n;", None],
        "number": pa.array([1, None, -3], pa.int32()),
        "share": [0.5, None, 1e300],
        "day": pa.array([datetime.date(2024, 2, 29), None, None]),
        "final": [True, None, False],
        "rule": pa.array(["x", None, "x"]).dictionary_encode(),
    }
)
ROWS = BATCH.to_pylist()


def put(path: Path, batches: list[pa.RecordBatch], schema: pa.Schema) -> None:
    output = open_output(str(path))
    output.begin(schema)
    for batch in batches:
        output.write(batch)
    output.end()
    assert not path.exists()
    output.keep()


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "feather"])
def test_columnar_files_keep_types_and_what_is_said_of_them(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    put(path, [BATCH, BATCH.slice(1)], BATCH.schema.with_metadata({"venevagt.knowledge": "abc"}))
    table = pq.read_table(path) if suffix == "parquet" else feather.read_table(path, memory_map=False)
    assert table.to_pylist() == ROWS + ROWS[1:]
    assert table.schema.metadata[b"venevagt.knowledge"] == b"abc"


def test_small_batches_make_large_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    batch = pa.RecordBatch.from_pydict({"a": range(BLOCK // 2)})
    put(path, [batch] * 5, batch.schema)
    file = pq.ParquetFile(path)
    assert [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)] == [
        BLOCK,
        BLOCK,
        BLOCK // 2,
    ]


def test_csv_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    put(path, [BATCH], BATCH.schema)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ['te"xt', "number", "share", "day", "final", "rule"],
        ['a "b", c', "1", "0.5", "2024-02-29", "true", "x"],
        ["æ\n;", "", "", "", "", ""],
        ["", "-3", "1e+300", "", "false", "x"],
    ]


def test_json_lines_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    put(path, [BATCH.slice(1), BATCH.slice(0, 1), BATCH.slice(0, 0)], BATCH.schema)
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert found == [{**row, "day": row["day"] and str(row["day"])} for row in [*ROWS[1:], ROWS[0]]]


def test_what_json_has_no_word_for() -> None:
    batch = pa.RecordBatch.from_pydict({"a": [math.nan, math.inf], "b": pa.nulls(2), "c": [[1], None]})
    found = [json.loads(line) for line in json_lines(batch).splitlines()]
    assert found == [{"a": None, "b": None, "c": [1]}, {"a": None, "b": None, "c": None}]


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "csv", "jsonl"])
def test_no_rows_make_a_file_all_the_same(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    put(path, [], BATCH.schema)
    assert path.exists()
    if suffix == "parquet":
        assert pq.read_table(path).schema.names == BATCH.schema.names


@pytest.mark.parametrize("name", ["x.xlsx", "x", "x.csv.gz"])
def test_an_unknown_kind_says_which_there_are(name: str) -> None:
    with pytest.raises(CannotWrite, match=r"expected a name that ends in one of: \.parquet"):
        open_output(name)


def test_a_file_that_is_dropped_leaves_nothing(tmp_path: Path) -> None:
    output = open_output(str(tmp_path / "x.csv"))
    output.begin(BATCH.schema)
    output.write(BATCH)
    assert len(list(tmp_path.iterdir())) == 1
    output.drop()
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    put_over = WholeFile(tmp_path / "link.csv")
    put_over.temporary.write_text("new", encoding="utf-8")
    put_over.keep()
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8") == "new"


def test_a_place_without_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"x\.csv: cannot be written \(No such file"):
        WholeFile(tmp_path / "none" / "x.csv")


def test_bad_rows_make_a_file_only_when_there_are_some(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    bad = BadRows(path)
    bad.write([])
    bad.keep()
    bad.drop()
    assert not path.exists()
    bad = BadRows(path)
    bad.write([BadRow(3, "age", 'expected "a", b'), BadRow(5, "", "broken")])
    bad.keep()
    bad.drop()
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert rows == [["row", "column", "reason"], ["3", "age", 'expected "a", b'], ["5", "", "broken"]]
    assert bad.count == 2


def test_an_older_file_of_bad_rows_does_not_stay_beside_good_answers(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("old", encoding="utf-8")
    BadRows(path).drop()
    assert path.exists()
    BadRows(path).keep()
    assert not path.exists()


def test_bad_rows_without_a_file_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    BadRows(None).write([BadRow(3, "age", "expected this"), BadRow(5, "", "broken")])
    assert capsys.readouterr().err == "row 3: age: expected this\nrow 5: broken\n"
