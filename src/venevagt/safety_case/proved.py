"""Whether each property is proved: the proofs are run here, where the solver is installed."""

import importlib.util
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from venevagt.care.engine import Engine
from venevagt.knowledge.model import Model
from venevagt.safety_case.shapes import Group, Link, ProofState, ProofTrace
from venevagt.safety_case.words import PROOF

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


def _told(proof: "Proof") -> ProofTrace:
    state: ProofState = "proved" if proof.proved else "refuted"
    tried = f"{proof.tried} statement{'' if proof.tried == 1 else 's'} tried"
    return ProofTrace(state, PROOF[state].format(tried=tried), tuple(_against(proof)))


def _against(proof: "Proof") -> Iterator[Group]:
    for subject, case in proof.against:
        title = f"Not for {subject}, in this case" if subject else "Not in this case"
        yield Group(text=json.dumps(case, ensure_ascii=False), title=title, code=True)
    if proof.needless:
        links = tuple(Link(name, code=True) for name in proof.needless)
        yield Group(title="Exceptions that are not needed, expected to be taken out", links=links)
