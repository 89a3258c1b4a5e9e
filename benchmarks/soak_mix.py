"""What the endurance run sends, each request with the check that knows what its answer must be.

The check works out in this process, with `assess` and `progress`, what the server has to say: an
answer that is wrong, or right for somebody else, is found.
"""

import html
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct

from benchmarks.cases import scenario_cases
from venevagt.care.assess import assess
from venevagt.care.cases import Answer, CaseError
from venevagt.care.engine import engine_for
from venevagt.care.interview import Step, progress
from venevagt.care.services import danish_now
from venevagt.knowledge.model import Finding, Model
from venevagt.server.api import encode_json
from venevagt.server.forms import encoded
from venevagt.server.security import MAX_BODY

Case = Mapping[str, Answer]
Check = Callable[[int, bytes], str]
"""Status and body of an answer -> what is wrong with it, empty where nothing is."""

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


class Exchange(Struct, frozen=True, kw_only=True):
    """One request. `kind`: its row in the table. `declared`: a body length that is claimed but never sent."""

    kind: str
    method: str
    address: str
    check: Check
    headers: Mapping[str, str] = {}
    body: bytes = b""
    declared: int | None = None


def endless_mix(model: Model, seed: int) -> Iterator[Exchange]:
    """Requests without end, the same for the same seed: cases, whole interviews, pages, and what no face sends."""
    chance = random.Random(seed)
    stories = scenario_cases(model)
    kinds = (_api_case, _person, _page, _bad_request)
    while True:
        (kind,) = chance.choices(kinds, weights=(50, 6, 15, 12))
        yield from kind(model, chance, stories)


def _api_case(model: Model, chance: random.Random, stories: list[Case]) -> Iterator[Exchange]:
    """A case for the API: a story, or anything a case can be, finished or not."""
    case = chance.choice(stories) if chance.random() < 0.3 else random_case(model, chance, chance.choice((1.0, 0.5)))
    language = chance.choice(model.about.languages)
    yield Exchange(
        kind="API cases",
        method="POST",
        address=f"/api/assess?lang={language}",
        headers=JSON,
        body=json.dumps(case).encode(),
        check=is_assessment(model, case, language),
    )


def random_case(model: Model, chance: random.Random, asked: float) -> dict[str, Answer]:
    """Answers to a share of the findings; most are no, as in life."""
    found: dict[str, Answer] = {}
    for finding in model.findings.values():
        if chance.random() < asked:
            found[finding.id] = _answer(finding, chance)
    return found


def _answer(finding: Finding, chance: random.Random) -> Answer:
    if finding.unsure != "must_be_answered" and chance.random() < 0.03:
        return "unsure"
    if finding.type == "number":
        return round(chance.uniform(finding.low, finding.high), 1)
    if finding.type == "choice":
        return chance.choice(finding.options)
    return "yes" if chance.random() < (0.01 if finding.kind == "red_flag" else 0.2) else "no"


def is_assessment(model: Model, case: Case, language: str) -> Check:
    """Byte for byte what `assess` says, on the day of the request or, across midnight, the day after."""
    asked_on = danish_now().date()

    def check(status: int, body: bytes) -> str:
        days = (asked_on, asked_on + timedelta(days=1))
        if status == 200 and body in (encode_json(assess(model, case, language=language, on=day)) for day in days):
            return ""
        return f"POST /api/assess: {status}, another answer than assess gives"

    return check


def _person(model: Model, chance: random.Random, _: list[Case]) -> Iterator[Exchange]:
    """One person's way through the site, page by page to the result."""
    case = random_case(model, chance, 1.0)
    language = chance.choice(model.about.languages)
    engine = engine_for(model)
    at = progress(engine, {})
    while at.next is not None:
        sent = {**{name: encoded(answer) for name, answer in at.answers.items()}, **_filled(model, at.next, case)}
        at = progress(engine, {**at.answers, **{name: case[name] for name in at.next.findings}})
        yield Exchange(
            kind="forms of the interview",
            method="POST",
            address=f"/{language}/",
            headers=FORM,
            body=urlencode(sent).encode(),
            check=is_page_after(model, at.answers, language),
        )


def _filled(model: Model, step: Step, case: Case) -> dict[str, str]:
    """The fields that a browser sends for one page."""
    yes_no = [name for name in step.findings if model.findings[name].type == "yes_no"]
    ticking = step.screen.shape == "tick_list"
    one_by_one = ticking and any(case[name] == "unsure" for name in yes_no)
    fields = {"page-screen": step.screen.id, **({"page-one_by_one": "1"} if one_by_one else {})}
    for name in step.findings:
        if model.findings[name].type == "number":
            fields[name] = "" if case[name] == "unsure" else str(case[name]).replace(".", ",")
        elif not ticking or one_by_one or name not in yes_no or case[name] == "yes":
            fields[name] = str(case[name])
    none = ticking and not one_by_one and not any(name in fields for name in yes_no)
    return {**fields, "page-do": "none" if none else "next"}


