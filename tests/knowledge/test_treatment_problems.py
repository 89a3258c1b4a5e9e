"""A mistake in the treatment is named with its place and what was expected.

Mistakes that do not touch each other stand in one copy of the knowledge: loading it takes the time.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.knowledge.test_problems import problems_of

BLEEDING = "clinical/treatment/cautions.yaml"
COMPRESSION = "clinical/treatment/compression.yaml"
DOSES = "clinical/treatment/dose_facts.yaml"
DURATION = "clinical/treatment/duration.yaml"
FOLLOW_UP = "clinical/treatment/follow_up.yaml"
MEDICINE = "clinical/treatment/medicine.yaml"
PLACE = "clinical/treatment/place.yaml"
WORDS = "text/en/treatment.yaml"

Mistake = tuple[tuple[str, str, str], str]

MISTAKES: Mapping[str, Mistake] = {
    "a limit that no value reaches": (
        (BLEEDING, "creatinine_clearance < 30", "creatinine_clearance < 30 OR creatinine_clearance < 0"),
        "'creatinine_clearance < 0' never holds, since 'creatinine_clearance' is from 0 to 400: expected another limit",
    ),
    "an entry that can never hold": (
        (PLACE, "when: arm_dvt AND catheter_needed_works", "when: arm_dvt AND NOT arm_dvt"),
        "'arm_catheter_stays' can never hold, expected a condition that can\n        when: arm_dvt AND NOT arm_dvt",
    ),
    "an entry that always has an exception": (
        (
            PLACE,
            "    unless: bleeding_or_high_risk\n    sources: [S9]\n",
            "    unless: limb_threat\n    sources: [S9]\n",
        ),
        "'intervention_limb_threat' can never hold, expected a condition that can",
    ),
    "an entry that is always replaced": (
        (DURATION, "when: vte_confirmed AND (clot_cause", "when: clot_cause = 'none_found' OR (clot_cause"),
        "'duration_unprovoked' is never shown, for one of these always stands instead: "
        "duration_extended, duration_cancer, duration_pregnancy",
    ),
    "a replaced entry that does not exist": (
        (MEDICINE, "replaces: [doac_first]", "replaces: [doac_frist]"),
        "unknown treatment 'doac_frist'\n        replaces: [doac_frist]\n                   ^^^^^^^^^^\n"
        "    help: did you mean 'doac_first'?",
    ),
    "an unknown finding that is waited for": (
        (BLEEDING, "while_unknown: [creatinine_clearance]", "while_unknown: [creatinine_clearence]"),
        "unknown finding 'creatinine_clearence'",
    ),
    "an unknown score": ((PLACE, "score: {hestia: [hospital]}", "score: {hesta: [hospital]}"), "unknown score 'hesta'"),
    "an unknown band": ((PLACE, "score: {hestia: [home]}", "score: {hestia: [hom]}"), "unknown band 'hom'"),
    "every band of a score": (
        (BLEEDING, "{vte_bleed: [high]}", "{vte_bleed: [low, high]}"),
        "bands ['low', 'high'] of 'vte_bleed', expected some of them, not all",
    ),
    "no band of a score": (
        (BLEEDING, "{riete: [high]}", "{riete: []}"),
        "bands [] of 'riete', expected some of them, not all",
    ),
    "an entry without a source": (
        (COMPRESSION, "sources: [S9, S10, S14]", "sources: []"),
        "'compression_not_routine' has no source, expected at least one",
    ),
    "an unknown source": ((COMPRESSION, "sources: [S9, S10]", "sources: [S910]"), "unknown source 'S910'"),
    "an entry that advises against a medicine and offers it": (
        (BLEEDING, "    when: interacting_medicine\n", "    when: interacting_medicine\n    offers: [nsaid]\n"),
        "'interactions' offers a medicine, expected topic medicine or dose_facts and a strength for it",
    ),
    "an entry for a medicine without its name": (
        (DOSES, "offers: [doac, dabigatran]\n    sources: [S98]", "sources: [S98]"),
        "'dose_dabigatran' speaks for a medicine, expected 'offers': which one",
    ),
    "ruling out what nobody offers": (
        (BLEEDING, "rules_out: [dabigatran]", "rules_out: [dabigatran, nsaid]"),
        "rules out 'dabigatran', which no entry offers, expected one that is",
    ),
    "a caution that rules out": (
        (BLEEDING, " AND luminal_tumour\n", " AND luminal_tumour\n    rules_out: [nsaid]\n"),
        "'luminal_tumour_doac' rules out a medicine, expected strength: not",
    ),
    "controls of something else": (
        (
            COMPRESSION,
            "when: proximal_dvt OR isolated_distal_dvt\n",
            "when: proximal_dvt\n    controls: [{day: 7, look_at: [look_symptoms]}]\n",
        ),
        "'compression_not_routine' has controls, expected topic: follow_up",
    ),
    "a control on no day": (
        (FOLLOW_UP, "{day: 14, look_at: [look_scans]}", "{day: 0, look_at: [look_scans]}"),
        "expected a day from 1 on, 'every' not below 0, and something to look at",
    ),
    "a control without words": (
        (FOLLOW_UP, "look_at: [look_platelets]", "look_at: [look_platelet]"),
        "no words for 'look_platelet', expected an entry for it",
    ),
    "words that nothing uses": (
        (WORDS, "look_yearly:", "look_yearli:"),
        "words for 'look_yearli', which nothing uses",
    ),
    "two entries with the same words": (
        (WORDS, 'look_kidney: "kidney function"', 'look_kidney: "Symptoms."'),
        "the same words as 'look_symptoms', expected words of its own: 'Symptoms.'",
    ),
}

MORE: Mapping[str, Mistake] = {
    "an unknown topic": (
        (MEDICINE, "topic: medicine", "topic: medcine"),
        "found 'medcine', expected one of: medicine, dose_facts, duration,",
    ),
    "an unknown strength": (
        (DURATION, "strength: may_be_considered", "strength: maybe"),
        "found 'maybe', expected one of: recommended, may_be_considered, caution, not",
    ),
    "an unknown medicine": (
        (DOSES, "offers: [doac, apixaban]", "offers: [doac, apixban]"),
        "found 'apixban', expected one of: doac, apixaban, rivaroxaban,",
    ),
    "a field that there is not": ((PLACE, "    when: limb_threat\n", "    if: limb_threat\n"), "unknown field 'if'"),
    "a condition that cannot be read": (
        (COMPRESSION, "AND swelling_or_pain", "AND sweling_or_pain"),
        "unknown finding 'sweling_or_pain'",
    ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The problems of two copies of the knowledge with all these mistakes in them."""
    return {
        name: "".join(
            f"{problem}\n"
            for problem in problems_of(tmp_path_factory.mktemp(name), *(change for change, _ in mistakes.values()))
        )
        for name, mistakes in (("whole", MISTAKES), ("broken", MORE))
    }


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(name: str, found: Mapping[str, str]) -> None:
    assert MISTAKES[name][1] in found["whole"]


