"""Scores of a table of cases: for each row what `venevagt score` gives for one patient."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.care.score_planes import CONCLUDED, Counted, Measured, Multiplied, Planned, Result, Sum, score_plan
from venevagt.cohort.columns import Column, Reading, empty_column, read_column
from venevagt.cohort.findings import every_finding
from venevagt.cohort.machine import Machine
from venevagt.cohort.planes import WORD, Words, spread, words_for
from venevagt.cohort.score_cells import check_type, numbers_in, score_readings
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Leaf
from venevagt.logic.targets.planes import Given, Input, Known, Program

_UNSURE = "_unsure"
_MILLION = 1_000_000
"""Results have six digits, as `care/score.py` gives them."""
_KNOWN, _APPLIES = "known", "applies"
PIECE, PIECE_OF_NUMBERS = 1 << 18, 1 << 16
"""Cases that are counted at once: few enough that planes stay in the processor's cache, or numbers where they count."""
_BITS = 8
"""As many bits fit into what `spread` gives."""

_Numbers = NDArray[np.float64]
_Range = tuple[Any, Any]
_Wrong = Mapping[int, str]
_Planes = Sequence[Words]


class Scored(Struct, frozen=True):
    """The columns of the scores by name, and the rows with a wrong cell: row -> finding and reason."""

    columns: Mapping[str, pa.Array]
    wrong: _Wrong


class _Cases(Struct, frozen=True):
    """What is known of some cases: planes of their tests, and numbers, NaN where one is not known.

    `factors`: those that were made of numbers before; several formulas may have the same.
    """

    count: int
    planes: dict[Given, Words]
    numbers: dict[str, _Numbers]
    factors: dict[Multiplied, _Range]

    def tell(self, name: str, read: Column) -> None:
        """Add the tests of a column."""
        for test, truth in read.tests.items():
            self.planes[Input(test)], self.planes[Known(name)] = truth.value, truth.known

    def ends(self, measured: Measured) -> _Range:
        """From where to where a number can be."""
        own = self.numbers[measured.name]
        unknown = np.isnan(own)
        return np.where(unknown, measured.low, own), np.where(unknown, measured.high, own)


