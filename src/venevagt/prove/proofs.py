"""Each property of knowledge/safety.yaml, proved for every case or refuted by one."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

import z3

from venevagt.care.cases import Answer
from venevagt.care.engine import Engine
from venevagt.knowledge.model import Finding
from venevagt.knowledge.safety import SAYS, AnswerChange, Property
from venevagt.logic.expression import Number
from venevagt.logic.expression import names as names_in
from venevagt.logic.targets.smt import Term, Terms, to_smt
from venevagt.logic.targets.true_false import is_false, is_true
from venevagt.prove.interview import InterviewClaims
from venevagt.prove.symbolic import SymbolicCase, constant


class Counterexample(NamedTuple):
    """A case for which a property does not hold, and the finding or rule that it was proved for.

    `case` can be given to `venevagt check --case`; it is empty where nothing can be possible.
    """

    subject: str
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


def prove(engine: Engine, names: Iterable[str] | None = None) -> Iterator[Proof]:
    """Prove properties of the engine's model, one after the other: those named, or all."""
    prover = _Prover(engine)
    properties = engine.model.properties
    for entry in (properties[name] for name in (properties if names is None else names)):
        subjects = list(subjects_of(engine, entry))
        found = {name: prover.against(entry, name) for name in subjects}
        against = [one for name, one in found.items() if one is not None and name not in entry.exceptions]
        needless = [name for name in entry.exceptions if found.get(name) is None]
        yield Proof(entry.id, " ".join(entry.says.split()), len(subjects), tuple(against), tuple(needless))


def subjects_of(engine: Engine, entry: Property) -> Iterator[str]:
    """The findings or rules for which the property must hold; one empty name for all cases at once."""
    if entry.every_rule:
        yield from engine.model.rules
    elif not entry.for_each and not entry.findings:
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
    if change.before == "lower":
        return finding.type == "number"
    if change.after == "unsure":
        return engine.counts_as[finding.id].get("unsure") is not None and finding.type != "number"
    return finding.id not in engine.optional


class _Prover:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @cached_property
    def _complete(self) -> SymbolicCase:
        return SymbolicCase(self.engine, open_too=False)

    @cached_property
    def _unfinished(self) -> SymbolicCase:
        return SymbolicCase(self.engine, open_too=True)

    @cached_property
    def _interview(self) -> InterviewClaims:
        return InterviewClaims(self.engine)

    def against(self, entry: Property, name: str) -> Counterexample | None:
        """A case against the property (for one finding or rule), or None where it is proved."""
        if entry.cases == "interview":
            answers = self._interview.against(entry)
            return None if answers is None else Counterexample("", answers)
        case = self._complete if entry.cases == "complete" else self._unfinished
        if entry.possible:
            assert entry.condition is not None
            wanted = to_smt(is_true(entry.condition), _claim_terms(case, entry, name))
            return Counterexample(name, {}) if _case(case, wanted, "") is None else None
        wrong = z3.Not(_kept(case, entry, name)) if entry.change else _refuted(case, entry, name)
        answers = _case(case, wrong, skip=name if entry.change else "")
        return None if answers is None else Counterexample(name, answers)


def _refuted(case: SymbolicCase, entry: Property, name: str) -> Any:
    assert entry.condition is not None
    return to_smt(is_false(entry.condition), _claim_terms(case, entry, name))


def _case(case: SymbolicCase, statement: Any, skip: str) -> dict[str, Answer] | None:
    """The answers of a case for which the statement holds, without the finding `skip`; None if there is none."""
    solver = z3.Solver()
    solver.add(case.limits)
    solver.add(statement)
    answer = solver.check()
    if answer == z3.unsat:
        return None
    assert answer == z3.sat, f"z3 could not decide: {answer}"
    return _answers(case, solver.model(), skip)


def _claim_terms(case: SymbolicCase, entry: Property, name: str) -> Terms:
    """What the claim speaks of: the findings, `it`, and what comes out."""
    assert entry.condition is not None
    terms: dict[str, Term] = {
        **case.terms,
        "urgency": case.outcome(case.urgency),
        "lowest": case.outcome(case.lowest),
        "highest": case.outcome(case.highest),
        "decided": _certain(case.decided),
    }
    if entry.every_rule:
        terms |= {"it": _certain(case.speaks(name)), "others": _certain(case.others(name))}
    elif name:
        terms["it"] = case.terms[name]
    lines = [word for word in names_in(entry.condition) if word.startswith(SAYS)]
    return {**terms, **{word: _certain(case.says(word.removeprefix(SAYS))) for word in lines}}


def _certain(value: Any) -> Term:
    """Something that is known of every case."""
    return Term(z3.BoolVal(True), value)


def _kept(case: SymbolicCase, entry: Property, name: str) -> Any:
    """What must hold between the case before the change and the one after it."""
    change = entry.change
    assert change is not None

    def both(term: Any) -> tuple[Any, Any]:
        return _with(case, name, change.before, term), _with(case, name, change.after, term)

    if entry.must == "not_widen":
        (low, new_low), (high, new_high) = both(case.lowest), both(case.highest)
        return z3.And(new_low >= low, new_high <= high)
    before, after = both(case.urgency)
    kept = after >= before if entry.must == "not_fall" else after <= before
    return z3.Implies(_is_higher(case, name), kept) if change.after == "higher" else kept


def _is_higher(case: SymbolicCase, name: str) -> Any:
    """That the number after the change is in its range, and not below the one before."""
    kind = case.vocabulary[name]
    assert isinstance(kind, Number)
    return z3.And(_after(name) >= case.terms[name].value, _after(name) <= kind.high)


def _after(name: str) -> Any:
    return z3.Real(f"{name} after")


def _with(case: SymbolicCase, name: str, answer: str, term: Any) -> Any:
    """A term of the case in which the finding is answered like this."""
    variable = case.terms[name]
    known = z3.BoolVal(answer != "open")
    changes = [(variable.known, known)] if not z3.is_true(variable.known) else []
    if answer in ("no", "yes"):
        changes.append((variable.value, z3.BoolVal(answer == "yes")))
    if answer == "unsure":
        changes.append((variable.value, constant(variable, case.engine.counts_as[name]["unsure"])))
    if answer == "higher":
        changes.append((variable.value, _after(name)))
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
