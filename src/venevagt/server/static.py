"""The style sheet, the script and the icon: read once, under an address that changes with them."""

import hashlib
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from venevagt.site.assets import style_sheet

_TYPES = {"site.css": "text/css", "site.js": "text/javascript", "icon.svg": "image/svg+xml"}
_ROOMS = {"site.js": "venevagt.server"}
"""The package of a file; the others belong to the site."""
_CONTENT = {
    name: style_sheet()
    if name == "site.css"
    else (files(_ROOMS.get(name, "venevagt.site")) / "static" / name).read_bytes()
    for name in _TYPES
}
_VERSION = hashlib.sha256(b"\0".join(_CONTENT.values())).hexdigest()[:12]


def address(name: str) -> str:
    """Where a file is found."""
    return f"/static/{_VERSION}/{name}"


async def static(request: Request) -> Response:
    """One file, to be kept for a year: with other content it would have another address."""
    name = request.path_params["name"]
    if name not in _TYPES or request.path_params["version"] != _VERSION:
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(_CONTENT[name], headers=headers, media_type=_TYPES[name])
