"""The pages that the scripts make are those of the server: the same steps, and the same markup."""

import random
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP
from tests.site.generated_cases import random_moment
from tests.site.node import ask
from tests.site.test_differential import as_json, differences
from tests.test_server import Element, Reader

from venevagt.care.cases import Answer, CaseError
from venevagt.care.engine import engine_for
from venevagt.care.services import danish_now
from venevagt.server.files import Files
from venevagt.server.forms import BadForm, encoded, read_answers, read_form
from venevagt.server.journey import ResultView, ScreenView, View, respond, start
from venevagt.server.pages import Pages

ENGINE = engine_for(MODEL)
FILES = Files(MODEL, danish_now)
LANGUAGES = MODEL.about.languages
WALKS = 30
STEPS = 25

Pairs = list[tuple[str, str]]


class Step(NamedTuple):
    """A form, and what the server makes of it: `view` is None where it refuses the form."""

    asked: dict[str, Any]
    view: View | None
    html: str


class Clock:
    """Stands at a moment until it is set to another."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


CLOCK = Clock()
PAGES = Pages(ENGINE, CLOCK, FILES)


def taken(chance: random.Random, form: Pairs | None, language: str) -> Step:
    CLOCK.at = at = random_moment(chance)
    try:
        view = respond(ENGINE, read_form(urlencode(form).encode())) if form is not None else start(ENGINE)
    except (BadForm, CaseError):
        view = None
    html = PAGES.render(view, language) if view else ""
    return Step({"ask": "page", "form": form, "language": language, "at": at.isoformat()}, view, html)


def walk(chance: random.Random) -> Iterator[Step]:
    """A person who answers, errs, goes back, changes, switches; now and then a form that nobody sends."""
    language = chance.choice(LANGUAGES)
    story = chance.choice([ALL_NO, PLAIN_CRAMP, PLAIN_CRAMP])
    step = taken(chance, None, language)
    yield step
    for _ in range(STEPS):
        pairs, language = filled(chance, Reader(step.html).root, story, language)
        if chance.random() < 0.04:
            yield taken(chance, spoilt(chance, pairs), language)
        step = taken(chance, pairs, language)
        yield step
        if step.view is None:
            return


def filled(chance: random.Random, root: Element, story: Mapping[str, Answer], language: str) -> tuple[Pairs, str]:
    """The fields of a page, filled in, a button pressed; and the language of the next page."""
    pairs, given = [], dict[str, str]()
    for field in root.all("input"):
        name = field["name"]
        if field["type"] == "hidden":
            pairs.append((name, field["value"]))
        elif field["type"] == "text":
            told = encoded(story.get(name, ""))
            given[name] = chance.choice([field["value"], told, told, "", "3,5", "400", "0.00001", " 7 ", "x"])
        elif field["type"] == "radio" and field["id"] and chance.random() < 0.95:
            radios = [one["value"] for one in root.all("input") if one["name"] == name]
            told = str(story.get(name, "no"))
            given[name] = told if told in radios and chance.random() < 0.7 else chance.choice(radios)
        elif field["type"] == "checkbox" and (story.get(name) == "yes" or chance.random() < 0.02):
            given[name] = "yes"
    pairs += given.items()
    for select in root.all("select"):
        pairs.append((select["name"], chance.choice([option["value"] for option in select.all("option")])))
    buttons = list(root.all("button"))
    onwards = [one for one in buttons if one["value"] == ("next" if any(given.values()) else "none")]
    button = chance.choice(onwards if onwards and chance.random() < 0.75 else buttons)
    language = button["formaction"].strip("/") or language
    return [*pairs, (button["name"], button["value"])], language


def spoilt(chance: random.Random, pairs: Pairs) -> Pairs:
    """The form with something in it that the site never sends, or without something that it sends."""
    odd = [
        ("page-do", "fly"), ("page-screen", "nowhere"), ("page-region", "atlantis"), ("page-x", "1"),
        ("no_such_finding", "yes"), ("was-age", "200"), ("place", "nose"), ("age", ""), ("__proto__", "yes"),
        ("page-do", "change:nowhere"), ("page-do", ""), ("constructor", "1"), ("page-changing", "1"),
    ]  # fmt: skip
    name, value = chance.choice([*odd, ("", "")])
    kept = [pair for pair in pairs if pair[0] != name]
    return [*kept, (name, value)] if name else chance.sample(pairs, len(pairs) // 2)


Plain = tuple[str, dict[str, str], list[Any]]


def plain(tag: str, attributes: dict[str, str], children: list[Any]) -> Plain:
    """An element without what makes no difference: spaces beside elements, and where the focus goes first."""
    found: list[Any] = []
    for child in children:
        if not isinstance(child, str):
            found.append(child)
        elif found and isinstance(found[-1], str):
            found[-1] += child
        else:
            found.append(child)
    texts = [re.sub(r"\s+", " ", one).strip() if isinstance(one, str) else one for one in found]
    kept = {name.lower(): value for name, value in attributes.items() if name != "autofocus"}
    return tag, kept, [one for one in texts if one]


def of_server(element: Element) -> Plain:
    attributes = {name: value or "" for name, value in element.attributes.items()}
    return plain(element.tag, attributes, [c if isinstance(c, str) else of_server(c) for c in element.children])


def of_script(tree: dict[str, Any]) -> Plain:
    children = [child if isinstance(child, str) else of_script(child) for child in tree["children"]]
    return plain(tree["tag"], tree["attributes"], children)


def apart(one: Any, other: Any) -> Any:
    """The innermost place where two elements differ."""
    if one == other or isinstance(one, str) or isinstance(other, str) or one[:2] != other[:2]:
        return None if one == other else (str(one), str(other))
    pairs = zip(one[2], other[2], strict=False)
    return next((found for pair in pairs if (found := apart(*pair))), (one, other))


@cache
def walks() -> list[tuple[Step, Any]]:
    """Every step with what the scripts make of it."""
    chance = random.Random(20261124)
    steps = [step for _ in range(WALKS) for step in walk(chance)]
    return list(zip(steps, ask(step.asked for step in steps), strict=True))


def test_each_form_leads_to_the_same_state() -> None:
    for step, found in walks():
        if step.view is None:
            assert "refused" in found, step.asked
        else:
            assert not differences(found["view"], as_json(step.view)), step.asked


def test_each_page_has_the_same_markup_and_the_same_words() -> None:
    for step, found in walks():
        if step.view is not None:
            root = Reader(step.html).root
            assert found["page"]["title"] == root.first("title").text
            assert found["page"]["lang"] == root.first("html")["lang"]
            difference = apart(of_script(found["page"]["body"]), of_server(root.first("body")))
            assert difference is None, (difference, step.asked)


def test_the_walks_meet_everything() -> None:
    views = [step.view for step, _ in walks()]
    screens = [view for view in views if isinstance(view, ScreenView)]
    results = [found["page"]["body"]["attributes"]["class"] for step, found in walks() if not screen_of(step)]
    assert {view.step.screen.id for view in screens} == {*MODEL.screens}
    assert {(view.one_by_one, view.state.changing, bool(view.state.drafts)) for view in screens} >= {
        (one_by_one, changing, drafts)
        for one_by_one in (True, False)
        for changing, drafts in ((True, True), (False, True), (False, False))
    }
    assert {mistake.word for view in screens for mistake in view.mistakes} == {
        "mistake_both", "mistake_nothing", "mistake_choose", "mistake_number",
    }  # fmt: skip
    assert {*results} >= {*MODEL.about.urgencies}
    assert any(isinstance(view, ResultView) and view.state.region for view in views)
    assert sum(view is None for view in views) > 10


def screen_of(step: Step) -> bool:
    return step.view is None or isinstance(step.view, ScreenView)


@pytest.mark.parametrize("word", ["unreadable", "bad_link"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_read_is_said_plainly(language: str, word: str) -> None:
    [page] = ask([{"ask": "refusal", "language": language, "word": word}])
    site = MODEL.texts[language].site
    text = str(page["body"])
    assert page["title"] == f"{site['error_prefix']} {site[word]} – {site['name']}"
    assert site[f"{word}_text"] in text
    assert site["start_over"] in text
    assert "tel:112" in text


@pytest.mark.parametrize("number", [0.0, -0.0, 3.0, 12.28125, 0.00001, 0.000000001])
def test_a_small_number_is_carried_on_as_it_was_read(number: float) -> None:
    assert read_answers(MODEL, {"calf_difference_cm": encoded(number)}) == {"calf_difference_cm": number}


def test_a_reminder_is_a_calendar_file_without_answers() -> None:
    asked = [{"ask": "reminder", "language": language, "at": "2026-11-24T14:05:00"} for language in LANGUAGES]
    for language, text in zip(LANGUAGES, ask(asked), strict=True):
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        lines = text.replace("\r\n ", "").split("\r\n")
        site = MODEL.texts[language].site
        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-2:] == ["END:VCALENDAR", ""]
        assert "DTSTART:20261125T140500" in lines
        assert f"SUMMARY:{site['remind_title']}" in lines
        told = site["remind_text"].replace("{number}", "112").replace(",", "\\,")
        assert f"DESCRIPTION:{told}" in lines
        assert {line.partition(":")[0] for line in lines[:-1]} == {
            "BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "ACTION",
            "TRIGGER",
        }  # fmt: skip


def test_nobody_is_reminded_at_night() -> None:
    at = {
        "2026-11-24T07:59:00": "2026-11-24T08:00:00",
        "2026-11-24T08:00:00": "2026-11-25T08:00:00",
        "2026-11-30T20:59:00": "2026-12-01T20:59:00",
        "2026-12-31T21:00:00": "2027-01-01T08:00:00",
    }
    found = ask({"ask": "next_look", "at": now} for now in at)
    assert [round(one / 1000) for one in found] == [datetime.fromisoformat(then).timestamp() for then in at.values()]


@cache
def links() -> list[tuple[dict[str, Any], str]]:
    """The answers of every result that the walks meet, and their link."""
    ends = [as_json(step.view.done.answers) for step, _ in walks() if isinstance(step.view, ResultView)]
    return list(zip(ends, ask({"ask": "fragment", "answers": answers} for answers in ends), strict=True))


def test_a_link_brings_the_answers_back() -> None:
    found = ask({"ask": "link", "fragment": fragment} for _, fragment in links())
    for (answers, fragment), view in zip(links(), found, strict=True):
        assert re.fullmatch(r"#a=1\.[0-9a-f]{8}\.[A-Za-z0-9.~]+", fragment)
        assert len(fragment) < 150
        assert view["state"]["answers"] == view["done"]["answers"] == answers
        assert view["done"]["next"] is None


def summed(text: str) -> str:
    """What stands before the last point, with the sum that link.js puts behind it."""
    number, digits = 0, ""
    for letter in text[len("#a=1.12345678.") :]:
        number = (number * 31 + ord(letter)) % (2**31 - 1)
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return f"{text}.{digits or '0'}"


def test_a_link_that_is_broken_or_of_other_knowledge_is_refused() -> None:
    chance = random.Random(7)
    kept = [fragment for _, fragment in links()]
    head = kept[0][: len("#a=1.12345678.")]
    broken = [fragment[: chance.randrange(len(fragment) - 1)] for fragment in kept]
    of_others = [fragment.replace("#a=1.", "#a=1.00")[: len(fragment)] for fragment in kept]
    other_form = [fragment.replace("#a=1.", "#a=2.") for fragment in kept]
    assert all(summed(fragment.rpartition(".")[0]) == fragment for fragment in kept)
    odd = [
        "n999",
        "y2%41",
        "~1~",
        "Z",
        "n~~",
        "n" * 999,
        "",
        *(f"{one.rpartition('.')[0][len(head) :]}n99" for one in kept),
    ]
    signed = [summed(head + text) for text in odd]
    for fragment, view in zip(
        fragments := ["", "#a=", head, *broken, *of_others, *other_form, *signed],
        ask({"ask": "link", "fragment": fragment} for fragment in fragments),
        strict=True,
    ):
        assert view is None, fragment
