"""Answers go into a new table of a DuckDB file, whole or not at all."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from venevagt.cohort.exchange import open_other
from venevagt.cohort.source import BadSource
from venevagt.cohort.table_writer import TableWriter, open_table_writer

BATCH = pa.RecordBatch.from_pydict(
    {"urgency": pa.array(["own_gp", None]).dictionary_encode(), "final": pa.array([True, False])}
)


def writer(name: str) -> TableWriter:
    found = open_table_writer(name)
    assert found is not None
    return found


def test_what_is_kept_can_be_read_again(tmp_path: Path) -> None:
    name = f"duckdb:{tmp_path / 'answers.duckdb'}?table=the answers"
    made = writer(name)
    made.begin(BATCH.schema)
    made.write(BATCH)
    made.write(BATCH)
    made.end()
    made.keep()
    made.drop()
    source = open_other(name)
    assert source is not None
    assert source.rows == 4
    (taken,) = source.read(["final", "urgency"])
    assert taken.batch.to_pydict() == {"final": [True, False] * 2, "urgency": ["own_gp", None] * 2}


def test_what_is_dropped_was_never_there(tmp_path: Path) -> None:
    path = tmp_path / "answers.duckdb"
    made = writer(f"duckdb:{path}?table=answers")
    made.begin(BATCH.schema)
    made.write(BATCH)
    made.drop()
    assert list(tmp_path.iterdir()) == []
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TABLE other AS SELECT 1 AS x")
    again = writer(f"duckdb:{path}?table=answers")
    again.begin(BATCH.schema)
    again.write(BATCH)
    again.drop()
    with duckdb.connect(str(path), read_only=True) as db:
        assert db.execute("SELECT table_name FROM information_schema.tables").fetchall() == [("other",)]


def test_a_table_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "answers.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TABLE answers AS SELECT 1 AS x")
    with pytest.raises(BadSource, match="the table is there already, expected a new name"):
        open_table_writer(f"duckdb:{path}?table=answers")
    made = writer(f'duckdb:{path}?table=x"; DROP TABLE answers; --')
    made.begin(BATCH.schema)
    made.keep()
    with duckdb.connect(str(path), read_only=True) as db:
        assert db.execute("SELECT x FROM answers").fetchall() == [(1,)]


def test_another_place_is_refused(tmp_path: Path) -> None:
    assert open_table_writer("answers.parquet") is None
    with pytest.raises(BadSource, match="answers are written to DuckDB only"):
        open_table_writer("postgres://host/database?table=answers")
    with pytest.raises(BadSource, match="no such folder"):
        open_table_writer(f"duckdb:{tmp_path / 'missing' / 'a.duckdb'}?table=answers")
    (tmp_path / "text.duckdb").write_text("no table" * 1000, "utf-8")
    with pytest.raises(BadSource, match="cannot be written"):
        open_table_writer(f"duckdb:{tmp_path / 'text.duckdb'}?table=answers")
