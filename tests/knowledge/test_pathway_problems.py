"""A mistake in the diagnostic pathways is named with its place and what was expected."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.knowledge.test_problems import problems_of

ARM = "clinical/pathways/other_veins.yaml"
CANCER = "clinical/pathways/cancer.yaml"
DVT = "clinical/pathways/dvt.yaml"
PE = "clinical/pathways/pe.yaml"
PREGNANCY = "clinical/pathways/pregnancy.yaml"
RECURRENT = "clinical/pathways/recurrent.yaml"
IMAGING = "clinical/findings/imaging.yaml"
WORDS = "text/en/pathways.yaml"

Mistake = tuple[tuple[str, str, str], str]

STEPS: Mapping[str, Mistake] = {
    "an unknown band": ((DVT, "{likely: likely_way,", "{likly: likely_way,"), "bands ['likly', 'unlikely'], expected"),
    "an unknown high band": ((PE, "high: [high]", "high: [hihg]"), "unknown band 'hihg'"),
    "a band left out": ((PE, "bands: {negative: ruled_out, positive: d_dimer}", "bands: {negative: ruled_out}"),
        "bands ['negative'], expected ['negative', 'positive']"),
    "an unknown score": ((DVT, "score: oudega", "score: oudeka"), "unknown score 'oudeka'"),
    "an unknown version of a score": ((ARM, "constans@two_levels", "constans@2_levels"),
        "unknown score 'constans@2_levels'"),
    "an unknown test": ((CANCER, "test: venography", "test: venografy"), "unknown finding 'venografy', expected"),
    "a result left out": ((RECURRENT, "          no_clot: stop_interim\n", ""), "results ['new_segment', 'same_seg"),
    "a number without its limit": ((PREGNANCY, "        limit: {fixed: 1000}\n", ""),
        "the test 'd_dimer' is a number, expected 'limit' for a number and only there"),
    "a test without a time": ((CANCER, "        within_hours: 4\n", ""),
        "the test 'scan', expected 'within_hours' or, where it is repeated, 'days'"),
    "days that run backwards": ((DVT, "days: [6, 8]", "days: [8, 6]"), "days [8, 6], expected the first and the last"),
    "too long untreated": ((RECURRENT, "within_hours: 4", "within_hours: 5"),
        "5 hours untreated, expected 0 to 4 (untreated_hours), and interim anticoagulation after that"),
    "waiting with nothing": (
        (PE, "while_waiting: {interim: true, at_most_hours: 24}", "while_waiting: {interim: false}"),
        "waits without anticoagulation, expected 'interim: true' or no 'while_waiting'"),
    "an end of the wait before it begins": (
        (ARM, "while_waiting: {interim: true, at_most_hours: 24}", "while_waiting: {interim: true, at_most_hours: 3}"),
        "at most 3 hours, expected more than within_hours 4"),
    "an unknown test to be taken first": ((ARM, "take: [d_dimer]", "take: [d_dime]"),
        "unknown finding 'd_dime' to take while waiting"),
    "an end that is a question too": ((DVT, "treat: {end: treat,", "treat: {end: treat, when: pregnant,"),
        "'treat' has question and end, expected one of when, score, test, then or end"),
    "a step that is nothing": (
        (PREGNANCY, "{when: suspicion_stays, yes: pelvis, no: ruled_out, sources: [S10]}", "{sources: [S10]}"),
        "'suspicion' has no kind, expected one of when, score, test, then or end"),
    "a field of another kind": ((PE, "reperfusion: {end: emergency,", "reperfusion: {end: emergency, days: [1, 2],"),
        "'days' in a step of the kind end, expected end, pathway"),
    "a question with one way": ((ARM, "near: {when: svt_to_junction <= 3, yes: treat_as_dvt, no: long,",
        "near: {when: svt_to_junction <= 3, yes: treat_as_dvt,"), "the question 'near', expected 'yes' and 'no'"),
    "a decision without a source": ((CANCER, "ruled_out: {end: ruled_out, sources: [S9, S10]}",
        "ruled_out: {end: ruled_out, sources: []}"), "the step 'ruled_out' has no source, expected at least one"),
    "an unknown source": (
        (DVT, "sources: [S17]\n        steps", "sources: [S999]\n        steps"), "unknown source 'S999'"),
    "a pathway named that is not there": ((WORDS, "the pathway “{pe}”", "the pathway “{pee}”"),
        "{pee} names no pathway, expected the id of one"),
    "a brace that is not closed": ((WORDS, "the pathway “{pe}”", "the pathway “{pe”"), "a brace that does not fit"),
    "handed over to nowhere": ((PE, "pathway: pe_pregnancy", "pathway: pe_pregnacy"), "unknown pathway 'pe_pregnacy'"),
    "words left out": ((WORDS, '    perc: "PERC"\n', ""), "steps without words, or not of this pathway: perc"),
    "words of nothing": ((WORDS, '    four_peps: "', '    peps: "'),
        "variants without words, or not of this pathway: four_peps, peps"),
    "empty words": ((WORDS, 'long: "5 cm or longer?"', 'long: " "'), "no words for 'long', expected some"),
}  # fmt: skip

WAYS: Mapping[str, Mistake] = {
    "a way to a step that is not there": ((CANCER, "yes: venography, no: scan,", "yes: venographie, no: scan,"),
        "'yes' leads to the unknown step 'venographie'\n"),
    "a step that nobody comes to": ((PREGNANCY, "yes: pelvis, no: ruled_out", "yes: scan_day_3, no: ruled_out"),
        "no way leads to the step 'pelvis', expected one from 'danger'"),
    "a step of a variant that nobody comes to": (
        (DVT, "distal: to_distal, negative: ruled_out, inconclusive: venography}\n"
        "            sources: [S9, S10]\n          unlikely_scan", "distal: treat, negative: ruled_out, inconclusive: "
        "venography}\n            sources: [S9, S10]\n          unlikely_skan"),
        "no way leads to the step 'unlikely_skan', expected one from 'danger'"),
    "a loop": ((RECURRENT, "negative: ruled_out, inconclusive: venography", "negative: scan, inconclusive: venography"),
        "leads back to itself; a test that is repeated is a step of its own"),
    "a loop of a variant": ((PE, "very_low: ruled_out, low: d_dimer_1000", "very_low: unstable, low: d_dimer_1000"),
        "leads back to itself; a test that is repeated is a step of its own"),
    "a start that is not there": ((ARM, "start: risk", "start: riks"), "unknown step 'riks'"),
}  # fmt: skip

OTHERS: Mapping[str, Mistake] = {
    "pathways that hand over in a circle": (
        (CANCER, "to_distal: {end: pathway, pathway: dvt_distal", "to_distal: {end: pathway, pathway: dvt"),
        "'dvt' hands over to pathways that lead back to it, expected an end"),
    "two variants of one name": ((ARM, "variant: by_risk", "variant: treat_all"),
        "'treat_all' is the pathway's own variant, expected another"),
    "a finding that nothing uses": ((IMAGING, "  ctpa:", "  cta: {type: yes_no, sources: [S9]}\n  ctpa:"),
        "no score uses 'cta', nor a pathway, expected one that does"),
}  # fmt: skip

UNREAD: Mapping[str, Mistake] = {
    "in a step": (
        (DVT, "when: recurrence_same_leg,", "when: recurrence_sameleg,"), "unknown finding 'recurrence_sameleg'"),
    "for whom": ((PE, "applies: pe_suspected", "applies: pe_suspectd"), "unknown finding 'pe_suspectd'"),
    "without a source": ((CANCER, "emergency: {end: emergency, sources: [S9, S10]}", "emergency: {end: emergency}"),
        "without 'sources', which is required"),
    "an unknown end": ((ARM, "short_and_far: {end: follow_up", "short_and_far: {end: folow_up"), "found 'folow_up'"),
}  # fmt: skip


@pytest.fixture(scope="module")
def found_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Mapping[str, Mistake]], str]:
    """The problems of a copy of the knowledge with all these mistakes in it."""

    @cache
    def of(name: str, changes: tuple[tuple[str, str, str], ...]) -> str:
        found = problems_of(tmp_path_factory.mktemp(name), *changes)
        return re.sub(r"\.yaml:\d+:", ".yaml:LINE:", "".join(f"{problem}\n" for problem in found))

    return lambda name, mistakes: of(name, tuple(change for change, _ in mistakes.values()))


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_not_whole_is_named(name: str, found_in: Callable[[str, Mapping[str, Mistake]], str]) -> None:
    assert STEPS[name][1] in found_in("steps", STEPS)


@pytest.mark.parametrize("name", WAYS)
def test_a_way_that_does_not_end_is_named(name: str, found_in: Callable[[str, Mapping[str, Mistake]], str]) -> None:
    assert WAYS[name][1] in found_in("ways", WAYS)


@pytest.mark.parametrize("name", OTHERS)
def test_what_does_not_fit_together_is_named(name: str, found_in: Callable[[str, Mapping[str, Mistake]], str]) -> None:
    assert OTHERS[name][1] in found_in("others", OTHERS)


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_named(name: str, found_in: Callable[[str, Mapping[str, Mistake]], str]) -> None:
    assert UNREAD[name][1] in found_in("unread", UNREAD)


def test_a_problem_stands_at_its_line(found_in: Callable[[str, Mapping[str, Mistake]], str]) -> None:
    found = found_in("ways", WAYS)
    assert "knowledge/clinical/pathways/other_veins.yaml:LINE:12: unknown step 'riks'\n        start: riks\n" in found


def test_a_wrong_name_that_contains_the_id_of_its_own_entry_is_named(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        (PE, "applies: pe_suspected", "applies: pe_suspectd"),
        ("clinical/scores/left.yaml", "when: symptoms_left_leg", "when: symptoms_left_legs"),
    )
    assert [problem.message for problem in found] == [
        "unknown finding 'pe_suspectd'",
        "unknown finding 'symptoms_left_legs'",
    ]
