"""Requests straight to the application, byte for byte: what no client library would send."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from starlette.types import Message

Headers = Sequence[tuple[bytes, bytes]]

FORM: Headers = [(b"content-type", b"application/x-www-form-urlencoded")]
JSON: Headers = [(b"content-type", b"application/json")]


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get(b"content-encoding") == b"gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode("utf-8")


class Request(NamedTuple):
    """What is sent; the body comes in its parts, and others have their turn between two of them."""

    method: str
    path: str
    headers: Headers = ()
    parts: Sequence[bytes] = (b"",)
    query: bytes = b""


async def send(app: Callable[..., Awaitable[None]], request: Request) -> Answer:
    """One request, from its start to the end of its answer."""
    waiting = list(request.parts)
    got: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0)
        if not waiting:
            return {"type": "http.disconnect"}
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def keep(message: Message) -> None:
        got.append(message)
        await asyncio.sleep(0)

    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": request.path,
        "raw_path": request.path.encode("utf-8", "surrogateescape"),
        "query_string": request.query,
        "root_path": "",
        "headers": list(request.headers),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, keep)
    start, *rest = got
    return Answer(start["status"], dict(start["headers"]), b"".join(part.get("body", b"") for part in rest))
