"""The properties are proved, and a knowledge base that breaks one is refuted by a case."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML
from tests.care.helpers import MODEL

from venevagt.care.assess import assess
from venevagt.care.engine import Engine, engine_for
from venevagt.cli.main import main
from venevagt.knowledge.decision import build
from venevagt.knowledge.model import Model
from venevagt.knowledge.safety import Exemption, Property
from venevagt.logic.expression import And, Expression, Not, Or, Variable, show
from venevagt.prove.enumeration import enumerate_all
from venevagt.prove.proofs import Proof, prove
from venevagt.prove.replay import holds

COUNTEREXAMPLES = Path(__file__).parent.parent / "counterexamples.yaml"


def counterexamples(file: Path) -> list[dict[str, Any]]:
    """The cases that `venevagt prove --save` has written."""
    return YAML(typ="safe").load(file.read_text(encoding="utf-8")) or []


def changed(**rules: Expression | None) -> Model:
    """The model with other conditions for some rules, or without them."""
    others = {
        name: msgspec.structs.replace(MODEL.rules[name], condition=own, when=show(own))
        for name, own in rules.items()
        if own
    }
    kept = {name: others.get(name, rule) for name, rule in MODEL.rules.items() if rules.get(name, rule) is not None}
    model = msgspec.structs.replace(MODEL, rules=kept)
    return msgspec.structs.replace(model, decision=build(model))


def refuted(model: Model, *names: str) -> dict[str, Proof]:
    return {proof.name: proof for proof in prove(Engine(model), names) if not proof.proved}


def with_property(entry: Property) -> Model:
    return msgspec.structs.replace(MODEL, properties={"own": entry})


def test_every_property_is_proved() -> None:
    proofs = list(prove(engine_for(MODEL)))
    assert [proof.name for proof in proofs if not proof.proved] == []
    assert {proof.name for proof in proofs} == set(MODEL.properties)
    assert all(proof.tried for proof in proofs)


def test_a_red_flag_that_is_forgotten_is_found_with_a_case() -> None:
    model = changed(other_emergency=Or((Variable("stroke_signs"), Variable("very_ill"))))
    proof = refuted(model, "red_flags_are_112")["red_flags_are_112"]
    assert {one.subject for one in proof.against} == {"saddle_numbness", "heavy_bleeding"}
    for one in proof.against:
        assert one.case[one.subject] == "yes"
        assert assess(model, one.case).urgency != "emergency"


def test_a_sign_that_lowers_the_urgency_is_found_with_a_case() -> None:
    odd = And((Variable("hard_red_cord"), Not(Variable("fever"))))
    model = changed(superficial_thrombosis=odd)
    (one,) = refuted(model, "signs_never_lower")["signs_never_lower"].against
    before, after = (assess(model, {**one.case, one.subject: answer}) for answer in ("no", "yes"))
    order = model.about.urgencies
    assert order.index(after.urgency) < order.index(before.urgency)


def test_a_weaker_self_care_rule_is_found() -> None:
    rule = MODEL.rules["risk_with_plain_cramp"]
    assert rule.condition is not None
    model = changed(risk_with_plain_cramp=None, plain_cramp=MODEL.conditions["plain_picture"].condition)
    found = refuted(model, "no_self_care_with_a_serious_risk", "no_self_care_for_children_or_elsewhere")
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
    assert {one.subject for one in less.against} == {"fever"}


@pytest.fixture(scope="module")
def found() -> Result:
    return CliRunner().invoke(main, ["prove"], catch_exceptions=False)


def test_the_command_prints_each_property_and_its_words(found: Result) -> None:
    assert found.exit_code == 0
    for name, entry in MODEL.properties.items():
        assert f"proved  {name}: {' '.join(entry.says.split())}" in found.stdout
    assert f"{len(MODEL.properties)} of {len(MODEL.properties)} properties proved" in found.stdout


def test_a_counterexample_can_be_pasted_and_is_tried_from_then_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    odd = And((Variable("hard_red_cord"), Not(Variable("fever"))))
    model = changed(superficial_thrombosis=odd, limb_threat=None)
    monkeypatch.setattr("venevagt.cli.prove.open_model", lambda _: model)
    file = tmp_path / "counterexamples.yaml"
    found = CliRunner().invoke(main, ["prove", "--save", str(file)], catch_exceptions=False)
    assert found.exit_code == 1
    saved = counterexamples(file)
    assert f"{len(saved)} cases added to {file}" in found.stdout
    assert {entry["property"] for entry in saved} >= {"red_flags_are_112", "signs_never_lower"}
    for entry in saved:
        there = model.properties[entry["property"]]
        assert not holds(Engine(model), there, entry["subject"], entry["case"]), entry
        assert holds(engine_for(MODEL), there, entry["subject"], entry["case"]), entry
    pasted = next(json.loads(line) for line in found.stdout.splitlines() if line.strip().startswith("{"))
    assert assess(MODEL, pasted).urgency == "emergency"
    assert assess(model, pasted).urgency != "emergency"


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["prove", "--save", str(tmp_path / "none" / "x.yaml")])
    assert found.exit_code == 2
    assert "expected a file that can be written" in found.stderr


@pytest.mark.parametrize("entry", counterexamples(COUNTEREXAMPLES), ids=lambda entry: entry["property"])
def test_a_saved_counterexample_does_not_come_back(entry: dict[str, Any]) -> None:
    assert holds(engine_for(MODEL), MODEL.properties[entry["property"]], entry["subject"], entry["case"])


def test_a_rule_in_the_shadow_of_another_is_found() -> None:
    shadow = And((Variable("one_sided_swelling"), Variable("fever")))
    found = refuted(changed(rhabdomyolysis=shadow), "every_rule_decides")["every_rule_decides"]
    assert [(one.subject, one.case) for one in found.against] == [("rhabdomyolysis", {})]


def test_heat_for_a_leg_that_may_have_a_clot_is_found() -> None:
    heat = msgspec.structs.replace(MODEL.advice["plain_cramp"], urgencies=("self_care", "own_gp"))
    model = msgspec.structs.replace(MODEL, advice={**MODEL.advice, "plain_cramp": heat})
    (one,) = refuted(model, "no_heat_or_hard_massage")["no_heat_or_hard_massage"].against
    assert assess(model, one.case).urgency == "own_gp"


def test_an_interview_that_ends_too_early_is_found() -> None:
    """The diagram of weaker rules beside the real ones: what it does not ask for can still matter."""
    weaker = changed(superficial_thrombosis=None)
    model = msgspec.structs.replace(MODEL, decision=weaker.decision)
    assert "interview_end_is_final" in refuted(model, "interview_end_is_final")
    found = enumerate_all(Engine(model))
    assert not found.agrees
    assert all("the rules say doctor_today" in one.words or "its assessment" in one.words for one in found.against)
    assert all(one.block.get("hard_red_cord") is not False for one in found.against)


def test_an_emergency_that_is_asked_for_late_is_found() -> None:
    screens = {**MODEL.screens, "red_flags": MODEL.screens["red_flags"]}
    screens = dict(sorted(screens.items(), key=lambda item: item[0] == "red_flags"))
    model = msgspec.structs.replace(MODEL, screens=screens)
    model = msgspec.structs.replace(model, decision=build(model))
    assert "emergency_within_two_screens" in refuted(model, "emergency_within_two_screens")


def test_all_cases_are_gone_through_without_the_solver(found: Result) -> None:
    every = enumerate_all(engine_for(MODEL))
    assert every.agrees
    assert every.seen == every.cases > 10**19
    assert f"all {every.cases:,} distinguishable cases in {every.blocks:,} blocks" in found.stdout
