"""Requests that no browser sends: each gets a 4xx that says why, with 112 on every page, and never a 5xx."""

import asyncio
import json
import tracemalloc
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.care.helpers import MODEL
from tests.fuzz.amounts import fuzzed
from tests.fuzz.asgi import FORM, JSON, Answer, Headers, Request, send

from venevagt.server.app import create_app
from venevagt.server.security import MAX_BODY

APP = create_app(MODEL)


def ask(path: str, body: bytes = b"", headers: Headers = (), method: str = "POST", query: bytes = b"") -> Answer:
    answer = asyncio.run(send(APP, Request(method, path, headers, [body], query)))
    assert answer.status < 500
    assert b"Traceback" not in answer.body
    if answer.headers.get(b"content-type", b"").startswith(b"text/html"):
        assert 'href="tel:112"' in answer.text
    return answer


BODIES: Mapping[str, tuple[bytes, int, str]] = {
    "not UTF-8": (b'{"age": "\xff"}', 400, "byte 10 is not UTF-8"),
    "UTF-16": ('{"age": 3}'.encode("utf-16"), 400, "UTF-8"),
    "deep": (b"[" * 60_000, 400, "nested too deeply"),
    "deep and closed": (b'{"age":' * 7_000 + b"1" + b"}" * 7_000, 400, "nested too deeply"),
    "deep in an answer": (b'{"age": ' + b"[" * 900 + b"]" * 900 + b"}", 422, "age: expected a number"),
    "1e400": (b'{"age": 1e400}', 400, "the number 1e400 is too large"),
    "a very long number": (b'{"age": ' + b"9" * 60_000 + b"}", 400, "is too large"),
    "a very small number": (b'{"age": -1e-400}', 200, ""),
    "NaN": (b'{"age": NaN}', 400, "NaN is no JSON number"),
    "twice": (b'{"age": 3, "age": 3}', 400, "duplicate key 'age'"),
    "twice, once escaped": (b'{"age": 3, "\\u0061ge": 3}', 400, "duplicate key 'age'"),
    "two values": (b'{"age": 3}{"age": 4}', 400, "line 1, column 11"),
    "NUL": (b'{"age": 3}\0', 400, "line 1, column 11"),
    "a comment": (b'{"age": 3} // 3', 400, "line 1, column 12"),
    "a prototype": (b'{"__proto__": {"age": 3}}', 422, "unknown finding '__proto__'"),
    "a class": (b'{"__class__": "yes"}', 422, "unknown finding '__class__'"),
    "half a surrogate": (b'{"place": "\\ud800"}', 422, "place: expected one of"),
    "5 000 unknown findings": (
        json.dumps(dict.fromkeys(map(str, range(5000)), 1)).encode(),
        422,
        "unknown finding '0'",
    ),
    "a long unknown finding": (b'{"' + b"x" * 60_000 + b'": 3}', 422, "unknown finding 'xxx"),
    "markup": (b'{"<script>alert(1)</script>": 3}', 422, "unknown finding"),
    "too large": (b"{" + b" " * MAX_BODY + b"}", 413, f"at most {MAX_BODY} bytes"),
}


@pytest.mark.parametrize("kind", BODIES)
def test_the_api_says_what_is_wrong_with_a_body(kind: str) -> None:
    body, status, named = BODIES[kind]
    answer = ask("/api/assess", body, JSON)
    assert answer.status == status
    assert answer.headers[b"content-type"] == b"application/json"
    if status != 200:
        told = json.loads(answer.body)
        assert (told["status"], named in told["error"]) == (status, True), told
        assert len(told["error"]) < 300


LENGTHS = [(b"-1", 413), (b"1e3", 413), (b"9" * 40, 413), (b"", 200), (b"0x10", 413), (b" 2", 413), (b"\xb2", 413)]


@pytest.mark.parametrize(("length", "status"), LENGTHS)
def test_a_length_that_is_none(length: bytes, status: int) -> None:
    assert ask("/api/assess", b"{}", [*JSON, (b"content-length", length)]).status == status


@pytest.mark.parametrize("path", ["/api/assess", "/da/"])
@pytest.mark.parametrize("kind", [b"", b"text/plain", b"multipart/form-data; boundary=x", b"\xff", b";", b"a" * 9_000])
def test_another_content_type_is_refused(path: str, kind: bytes) -> None:
    assert ask(path, b"{}", [(b"content-type", kind)]).status == 415
    assert ask(path, b"{}").status == 415


ADDRESSES = [
    *(
        "/..%2f..",
        "/da/../../etc/passwd",
        "/static/../app.py",
        "/\0",
        "/" + "a" * 9_000,
        "//x",
        "/api/",
        "/api/assess/",
    ),
    *("/en/{title}", "/en/__class__", "/da/%3Cscript%3E", "/<script>/", "", "/:80"),
]


@pytest.mark.parametrize("path", ADDRESSES, ids=range(len(ADDRESSES)))
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "TRACE", "PROPFIND", "get", "\u00e6"])
def test_an_address_that_is_none_is_not_found(path: str, method: str) -> None:
    answer = ask(path, b"", FORM, method)
    assert answer.status in (404, 405)
    assert b"<script>alert" not in answer.body


PATHS = ["/", "/da/", "/en", "/en/cramp-or-clot/", "/api/assess", "/api/knowledge", "/health", "/openapi.json"]
HEADER_NAMES = [
    *(b"accept-language", b"if-none-match", b"content-type", b"accept-encoding", b"host", b"range", b"cookie"),
    *(b"content-length", b"transfer-encoding", b"x-forwarded-for", b"expect"),
]
HEADER_VALUES = [b"application/json", b"gzip", b"en;q=1e999", b"da;q=nan", b"*"]


@fuzzed(150)
@given(
    st.sampled_from(PATHS),
    st.sampled_from(["GET", "POST"]),
    st.binary(max_size=40),
    st.lists(
        st.tuples(
            st.sampled_from(HEADER_NAMES), st.one_of(st.binary(max_size=30), st.sampled_from(HEADER_VALUES))
        ),
        max_size=5,
    ),
    st.binary(max_size=60),
)  # fmt: skip
def test_any_query_and_any_headers(
    path: str, method: str, query: bytes, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    answer = ask(path, body, headers, method, query)
    assert answer.status in (200, 303, 304, 308, 400, 405, 413, 415, 422)
    assert answer.headers[b"x-content-type-options"] == b"nosniff"
    assert b"set-cookie" not in answer.headers
    if b"location" in answer.headers:
        assert answer.headers[b"location"] in (b"/da/", b"/en/")


def test_many_different_cases_do_not_fill_the_memory() -> None:
    """What is kept to be quick has an end: hundreds of cases more leave next to nothing behind."""
    findings = [name for name, finding in MODEL.findings.items() if finding.type == "yes_no"]

    def some(start: int) -> None:
        for number in range(start, start + 150):
            case = {name: "yes" if number >> place & 1 else "no" for place, name in enumerate(findings[20:34])}
            assert ask("/api/assess", json.dumps({**case, "age": number % 100}).encode(), JSON).status == 200
            assert ask("/api/assess", json.dumps({f"x{number}": "yes"}).encode(), JSON).status == 422

    some(0)
    tracemalloc.start()
    some(300)
    before = tracemalloc.get_traced_memory()[0]
    some(600)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 2_000_000
