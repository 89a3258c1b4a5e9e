"""A browser that presses what is there, in any order, and a hand that edits what no browser would send."""

import asyncio
import re
from html.parser import HTMLParser
from urllib.parse import urlencode

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.care.helpers import MODEL
from tests.fuzz.amounts import fuzzed
from tests.fuzz.asgi import FORM, Answer, Request, send

from venevagt.care.assess import assess
from venevagt.care.cases import Answer as CaseAnswer
from venevagt.care.engine import engine_for
from venevagt.care.interview import progress
from venevagt.server.app import create_app

APP = create_app(MODEL)
RANK = MODEL.about.urgencies.index
MOST_SCREENS = 8
ODD = ["", " ", "yes", "no", "unsure", "maybe", "0", "-1", "54", "1e400", "nan", "9" * 300, "3,5", "²", "<script>"]
ODD += ["{answers}", "{{7*7}}", "\0", "\ud7ff", "null", "1", "change:cramp", "change:", "back", "leg", "' OR 1=1 --"]


class Form(HTMLParser):
    """What a page offers: fields that travel along, fields to fill in (name -> values), buttons (name, value, to)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.filled: dict[str, str] = {}
        self.buttons: list[tuple[str, str, str]] = []
        self.body = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "body":
            self.body = own.get("class", "")
        elif tag == "button":
            self.buttons.append((own["name"], own["value"], own.get("formaction", "")))
        elif tag == "input" and own["type"] == "hidden":
            self.hidden[own["name"]] = own["value"]
        elif tag == "input":
            self.choices.setdefault(own["name"], [""] if own["type"] == "checkbox" else [])
            self.choices[own["name"]] += ["54", "2,5", ""] if own["type"] == "text" else [own["value"]]
            if own["type"] == "text" or "checked" in own:
                self.filled[own["name"]] = own["value"]


class Site(RuleBasedStateMachine):
    """`page`: the last page that was no error."""

    @initialize(language=st.sampled_from(MODEL.about.languages))
    def open(self, language: str) -> None:
        self.path = f"/{language}/"
        self.take(self.ask("GET", {}))

    def ask(self, method: str, fields: dict[str, str], path: str = "") -> Answer:
        body = urlencode(fields, errors="surrogatepass").encode()
        answer = asyncio.run(send(APP, Request(method, path or self.path, FORM, [body])))
        assert answer.status < 500
        assert answer.headers[b"content-type"].startswith(b"text/html")
        assert len(re.findall("<h1", answer.text)) == 1
        assert 'href="tel:112"' in answer.text
        assert "Traceback" not in answer.text
        return answer

    def take(self, answer: Answer) -> None:
        assert answer.status == 200
        self.page = Form(answer.text)
        self.answers: dict[str, CaseAnswer] = {
            name: float(value) if MODEL.findings[name].type == "number" and value != "unsure" else value
            for name, value in self.page.hidden.items()
            if name in MODEL.findings
        }

    @rule(data=st.data(), touched=st.integers(0, 3))
    def fill_in_and_press(self, data: st.DataObject, touched: int) -> None:
        """Some fields, then any button of the page: next, none, unsure, back, change, the other language."""
        fields = {**self.page.hidden, **self.page.filled}
        names = sorted(self.page.choices)
        for name in data.draw(st.lists(st.sampled_from(names), max_size=touched)) if names else ():
            fields[name] = data.draw(st.sampled_from(self.page.choices[name]))
        name, value, to = data.draw(st.sampled_from(self.page.buttons))
        self.press(fields, name, value, to)

    @rule(data=st.data())
    def answer_plainly(self, data: st.DataObject) -> None:
        """The whole page, a red flag seldom: so that many an interview comes to its end."""
        fields = dict(self.page.hidden)
        for name, values in self.page.choices.items():
            seldom = name not in MODEL.findings or MODEL.findings[name].kind == "red_flag"
            fields[name] = values[0] if seldom else data.draw(st.sampled_from(values))
        fields = {name: value for name, value in fields.items() if value}
        presses = {value for _, value, _ in self.page.buttons} & {"next", "none"}
        ticked = any(value == "yes" for name, value in fields.items() if name in self.page.choices)
        if presses:
            self.press(fields, "page-do", "none" if "none" in presses and not ticked else "next", "")

    def press(self, fields: dict[str, str], name: str, value: str, to: str) -> None:
        before = dict(self.answers)
        if to:
            self.path = to
        self.take(self.ask("POST", {**fields, name: value}))
        if value in ("next", "none") and before.items() <= self.answers.items():
            low, high = (RANK(assess(MODEL, before).possible[end]) for end in (0, 1))
            now = assess(MODEL, self.answers).possible
            assert low <= RANK(now[0]) <= RANK(now[1]) <= high

    @rule(data=st.data(), odd=st.one_of(st.sampled_from(ODD), st.text(max_size=20)))
    def edit_a_field_by_hand(self, data: st.DataObject, odd: str) -> None:
        fields = {**self.page.hidden, **self.page.filled}
        known = [*fields, *MODEL.findings, "page-do", "page-screen", "page-region", "page-changing", "was-age"]
        name = data.draw(st.one_of(st.sampled_from(known), st.text(max_size=12)))
        answer = self.ask("POST", {**fields, name: odd})
        assert answer.status in (200, 422)
        assert "<script>" not in answer.text

    @rule(body=st.binary(max_size=60))
    def send_what_is_no_form(self, body: bytes) -> None:
        answer = asyncio.run(send(APP, Request("POST", self.path, FORM, [body])))
        assert answer.status in (200, 422)
        assert 'href="tel:112"' in answer.text

    @invariant()
    def the_page_is_the_one_that_care_would_show(self) -> None:
        done = progress(engine_for(MODEL), self.answers)
        left = 0 if done.next is None else 1 + done.next.at_most_left
        assert len(done.answered) + left <= MOST_SCREENS
        assert self.page.hidden.get("page-screen", "") == ("" if done.next is None else done.next.screen.id)
        if done.next is None:
            assert self.page.body == assess(MODEL, self.answers).urgency


TestSite = Site.TestCase
TestSite.settings = fuzzed(25, stateful_step_count=25)
