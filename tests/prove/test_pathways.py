"""The proofs about the diagnostic pathways hold, and each one finds a way that breaks it."""

from itertools import islice

import msgspec
import pytest
from click.testing import CliRunner
from tests.care.helpers import MODEL

from venevagt.care.pathway_form import every_route, route_of
from venevagt.cli.main import main
from venevagt.knowledge.model import Model
from venevagt.knowledge.pathways import Step, Waiting
from venevagt.prove.pathways import PathwayProof, patients, prove_pathways, ways

LIKELY, LET_GO, TREATED, WAITS, WALKED = range(5)


def changed(pathway: str, **steps: Step) -> Model:
    """The model with only this pathway, some of its steps replaced, and no variant."""
    own = MODEL.clinical.pathways[pathway]
    own = msgspec.structs.replace(own, steps={**own.steps, **steps}, variants={})
    # Those that it hands over to stay, so that a patient who goes there still fits.
    others = {name: one for name, one in MODEL.clinical.pathways.items() if name != pathway}
    return msgspec.structs.replace(
        MODEL, clinical=msgspec.structs.replace(MODEL.clinical, pathways={pathway: own, **others})
    )


def step(of: str, name: str, **fields: object) -> Step:
    return msgspec.structs.replace(MODEL.clinical.pathways[of].steps[name], **fields)


@pytest.fixture(scope="module")
def proofs() -> list[PathwayProof]:
    return list(prove_pathways(MODEL))


def test_everything_holds_in_every_variant(proofs: list[PathwayProof]) -> None:
    assert [proof.against for proof in proofs] == [()] * 5
    assert all(proof.tried > 500 for proof in proofs)


def test_no_way_has_a_loop_or_a_dead_end() -> None:
    for route in every_route(MODEL):
        for way in ways(route):
            names = [one.id for one, _ in way]
            assert len(names) == len(set(names))
            assert way[-1][0].kind == "end"


def test_every_patient_of_a_pathway_leaves_it_by_each_of_its_ends() -> None:
    route = route_of(MODEL, "dvt", "whole_leg")
    ends = {found.decision.step if found.decision else None for _, found in patients(MODEL, route)}
    assert ends == {name for name, one in route.steps.items() if one.kind == "end"}


def refuted(model: Model, at: int) -> tuple[str, ...]:
    """What is found against one proof; those after it are not tried."""
    return next(islice(prove_pathways(model), at, None)).against


def test_a_likely_patient_who_is_let_go_by_a_d_dimer_is_found() -> None:
    probability = step("dvt", "probability", bands={"likely": "d_dimer", "unlikely": "d_dimer"})
    found = refuted(changed("dvt", probability=probability), LIKELY)
    assert any("probability: likely -> d_dimer: negative -> ruled_out" in one for one in found)


def test_a_likely_patient_who_is_let_go_by_perc_is_found() -> None:
    probability = step("pe", "probability", bands={"likely": "gestalt", "unlikely": "gestalt"})
    assert any("perc: negative" in one for one in refuted(changed("pe", probability=probability), LIKELY))


def test_a_cancer_patient_who_is_let_go_for_nothing_is_found() -> None:
    way = step("dvt_cancer", "way", no="ruled_out")
    assert any("way: no -> ruled_out" in one for one in refuted(changed("dvt_cancer", way=way), LET_GO))


def test_a_patient_who_is_let_go_by_a_picture_that_shows_nothing_certain_is_found() -> None:
    leg = step("pe_pregnancy", "leg_scan", results={"positive": "treat", "negative": "birth", "inconclusive": "birth"})
    assert any("leg_scan: inconclusive" in one for one in refuted(changed("pe_pregnancy", leg_scan=leg), LET_GO))


def test_a_patient_who_is_treated_on_suspicion_is_found() -> None:
    scan = step("dvt_arm", "direct_scan", results=dict.fromkeys(("positive", "negative", "inconclusive"), "treat"))
    found = refuted(changed("dvt_arm", direct_scan=scan), TREATED)
    assert sorted(one.rsplit(" -> ", 1)[0].rsplit(": ", 1)[1] for one in found) == ["inconclusive", "negative"]


@pytest.mark.parametrize(
    ("hours", "waiting"), [(5.0, Waiting(interim=True)), (4.0, Waiting(interim=False)), (4.0, Waiting(False, (), 24.0))]
)
def test_a_result_that_is_waited_for_too_long_is_found(hours: float, waiting: Waiting) -> None:
    scan = step("dvt", "likely_scan", within_hours=hours, while_waiting=waiting)
    assert any("likely_scan" in one for one in refuted(changed("dvt", likely_scan=scan), WAITS))


def test_a_repeat_without_a_negative_picture_before_it_is_found() -> None:
    probability = step("dvt", "probability", bands={"likely": "repeat_scan", "unlikely": "d_dimer"})
    assert any("likely -> repeat_scan" in one for one in refuted(changed("dvt", probability=probability), WAITS))


def test_a_patient_who_is_handed_over_to_a_pathway_for_others_is_found() -> None:
    wrong = step("dvt", "to_cancer", pathway="dvt_pregnancy")
    assert any("dvt_pregnancy is not for" in one for one in refuted(changed("dvt", to_cancer=wrong), WALKED))


def test_a_score_that_is_not_made_for_the_patient_is_found() -> None:
    probability = step(
        "dvt", "probability", score="oudega", bands={"very_unlikely": "d_dimer", "ultrasound": "likely_way"}
    )
    assert any(": oudega is not for" in one for one in refuted(changed("dvt", probability=probability), WALKED))


def test_a_step_that_no_patient_can_come_to_is_found() -> None:
    """Who has signs of danger has left already: the same question again is always answered no."""
    danger = step("dvt_pregnancy", "danger")
    again = step("dvt_pregnancy", "suspicion", when=danger.when, condition=danger.condition)
    found = refuted(changed("dvt_pregnancy", suspicion=again), WALKED)
    assert "dvt_pregnancy (serial_scans): nobody comes to pelvis" in found


def test_the_command_names_the_way_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    way = step("dvt_cancer", "way", no="ruled_out")
    model = msgspec.structs.replace(changed("dvt_cancer", way=way), decision=MODEL.decision)
    monkeypatch.setattr("venevagt.cli.prove.open_model", lambda _: model)
    monkeypatch.setattr("venevagt.cli.prove._proofs", lambda _: [])
    monkeypatch.setattr("venevagt.cli.prove._enumerated", lambda _: True)
    found = CliRunner().invoke(main, ["prove"], catch_exceptions=False)
    assert found.exit_code == 1
    assert "FALSE   pathways: nobody is told that it is no clot without a picture" in found.stdout
    assert "not dvt_cancer (proximal): danger: no -> way: no -> ruled_out" in found.stdout