class CohortScores:
    """Scores by name or name@version over batches of cases. Raises UnknownScore.

    `readings`: the columns that are looked at, and how; each may have another beside it for "unsure".
    """

    def __init__(self, model: Model, names: Sequence[str]) -> None:
        self.plan = score_plan(model, names)
        programs = [*(stage.program for stage in self.plan.stages), self.plan.program]
        *self._stages, self._machine = (Machine(program) for program in programs)
        self._tests = _by_name(programs)
        results = [one.result for stage in self.plan.stages for one in stage.conclusions]
        results += [score.result for score in self.plan.scores]
        concluded = [one.finding for stage in self.plan.stages for one in stage.conclusions]
        self._numbers = {name for result in results for name in _measured(result)} | set(concluded)
        looked_at = sorted(name for name in {*self._tests, *self._numbers} if CONCLUDED not in name)
        self.readings = score_readings(model, looked_at)
        self._every = every_finding(model)

    def __call__(self, batch: pa.RecordBatch) -> Scored:
        """Count the scores for a batch whose columns are called as the findings are; others are not looked at.

        Raises TypeError for a column of a type that no finding has.
        """
        written = {name: column for score in self.plan.scores for name, column in _empty(score, batch.num_rows).items()}
        wrong: dict[int, str] = {}
        size = PIECE if all(_points_kind(score) == np.int16 for score in self.plan.scores) else PIECE_OF_NUMBERS
        for start in range(0, batch.num_rows if self.plan.scores else 0, size):
            piece = batch.slice(start, size)
            cases, wrong_here = self._read(piece)
            wrong |= {start + row: reason for row, reason in wrong_here.items()}
            self._conclude(cases)
            found = self._machine.run(cases.planes, cases.count)
            for score in self.plan.scores:
                for name, answers in _answers(score, found, cases):
                    at = start // WORD if answers.dtype == np.uint64 else start
                    written[name][at : at + len(answers)] = answers
        columns: dict[str, pa.Array] = {}
        for score in self.plan.scores:
            columns |= _columns(score, batch.num_rows, written)
        return Scored(columns, wrong)

    def _conclude(self, cases: _Cases) -> None:
        """Add the numbers that follow of others."""
        for stage, machine in zip(self.plan.stages, self._stages, strict=True):
            found = machine.run(cases.planes, cases.count)
            for one in stage.conclusions:
                low, high = _points(one.result, found, cases)
                known = cases.numbers[one.finding]
                follows = np.where(low == high, _rounded(low), np.nan)
                numbers = np.where(np.isnan(known), follows, known)
                cases.numbers[one.name] = numbers
                cases.tell(one.name, read_column(pa.array(numbers), self._tests.get(one.name, ()), _ANY_NUMBER))

    def _read(self, batch: pa.RecordBatch) -> tuple[_Cases, _Wrong]:
        given = {name: at for at, name in enumerate(batch.schema.names)}
        cases = _Cases(batch.num_rows, {}, {}, {})
        wrong: dict[int, str] = {}
        for name, reading in self.readings.items():
            tests = self._tests.get(name, ())
            if name not in given:
                cases.tell(name, empty_column(cases.count, tests, reading))
                if name in self._numbers:
                    cases.numbers[name] = np.full(cases.count, np.nan)
                continue
            column = batch.column(given[name])
            check_type(self._every[name], column)
            beside = given.get(name + _UNSURE)
            read = read_column(column, tests, reading, None if beside is None else batch.column(beside))
            cases.tell(name, read)
            if name in self._numbers:
                cases.numbers[name] = numbers_in(column, reading, read.wrong)
            wrong |= {row: f"{name}: {reason}" for row, reason in read.wrong.items() if row not in wrong}
        return cases, wrong


def _no_word(cell: str) -> None:
    raise ValueError(cell)


_ANY_NUMBER = Reading(_no_word, -np.inf, np.inf)


def _by_name(programs: Sequence[Program]) -> Mapping[str, tuple[Leaf, ...]]:
    found: dict[str, dict[Leaf, None]] = {}
    for program in programs:
        for one in program.inputs:
            if isinstance(one, Input):
                found.setdefault(one.test.name, {})[one.test] = None
    return {name: tuple(tests) for name, tests in found.items()}


def _measured(result: Result) -> Sequence[str]:
    """The numbers of the cases that a result is made of."""
    if isinstance(result, Sum):
        return [value.name for value in result.values]
    return [factor.measured.name for factor in result if factor.measured is not None]


def _points_kind(score: Planned) -> type[np.int16] | type[np.float64]:
    """Whole numbers where no half points and no numbers of the cases count."""
    return np.int16 if isinstance(score.result, Sum) and score.counted and score.result.scale == 1 else np.float64


def _empty(score: Planned, cases: int) -> Mapping[str, NDArray[Any]]:
    """Room for the answers of a score; whether it applies is two planes."""
    points = _points_kind(score)
    kinds: Mapping[str, Any] = {"low": points, "high": points, "lowest_band": np.int8, "highest_band": np.int8}
    planes = (np.empty(words_for(cases), np.uint64) for _ in range(2))
    columns = {name: np.empty(cases, kind) for name, kind in kinds.items()}
    return {
        f"{score.prefix}_{name}": column
        for name, column in {**columns, **dict(zip((_KNOWN, _APPLIES), planes, strict=True))}.items()
    }


def _answers(score: Planned, found: _Planes, cases: _Cases) -> Iterator[tuple[str, NDArray[Any]]]:
    """The answers of some cases by the name of their column."""
    low, high = _points(score.result, found, cases)
    if not score.counted:
        low, high = _rounded(low), _rounded(high)
    bands = (
        (_codes(places, found, cases.count) if score.counted else _band(score, points))
        for points, places in ((low, score.lowest), (high, score.highest))
    )
    surely, surely_not = (found[place] for place in score.applies)
    names = ("low", "high", "lowest_band", "highest_band", _KNOWN, _APPLIES)
    for name, answers in zip(names, (low, high, *bands, surely | surely_not, surely), strict=True):
        yield f"{score.prefix}_{name}", answers


