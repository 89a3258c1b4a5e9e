"""Cells as files write them, as the answers of a case: `true` in a spreadsheet is a yes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from venevagt.cohort.assess import UNSURE
from venevagt.cohort.fields import checked_names, checked_types
from venevagt.cohort.findings import AnyFinding
from venevagt.cohort.taken import Source, Taken, plain_type
from venevagt.knowledge.clinical import ClinicalFinding

_YES = ("true", "1", "1.0")
_NO = ("false", "0", "0.0")
_WORDS = {**dict.fromkeys(_YES, "yes"), **dict.fromkeys(_NO, "no")}
_BESIDE: Mapping[str | None, str | None] = {"yes": "unsure", "no": None, "": None}
"""What a cell of the column beside says: where it is no, the finding's own cell stands."""


class PlainSource:
    """A source whose findings stand as the assessor reads them; its other columns are as they are.

    Raises BadSource for a column of a finding that is of a type that such a finding cannot have.
    """

    def __init__(self, source: Source, findings: Mapping[str, AnyFinding]) -> None:
        checked_names(source.name, source.schema.names)
        checked_types(source.name, source.schema, findings)
        self.name, self.schema, self.rows = source.name, source.schema, source.rows
        self._source, self._findings = source, findings

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """The rows in their order, with these columns. Raises BadSource."""
        others = [name for name in columns if not {name, name.removesuffix(UNSURE)} & self._findings.keys()]
        for taken in self._source.read(columns):
            told = plain(taken.batch, self._findings)
            own = {name: told.column(name) for name in told.schema.names if name}
            kept = {name: taken.batch.column(name) for name in others}
            yield replace(taken, batch=pa.RecordBatch.from_pydict({**own, **kept}) if own or kept else told)


def plain(batch: pa.RecordBatch, findings: Mapping[str, AnyFinding]) -> pa.RecordBatch:
    """The columns of these findings, and those of `unsure` beside them, as the assessor reads them.

    Text `true`, `false`, `1` and `0` become yes and no; numbers written as text become numbers where all of a
    column's cells are; a decimal comma is read. What cannot be read stays as it is, for the assessor to name.
    """
    columns: dict[str, pa.Array] = {}
    names = set(batch.schema.names)
    for name, finding in findings.items():
        beside = name + UNSURE
        if name not in names and beside not in names:
            continue
        column = _simple(batch.column(name)) if name in names else pa.nulls(batch.num_rows)
        unsure = _simple(batch.column(beside)) if beside in names else None
        if unsure is None or unsure.null_count == len(unsure):
            columns[name] = _told(column, finding)
        elif _is_boolean(unsure) and _is_boolean(column):
            columns |= {name: column, beside: unsure}
        else:
            columns[name] = _one_of_two(_told(column.cast(pa.string()), finding), unsure)
    # A batch without columns would have no rows.
    return pa.RecordBatch.from_pydict(columns or {"": pa.nulls(batch.num_rows)})


def _told(column: Any, finding: AnyFinding) -> Any:
    """A column of text as this finding's answers; another one as it is."""
    needs_a_unit = isinstance(finding, ClinicalFinding) and finding.unit_required
    if needs_a_unit or not pa.types.is_string(plain_type(column.type)):
        return column
    return {"yes_no": _words, "number": _numbers, "choice": _as_it_is}[finding.type](column)


def _as_it_is(column: Any) -> Any:
    return column


def _is_boolean(column: Any) -> bool:
    return bool(pa.types.is_boolean(column.type) or pa.types.is_null(column.type))


def _simple(column: Any) -> Any:
    """A column of a type that means the same and that the assessor knows."""
    if pa.types.is_decimal(column.type):
        return column.cast(pa.float64())
    if pa.types.is_string_view(column.type):
        return column.cast(pa.string())
    return column


def _coded(column: Any) -> tuple[Any, list[str | None]]:
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return coded, coded.dictionary.cast(pa.string()).to_pylist()


def _words(column: Any) -> pa.DictionaryArray:
    coded, cells = _coded(column)
    told = [None if cell is None else _WORDS.get(cell.strip().lower(), cell) for cell in cells]
    return pa.DictionaryArray.from_arrays(coded.indices, pa.array(told, pa.string()))


def _numbers(column: Any) -> Any:
    text = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    cells = pc.utf8_trim_whitespace(text)
    cells = pc.if_else(pc.equal(cells, ""), None, pc.replace_substring(cells, ",", "."))
    try:
        numbers = cells.cast(pa.float64())
    except pa.ArrowInvalid:
        return column
    # A cell that says `nan` is a wrong word, not one that is empty.
    return column if pc.any(pc.is_nan(numbers)).as_py() else numbers


def _one_of_two(own: Any, unsure: Any) -> Any:
    """A column of words and the column beside it as one column of words."""
    coded, cells = _coded(unsure.cast(pa.string()))
    told = [None if cell is None else _WORDS.get(cell.strip().lower(), cell) for cell in cells]
    words = pa.array([_BESIDE.get(cell, cell) for cell in told], pa.string())
    return pc.coalesce(words.take(coded.indices), own.cast(pa.string()))
