"""What a person is shown, from the top, and in which words another answer is told."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace
from tests.care.helpers import ALL_NO, MODEL, PLAIN_CRAMP

from venevagt.care.assess import Assessment, Change, Reason, assess
from venevagt.care.cases import Answer
from venevagt.care.result import Result, because, result
from venevagt.care.services import danish_now, whom_to_call

DA = MODEL.texts["da"]
RED: Mapping[str, Answer] = {**ALL_NO, "redness": "yes"}


def shown(case: Mapping[str, Answer], found: Assessment | None = None, region: str | None = None) -> Result:
    return result(MODEL, found or assess(MODEL, case), case, at=danish_now(), region=region)


def test_a_finished_result_has_every_part() -> None:
    found = assess(MODEL, RED)
    seen = shown(RED)
    words = DA.urgencies["doctor_today"]
    assert (seen.urgency, seen.headline, seen.action) == ("doctor_today", words.headline, words.action)
    assert seen.why == (DA.rules["dvt_signs"].reason,)
    assert seen.because == (DA.findings["redness"].label, "hvor det sidder: benet")
    assert (seen.say, seen.dont, seen.safety_net) == (found.say, found.dont, found.safety_net)
    assert seen.do
    assert seen.changes
    assert seen.notes == ()
    assert seen.sources == tuple(MODEL.sources[name].citation for name in MODEL.rules["dvt_signs"].sources)


def test_the_contacts_are_those_of_the_region() -> None:
    at = danish_now()
    seen = result(MODEL, assess(MODEL, RED), RED, at=at, region="syddanmark")
    assert seen.contacts == whom_to_call(MODEL, "doctor_today", "da", at, "syddanmark")
    assert len(shown(RED).contacts) > len(seen.contacts)


def test_a_finished_case_is_told_what_it_is_and_an_urgent_one_too() -> None:
    child = {**PLAIN_CRAMP, "age": 12}
    for case in (PLAIN_CRAMP, child):
        found = assess(MODEL, case)
        assert found.final
        assert shown(case).action == DA.urgencies[found.urgency].action
        open_ = replace(found, final=False)
        assert shown(case, open_).action == DA.interface["unfinished"]
        assert shown(case, open_).notes == (DA.interface["not_final"],)


def test_what_has_run_out_is_noted() -> None:
    late = replace(assess(MODEL, RED), review_due=("dvt_signs",))
    assert shown(RED, late).notes == (DA.interface["review_due"],)
    assert shown(RED, replace(late, final=False)).notes == (DA.interface["not_final"], DA.interface["review_due"])


@pytest.mark.parametrize(
    ("finding", "to", "answer"),
    [
        ("redness", "yes", DA.findings["redness"].label),
        ("redness", "no", DA.findings["redness"].label_no),
        ("place", "arm", "hvor det sidder: armen"),
        ("place", "nowhere", "hvor det sidder: et andet sted"),
        ("age", "< 16", "alder under 16 år"),
        ("age", "<= 16", "alder på højst 16 år"),
        ("age", "> 16", "alder over 16 år"),
        ("age", ">= 16", "alder på 16 år eller mere"),
    ],
)
def test_another_answer_in_words(finding: str, to: str, answer: str) -> None:
    found = replace(assess(MODEL, RED), would_change=(Change(finding, to, "own_gp"),))
    assert shown(RED, found).changes == (
        f"Hvis svaret havde været »{answer}«, havde rådet været: {DA.urgencies['own_gp'].name}.",
    )


def reason_of(case: Mapping[str, Answer], *names: str) -> tuple[str, ...]:
    found = replace(assess(MODEL, RED), reasons=(Reason("dvt_signs", "", names, ()),))
    return because(MODEL, found, case)


def test_three_answers_no_are_told_and_four_are_told_in_one_line() -> None:
    signs = ["redness", "warmth", "fever", "injury"]
    case: dict[str, Answer] = {**dict.fromkeys(signs, "no"), "growing": "yes"}
    assert reason_of(case, "growing", *signs[:3]) == (
        DA.findings["growing"].label,
        *(DA.findings[name].label_no for name in signs[:3]),
    )
    assert reason_of(case, "growing", *signs) == (DA.findings["growing"].label, DA.interface["nothing_else"])


def test_only_what_was_answered_is_told() -> None:
    case: dict[str, Answer] = {"calf_difference_cm": "unsure", "redness": "unsure"}
    assert reason_of(case, "calf_difference_cm", "redness", "warmth") == (f"{DA.findings['redness'].label} (i tvivl)",)
    measured: dict[str, Answer] = {"calf_difference_cm": 3.5}
    assert reason_of(measured, "calf_difference_cm") == ("forskel på læggene: 3,5 cm",)


def test_after_112_a_headline_is_not_told_again_among_what_to_do() -> None:
    case = {"breathless": "yes"}
    found = assess(MODEL, case)
    seen = shown(case, replace(found, do=(f"{found.do[0]}", "Sid op.", DA.urgencies["emergency"].headline)))
    assert "Sid op." in seen.do
    assert DA.urgencies["emergency"].headline not in [line.rstrip(".") for line in seen.do]


def test_a_source_of_two_reasons_is_cited_once() -> None:
    twice = (Reason("a", "x", (), ("S17", "S18")), Reason("b", "y", (), ("S18",)))
    seen = shown(RED, replace(assess(MODEL, RED), reasons=twice))
    assert seen.why == ("x", "y")
    assert seen.sources == tuple(MODEL.sources[name].citation for name in ("S17", "S18"))


def test_only_the_full_stop_is_taken_from_a_line_that_is_compared_with_the_headline() -> None:
    case = {"breathless": "yes"}
    headline = DA.urgencies["emergency"].headline
    lines = (f"{headline}X", f"{headline}.", headline, "Sid op.")
    assert shown(case, replace(assess(MODEL, case), do=lines)).do == (f"{headline}X", "Sid op.")
