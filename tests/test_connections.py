"""The server's connections: the silent are closed, too many keep nobody out, and the log stays empty."""

import asyncio
import http.client
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from uvicorn.server import ServerState

from venevagt.knowledge.compiled import get_model
from venevagt.server import connection
from venevagt.server.app import create_app

pytestmark = pytest.mark.alone

ASK = b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n"
FILES = 700
"""The open files that the server of the test may have."""


async def answers(parts: list[bytes], every: float) -> tuple[int, float]:
    """Send parts to a server at an interval; the answers that came until it closed, and after how long."""
    config = uvicorn.Config(create_app(get_model()), access_log=False, timeout_keep_alive=60)
    loop = asyncio.get_running_loop()
    state = ServerState()
    server = await loop.create_server(lambda: connection.Connection(config, state, {}), "127.0.0.1", 0)
    start = loop.time()
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for part in parts:
        writer.write(part)
        await asyncio.sleep(every)
    received = await asyncio.wait_for(reader.read(), 10)
    elapsed = loop.time() - start
    writer.close()
    server.close()
    await server.wait_closed()
    return received.count(b'"status":"ok"'), elapsed


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.3)


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize(
    ("parts", "answered"),
    [([], 0), ([b"GET /hea"], 0), ([b"GET /hea", b"lth HTTP/1.1\r\n", b"host: x\r\n"], 0), ([ASK, b"GET /h"], 1)],
)
def test_a_connection_that_does_not_ask_is_closed(parts: list[bytes], answered: int) -> None:
    count, elapsed = asyncio.run(answers(parts, every=0.05))
    assert count == answered
    assert 0.25 < elapsed < 5


@pytest.mark.usefixtures("hurry")
def test_a_connection_that_goes_on_asking_stays() -> None:
    count, elapsed = asyncio.run(answers([ASK] * 8, every=0.2))
    assert count == 8
    assert elapsed > 1.6


@pytest.fixture
def port_and_process(tmp_path: Path) -> Iterator[tuple[int, "subprocess.Popen[str]", Path]]:
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({FILES}, {FILES}));"
    run = "from venevagt.cli.main import run; run()"
    log = tmp_path / "log"
    with (
        log.open("w") as file,
        subprocess.Popen(
            [sys.executable, "-uc", limit + run, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=file, text=True
        ) as process,
    ):
        assert process.stdout is not None
        found = re.search(r"127\.0\.0\.1:([0-9]+)", process.stdout.readline())
        assert found
        yield int(found[1]), process, log
        process.kill()


@pytest.mark.skipif(
    resource.getrlimit(resource.RLIMIT_NOFILE)[0] < FILES + 200, reason="this process may not open files enough"
)
def test_more_connections_than_files_keep_nobody_out(
    port_and_process: tuple[int, "subprocess.Popen[str]", Path],
) -> None:
    port, process, log = port_and_process
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as before:
        assert healthy(before)
    crowd = [socket.create_connection(("127.0.0.1", port)) for _ in range(FILES + 50)]
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as among:
        assert healthy(among)
    for one in crowd:
        one.close()
    time.sleep(0.3)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as after:
        assert healthy(after)
    process.terminate()
    assert process.wait(10) == 0
    assert log.read_text() == ""


def healthy(connection: http.client.HTTPConnection) -> bool:
    connection.request("GET", "/health")
    response = connection.getresponse()
    return response.status == 200 and b"ok" in response.read()
