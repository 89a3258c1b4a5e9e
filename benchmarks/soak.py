"""`python -m benchmarks.soak [--seconds N] [--clients N]`: the server under a mixed load, for long.

It starts `venevagt serve`, asks it from several processes at once, compares every answer with what
it must be (`benchmarks/soak_mix.py`), and watches the server's memory and files. It ends with 1
when an answer was wrong, a request failed, or the log holds a word of anybody's answers.
"""

import argparse
import http.client
import multiprocessing
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from benchmarks.soak_client import Asked, ask_for
from benchmarks.soak_table import Sample, Watched, faults, table
from venevagt.knowledge.compiled import get_model

WARM_UP = 0.2
"""The share of the time after which memory is taken to have settled."""

CLOSING_SECONDS = 0.5
"""How long the server has to notice that connections were closed."""

MOST_SECONDS = 24 * 3600


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the table, and tell whether all went well."""
    options = _options(arguments)
    with tempfile.TemporaryFile() as log:
        process, port = start_server(log)
        try:
            watched, asked = _drive(process.pid, port, options.seconds, options.clients)
            seconds_to_stop = stop_server(process, port)
        finally:
            process.kill()
        log.seek(0)
        logged = log.read().decode("utf-8").splitlines()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {options.clients} clients, one server process\n"
    )
    print(table(asked, watched, logged, seconds_to_stop))
    wrong = faults(asked, watched, logged, get_model().findings)
    print("".join(f"\nFAULT: {fault}" for fault in wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help=f"how long to ask, at most {MOST_SECONDS} (60)")
    parser.add_argument("--clients", type=int, default=4, help="how many processes ask at once, 1 to 64 (4)")
    options = parser.parse_args(arguments)
    if not 1 <= options.seconds <= MOST_SECONDS or not 1 <= options.clients <= 64:
        parser.error(f"expected 1 to {MOST_SECONDS} seconds and 1 to 64 clients")
    return options


def start_server(log: IO[bytes]) -> tuple["subprocess.Popen[str]", int]:
    """The server on a free port of this machine; what it logs goes to a file."""
    command = [str(Path(sys.executable).parent / "venevagt"), "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"127\.0\.0\.1:([0-9]+)", line)
    if not found:
        process.kill()
        raise SystemExit(f"the server did not start: it said {line!r}")
    return process, int(found[1])


def stop_server(process: "subprocess.Popen[str]", port: int) -> float:
    """Seconds from SIGTERM to the end, while one connection is open and idle."""
    with socket.create_connection(("127.0.0.1", port)):
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        return time.monotonic() - started


def _drive(pid: int, port: int, seconds: float, clients: int) -> tuple[Watched, list[Asked]]:
    """Ask for so many seconds, with a look at the server every second."""
    _ask_once(port)
    samples = [sample(pid)]
    with multiprocessing.Pool(clients) as pool:
        running = pool.starmap_async(ask_for, [(port, seed, seconds) for seed in range(clients)], chunksize=1)
        while not running.ready():
            running.wait(min(1.0, seconds / 20))
            samples.append(sample(pid))
        asked = running.get()
    time.sleep(CLOSING_SECONDS)
    first = min(own.times[0] for own in asked)
    return Watched(tuple(samples), first, first + WARM_UP * seconds, sample(pid)), asked


def _ask_once(port: int) -> None:
    """One answer, after which the server has everything open that it keeps open."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/health")
    connection.getresponse().read()
    connection.close()
    time.sleep(CLOSING_SECONDS)


def sample(pid: int) -> Sample:
    """Memory in MB and open files of a process now; both None where there is no /proc."""
    folder = Path("/proc") / str(pid)
    try:
        status = (folder / "status").read_text(encoding="ascii")
        resident = int(status.partition("VmRSS:")[2].split()[0]) / 1024
        return Sample(time.monotonic(), resident, len(os.listdir(folder / "fd")))
    except OSError:
        return Sample(time.monotonic(), None, None)


if __name__ == "__main__":
    sys.exit(main())
