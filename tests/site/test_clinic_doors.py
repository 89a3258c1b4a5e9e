"""Behind each door of the clinician's page: every score in every version, as Python counts it; only what is asked."""

import json
import random
from typing import Any
from urllib.parse import quote, unquote

import msgspec
import pytest
from tests.care.helpers import MODEL
from tests.site.clinic_cases import FINDINGS, a_value, in_python, unit_of
from tests.site.clinic_node import ask

from venevagt.care.score_form import form_of
from venevagt.knowledge.doors import Door
from venevagt.logic.expression import evaluate
from venevagt.site.clinic_data import all_forms
from venevagt.site.clinic_rows import NOTHING, Row, door_keys, rows, versions_of

DOORS = MODEL.clinical.doors
OF_EACH_DOOR = 120
MOST_LINES = 12


def patient(chance: random.Random, door: Door) -> tuple[dict[str, Any], dict[str, Any]]:
    """A state of the page behind a door with some answers and other versions, and the same answers for Python."""
    share = chance.choice([0.0, 0.3, 0.7, 0.95])
    said = {row.finding: a_value(chance, row.finding) for row in rows(MODEL, door) if chance.random() < share}
    numbers = {name: value for name, value in said.items() if FINDINGS[name].type == "number"}
    state = {
        "door": door.id,
        "own": {name: value for name, value in said.items() if name not in numbers},
        "typed": {
            name: [f"{value}".replace(".", chance.choice(".,")), unit_of(name)] for name, value in numbers.items()
        },
        "versions": {first: chance.choice([first, *others]) for first, *others in versions_of(MODEL, door)},
    }
    return state, said | ({door.says: True} if door.says else {})


@pytest.mark.parametrize("door", DOORS.values(), ids=lambda door: door.id)
def test_what_is_counted_behind_a_door_is_what_python_counts(door: Door) -> None:
    chance = random.Random(door.id)
    cases = [patient(chance, door) for _ in range(OF_EACH_DOOR)]
    answers = ask({"ask": "door", "state": state} for state, _ in cases)
    seen: set[str] = set()
    for (state, said), found in zip(cases, answers, strict=True):
        forms = list(state["versions"].values())
        wanted = in_python(said, forms)
        assert found["known"] == wanted["known"]
        expected = {
            form: [form, one["low"], one["high"], one["band"]]
            for form, one in zip(forms, wanted["results"], strict=True)
            if one["applies"] is not False
        }
        assert {one[0]: one for one in found["results"]} == expected
        assert len(found["note"]) <= MOST_LINES
        seen.update(expected)
    assert seen == {form for versions in versions_of(MODEL, door) for form in versions}


def test_every_score_in_every_version_is_behind_some_door() -> None:
    behind = {form for door in DOORS.values() for versions in versions_of(MODEL, door) for form in versions}
    assert behind == set(all_forms(MODEL))
    keys = door_keys(MODEL)
    assert list(keys) == ["dvt_suspected", "pe_suspected", "arm_dvt_suspected", NOTHING, *list(DOORS)[3:]]
    assert len(set(keys.values())) == len(keys)
    assert "" not in keys.values()


def test_the_note_names_the_version_that_was_chosen() -> None:
    state = {"door": "pe_suspected", "own": {"signs_of_dvt": True}}
    own, other = ask(
        {"ask": "door", "state": {**state, "versions": {"wells_pe@two_levels": version}}}
        for version in ("wells_pe@two_levels", "wells_pe@three_levels")
    )
    words = MODEL.texts["da"].clinic
    assert f"version {words['version_two_levels']}:" in own["note"][1]
    assert f"version {words['version_three_levels']}:" in other["note"][1]


def test_a_version_asks_for_its_own_findings_alone() -> None:
    shown = [
        set(found["shown"])
        for found in ask(
            {"ask": "door", "state": {"door": "dvt_suspected", "versions": {"wells_dvt@2003": version}}}
            for version in ("wells_dvt@2003", "wells_dvt@1997")
        )
    ]
    assert shown[0] - shown[1] == {"previous_dvt"}
    assert shown[1] - shown[0] <= {"surgery_4_weeks"}


def first_asks(door: Door) -> list[Row]:
    """The rows of the door's first score in its own version."""
    form = form_of(MODEL, door.scores[0])
    return [row for row in rows(MODEL, door) if row.main and f"{form.score.id}@{form.version}" in row.forms]


@pytest.mark.parametrize("door", DOORS.values(), ids=lambda door: door.id)
def test_the_rest_is_no_for_what_the_main_score_asks_but_judgements(door: Door) -> None:
    (found,) = ask([{"ask": "door", "state": {"door": door.id}, "rest": True}])
    for name in found["no"]:
        finding = FINDINGS[name]
        absent = MODEL.clinical.findings[name].absent if finding.type == "choice" else False
        assert found["known"][name] == absent
    condition = form_of(MODEL, door.scores[0]).condition
    opened = {door.says: True} if door.says else {}
    expected = {
        row.finding
        for row in first_asks(door)
        if (one := MODEL.clinical.findings.get(row.finding)) is not None and not one.judged
        if one.type == "yes_no" or one.absent
        if condition is None or evaluate(condition, {**opened, row.finding: False}) is not False
    }
    assert expected <= set(found["known"])
    assert condition is None or evaluate(condition, found["known"]) is not False
    judged = {name for name, one in MODEL.clinical.findings.items() if one.judged}
    assert not judged & set(found["no"])


