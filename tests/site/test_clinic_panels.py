"""The clinician's panels say what Python says: how likely a clot is, and how a confirmed one is treated."""

import json
import math
import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from tests.care.helpers import MODEL
from tests.care.treatment_patients import PATIENTS
from tests.site.clinic_cases import FINDINGS, a_value, in_python, partial_case
from tests.site.clinic_node import ask
from tests.site.test_clinic_script import FORMS

from venevagt.care.log_odds import Belief, Ratio, ratio_of, spread, updated
from venevagt.care.probability import assess_probability
from venevagt.care.probability_start import NoStart, read_share
from venevagt.care.treatment import NothingConfirmed, recommend
from venevagt.cli.probability_words import digits, percent, two_digits
from venevagt.knowledge.treatment import CONFIRMED
from venevagt.logic.expression import names
from venevagt.site.clinic_treatment import SITE

GENERATED = 2000
TREATED = 1500
CLOSE = 1e-9
PARTS = MODEL.clinical.probability
RESULTS = {"": "", "positive": 0, "negative": 1}
"""What Python calls a test's result -> what the scripts call it."""

REFUSED = {
    "not_for": "was not made for this patient",
    "open": "is still open",
    "no_share": "no share of",
    "not_studied": "were studied in others",
    "no_ratio": "no likelihood ratio of",
}


