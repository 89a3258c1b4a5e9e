"""One connection, with an end to its patience: a client that is slow on purpose must not keep others out."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10
"""From the connection, or the last answer, until the next request's head is complete."""

ANSWER_SECONDS = 60
"""After that, until a body has been read and the answer is taken; then the connection is cut."""

MOST_CONNECTIONS = 500
"""Open at once; one more, and the one that has waited longest without a request gives way."""

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
        if len(self.connections) > MOST_CONNECTIONS:
            idle = [other for other in self.connections if isinstance(other, Connection) and other.idle]
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


def protocol_options() -> dict[str, Any]:
    """What uvicorn has to be told, each against a way to keep a server busy."""
    return {
        "http": Connection,
        "ws": "none",
        "h11_max_incomplete_event_size": MOST_HEAD,
        "timeout_keep_alive": 5,
    }
