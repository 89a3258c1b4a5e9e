"""The API: assess a case, read the knowledge, see whether the server is well."""

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from venevagt.care.assess import Assessment, assess
from venevagt.care.cases import CaseError, as_case
from venevagt.care.decode import decode_json
from venevagt.care.engine import Engine
from venevagt.knowledge.model import Model
from venevagt.server.languages import preferred_language
from venevagt.server.openapi import openapi
from venevagt.server.security import header, media_type, read_body

JSON = "application/json"
_JSON_TYPE = (b"content-type", b"application/json")
encode_json = msgspec.json.Encoder().encode
_PUBLIC = {"Cache-Control": "public, no-cache"}


class ApiError(Struct, frozen=True):
    """What the API says when it can't answer; `error` names what was wrong and what was expected."""

    status: int
    error: str


class Api:
    """The API over one engine; what never changes is encoded once."""

    def __init__(self, engine: Engine, *, clinics: bool = False) -> None:
        self.model = engine.model
        self._knowledge = encode_json(_knowledge(self.model))
        self._etag = f'"{self.model.sha256}"'
        self._openapi = encode_json(openapi(self.model, clinics=clinics))
        self._health = encode_json({"status": "ok", "knowledge": self.model.about.version})

    def assess_endpoint(self) -> ASGIApp:
        """A case in, its assessment out: plain ASGI, since this is what is asked most."""
        return _Assess(self)

    async def knowledge(self, request: Request) -> Response:
        """The knowledge, or 304 to somebody who has it already."""
        headers = {**_PUBLIC, "ETag": self._etag}
        known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
        if self._etag in known or "*" in known:
            return Response(status_code=304, headers=headers)
        return Response(self._knowledge, headers=headers, media_type=JSON)

    async def openapi(self, _: Request) -> Response:
        return Response(self._openapi, headers=_PUBLIC, media_type=JSON)

    async def health(self, _: Request) -> Response:
        return Response(self._health, media_type=JSON)

    def error(self, status: int, message: str) -> Response:
        return Response(encode_json(ApiError(status, message)), status, media_type=JSON)


class _Assess:
    """POST /api/assess. An object and no function, so that the framework hands the request over as it is."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.model = api.model

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            language = asked_language(self.model, request)
            if media_type(request) != JSON:
                raise HTTPException(415, f"expected the content type {JSON}")
            content = encode_json(self._assessment(await read_body(request), language))
        except HTTPException as error:
            await self.api.error(error.status_code, error.detail)(scope, receive, send)
            return
        length = str(len(content)).encode("ascii")
        await send({"type": "http.response.start", "status": 200, "headers": [_JSON_TYPE, (b"content-length", length)]})
        await send({"type": "http.response.body", "body": content})

    def _assessment(self, body: bytes, language: str) -> Assessment:
        try:
            raw = decode_json(body)
        except ValueError as error:
            raise HTTPException(400, str(error)) from None
        try:
            return assess(self.model, as_case(raw), language=language)
        except CaseError as error:
            raise HTTPException(422, str(error)) from None


def asked_language(model: Model, request: Request) -> str:
    """The language that an address names, else the one that the browser prefers."""
    languages = model.about.languages
    if not request.scope["query_string"]:
        return preferred_language(model, header(request.scope, b"accept-language").decode("latin-1"))
    asked = request.query_params.multi_items()
    if len(asked) != 1 or asked[0][0] != "lang" or asked[0][1] not in languages:
        raise HTTPException(422, f"query: expected lang={'|'.join(languages)} and nothing else")
    return asked[0][1]


def _knowledge(model: Model) -> dict[str, object]:
    """What the knowledge says, with its words by language."""
    return {
        "version": model.about.version,
        "sha256": model.sha256,
        "released": model.about.released,
        "languages": model.about.languages,
        "urgencies": model.about.urgencies,
        "findings": [
            {
                "id": finding.id,
                "kind": finding.kind,
                "type": finding.type,
                "options": finding.options,
                "unit": finding.unit,
                "range": (finding.low, finding.high) if finding.type == "number" else None,
                "unsure": finding.unsure,
                "sources": finding.sources,
                "texts": {language: texts.findings[finding.id] for language, texts in model.texts.items()},
            }
            for finding in model.findings.values()
        ],
        "rules": [
            {
                "id": rule.id,
                "urgency": rule.urgency,
                "when": rule.when,
                "sources": rule.sources,
                "review": rule.review,
                "texts": {language: texts.rules[rule.id] for language, texts in model.texts.items()},
            }
            for rule in model.rules.values()
        ],
        "conditions": [
            {"id": condition.id, "when": condition.when, "sources": condition.sources}
            for condition in model.conditions.values()
        ],
        "screens": [
            {
                "id": screen.id,
                "shape": screen.shape,
                "findings": screen.findings,
                "texts": {language: texts.screens[screen.id] for language, texts in model.texts.items()},
            }
            for screen in model.screens.values()
        ],
        "sources": list(model.sources.values()),
    }
