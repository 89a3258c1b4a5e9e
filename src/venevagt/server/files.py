"""The files of the site, made once for each day: those that `venevagt build` writes, but for what keeps it offline.

The server makes the interview's pages anew for each visit, so no browser could keep them as they are in the files.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

import brotli
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from venevagt.directory.listing import Listing
from venevagt.knowledge.model import Model
from venevagt.server.accepted import accepted
from venevagt.site.addresses import Addresses
from venevagt.site.build import site_files
from venevagt.site.component import embedded_files
from venevagt.site.directory_data import clinic_folders
from venevagt.site.hosting import own_headers

_TYPES = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
}
_BROTLI = "br"
_WORTH_IT = 200
"""Bytes from which on a file is sent compressed."""

_FOR_A_YEAR = "public, max-age=31536000, immutable"
_ASK_FIRST = "no-cache"


class Files:
    """The files of one knowledge, as they stand today; `now` tells the time in Denmark.

    `listing`: the clinics that can be found, if there are any.
    """

    def __init__(self, model: Model, now: Callable[[], datetime], listing: Listing | None = None) -> None:
        self.model = model
        self.now = now
        self.listing = listing
        self._framed = embedded_files(model)
        self._located = clinic_folders(model)
        self._day: date | None = None
        self._files: Mapping[str, bytes] = {}
        self._small: dict[str, bytes] = {}

    def address(self, name: str) -> str:
        """Where a script, the style sheet or the icon is found. With other content it has another address."""
        return next(f"/{own}" for own in self._today() if own.startswith("static/") and own.endswith(f"/{name}"))

    async def serve(self, request: Request) -> Response:
        """One file; of a page the address ends with a slash, and without it leads there."""
        path = request.scope["path"].removeprefix("/")
        files = self._today()
        name = f"{path}index.html" if path.endswith("/") else path
        if f"{path}/index.html" in files:
            return RedirectResponse(f"/{path}/", 308)
        kind = _TYPES.get(name.rpartition(".")[2], "")
        if name not in files or not kind:
            raise HTTPException(404)
        kept = name.startswith("static/")
        own = {} if kept else own_headers(name, self._framed, self._located)
        headers = {"Cache-Control": _FOR_A_YEAR if kept else _ASK_FIRST, **own}
        if not (_takes_brotli(request) and len(files[name]) >= _WORTH_IT):
            return Response(files[name], headers=headers, media_type=kind)
        headers |= {"Content-Encoding": _BROTLI, "Vary": "Accept-Encoding"}
        return Response(self._compressed(name), headers=headers, media_type=kind)

    def _compressed(self, name: str) -> bytes:
        """A file as small as can be; that takes long, so it is done once a day."""
        if name not in self._small:
            self._small[name] = brotli.compress(self._files[name])
        return self._small[name]

    def _today(self) -> Mapping[str, bytes]:
        day = self.now().date()
        if day != self._day:
            files = site_files(self.model, on=day, addresses=Addresses(), listing=self.listing, kept=False)
            self._files, self._small, self._day = files, {}, day
        return self._files


def _takes_brotli(request: Request) -> bool:
    return any(name == _BROTLI and weight > 0 for name, weight in accepted(request.headers.get("accept-encoding", "")))
