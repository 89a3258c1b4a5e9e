"""The scripts of the site give exactly what Python gives: every field, every text, for every case."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

import msgspec
import pytest
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP
from tests.care.test_scenarios import SCENARIOS, case_of
from tests.site.generated_cases import answer_to, random_case, requests
from tests.site.node import ask

from venevagt.care.assess import assess
from venevagt.care.cases import Answer, CaseError, read_case
from venevagt.care.engine import engine_for
from venevagt.care.interview import matters, progress
from venevagt.care.result import result
from venevagt.care.services import emergency_number, regions
from venevagt.prove.ways import Way, ways
from venevagt.server.forms import read_drafts, read_inputs

ENGINE = engine_for(MODEL)
GENERATED = 5000


def as_json(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


def in_python(request: Mapping[str, Any]) -> Any:
    """What Python gives for a case, as JSON has it."""
    answers, on = request["answers"], date.fromisoformat(request["on"])
    found = assess(MODEL, answers, language=request["language"], on=on)
    at = datetime.fromisoformat(request["at"])
    return as_json(
        {
            "assessment": found,
            "result": result(MODEL, found, answers, at=at, region=request["region"] or None),
            "progress": progress(ENGINE, answers),
        }
    )


def differences(found: Any, wanted: Any) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, by path: what was found, what was wanted."""
    if not (isinstance(found, dict) and isinstance(wanted, dict)):
        return {} if found == wanted and type(found) is type(wanted) else {"": (found, wanted)}
    return {
        f"{name} {path}".strip(): pair
        for name in {**found, **wanted}
        for path, pair in differences(found.get(name), wanted.get(name)).items()
        if name not in _NUMBERS_BY_NAME or pair[0] != pair[1]
    }


_NUMBERS_BY_NAME = frozenset(name for name, finding in MODEL.findings.items() if finding.type == "number")
"""JSON writes a whole number with or without `.0`; that is no difference."""


