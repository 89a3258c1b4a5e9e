"""The worker of a build, run in Node: without a network everything is there, and nothing else is asked for."""

import base64
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.care.helpers import MODEL
from tests.site.helpers import addresses, built, page, pages

from venevagt.site.assets import worker_source
from venevagt.site.component import embedded_files
from venevagt.site.worker import worker

FILES = built()
NOT_KEPT = {"worker.js", "_headers", ".nojekyll"}
KEPT = {
    "/leg/" + (name.removesuffix("index.html") if name.endswith("index.html") else name): content
    for name, content in FILES.items()
    if name not in NOT_KEPT
}
OWN = FILES["worker.js"].decode()


def run(served: Mapping[str, bytes], earlier: list[str] | None = None) -> dict[str, Any]:
    files = {address: base64.b64encode(content).decode() for address, content in served.items()}
    given = json.dumps({"worker": OWN, "files": files, "earlier": earlier or []})
    script = Path(__file__).parent / "worker.mjs"
    answer = subprocess.run(
        ["node", str(script)], input=given, capture_output=True, text=True, check=False, timeout=60, encoding="utf-8"
    )
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return run(KEPT, ["venevagt-old-1", "of-another-page"])


def text(answer: Mapping[str, Any]) -> bytes:
    return base64.b64decode(answer["text"])


def test_every_file_of_the_build_is_fetched_once_and_no_other(whole: dict[str, Any]) -> None:
    assert whole["installed"] is True
    assert sorted(whole["fetched"]) == sorted(KEPT)


def test_without_a_network_every_file_is_there_and_nothing_is_asked_for(whole: dict[str, Any]) -> None:
    assert {address: text(answer) for address, answer in whole["answers"].items()} == KEPT
    assert {answer["status"] for answer in whole["answers"].values()} == {200}
    assert whole["asked_later"] == []


def test_an_address_that_is_none_is_the_page_that_says_so(whole: dict[str, Any]) -> None:
    assert whole["unknown"]["status"] == 404
    assert text(whole["unknown"]) == FILES["404.html"]


def test_a_page_is_found_however_its_address_is_written(whole: dict[str, Any]) -> None:
    assert text(whole["without_slash"]) == text(whole["index"]) == FILES["da/tabel/index.html"]


def test_nothing_goes_to_another_host_and_nothing_is_sent(whole: dict[str, Any]) -> None:
    assert whole["elsewhere"]["type"] == "error"
    assert whole["posted"]["type"] == "error"


def test_older_builds_are_dropped_and_other_peoples_caches_kept(whole: dict[str, Any]) -> None:
    own = [name for name in whole["caches"] if name.startswith("venevagt-")]
    assert len(own) == 1
    assert own[0] != "venevagt-old-1"
    assert "of-another-page" in whole["caches"]


def test_a_new_build_waits_until_the_person_takes_it(whole: dict[str, Any]) -> None:
    assert whole["took_over_unasked"] is False
    assert whole["took_over"] is True


def test_a_file_that_was_changed_on_the_way_is_not_kept() -> None:
    changed = {**KEPT, "/leg/da/": KEPT["/leg/da/"] + b"<script src='https://tracker.example'></script>"}
    assert run(changed)["installed"] == "/leg/da/ is not of this build"


def test_another_build_has_another_cache() -> None:
    def cache(files: Mapping[str, bytes], sha256: str) -> str:
        return next(line for line in worker(files, addresses(), sha256).decode().splitlines() if '"cache"' in line)

    first = cache({"index.html": b"1"}, "a" * 64)
    assert cache({"index.html": b"1"}, "a" * 64) == first
    assert cache({"index.html": b"2"}, "a" * 64) != first
    assert cache({"index.html": b"1"}, "b" * 64) != first
    assert "const BUILD = {};" in worker_source()


def test_every_page_registers_the_worker_and_can_say_that_there_is_a_newer_one() -> None:
    for name, tree in pages(FILES):
        if name in embedded_files(MODEL):
            continue
        (script,) = tree.xpath(".//script[@data-worker]")
        assert script.get("data-worker") == "/leg/worker.js"
        assert script.get("data-scope") == "/leg/"
        assert script.get("data-built") == "2026-11-24"
        for id in ("newer", "take-newer", "old-copy"):
            assert tree.get_element_by_id(id) is not None, name
    assert "24.11.2026" in page("da/index.html").get_element_by_id("old-copy").text_content()
