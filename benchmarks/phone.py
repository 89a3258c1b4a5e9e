"""`python -m benchmarks.phone`: how soon a slow phone on a slow line can use the site, and how soon a tap shows.

Chromium is slowed down over its debugging protocol: 400 kbit/s, 150 ms of waiting before each answer, a processor
4 times slower than this machine's; an empty cache at each visit. Two sites are visited: `venevagt serve`, and a build
on a host that compresses files.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.browser.chromium import launch
from tests.browser.copies import at_the_questions
from tests.browser.visitor import JOURNEYS, LANGUAGES, MODEL, Visitor

from benchmarks.phone_sites import built_site, own_server
from venevagt.site.addresses import slug

KBIT_A_SECOND = 400
WAIT_MS = 150
TIMES_SLOWER = 4
VISITS = 5
JOURNEYS_EACH = 5
ARTICLE = slug(MODEL.about.articles[0])

_WATCH = """
globalThis.seen = { taps: [] };
// The script puts a line for another person on every page, and no server does.
new MutationObserver((_, observer) => {
  if (!document.querySelector("#form, #interview form") || !document.querySelector("p.other")) return;
  seen.script = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
addEventListener("click", ({ timeStamp, target }) => {
  const kind = target.closest("button") ? "button" : target.closest("input") ? "answer" : "";
  if (!kind) return;
  const begun = performance.now();
  const next = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  };
  next(() => {
    const work = performance.now() - begun;
    requestAnimationFrame(() => next(() => seen.taps.push([kind, work, performance.now() - timeStamp])));
  });
}, true);
"""
"""Work: from the click to the next task, so with all that the click has set off. Frame: from the time of the input
event to the first task after the next frame (requestAnimationFrame), so with the painting of it."""


class Loaded(NamedTuple):
    """Milliseconds from the start of the visit. `script`: the script answers; 0 where the page has none."""

    painted: float
    script: float


class Tap(NamedTuple):
    """`kind`: button or answer. Milliseconds of work in the script, and until the next frame is painted."""

    kind: str
    work: float
    frame: float


@contextmanager
def slow_phone(
    browser: Browser, *, line: bool = True, slower: int = TIMES_SLOWER
) -> Iterator[tuple[BrowserContext, Page]]:
    """A new phone with an empty cache; `line`: whether its line is slow too; `slower`: how many times its processor."""
    with browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True) as context:
        context.add_init_script(_WATCH)
        page = context.new_page()
        debugger = context.new_cdp_session(page)
        if line:
            bytes_a_second = KBIT_A_SECOND * 1000 / 8
            debugger.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": WAIT_MS,
                    "downloadThroughput": bytes_a_second,
                    "uploadThroughput": bytes_a_second,
                },
            )
        debugger.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        yield context, page


def loaded(browser: Browser, address: str, *, script: bool) -> Loaded:
    """One visit with an empty cache."""
    with slow_phone(browser) as (_, page):
        page.goto(address)
        painted = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
        wanted = "seen.script" if script else painted
        while page.evaluate(wanted) is None:
            page.wait_for_timeout(50)
        return Loaded(page.evaluate(painted), page.evaluate("seen.script") if script else 0)


def taps(browser: Browser, site: str, slower: int) -> list[Tap]:
    """Every tap of a journey to each urgency, in the first language: the fastest of some journeys alike.

    Whatever else the machine does only makes a tap slower; what the page itself needs, it needs each time.
    """
    found: list[Tap] = []
    for answers in JOURNEYS.values():
        journeys = [journey(browser, site, answers, slower) for _ in range(JOURNEYS_EACH)]
        for same in zip(*journeys, strict=True):
            found.append(Tap(same[0].kind, min(tap.work for tap in same), min(tap.frame for tap in same)))
    return found


def journey(browser: Browser, site: str, answers: Mapping[str, str], slower: int) -> list[Tap]:
    """The taps from the first page to the result."""
    with slow_phone(browser, line=False, slower=slower) as (_, page):
        visitor = at_the_questions(Visitor(page, site, LANGUAGES[0], touch=True).open())
        page.wait_for_function("() => seen.script")
        visitor.finish(answers)
        page.wait_for_timeout(200)
        return [Tap(*one) for one in page.evaluate("seen.taps")]


def head(title: str) -> str:
    return f"{title:58}{'median':>8}{'slowest':>9}"


def row(name: str, values: Sequence[float]) -> str:
    return f"{name:58}{median(values):>8.0f}{max(values):>9.0f}"


def visited(browser: Browser, name: str, site: str) -> Iterator[str]:
    """The rows of one site."""
    first = f"{site}/{LANGUAGES[0]}/"
    interview = [loaded(browser, first, script=True) for _ in range(VISITS)]
    article = [loaded(browser, f"{first}{ARTICLE}/", script=False) for _ in range(VISITS)]
    yield row(f"{name}: questions, first contentful paint", [one.painted for one in interview])
    yield row(f"{name}: questions, answered by the script", [one.script for one in interview])
    yield row(f"{name}: an article, first contentful paint", [one.painted for one in article])


def main() -> None:
    with sync_playwright() as playwright, launch(playwright) as browser, own_server() as server, built_site() as built:
        load, cores = os.getloadavg()[0], os.cpu_count()
        print(f"Chromium {browser.version.partition('.')[0]} on {cores} cores with a load of {load:.0f}")
        print(f"{KBIT_A_SECOND} kbit/s, {WAIT_MS} ms, processor {TIMES_SLOWER} times slower")
        print(head(f"milliseconds, {VISITS} visits with an empty cache"))
        for name, site in (("serve", server), ("build", built)):
            for line in visited(browser, name, site):
                print(line, flush=True)
        for slower in (TIMES_SLOWER, 1):
            print(head(f"milliseconds, best of {JOURNEYS_EACH}, processor {slower} times slower"))
            found = taps(browser, server, slower)
            for kind, name in (("answer", "an answer"), ("button", "a button, so the next page")):
                own = [tap for tap in found if tap.kind == kind]
                print(row(f"{name}: work that the click sets off", [tap.work for tap in own]))
                print(row(f"{name}: until the next frame", [tap.frame for tap in own]), flush=True)


if __name__ == "__main__":
    main()
