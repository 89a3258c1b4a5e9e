"""What a page does by itself: an old copy says so, an expired number goes, a newer version is offered."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from venevagt.site.assets import own_assets


def run(script: str, **given: object) -> dict[str, Any]:
    content = {"script": own_assets()[script].decode(), "today": "2026-11-24", "built": "2026-11-24", **given}
    answer = subprocess.run(
        ["node", str(Path(__file__).parent / "offline.mjs")],
        input=json.dumps(content),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


@pytest.mark.parametrize(("today", "old"), [("2026-11-24", False), ("2026-12-24", False), ("2026-12-25", True)])
def test_a_copy_of_more_than_thirty_days_says_so(today: str, old: bool) -> None:
    assert run("offline.js", today=today)["old"] is old


@pytest.mark.parametrize(("today", "shown"), [("2026-12-31", "number"), ("2027-01-01", "Find nummeret.")])
def test_a_number_is_not_shown_after_its_last_day(today: str, shown: str) -> None:
    numbers = [("2026-12-31", "Find nummeret."), ("2027-11-24", "Find nummeret.")]
    assert run("offline.js", today=today, numbers=numbers)["numbers"] == [shown, "number"]


def test_a_number_goes_also_where_the_browser_keeps_nothing() -> None:
    found = run("offline.js", today="2027-01-01", numbers=[("2026-12-31", "Find nummeret.")], no_worker=True)
    assert found["numbers"] == ["Find nummeret."]
    assert found["messages"] == []


def test_in_a_frame_of_another_page_nothing_is_kept() -> None:
    found = run("offline.js", today="2026-12-25", framed=True)
    assert found["old"] is True
    assert found["messages"] == []


def test_the_first_visit_registers_the_worker_and_shows_nothing() -> None:
    found = run("offline.js")
    assert found["early"] == 0, "what is kept must not be fetched before the page is there"
    assert found["messages"] == [["/worker.js", "/"]]
    assert found["newer"] is False
    assert found["reloads"] == 0


def test_a_newer_version_is_shown_only_when_the_person_asks_for_it() -> None:
    found = run("offline.js", controlled=True, waiting=True)
    assert found["newer"] is True
    assert found["unasked"] == 0
    assert found["reloads"] == 1
    assert found["messages"][-1] == "take over"


@pytest.mark.parametrize(
    ("languages", "href"), [(["en-GB", "da"], "/en/"), (["de", "da-DK"], "/da/"), (["de"], "/da/"), ([], "/da/")]
)
def test_the_first_page_follows_the_browsers_language(languages: list[str], href: str) -> None:
    assert run("choose.js", languages=languages)["gone"] == href
