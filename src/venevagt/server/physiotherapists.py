"""POST /api/physiotherapists: a case and a search in, clinics out, or why there are none. Nothing is kept or logged."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from venevagt.care.cases import CaseError, as_case
from venevagt.care.decode import decode_json
from venevagt.care.find_clinic import WishError
from venevagt.directory.answer import Answered, answer
from venevagt.directory.search import Asked, SearchError
from venevagt.directory.store import Store
from venevagt.knowledge.model import Model
from venevagt.server.api import JSON, asked_language, encode_json
from venevagt.server.security import media_type, read_body


class Physiotherapists:
    """The search over one store. It answers one request after the other, beside all that is quick."""

    def __init__(self, model: Model, store: Store, now: Callable[[], datetime]) -> None:
        self.model = model
        self.store = store
        self.now = now
        self._one_at_a_time = threading.Lock()

    async def endpoint(self, request: Request) -> Response:
        """The answer in the words of one language. Raises HTTPException for what cannot be answered."""
        language = asked_language(self.model, request)
        if media_type(request) != JSON:
            raise HTTPException(415, f"expected the content type {JSON}")
        body = await read_body(request)
        answered = await run_in_threadpool(self._answer, body, language)
        return Response(encode_json(answered), media_type=JSON)

    def _answer(self, body: bytes, language: str) -> Answered:
        case, asked = _read(body)
        try:
            with self._one_at_a_time:
                return answer(self.model, self.store, as_case(case), asked, language=language, at=self.now())
        except (CaseError, SearchError, WishError) as error:
            raise HTTPException(422, str(error)) from None


def _read(body: bytes) -> tuple[object, Asked]:
    try:
        raw = decode_json(body)
    except ValueError as error:
        raise HTTPException(400, str(error)) from None
    if not isinstance(raw, Mapping) or set(raw) != {"case", "search"}:
        raise HTTPException(422, 'expected {"case": {...}, "search": {...}} and nothing else')
    try:
        return raw["case"], msgspec.convert(raw["search"], Asked)
    except msgspec.ValidationError as error:
        raise HTTPException(422, f"search: {str(error).replace('`', chr(39))}") from None
