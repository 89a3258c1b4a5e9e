"""Tables of codes beside a table of persons (person, code, date): joined by DuckDB, a block of persons at a time."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa

from venevagt.cohort.codes import CodeBook
from venevagt.cohort.long_rows import workplace
from venevagt.cohort.mapping_dates import dates
from venevagt.cohort.mapping_file import CodeTable
from venevagt.cohort.source import BadSource, Source
from venevagt.logic.nearest import did_you_mean

_JOIN = """
SELECT DISTINCT p."row", h.finding FROM persons p JOIN hit h USING (person)
WHERE (h."when" <> 'before' AND h.day BETWEEN p.day - h.days AND p.day)
    OR (h."when" <> 'now' AND h.day < p.day - h.days)
"""


class CodeTables:
    """The codes of every table of a mapping that make a finding yes, by person. `bad`: how many rows were no codes."""

    def __init__(self, tables: Iterable[tuple[CodeTable, Source]], book: CodeBook) -> None:
        self._db = workplace()
        self._db.execute('CREATE TABLE hit (person VARCHAR, finding VARCHAR, "when" VARCHAR, day DATE, days INTEGER)')
        self.bad: dict[str, int] = {}
        for table, source in tables:
            _has(source, table)
            self.bad[source.name] = sum(self._taken(table, source, book))

    def _taken(self, table: CodeTable, source: Source, book: CodeBook) -> Iterator[int]:
        for taken in source.read([table.person, table.code, table.date]):
            person, code, day = taken.batch.columns
            days, wrong = dates(day, table.format)
            coded = code.cast(pa.string()).dictionary_encode()
            meanings, bad = _meanings(coded.dictionary.to_pylist(), table.system, book)
            rows = pa.table({"person": person.cast(pa.string()), "place": coded.indices, "day": days})
            self._add(rows, meanings, table.days)
            bad_codes = np.isin(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), bad)
            bad_codes[list(wrong)] = True
            yield int(bad_codes.sum()) + len(taken.refused)

    def _add(self, rows: pa.Table, meanings: pa.Table, days: int) -> None:
        self._db.register("rows", rows)
        self._db.register("meanings", meanings)
        self._db.execute(
            'INSERT INTO hit SELECT person, finding, "when", day, $days FROM rows JOIN meanings USING (place)'
            " WHERE person IS NOT NULL AND day IS NOT NULL",
            {"days": days},
        )
        self._db.unregister("rows")
        self._db.unregister("meanings")

    def findings(self, person: pa.Array, day: pa.Array) -> Mapping[str, pa.Array]:
        """For each finding that somebody has a code for: yes or null by row."""
        size = len(person)
        persons = {"row": pa.array(range(size)), "person": person.cast(pa.string()), "day": day}
        self._db.register("persons", pa.table(persons))
        found: dict[str, list[int]] = {}
        for row, finding in self._db.execute(_JOIN).fetchall():
            found.setdefault(finding, []).append(row)
        self._db.unregister("persons")
        return {finding: _yes(rows, size) for finding, rows in found.items()}


def _yes(rows: list[int], size: int) -> pa.Array:
    empty = np.ones(size, bool)
    empty[rows] = False
    return pa.array(np.full(size, "yes", object), pa.string(), mask=empty)


def _has(source: Source, table: CodeTable) -> None:
    for column in (table.person, table.code, table.date):
        if column not in source.schema.names and not hasattr(source, "met"):
            near = did_you_mean(column, source.schema.names)
            raise BadSource(f"{source.name}: no column {column!r}, which the mapping names{near and '; ' + near}")


def _meanings(codes: list[str | None], system: str, book: CodeBook) -> tuple[pa.Table, list[int]]:
    rows: list[tuple[int, str, str]] = []
    bad: list[int] = []
    for place, code in enumerate(codes):
        try:
            rows += [(place, entry.id, entry.when) for entry in book.found(system, code or "")]
        except ValueError:
            bad.append(place)
    schema = pa.schema([("place", pa.int32()), ("finding", pa.string()), ("when", pa.string())])
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema), bad
