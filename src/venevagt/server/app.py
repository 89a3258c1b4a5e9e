"""The application: which address leads where."""

from collections.abc import Callable, Iterator
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from venevagt.care.engine import engine_for
from venevagt.care.services import danish_now, emergency_number
from venevagt.directory.listing import Listing
from venevagt.directory.store import Store
from venevagt.knowledge.model import Model
from venevagt.server.api import Api
from venevagt.server.files import Files
from venevagt.server.pages import Pages
from venevagt.server.physiotherapists import Physiotherapists
from venevagt.server.security import Security
from venevagt.site.component import COMPONENT

_SMALLER = [Middleware(GZipMiddleware, minimum_size=1000)]
_FOR_MACHINES = ("/api/", "/openapi.json", "/health")


def _paths(model: Model) -> Iterator[str]:
    """Where files of the site are found."""
    yield from ("/static/{path:path}", f"/{COMPONENT}", "/robots.txt")
    for language in model.about.languages:
        yield from (f"/{language}", f"/{language}/{{path:path}}")


def _search(model: Model, clinics: Store | None, now: Callable[[], datetime]) -> Iterator[Route]:
    """The search for clinics, where there is a directory."""
    if clinics is not None:
        found = Physiotherapists(model, clinics, now)
        yield Route("/api/physiotherapists", found.endpoint, methods=["POST"], middleware=_SMALLER)


def create_app(
    model: Model,
    *,
    now: Callable[[], datetime] = danish_now,
    clinics: Store | None = None,
    listing: Listing | None = None,
) -> Starlette:
    """The site and the API over one knowledge base; `now` tells the time in Denmark.

    `clinics`: to be searched by the API; `listing`: those that the site shows.
    """
    engine = engine_for(model)
    files = Files(model, now, listing)
    pages, api = Pages(engine, now, files), Api(engine, clinics=clinics is not None)

    def answer(request: Request, status: int, message: str) -> Response:
        for_machines = request.scope["path"].startswith(_FOR_MACHINES)
        return api.error(status, message) if for_machines else pages.error(request, status)

    def refuse(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        response = answer(request, error.status_code, error.detail)
        response.headers.update(error.headers or {})
        return response

    app = Starlette(
        routes=[
            Route("/api/assess", api.assess_endpoint(), methods=["POST"]),
            *_search(model, clinics, now),
            Route("/api/knowledge", api.knowledge, middleware=_SMALLER),
            Route("/openapi.json", api.openapi, middleware=_SMALLER),
            Route("/health", api.health),
            Route("/", pages.root),
            Route("/{language}/", pages.interview, methods=["GET", "POST"], middleware=_SMALLER),
            *(Route(path, files.serve, middleware=_SMALLER) for path in _paths(model)),
        ],
        middleware=[
            Middleware(
                Security,
                failed=lambda request: answer(request, 500, "something went wrong on the server"),
                emergency_number=emergency_number(model),
            )
        ],
        exception_handlers={HTTPException: refuse},
    )
    app.router.redirect_slashes = False
    return app
