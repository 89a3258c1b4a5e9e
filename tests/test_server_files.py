"""How the server sends the files of the site: as small as the browser can take them, and whole."""

import asyncio
import gzip
from datetime import datetime, timedelta

import brotli
import pytest
from tests.fuzz.asgi import Answer, Request, send

from venevagt.care.services import DENMARK
from venevagt.knowledge.compiled import get_model
from venevagt.server.app import create_app
from venevagt.server.files import Files
from venevagt.site.addresses import Addresses
from venevagt.site.build import site_files

MODEL = get_model()
DAY = datetime(2026, 11, 24, 12, tzinfo=DENMARK)
FILES = site_files(MODEL, on=DAY.date(), addresses=Addresses(), kept=False)
UNPACK = {b"br": brotli.decompress, b"gzip": gzip.decompress, b"": bytes}
APP = create_app(MODEL, now=lambda: DAY)
TABLE = "/da/tabel/"


def get(path: str, accepted: bytes) -> Answer:
    return asyncio.run(send(APP, Request("GET", path, [(b"accept-encoding", accepted)])))


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        (b"gzip, deflate, br", b"br"),
        (b"br;q=0.5", b"br"),
        (b"br;q=0, gzip", b"gzip"),
        (b"br ; q=0.00, gzip", b"gzip"),
        (b"gzip", b"gzip"),
        (b"brotli, x-br", b""),
        (b"identity", b""),
        (b"br;q=\xff, gzip;;,", b"gzip"),
        (b"", b""),
    ],
)
def test_a_page_is_sent_as_the_browser_takes_it(accepted: bytes, chosen: bytes) -> None:
    answer = get(TABLE, accepted)
    assert answer.status == 200
    assert answer.headers.get(b"content-encoding", b"") == chosen
    assert answer.headers[b"vary"].lower() == b"accept-encoding"
    assert UNPACK[chosen](answer.body) == FILES["da/tabel/index.html"]
    assert int(answer.headers[b"content-length"]) == len(answer.body)


def test_every_file_comes_whole_in_each_form() -> None:
    sent = [name for name in FILES if name.startswith("static/") or name == "robots.txt"]
    assert len(sent) > 10
    for name in sent:
        for accepted in (b"br", b"gzip", b"identity"):
            answer = get(f"/{name}", accepted)
            assert UNPACK[answer.headers.get(b"content-encoding", b"")](answer.body) == FILES[name], (name, accepted)


def test_a_page_of_yesterday_is_not_sent_today() -> None:
    """What was made small for one day is of that day."""
    clock = [DAY]
    app = create_app(MODEL, now=lambda: clock[0])
    ask = Request("GET", TABLE, [(b"accept-encoding", b"br")])
    first = asyncio.run(send(app, ask))
    clock[0] += timedelta(days=60)
    second = asyncio.run(send(app, ask))
    expected = site_files(MODEL, on=clock[0].date(), addresses=Addresses(), kept=False)["da/tabel/index.html"]
    assert brotli.decompress(second.body) == expected != brotli.decompress(first.body)


def test_a_script_has_one_address_as_long_as_it_stays_the_same() -> None:
    assert Files(MODEL, lambda: DAY).address("page/start.js").removeprefix("/") in FILES


def test_nothing_is_kept_that_the_server_makes_anew() -> None:
    """A worker that never fits its pages would fetch the whole site on each visit, and throw it away."""
    assert get("/worker.js", b"identity").status == 404
    assert b"offline.js" in get(TABLE, b"identity").body
    assert [name for name, content in FILES.items() if name.endswith(".html") and b"data-worker" in content] == []