def compare(asked: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Ask both, say the first difference with its case; give what was found."""
    answers = ask(asked)
    assert len(answers) == len(asked)
    for request, found in zip(asked, answers, strict=True):
        different = differences(found, in_python(request))
        assert not different, (different, request)
    return answers


def half_way() -> Iterator[dict[str, Answer]]:
    """A plain cramp, stopped before each screen, so that each is once the next."""
    answers = {**PLAIN_CRAMP, "calf_difference_cm": 0.0}
    screens = [*MODEL.screens.values()]
    for count in range(len(screens)):
        answered = [name for screen in screens[:count] for name in screen.findings]
        yield {name: answers[name] for name in answered}


def test_generated_cases() -> None:
    chance = random.Random(20261124)
    stories = (case_of(scenario) for scenario in SCENARIOS)
    cases = chain((random_case(chance) for _ in range(GENERATED)), half_way(), stories)
    found = compare(list(requests(cases, chance)))
    # The cases reach everything there is to be different in.
    assessments = [one["assessment"] for one in found]
    results = [one["result"] for one in found]
    assert {reason["rule"] for one in assessments for reason in one["reasons"]} == {*MODEL.rules, "no_rule"}
    assert {(one["urgency"], one["language"]) for one in assessments} == {
        (urgency, language) for urgency in MODEL.about.urgencies for language in MODEL.about.languages
    }
    assert {one["final"] for one in assessments} == {True, False}
    assert {len(one["would_change"]) for one in assessments} == {0, 1, 2, 3}
    assert {len(one["notes"]) for one in results} == {0, 1, 2}
    given = {line for one in assessments for part in ("do", "dont", "say", "safety_net") for line in one[part]}
    assert len(given) > 2 * len(MODEL.texts["da"].advice)
    contacts = [contact for one in results for contact in one["contacts"]]
    assert {(bool(one["number"]), bool(one["note"]), one["usual_now"]) for one in contacts} >= {
        (True, False, True),
        (False, True, False),
    }
    assert any(one["progress"]["next"] is None for one in found)
    assert {one["progress"]["next"]["screen"]["id"] for one in found if one["progress"]["next"]} == {*MODEL.screens}


def test_every_story() -> None:
    cases = (read_case(MODEL, case_of(scenario)) for scenario in SCENARIOS)
    found = compare(list(requests(cases, random.Random(1))))
    assert [one["assessment"]["urgency"] for one in found] == [scenario["urgency"] for scenario in SCENARIOS]


def test_every_way_through_the_interview() -> None:
    all_ways = list(ways(MODEL))
    found = ask({"ask": "end", "answers": _answers(way)} for way in all_ways)
    for way, one in zip(all_ways, found, strict=True):
        wanted = {"urgency": MODEL.about.urgencies[way.place], "final": True, "next_question": None}
        assert one == wanted, way


def _answers(way: Way) -> dict[str, Any]:
    return {name: _spoken(value) for name, value in way.answers.items()}


def _spoken(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def test_an_interview_taken_step_by_step() -> None:
    """Each page written in some way: the same answers and the same mistakes, and the same drafts."""
    chance = random.Random(3)
    asked = []
    for _ in range(150):
        answers: dict[str, Answer] = {}
        while (step := progress(ENGINE, answers).next) is not None:
            written = {name: _written(chance, name) for name in step.findings if chance.random() < 0.3}
            how = {name: True for name in ("one_by_one", "none") if chance.random() < 0.3}
            asked.append({"ask": "inputs", "answers": dict(answers), "written": written, **how})
            asked.append({"ask": "drafts", "answers": dict(answers), "written": written})
            answers |= {name: _calm(chance, name) for name in step.findings}
    found = ask(asked)
    for request, one in zip(asked, found, strict=True):
        one.pop("expected", None)
        assert one == _read_in_python(request), request
    words = {mistake["word"] for one in found for mistake in one.get("mistakes", ())}
    assert words == {"mistake_both", "mistake_nothing", "mistake_choose", "mistake_number"}
    assert any("refused" in one for one in found)


NUMBERS = [
    "",
    " ",
    "3",
    " 3,5 ",
    "3.5",
    "+16",
    "-1",
    "-0",
    "3.",
    ",5",
    "1e1",
    "0x10",
    "3,5,5",
    "121",
    "ten",
    "٣",
    "unsure",
]


def _written(chance: random.Random, name: str) -> str:
    finding = MODEL.findings[name]
    if finding.type == "number":
        edges = (finding.low, finding.high, finding.low - 1, finding.high + 1)
        return chance.choice([*NUMBERS, *(f"{edge:g}" for edge in edges for _ in range(3))])
    return chance.choice(["yes", "no", "unsure", "", *finding.options, *(["maybe"] if chance.random() < 0.1 else [])])


def _calm(chance: random.Random, name: str) -> Answer:
    return answer_to(chance, MODEL.findings[name]) if chance.random() < 0.1 else ALL_NO.get(name, "unsure")


def _read_in_python(request: Mapping[str, Any]) -> Any:
    step = progress(ENGINE, request["answers"]).next
    assert step is not None
    if request["ask"] == "drafts":
        return as_json(read_drafts(MODEL, step, request["written"]))
    try:
        answers, mistakes = read_inputs(
            MODEL, step, request["written"], one_by_one="one_by_one" in request, none="none" in request
        )
    except CaseError as error:
        return {"refused": str(error).partition(":")[0]}
    return as_json({"answers": answers, "mistakes": mistakes})


BAD: Mapping[str, Sequence[Any]] = {
    "yes_no": ["", "Yes", "maybe", True, 1, None, ["yes"], {"yes": 1}],
    "choice": ["", "Leg", "yes", 0, None, ["leg"]],
    "number": ["", "3", "yes", -0.001, 1e9, True, None, [3], {}],
}


def bad_cases() -> Iterator[tuple[Any, str]]:
    """What is no case, with the finding that is wrong."""
    no_objects: list[Any] = [[], None, "yes", 3, True]
    yield from ((raw, "") for raw in no_objects)
    chance = random.Random(4)
    wrong = [(name, bad) for name, finding in MODEL.findings.items() for bad in BAD[finding.type]]
    wrong += [(name, "unsure") for name, finding in MODEL.findings.items() if finding.unsure == "must_be_answered"]
    wrong += [(name, "yes") for name in ("chestpain", "__proto__", "constructor", "toString", "id", "0")]
    for name, bad in wrong:
        before = [item for item in random_case(chance).items() if item[0] != name]
        place = chance.randrange(len(before) + 1) if not name.isdigit() else 0
        yield dict([*before[:place], (name, bad), *before[place:]]), name


def test_bad_answers_are_refused_with_the_same_finding_named() -> None:
    cases = list(bad_cases())
    asked = (
        {"ask": "case", "answers": raw, "language": "da", "on": "2026-11-24", "at": "2026-11-24"} for raw, _ in cases
    )
    for (raw, name), found in zip(cases, ask(asked), strict=True):
        assert found["refused"] == name
        with pytest.raises(CaseError) as error:
            assess(MODEL, read_case(MODEL, raw))
        assert str(error.value).startswith(_refusal(name, found["expected"]))


def _refusal(name: str, expected: Sequence[Any]) -> str:
    """How Python's message begins for what the scripts say of a bad answer."""
    if name not in MODEL.findings:
        assert expected == []
        return f"unknown finding {name!r}" if name else "expected a case"
    if MODEL.findings[name].type == "number":
        return f"{name}: expected a number from {expected[0]} to {expected[1]} "
    return f"{name}: expected one of {', '.join(expected)}, found "


def test_what_still_matters() -> None:
    chance = random.Random(5)
    pairs = [(random_case(chance), chance.choice([*MODEL.findings, "nothing"])) for _ in range(1500)]
    found = ask({"ask": "matters", "answers": answers, "name": name} for answers, name in pairs)
    assert found == [matters(ENGINE, answers, name) for answers, name in pairs]
    assert {True, False} == set(found)


def test_the_number_and_the_regions_that_every_page_shows() -> None:
    languages = MODEL.about.languages
    asked = [{"ask": "emergency"}, *({"ask": "regions", "language": language} for language in languages)]
    wanted = [emergency_number(MODEL), *(as_json(regions(MODEL, language)) for language in languages)]
    assert ask(asked) == wanted


def test_numbers_are_written_as_python_writes_them() -> None:
    chance = random.Random(6)
    halfway = [chance.randrange(10_000) / 2 ** chance.randrange(1, 9) for _ in range(1000)]
    numbers = [chance.uniform(-1, 1) * 10 ** chance.randrange(-9, 9) for _ in range(1000)]
    numbers += [*halfway, 0.0, -0.0, 12.28125, 12.34375, 999999.5, 1e-4, 0.00009999995, 3.0, 120.0]
    assert ask([{"ask": "general", "numbers": numbers}]) == [[f"{number:g}" for number in numbers]]