def test_what_the_version_does_not_ask_is_not_answered_by_the_rest() -> None:
    state = {"door": "dvt_suspected", "versions": {"wells_dvt@2003": "wells_dvt@1997"}}
    (found,) = ask([{"ask": "door", "state": state, "rest": True}])
    assert "previous_dvt" not in found["no"]
    assert "surgery_4_weeks" in found["no"]
    assert "tender_deep" in found["no"]


def test_what_the_main_score_asks_stays_where_it_does_not_apply_so_that_it_can_be_changed() -> None:
    adult, child = ask(
        {"ask": "door", "state": {"door": "dvt_suspected", "typed": {"age": [age, ""]}}} for age in ("40", "12")
    )
    assert {row.finding for row in first_asks(DOORS["dvt_suspected"])} <= set(child["shown"])
    assert {one[0] for one in child["results"]} == {"left@2009"}
    assert set(adult["shown"]) - set(child["shown"]) >= {"in_primary_care", "vein_distension"}


def test_the_door_that_is_open_goes_before_what_was_said_of_it_elsewhere() -> None:
    (found,) = ask([{"ask": "door", "state": {"door": "bleeding", "own": {"anticoagulation_planned": False}}}])
    assert found["known"]["anticoagulation_planned"] is True
    assert len(found["results"]) == len(DOORS["bleeding"].scores)


def test_a_test_before_the_examination_is_said_where_a_clot_is_suspected_only() -> None:
    typed = {"d_dimer": ["600", "ug/L{FEU}"]}
    asked = ({"ask": "door", "state": {"door": door, "typed": typed}} for door in DOORS)
    for door, found in zip(DOORS.values(), ask(asked), strict=True):
        said = [check for check in found["checks"] if check["word"] == "check_before"]
        assert bool(said) == door.suspicion
        assert all(check["test"] == "d_dimer" and "d_dimer" not in check["findings"] for check in said)


def test_everything_entered_goes_along_to_the_other_language() -> None:
    chance = random.Random(7)
    states = [patient(chance, door)[0] for door in DOORS.values() for _ in range(20)]
    states += [{**states[0], "patient": {"age": 70, "active_cancer": True, "place": "leg"}}, {"own": {"sex": None}}]
    for state, found in zip(states, ask({"ask": "carry", "state": one} for one in states), strict=True):
        assert found["fragment"].startswith(f"#c={MODEL.sha256[:8]}.")
        back = found["state"]
        assert back["gate"] == state.get("door", "")
        assert back["patient"] == state.get("patient", {})
        numbers = {name: value for name, value in back["own"].items() if FINDINGS[name].type == "number"}
        assert {name: value for name, value in back["own"].items() if name not in numbers} == state["own"]
        assert back["typed"] == {name: {"text": a, "unit": b} for name, (a, b) in state.get("typed", {}).items()}
        assert numbers.keys() == back["typed"].keys()
        assert len(back["versions"]) == len(state.get("versions", {}))
    assert ask([{"ask": "carry", "state": {}}])[0]["fragment"] == ""


WRONG: list[dict[str, Any]] = [
    {"gate": "no_door"},
    {"own": {"unknown_finding": True}},
    {"own": {"__proto__": True}},
    {"own": {"tender_deep": "yes"}},
    {"own": {"sex": "neither"}},
    {"own": {"age": 40}},
    {"own": None},
    {"patient": {"age": 1000}},
    {"patient": {"active_cancer": None}},
    {"typed": {"sex": {"text": "1", "unit": ""}}},
    {"typed": {"d_dimer": {"text": "1", "unit": "stone"}}},
    {"typed": {"d_dimer": {"text": "1" * 41, "unit": ""}}},
    {"typed": {"d_dimer": None}},
    {"versions": {"0": 1}},
    {"versions": {"toString": 1}},
]
BLANK: dict[str, Any] = {"gate": "", "own": {}, "patient": {}, "typed": {}, "versions": {}}


def sum_of(text: str) -> str:
    """As script/page/fragment.js adds up a text."""
    total = 0
    for sign in text:
        total = (total * 31 + ord(sign)) % (2**31 - 1)
    digits = ""
    while total:
        total, digit = divmod(total, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def fragment_of(said: Any) -> str:
    text = quote(json.dumps(said, separators=(",", ":")))
    return f"#c={MODEL.sha256[:8]}.{text}.{sum_of(text)}"


def test_a_fragment_that_nobody_can_have_entered_is_refused() -> None:
    good = fragment_of({**BLANK, "own": {"tender_deep": True}})
    refused = [fragment_of({**BLANK, **one}) for one in WRONG]
    refused += [fragment_of(None), fragment_of(7), good[:-1], good[1:], good.replace("#c=", "#c=0"), "#c="]
    refused.append(good.replace(quote("tender_deep"), "tender_dee"))
    malformed = "%E0%A4%A"
    refused.append(f"#c={MODEL.sha256[:8]}.{malformed}.{sum_of(malformed)}")
    asked = ({"ask": "carried", "fragment": one} for one in (good, *refused))
    found, *others = ask(asked)
    assert found["own"] == {"tender_deep": True}
    for one, other in zip(refused, others, strict=True):
        assert other is None, unquote(one)


def test_no_name_of_a_finding_is_needed_in_the_code_of_a_door() -> None:
    """A door for a score that stands behind another one already is opened as the others are."""
    door = Door(scores=("bova",), says="pe_confirmed", id="another")
    clinical = msgspec.structs.replace(MODEL.clinical, doors={**DOORS, "another": door})
    model = msgspec.structs.replace(MODEL, clinical=clinical)
    assert door_keys(model)["another"]
    assert {row.finding for row in rows(model, door)} == {
        "systolic_bp",
        "troponin_raised",
        "rv_dysfunction",
        "heart_rate",
        "age",
    }
