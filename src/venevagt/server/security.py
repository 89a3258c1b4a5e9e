"""What holds for every request: headers, a limit on the body, and errors that tell nobody's answers."""

import asyncio
import logging
import traceback
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from venevagt.site.hosting import FIXED_HEADERS

MAX_BODY = 64 * 1024
"""Bytes of a request's body; a case with every finding is about 3 kB."""

_BODY_SECONDS = 10

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'none'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = tuple(
    (name.lower().encode("ascii"), value.encode("ascii"))
    for name, value in {"Content-Security-Policy": _POLICY, **FIXED_HEADERS}.items()
)
_NO_STORE = (b"cache-control", b"no-store")
_LOG = logging.getLogger("venevagt.server")


class Security:
    """Puts the headers on every response, and answers what nobody foresaw.

    `failed` makes the response to an unexpected error. The log gets the error's kind and place,
    never its message: a message can hold an answer.
    """

    def __init__(self, app: ASGIApp, failed: Callable[[Request], Response], emergency_number: str) -> None:
        self.app = app
        self.failed = failed
        self.emergency_number = emergency_number

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = _complete(message["headers"])
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except ClientDisconnect:
            return
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            _LOG.error("unexpected %s at %s:%s", type(error).__name__, place.filename, place.lineno)
            if not started:
                await self._failure(Request(scope))(scope, receive, send_with_headers)

    def _failure(self, request: Request) -> Response:
        """The page for an unexpected error; the bare emergency number where not even that can be made."""
        try:
            return self.failed(request)
        except Exception as error:
            _LOG.error("unexpected %s on the page for errors", type(error).__name__)
            return Response(f"500: {self.emergency_number}", 500, media_type="text/plain")


def _complete(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers with those of this site; what a response has said already, stands."""
    said = {name for name, _ in headers}
    return [*headers, *(own for own in (*_HEADERS, _NO_STORE) if own[0] not in said)]


def header(scope: Scope, name: bytes) -> bytes:
    """The first value of a header (its name in lower case), empty where there is none."""
    for own, value in scope["headers"]:
        if own == name:
            found: bytes = value
            return found
    return b""


def media_type(request: Request) -> str:
    """The content type without its parameters, in lower case."""
    return header(request.scope, b"content-type").partition(b";")[0].strip().lower().decode("latin-1")


async def read_body(request: Request) -> bytes:
    """The whole body. Raises HTTPException 413 when it is too large and 408 when it is too slow."""
    declared = header(request.scope, b"content-length") or b"0"
    if not declared.isdigit() or int(declared[:20]) > MAX_BODY:
        raise HTTPException(413, _too_large())
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            body, more = await _part(request.receive)
            while more and len(body) <= MAX_BODY:
                part, more = await _part(request.receive)
                body += part
    except TimeoutError:
        raise HTTPException(408, f"the body did not arrive within {_BODY_SECONDS} seconds") from None
    if len(body) > MAX_BODY:
        raise HTTPException(413, _too_large())
    return body


async def _part(receive: Receive) -> tuple[bytes, bool]:
    """The next part of a body, and whether more follows. Raises ClientDisconnect."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)


def _too_large() -> str:
    return f"the body is too large, expected at most {MAX_BODY} bytes"
