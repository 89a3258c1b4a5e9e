"""The properties are proved, and a knowledge base that breaks one is refuted by a case."""

import json

import msgspec
import pytest
from click.testing import CliRunner
from tests.care.helpers import MODEL

from venevagt.care.assess import assess
from venevagt.care.engine import Engine, engine_for
from venevagt.cli.main import main
from venevagt.knowledge.decision import build
from venevagt.knowledge.model import Model
from venevagt.knowledge.safety import Exemption, Property
from venevagt.logic.expression import And, Expression, Not, Or, Variable
from venevagt.prove.proofs import Proof, prove


def changed(**rules: Expression | None) -> Model:
    """The model with other conditions for some rules, or without them."""
    kept = {
        name: msgspec.structs.replace(rule, condition=rules.get(name, rule.condition))
        for name, rule in MODEL.rules.items()
        if rules.get(name, rule.condition) is not None
    }
    model = msgspec.structs.replace(MODEL, rules=kept)
    return msgspec.structs.replace(model, decision=build(model))


def refuted(model: Model) -> dict[str, Proof]:
    return {proof.name: proof for proof in prove(Engine(model)) if not proof.proved}


def with_property(entry: Property) -> Model:
    return msgspec.structs.replace(MODEL, properties={"own": entry})


def test_every_property_is_proved() -> None:
    proofs = list(prove(engine_for(MODEL)))
    assert [proof.name for proof in proofs if not proof.proved] == []
    assert {proof.name for proof in proofs} == set(MODEL.properties)
    assert all(proof.tried for proof in proofs)


def test_a_red_flag_that_is_forgotten_is_found_with_a_case() -> None:
    model = changed(other_emergency=Or((Variable("stroke_signs"), Variable("very_ill"))))
    proof = refuted(model)["red_flags_are_112"]
    assert {one.finding for one in proof.against} == {"saddle_numbness", "heavy_bleeding"}
    for one in proof.against:
        assert one.case[one.finding] == "yes"
        assert assess(model, one.case).urgency != "emergency"


def test_a_sign_that_lowers_the_urgency_is_found_with_a_case() -> None:
    odd = And((Variable("hard_red_cord"), Not(Variable("fever"))))
    model = changed(superficial_thrombosis=odd)
    (one,) = refuted(model)["signs_never_lower"].against
    before, after = (assess(model, {**one.case, one.finding: answer}) for answer in ("no", "yes"))
    order = model.about.urgencies
    assert order.index(after.urgency) < order.index(before.urgency)


def test_a_weaker_self_care_rule_is_found() -> None:
    rule = MODEL.rules["risk_with_plain_cramp"]
    assert rule.condition is not None
    model = changed(risk_with_plain_cramp=None, plain_cramp=MODEL.conditions["plain_picture"].condition)
    found = refuted(model)
    assert {"no_self_care_with_a_serious_risk", "no_self_care_for_children_or_elsewhere"} <= set(found)
    for one in found["no_self_care_with_a_serious_risk"].against:
        assert assess(model, one.case).urgency == "self_care"


def test_an_exception_that_is_not_needed_is_refused() -> None:
    entry = MODEL.properties["unsure_is_cautious"]
    more = msgspec.structs.replace(
        entry, exceptions={**entry.exceptions, "redness": Exemption(because="no reason", hazard="")}
    )
    assert next(prove(Engine(with_property(more)))).needless == ("redness",)
    fewer = {name: why for name, why in entry.exceptions.items() if name != "fever"}
    less = next(prove(Engine(with_property(msgspec.structs.replace(entry, exceptions=fewer)))))
    assert {one.finding for one in less.against} == {"fever"}


def test_the_command_prints_each_property_and_its_words() -> None:
    found = CliRunner().invoke(main, ["prove"], catch_exceptions=False)
    assert found.exit_code == 0
    for name, entry in MODEL.properties.items():
        assert f"proved  {name}: {' '.join(entry.says.split())}" in found.stdout
    assert f"{len(MODEL.properties)} of {len(MODEL.properties)} properties proved" in found.stdout


def test_the_command_prints_a_case_that_can_be_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    model = changed(limb_threat=None)
    monkeypatch.setattr("venevagt.cli.prove.open_model", lambda _: model)
    found = CliRunner().invoke(main, ["prove"], catch_exceptions=False)
    assert found.exit_code == 1
    assert "FALSE   red_flags_are_112" in found.stdout
    case = next(json.loads(line) for line in found.stdout.splitlines() if line.strip().startswith("{"))
    assert assess(MODEL, case).urgency == "emergency"
    assert assess(model, case).urgency != "emergency"
