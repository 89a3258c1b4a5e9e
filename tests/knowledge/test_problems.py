"""A mistake in the knowledge is named with its place, what was expected, and the nearest name."""

import re
from pathlib import Path

import pytest
from tests.knowledge.changed import copy_with

from venevagt.knowledge.check import check
from venevagt.knowledge.load import load
from venevagt.knowledge.problems import KnowledgeError, Problem


def problems_of(folder: Path, *changes: tuple[str, str, str]) -> tuple[Problem, ...]:
    directory = copy_with(folder, *changes)
    try:
        return KnowledgeError(check(load(directory))).problems
    except KnowledgeError as error:
        return error.problems


LOWERING = """lowerings:
  own:
    {was: doctor_today, now: own_gp, when: lasting, because: no, hazard: leg_clot_missed, since: 0.2.0, sources: [S1]}

hazards:
"""

MISTAKES = [
    (
        "unknown finding in a condition",
        ("triage/doctor_today.yaml", "when: new_surface_veins AND one_sided", "when: new_surface_vein AND one_sided"),
        "knowledge/triage/doctor_today.yaml:LINE:11: unknown finding 'new_surface_vein'\n"
        "        when: new_surface_vein AND one_sided\n"
        "              ^^^^^^^^^^^^^^^^\n"
        "    help: did you mean 'new_surface_veins'?",
    ),
    (
        "unknown finding on the second line of a folded condition",
        ("triage/doctor_today.yaml", "NOT eased_by_stretch, growing", "NOT eased_by_stretching, growing"),
        "knowledge/triage/doctor_today.yaml:LINE:11: unknown finding 'eased_by_stretching'\n"
        "          NOT eased_by_stretching, growing, sudden_onset)\n"
        "              ^^^^^^^^^^^^^^^^^^^\n"
        "    help: did you mean 'eased_by_stretch'?",
    ),
    (
        "a condition that cannot be read",
        ("triage/own_gp.yaml", "when: lasting OR leg_pain", "when: lasting OR OR leg_pain"),
        "the condition cannot be read at 'OR'",
    ),
    (
        "a shape that is not allowed",
        ("triage/own_gp.yaml", "when: lasting OR leg_pain", "when: CASE WHEN lasting THEN leg_pain END"),
        "is not allowed in a condition",
    ),
    (
        "a number outside its range",
        ("triage/doctor_today.yaml", "when: age < 16 AND", "when: age < 160 AND"),
        "160 is outside 'age', expected 0 to 120",
    ),
    (
        "an unknown option",
        ("triage/doctor_today.yaml", "(place = 'arm'", "(place = 'amr'"),
        "'amr' is no option of 'place', expected 'leg', 'arm', 'elsewhere'",
    ),
    (
        "an unknown urgency",
        ("triage/own_gp.yaml", "urgency: own_gp", "urgency: own_pg"),
        "knowledge/triage/own_gp.yaml:LINE:14: found 'own_pg', expected one of: self_care, own_gp, doctor_today, "
        "emergency\n        urgency: own_pg\n                 ^^^^^^\n    help: did you mean 'own_gp'?",
    ),
    (
        "an unknown field",
        ("triage/own_gp.yaml", "concern: unclear", "conzern: unclear"),
        "unknown field 'conzern', expected one of: urgency, when, concern",
    ),
    (
        "a missing field",
        ("triage/own_gp.yaml", "    concern: unclear\n", ""),
        "knowledge/triage/own_gp.yaml:LINE:3: without 'concern', which is required",
    ),
    (
        "a wrong type",
        ("findings/context.yaml", "high: 120", "high: old"),
        "expected 'float', got 'str' for 'high'",
    ),
    (
        "a source that does not resolve",
        ("triage/own_gp.yaml", "sources: [S18]", "sources: [S981]"),
        "unknown source 'S981'",
    ),
    (
        "a source that nothing rests on",
        ("sources.yaml", "  S16: {", "  S99: {citation: Nobody 2020., status: read}\n  S16: {"),
        "nothing rests on source 'S99'",
    ),
    (
        "a duplicate key in one file",
        ("triage/own_gp.yaml", "  troublesome_cramps:", "  lasting_or_unclear:"),
        "'lasting_or_unclear' stands here twice, expected once",
    ),
    (
        "a duplicate id in two files",
        ("triage/own_gp.yaml", "  troublesome_cramps:", "  rupture:"),
        "'rupture' stands here and in knowledge/triage/doctor_today.yaml, expected once",
    ),
    (
        "a finding that nothing uses",
        ("findings/look_alikes.yaml", "    decides_nothing: a blow", "    unit: blow\n    # a blow"),
        "no rule and no advice uses 'injury', expected a use, or 'decides_nothing: why'",
    ),
    (
        "a wrong unsure",
        ("findings/red_flags.yaml", "unsure: yes", "unsure: maybe"),
        "found 'maybe', expected one of: yes, no, must_be_answered, not_asked",
    ),
    (
        "an example that does not come out",
        ("triage/own_gp.yaml", "holds: {lasting: yes}", "holds: {lasting: no}"),
        "in this example 'lasting_or_unclear' is still open, expected that it holds",
    ),
    (
        "an example with an unknown finding",
        ("triage/own_gp.yaml", "holds: {lasting: yes}", "holds: {lastng: yes}"),
        "unknown finding 'lastng'",
    ),
    (
        "a missing translation",
        ("text/en/rules.yaml", "artery:\n", "arteries:\n"),
        "no words for 'artery', expected an entry for it",
    ),
    (
        "words that nothing uses",
        ("text/en/rules.yaml", "artery:\n", "arteries:\n"),
        "words for 'arteries', which nothing uses",
    ),
    (
        "two entries with the same words",
        ("text/da/advice.yaml", "walk_a_little: Gå lidt rundt.", "walk_a_little: Varme er fint."),
        "the same words as 'walk_a_little', expected words of its own: 'Varme er fint.'",
    ),
    (
        "an unknown fact in a text",
        ("text/da/advice.yaml", "{self_care_days}", "{self_care_day}"),
        "unknown fact {self_care_day}",
    ),
    (
        "an empty text",
        ("text/da/advice.yaml", "walk_a_little: Gå lidt rundt.", "walk_a_little:"),
        "found None, expected words for 'walk_a_little'",
    ),
    (
        "a finding on two screens",
        ("screens.yaml", "findings: [place]", "findings: [age]"),
        "'age' stands on 'where' too, expected one screen",
    ),
    (
        "a finding that no screen asks",
        ("screens.yaml", "cramp_medicine, dehydrated]", "cramp_medicine]"),
        "no screen asks 'dehydrated', expected one that does",
    ),
    (
        "a red flag that is not on the first screen",
        ("screens.yaml", "very_ill, heavy_bleeding]", "very_ill]"),
        "expected the red flags and nothing else on the first screen, without ['heavy_bleeding']",
    ),
    (
        "advice for a concern that no rule has",
        ("advice.yaml", "concerns: [rupture]", "concerns: [ruptur]"),
        "unknown concern 'ruptur'",
    ),
    (
        "a rule with a concern that does not exist",
        ("triage/doctor_today.yaml", "concern: infection", "concern: infektion"),
        "unknown concern 'infektion'\n        concern: infektion\n",
    ),
    (
        "a unit behind a number",
        ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 3 cm"),
        "two words without AND or OR between them before 'cm'",
    ),
    (
        "an option in double quotes",
        ("triage/doctor_today.yaml", "(place = 'arm'", '(place = "arm"'),
        "help: write it in single quotes: 'arm'",
    ),
    (
        "a limit that never holds",
        ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm > 15"),
        "'calf_difference_cm > 15' never holds, since 'calf_difference_cm' is from 0 to 15: expected another limit",
    ),
    (
        "a date as it is written in letters",
        ("facts.yaml", "valid_to: 2027-11-24", "valid_to: 24-11-2027"),
        "found '24-11-2027', expected a date such as 2026-11-24",
    ),
    (
        "a property of an unknown finding",
        ("safety.yaml", "findings: [leg_pain, one_sided]", "findings: [leg_pian, one_sided]"),
        "unknown finding 'leg_pian'",
    ),
    (
        "a property that says two things",
        ("safety.yaml", "    claim: NOT it OR urgency = 'emergency'", "    claim: it\n    change: {from: no, to: yes}"),
        "'red_flags_are_112', expected one of: claim, possible, change",
    ),
    (
        "an exception whose hazard does not exist",
        ("safety.yaml", "hazard: unsure_taken_as_no}", "hazard: unsure_taken_as_yes}"),
        "unknown hazard 'unsure_taken_as_yes', expected one of hazards.yaml",
    ),
    (
        "an exception for a finding that does not exist",
        ("safety.yaml", "      place: {because", "      plaice: {because"),
        "unknown finding 'plaice'",
    ),
    (
        "screens in a property of any case",
        ("safety.yaml", "claim: NOT it OR urgency = 'emergency'", "claim: NOT it OR screens <= 2"),
        "which speaks of screens or questions, expected cases: interview",
    ),
    (
        "a control that does not exist",
        ("hazards.yaml", "properties: [red_flags_are_112, unsure", "properties: [red_flag_is_112, unsure"),
        "unknown properties 'red_flag_is_112'",
    ),
    (
        "a rule that no hazard names",
        ("hazards.yaml", "rules: [pe_red_flags]", "findings: [breathless]"),
        "no hazard names 'pe_red_flags' as a control, expected one in hazards.yaml",
    ),
    (
        "a control without evidence",
        ("hazards.yaml", "        rules: [pe_red_flags]", "      - how: We are careful."),
        "a control without evidence, expected one of: properties, rules",
    ),
    (
        "a risk that is left and too high",
        (
            "hazards.yaml",
            "severity: catastrophic\n      likelihood: very_low",
            "severity: catastrophic\n      likelihood: low",
        ),
        "the risk that is left is 4, expected 3 at most: add a control",
    ),
    (
        "a severity that the scale lacks",
        ("hazards.yaml", "severity: catastrophic", "severity: terrible"),
        "unknown severity 'terrible', expected one of: minor",
    ),
    (
        "a hazard that nobody owns",
        ("hazards.yaml", "owner: clinical_lead", "owner: nobody"),
        "unknown owner 'nobody', expected one of: clinical_lead",
    ),
    (
        "a scale that goes down",
        ("hazards.yaml", "low: [1, 2, 2, 3, 4]", "low: [1, 2, 1, 3, 4]"),
        "expected a level for each severity at the likelihood 'low'",
    ),
    (
        "a lowering that goes up",
        ("hazards.yaml", "hazards:\n", LOWERING.replace("was: doctor_today", "was: self_care")),
        "from self_care to own_gp, expected a lower urgency",
    ),
    (
        "a lowering without its hazard",
        ("hazards.yaml", "hazards:\n", LOWERING.replace("leg_clot_missed", "leg_cot_missed")),
        "unknown hazard 'leg_cot_missed'",
    ),
    (
        "a claim about an unknown urgency",
        ("safety.yaml", "claim: NOT it OR urgency = 'emergency'", "claim: NOT it OR urgency = 'emergancy'"),
        "'emergancy' is no option of 'urgency'",
    ),
    (
        "answers in a line that is not said",
        ("text/da/advice.yaml", "Drik nok.", "Drik nok {answers}."),
        "{answers} in a line that nobody says, expected it in a line under 'say' only",
    ),
    (
        "a line to say without the answers in one language",
        ("text/en/advice.yaml", "It is urgent. It is about: {answers}.", "It is urgent."),
        "fills in no field, but text/da fills in answers: expected the same",
    ),
    (
        "an exception that never holds",
        ("advice.yaml", "unless: age < 16", "unless: age < 0"),
        "'age < 0' never holds",
    ),
    (
        "self-care as the default",
        ("knowledge.yaml", "default_urgency: own_gp", "default_urgency: self_care"),
        "'self_care' has to be earned, expected a more urgent default",
    ),
    (
        "urgencies in another order",
        (
            "knowledge.yaml",
            "[self_care, own_gp, doctor_today, emergency]",
            "[own_gp, self_care, doctor_today, emergency]",
        ),
        "expected the urgencies from the mildest on: self_care, own_gp, doctor_today, emergency",
    ),
    (
        "a rule in the file of another urgency",
        ("triage/emergency.yaml", "urgency: emergency", "urgency: self_care"),
        "the urgency 'self_care' in emergency.yaml, expected the file self_care.yaml",
    ),
    (
        "a red flag that is no emergency any more",
        ("triage/emergency.yaml", "when: stroke_signs OR", "when: (stroke_signs AND heavy_bleeding) OR"),
        "the red flag 'stroke_signs' alone is not 'emergency'",
    ),
    (
        "a red flag whose doubt counts as no",
        ("findings/red_flags.yaml", "unsure: yes", "unsure: no"),
        "a red flag in doubt counts as yes, expected unsure: yes",
    ),
    (
        "another emergency number than the words say",
        ("services.yaml", 'number: "112"', 'number: "114"'),
        "the number '114', but text/da says 'Ring 112 nu': expected the same",
    ),
    (
        "opening hours that cannot be",
        ("services.yaml", "opens: 8", "opens: 25"),
        "expected opens before closes, both hours from 0 to 24",
    ),
    (
        "a review that ends before it began",
        ("facts.yaml", "valid_to: 2027-11-24", "valid_to: 2026-01-01"),
        "was checked on 2026-11-24 and valid to 2026-01-01, expected a later end",
    ),
    (
        "a brace that is not closed",
        ("text/da/advice.yaml", "{ice_time}", "{ice_time"),
        "a brace that does not fit",
    ),
    (
        "another field than in the other language",
        ("text/da/site.yaml", "Ring {number}", "Ring {nr}"),
        "fills in nr, but text/en fills in number: expected the same",
    ),
    (
        "a number typed into the words",
        ("text/en/advice.yaml", "Drink enough.", "Drink 2 litres."),
        "the number 2 in the words, expected a fact such as {self_care_days}",
    ),
    (
        "a fact that shows another number",
        ("facts.yaml", "{value: 20, unit: minutes", "{value: 60, unit: minutes"),
        "shows '20 minutter', but the fact is 60",
    ),
    (
        "words that are blank",
        ("text/da/urgencies.yaml", "headline: Ring 112 nu", 'headline: " "'),
        "no words for 'headline', expected some, or no 'headline' at all",
    ),
    (
        "an exception that cannot be read",
        ("advice.yaml", "unless: unusual_bleeding", "unless: unusual_bleding"),
        "unknown finding 'unusual_bleding'\n        unless: unusual_bleding\n                ^^^^^^^^^^^^^^^\n",
    ),
    (
        "an alias",
        ("facts.yaml", "facts:\n", "facts:\n  other: &x {value: 1, unit: days, sources: [S17]}\n  again: *x\n"),
        "an alias (*), expected the value itself",
    ),
    (
        "an article without a title",
        ("text/da/cramp_or_clot.md", "title: Krampe", "titel: Krampe"),
        "unknown field 'titel', expected one of: title, sources, review",
    ),
    (
        "an article that shows what does not exist",
        ("text/en/cramp_or_clot.md", "{doctor_today}", "{doctor_tody}"),
        "unknown fact, urgency or list {doctor_tody}\n"
        "    | Cramp, and one leg is swollen, red or warm | {doctor_tody} |\n"
        "                                                   ^^^^^^^^^^^^^\n"
        "    help: did you mean {doctor_today}?",
    ),
    (
        "an article on an unknown source",
        ("text/en/cramp_or_clot.md", "sources: [S18, S17,", "sources: [S18, S77,"),
        "knowledge/text/en/cramp_or_clot.md:LINE:16: unknown source 'S77'\n    sources: [S18, S77, S15, S23, S1, S3]\n",
    ),
    ("an article without a head", ("text/en/cramp_or_clot.md", "---\ntitle", "title"), "no head, expected ---"),
    ("broken YAML", ("facts.yaml", "facts:\n", "facts:\n  - x\n a: ]\n"), "cannot be read as YAML"),
    (
        "no review",
        ("facts.yaml", "review: {checked_on: 2026-11-24, valid_to: 2027-11-24}\n", ""),
        "'self_care_days' has no review, expected one here or at the top of the file",
    ),
    (
        "a file that nothing reads",
        ("knowledge.yaml", "languages: [da, en]", "languages: [da]"),
        "a file that nothing reads",
    ),
]


