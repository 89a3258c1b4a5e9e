"""`venevagt cohort assess` stopped in the middle, as a real process: no torn file, no traceback."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ASSESS = [sys.executable, "-c", "from venevagt.cli.main import run; run()", "cohort", "assess"]
ROWS = b"chest_pain,age\n" + b"yes,54\n" * 3_000_000
"""More than one piece of what is read at once, so that the first answers are written."""


@contextmanager
def half_done(out: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has answered the beginning of its standard input and waits for more."""
    process = subprocess.Popen(
        [*ASSESS, "-", "-o", str(out), "--workers", "2", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    try:
        process.stdin.write(ROWS)
        process.stdin.flush()
        until = time.monotonic() + 60
        while not any(path.stat().st_size for path in out.parent.glob(".*.part")):
            assert time.monotonic() < until
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("before", ["old", None])
def test_stopped_it_takes_away_what_is_half_written(
    tmp_path: Path, number: signal.Signals, code: int, before: str | None
) -> None:
    out = tmp_path / "out.csv"
    if before:
        out.write_text(before, encoding="utf-8")
    with half_done(out, "--force") as process:
        process.send_signal(number)
        assert process.wait(30) == code
        assert process.stderr is not None
        told = process.stderr.read().splitlines()
        assert all(line.startswith(b"standard input: ") for line in told), told
    assert [path.name for path in tmp_path.iterdir()] == (["out.csv"] if before else [])
    assert not before or out.read_text(encoding="utf-8") == before


def test_killed_it_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    with half_done(out, "--force") as process:
        process.kill()
        assert process.wait(30) == -signal.SIGKILL
    assert out.read_text(encoding="utf-8") == "old"


def test_not_stopped_it_writes_all_of_it(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with half_done(out) as process:
        assert not out.exists()
        _, told = process.communicate()
        assert process.returncode == 0
        assert b"3,000,000 rows in" in told
    assert out.read_bytes().count(b"\n") == 3_000_001


def test_a_reader_of_the_answers_that_goes_away_is_no_error(tmp_path: Path) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_bytes(ROWS)
    process = subprocess.Popen([*ASSESS, str(cases), "-o", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b'"urgency","lowest","highest","final","rule"\n'
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    process.wait(60)
    assert b"Traceback" not in told
    assert b"rows in" not in told
