"""The pages: requests in, HTML out. Nothing is kept between two requests."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from venevagt.care.assess import assess
from venevagt.care.cases import CaseError
from venevagt.care.engine import Engine
from venevagt.care.result import result
from venevagt.care.services import emergency_number
from venevagt.server.files import Files
from venevagt.server.forms import BadForm, read_form
from venevagt.server.journey import ScreenView, View, respond, start
from venevagt.server.languages import language_of_path, preferred_language
from venevagt.server.screens import result_context, screen_context
from venevagt.server.security import media_type, read_body
from venevagt.site.addresses import Addresses
from venevagt.site.templating import environment

_ADDRESSES = Addresses()
_FORM = "application/x-www-form-urlencoded"
_WORDS_FOR = {404: "not_found", 413: "too_large"}


class Pages:
    """The interview of one engine as a site; `now` tells the time in Denmark."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], files: Files) -> None:
        self.engine = engine
        self.model = engine.model
        self.now = now
        self.files = files
        self.templates: Environment = environment("venevagt.server")

    async def root(self, request: Request) -> Response:
        """To the page in the language that the browser asks for."""
        return self._to(preferred_language(self.model, request.headers.get("accept-language", "")))

    async def interview(self, request: Request) -> Response:
        """GET: the first page. POST: the page that follows the form."""
        language = self._language(request)
        if request.method != "POST":
            return HTMLResponse(self.render(start(self.engine), language))
        if media_type(request) != _FORM:
            raise HTTPException(415, f"expected the content type {_FORM}")
        try:
            view = respond(self.engine, read_form(await read_body(request)))
        except (BadForm, CaseError):
            raise HTTPException(422) from None
        return HTMLResponse(self.render(view, language))

    def render(self, view: View, language: str) -> str:
        """One page as HTML."""
        if isinstance(view, ScreenView):
            return self._page("screen.html", language, **screen_context(self.model, view, language))
        answers = view.done.answers
        assessment = assess(self.model, answers, language=language)
        shown = result(self.model, assessment, answers, at=self.now(), region=view.state.region or None)
        template = "emergency.html" if shown.urgency == self.model.about.urgencies[-1] else "result.html"
        return self._page(template, language, **result_context(self.model, view, shown, assessment, language))

    def error(self, request: Request, status: int) -> Response:
        """A page that says what went wrong and where to go on."""
        language = language_of_path(self.model, request.scope["path"])
        if language is None:
            language = preferred_language(self.model, request.headers.get("accept-language", ""))
        words = _WORDS_FOR.get(status, "unreadable" if status < 500 else "failed")
        site = self.model.texts[language].site
        page = self._page("error.html", language, title=site[words], text=site[f"{words}_text"], hidden=())
        return HTMLResponse(page, status)

    def _page(self, template: str, language: str, **context: Any) -> str:
        return self.templates.get_template(template).render(
            site=self.model.texts[language].site,
            language=language,
            languages=[(code, self.model.texts[code].site["language_name"]) for code in self.model.about.languages],
            emergency_number=emergency_number(self.model),
            knowledge=self.model.about.version,
            sha=self.model.sha256[:8],
            address=self.files.address,
            page=_ADDRESSES.page,
            base="",
            clinics=bool(self.files.listing),
            links=(),
            built=None,
            **context,
        )

    def _language(self, request: Request) -> str:
        language: str = request.path_params["language"]
        if language not in self.model.about.languages:
            raise HTTPException(404)
        return language

    def _to(self, language: str) -> Response:
        return RedirectResponse(_ADDRESSES.page(language), 303, {"Vary": "Accept-Language"})
