"""One client of the endurance run: asks as fast as it is answered, and checks every answer."""

import gzip
import http.client
import itertools
import time
from collections import Counter, defaultdict

from msgspec import Struct

from benchmarks.soak_mix import Exchange, endless_mix
from venevagt.knowledge.compiled import get_model

_SHOWN_FAULTS = 5


class Asked(Struct):
    """What one client met. `times`: when each answer had come (monotonic); `waits`: seconds by kind of request."""

    times: list[float]
    waits: dict[str, list[float]]
    statuses: Counter[int]
    wrong: int
    broken: int
    examples: list[str]


def ask_for(port: int, seed: int, duration: float) -> Asked:
    """Ask over one kept connection for so many seconds from the first request on."""
    found = Asked([], defaultdict(list), Counter(), 0, 0, [])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    mix = endless_mix(get_model(), seed)
    ready = next(mix)
    until = time.monotonic() + duration
    for exchange in itertools.chain([ready], mix):
        if (start := time.monotonic()) >= until:
            break
        try:
            status, body = _ask(connection, exchange)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            found.broken += 1
            found.examples.append(f"{exchange.method} {exchange.address.partition('?')[0]}: {type(error).__name__}")
            continue
        found.times.append(end := time.monotonic())
        found.waits[exchange.kind].append(end - start)
        found.statuses[status] += 1
        if fault := _fault(exchange, status, body):
            found.wrong += 1
            found.examples.append(fault)
    connection.close()
    found.examples = found.examples[:_SHOWN_FAULTS]
    return found


def _fault(exchange: Exchange, status: int, body: bytes) -> str:
    """What is wrong with an answer; one that cannot even be read is wrong too."""
    try:
        return exchange.check(status, body)
    except (ValueError, KeyError) as error:
        return f"{exchange.method} {exchange.address.partition('?')[0]}: {status}, unreadable: {type(error).__name__}"


def _ask(connection: http.client.HTTPConnection, exchange: Exchange) -> tuple[int, bytes]:
    """Status and body. Where a body is only declared, the connection is given up after the answer."""
    length = len(exchange.body) if exchange.declared is None else exchange.declared
    connection.putrequest(exchange.method, exchange.address, skip_accept_encoding=True)
    for name, value in {**exchange.headers, "Content-Length": str(length)}.items():
        connection.putheader(name, value)
    connection.endheaders(exchange.body or None)
    response = connection.getresponse()
    body = response.read()
    if exchange.declared is not None:
        connection.close()
    return response.status, gzip.decompress(body) if response.getheader("Content-Encoding") == "gzip" else body
