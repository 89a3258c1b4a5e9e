"""The scripts of the rehabilitation give what Python gives, and each reads what the other signed."""

import base64
import json
import random
from datetime import date, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace
from tests.care.helpers import MODEL
from tests.care.rehabilitation_cases import CLEARANCE, GIVEN, HELD, WELL
from tests.care.test_clearance import KEY, SIGNED
from tests.site.rehabilitation_node import ask

from venevagt.care.clearance import ClearanceError, Held, Lapse, read_clearance, read_held, write_held
from venevagt.care.measures import read_measures, told_to_triage
from venevagt.care.rehabilitation import Reason, read_today, state
from venevagt.care.rehabilitation_words import field_rows, reason_shown
from venevagt.care.signature import fingerprint, public_key_of

GENERATED = 3000
FIELDS = json.loads(write_held(HELD))["clearance"]


def as_json(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def random_held(chance: random.Random, on: date) -> Held:
    clearance = replace(
        CLEARANCE,
        by=chance.choice(("one", "another")),
        given_on=on + timedelta(days=chance.randint(-100, 3)),
        treatment=chance.choice(("goes_on", "goes_on", "ended")),
        up_to_stage=chance.choice(list(MODEL.recovery.rehabilitation.stages)),
    )
    started = clearance.given_on - timedelta(days=chance.randint(0, 60))
    until = clearance.given_on + timedelta(days=chance.randint(0, 200))
    lapse = None
    if chance.random() < 0.15:
        lapse = Lapse(on - timedelta(days=chance.randint(0, 30)), ("bleeding",))
    return Held(replace(clearance, treatment_started=started, until=until), lapse=lapse)


def random_today(chance: random.Random) -> dict[str, object]:
    """Mostly a good day, with something left out, not sure, or wrong."""
    today: dict[str, object] = dict(WELL)
    for _ in range(chance.choice((0, 0, 1, 2))):
        name = chance.choice([*today, *MODEL.recovery.rehabilitation.checks])
        today[name] = chance.choice(("yes", "no", "unsure"))
        if chance.random() < 0.4:
            del today[name]
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        finding = chance.choice(list(MODEL.findings.values()))
        numbers: list[object] = [finding.low, 3.0, finding.high]
        today[finding.id] = chance.choice(
            numbers if finding.type == "number" else [*(finding.options or ("yes", "no")), "unsure"]
        )
    return {name: answer for name, answer in today.items() if not (name == "age" and answer == "unsure")}


def test_the_state_is_that_of_python() -> None:
    chance = random.Random(20261124)
    asked, wanted = [], []
    for _ in range(GENERATED):
        on = GIVEN + timedelta(days=chance.randint(0, 150))
        held = [random_held(chance, on) for _ in range(chance.choice((0, 1, 1, 1, 2)))]
        if held and chance.random() < 0.1:
            held.append(replace(held[0], lapse=Lapse(on, ("breathless",))))
        today = random_today(chance)
        asked.append({"ask": "state", "held": as_json(held), "today": today, "on": str(on)})
        wanted.append(as_json(state(MODEL, held, read_today(MODEL, today), on=on)))
    found = ask(asked)
    for request, one, other in zip(asked, found, wanted, strict=True):
        assert one == other, request
    assert len({one["stage"] for one in found}) == 5
    assert {reason["why"] for one in found for reason in one["closed"]} == {
        *("no_clearance", "lapsed", "before_lapse", "not_yet", "over"),
        *("red_flag", "stop_sign", "urgent", "not_asked", "not_sure"),
    }
    parts = [part for one in found for part in (*one["stages"], *one["way_back"])]
    assert {reason["why"] for part in parts for reason in part["reasons"]} == {
        *("closed", "not_cleared", "too_early", "stage_before", "does_not_hold", "check_not_asked", "doctor_decides")
    }


def test_reasons_and_fields_are_said_in_the_same_words() -> None:
    chance = random.Random(1)
    reasons: list[Reason] = []
    for _ in range(400):
        found = state(
            MODEL, [random_held(chance, GIVEN) for _ in range(2)], read_today(MODEL, random_today(chance)), on=GIVEN
        )
        reasons += [*found.closed, *(own for part in (*found.stages, *found.way_back) for own in part.reasons)]
    assert len({reason.why for reason in reasons}) > 12
    (said,) = ask([{"ask": "words", "reasons": as_json(reasons), "clearance": as_json(CLEARANCE)}])
    assert said["reasons"] == [reason_shown(MODEL, "da", reason) for reason in reasons]
    assert said["fields"] == [list(row) for row in field_rows(MODEL, "da", HELD)]


def test_a_file_that_python_signed_is_read_and_written_the_same() -> None:
    lapsed = replace(SIGNED, lapse=Lapse(GIVEN, ("bleeding",)))
    for held in (HELD, SIGNED, lapsed):
        (found,) = ask([{"ask": "read", "content": encoded(write_held(held))}])
        assert found["written"].encode() == write_held(held)


def test_every_byte_that_was_changed_is_refused() -> None:
    content = write_held(SIGNED).removesuffix(b"\n")
    changed = []
    for place in range(len(content)):
        for change in (0x01, 0x20, 0x80):
            one = bytearray(content)
            one[place] ^= change
            changed.append(bytes(one))
    changed += [
        content[:-1],
        b" " + content,
        content + b" ",
        b"\xef\xbb\xbf" + content,
        content.replace(b":", b": ", 1),
    ]
    found = ask({"ask": "read", "content": encoded(one)} for one in changed)
    assert [one for one, answer in zip(changed, found, strict=True) if "refused" not in answer] == []


def test_python_reads_what_the_scripts_signed() -> None:
    made, again = ask(
        [
            {"ask": "make", "clearance": as_json(CLEARANCE)},
            {"ask": "make", "clearance": as_json(CLEARANCE), "pem": KEY.decode()},
        ]
    )
    held = read_held(MODEL, made["text"].encode())
    assert held.clearance == CLEARANCE
    assert held.public_key == public_key_of(made["pem"].encode())
    assert again["text"].encode() == write_held(SIGNED), "the same key signs the same bytes with the same signature"
    (digits,) = ask([{"ask": "fingerprint", "key": held.public_key}])
    assert digits == fingerprint(held.public_key)


def test_a_clearance_that_is_none_is_refused_by_both() -> None:
    values: list[Any] = ["", " ", "x" * 301, "a\nb", "2027-02-30", "0000-01-01", "0001-01-01", "2030-01-01"]
    values += [3, None, [], True]
    wrong: list[dict[str, Any]] = [{**FIELDS, name: value} for name in FIELDS for value in values]
    wrong += [
        {**FIELDS, "more": "x"},
        {},
        {**FIELDS, "by": "æ" * 300},
        {**FIELDS, "by": "\u2028"},
        {**FIELDS, "by": "😀"},
    ]
    found = ask({"ask": "read", "content": encoded(json.dumps({"clearance": one}).encode())} for one in wrong)
    assert 0 < sum("refused" in answer for answer in found) < len(found)
    for one, answer in zip(wrong, found, strict=True):
        try:
            read_clearance(MODEL, one)
        except ClearanceError:
            assert "refused" in answer, one
        else:
            assert "held" in answer, one


def test_measures_are_told_to_the_triage_as_python_tells_them() -> None:
    raw = [
        {"on": "2026-11-24", "measure": "calf", "left": 41.5, "right": 38},
        {"on": "2026-11-24", "measure": "calf", "left": 30, "right": 31},
        {"on": "2026-11-23", "measure": "calf", "left": 30, "right": 60},
        {"on": "2026-11-24", "measure": "pain", "value": 2},
    ]
    readings = read_measures(MODEL, raw)
    (found,) = ask([{"ask": "measures", "readings": as_json(readings), "on": str(GIVEN)}])
    assert found == told_to_triage(MODEL, readings, GIVEN) == {"calf_difference_cm": 3.5}
