"""What must never be offered to anybody, and what everybody is told: tried on every answer that counts."""

from collections.abc import Iterator, Mapping
from itertools import product

from msgspec.structs import replace
from tests.care.helpers import MODEL
from tests.care.treatment_patients import ENTRIES, of, offered, shown

from venevagt.care.treatment import recommend
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Value

DOACS = {"doac", "apixaban", "rivaroxaban", "edoxaban", "dabigatran"}
SITES = ("pulmonary", "proximal_leg", "distal_leg", "arm", "superficial")
ANSWERS: Mapping[str, tuple[Value, ...]] = {
    "pregnant": (None, False, True),
    "pregnant_now": (None, False, True),
    "breastfeeding": (None, False, True),
    "creatinine_clearance": (None, 14.9, 15.0, 29.9, 30.0),
    "mechanical_valve": (None, False, True),
    "triple_positive_aps": (None, False, True),
}
"""Every answer that what is offered can tell apart in these findings, and none."""

REST: Mapping[str, Value] = {
    "clot_confirmed": True,
    "severe_liver_impairment": False,
    "anticoagulation_impossible": False,
    "hit_history": False,
    "luminal_tumour": False,
}
KINDS: tuple[Mapping[str, Value], ...] = (
    {"vte_confirmed": True, "active_cancer": False},
    {"vte_confirmed": True, "active_cancer": True},
    {"vte_confirmed": False, "clot_site": "superficial", "superficial_within_3_cm": True, "active_cancer": False},
    {
        "vte_confirmed": False,
        "clot_site": "superficial",
        "superficial_within_3_cm": False,
        "superficial_5_cm": True,
        "active_cancer": False,
    },
)


MEDICINES: Model = replace(
    MODEL,
    clinical=replace(
        MODEL.clinical, treatment={n: e for n, e in ENTRIES.items() if e.offers or e.rules_out or not e.score}
    ),
)
"""The model without the entries that wait for a score: none of those offers a medicine, and counting takes time."""


def every_case() -> Iterator[Mapping[str, Value]]:
    """Cases in which all else speaks for the medicines."""
    for kind in KINDS:
        for values in product(*ANSWERS.values()):
            answers = zip(ANSWERS, values, strict=True)
            yield {**REST, **kind, **{name: value for name, value in answers if value is not None}}


def test_no_medicine_is_offered_to_a_patient_whom_it_can_harm() -> None:
    seen: set[str] = set()
    for case in every_case():
        found = recommend(MEDICINES, case)
        medicines = offered(found)
        seen |= medicines
        if case.get("pregnant") is not False or case.get("pregnant_now") is not False:
            assert not medicines & {*DOACS, "warfarin", "fondaparinux"}, case
        clearance = case.get("creatinine_clearance")
        if clearance is None or (isinstance(clearance, float) and clearance < 15):
            assert not medicines & DOACS, case
        if clearance is None or (isinstance(clearance, float) and clearance < 30):
            assert "dabigatran" not in medicines, case
        for finding in ("breastfeeding", "mechanical_valve", "triple_positive_aps"):
            if case.get(finding) is not False:
                assert not medicines & DOACS, case
        if clearance is None:
            doses = {s.entry for s in found.statements if s.topic == "dose_facts"}
            assert not doses or "kidney_unknown" in shown(found), case
    assert {*DOACS, "warfarin", "lmwh", "fondaparinux"} == seen


def test_nobody_who_had_heparin_induced_thrombocytopenia_is_offered_heparin() -> None:
    for kind in KINDS:
        case = {**REST, **kind, **dict.fromkeys(ANSWERS, False), "creatinine_clearance": 90.0, "pregnant": True}
        assert "lmwh" not in offered(recommend(MODEL, {**case, "hit_history": True}))
        assert "lmwh" not in offered(recommend(MODEL, {key: case[key] for key in case if key != "hit_history"}))


def test_severe_liver_disease_and_impossible_anticoagulation_rule_out() -> None:
    for kind in KINDS:
        case = {**REST, **kind, **dict.fromkeys(ANSWERS, False), "creatinine_clearance": 90.0}
        assert offered(recommend(MODEL, case))
        for answer in ({"severe_liver_impairment": True}, {"triple_positive_aps": True}):
            assert not offered(recommend(MODEL, {**case, **answer})) & DOACS
        for valve in (True, False):
            impossible = {**case, "anticoagulation_impossible": True, "mechanical_valve": valve}
            assert not offered(recommend(MODEL, impossible))


def test_every_confirmed_clot_has_a_duration_a_control_and_the_warning_signs() -> None:
    causes = ("major_transient", "minor_transient", "none_found", "persistent")
    yes_no = ("superficial_within_3_cm", "superficial_5_cm", "active_cancer", "pregnant", "earlier_vte")
    for site, cause, *answers in product(SITES, causes, *(("yes", "no") for _ in yes_no)):
        case = {"clot_site": site, "clot_cause": cause, **dict(zip(yes_no, answers, strict=True))}
        topics = {statement.topic for statement in of(case).statements}
        assert {"duration", "follow_up", "warning_signs"} <= topics, case


def test_a_luminal_tumour_always_has_its_caution() -> None:
    for site, clearance, pregnant in product(SITES, (5, 20, 90), ("yes", "no", "unsure")):
        case = {
            "clot_site": site,
            "superficial_within_3_cm": "yes",
            "active_cancer": "yes",
            "luminal_tumour": "yes",
            "pregnant": pregnant,
        }
        assert "luminal_tumour_doac" in shown(of({**case, "creatinine_clearance": clearance}))
