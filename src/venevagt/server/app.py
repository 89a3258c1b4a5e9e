"""The application: which address leads where."""

from collections.abc import Callable
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
from venevagt.knowledge.model import Model
from venevagt.server.api import Api
from venevagt.server.pages import Pages
from venevagt.server.security import Security
from venevagt.server.static import Static

_SMALLER = [Middleware(GZipMiddleware, minimum_size=1000)]
_FOR_MACHINES = ("/api/", "/openapi.json", "/health")


def create_app(model: Model, *, now: Callable[[], datetime] = danish_now) -> Starlette:
    """The site and the API over one knowledge base; `now` tells the time in Denmark."""
    engine = engine_for(model)
    static = Static(model)
    pages, api = Pages(engine, now, static), Api(engine)

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
            Route("/api/knowledge", api.knowledge, middleware=_SMALLER),
            Route("/openapi.json", api.openapi, middleware=_SMALLER),
            Route("/health", api.health),
            Route("/static/{version}/{name:path}", static.serve, middleware=_SMALLER),
            Route("/", pages.root),
            Route("/{language}", pages.without_slash),
            Route("/{language}/", pages.interview, methods=["GET", "POST"], middleware=_SMALLER),
            *(Route(f"/{code}/articles", pages.articles, middleware=_SMALLER) for code in model.about.languages),
            *(Route(f"/{code}/{{article}}", pages.article, middleware=_SMALLER) for code in model.about.languages),
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
