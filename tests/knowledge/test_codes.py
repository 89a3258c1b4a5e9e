"""Codes of other systems: a wrong one is named with file, line and field."""

from pathlib import Path

import pytest
from tests.care.helpers import MODEL
from tests.knowledge.changed import copy_with

from venevagt.knowledge.check import check
from venevagt.knowledge.check_codes import sound_snomed
from venevagt.knowledge.load import load

OWN = "codes.yaml"
FEVER = 'icpc2: [A03], snomed: ["386661006"]'

WRONG = [
    ((OWN, "icd10: [R50]", "icd10: [R5O]"), "'R5O' is no code of icd10, expected one such as I80.2"),
    ((OWN, FEVER, 'icpc2: [A3], snomed: ["386661006"]'), "'A3' is no code of icpc2, expected one such as K93"),
    ((OWN, FEVER, 'icpc2: [A03], snomed: ["386661005"]'), "'386661005' has a wrong last digit, expected a SNOMED"),
    ((OWN, FEVER, 'icpc2: [A03, A03], snomed: ["386661006"]'), "'A03' stands twice in icpc2, expected once"),
    ((OWN, '"8867-4"', '"8867"'), "'8867' is no code of loinc, expected one such as 48065-7"),
    ((OWN, "  fever:\n", "  fevr:\n"), "unknown finding 'fevr'"),
    (
        (OWN, "{when: now, icd10: [R50]", "{when: then, icd10: [R50]"),
        "found 'then', expected one of: now, before, ever",
    ),
    ((OWN, "{when: ever, icpc2: [T82], s", "{when: ever, s"), "'obesity' has no code, expected some of: icd10"),
    ((OWN, '{"29463-7": ""}', '{"29463-7": ""}, icd10: [R50]'), "'weight' is not yes or no, expected loinc alone"),
    ((OWN, "sources: [S431]}", "sources: [S499]}"), "unknown source 'S499'"),
]


@pytest.mark.parametrize(("change", "named"), WRONG, ids=[named for _, named in WRONG])
def test_a_wrong_code_is_named_with_its_place(tmp_path: Path, change: tuple[str, str, str], named: str) -> None:
    messages = [str(problem) for problem in check(load(copy_with(tmp_path, change)))]
    (message,) = [message for message in messages if named in message]
    assert f"{OWN}:" in message


def test_every_entry_says_when_and_waits_for_review() -> None:
    assert MODEL.codes
    assert {MODEL.sources[source].status for entry in MODEL.codes.values() for source in entry.sources} == {"secondary"}
    # A clot that was found at the contact must never count as an earlier one.
    assert MODEL.codes["previous_clot"].when == "before"


def test_one_wrong_digit_of_a_snomed_code_is_always_seen() -> None:
    codes = [code for entry in MODEL.codes.values() for code in entry.snomed]
    assert codes
    for code in codes:
        assert sound_snomed(code)
        for place in range(len(code)):
            others = (code[:place] + digit + code[place + 1 :] for digit in "0123456789" if digit != code[place])
            assert not any(map(sound_snomed, others))
