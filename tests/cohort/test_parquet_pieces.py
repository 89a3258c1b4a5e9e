"""A Parquet file put together from pieces is read as if it had been written at once."""

import io
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest

from venevagt.cohort.parquet_pieces import PiecesWriter, piece
from venevagt.cohort.thrift import BINARY, BYTE, DOUBLE, FALSE, I32, I64, LIST, SET, STRUCT, TRUE, Reader, written


def table(first: int, rows: int, columns: int = 40) -> pa.Table:
    """Numbers, booleans and words with empty cells, in more columns than fit into a short list."""
    found: dict[str, pa.Array] = {"number": pa.array(range(first, first + rows), pa.int64())}
    for at in range(columns):
        cells = [None if (row + at) % 5 == 0 else (row * at) % 3 == 0 for row in range(first, first + rows)]
        found[f"yes_{at}"] = pa.array(cells, pa.bool_())
    words = [None if row % 7 == 0 else f"word {row % 4}" for row in range(first, first + rows)]
    found["word"] = pa.array(words).dictionary_encode()
    found["day"] = pa.array([row % 1000 for row in range(first, first + rows)], pa.int32()).cast(pa.date32())
    return pa.table(found).replace_schema_metadata({"venevagt.synthetic": "true"})


TABLES = [table(0, 3000), table(3000, 1), table(3001, 2000), table(5001, 70)]


@pytest.mark.parametrize("options", [{}, {"compression": "zstd", "use_dictionary": ["word"]}, {"compression": "none"}])
def test_the_pieces_are_one_file(tmp_path: Path, options: dict[str, object]) -> None:
    path = tmp_path / "whole.parquet"
    with path.open("wb") as file:
        writer = PiecesWriter(file)
        for one in TABLES:
            writer.append(piece(one, **options))
        writer.close()
    whole = pa.concat_tables(TABLES).unify_dictionaries()
    read = pq.ParquetFile(path)
    assert read.metadata.num_rows == whole.num_rows == 5071
    assert read.metadata.num_row_groups == len(TABLES)
    assert read.schema_arrow.metadata[b"venevagt.synthetic"] == b"true"
    assert read.read().cast(whole.schema).to_pylist() == whole.to_pylist()
    assert read.read_row_group(2).num_rows == 2000
    assert pa.dataset.dataset(path).to_table(filter=pa.dataset.field("number") == 5005).num_rows == 1
    query = f"SELECT count(*), sum(number), count(yes_39), count(word) FROM '{path}'"
    found = duckdb.connect().execute(query).fetchall()
    filled = [whole.num_rows - whole[name].null_count for name in ("yes_39", "word")]
    assert found == [(5071, sum(range(5071)), *filled)]


def test_a_file_without_a_piece_is_refused() -> None:
    with pytest.raises(ValueError, match="without a piece"):
        PiecesWriter(io.BytesIO()).close()


def test_a_footer_is_written_again_as_it_was_read() -> None:
    content = piece(TABLES[0])
    length = int.from_bytes(content[-8:-4], "little")
    footer = content[-8 - length : -8]
    assert written(Reader(footer).structure()) == footer


def test_every_type_of_a_footer_comes_back() -> None:
    structure = {
        1: (TRUE, True),
        2: (FALSE, False),
        3: (BYTE, 7),
        40: (I32, -3),
        41: (I64, 2**62),
        57: (DOUBLE, b"12345678"),
        58: (BINARY, b"x" * 300),
        59: (LIST, (TRUE, [1, 2, 1])),
        60: (LIST, (STRUCT, [{5: (I64, -(2**40))}] * 20)),
    }
    assert Reader(written(structure)).structure() == structure
    with pytest.raises(ValueError, match="a field of the Thrift type 10"):
        Reader(bytes([1 << 4 | SET, 0])).structure()
