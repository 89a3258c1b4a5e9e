"""Somebody else's table as columns that are called as the findings are: a mapping file laid over a source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from venevagt.cohort.assess import UNSURE
from venevagt.cohort.coding import Numbers, Words, Wrong, numbers_of, same, words_of
from venevagt.cohort.mapping_codes import code_columns
from venevagt.cohort.mapping_dates import dates
from venevagt.cohort.mapping_file import PersonColumn
from venevagt.cohort.mapping_read import ColumnMapping, Step, read_mapping
from venevagt.cohort.mapping_tables import CodeTables
from venevagt.cohort.source import BadSource, Source, Taken, open_source
from venevagt.logic.nearest import did_you_mean

__all__ = ["ColumnMapping", "Mapped", "read_mapping"]

PERSON = ("region", "date", "person")
_YES_NO = pa.dictionary(pa.int32(), pa.string())


class Mapped:
    """A source with a mapping over it. A row with a cell that its coding does not know is refused, with the reason.

    Columns that the mapping does not name stay, where they are called as a finding or as a column about the person.
    `unused`: the columns of the source that nothing takes. Raises BadSource for a column that the source has not.
    """

    def __init__(self, source: Source, mapping: ColumnMapping) -> None:
        self.name, self.rows = source.name, source.rows
        self.mapping = mapping
        self._source = source
        self._open_ended = hasattr(source, "met")
        self._tables: CodeTables | None = None
        self._steps = {step.finding: step for step in mapping.steps if self._there(step.column, step.optional)}
        self._person = {
            name: one for name in PERSON if (one := getattr(mapping.file, name)) and self._there(one.column)
        }
        self._codes = {name: column for name, column in mapping.file.codes.items() if self._there(name)}
        self._kept = [name for name in source.schema.names if self._is_kept(name)]
        self.schema = pa.schema(self._fields())
        used = {step.column for step in self._steps.values()} | {one.column for one in self._person.values()}
        self.unused = tuple(name for name in source.schema.names if name not in used | {*self._codes, *self._kept})

    def _there(self, column: str, optional: bool = False) -> bool:
        names = self._source.schema.names
        if self._open_ended:
            return True
        if column not in names and not optional:
            help_line = did_you_mean(column, names)
            raise BadSource(
                f"{self.name}: no column {column!r}, which the mapping names{'; ' + help_line if help_line else ''}"
            )
        return column in names

    def _is_kept(self, name: str) -> bool:
        known = name.removesuffix(UNSURE) in self.mapping.known or name in (*PERSON, "synthetic", "true_cause")
        given = {*self._steps, *self._person, *self.mapping.constants}
        return known and name not in given and name.removesuffix(UNSURE) not in given

    def _fields(self) -> Iterator[pa.Field]:
        for name, step in self._steps.items():
            yield pa.field(name, _type_of(step, self._type(step.column)))
        for name, one in self._person.items():
            yield pa.field(name, pa.date32() if name == "date" else _YES_NO if one.coding else self._type(one.column))
        for name, value in self.mapping.constants.items():
            yield pa.field(name, pa.float64() if isinstance(value, float) else _YES_NO)
        for name in self._kept:
            if name not in self._coded:
                yield pa.field(name, self._type(name))
        for name in self._coded:
            if name not in self._steps:
                yield pa.field(name, _YES_NO)

    def _type(self, column: str) -> pa.DataType:
        schema = self._source.schema
        return schema.field(column).type if column in schema.names else pa.string()

    @property
    def _coded(self) -> tuple[str, ...]:
        """The findings that codes can make yes."""
        book = self.mapping.codes
        names = [name for one in self._codes.values() for name in book.findings(one.system, one.time)]
        for table in self.mapping.file.code_tables.values():
            names += [*book.findings(table.system, "now"), *book.findings(table.system, "before")]
        return tuple(dict.fromkeys(name for name in names if name not in self.mapping.constants))

    def share(self) -> float | None:
        """What part of the source has been read, where the source knows."""
        found: float | None = self._source.share() if hasattr(self._source, "share") else None
        return found

    def doubts(self) -> Sequence[str]:
        """What the user should know of the mapping and of the source, in whole sentences."""
        found = [f"{warning[:1].upper()}{warning[1:]}." for warning in self.mapping.warnings]
        if self._tables is not None:
            found += [
                f"{count} rows of {name} have no code, or no date, and were not used."
                for name, count in self._tables.bad.items()
                if count
            ]
        if self._open_ended:
            columns = {step.column for step in self._steps.values() if not step.optional}
            missing = sorted(columns - set(getattr(self._source, "met", ())))
            found += [f"No row has the column {name!r}, which the mapping names." for name in missing]
        return [*found, *(self._source.doubts() if hasattr(self._source, "doubts") else ())]

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """The rows in their order, with these columns. Raises BadSource."""
        for taken in self._source.read(self._needed(columns)):
            yield self._mapped(taken, columns)

    def _needed(self, columns: Sequence[str]) -> list[str]:
        needed = [self._steps[name].column for name in columns if name in self._steps]
        needed += [self._person[name].column for name in columns if name in self._person]
        needed += [name for name in columns if name in self._kept]
        if set(columns) & set(self._coded):
            needed += self._codes
            if self.mapping.file.code_tables:
                needed += [self._person[name].column for name in ("person", "date")]
        # A batch without a column has no rows for some sources: one is always read.
        return list(dict.fromkeys(needed)) or self._source.schema.names[:1]

    def _mapped(self, taken: Taken, columns: Sequence[str]) -> Taken:
        batch, wrong = taken.batch, dict[int, str]()
        found: dict[str, pa.Array] = {}
        if codes := [name for name in columns if name in self._coded]:
            coded, refused = self._all_codes(batch)
            wrong |= refused
        for name in columns:
            found[name], refused = self._column(batch, name)
            wrong = {**refused, **wrong}
            if name in codes and name in coded:
                found[name] = _filled(found[name], coded[name])
        return _without(taken, pa.RecordBatch.from_pydict(found), wrong)

    def _all_codes(self, batch: pa.RecordBatch) -> tuple[Mapping[str, pa.Array], Wrong]:
        """What the columns of codes and the tables of codes say; a yes of either stands."""
        coded, refused = code_columns(batch, self._codes, self.mapping.codes)
        if not self.mapping.file.code_tables:
            return coded, refused
        if self._tables is None:
            tables = ((table, open_source(name)) for name, table in self.mapping.file.code_tables.items())
            self._tables = CodeTables(tables, self.mapping.codes)
        person, day = (self._person[name] for name in ("person", "date"))
        found = self._tables.findings(batch.column(person.column), dates(batch.column(day.column), day.format)[0])
        return {**coded, **{name: pc.coalesce(yes, coded.get(name, yes)) for name, yes in found.items()}}, refused

    def _column(self, batch: pa.RecordBatch, name: str) -> tuple[pa.Array, Wrong]:
        if name in self._steps:
            step = self._steps[name]
            answers, wrong = _answers(batch.column(step.column), step)
            return answers, {row: f"column {step.column} ({name}): {reason}" for row, reason in wrong.items()}
        if name in self._person:
            one = self._person[name]
            answers, wrong = _about_person(batch.column(one.column), name, one)
            return answers, {row: f"column {one.column} ({name}): {reason}" for row, reason in wrong.items()}
        if name in self.mapping.constants:
            value = self.mapping.constants[name]
            column = pa.repeat(value, batch.num_rows)
            return (column if isinstance(value, float) else column.dictionary_encode().cast(_YES_NO)), {}
        if name in self._kept:
            return batch.column(name), {}
        return pa.nulls(batch.num_rows, _YES_NO), {}


def _type_of(step: Step, own: pa.DataType) -> pa.DataType:
    if isinstance(step.how, Numbers):
        return pa.float64()
    return own if _taken_as_it_is(step, own) else _YES_NO


def _taken_as_it_is(step: Step, own: pa.DataType) -> bool:
    return bool(pa.types.is_boolean(own)) and not step.coded


def _answers(column: pa.Array, step: Step) -> tuple[pa.Array, Wrong]:
    if isinstance(step.how, Numbers):
        return numbers_of(column, step.how)
    return (column, {}) if _taken_as_it_is(step, column.type) else words_of(column, step.how)


def _about_person(column: pa.Array, name: str, one: PersonColumn) -> tuple[pa.Array, Wrong]:
    if name == "date":
        return dates(column, one.format)
    if not one.coding:
        return column, {}
    table: dict[str, str | None] = {same(word): region for word, region in one.coding.items()}
    return words_of(column, Words(table, tuple(dict.fromkeys(one.coding.values()))))


def _filled(answers: pa.Array, coded: pa.Array) -> pa.Array:
    """The answer where there is one; else what the codes say."""
    words = answers if not pa.types.is_boolean(answers.type) else pc.if_else(answers, "yes", "no")
    merged = pc.coalesce(words.cast(pa.string()), coded)
    return merged.dictionary_encode().cast(_YES_NO)


def _without(taken: Taken, batch: pa.RecordBatch, wrong: Mapping[int, str]) -> Taken:
    if not wrong:
        return Taken(batch, taken.numbers, taken.refused)
    keep: Any = np.ones(batch.num_rows, bool)
    keep[list(wrong)] = False
    numbers = [number for number, good in zip(taken.numbers, keep, strict=True) if good]
    refused = {**taken.refused, **{taken.numbers[row]: reason for row, reason in sorted(wrong.items())}}
    return Taken(batch.filter(pa.array(keep)), numbers, refused)
