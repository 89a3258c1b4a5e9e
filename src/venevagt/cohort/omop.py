"""Tables of OMOP CDM 5.4 as a source: a DuckDB file, a folder of Parquet or CSV files, or a PostgreSQL database.

One row a person, in the order of the table `person`. docs/cohort-exchange.md says what counts and what does not.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from venevagt.cohort.database import Address, open_duckdb, quoted, short, table_address
from venevagt.cohort.findings import every_finding
from venevagt.cohort.long_rows import PeopleSource, given, run, workplace
from venevagt.cohort.omop_sql import ANSWERS, CONTACT, EVENTS, NO_BIRTHDAY, NO_PERSON, PERSONS, TABLES, VOCABULARIES
from venevagt.cohort.source import BadSource, Source
from venevagt.knowledge.model import Model

_ENDS = (".parquet", ".csv", ".csv.gz")
_EVENTS = ("condition_occurrence", "observation", "measurement")


def open_omop(
    place: str, model: Model, *, at: date | None = None, days: int = 0, system: str = "icd10"
) -> PeopleSource:
    """The source of a place. `at`: the day of the contact; `days`: how many days before it still belong to it.

    `system`: of the codes that stand as the source's own words: icd10 (which SKS is read as), or icpc2.
    Raises BadSource.
    """
    name = f"omop:{place.partition('://')[0] if '://' in place else place}"
    try:
        db = workplace()
        _tables(name, db, place)
        return PeopleSource(name, db, model, list(_filled(db, model, at, days, system)))
    except duckdb.Error as error:
        raise BadSource(f"{name}: cannot be read ({short(error)})") from None


def _tables(name: str, db: duckdb.DuckDBPyConnection, place: str) -> None:
    """Every table of `TABLES` as cdm_TABLE, its columns as text."""
    found: Mapping[str, str | Source]
    if "://" in place:
        found = _of_postgres(place)
    elif Path(place).is_dir():
        found = _of_folder(Path(place))
    else:
        found = _of_duckdb(db, place, name)
    if "person" not in found:
        raise BadSource(f"{name}: no table person, expected the tables of OMOP CDM 5.4: {', '.join(TABLES)}")
    for table, columns in TABLES.items():
        source = found.get(table)
        if isinstance(source, str) or source is None:
            _from_query(db, table, source)
        else:
            _from_source(db, table, source)
        there = {row[0] for row in db.execute(f"DESCRIBE cdm_{table}").fetchall()}
        if source is not None and columns[0] not in there:
            raise BadSource(f"{name}: the table {table} has no column {columns[0]}, expected OMOP CDM 5.4")


def _of_duckdb(db: duckdb.DuckDBPyConnection, place: str, name: str) -> Mapping[str, str]:
    open_duckdb(Address("duckdb", place, "", name)).close()
    db.execute(f"ATTACH {_text(place)} AS cdm (READ_ONLY)")
    rows = db.execute(
        "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'cdm'"
    ).fetchall()
    return {
        table.lower(): f"SELECT * FROM cdm.{quoted(schema)}.{quoted(table)}"  # noqa: S608 # names that it gave
        for schema, table in sorted(rows)
        if table.lower() in TABLES
    }


def _of_folder(folder: Path) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        end = next((end for end in _ENDS if path.name.lower().endswith(end)), None)
        table = path.name.lower().removesuffix(end or "")
        if end is None or table not in TABLES:
            continue
        reader = "read_parquet({})" if end == ".parquet" else "read_csv({}, all_varchar = true, header = true)"
        found[table] = f"SELECT * FROM {reader.format(_text(str(path)))}"  # noqa: S608 # a name in quotes
    return found


def _of_postgres(place: str) -> Mapping[str, Source]:
    from venevagt.cohort.database_postgres import PostgresSource

    found: dict[str, Source] = {}
    for table in TABLES:
        address = table_address(f"{place}{'&' if '?' in place else '?'}table={table}")
        if address is None:
            raise BadSource("omop: expected a DuckDB file, a folder, or postgres://HOST/DATABASE")
        try:
            found[table] = PostgresSource(address)
        except BadSource as error:
            if "no such table" not in str(error):
                raise
    return found


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _from_query(db: duckdb.DuckDBPyConnection, table: str, query: str | None) -> None:
    there: dict[str, str] = {}
    if query is not None:
        there = {row[0].lower(): row[0] for row in db.execute(f"DESCRIBE {query}").fetchall()}
    cells = (
        f"{quoted(there[column])}::VARCHAR AS {column}" if column in there else f"NULL::VARCHAR AS {column}"
        for column in TABLES[table]
        if column in there or column != TABLES[table][0] or query is None
    )
    db.execute(f"CREATE TABLE cdm_{table} AS SELECT {', '.join(cells)} {f'FROM ({query})' if query else 'WHERE false'}")


def _from_source(db: duckdb.DuckDBPyConnection, table: str, source: Source) -> None:
    columns = TABLES[table]
    db.execute(f"CREATE TABLE cdm_{table} ({', '.join(f'{column} VARCHAR' for column in columns)})")
    there = [column for column in columns if column in source.schema.names]
    for taken in source.read(there):
        db.register("given", pa.Table.from_batches([taken.batch]))
        cells = ", ".join(f"{column}::VARCHAR" for column in there)
        db.execute(f"INSERT INTO cdm_{table} ({', '.join(there)}) SELECT {cells} FROM given")  # noqa: S608
        db.unregister("given")


def _filled(db: duckdb.DuckDBPyConnection, model: Model, at: date | None, days: int, system: str) -> Iterator[str]:
    """Fill the tables of persons, answers and codes. Gives what is to be said of rows that could not be used."""
    given(db, "known_finding", [("finding", pa.string())], [(name,) for name in every_finding(model)])
    given(db, "known_vocabulary", [("vocabulary_id", pa.string()), ("system", pa.string())], VOCABULARIES)
    for text in (PERSONS, CONTACT, *EVENTS, ANSWERS):
        run(db, text, contact=at, days=days, system=system)
    ((without,),) = db.execute(NO_BIRTHDAY).fetchall()
    if without:
        yield f"{without} persons have no day of birth: their age is not known."
    for table in _EVENTS:
        ((lost,),) = db.execute(NO_PERSON.format(table)).fetchall()
        if lost:
            yield f"{lost} rows of {table} are of no person of the table person and were not used."
