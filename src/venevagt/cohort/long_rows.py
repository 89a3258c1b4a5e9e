"""Answers that stand in rows of their own (person, finding, answer), brought together: one row a person.

DuckDB joins and sorts; what a word, a unit or a code means is looked up once for each distinct one, in Python.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from venevagt.cohort.codes import CodeBook
from venevagt.cohort.coding import same
from venevagt.cohort.database import quoted, short
from venevagt.cohort.findings import AnyFinding, every_finding
from venevagt.cohort.machine import BLOCK
from venevagt.cohort.source import BadSource, Taken
from venevagt.cohort.targets import factor, number_reader, own_words
from venevagt.knowledge.model import Model

TABLES = """
CREATE TABLE person ("row" BIGINT, person VARCHAR, day DATE, reason VARCHAR);
CREATE TABLE said
    ("row" BIGINT, finding VARCHAR, rank INTEGER, told_at VARCHAR, word VARCHAR, number DOUBLE, unit VARCHAR);
CREATE TABLE coded
    ("row" BIGINT, system VARCHAR, code VARCHAR, now BOOLEAN, before BOOLEAN, told_at VARCHAR,
     word VARCHAR, number DOUBLE, unit VARCHAR, rank INTEGER);
"""
"""What a source fills. person: `reason` says why a row cannot be used. said, coded: a `word` or a `number`; of several
the one with the lowest `rank` counts, then the latest by `told_at`. coded: `now` says that the code is of the contact,
`before` that it is of an earlier day."""

_FROM_CODES = """
INSERT INTO said
SELECT c."row", m.finding, c.rank, c.told_at, c.word, c.number,
    CASE WHEN m.kind = '' OR c.unit IS NULL OR contains(c.unit, 'FEU') OR contains(c.unit, 'DDU') THEN c.unit
         ELSE c.unit || '{' || m.kind || '}' END
FROM coded c JOIN code_meaning m USING (system, code)
WHERE ((m."when" <> 'before' AND c.now) OR (m."when" <> 'now' AND c.before))
    AND (c.number IS NOT NULL) = (c.system = 'loinc')
"""

_READ = """
CREATE TABLE answer AS
SELECT s."row", s.finding, s.rank, s.told_at, w.word, coalesce(w.number, s.number * u.factor) AS number,
    CASE WHEN w.reason IS NOT NULL THEN s.finding || ': ' || w.reason
         WHEN u.reason IS NOT NULL THEN s.finding || ': ' || u.reason
         WHEN s.number IS NOT NULL AND NOT (s.number * u.factor BETWEEN u.low AND u.high)
         THEN s.finding || ': ' || s.number || ' ' || coalesce(s.unit, u.unit) || ' is not plausible, expected '
              || u.low || ' to ' || u.high || ' ' || u.unit
    END AS reason
