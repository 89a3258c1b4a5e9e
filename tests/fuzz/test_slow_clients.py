"""A real server among clients that are slow, many, rude or endless: it goes on answering, and stops when told."""

import http.client
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from venevagt.server.connection import MOST_HEAD

pytestmark = pytest.mark.alone

# The real command; only its patience is shortened, so that the test need not wait for it.
SERVE = """
from venevagt.server import connection
connection.HEAD_SECONDS, connection.ANSWER_SECONDS, connection.MOST_CONNECTIONS = 1, 1, 250
from venevagt.server import security
security._BODY_SECONDS = 1
from venevagt.cli.main import run
run()
"""
HEAD = b"POST /api/assess HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
CASE = b'{"chest_pain": "yes"}'
SOON = 2.0
"""Seconds within which somebody else gets an answer, on a machine that has other work too."""


class Server:
    """`venevagt serve` in a process of its own."""

    def __init__(self) -> None:
        command = [sys.executable, "-W", "error", "-c", SERVE, "serve", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout
        found = re.search(r":(\d+)/", self.process.stdout.readline())
        assert found
        self.port = int(found[1])

    def open(self, *parts: bytes) -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        for part in parts:
            client.sendall(part)
        return client

    def answers(self) -> None:
        """Somebody else gets the right answer, soon."""
        start = time.monotonic()
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        client.request("POST", "/api/assess", CASE, {"Content-Type": "application/json"})
        answer = client.getresponse()
        assert (answer.status, b'"urgency":"emergency"' in answer.read()) == (200, True)
        client.close()
        assert time.monotonic() - start < SOON

    def megabytes(self) -> float:
        """Memory that the server holds now."""
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    held = running.open(b"POST /da/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
    start = time.monotonic()
    running.process.send_signal(signal.SIGTERM)
    out, errors = running.process.communicate(timeout=10)
    held.close()
    assert time.monotonic() - start < 7
    assert running.process.returncode == 0
    assert out.endswith("Venevagt has stopped.\n")
    assert "Traceback" not in errors
    assert "chest_pain" not in errors


def ends(client: socket.socket, seconds: float = 6.0) -> bytes:
    """What the server says until it ends the connection."""
    client.settimeout(seconds)
    said = b""
    try:
        while part := client.recv(65536):
            said += part
    except ConnectionResetError:
        pass
    finally:
        client.close()
    return said


def takes(client: socket.socket, part: bytes) -> bool:
    """Whether the server still takes what is sent."""
    try:
        client.sendall(part)
    except OSError:
        return False
    return True


def test_a_head_byte_by_byte_is_cut_off_and_keeps_nobody_waiting(server: Server) -> None:
    client = server.open(b"GET / HTTP/1.1\r\n")
    start = time.monotonic()
    while time.monotonic() - start < 5 and takes(client, b"x"):
        time.sleep(0.1)
        server.answers()
    assert 0.5 < time.monotonic() - start < 4
    client.close()


def test_a_second_head_on_the_same_connection_may_not_be_slower(server: Server) -> None:
    client = server.open(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    said = b""
    while b"}" not in said:
        said += client.recv(65536)
    assert b"200 OK" in said
    client.sendall(b"GET /hea")
    assert ends(client) == b""


def test_a_body_byte_by_byte_or_without_an_end_is_answered_with_408_or_413(server: Server) -> None:
    slow = server.open(HEAD + b"Content-Length: 50\r\n\r\n", b"{")
    endless = server.open(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"2000\r\n" + b" " * 0x2000 + b"\r\n"
    before = server.megabytes()
    assert not all(takes(endless, chunk) for _ in range(2_000))
    assert server.megabytes() - before < 20
    endless.close()
    server.answers()
    assert b" 408 " in ends(slow)


def test_two_hundred_idle_connections_and_more_than_it_takes(server: Server) -> None:
    idle = [server.open() for _ in range(200)]
    server.answers()
    more = [server.open() for _ in range(150)]
    server.answers()
    assert ends(idle[0]) == b""
    for client in (*idle[1:], *more):
        client.close()
    server.answers()


def test_a_client_that_does_not_take_its_answers(server: Server) -> None:
    before = server.megabytes()
    clients = []
    for _ in range(8):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET /api/knowledge HTTP/1.1\r\nHost: x\r\n\r\n" * 25)
        clients.append(client)
    server.answers()
    time.sleep(2.2)
    assert server.megabytes() - before < 40
    for client in clients:
        assert len(ends(client)) < 25 * 100_000
    server.answers()


MALFORMED = [
    b"\0" * 100, b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
    b"POST /api/assess HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"POST /api/assess HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * (40 * MOST_HEAD) + b"\r\n\r\n",
    b"GET /?" + b"y" * (40 * MOST_HEAD) + b" HTTP/1.1\r\nHost: x\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("sent", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_no_http_is_refused(server: Server, sent: bytes) -> None:
    said = ends(server.open(sent))
    assert not said or b" 400 " in said.split(b"\r\n")[0]
    server.answers()


def test_a_body_that_is_cut_short_is_no_case(server: Server) -> None:
    """Said to be longer than it is, then closed: nobody is answered, nothing is kept."""
    client = server.open(
        b"POST /api/assess HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{}"
    )
    client.shutdown(socket.SHUT_WR)
    assert b" 200 " not in ends(client)
    server.answers()


def test_abrupt_resets(server: Server) -> None:
    for number in range(100):
        client = server.open(b"POST /da/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"[: number + 1])
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    server.answers()


def test_many_quick_requests_hold_no_more_memory(server: Server) -> None:
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)

    def ask(times: int) -> None:
        for _ in range(times):
            client.request("POST", "/api/assess", CASE, {"Content-Type": "application/json"})
            assert client.getresponse().read().startswith(b'{"urgency":"emergency"')

    held: list[float] = []
    try:
        # At first the site is still being made, and what earlier tests left tidied up; a leak would go on growing.
        while len(held) < 4 or held[-1] - held[-4] >= 10:
            assert len(held) < 15, held
            ask(400)
            held.append(server.megabytes())
    finally:
        client.close()