@pytest.mark.parametrize(("change", "message"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_mistake_is_named(tmp_path: Path, change: tuple[str, str, str], message: str) -> None:
    problems = problems_of(tmp_path, change)
    for problem in problems:
        lines = (tmp_path / problem.file).read_text(encoding="utf-8").splitlines() or [""]
        assert lines[problem.line - 1] == problem.source_line, f"the message points at another line: {problem}"
    found = "\n".join(str(problem) for problem in problems)
    assert message in re.sub(r"(\.yaml|\.md):\d+:", r"\1:LINE:", found)


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        ("triage/own_gp.yaml", "when: lasting OR leg_pain", "when: lastin OR leg_pian"),
        ("triage/own_gp.yaml", "urgency: own_gp", "urgency: own_pg"),
        ("findings/context.yaml", "high: 120", "high: old"),
        ("facts.yaml", "unit: days", "unti: days"),
        ("findings/leg_signs.yaml", "unsure: no", "unsure: perhaps"),
        ("triage/doctor_today.yaml", "sources: [S17]", "sources: [S971]"),
        ("triage/doctor_today.yaml", "holds: {dark_urine: yes}", "holds: {dark_urine: no}"),
        ("text/en/rules.yaml", "nerve:\n", "nerves:\n"),
    )
    assert {problem.file.removeprefix("knowledge/") for problem in found} == {
        "triage/own_gp.yaml",
        "triage/doctor_today.yaml",
        "findings/context.yaml",
        "findings/leg_signs.yaml",
        "facts.yaml",
        "text/en/rules.yaml",
    }
    assert len(found) == 11, "\n".join(str(problem) for problem in found)


def test_two_unknown_findings_in_one_condition_are_both_named(tmp_path: Path) -> None:
    found = problems_of(tmp_path, ("triage/own_gp.yaml", "when: lasting OR leg_pain", "when: lastin OR leg_pian"))
    assert [problem.message for problem in found] == ["unknown finding 'lastin'", "unknown finding 'leg_pian'"]


def test_bytes_that_are_no_utf8_are_named(tmp_path: Path) -> None:
    directory = copy_with(tmp_path)
    (directory / "facts.yaml").write_bytes(b"facts: \xff\xfe\n")
    with pytest.raises(KnowledgeError, match="is not UTF-8"):
        load(directory)


def test_a_file_with_another_ending_is_named(tmp_path: Path) -> None:
    directory = copy_with(tmp_path)
    (directory / "facts.yaml").rename(directory / "facts.yml")
    found = KnowledgeError(check(load(directory))).problems
    assert "a file that nothing reads, expected facts.yaml" in {problem.message for problem in found}


def test_a_folder_without_knowledge_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such file, expected a folder with a knowledge base"):
        load(tmp_path)


def test_a_condition_is_never_run_as_code(tmp_path: Path) -> None:
    hostile = "when: __import__('os').system('touch hacked') OR leg_pain"
    found = problems_of(tmp_path, ("triage/own_gp.yaml", "when: lasting OR leg_pain", hostile))
    assert found
    assert not list(tmp_path.rglob("hacked"))
