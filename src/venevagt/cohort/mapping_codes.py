"""Columns of codes as answers: yes for a finding whose code stands in the cell; no code is not asked."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from venevagt.cohort.codes import CodeBook
from venevagt.cohort.coding import Wrong, distinct, rows_of
from venevagt.cohort.mapping_file import CodeColumn


def code_columns(
    batch: pa.RecordBatch, columns: Mapping[str, CodeColumn], book: CodeBook
) -> tuple[Mapping[str, pa.Array], Wrong]:
    """For each finding yes, no or null by row; and the rows with a cell that has no codes of the system."""
    found: dict[str, pa.Array] = {}
    wrong: dict[int, str] = {}
    for name, column in columns.items():
        cells, places = distinct(batch.column(name))
        said: dict[int, frozenset[str]] = {}
        reasons: dict[int, str] = {}
        for place, cell in enumerate(cells):
            try:
                said[place] = _findings(str(cell), column, book)
            except ValueError as error:
                reasons[place] = f"column {name}: {error}"
        for finding in book.findings(column.system, column.time):
            yes = np.array([finding in said.get(place, ()) for place in range(len(cells))])[places]
            no = ~yes if column.absent == "no" else np.zeros_like(yes)
            before = found.get(finding)
            # A yes of any column stands; a no only where no other column says yes.
            if before is not None:
                yes = yes | (before == 1)
                no = (no | (before == 0)) & ~yes
            found[finding] = np.where(yes, 1, np.where(no, 0, -1))
        wrong = {**rows_of(places, reasons), **wrong}
    return {finding: _words(codes) for finding, codes in found.items()}, wrong


def _findings(cell: str, column: CodeColumn, book: CodeBook) -> frozenset[str]:
    codes = [code for code in cell.split(column.separator) if code.strip()]
    return frozenset(entry.id for code in codes for entry in book.found(column.system, code))


def _words(codes: pa.Array) -> pa.Array:
    words = pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(["no", "yes"]))
    return words.cast(pa.string())