@pytest.mark.parametrize("name", MORE)
def test_a_mistake_of_shape_is_named(name: str, found: Mapping[str, str]) -> None:
    assert MORE[name][1] in found["broken"]


def test_a_circle_of_replacements_and_a_lost_gate_are_named(tmp_path: Path) -> None:
    circle = (MEDICINE, "    offers: [doac]\n", "    replaces: [pregnancy_lmwh]\n    offers: [doac]\n")
    lost = ("clinical/findings/treatment.yaml", "  clot_confirmed:", "  clot_proved:")
    messages = [problem.message for problem in problems_of(tmp_path / "circle", circle)]
    circles = [message for message in messages if "replaces itself" in message]
    assert len(circles) == 3, messages
    assert "'doac_first' replaces itself, if by way of others, expected no circle" in circles
    gone = "".join(f"{problem}\n" for problem in problems_of(tmp_path / "lost", lost))
    assert re.search(r"treatment/\w+\.yaml:\d+:\d+: no clinical finding 'clot_confirmed', expected it", gone)


def test_a_finding_of_the_treatment_alone_counts_as_used(tmp_path: Path) -> None:
    new = "  home_can_carry: {type: yes_no, sources: [S11]}\n"
    change = ("clinical/findings/treatment.yaml", new, f"{new}  garden: {{type: yes_no, sources: [S11]}}\n")
    messages = [problem.message for problem in problems_of(tmp_path, change)]
    assert [message for message in messages if message.startswith("no score uses")] == [
        "no score uses 'garden', nor a pathway, expected one that does"
    ]
