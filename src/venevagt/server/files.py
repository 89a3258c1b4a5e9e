"""The files of the site, the same that `venevagt build` writes, made once for each day."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from venevagt.knowledge.model import Model
from venevagt.site.addresses import Addresses
from venevagt.site.build import site_files
from venevagt.site.hosting import PAGE_HEADERS

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
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_ASK_FIRST = "no-cache"


class Files:
    """The files of one knowledge, as they stand today; `now` tells the time in Denmark."""

    def __init__(self, model: Model, now: Callable[[], datetime]) -> None:
        self.model = model
        self.now = now
        self._day: date | None = None
        self._files: Mapping[str, bytes] = {}

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
        headers = {"Cache-Control": _FOR_A_YEAR if kept else _ASK_FIRST}
        return Response(files[name], headers=headers | ({} if kept else PAGE_HEADERS), media_type=kind)

    def _today(self) -> Mapping[str, bytes]:
        day = self.now().date()
        if day != self._day:
            self._files, self._day = site_files(self.model, on=day, addresses=Addresses()), day
        return self._files
