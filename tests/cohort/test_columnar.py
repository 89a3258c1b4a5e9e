"""Many Parquet files as one table; wide rows in smaller batches; files by another name."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from venevagt.cohort import columnar
from venevagt.cohort.columnar import block_rows
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.source import BadSource, open_source


def put(path: Path, columns: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(dict(columns)), path)


def test_a_folder_is_read_by_the_names_of_its_files(tmp_path: Path) -> None:
    put(tmp_path / "b.parquet", {"age": [3, 4, 5]})
    put(tmp_path / "a" / "x.parquet", {"age": [1, 2], "place": ["leg", "arm"]})
    put(tmp_path / "_temporary" / "y.parquet", {"age": ["no"]})
    (tmp_path / "_SUCCESS").touch()
    source = open_source(str(tmp_path))
    assert source.schema.names == ["age", "place"]
    assert source.rows == 5
    taken = list(source.read(["place", "age"]))
    assert [number for one in taken for number in one.numbers] == [1, 2, 3, 4, 5]
    table = pa.Table.from_batches([one.batch for one in taken])
    assert table.to_pydict() == {"place": ["leg", "arm", None, None, None], "age": [1, 2, 3, 4, 5]}


def test_a_pattern_picks_files(tmp_path: Path) -> None:
    for name in ("2023", "2024", "other"):
        put(tmp_path / f"{name}.parquet", {"age": [len(name)]})
    assert open_source(str(tmp_path / "20*.parquet")).rows == 2


@pytest.mark.parametrize("name", ["", "20*.parquet"])
def test_nothing_there_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSource, match="no Parquet file there"):
        open_source(str(tmp_path / name))


def test_types_that_mean_the_same_are_one(tmp_path: Path) -> None:
    put(tmp_path / "1.parquet", {"age": pa.array([1], pa.int8()), "place": pa.array(["leg"]).dictionary_encode()})
    put(tmp_path / "2.parquet", {"age": pa.array([2.5], pa.float32()), "place": pa.array(["arm"], pa.large_string())})
    put(tmp_path / "3.parquet", {"age": pa.nulls(1), "place": pa.array(["leg"])})
    source = open_source(str(tmp_path))
    table = pa.Table.from_batches([one.batch for one in source.read(["age", "place"])])
    assert table.to_pydict() == {"age": [1, 2.5, None], "place": ["leg", "arm", "leg"]}


def test_a_column_that_changes_its_type_names_both_files(tmp_path: Path) -> None:
    put(tmp_path / "1.parquet", {"chest_pain": [True]})
    put(tmp_path / "2.parquet", {"chest_pain": ["yes"]})
    with pytest.raises(BadSource, match=r"2\.parquet: column 'chest_pain' is string, but bool in .*1\.parquet"):
        open_source(str(tmp_path))


def test_a_broken_file_of_many_is_named(tmp_path: Path) -> None:
    put(tmp_path / "1.parquet", {"age": [1]})
    (tmp_path / "2.parquet").write_bytes(b"nothing")
    with pytest.raises(BadSource, match=r"2\.parquet: expected a Parquet file"):
        open_source(str(tmp_path))


def test_wide_rows_come_in_smaller_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = pa.schema([(f"t{number}", pa.string()) for number in range(65)] + [("yes", pa.bool_())])
    assert block_rows(schema, ["yes"]) == BLOCK
    assert block_rows(schema, schema.names) == 1 << 15
    monkeypatch.setattr(columnar, "_BATCH", 0)
    put(tmp_path / "x.parquet", {"t": ["x"] * 10_000})
    assert [one.batch.num_rows for one in open_source(str(tmp_path / "x.parquet")).read(["t"])] == [4_096, 4_096, 1_808]


def test_an_arrow_file_knows_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.arrow"
    table = pa.table({"a": range(4 * BLOCK), "b": ["x"] * (4 * BLOCK)})
    with pa.ipc.new_file(str(path), table.schema) as file:
        file.write_table(table, max_chunksize=2 * BLOCK)
    source = open_source(str(path))
    assert isinstance(source, columnar.ArrowSource)
    shares = [(source.share(), one.batch.schema.names) for one in source.read(["b"])]
    assert shares == [(share, ["b"]) for share in (0.25, 0.5, 0.75, 1.0)]
