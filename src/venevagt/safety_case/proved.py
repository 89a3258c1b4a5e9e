"""Whether each property is proved: the proofs are run here, where the solver is installed."""

import importlib.util
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from venevagt.care.engine import Engine
from venevagt.knowledge.model import Model
from venevagt.safety_case.shapes import Group, Link, ProofState, ProofTrace, SecondCheck
from venevagt.safety_case.words import PROOF, SECOND

if TYPE_CHECKING:
    from venevagt.prove.proofs import Proof


def solver_installed() -> bool:
    return importlib.util.find_spec("z3") is not None


def proofs(model: Model) -> Mapping[str, ProofTrace]:
    """What came of each property, by its id."""
    if not solver_installed():
        return dict.fromkeys(model.properties, ProofTrace("not_proved", PROOF["not_proved"]))
    from venevagt.prove.proofs import prove

    return {proof.name: _told(proof) for proof in prove(Engine(model))}


def second_check(model: Model) -> SecondCheck:
    """Every distinguishable case by a plain reading of the rules; it needs no solver."""
    from venevagt.prove.enumeration import enumerate_all

    found = enumerate_all(Engine(model))
    return SecondCheck(found.agrees, SECOND[found.agrees].format(cases=found.cases, blocks=found.blocks))


def _told(proof: "Proof") -> ProofTrace:
    state: ProofState = "proved" if proof.proved else "refuted"
    tried = f"{proof.tried} statement{'' if proof.tried == 1 else 's'} tried"
    return ProofTrace(state, PROOF[state].format(tried=tried), tuple(_against(proof)))


def _against(proof: "Proof") -> Iterator[Group]:
    for subject, case in proof.against:
        where = f"Not for {subject}, " if subject else "Not "
        if case:
            yield Group(text=json.dumps(case, ensure_ascii=False), title=f"{where}in this case", code=True)
        else:
            yield Group(title=f"{where}in no case at all")
    if proof.needless:
        links = tuple(Link(name, code=True) for name in proof.needless)
        yield Group(title="Exceptions that are not needed, expected to be taken out", links=links)
