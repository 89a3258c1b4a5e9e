"""The connections of the server: nobody holds one without asking, and there are never too many.

A process that runs out of files answers nobody new, and asyncio then writes thousands of lines a
second to the log. So what is silent is closed, and one connection too many is closed at once.
"""

import asyncio
import sys

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10
"""Seconds in which a connection has to bring a whole head of a request, or is closed."""

BACKLOG = 128
"""How many connections wait at most until they are accepted; so many can come in one turn of the loop."""

_TURNS = 3
"""A connection that is too many is accepted, looked at and closed, each in a turn of its own."""

_NO_LIMIT = 10_000


class Connection(H11Protocol):
    """One connection, in uvicorn's HTTP/1.1 with a limit on its silence and on the number of all."""

    _watch: asyncio.TimerHandle | None = None
    _last_seen: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > most_connections():
            transport.abort()
        else:
            self._watch = self.loop.call_later(PATIENCE, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._watch is not None:
            self._watch.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Close the connection when it waits for the same request as at the last look."""
        waiting = self.cycle is None or self.cycle.response_complete
        if waiting and self.cycle is self._last_seen:
            self.transport.close()
            return
        self._last_seen = self.cycle
        self._watch = self.loop.call_later(PATIENCE, self._look)


def most_connections() -> int:
    """How many connections the limit on open files leaves room for."""
    if sys.platform == "win32":
        return _NO_LIMIT
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return _NO_LIMIT
    return min(_NO_LIMIT, max(files - _TURNS * BACKLOG, files // 2))
