"""A diary in one SQLite file that the person owns. What `put` has come back from is on the disk.

The journal lies beside the file only while something is written, so that a copy of the file is a copy of
everything; with `synchronous=EXTRA` neither a killed process nor a power cut loses what was confirmed.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from venevagt.care.diary import DAY, Entry, Settings

APPLICATION = 0x56454E44
"""Says that a SQLite file is a diary of Venevagt ("VEND")."""

SCHEMA = 1
_WAIT_SECONDS = 10

_TABLES = f"""
CREATE TABLE entries (day TEXT PRIMARY KEY, entry TEXT NOT NULL, saved_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE settings (one INTEGER PRIMARY KEY CHECK (one = 1), settings TEXT NOT NULL);
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA};
"""


_PUT = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)"


class StoreError(Exception):
    """The file cannot be used: the message says why, and what to do."""


def default_file() -> Path:
    """Where a diary lies when no file is named: in the user's own data folder."""
    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return folder / "venevagt" / "diary.sqlite"


class Store:
    """One diary. Opening makes nothing: the file comes with the first `put`. `order`: how an entry's fields stand."""

    def __init__(self, path: Path, order: Sequence[str] = ()) -> None:
        self.path = path
        self._order = {name: place for place, name in enumerate(order)}

    def entries(self) -> list[Entry]:
        """Every entry, in the order of the days."""
        if not self.path.exists():
            return []
        with self._open() as database:
            return [self._read(text) for (text,) in database.execute("SELECT entry FROM entries ORDER BY day")]

    def settings(self) -> Settings:
        """The settings; empty where none were made."""
        if not self.path.exists():
            return {}
        with self._open() as database:
            found = database.execute("SELECT settings FROM settings").fetchone()
            return self._read(found[0]) if found else {}

    def put(self, entries: Iterable[Entry] = (), settings: Settings | None = None) -> None:
        """Keep entries and settings, all of them or none; an entry of the same day is replaced."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._writing() as database:
            rows = [(entry[DAY], self._written(entry), now) for entry in entries]
            database.executemany(_PUT, rows)
            if settings is not None:
                database.execute("INSERT OR REPLACE INTO settings VALUES (1, ?)", (json.dumps(dict(settings)),))

    def add(self, entry: Entry, *, over: bool) -> tuple[str, ...]:
        """Keep one entry beside what the day has already, or with `over` instead of it.

        Without `over` nothing is lost: where the day has another answer, nothing is kept, and those fields come back.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._writing() as database:
            found = database.execute("SELECT entry FROM entries WHERE day = ?", (entry[DAY],)).fetchone()
            old = self._read(found[0]) if found and not over else {}
            clash = tuple(name for name in entry if name in old and old[name] != entry[name])
            if not clash:
                database.execute(_PUT, (entry[DAY], self._written({**old, **entry}), now))
            return clash

    def remove(self, day: str) -> bool:
        """Remove the entry of a day; whether there was one."""
        if not self.path.exists():
            return False
        with self._writing() as database:
            return database.execute("DELETE FROM entries WHERE day = ?", (day,)).rowcount == 1

    def wipe(self) -> None:
        """Remove the file with everything in it."""
        if self.path.exists():
            with self._open():
                pass  # only what is a diary is removed
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StoreError(f"{path}: {error.strerror}; remove the file yourself") from None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: when the block ends, it is on the disk."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreError(f"{self.path}: {error.strerror}; choose another place with --file") from None
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            self._prepare(database)
            yield database
            database.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        database = None
        try:
            database = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA synchronous = EXTRA")
            database.execute("PRAGMA secure_delete = ON")
            self._look(database)
            yield database
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {_advice(error)}") from None
        finally:
            if database is not None:
                database.close()

    def _read(self, text: object) -> dict[str, Any]:
        """What was kept. Raises StoreError where somebody else wrote something there."""
        try:
            value = json.loads(str(text))
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise StoreError(f"{self.path}: an entry cannot be read; take a copy, or an export of yours")
        return value

    def _written(self, entry: Entry) -> str:
        last = len(self._order)
        return json.dumps(
            dict(sorted(entry.items(), key=lambda item: self._order.get(item[0], last))), ensure_ascii=False
        )

    def _look(self, database: sqlite3.Connection) -> None:
        """Raise StoreError for a file that is no diary, or one of a newer version."""
        application, version = (
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        empty = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if application == APPLICATION and version > SCHEMA:
            raise StoreError(
                f"{self.path}: a diary of version {version}, this program knows up to {SCHEMA}; "
                "take a newer Venevagt. Nothing was changed."
            )
        if application != APPLICATION and not (empty and application == version == 0):
            raise StoreError(f"{self.path}: a database of something else, expected a diary; choose another --file")

    def _prepare(self, database: sqlite3.Connection) -> None:
        if database.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in _TABLES.split(";"):
                database.execute(statement)


def _advice(error: sqlite3.Error) -> str:
    """What went wrong, and what to do about it."""
    said = str(error)
    for words, advice in _ADVICE:
        if words in said:
            return f"{said}; {advice}"
    return f"{said}; nothing was saved"


_ADVICE = (
    ("full", "the disk has no room left: free some and save it again. What was saved before is still there"),
    ("disk I/O", "the disk cannot be written: nothing was saved. What was saved before is still there"),
    ("locked", "another program is writing to it: try again"),
    ("not a database", "expected a diary; choose another --file, or a copy of yours that is whole"),
    ("malformed", "the file is damaged: take a copy, or an export of yours"),
    ("readonly", "it may not be written: choose another --file"),
    ("unable to open", "it cannot be opened: look at its folder and rights, or choose another --file"),
    ("no such table", "the diary is not whole: take a copy, or an export of yours"),
)
