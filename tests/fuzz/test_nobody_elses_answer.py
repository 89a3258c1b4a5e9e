"""Nothing is kept between two requests: what many ask at once is what each gets alone, to the byte."""

import asyncio
import random
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.care.helpers import MODEL, PLAIN_CRAMP
from tests.fuzz.amounts import examples, fuzzed
from tests.fuzz.asgi import FORM, JSON, Answer, Request, send

from venevagt.server.app import create_app
from venevagt.server.forms import encoded

APP = create_app(MODEL)
MARKER = "marker_{}_marker"


def cut(body: bytes, size: int) -> list[bytes]:
    return [body[at : at + size] for at in range(0, len(body), size)] or [b""]


def from_person(number: int) -> list[Request]:
    """What one person sends: every answer to it names this person's age, or this person's marker."""
    chance = random.Random(number)
    kept = dict(PLAIN_CRAMP)
    fields = {name: encoded(answer) for name, answer in kept.items()} | {"age": f"{number % 100}"}
    marker = MARKER.format(number)
    language = chance.choice(MODEL.about.languages)
    bodies = [
        (f"/{language}/", FORM, urlencode({**fields, "page-screen": "cramp", "page-do": "show"}).encode()),
        ("/api/assess", JSON, f'{{"{marker}": "yes"}}'.encode()),
        ("/api/assess", JSON, f'{{"age": "{marker}"}}'.encode()),
        ("/api/assess", JSON, f'{{"age": {number % 121}, "one_sided_swelling": "yes"}}'.encode()),
    ]
    return [Request("POST", path, headers, cut(body, chance.randint(3, 40))) for path, headers, body in bodies]


async def together(requests: list[Request]) -> list[Answer]:
    return list(await asyncio.gather(*(send(APP, request) for request in requests)))


@pytest.mark.parametrize("seed", range(3))
def test_answers_at_once_are_the_answers_one_by_one(seed: int) -> None:
    people = range(seed * 1000, seed * 1000 + min(examples(40), 500))
    asked = [(number, request) for number in people for request in from_person(number)]
    alone = [asyncio.run(send(APP, request)) for _, request in asked]
    order = random.Random(seed).sample(range(len(asked)), len(asked))
    answers = asyncio.run(together([asked[place][1] for place in order]))
    for place, answer in zip(order, answers, strict=True):
        assert answer == alone[place]
        own = MARKER.format(asked[place][0])
        assert answer.text.replace(own, "").count("marker") == 0
    assert sum(
        MARKER.format(number) in answer.text for (number, _), answer in zip(asked, alone, strict=True)
    ) >= 2 * len(people)


@fuzzed(100)
@given(st.binary(max_size=200), st.lists(st.integers(1, 50), max_size=4), st.sampled_from(["/api/assess", "/da/"]))
def test_how_a_body_is_cut_changes_nothing(body: bytes, cuts: list[int], path: str) -> None:
    headers = JSON if path == "/api/assess" else FORM
    whole = asyncio.run(send(APP, Request("POST", path, headers, [body])))
    parts: list[bytes] = []
    rest = body
    for size in cuts:
        parts, rest = [*parts, rest[:size]], rest[size:]
    assert asyncio.run(send(APP, Request("POST", path, headers, [*parts, b"", rest]))) == whole
    assert whole.status in (200, 400, 422)


def test_somebody_who_leaves_in_the_middle_disturbs_nobody() -> None:
    """A body that stops, among others that do not: it gets no answer, they get theirs."""

    async def leave() -> None:
        async def gone() -> dict[str, str]:
            return {"type": "http.disconnect"}

        async def nobody(message: object) -> None:
            raise AssertionError(f"an answer to somebody who left: {message}")

        scope = {"type": "http", "method": "POST", "path": "/api/assess", "headers": JSON, "query_string": b""}
        await APP(scope, gone, nobody)

    async def everybody() -> list[Answer]:
        stay = [send(APP, request) for request in from_person(7)]
        _, *answers = await asyncio.gather(leave(), *stay)
        return answers  # type: ignore[return-value]

    assert asyncio.run(everybody()) == [asyncio.run(send(APP, request)) for request in from_person(7)]