FROM said s
LEFT JOIN word_meaning w ON s.finding = w.finding AND s.word = w.raw
LEFT JOIN unit_meaning u ON s.word IS NULL AND s.finding = u.finding AND coalesce(s.unit, '') = u.raw
"""

_WRONG = """
CREATE TABLE wrong AS
SELECT DISTINCT "row", finding, reason FROM answer WHERE reason IS NOT NULL
UNION ALL
SELECT "row", finding, finding || ': two answers at once, expected one' FROM answer WHERE rank = 0 AND reason IS NULL
GROUP BY "row", finding, told_at HAVING count(DISTINCT coalesce(word, number::VARCHAR)) > 1
"""

_BEST = """
CREATE TABLE best AS
SELECT "row", finding, word, number FROM answer WHERE reason IS NULL
QUALIFY row_number() OVER (PARTITION BY "row", finding ORDER BY rank, told_at DESC NULLS LAST) = 1
"""


_MEMORY = "1GB"
"""What the database may hold in memory; the rest waits on disk."""


class PeopleSource:
    """One row a person, from a connection whose tables of `TABLES` are filled. Made by FHIR and OMOP."""

    def __init__(self, name: str, db: duckdb.DuckDBPyConnection, model: Model, doubts: Sequence[str]) -> None:
        self.name, self._db, self._doubts = name, db, list(doubts)
        self._findings = every_finding(model)
        self._doubts += _codes_read(db, CodeBook(model))
        _meanings(db, model, self._findings)
        for statement in (_READ, _WRONG, _BEST):
            db.execute(statement)
        ((count,),) = db.execute("SELECT count(*) FROM person").fetchall()
        self.rows: int | None = count
        names = {row[0] for row in db.execute("SELECT DISTINCT finding FROM answer").fetchall()}
        self._names = [name for name in self._findings if name in names]
        fields = [(name, _type(self._findings[name])) for name in self._names]
        self.schema = pa.schema([("person", pa.string()), ("date", pa.date32()), *fields])

    def doubts(self) -> Sequence[str]:
        """What was not used, in whole sentences."""
        return self._doubts

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """The persons in their order, with these columns. A person with a wrong answer in one of them is refused.

        Raises BadSource.
        """
        schema = pa.schema([self.schema.field(name) for name in columns])
        try:
            refused = self._refused(columns)
            with self._db.cursor() as cursor, cursor.sql(self._query(columns)).to_arrow_reader(BLOCK) as reader:
                for batch in reader:
                    numbers = batch.column(0).to_pylist()
                    told = {row: refused.pop(row) for row in [row for row in refused if row < numbers[-1]]}
                    yield Taken(pa.RecordBatch.from_arrays(batch.columns[1:], schema=schema), numbers, told)
        except duckdb.Error as error:
            raise BadSource(f"{self.name}: cannot be read ({short(error)})") from None
        if refused:
            nothing = [pa.array([], field.type) for field in schema]
            yield Taken(pa.RecordBatch.from_arrays(nothing, schema=schema), [], refused)

    def _refused(self, columns: Sequence[str]) -> dict[int, str]:
        query = f"""
            SELECT "row", min(reason) FROM (
                SELECT "row", reason FROM person WHERE reason IS NOT NULL
                UNION ALL SELECT "row", reason FROM wrong WHERE finding IN ({_texts(columns)}))
            GROUP BY "row" ORDER BY "row" """  # noqa: S608
        with self._db.cursor() as cursor:
            return dict(cursor.execute(query).fetchall())

    def _query(self, columns: Sequence[str]) -> str:
        cells = [self._cell(name) for name in columns if name in self._findings]
        wide = f'SELECT "row"{"".join(", " + cell for cell in cells)} FROM best GROUP BY "row"'  # noqa: S608
        taken = [{"person": "p.person", "date": "p.day"}.get(name, f"w.{quoted(name)}") for name in columns]
        return f"""
            SELECT p."row"{"".join(", " + cell for cell in taken)} FROM person p LEFT JOIN ({wide}) w USING ("row")
            WHERE p.reason IS NULL AND NOT EXISTS
                (SELECT 1 FROM wrong x WHERE x."row" = p."row" AND x.finding IN ({_texts(columns)}))
            ORDER BY p."row" """  # noqa: S608

    def _cell(self, name: str) -> str:
        field = "number" if self._findings[name].type == "number" else "word"
        return f"max({field}) FILTER (finding = '{name}') AS {quoted(name)}"


def _texts(names: Sequence[str]) -> str:
    return ", ".join("'" + name.replace("'", "''") + "'" for name in ["", *names])


def _type(finding: AnyFinding) -> pa.DataType:
    return pa.float64() if finding.type == "number" else pa.string()


def workplace() -> duckdb.DuckDBPyConnection:
    """A database in memory with the empty tables; what does not fit goes to the folder for temporary files."""
    # The order of the lines is kept: a person's row is the place of its line.
    folder = str(Path(tempfile.gettempdir()) / "venevagt-cohort")
    db = duckdb.connect(config={"preserve_insertion_order": "true", "temp_directory": folder, "memory_limit": _MEMORY})
    run(db, TABLES)
    return db


def run(db: duckdb.DuckDBPyConnection, text: str, **values: object) -> None:
    """Run statements one after the other, each with the values that it names."""
    for statement in text.split(";\n"):
        db.execute(statement, {name: value for name, value in values.items() if f"${name}" in statement} or None)


def given(
    db: duckdb.DuckDBPyConnection, name: str, columns: Sequence[tuple[str, pa.DataType]], rows: Iterable[Any]
) -> None:
    """A table from Python."""
    schema = pa.schema(columns)
    table = pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)
    db.register("given", table)
    db.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")  # noqa: S608 # a name of this file
    db.unregister("given")


def _codes_read(db: duckdb.DuckDBPyConnection, book: CodeBook) -> Iterator[str]:
    """Codes become answers. Gives what is to be said of those that are none."""
    meanings: list[tuple[str, str, str, str, str]] = []
    for system, code in db.execute("SELECT DISTINCT system, code FROM coded WHERE code IS NOT NULL").fetchall():
        try:
            entries = book.found(system, code)
        except ValueError as error:
            yield f"A code was not used: {error}."
            continue
        meanings += [(system, code, entry.id, entry.when, entry.loinc.get(code, "")) for entry in entries]
    names = ("system", "code", "finding", "when", "kind")
    given(db, "code_meaning", [(name, pa.string()) for name in names], meanings)
    db.execute(_FROM_CODES)


def _meanings(db: duckdb.DuckDBPyConnection, model: Model, findings: Any) -> None:
    words = db.execute("SELECT DISTINCT finding, word FROM said WHERE word IS NOT NULL").fetchall()
    columns = [("finding", pa.string()), ("raw", pa.string()), ("word", pa.string()), ("number", pa.float64())]
    told = [(name, raw, *_word(findings[name], raw)) for name, raw in words]
    given(db, "word_meaning", [*columns, ("reason", pa.string())], told)
    units = db.execute("SELECT DISTINCT finding, coalesce(unit, '') FROM said WHERE number IS NOT NULL").fetchall()
    limits = [("factor", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("unit", pa.string())]
    fields = [("finding", pa.string()), ("raw", pa.string()), *limits, ("reason", pa.string())]
    given(db, "unit_meaning", fields, [(name, raw, *_unit(model, findings[name], raw)) for name, raw in units])


def _word(finding: AnyFinding, raw: str) -> tuple[str | None, float | None, str | None]:
    """A word, a number, or why it is neither."""
    if finding.type == "number":
        try:
            value = number_reader(finding, 1.0, with_unit=False)(raw.strip())
        except ValueError as error:
            return None, None, str(error)
        inside = finding.low <= value <= finding.high
        return (
            None,
            value,
            None if inside else f"{raw[:40]!r}, expected {finding.low:g} to {finding.high:g} {finding.unit}",
        )
    known = own_words(finding)
    if same(raw) in known:
        return known[same(raw)], None, None
    return None, None, f"{raw[:40]!r}, expected one of: {', '.join(known)}"


def _unit(model: Model, finding: AnyFinding, unit: str) -> tuple[float, float, float, str, str | None]:
    if finding.type != "number":
        return 1.0, 0.0, 0.0, "", f"a number, expected one of: {', '.join(own_words(finding))}"
    try:
        return factor(model, finding, unit), finding.low, finding.high, finding.unit, None
    except ValueError as error:
        return 1.0, finding.low, finding.high, finding.unit, str(error).removeprefix(f"{finding.id}: ")
