"""The real command in a process of its own, with so much memory and so much time."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

MEGABYTES = 400
_CODE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({bytes}, {bytes}))
from venevagt.cli.main import run
run()
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str


def limited(*arguments: str | Path, stdin: bytes | Path = b"", seconds: float = 30, megabytes: int = MEGABYTES) -> Done:
    """Run `venevagt`; more memory is a traceback, more time is a failure."""
    code = _CODE.format(bytes=megabytes << 20)
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    if isinstance(stdin, Path):
        with stdin.open("rb") as file:
            found = subprocess.run(command, stdin=file, capture_output=True, timeout=seconds)
    else:
        found = subprocess.run(command, input=stdin, capture_output=True, timeout=seconds)
    done = Done(found.returncode, found.stdout.decode("utf-8"), found.stderr.decode("utf-8"))
    assert "Traceback" not in done.err, done.err[-2000:]
    return done