def is_page_after(model: Model, answers: Case, language: str) -> Check:
    """The next page of these answers: it carries them and no others, and a result has its headline."""

    def check(status: int, body: bytes) -> str:
        page = body.decode("utf-8")
        at = progress(engine_for(model), answers)
        carried = dict(_HIDDEN.findall(page))
        expected = {name: encoded(answer) for name, answer in at.answers.items()}
        if status != 200 or {n: v for n, v in carried.items() if not n.startswith("page-")} != expected:
            return f"POST /{language}/: {status}, the page does not carry this person's answers"
        if carried.get("page-screen", "") != (at.next.screen.id if at.next else ""):
            return f"POST /{language}/: another screen than the interview asks"
        urgency = assess(model, at.answers, language=language).urgency
        if at.next is None and heading(page) != model.texts[language].urgencies[urgency].headline:
            return f"POST /{language}/: another headline than that of {urgency}"
        return ""

    return check


def heading(page: str) -> str:
    """The page's first heading, as a person reads it."""
    found = _HEADING.search(page)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


def _page(model: Model, chance: random.Random, _: list[Case]) -> Iterator[Exchange]:
    """A page that is the same for everybody."""
    language = chance.choice(model.about.languages)
    articles = model.texts[language].articles
    article = chance.choice(sorted(articles))
    address, check = chance.choice(
        (
            (f"/{language}/", is_page_after(model, {}, language)),
            (f"/{language}/{article.replace('_', '-')}/", _has_heading(articles[article].title)),
            ("/health", _is_json("knowledge", model.about.version)),
            ("/api/knowledge", _is_json("sha256", model.sha256)),
            ("/openapi.json", _is_json("openapi", "3.1.0")),
        )
    )
    small = {"Accept-Encoding": "gzip"} if chance.random() < 0.5 else {}
    yield Exchange(kind="pages", method="GET", address=address, headers=small, check=check)


def _has_heading(title: str) -> Check:
    return lambda status, body: "" if status == 200 and heading(body.decode()) == title else f"{status}, not {title!r}"


def _is_json(key: str, value: str) -> Check:
    def check(status: int, body: bytes) -> str:
        return "" if status == 200 and json.loads(body)[key] == value else f"{status}, {key} is not {value}"

    return check


def _bad_request(model: Model, chance: random.Random, stories: list[Case]) -> Iterator[Exchange]:
    """What no face of ours sends. A case with a mistake must get the words that `assess` has for it."""
    method, address, headers, body, status = chance.choice(_BAD)
    if status == 422 and headers is JSON:
        case = {**chance.choice(stories), chance.choice(sorted(model.findings)) + chance.choice("xyz"): "yes"}
        yield _refused(method, address, headers, json.dumps(case).encode(), _names_mistake(model, case))
    elif status == 413:
        yield _refused(method, address, headers, b"", _has_status(413), declared=MAX_BODY + 1)
    else:
        yield _refused(method, address, headers, body, _has_status(status))


def _refused(
    method: str, address: str, headers: Mapping[str, str], body: bytes, check: Check, declared: int | None = None
) -> Exchange:
    return Exchange(
        kind="bad requests",
        method=method,
        address=address,
        headers=headers,
        body=body,
        check=check,
        declared=declared,
    )


_BAD: tuple[tuple[str, str, Mapping[str, str], bytes, int], ...] = (
    ("POST", "/api/assess", JSON, b'{"age": ', 400),
    ("POST", "/api/assess", JSON, b"[" * 5000, 400),
    ("POST", "/api/assess", JSON, b'{"age": 1, "age": 2}', 400),
    ("POST", "/api/assess", JSON, b"", 422),
    ("POST", "/api/assess", FORM, b"{}", 415),
    ("POST", "/api/assess", JSON, b"", 413),
    ("POST", "/da/", FORM, b"page-screen=nowhere", 422),
    ("POST", "/en/", FORM, b"\xff\xfe", 422),
    ("POST", "/da/", FORM, b"", 413),
    ("POST", "/da/", JSON, b"{}", 415),
    ("PUT", "/da/", {}, b"", 405),
    ("GET", "/da/nothing", {}, b"", 404),
    ("GET", "/static/0/site.css", {}, b"", 404),
    ("GET", "/%00/%ff", {}, b"", 404),
)


def _has_status(status: int) -> Check:
    return lambda found, _: "" if found == status else f"{found}, expected {status}"


def _names_mistake(model: Model, case: Mapping[str, Any]) -> Check:
    """The error must be word for word the one of this case."""

    def check(status: int, body: bytes) -> str:
        try:
            assess(model, case)
        except CaseError as error:
            right = status == 422 and json.loads(body)["error"] == str(error)
            return "" if right else f"POST /api/assess: {status}, another error than assess names"
        return "the case was meant to be wrong, but is not"

    return check
