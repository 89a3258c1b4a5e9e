"""`python -m benchmarks.api`: POST /api/assess beside two echoes of the bare framework.

One echo sends the bytes back as they came; the other, as an API does, decodes the JSON and encodes
it again with the framework's own means. Each is served by uvicorn in a process of its own with the
settings of `venevagt serve`, and asked in turn over one kept connection, on this machine, by a
client that does next to nothing.
"""

import itertools
import json
import multiprocessing
import socket
import time
from collections.abc import Callable, Sequence
from statistics import median

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks.cases import scenario_cases
from venevagt.knowledge.compiled import get_model
from venevagt.server.app import create_app

ROUNDS = 12
PER_ROUND = 300


async def _echo_bytes(request: Request) -> Response:
    return Response(await request.body(), media_type="application/json")


async def _echo_json(request: Request) -> Response:
    return JSONResponse(await request.json())


def echo_bytes() -> Starlette:
    """What the framework costs by itself: one route, the body sent back."""
    return Starlette(routes=[Route("/api/assess", _echo_bytes, methods=["POST"])])


def echo_json() -> Starlette:
    return Starlette(routes=[Route("/api/assess", _echo_json, methods=["POST"])])


def venevagt() -> Starlette:
    return create_app(get_model())


def served(make: Callable[[], Starlette]) -> tuple[multiprocessing.Process, socket.socket]:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    process = multiprocessing.Process(target=_run, args=(make, listening), daemon=True)
    process.start()
    connection = socket.create_connection(listening.getsockname())
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return process, connection


def _run(make: Callable[[], Starlette], listening: socket.socket) -> None:
    config = uvicorn.Config(make(), access_log=False, server_header=False, log_level="warning")
    uvicorn.Server(config).run(sockets=[listening])


def requests_a_second(connection: socket.socket, bodies: Sequence[bytes]) -> float:
    messages = [_HEAD % len(body) + body for body in bodies]
    start = time.perf_counter()
    for message in itertools.islice(itertools.cycle(messages), PER_ROUND):
        connection.sendall(message)
        _read_answer(connection)
    return PER_ROUND / (time.perf_counter() - start)


_HEAD = b"POST /api/assess HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"


def _read_answer(connection: socket.socket) -> None:
    answer = connection.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), answer
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)


def main() -> None:
    cases = scenario_cases(get_model())
    kinds = {
        "complete cases": [json.dumps(case).encode() for case in cases if len(case) > 50],
        "two answers": [b'{"redness": "yes", "place": "leg"}'],
    }
    running = [served(make) for make in (venevagt, echo_bytes, echo_json)]
    for name, bodies in kinds.items():
        rounds = [[requests_a_second(line, bodies) for _, line in running] for _ in range(ROUNDS + 1)][1:]
        mine, of_bytes, of_json = (median(column) for column in zip(*rounds, strict=True))
        shares = [median(100 * row[0] / row[other] for row in rounds) for other in (1, 2)]
        print(f"POST /api/assess, {name:16}{mine:>8.0f} a second")
        print(f"    {shares[0]:4.0f} % of an echo of the bytes    ({of_bytes:.0f} a second)")
        print(f"    {shares[1]:4.0f} % of an echo through JSON    ({of_json:.0f} a second)")
    for process, _ in running:
        process.terminate()


if __name__ == "__main__":
    main()
