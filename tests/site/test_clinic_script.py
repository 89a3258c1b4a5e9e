"""The clinician's scripts count exactly as Python does: every field of every score, for every partial case."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import brotli
import pytest
from tests.care.helpers import MODEL
from tests.logic.targets import VOCABULARY
from tests.logic.test_conformance import CASES
from tests.site.clinic_cases import FINDINGS, in_python, partial_case
from tests.site.clinic_node import ask
from tests.site.node import ask as ask_interview

from venevagt.care.quantities import QuantityError, read_quantity, units
from venevagt.knowledge.clinical import ClinicalFinding
from venevagt.logic.parse import parse
from venevagt.site.clinic_bundle import clinic_files
from venevagt.site.clinic_data import all_forms, encoded
from venevagt.site.clinic_rows import rows

FORMS = list(all_forms(MODEL))
SCRIPTS = sorted((Path(__file__).parent.parent.parent / "src" / "venevagt" / "site" / "clinic").glob("*.js"))
GENERATED = 3000
FORMS_OF_EACH = 3


def test_every_score_of_generated_cases() -> None:
    chance = random.Random(20261124)
    cases: list[tuple[dict[str, Any], list[str]]] = [({}, FORMS)]
    cases += [(partial_case(chance), chance.sample(FORMS, FORMS_OF_EACH)) for _ in range(GENERATED)]
    seen: dict[str, set[Any]] = {name: set() for name in ("applies", "settles", "next", "points")}
    bands = set()
    asked = ({"ask": "count", "said": said, "forms": forms} for said, forms in cases)
    for (said, forms), found in zip(cases, ask(asked), strict=True):
        wanted = in_python(said, forms)
        assert found["known"] == wanted["known"], said
        for form, one, other in zip(forms, found["results"], wanted["results"], strict=True):
            for name in ("unit", "sources"):
                other.pop(name)
            assert one == other, (form, said)
            bands.add((form, one["band"]))
            seen["applies"].add(one["applies"])
            seen["settles"].add(one["settles"] is None)
            seen["next"].add(one["next_finding"] is None)
            seen["points"].add(one["points"] is None)
    # The cases reach what there is to be different in.
    assert seen["applies"] == {True, False, None}
    assert seen["settles"] == seen["next"] == seen["points"] == {True, False}
    assert len(bands) > 2 * len(FORMS)


def test_every_example_of_the_language_of_conditions() -> None:
    asked = []
    for case in CASES:
        parsed = parse(case["expression"], VOCABULARY).expression
        known = {name: value for name, value in case["findings"].items() if value is not None}
        asked.append({"ask": "evaluate", "condition": encoded(parsed), "known": known})
    found = ask(asked)
    assert found == [case["value"] for case in CASES]
    assert {True, False, None} == set(found)


TEXTS = ["", " ", "400", "0,4", "0.4", "1e3", "-4", "4,", ",4", "4 4", "99999999", "0", "97.5", "three"]


REFUSED = {"number": "expected a number|unknown unit", "unit": "unknown unit", "range": "not plausible"}
"""What Python says; it reads number and unit from one text, so that what is no number may be an unknown unit."""


def quantities() -> Iterator[tuple[ClinicalFinding, str, str]]:
    for finding in MODEL.clinical.findings.values():
        if finding.type == "number":
            for unit in ("", "stone", *units(finding)):
                texts = (*TEXTS, f"{finding.low:g}", f"{finding.high:g}")
                # The unit of a ratio is 1, which is a number itself when nothing stands before it.
                yield from ((finding, text, unit) for text in texts if unit != "1" or text.strip())


def test_a_number_with_its_unit_is_read_as_python_reads_it() -> None:
    asked = list(quantities())
    found = ask({"ask": "quantity", "finding": one.id, "text": text, "unit": unit} for one, text, unit in asked)
    told = set()
    for (finding, text, unit), answer in zip(asked, found, strict=True):
        told.add(answer.get("wrong", "value"))
        if not unit:
            assert answer["wrong"] in ("unit", "number"), "the page always gives a unit, or says that one is missing"
            continue
        if "wrong" in answer:
            with pytest.raises(QuantityError, match=REFUSED[answer["wrong"]]):
                read_quantity(finding, f"{text} {unit}")
        else:
            assert answer == {"value": read_quantity(finding, f"{text} {unit}")}
    assert told == {"value", "number", "unit", "range"}


ANSWERS: dict[str, Any] = {
    "one_sided_swelling": "yes",
    "active_cancer": "no",
    "redness": "unsure",
    "place": "leg",
    "age": 54,
    "calf_difference_cm": 3.5,
}


def test_a_patients_answers_come_from_the_link_of_the_result() -> None:
    (fragment,) = ask_interview([{"ask": "fragment", "answers": ANSWERS}])
    wanted = {"one_sided_swelling": True, "active_cancer": False, "place": "leg", "age": 54, "calf_difference_cm": 3.5}
    links = [fragment, f"https://example.org/da/{fragment}", f" https://example.org/da/{fragment} \n"]
    assert ask({"ask": "patient", "address": link} for link in links) == [wanted] * len(links)
    bad = ["", "#", "https://example.org/", fragment[:-1], fragment.replace("#a=1.", "#a=1.0"), fragment[1:]]
    assert ask({"ask": "patient", "address": link} for link in bad) == [None] * len(bad)


PLAIN_WORDS = {"none", "other", "left", "place"}
"""Words that are ids too, but say nothing clinical in a script."""

MOST_BYTES = 60_000
"""Of the script with the scores and the words of one language, as the server sends it."""


def test_what_the_page_has_to_load_is_small() -> None:
    sizes = {name: len(brotli.compress(text.encode())) for name, text in clinic_files(MODEL).items()}
    assert sizes.keys() == {f"clinic.{language}.js" for language in MODEL.about.languages}
    assert max(sizes.values()) <= MOST_BYTES, sizes


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_knows_no_medicine_and_is_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    ids = {*FINDINGS, *MODEL.clinical.scores, *(option for one in FINDINGS.values() for option in one.options)}
    assert set(re.findall(r"\w+", text)) & ids <= PLAIN_WORDS
    assert len(text.splitlines()) < 220


def test_the_script_keeps_sends_and_makes_code_of_nothing() -> None:
    forbidden = r"localStorage|sessionStorage|indexedDB|cookie|fetch|XMLHttpRequest|sendBeacon|eval|Function|innerHTML"
    for text in clinic_files(MODEL).values():
        assert not re.search(rf"\b({forbidden})\b", text)


def test_every_finding_has_a_key_of_its_own_and_none_copies() -> None:
    for door in MODEL.clinical.doors.values():
        asked = rows(MODEL, door)
        keys = [row.key for row in asked if row.key]
        assert len(keys) == len(set(keys))
        assert not {"0", "c"} & set(keys)
        # Only where all letters are given is there a finding without one.
        assert len(keys) == len(asked) or len(set(keys) & set(ascii_lowercase)) >= len(ascii_lowercase) - 2
