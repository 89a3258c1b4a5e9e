"""The style sheet, the icon, the scripts and what they know: under an address that changes with them."""

import hashlib
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from venevagt.knowledge.model import Model
from venevagt.site.bundle import page_files

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_FILES = ("site.css", "icon.svg")


class Static:
    """The files of one knowledge, made once."""

    def __init__(self, model: Model) -> None:
        self.content = {name: (files("venevagt.server") / "static" / name).read_bytes() for name in _FILES}
        self.content |= {name: text.encode("utf-8") for name, text in page_files(model).items()}
        self._version = hashlib.sha256(b"\0".join(self.content.values())).hexdigest()[:12]

    def address(self, name: str) -> str:
        """Where a file is found. What the scripts import from each other has the same version."""
        return f"/static/{self._version}/{name}"

    async def serve(self, request: Request) -> Response:
        """One file, to be kept for a year: with other content it would have another address."""
        name = request.path_params["name"]
        if name not in self.content or request.path_params["version"] != self._version:
            raise HTTPException(404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(self.content[name], headers=headers, media_type=_TYPES[name.rpartition(".")[2]])
