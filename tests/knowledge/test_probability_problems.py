"""A mistake in likelihood ratios, tests, starting points or calibrations is named with its place.

Several mistakes that do not touch each other stand in one copy of the knowledge: loading it takes the time.
"""

from collections.abc import Mapping

import pytest
from tests.knowledge.test_problems import problems_of

RATIOS = "clinical/likelihood_ratios.yaml"
TESTS = "clinical/tests.yaml"
STARTS = "clinical/starting_points.yaml"
CALIBRATIONS = "clinical/calibrations.yaml"
ENGLISH = "text/en/likelihood_ratios.yaml"

Mistake = tuple[tuple[str, str, str], str, str]

MISTAKES: Mapping[str, Mistake] = {
    "a value outside its interval": (
        (RATIOS, "value: 2.71\n", "value: 2.71\n    low: 2.8\n    high: 3.0\n"),
        "2.8 to 3 around 2.71, expected low <= 2.71 <= high, above 0",
        "    low: 2.8",
    ),
    "half of an interval": (
        (RATIOS, "value: 2.25\n", "value: 2.25\n    high: 3.0\n"),
        "half of an interval, expected low and high, or neither",
        "    high: 3.0",
    ),
    "a likelihood ratio of nothing": (
        (RATIOS, "value: 0.67", "value: 1"),
        "the likelihood ratio 1, expected a number above 0 that is not 1",
        "    value: 1",
    ),
    "a likelihood ratio of 0": (
        (RATIOS, "value: 4.07", "value: 0"),
        "the likelihood ratio 0, expected a number above 0 that is not 1",
        "    value: 0",
    ),
    "an unknown band": (
        (RATIOS, "band: high", "band: hihg"),
        "unknown band 'hihg' of wells_dvt@1997",
        "    band: hihg",
    ),
    "an unknown version of a score": (
        (RATIOS, "score: wells_dvt@1997\n    band: low", "score: wells_dvt@1998\n    band: low"),
        "unknown score 'wells_dvt@1998'",
        "    score: wells_dvt@1998",
    ),
    "neither a condition nor a score": (
        (RATIOS, "    when: syncope\n", ""),
        "'pe_syncope', expected 'when', or 'score' and 'band'",
        "  pe_syncope:",
    ),
    "a score that weighs it and is not named": (
        (
            RATIOS,
            "in_scores: [wells_pe, geneva, geneva_simplified, years, four_peps, peged, perc]\n    sources: [S2]\n"
            "  pe_current_dvt",
            "in_scores: [wells_pe, geneva, geneva_simplified, years, four_peps, peged]\n"
            "    sources: [S2]\n  pe_current_dvt",
        ),
        "'perc' weighs one_sided_swelling too, expected it in in_scores",
        "  pe_leg_swelling:",
    ),
    "an unknown score that weighs it": (
        (TESTS, "in_scores: [oudega]", "in_scores: [oudega, odega]"),
        "unknown score 'odega'",
        "    in_scores: [oudega, odega]",
    ),
    "a group of one": (
        (
            RATIOS,
            "group: lying_still\n    in_scores: [wells_dvt, oudega",
            "group: lying_stil\n    in_scores: [wells_dvt, oudega",
        ),
        "nothing else of dvt has group 'lying_stil', expected another, or none",
        "    group: lying_stil",
    ),
    "a sensitivity of all": (
        (TESTS, "percent: 96.1, low: 92.6, high: 98.0", "percent: 100, low: 92.6, high: 100"),
        "found 100, expected a percentage above 0 and below 100",
        "    sensitivity: {percent: 100",
    ),
    "an interval of a percentage that does not contain it": (
        (TESTS, "percent: 90.1, low: 86.5", "percent: 90.1, low: 91.5"),
        "91.5 to 92.8 around 90.1, expected low <= 90.1 <= high, above 0 and below 100",
        "    sensitivity: {percent: 90.1, low: 91.5",
    ),
    "a test that says nothing": (
        (TESTS, "percent: 41, low: 36, high: 46", "percent: 3, low: 2, high: 4"),
        "sensitivity and specificity are 100 together or less: such a test says nothing; expected more",
        "    specificity: {percent: 3,",
    ),
    "both results at once": (
        (TESTS, "negative: ctpa = 'negative'", "negative: ctpa = 'negative' OR ctpa = 'positive'"),
        "'ct_angiography' can be positive and negative at once, expected one of them at the most",
        "    negative: ctpa = 'negative' OR",
    ),
    "a start from a score without published shares": (
        (STARTS, "score: wells_pe@three_levels", "score: wells_pe"),
        "'wells_pe', expected a score whose every band has a published percentage of pe",
        "  pe: {score: wells_pe",
    ),
    "limits the wrong way round": (
        (STARTS, "rule_out: 2, sources: [S63, S71]}\n  pe", "rule_out: 2, treat: 1, sources: [S63, S71]}\n  pe"),
        "excluded below 2, treated from 1.0: expected 0 < rule_out < treat",
        "  dvt: {score",
    ),
    "a test of another outcome in a calibration": (
        (CALIBRATIONS, "tests: {d_dimer_dvt: negative}", "tests: {d_dimer_pe: negative}"),
        "unknown test 'd_dimer_pe' of dvt",
        "    tests: {d_dimer_pe: negative}",
    ),
    "a count that is another percentage": (
        (CALIBRATIONS, "count: 53, people: 71", "count: 33, people: 71"),
        "33 of 71 is not 75 %, expected what the source counted",
        "    published: {percent: 75, count: 33",
    ),
    "a calibration without a step": (
        (CALIBRATIONS, "    ratios: [dvt_wells_low]\n    published: {percent: 5}", "    published: {percent: 5}"),
        "'wells_low_2006', expected 'ratios' or 'tests': else there is nothing to compare",
        "  wells_low_2006:",
    ),
    "words of a doubt that is not there": (
        (
            "text/en/tests.yaml",
            'negative: "no embolism on CT angiography"',
            'negative: "no embolism", doubtful: "Maybe."',
        ),
        "'ct_angiography', expected 'doubtful' where the test has it, and only there",
        "ct_angiography: {name",
    ),
    "no words": ((ENGLISH, 'pe_shock: "shock"\n', ""), "no words for 'pe_shock', expected an entry for it", "#"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> str:
    changes = [change for change, _, _ in MISTAKES.values()]
    return "".join(f"{problem}\n" for problem in problems_of(tmp_path_factory.mktemp("mistakes"), *changes))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_at_its_place(name: str, found: str) -> None:
    (file, _, _), message, line = MISTAKES[name]
    places = [own for own in found.split("knowledge/") if own.startswith(file) and message in own]
    assert len(places) == 1
    assert f"\n    {line}" in places[0]


def test_nothing_else_is_said(found: str) -> None:
    # The group that has lost its other member is named too, and the made-up people who no longer fit the ratio.
    assert "nothing else of dvt has group 'lying_still', expected another, or none" in found
    assert "22 % and 32.84 % give 0.670, expected the published 1" in found
    assert found.count("knowledge/") == len(MISTAKES) + 2
