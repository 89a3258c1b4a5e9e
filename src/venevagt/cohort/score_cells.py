"""How the cells of a clinician's findings are read: as `care/clinical_case.py` reads the answers of one patient."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from venevagt.care.quantities import read_quantity
from venevagt.cohort.columns import Reading
from venevagt.cohort.findings import AnyFinding, every_finding
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.knowledge.model import Finding, Model
from venevagt.logic.expression import Value

UNSURE = "unsure"


def score_readings(model: Model, names: Iterable[str]) -> Mapping[str, Reading]:
    """How each finding's column is read. "unsure" is not known, and an empty cell too: neither is ever a no."""
    every = every_finding(model)
    return {name: _reading(every[name]) for name in names}


def check_type(finding: AnyFinding, column: pa.Array) -> None:
    """Raise TypeError for a column that cannot hold the answers to a finding: booleans for a number, say."""
    kind = column.type
    number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
    if finding.type == "number" and pa.types.is_boolean(kind):
        raise TypeError(f"{finding.id}: a column of booleans, expected numbers or text")
    if finding.type == "choice" and (number or pa.types.is_boolean(kind)):
        raise TypeError(f"{finding.id}: a column of type {kind}, expected text")


def numbers_in(column: Any, reading: Reading, wrong: Iterable[int]) -> NDArray[np.float64]:
    """The numbers of a column, NaN where a cell is empty, not sure or wrong. `wrong`: the rows where it is."""
    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        coded = column if pa.types.is_dictionary(kind) else column.dictionary_encode()
        cells = coded.dictionary.cast(pa.string()).to_pylist()
        table = np.array([*(_number_or_nan(cell, reading) for cell in cells), np.nan])
        codes = pc.fill_null(coded.indices.cast(pa.int32()), len(cells)).to_numpy(zero_copy_only=False)
        return np.asarray(table[codes])
    numbers = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    rows = list(wrong)
    if rows:
        numbers = numbers.copy()
        numbers[rows] = np.nan
    return np.asarray(numbers)


def _number_or_nan(cell: str | None, reading: Reading) -> float:
    try:
        value = reading.word(cell.strip()) if cell else None
    except ValueError:
        value = None
    return float("nan") if value is None else float(value)


def _reading(finding: AnyFinding) -> Reading:
    if finding.type == "number":
        return Reading(_number_word(finding), finding.low, finding.high)
    return Reading(_word(finding), 0.0, 1.0)


def _word(finding: AnyFinding) -> Callable[[str], Value]:
    answers: dict[str, Value] = {"yes": True, "no": False} if finding.type == "yes_no" else {}
    words: Mapping[str, Value] = {**answers, **{option: option for option in finding.options}, **_unsure(finding)}

    def read(cell: str) -> Value:
        if cell not in words:
            raise ValueError(f"expected one of: {', '.join(words)}, found {cell[:40]!r}")
        return words[cell]

    return read


def _unsure(finding: AnyFinding) -> Mapping[str, Value]:
    must = isinstance(finding, Finding) and finding.unsure == "must_be_answered"
    return {} if must else {UNSURE: None}


def _number_word(finding: AnyFinding) -> Callable[[str], Value]:
    words = _unsure(finding)

    def read(cell: str) -> Value:
        if cell in words:
            return None
        try:
            number = float(cell.replace(",", "."))
        except ValueError:
            return _with_unit(finding, cell)
        if not finding.low <= number <= finding.high:
            raise ValueError(f"expected {finding.low:g} to {finding.high:g}, found {cell[:40]!r}")
        return number

    return read


def _with_unit(finding: AnyFinding, cell: str) -> float:
    """A number with its unit, in the finding's own; only clinicians' findings have other units."""
    if not isinstance(finding, ClinicalFinding):
        raise ValueError(f"expected {finding.low:g} to {finding.high:g}, found {cell[:40]!r}")
    try:
        return read_quantity(finding, cell)
    except ValueError as error:
        raise ValueError(str(error).removeprefix(f"{finding.id}: ")) from None
