"""Files are read in pieces, with the number of each row, and say what is wrong with them."""

from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from venevagt.cohort.machine import BLOCK
from venevagt.cohort.source import BadSource, open_source

TABLE = pa.table({"chest_pain": pa.array([True, None, False] * BLOCK), "other": pa.array(range(3 * BLOCK))})


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "feather"])
def test_rows_come_in_order_and_in_blocks(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"cases.{suffix}"
    if suffix == "parquet":
        pq.write_table(TABLE, path, row_group_size=BLOCK + 1000)
    else:
        feather.write_feather(TABLE, str(path), compression="uncompressed")
    source = open_source(str(path))
    assert source.schema.names == ["chest_pain", "other"]
    assert source.rows in (3 * BLOCK, None)
    taken = list(source.read(["other"]))
    assert all(one.batch.num_rows <= BLOCK for one in taken)
    assert [number for one in taken for number in one.numbers] == list(range(1, 3 * BLOCK + 1))
    assert pa.Table.from_batches([one.batch for one in taken]).equals(TABLE.select(["other"]))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("cases.xlsx", "unknown kind of file"),
        ("missing.parquet", "no such file"),
        ("text.parquet", "expected a Parquet file"),
        ("text.arrow", "expected an Arrow file"),
    ],
)
def test_a_source_that_cannot_be_read_says_so(tmp_path: Path, name: str, message: str) -> None:
    for broken in ("text.parquet", "text.arrow", "cases.xlsx"):
        (tmp_path / broken).write_text("no table", encoding="utf-8")
    with pytest.raises(BadSource, match=message):
        open_source(str(tmp_path / name))


def test_a_torn_file_says_where(tmp_path: Path) -> None:
    path = tmp_path / "cases.parquet"
    pq.write_table(TABLE, path, row_group_size=BLOCK, compression="snappy")
    whole = bytearray(path.read_bytes())
    middle = pq.ParquetFile(path).metadata.row_group(1).column(1).data_page_offset
    whole[middle : middle + 200] = b"\xff" * 200
    path.write_bytes(bytes(whole))
    with pytest.raises(BadSource, match=r"cases\.parquet: row \d+ and those after it cannot be read"):
        list(open_source(str(path)).read(["other"]))
