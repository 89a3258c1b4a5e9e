"""The file of a diary: nothing that was confirmed is lost, whoever is killed; and what it refuses."""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from venevagt.care.diary_store import SCHEMA, Store, StoreError, default_file

_WRITER = """
import sys
from pathlib import Path
from venevagt.care.diary_store import Store
store, first = Store(Path(sys.argv[1])), int(sys.argv[2])
for number in range(first, first + 100000):
    day = f"{2000 + number // 360:04}-{number // 30 % 12 + 1:02}-{number % 30 + 1:02}"
    store.put([{"day": day, "pain": number % 11, "note": "x" * (number % 700)}], {"leg": "left", "count": str(number)})
    print(number, flush=True)
"""


def writer(path: Path, first: int) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", _WRITER, str(path), str(first)], stdout=subprocess.PIPE, text=True)


def day_of(number: int) -> str:
    return f"{2000 + number // 360:04}-{number // 30 % 12 + 1:02}-{number % 30 + 1:02}"


def confirmed(process: "subprocess.Popen[str]") -> list[int]:
    assert process.stdout is not None
    with process.stdout:
        return [int(line) for line in process.stdout.read().split("\n") if line.strip()]


def assert_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_killed_process_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "diary.sqlite"
    chance = random.Random(811)
    kept: set[int] = set()
    next_one = 0
    for _ in range(12):
        process = writer(path, next_one)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0.01, 0.25))
        process.send_signal(signal.SIGKILL)
        numbers = [int(first), *confirmed(process)]
        assert process.wait() == -signal.SIGKILL
        kept |= set(numbers)
        entries = {entry["day"]: entry for entry in Store(path).entries()}
        assert all(entries[day_of(number)]["pain"] == number % 11 for number in kept)
        assert int(Store(path).settings()["count"]) >= max(kept)
        assert_sound(path)
        # At most the one that was being written when it was killed is there beside them.
        assert len(entries) - len(kept) <= 1
        next_one = max(kept) + 1
    assert len(kept) > 50


def test_two_processes_at_once_keep_everything(tmp_path: Path) -> None:
    path = tmp_path / "diary.sqlite"
    processes = [writer(path, 0), writer(path, 3600)]
    time.sleep(1.5)
    for process in processes:
        process.send_signal(signal.SIGKILL)
    numbers = [number for process in processes for number in confirmed(process)]
    assert [process.wait() for process in processes] == [-signal.SIGKILL] * 2
    assert len(numbers) > 5
    days = {entry["day"] for entry in Store(path).entries()}
    assert {day_of(number) for number in numbers} <= days
    assert_sound(path)


def test_all_of_one_put_or_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "diary.sqlite")
    store.put([{"day": "2026-11-20", "pain": 1}], {"leg": "left"})
    with pytest.raises(TypeError):
        store.put([{"day": "2026-11-21", "pain": 2}, {"day": "2026-11-22", "pain": object()}], {"leg": "right"})
    assert store.entries() == [{"day": "2026-11-20", "pain": 1}]
    assert store.settings() == {"leg": "left"}


def test_add_never_writes_over_by_itself(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / "diary.sqlite", ("day", "walked", "pain"))
    assert store.entries() == []
    assert not store.path.exists()
    assert store.add({"day": "2026-11-20", "pain": 1}, over=False) == ()
    assert store.add({"day": "2026-11-20", "walked": 9, "pain": 2}, over=False) == ("pain",)
    assert store.entries() == [{"day": "2026-11-20", "pain": 1}]
    assert store.add({"day": "2026-11-20", "walked": 9, "pain": 1}, over=False) == ()
    assert list(store.entries()[0].items()) == [("day", "2026-11-20"), ("walked", 9), ("pain", 1)]
    assert store.add({"day": "2026-11-20", "pain": 2}, over=True) == ()
    assert store.entries() == [{"day": "2026-11-20", "pain": 2}]
    assert store.path.stat().st_mode & 0o077 == 0
    assert [path.name for path in store.path.parent.iterdir()] == ["diary.sqlite"]
    assert store.remove("2026-11-20")
    assert not store.remove("2026-11-20")


def test_what_is_removed_is_not_left_in_the_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "diary.sqlite")
    store.put([{"day": "2026-11-20", "note": "a secret word"}])
    assert b"a secret word" in store.path.read_bytes()
    store.remove("2026-11-20")
    assert b"a secret word" not in store.path.read_bytes()
    store.wipe()
    assert list(tmp_path.iterdir()) == []


def test_a_newer_diary_is_refused_and_not_touched(tmp_path: Path) -> None:
    store = Store(tmp_path / "diary.sqlite")
    store.put([{"day": "2026-11-20", "pain": 1}])
    with closing(sqlite3.connect(store.path)) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = store.path.read_bytes()
    for action in (store.entries, store.settings, store.wipe, lambda: store.put([{"day": "2026-11-21", "pain": 1}])):
        with pytest.raises(StoreError, match=rf"a diary of version {SCHEMA + 1}, this program knows up to {SCHEMA}"):
            action()
    assert store.path.read_bytes() == before


def test_another_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE entries (day TEXT)")
    before = path.read_bytes()
    for action in (Store(path).entries, Store(path).wipe, lambda: Store(path).put([{"day": "2026-11-21", "pain": 1}])):
        with pytest.raises(StoreError, match="a database of something else, expected a diary"):
            action()
    assert path.read_bytes() == before
    path.write_text("a letter, and no database at all, but long enough to be one" * 20)
    with pytest.raises(StoreError, match="expected a diary; choose another --file"):
        Store(path).entries()


def test_a_damaged_diary_is_named(tmp_path: Path) -> None:
    store = Store(tmp_path / "diary.sqlite")
    store.put(
        [{"day": f"2026-{month:02}-{day:02}", "note": "x" * 900} for month in range(1, 12) for day in range(1, 28)]
    )
    content = bytearray(store.path.read_bytes())
    content[4096:-4096] = b"\x55" * (len(content) - 8192)
    store.path.write_bytes(content)
    with pytest.raises(StoreError, match=r"diary\.sqlite: .*(damaged|whole|saved)"):
        store.entries()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="choose another place with --file"):
        Store(tmp_path / "file" / "diary.sqlite").put([{"day": "2026-11-20", "pain": 1}])
    with pytest.raises(StoreError, match=r"(cannot be opened|choose another)"):
        Store(tmp_path).entries()


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "diary.sqlite")
    store.put([{"day": "2026-11-20", "pain": 1}])
    program = (
        "import sys; from pathlib import Path; from venevagt.care.diary_store import Store, StoreError\n"
        "try: Store(Path(sys.argv[1])).put([{'day': '2026-11-21', 'note': 'x' * 90000}])\n"
        "except StoreError as error: print(error)\n"
        "else: print('kept')\n"
    )

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    told = subprocess.run(
        [sys.executable, "-c", program, str(store.path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=little_room,
    )
    assert "What was saved before is still there" in told.stdout
    assert store.entries() == [{"day": "2026-11-20", "pain": 1}]
    assert_sound(store.path)


def test_the_default_place_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_file() == tmp_path / "venevagt" / "diary.sqlite"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_file() == Path.home() / ".local" / "share" / "venevagt" / "diary.sqlite"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert default_file() == tmp_path / "local" / "venevagt" / "diary.sqlite"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_file().parts[-3:] == ("Application Support", "venevagt", "diary.sqlite")
    assert os.sep in str(default_file())
