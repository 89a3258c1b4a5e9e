"""What SECURITY.md and docs/reliability.md say, where no other test shows it."""

import asyncio
import errno
import html
import io
import logging
import re
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message
from tests.knowledge.changed import copy_with
from tests.test_server import FORM, MODEL, SELF_CARE, Browser

from venevagt.care.assess import assess
from venevagt.care.services import DENMARK
from venevagt.knowledge import compiled
from venevagt.knowledge.check import check
from venevagt.knowledge.load import load
from venevagt.server import security
from venevagt.server.app import create_app

ROOT = Path(__file__).parent.parent
CASE = {"redness": "yes", "place": "leg"}
SCRIPT = '"><script>alert(1)</script>'


def ask(method: str, address: str, **more: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(MODEL))
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.request(method, address, **more)

    return asyncio.run(send())


def test_what_is_typed_is_shown_as_text() -> None:
    browser = Browser(create_app(MODEL))
    browser.reach("who", SELF_CARE)
    browser.page.fill("age", SCRIPT)
    text = browser.press("next").response.text
    assert html.escape(SCRIPT).replace("&quot;", "&#34;") in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Forwarded-Proto", "Origin", "Referer", "Cookie"])
def test_no_page_depends_on_what_a_proxy_or_a_browser_adds(name: str) -> None:
    plain = ask("GET", "/en/")
    added = ask("GET", "/en/", headers={name: "evil.example"})
    assert (added.text, added.headers) == (plain.text, plain.headers)


def test_a_body_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "_BODY_SECONDS", 0.05)

    async def receive() -> Message:
        await asyncio.sleep(60)
        raise AssertionError("not reached")

    request = Request({"type": "http", "method": "POST", "headers": []}, receive)
    with pytest.raises(HTTPException) as caught:
        asyncio.run(security.read_body(request))
    assert caught.value.status_code == 408


def test_a_tag_in_a_knowledge_file_runs_nothing(tmp_path: Path) -> None:
    directory = copy_with(tmp_path)
    target = tmp_path / "hacked"
    hostile = f'!!python/object/apply:os.system ["touch {target}"]\n'
    (directory / "facts.yaml").write_text(f"facts: {hostile}", encoding="utf-8")
    assert any(problem.file.endswith("facts.yaml") for problem in check(load(directory)))
    assert not target.exists()


def test_html_in_an_article_is_shown_as_text(tmp_path: Path) -> None:
    directory = copy_with(tmp_path)
    article = directory / "text" / "en" / "cramp_or_clot.md"
    head, body = article.read_text(encoding="utf-8").rsplit("---\n", 1)
    article.write_text(f"{head}---\n{SCRIPT.replace('1', 'x')}\n\n{body}", encoding="utf-8")
    model = compiled.compile_directory(directory)

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=create_app(model)), base_url="http://s") as own:
            return await own.get(f"/en/{article.stem.replace('_', '-')}/")

    response = asyncio.run(send())
    assert response.status_code == 200
    assert "&lt;script&gt;alert(x)" in response.text
    assert "<script>alert" not in response.text


# A full disk


@pytest.fixture
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = copy_with(tmp_path)
    monkeypatch.setattr(compiled, "default_directory", lambda: directory)
    monkeypatch.setattr(compiled, "COMPILED", tmp_path / "data" / "knowledge.msgpack")
    return tmp_path / "data"


class FullDisk(io.BytesIO):
    def write(self, _: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_on_a_full_disk_the_knowledge_is_compiled_in_memory_and_no_torn_file_is_left(
    own_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venevagt.knowledge.compiled.os.fdopen", lambda *_: FullDisk())
    compiled._own_model.cache_clear()
    try:
        assert compiled.get_model().sha256 == MODEL.sha256
    finally:
        compiled._own_model.cache_clear()
    assert list(own_place.iterdir()) == []


# The clock


def test_the_day_is_that_of_denmark_wherever_the_server_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the machine counts in UTC, the first hours of a Danish day are still the day before."""
    (rule,) = (rule for rule in MODEL.rules.values() if rule.id == assess(MODEL, CASE).reasons[0].rule)
    assert rule.review is not None
    last = datetime.combine(rule.review.valid_to, time(23, 30), DENMARK)
    for now, due in ((last, []), (last + timedelta(hours=1), [rule.id])):
        monkeypatch.setattr("venevagt.care.assess.danish_now", lambda at=now: at)
        assert ask("POST", "/api/assess", json=CASE).json()["review_due"] == due


def test_nothing_of_a_request_is_logged_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for body in ("chest_pain=yes", "chest_pain=maybe", "age=%FF", "page-screen=who&age=54"):
        ask("POST", "/da/", content=body, headers=FORM)
        ask(
            "POST",
            "/api/assess",
            content='{"age": 54, "chest_pain": "maybe"}',
            headers={"content-type": "application/json"},
        )
    own = [
        record.getMessage()
        for record in caplog.records
        if not record.name.startswith(("httpx", "httpcore", "markdown_it"))
    ]
    assert not any(word in line for line in own for word in ("chest_pain", "maybe", "54"))


def test_every_test_that_a_document_names_exists() -> None:
    tests = list((ROOT / "tests").rglob("*.py"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in tests)
    for document in ("SECURITY.md", "docs/reliability.md"):
        named = set(re.findall(r"`(test_\w+(?:\.py)?)", (ROOT / document).read_text(encoding="utf-8")))
        assert len(named) > 5
        files = {path.name for path in tests}
        missing = {name for name in named if name not in files and f"def {name}(" not in code}
        assert missing == set(), document
