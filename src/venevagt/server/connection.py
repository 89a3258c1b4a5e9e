"""One connection, with an end to its patience: a client that is slow on purpose must not keep others out."""

import asyncio
import sys
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10
"""From the connection, or the last answer, until the next request's head is complete."""

ANSWER_SECONDS = 60
"""After that, until a body has been read and the answer is taken; then the connection is cut."""

MOST_CONNECTIONS = 500
"""Open at once; one more, and the one that has waited longest without a request gives way."""

BACKLOG = 128
"""How many connections wait at most until they are accepted; so many can come in one turn of the loop."""

_TURNS = 3
"""A connection that is too many is accepted, looked at and closed, each in a turn of its own."""

MOST_HEAD = 16 * 1024
"""Bytes of a request's head."""


MOST_UNASKED = 1024 * 1024
"""Bytes taken after an answer and before the next request, such as the rest of a body that was refused."""


class Connection(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, which alone would wait for a head, and for a reader, for ever."""

    waiting: asyncio.TimerHandle | None = None
    unasked = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()
        # What is closing already still stands among the connections until the loop's next turn.
        others = [other for other in self.connections if isinstance(other, Connection) and not other.closing]
        if len(others) > most_connections():
            idle = [other for other in others if other.idle]
            min(idle, key=Connection.since, default=self).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.idle:
            self.unasked += len(data)
        if self.unasked > MOST_UNASKED:
            self.transport.abort()
        else:
            super().data_received(data)

    def on_response_complete(self) -> None:
        self.unasked = 0
        self._wait()
        super().on_response_complete()

    @property
    def closing(self) -> bool:
        return self.transport.is_closing()

    @property
    def idle(self) -> bool:
        """Whether no request is being answered and no answer is waiting to be taken."""
        answered = self.cycle is None or self.cycle.response_complete
        return answered and not self.transport.get_write_buffer_size()

    def since(self) -> float:
        """When it began to wait, by the loop's clock."""
        return self.waiting.when() if self.waiting is not None else 0.0

    def _wait(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
        self.waiting = self.loop.call_later(HEAD_SECONDS, self._late)

    def _late(self) -> None:
        if self.idle:
            self.transport.abort()
        else:
            self.waiting = self.loop.call_later(ANSWER_SECONDS, self.transport.abort)


def most_connections() -> int:
    """How many connections may be open: fewer where the limit on open files leaves no room for more.

    A process that runs out of files answers nobody new, and asyncio then fills the log with tracebacks.
    """
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return min(MOST_CONNECTIONS, max(files - _TURNS * BACKLOG, files // 2))


def protocol_options() -> dict[str, Any]:
    """What uvicorn has to be told, each against a way to keep a server busy."""
    return {
        "http": Connection,
        "backlog": BACKLOG,
        "ws": "none",
        "h11_max_incomplete_event_size": MOST_HEAD,
        "timeout_keep_alive": 5,
    }
