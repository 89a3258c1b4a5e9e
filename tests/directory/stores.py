"""Stores for tests: SQLite always, PostgreSQL where a server's programs or an address can be had."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

URL = "VENEVAGT_TEST_POSTGRES"
"""An environment variable with the address of a database that tests may fill and empty."""

_FOLDERS = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")
_PLAIN_USERS = ("postgres", "nobody")


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL database; skips, and says why, where none can be had."""
    if url := os.environ.get(URL):
        yield url
        return
    found = _programs()
    if found is None:
        pytest.skip(f"PostgreSQL was not tested: no initdb and pg_ctl on this machine, and {URL} names no database")
    yield from _started(found)


def _programs() -> Path | None:
    """The folder with the server's programs."""
    paths = [Path(name).resolve().parent for name in [shutil.which("pg_ctl")] if name]
    for folder in _FOLDERS:
        paths += sorted(Path(folder).glob("*/bin"), reverse=True)
    return next((path for path in paths if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def _started(programs: Path) -> Iterator[str]:
    """A server of our own on 127.0.0.1, stopped at the end. It does not run as root, so then as another user."""
    folder = Path(tempfile.mkdtemp(prefix="venevagt-pg-"))
    user = None
    if os.geteuid() == 0:
        user = next(name for name in _PLAIN_USERS if _is_user(name))
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"

    def run(*command: str | Path) -> None:
        done = subprocess.run([str(part) for part in command], cwd=folder, user=user, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    try:
        run(programs / "initdb", "-D", data, "-U", "venevagt", "--auth", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql://venevagt@127.0.0.1:{port}/postgres"
        finally:
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_user(name: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
