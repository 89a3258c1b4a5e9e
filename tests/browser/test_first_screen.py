"""What stands on a small phone's screen before anybody scrolls: few words, the advice whole, and 112."""

import random
from functools import cache

import pytest
from tests.browser.conftest import Visit
from tests.browser.tour import PHONE
from tests.browser.visitor import LANGUAGES, MODEL, NUMBER, URGENCIES
from tests.care.helpers import ALL_NO
from tests.care.test_scenarios import SCENARIOS, case_of
from tests.site.node import ask

from venevagt.care.assess import assess
from venevagt.care.cases import Case, read_case
from venevagt.care.engine import engine_for
from venevagt.care.interview import progress

MOST_WORDS = 60
SAMPLE = 10
"""Cases of each urgency, beside those with the longest words."""

ASKED = {"place": "leg", "age": 54, "calf_difference_cm": 0.0}
"""What a story leaves open is answered like this, so that it comes to its end."""

HOURS = ("2026-11-24T10:00:00+01:00", "2026-11-24T02:10:00+01:00")

WORDS = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!parent.checkVisibility({ checkVisibilityCSS: true }) || parent.closest(".unseen, .default, .skip")) continue;
    for (const word of text.data.matchAll(/\\S*[\\p{L}\\p{N}]\\S*/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if ([...range.getClientRects()].some(({ top, bottom }) => top < innerHeight && bottom > 0)) found.push(word[0]);
    }
  }
  return found;
}
"""
"""Every word that is seen in the window, also where only its upper edge is."""


@cache
def ends() -> dict[str, list[Case]]:
    """Urgency -> the answers of stories that are whole interviews: those with the longest words, and others."""
    engine = engine_for(MODEL)
    stories = [read_case(MODEL, {**ALL_NO, **ASKED, **case_of(scenario)}) for scenario in SCENARIOS]
    cases = [done.answers for story in stories if not (done := progress(engine, story)).next]
    found: dict[str, list[Case]] = {urgency: [] for urgency in URGENCIES}
    for case in sorted(cases, key=_length, reverse=True):
        found[assess(MODEL, case, language="da").urgency].append(case)
    chance = random.Random(60)
    return {
        urgency: [*these[:5], *chance.sample(these[5:], min(SAMPLE, len(these[5:])))]
        for urgency, these in found.items()
    }


def _length(case: Case) -> int:
    shown = assess(MODEL, case, language="da")
    return sum(len(reason.text) for reason in shown.reasons[:1]) + sum(len(line) for line in shown.say)


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("urgency", URGENCIES)
def test_at_most_sixty_words_before_scrolling(visit: Visit, urgency: str, language: str, hour: str) -> None:
    visitor = visit(language, PHONE)
    visitor.page.clock.set_fixed_time(hour)
    cases = ends()[urgency]
    assert len(cases) > 3
    too_many = []
    for fragment in ask({"ask": "fragment", "answers": case} for case in cases):
        visitor.page.goto("about:blank")
        visitor.open(fragment)
        visitor.page.locator(".card").wait_for()
        assert visitor.heading == visitor.headline(urgency)
        words = visitor.page.evaluate(WORDS)
        assert NUMBER in words
        for seen in (".call", ".card", ".huge" if urgency == "emergency" else ".reason"):
            box = visitor.page.locator(seen).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= PHONE["height"], seen
        if len(words) > MOST_WORDS:
            too_many.append((len(words), " ".join(words)))
    assert too_many == []


@pytest.mark.parametrize("urgency", ["doctor_today", "own_gp", "self_care"])
def test_the_first_screen_says_that_more_follows(visit: Visit, urgency: str) -> None:
    """By day; by night the numbers of five regions stand there, which says it too."""
    visitor = visit(size=PHONE)
    visitor.page.clock.set_fixed_time(HOURS[0])
    visitor.open(ask([{"ask": "fragment", "answers": ends()[urgency][0]}])[0])
    more = visitor.page.get_by_text(visitor.words["more"]).bounding_box()
    assert more is not None
    assert more["y"] + more["height"] <= PHONE["height"]
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    assert not visitor.page.get_by_text(visitor.words["more"]).is_visible()
