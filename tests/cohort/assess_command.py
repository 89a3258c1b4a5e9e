"""The command `venevagt cohort assess` in this process, and a look at its files."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
from click.testing import CliRunner, Result

from venevagt.cli.main import main


def assess(*arguments: object, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["cohort", "assess", *map(str, arguments)], input=given)


def put(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def rows(path: Path) -> Sequence[Sequence[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def table(path: Path) -> pa.Table:
    return pq.read_table(path) if path.suffix == ".parquet" else feather.read_table(path, memory_map=False)