def close(one: Any, other: Any) -> bool:
    """Whether two decoded results are the same, numbers to a relative 1e-9."""
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and one.keys() == other.keys() and all(close(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(close, one, other))
    if isinstance(one, bool) or not isinstance(one, int | float):
        return bool(one == other and type(one) is type(other))
    return isinstance(other, int | float) and math.isclose(one, other, rel_tol=CLOSE, abs_tol=0)


def asked_by(outcome: str) -> list[str]:
    """All findings that can change the probability."""
    conditions = [entry.condition for entry in PARTS.likelihood_ratios.values() if entry.outcome == outcome]
    for test in PARTS.tests.values():
        conditions += [test.yes_condition, test.condition] if test.outcome == outcome else []
    return sorted({name for condition in conditions if condition is not None for name in names(condition)})


def suspected(chance: random.Random, outcome: str) -> dict[str, Any]:
    """Somebody in whom the clot is suspected, mostly an adult, of whom more is known that counts here."""
    said = partial_case(chance)
    share = chance.choice([0.2, 0.6, 0.95])
    said |= {name: a_value(chance, name) for name in asked_by(outcome) if chance.random() < share}
    if chance.random() < 0.9:
        said |= {f"{outcome}_suspected": True, "age": chance.choice([18, 40, 77.5])}
    return said


def a_share(chance: random.Random) -> str:
    low, high = sorted(round(chance.uniform(1, 99), chance.choice([0, 1, 2])) for _ in range(2))
    return chance.choice([f"{low:g}", f"{low:g} %", f"{low:g}-{high:g}", f"{low:g}% – {high:g} %".replace(".", ",")])


def a_start(chance: random.Random) -> tuple[str | None, str | None]:
    """A share, a score, both or neither."""
    share = a_share(chance) if chance.random() < 0.6 else None
    usual = ["wells_dvt@2003", "wells_dvt@1997", "wells_pe@three_levels", "geneva@2006"]
    form = chance.choice(usual if chance.random() < 0.8 else FORMS) if chance.random() < 0.5 else None
    return share, form


def calculated(outcome: str, said: Mapping[str, Any], share: str | None, form: str | None) -> Any:
    """What Python says, in the form of the scripts."""
    known = in_python(said, [])["known"]
    pretest = None if share is None else read_share(share if "%" in share else f"{share}%")
    result = json.loads(msgspec.json.encode(assess_probability(MODEL, outcome, known, pretest, form)))
    for part in (*result["factors"], *result["not_applied"]):
        part["result"] = RESULTS[part["result"]]
    for test in result["tests"]:
        test["results"] = [test.pop("positive"), test.pop("negative")]
    return result


def test_every_probability_of_generated_cases() -> None:
    chance = random.Random(20261124)
    cases = []
    for _ in range(GENERATED):
        outcome = chance.choice([*PARTS.starting_points])
        cases.append((outcome, suspected(chance, outcome), *a_start(chance)))
    fields = ("outcome", "said", "share", "form")
    found = ask({"ask": "probability", **dict(zip(fields, case, strict=True))} for case in cases)
    reached: Counter[str] = Counter()
    for case, one in zip(cases, found, strict=True):
        if "refused" in one:
            with pytest.raises(NoStart, match=REFUSED[one["refused"]]):
                calculated(*case)
            reached[one["refused"]] += 1
            continue
        wanted = calculated(*case)
        assert close(one, wanted), (case, one, wanted)
        reached["calculated"] += 1
        reached |= Counter(f"{own['reason']}" for own in one["not_applied"])
        reached["groups"] += bool(one["bounds"]["groups"])
        reached["sure"] += one["sure"]
        reached["several"] += len(one["factors"]) > 3
        reached |= Counter(f"{own['kind']} {own['result']}" for own in one["factors"])
        reached["changes"] += any(test["changes"] > 0 for test in one["tests"])
        reached["doubtful"] += bool(one["doubtful"])
    # The cases reach what there is to be different in.
    assert reached["calculated"] > GENERATED / 3
    parts = {*REFUSED, "in_score", "same_thing", "groups", "sure", "several", "changes", "doubtful"}
    assert all(reached[part] for part in parts | {"score ", "finding ", "test 0", "test 1"}), reached


def test_beliefs_before_they_are_rounded() -> None:
    """A result has six digits, so the sum itself is compared too."""
    chance = random.Random(7)
    cases = []
    for _ in range(1000):
        start = Belief(chance.uniform(-7, 7), chance.choice([0, chance.uniform(0.01, 3)]))
        many = range(chance.randrange(6))
        cases.append((start, [Ratio(math.exp(chance.gauss(0, 1.5)), chance.uniform(0, 0.6)) for _ in many]))
    found = ask(
        {
            "ask": "belief",
            "start": json.loads(msgspec.json.encode(start)),
            "ratios": json.loads(msgspec.json.encode(ratios)),
        }
        for start, ratios in cases
    )
    for (start, ratios), one in zip(cases, found, strict=True):
        own = updated(start, ratios)
        assert math.isclose(one["centre"], own.centre, rel_tol=CLOSE, abs_tol=1e-12)
        assert math.isclose(one["width"], own.width, rel_tol=CLOSE)
        assert math.isclose(float(f"{one['mean']:.6g}"), spread(own).mean, rel_tol=1e-6)


@pytest.mark.parametrize("test", PARTS.tests)
def test_the_ratios_of_a_test(test: str) -> None:
    (found,) = ask([{"ask": "ratio", "test": test}])
    for one, result in zip(found, ("positive", "negative"), strict=True):
        own = ratio_of(PARTS.tests[test], result)
        assert close(one, {"value": own.value, "width": own.width})


def test_numbers_are_written_as_in_the_terminal() -> None:
    chance = random.Random(3)
    values = [0, 1, 0.5, 0.999999, 0.99, 0.9999, 1e-6, 0.09949, 0.125, 0.135, 12.5, 13.5, 1.25, 34.25, 34.75, 9.99999]
    values += [float(f"{chance.random() ** 4:.6g}") for _ in range(500)]
    values += [float(f"{1 - chance.random() ** 6:.6g}") for _ in range(300)]
    values += [float(f"{math.exp(chance.gauss(0, 4)):.6g}") for _ in range(500)]
    found = ask({"ask": "numbers", "value": value} for value in values)
    for value, one in zip(values, found, strict=True):
        assert one[:3] == [digits(value, "da"), digits(value, "da", sign=True), two_digits(value, "da")], value
        assert value > 1 or one[3] == percent(value, "da"), value


BAD_SHARES = ["", "0", "100", "101", "x", "-5", "20-5", "5-", "5 20", "0-5", "5-100", "1e1", "%", "5%%"]
GOOD_SHARES = ["12", "12,5", " 12.5 % ", "5-20", "5 – 20%", "0.1", "99.9", "5%-20%"]


def test_a_share_is_read_as_the_terminal_reads_a_percentage() -> None:
    found = ask({"ask": "share", "text": text} for text in (*GOOD_SHARES, *BAD_SHARES))
    for text, one in zip((*GOOD_SHARES, *BAD_SHARES), found, strict=True):
        percentage = text if "%" in text else f"{text}%"
        if one is None:
            assert text in BAD_SHARES
            with pytest.raises(NoStart):
                read_share(percentage)
        else:
            assert text in GOOD_SHARES
            assert close(one, json.loads(msgspec.json.encode(read_share(percentage))))


def confirmed(chance: random.Random) -> dict[str, Any]:
    """Somebody with a clot, mostly; little is known, or nearly everything that treatment asks about."""
    entries = MODEL.clinical.treatment.values()
    conditions = [c for entry in entries for c in (entry.condition, entry.exception) if c is not None]
    asked = sorted({name for condition in conditions for name in names(condition)})
    share = chance.choice([0.1, 0.5, 0.9])
    said = partial_case(chance) | {name: a_value(chance, name) for name in asked if chance.random() < share}
    for name in chance.choice([[], ["clot_site"], ["clot_confirmed", "vte_confirmed"]]):
        said.pop(name, None)
    if chance.random() < 0.9 and not said.get("pe_confirmed"):
        said[CONFIRMED] = True
    if chance.random() < 0.3:
        worked = worked_patient(chance.choice([*PATIENTS]))
        said = {name: value for name, value in (said | worked).items() if name in worked or chance.random() < 0.05}
    return said


def worked_patient(name: str) -> dict[str, Any]:
    """What is known of one of the worked patients, numbers in the unit of the knowledge."""
    words = {"yes": True, "no": False}
    raw, _, _ = PATIENTS[name]
    said = {finding: words.get(str(value), value) for finding, value in raw.items()}
    if (d_dimer := said.get("d_dimer_on_treatment")) is not None:
        said["d_dimer_on_treatment"] = float(str(d_dimer).split()[0])
    return said


def recommended(said: Mapping[str, Any]) -> Any:
    try:
        found = recommend(MODEL, in_python(said, [])["known"])
    except NothingConfirmed:
        return None
    wanted = json.loads(msgspec.json.encode(found))
    for statement in wanted["statements"]:
        del statement["offers"]
        statement["because"] = [list(pair) for pair in statement["because"].items()]
    return wanted


def test_every_recommendation_of_generated_cases() -> None:
    chance = random.Random(20261125)
    cases = [confirmed(chance) for _ in range(TREATED)]
    found = ask({"ask": "treatment", "said": said} for said in cases)
    shown: dict[str, set[str]] = {"statements": set(), "open": set(), "withheld": set()}
    refused = 0
    for said, one in zip(cases, found, strict=True):
        assert one == recommended(said), said
        refused += one is None
        for part, entries in shown.items():
            entries |= {entry["entry"] for entry in one[part]} if one else set()
    # Every entry stands and is open somewhere, and whatever can be withheld is.
    assert shown["statements"] | shown["withheld"] == {*MODEL.clinical.treatment}
    assert len(shown["open"]) > len(MODEL.clinical.treatment) - 5
    assert len(shown["withheld"]) > 5
    assert 0 < refused < TREATED / 3


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_worked_patient(patient: str) -> None:
    said = worked_patient(patient)
    (found,) = ask([{"ask": "treatment", "said": said}])
    assert found == recommended(said)


def test_saying_where_a_clot_is_says_that_it_is_confirmed() -> None:
    for option in FINDINGS[SITE].options:
        assert in_python({SITE: option}, [])["known"][CONFIRMED] is True
