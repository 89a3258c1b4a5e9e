"""The API behind the same door: POST /api/physiotherapists."""

import asyncio
import json
from datetime import datetime
from typing import Any

import httpx
import pytest
from tests.care.helpers import MODEL, PLAIN_CRAMP, of_kind

from venevagt.care.services import DENMARK
from venevagt.directory.stores import open_store
from venevagt.server.app import create_app

AT = datetime(2026, 11, 30, 12, 0, tzinfo=DENMARK)
APP = create_app(MODEL, now=lambda: AT, clinics=open_store(MODEL.recovery.directory, "demo"))
ODENSE = {"town": "Odense", "wishes": ["home_visits"], "most": 3}


def post(content: Any, address: str = "/api/physiotherapists", app: Any = APP, **headers: str) -> httpx.Response:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.post(address, content=body, headers={"content-type": "application/json", **headers})

    return asyncio.run(send())


def test_who_may_see_clinics_gets_them() -> None:
    response = post({"case": dict(PLAIN_CRAMP), "search": ODENSE}, "/api/physiotherapists?lang=en")
    assert response.status_code == 200
    found = response.json()
    assert found["may_see_clinics"] is True
    assert len(found["clinics"]) == 3
    assert found["clinics"][0]["fits"] == {"home_visits": "yes"}
    assert "Made-up clinic. It does not exist." in found["clinics"][0]["reasons"]
    assert found["assessment"]["language"] == "en"


@pytest.mark.parametrize("flag", of_kind("red_flag"))
def test_a_red_flag_gets_none(flag: str) -> None:
    response = post({"case": {**PLAIN_CRAMP, flag: "yes"}, "search": ODENSE})
    found = response.json()
    assert (response.status_code, found["may_see_clinics"], found["clinics"]) == (200, False, [])
    assert found["assessment"]["urgency"] == "emergency"
    assert "Demoklinik" not in response.text


@pytest.mark.parametrize("case", [{}, {"cramp": "yes"}, {**PLAIN_CRAMP, "previous_clot": "yes"}])
def test_an_open_case_or_a_possible_clot_gets_none(case: dict[str, Any]) -> None:
    response = post({"case": case, "search": {"name": "Demoklinik"}})
    assert response.json()["clinics"] == []
    assert response.json()["refusal"] in ("unfinished", "doctor")
    assert "Demoklinik" not in response.text


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        (b"{", 400, "broken JSON"),
        (b'{"case": {}, "case": {}, "search": {}}', 400, "duplicate key"),
        ([], 422, 'expected {"case"'),
        ({"case": {}}, 422, 'expected {"case"'),
        ({"case": {}, "search": {}, "more": 1}, 422, 'expected {"case"'),
        ({"case": {}, "search": {"plaza": "x"}}, 422, "search: Object contains unknown field"),
        ({"case": {}, "search": {"most": "x"}}, 422, "search: Expected"),
        ({"case": {}, "search": {}}, 422, "0 places"),
        ({"case": {"chest": "yes"}, "search": ODENSE}, 422, "unknown finding 'chest'"),
        ({"case": [], "search": ODENSE}, 422, "expected a case"),
        ({"case": {}, "search": {"postcode": "5000", "wishes": ["home"]}}, 422, "unknown wish 'home'"),
    ],
)
def test_a_mistake_is_named(content: Any, status: int, message: str) -> None:
    response = post(content)
    assert response.status_code == status
    assert message in response.json()["error"]


def test_other_content_and_other_languages_are_refused() -> None:
    assert post(b"x", **{"content-type": "text/plain"}).status_code == 415
    assert post({"case": {}, "search": ODENSE}, "/api/physiotherapists?lang=xx").status_code == 422


def test_without_a_directory_there_is_no_such_address() -> None:
    app = create_app(MODEL)
    assert post({"case": dict(PLAIN_CRAMP), "search": ODENSE}, app=app).status_code == 404


@pytest.mark.parametrize("clinics", [True, False])
def test_the_document_has_it_exactly_where_it_is(clinics: bool) -> None:
    app = APP if clinics else create_app(MODEL)

    async def read() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.get("/openapi.json")

    document = asyncio.run(read()).json()
    assert ("/api/physiotherapists" in document["paths"]) is clinics
    assert ("Answered" in document["components"]["schemas"]) is clinics
