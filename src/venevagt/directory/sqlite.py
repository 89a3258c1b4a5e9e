"""A store in one SQLite file, with the standard library: R*Tree for places, FTS5 for words, WAL for safety."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from math import cos, radians

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

_APPLICATION = 0x56454E45
_VERSION = 1

_SCHEMA = f"""
CREATE TABLE clinic (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, digest BLOB NOT NULL, data BLOB NOT NULL,
    postcode TEXT NOT NULL, area TEXT NOT NULL, lat REAL, lon REAL, words TEXT NOT NULL,
    stale_from INTEGER NOT NULL, seen_in INTEGER NOT NULL, gone_in INTEGER);
CREATE INDEX clinic_postcode ON clinic (postcode);
CREATE INDEX clinic_area ON clinic (area);
CREATE INDEX clinic_stale ON clinic (stale_from);
CREATE VIRTUAL TABLE place USING rtree (key, south, north, west, east);
CREATE VIRTUAL TABLE word USING fts5 (
    words, content='clinic', content_rowid='key', tokenize='unicode61', detail='none');
CREATE TABLE history (id TEXT NOT NULL, until_import INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX history_id ON history (id);
CREATE TABLE import (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL, read INTEGER NOT NULL,
    new INTEGER NOT NULL, changed INTEGER NOT NULL, vanished INTEGER NOT NULL, set_aside INTEGER NOT NULL);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
"""
_FILLED = ", ".join(COLUMNS)
_INSERT = f"INSERT INTO clinic ({_FILLED}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 # no text of others
_UPDATE = f"UPDATE clinic SET {', '.join(f'{name} = ?' for name in COLUMNS)}, gone_in = NULL WHERE id = ?"  # noqa: S608


class SqliteStore:
    """One file, or memory. Raises StoreError for a file that is not a directory of clinics."""

    def __init__(self, path: str) -> None:
        try:
            # Whoever uses it from several threads, such as the server, keeps them apart.
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._prepare(path)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}; expected a file made by `venevagt directory import`") from None

    def _prepare(self, path: str) -> None:
        db = self._db
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and application != _APPLICATION:
            raise StoreError(f"{path}: another program's database, expected one made by `venevagt directory import`")
        if tables and version != _VERSION:
            raise StoreError(f"{path}: made by another version ({version}), expected {_VERSION}: import anew")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA cache_size = -64000")
        if not tables:
            with self._all_or_nothing():
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    db.execute(statement)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def known(self, kind: str) -> dict[str, tuple[bytes, bool]]:
        rows = self._db.execute("SELECT id, digest, gone_in IS NOT NULL FROM clinic WHERE kind = ?", (kind,))
        return {identity: (digest, bool(gone)) for identity, digest, gone in rows}

    def of_others(self, kind: str) -> frozenset[str]:
        rows = self._db.execute("SELECT id FROM clinic WHERE kind <> ?", (kind,))
        return frozenset(identity for (identity,) in rows)

    def write(
        self,
        record: ImportRecord,
        new: Sequence[Entry],
        changed: Sequence[Entry],
        same: Sequence[Entry],
        vanished: Sequence[str],
    ) -> int:
        db = self._db
        kind = record.kind
        with self._all_or_nothing():
            (number,) = db.execute("SELECT coalesce(max(number), 0) + 1 FROM import").fetchone()
            earlier = [(number, entry.clinic.id) for entry in changed] + [(number, identity) for identity in vanished]
            db.executemany(
                "INSERT INTO history SELECT id, ?, data FROM clinic WHERE id = ? AND gone_in IS NULL", earlier
            )
            self._unindex([entry.clinic.id for entry in changed] + list(vanished))
            db.executemany(_INSERT, (entry.row(number, kind) for entry in new))
            updated = ((*entry.row(number, kind), entry.clinic.id) for part in (changed, same) for entry in part)
            db.executemany(_UPDATE, updated)
            db.executemany("UPDATE clinic SET gone_in = ? WHERE id = ?", ((number, identity) for identity in vanished))
            self._index(number, [entry.clinic.id for entry in changed], some_new=bool(new))
            values = (record.kind, record.source, record.as_of.isoformat(), record.read, record.new)
            counts = (record.changed, record.vanished, record.set_aside)
            db.execute("INSERT INTO import VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *values, *counts))
        return int(number)

    def _unindex(self, ids: Sequence[str]) -> None:
        """Take clinics out of both indexes; the words have to be the old ones."""
        known = "SELECT key, words FROM clinic WHERE id = ? AND gone_in IS NULL"
        rows = [row for identity in ids for row in self._db.execute(known, (identity,))]
        self._db.executemany("DELETE FROM place WHERE key = ?", ((key,) for key, _ in rows))
        self._db.executemany("INSERT INTO word (word, rowid, words) VALUES ('delete', ?, ?)", rows)

    def _index(self, number: int, changed: Sequence[str], *, some_new: bool) -> None:
        """Put the changed and the new clinics into both indexes."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS touched (key INTEGER PRIMARY KEY)")
        self._db.execute("DELETE FROM touched")
        self._db.executemany(
            "INSERT INTO touched SELECT key FROM clinic WHERE id = ?", ((identity,) for identity in changed)
        )
        if some_new:
            self._db.execute(
                "INSERT OR IGNORE INTO touched SELECT key FROM clinic"
                " WHERE seen_in = ? AND key NOT IN (SELECT id FROM word_docsize)",
                (number,),
            )
        self._db.execute(
            "INSERT INTO place SELECT key, lat, lat, lon, lon FROM clinic JOIN touched USING (key)"
            " WHERE lat IS NOT NULL"
        )
        self._db.execute("INSERT INTO word (rowid, words) SELECT key, words FROM clinic JOIN touched USING (key)")

    def get(self, identity: str) -> Clinic | None:
        row = self._db.execute("SELECT data FROM clinic WHERE id = ? AND gone_in IS NULL", (identity,)).fetchone()
        return None if row is None else decoded(row[0])

    def _select(self, rest: str, values: Sequence[object] = ()) -> Iterator[Clinic]:
        rows = self._db.execute(f"SELECT data FROM clinic {rest}", values)  # noqa: S608 # no text of others
        return (decoded(data) for (data,) in rows)

    def every(self) -> Iterator[Clinic]:
        return self._select("WHERE gone_in IS NULL ORDER BY id")

    def within(self, lat: float, lon: float, km: float) -> Iterator[Clinic]:
        high = km / KM_OF_DEGREE
        wide = high / max(0.01, cos(radians(min(89.0, abs(lat) + high))))
        return self._select(
            "JOIN place USING (key) WHERE south >= ? AND north <= ? AND west >= ? AND east <= ? AND gone_in IS NULL",
            (lat - high - _ROUNDED, lat + high + _ROUNDED, lon - wide - _ROUNDED, lon + wide + _ROUNDED),
        )

    def in_postcodes(self, codes: Iterable[str]) -> Iterator[Clinic]:
        wanted = sorted(set(codes))
        return self._select(f"WHERE postcode IN ({', '.join('?' * len(wanted))}) AND gone_in IS NULL", wanted)

    def in_areas(self, areas: Iterable[str]) -> Iterator[Clinic]:
        wanted = sorted(set(areas))
        return self._select(f"WHERE area IN ({', '.join('?' * len(wanted))}) AND gone_in IS NULL", wanted)

    def named(self, text: str) -> Iterator[Clinic]:
        words = search_words(text)
        if not words:
            return iter(())
        query = " ".join(f'"{word}"*' for word in words)
        return self._select(
            "WHERE key IN (SELECT rowid FROM word WHERE word MATCH ?) AND gone_in IS NULL ORDER BY id", (query,)
        )

    def history(self, identity: str) -> list[Version]:
        rows = self._db.execute(
            "SELECT until_import, data FROM history WHERE id = ? ORDER BY until_import", (identity,)
        )
        return [Version(until, decoded(data)) for until, data in rows]

    def imports(self) -> list[ImportRecord]:
        rows = self._db.execute("SELECT * FROM import ORDER BY number")
        return [
            ImportRecord(number, kind, source, date.fromisoformat(as_of), *counts)
            for number, kind, source, as_of, *counts in rows
        ]

    def stale(self, on: date) -> list[str]:
        rows = self._db.execute(
            "SELECT id FROM clinic WHERE stale_from <= ? AND gone_in IS NULL ORDER BY id", (on.toordinal(),)
        )
        return [identity for (identity,) in rows]

    def close(self) -> None:
        self._db.close()


_ROUNDED = 0.0001
"""R*Tree keeps its numbers in four bytes: a box is made this much larger, in degrees."""