def _band(score: Planned, points: Any) -> NDArray[np.int8]:
    codes = np.zeros(len(points), np.int8)
    for start in score.starts:
        codes += points >= start
    return codes


def _columns(score: Planned, cases: int, written: Mapping[str, NDArray[Any]]) -> Mapping[str, pa.Array]:
    names = pa.array(score.bands, pa.string())
    columns = {f"{score.prefix}_{name}": pa.array(written[f"{score.prefix}_{name}"]) for name in ("low", "high")}
    for name in ("lowest_band", "highest_band"):
        codes = pa.array(written[f"{score.prefix}_{name}"])
        columns[f"{score.prefix}_{name}"] = pa.DictionaryArray.from_arrays(codes, names, safe=False)
    planes = [pa.py_buffer(written[f"{score.prefix}_{name}"]) for name in (_KNOWN, _APPLIES)]
    columns[f"{score.prefix}_{_APPLIES}"] = pa.Array.from_buffers(pa.bool_(), cases, planes)
    return columns


# Points


def _points(result: Result, found: _Planes, cases: _Cases) -> _Range:
    """The lowest and the highest points, whole numbers where they are whole; not yet rounded."""
    if not isinstance(result, Sum):
        return _product(result, found, cases)
    low, high = (_counted(end, result.scale, found, cases.count) for end in (result.low, result.high))
    for value in result.values:
        own_low, own_high = cases.ends(value)
        low, high = low + own_low, high + own_high
    return low, high


def _counted(number: Counted, scale: int, found: _Planes, cases: int) -> Any:
    """A whole number of planes as points; where they are in parts of one, each is looked up."""
    low, high = number.bits[:_BITS], number.bits[_BITS:]
    codes: Any = _codes(low, found, cases).view(np.uint8)
    if high:
        codes = codes + (_codes(high, found, cases).view(np.uint8).astype(np.int16) << _BITS)
    if scale == 1:
        return codes.astype(np.int16) + np.int16(number.offset)
    return np.take((np.arange(1 << len(number.bits)) + number.offset) / scale, codes)


def _codes(places: Sequence[int], found: _Planes, cases: int) -> NDArray[np.int8]:
    """Planes as a number a case."""
    codes = np.zeros(cases, np.int8)
    if places:
        spread([found[place] for place in places], codes)
    return codes


def _product(factors: Sequence[Multiplied], found: _Planes, cases: _Cases) -> _Range:
    low, high = np.ones(cases.count), np.ones(cases.count)
    for factor in factors:
        own_low, own_high = _factor(factor, found, cases)
        low *= own_low
        high *= own_high
    return low, high


def _factor(factor: Multiplied, found: _Planes, cases: _Cases) -> _Range:
    if factor.measured is not None:
        if factor not in cases.factors:
            cases.factors[factor] = _of_number(factor, *cases.ends(factor.measured))
        return cases.factors[factor]
    if factor.when is None:
        return factor.factor, factor.factor
    chosen = _codes(factor.when, found, cases.count)
    smaller, larger = sorted((1.0, factor.factor))
    low, high = (np.array([end, factor.factor, 1.0])[chosen] for end in (smaller, larger))
    return low, high


def _of_number(factor: Multiplied, low: _Numbers, high: _Numbers) -> _Range:
    if factor.minus_from is not None:
        low, high = np.maximum(0.0, factor.minus_from - high), np.maximum(0.0, factor.minus_from - low)
    return (1 / high, 1 / low) if factor.power == -1 else (low, high)


def _rounded(points: Any) -> Any:
    """Without the digits that only rounding made."""
    return np.floor(points * _MILLION + 0.5) / _MILLION
