"""The endurance run itself: what it takes for right is right, and what is wrong it finds."""

import asyncio
import itertools
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import httpx
import pytest
from benchmarks.soak_client import Asked
from benchmarks.soak_mix import Exchange, endless_mix
from benchmarks.soak_table import Sample, Watched, faults, table

from venevagt.knowledge.compiled import get_model
from venevagt.server.app import create_app

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parent.parent
MODEL = get_model()
KINDS = ("API cases", "forms of the interview", "pages", "bad requests")


@pytest.fixture(scope="module")
def answered() -> dict[str, list[tuple[Exchange, int, bytes]]]:
    """Requests of each kind with the answers of the application."""

    async def ask() -> dict[str, list[tuple[Exchange, int, bytes]]]:
        found = defaultdict(list)
        transport = httpx.ASGITransport(app=create_app(MODEL))
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            for own in itertools.islice(endless_mix(MODEL, 3), 400):
                length = {} if own.declared is None else {"content-length": str(own.declared)}
                response = await client.request(
                    own.method, own.address, content=own.body, headers={**own.headers, **length}
                )
                found[own.kind].append((own, response.status_code, response.content))
        return found

    return asyncio.run(ask())


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_answer_is_taken(answered: dict[str, list[tuple[Exchange, int, bytes]]], kind: str) -> None:
    assert len(answered[kind]) > 20
    assert [fault for own, status, body in answered[kind] if (fault := own.check(status, body))] == []


@pytest.mark.parametrize("kind", KINDS[:2])
def test_the_answer_of_somebody_else_is_found(
    answered: dict[str, list[tuple[Exchange, int, bytes]]], kind: str
) -> None:
    pairs = itertools.pairwise(answered[kind])
    others = [(own, status, body) for (own, _, right), (_, status, body) in pairs if right != body]
    assert len(others) > 20
    assert all(own.check(status, body) for own, status, body in others)


def test_another_status_and_another_headline_are_found(
    answered: dict[str, list[tuple[Exchange, int, bytes]]],
) -> None:
    every = [case for kind in KINDS for case in answered[kind]]
    assert all(own.check(500, body) for own, _, body in every)
    ends = [case for case in answered["forms of the interview"] if b'"page-screen"' not in case[2]]
    assert ends
    assert all(own.check(status, body.replace(b"<h1", b"<h1>x</h1><h1")) for own, status, body in ends)


def test_what_must_not_be_is_named() -> None:
    asked = Asked([1.0, 2.0], {"pages": [0.1, 0.2]}, Counter({200: 1, 503: 1}), 1, 0, ["a wrong answer"])
    before, after = Sample(0.0, 40.0, 7), Sample(3.0, 41.0, 9)
    watched = Watched((before, after), 0.5, 1.0, after)
    found = faults([asked], watched, ["unexpected error: chest_pain"], MODEL.findings)
    assert found == [
        "a wrong answer",
        "1 answers with a status of 500 or above",
        "1 lines of the log name a finding",
        "2 files are still open when the clients have gone",
    ]
    good = Asked([1.0, 2.0], {"pages": [0.1, 0.2]}, Counter({200: 2}), 0, 0, [])
    assert faults([good], Watched((before, before), 0.5, 1.0, before), ["started"], MODEL.findings) == []
    assert "| wrong answers | 1 |" in table([asked], watched, [], 0.1)


def test_the_server_gives_everybody_the_own_answer() -> None:
    command = [sys.executable, "-m", "benchmarks.soak", "--seconds", "3", "--clients", "3"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    for line in ("| wrong answers | 0 |", "| answers 5xx | 0 |", "| broken connections | 0 |"):
        assert line in ended.stdout


def test_a_run_without_an_end_is_refused() -> None:
    command = [sys.executable, "-m", "benchmarks.soak", "--seconds", "1e9"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert "expected 1 to" in ended.stderr
