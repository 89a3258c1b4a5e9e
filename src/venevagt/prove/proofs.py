"""Each property of knowledge/safety.yaml, proved for every case or refuted by one."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import z3

from venevagt.care.cases import Answer
from venevagt.care.engine import Engine
from venevagt.knowledge.model import Finding
from venevagt.knowledge.safety import AnswerChange, Property
from venevagt.logic.targets.smt import Terms, to_smt
from venevagt.logic.targets.true_false import is_false
from venevagt.prove.symbolic import SymbolicCase, constant


class Counterexample(NamedTuple):
    """A case for which a property does not hold; with a change, the finding that is answered anew.

    `case` can be given to `venevagt check --case`.
    """

    finding: str
    case: dict[str, Answer]


class Proof(NamedTuple):
    """What came of one property: how many statements were tried, and the cases against it.

    `needless`: exceptions for which the property holds all the same.
    """

    name: str
    says: str
    tried: int
    against: tuple[Counterexample, ...]
    needless: tuple[str, ...]

    @property
    def proved(self) -> bool:
        return not self.against and not self.needless


def prove(engine: Engine) -> Iterator[Proof]:
    """Prove the properties of the engine's model, one after the other."""
    kinds = {kind: SymbolicCase(engine, open_too=kind == "unfinished") for kind in ("complete", "unfinished")}
    for entry in engine.model.properties.values():
        yield _prove(kinds[entry.cases], entry)


def _prove(case: SymbolicCase, entry: Property) -> Proof:
    subjects = list(_subjects(case.engine, entry))
    found = {name: _against(case, entry, name) for name in subjects}
    against = tuple(one for name, one in found.items() if one is not None and name not in entry.exceptions)
    needless = tuple(name for name in entry.exceptions if found.get(name) is None)
    return Proof(entry.id, " ".join(entry.says.split()), len(subjects), against, needless)


def _subjects(engine: Engine, entry: Property) -> Iterator[str]:
    """The findings for which the property must hold; one empty name for a claim about all cases."""
    if not entry.for_each and not entry.findings:
        yield ""
    for name, finding in engine.model.findings.items():
        if finding.decides_nothing:
            continue
        if (finding.kind in entry.for_each or name in entry.findings) and _applies(engine, entry.change, finding):
            yield name


def _applies(engine: Engine, change: AnswerChange | None, finding: Finding) -> bool:
    """Whether the finding has the answers that the property speaks of."""
    if change is None or "yes" in (change.before, change.after):
        return finding.type == "yes_no"
    if change.after == "unsure":
        return engine.counts_as[finding.id].get("unsure") is not None and finding.type != "number"
    return finding.id not in engine.optional


def _against(case: SymbolicCase, entry: Property, name: str) -> Counterexample | None:
    """A case against the property (for one finding), or None where it is proved."""
    solver = z3.Solver()
    solver.add(case.limits)
    if entry.condition is not None:
        terms: Terms = {
            **case.terms,
            "urgency": case.outcome(case.urgency),
            "lowest": case.outcome(case.lowest),
            "highest": case.outcome(case.highest),
            **({"it": case.terms[name]} if name else {}),
        }
        solver.add(to_smt(is_false(entry.condition), terms))
    else:
        assert entry.change is not None
        solver.add(z3.Not(_kept(case, entry, name, entry.change)))
    answer = solver.check()
    if answer == z3.unsat:
        return None
    assert answer == z3.sat, f"z3 could not decide {entry.id}: {answer}"
    return Counterexample(name, _answers(case, solver.model(), skip=name if entry.change else ""))


def _kept(case: SymbolicCase, entry: Property, name: str, change: AnswerChange) -> Any:
    """What must hold between the case before the change and the one after it."""

    def both(term: Any) -> tuple[Any, Any]:
        return _with(case, name, change.before, term), _with(case, name, change.after, term)

    if entry.must == "not_widen":
        (low, new_low), (high, new_high) = both(case.lowest), both(case.highest)
        return z3.And(new_low >= low, new_high <= high)
    before, after = both(case.urgency)
    return after >= before if entry.must == "not_fall" else after <= before


def _with(case: SymbolicCase, name: str, answer: str, term: Any) -> Any:
    """A term of the case in which the finding is answered like this."""
    variable = case.terms[name]
    known = z3.BoolVal(answer != "open")
    changes = [(variable.known, known)] if not z3.is_true(variable.known) else []
    if answer in ("no", "yes"):
        changes.append((variable.value, z3.BoolVal(answer == "yes")))
    if answer == "unsure":
        changes.append((variable.value, constant(variable, case.engine.counts_as[name]["unsure"])))
    return z3.substitute(term, *changes)


def _answers(case: SymbolicCase, found: Any, skip: str) -> dict[str, Answer]:
    """The case that z3 found, as answers; the finding that a change is about is left out."""
    answers: dict[str, Answer] = {}
    for name, term in case.terms.items():
        if name != skip and z3.is_true(found.eval(term.known, model_completion=True)):
            value = found.eval(term.value, model_completion=True)
            if term.options:
                answers[name] = term.options[value.as_long()]
            elif z3.is_bool(value):
                answers[name] = "yes" if z3.is_true(value) else "no"
            else:
                answers[name] = float(value.as_fraction())
    return answers
