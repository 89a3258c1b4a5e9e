"""The same store in PostgreSQL, for a national operator: every table in a schema of its own, `venevagt`.

psycopg is the extra `postgres`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import cos, radians
from typing import Any

from venevagt.care.clinic import Clinic
from venevagt.directory.store import (
    COLUMNS,
    KM_OF_DEGREE,
    Entry,
    ImportRecord,
    StoreError,
    Version,
    decoded,
    search_words,
)

_SCHEMA = """
CREATE SCHEMA IF NOT EXISTS venevagt;
CREATE TABLE IF NOT EXISTS venevagt.clinic (
    id text PRIMARY KEY, kind text NOT NULL, digest bytea NOT NULL, data bytea NOT NULL, postcode text NOT NULL,
    area text NOT NULL, lat double precision, lon double precision, words text NOT NULL,
    stale_from integer NOT NULL, seen_in integer NOT NULL, gone_in integer);
CREATE INDEX IF NOT EXISTS clinic_postcode ON venevagt.clinic (postcode);
CREATE INDEX IF NOT EXISTS clinic_area ON venevagt.clinic (area);
CREATE INDEX IF NOT EXISTS clinic_place ON venevagt.clinic USING gist (point(lon, lat)) WHERE lat IS NOT NULL;
CREATE INDEX IF NOT EXISTS clinic_word ON venevagt.clinic USING gin (to_tsvector('simple', words));
CREATE TABLE IF NOT EXISTS venevagt.history (id text NOT NULL, until_import integer NOT NULL, data bytea NOT NULL);
CREATE INDEX IF NOT EXISTS history_id ON venevagt.history (id);
CREATE TABLE IF NOT EXISTS venevagt.import (
    number integer PRIMARY KEY, kind text NOT NULL, source text NOT NULL, as_of date NOT NULL, read integer NOT NULL,
    new integer NOT NULL, changed integer NOT NULL, vanished integer NOT NULL, set_aside integer NOT NULL);
"""
_FILLED = ", ".join(COLUMNS)
_SIGNS = ", ".join(["%s"] * len(COLUMNS))
_INSERT = f"INSERT INTO venevagt.clinic ({_FILLED}) VALUES ({_SIGNS})"  # noqa: S608 # no text of others
_UPDATE = f"UPDATE venevagt.clinic SET ({_FILLED}, gone_in) = ({_SIGNS}, NULL) WHERE id = %s"  # noqa: S608
_LOCK = 0x56454E45


class PostgresStore:
    """A database at `postgresql://...`. Raises StoreError where it cannot be reached."""

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError:
            raise StoreError("a postgresql:// address needs psycopg: pip install 'venevagt[postgres]'") from None
        try:
            self._db: psycopg.Connection[tuple[Any, ...]] = psycopg.connect(url, autocommit=True, connect_timeout=10)
            with self._db.transaction():
                self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._db.execute(statement.encode())
        except (psycopg.Error, ValueError) as error:
            # The address may have a password in it: it is never repeated.
            reason = str(error).splitlines()[0] if isinstance(error, psycopg.OperationalError) else type(error).__name__
            raise StoreError(f"the PostgreSQL database cannot be used: {reason[:200]}") from None

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._db.execute(query.encode(), values).fetchall()

    def known(self, kind: str) -> dict[str, tuple[bytes, bool]]:
        rows = self._rows("SELECT id, digest, gone_in IS NOT NULL FROM venevagt.clinic WHERE kind = %s", (kind,))
        return {identity: (bytes(digest), gone) for identity, digest, gone in rows}

    def of_others(self, kind: str) -> frozenset[str]:
        return frozenset(row[0] for row in self._rows("SELECT id FROM venevagt.clinic WHERE kind <> %s", (kind,)))

    def write(
        self,
        record: ImportRecord,
        new: Sequence[Entry],
        changed: Sequence[Entry],
        same: Sequence[Entry],
        vanished: Sequence[str],
    ) -> int:
        kind = record.kind
        with self._db.transaction(), self._db.cursor() as db:
            db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            (number,) = self._rows("SELECT coalesce(max(number), 0) + 1 FROM venevagt.import")[0]
            ids = [*(entry.clinic.id for entry in changed), *vanished]
            db.execute(
                "INSERT INTO venevagt.history SELECT id, %s, data FROM venevagt.clinic"
                " WHERE id = ANY(%s) AND gone_in IS NULL",
                (number, ids),
            )
            db.executemany(_INSERT.encode(), (entry.row(number, kind) for entry in new))
            updated = ((*entry.row(number, kind), entry.clinic.id) for part in (changed, same) for entry in part)
            db.executemany(_UPDATE.encode(), updated)
            db.execute("UPDATE venevagt.clinic SET gone_in = %s WHERE id = ANY(%s)", (number, list(vanished)))
            db.execute(
                "INSERT INTO venevagt.import VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                (
                    *(number, record.kind, record.source, record.as_of, record.read),
                    *(record.new, record.changed, record.vanished, record.set_aside),
                ),
            )
        return int(number)

    def get(self, identity: str) -> Clinic | None:
        return next(self._select("id = %s", (identity,)), None)

    def _select(self, condition: str, values: Sequence[object] = ()) -> Iterator[Clinic]:
        query = f'SELECT data FROM venevagt.clinic WHERE {condition} AND gone_in IS NULL ORDER BY id COLLATE "C"'  # noqa: S608
        return (decoded(bytes(data)) for (data,) in self._rows(query, values))

    def every(self) -> Iterator[Clinic]:
        return self._select("TRUE")

    def within(self, lat: float, lon: float, km: float) -> Iterator[Clinic]:
        high = km / KM_OF_DEGREE
        wide = high / max(0.01, cos(radians(min(89.0, abs(lat) + high))))
        return self._select(
            "lat IS NOT NULL AND point(lon, lat) <@ box(point(%s, %s), point(%s, %s))",
            (lon - wide, lat - high, lon + wide, lat + high),
        )

    def in_postcodes(self, codes: Iterable[str]) -> Iterator[Clinic]:
        return self._select("postcode = ANY(%s)", (sorted(set(codes)),))

    def in_areas(self, areas: Iterable[str]) -> Iterator[Clinic]:
        return self._select("area = ANY(%s)", (sorted(set(areas)),))

    def named(self, text: str) -> Iterator[Clinic]:
        words = search_words(text)
        if not words:
            return iter(())
        query = " & ".join(f"{word}:*" for word in words)
        return self._select("to_tsvector('simple', words) @@ to_tsquery('simple', %s)", (query,))

    def history(self, identity: str) -> list[Version]:
        query = "SELECT until_import, data FROM venevagt.history WHERE id = %s ORDER BY until_import"
        return [Version(until, decoded(bytes(data))) for until, data in self._rows(query, (identity,))]

    def imports(self) -> list[ImportRecord]:
        return [ImportRecord(*row) for row in self._rows("SELECT * FROM venevagt.import ORDER BY number")]

    def stale(self, on: date) -> list[str]:
        query = 'SELECT id FROM venevagt.clinic WHERE stale_from <= %s AND gone_in IS NULL ORDER BY id COLLATE "C"'
        return [identity for (identity,) in self._rows(query, (on.toordinal(),))]

    def close(self) -> None:
        self._db.close()
