"""The examples of docs/cohort-exchange.md: every file is written, every result is what comes out."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pytest
from tests.cohort.people import MODEL

from venevagt.cohort import mapping as mapping_module
from venevagt.cohort.exchange import open_other
from venevagt.cohort.mapping import Mapped, read_mapping
from venevagt.cohort.mapping_file import CODINGS, CodeColumn, CodeTable, MappedColumn
from venevagt.cohort.source import Source, Taken

TEXT = (Path(__file__).parent.parent.parent / "docs" / "cohort-exchange.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+) ([^\n]+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
RESULTS = [(names.split(), body) for kind, names, body in BLOCKS if kind == "result"]


class Text:
    """A CSV file as a source of text, as `venevagt cohort assess` reads it."""

    def __init__(self, name: str) -> None:
        self.name = name
        with open(name, encoding="utf-8") as file:
            names = file.readline().strip().split(",")
        options = arrow_csv.ConvertOptions(column_types={one: pa.string() for one in names}, strings_can_be_null=True)
        self._table = arrow_csv.read_csv(name, convert_options=options)
        self.schema, self.rows = self._table.schema, self._table.num_rows

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        (batch,) = self._table.select(list(columns)).to_batches()
        yield Taken(batch, range(1, batch.num_rows + 1))


def _written(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else "" if cell is None else str(cell)


def test_the_document_has_a_result_for_each_kind() -> None:
    assert [names for names, _ in RESULTS] == [
        ["patients.csv", "mapping.yaml"],
        ["codes.csv", "codes.yaml"],
        ["fhir:."],
    ]


@pytest.mark.parametrize(("names", "expected"), RESULTS, ids=[names[0] for names, _ in RESULTS])
def test_an_example_gives_what_the_document_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(mapping_module, "open_source", Text)
    for kind, name, body in BLOCKS:
        if kind != "result":
            (tmp_path / name).write_text(body, "utf-8")
    source: Source | None = open_other(names[0], MODEL) if ":" in names[0] else Text(names[0])
    assert source is not None
    if len(names) > 1:
        source = Mapped(source, read_mapping(MODEL, Path(names[1])))
    columns = expected.split("\n", 1)[0].split(",")
    taken = list(source.read(columns))
    rows = [row for one in taken for row in zip(*one.batch.to_pydict().values(), strict=True)]
    lines = [",".join(columns), *(",".join(map(_written, row)) for row in rows)]
    lines += [f"row {number}: {reason}" for one in taken for number, reason in one.refused.items()]
    assert lines == expected.splitlines()


def test_the_document_names_every_field() -> None:
    fields = {*MappedColumn.__struct_fields__, *CodeColumn.__struct_fields__, *CodeTable.__struct_fields__} - {"unit"}
    assert {field for field in fields if f"`{field}`" not in TEXT and f"{field}:" not in TEXT} == set()
    assert {coding for coding in CODINGS if f"`{coding}`" not in TEXT} == set()
