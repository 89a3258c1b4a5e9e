"""Made-up people: answers by chance, many of them missing, some not sure."""

import random
from collections.abc import Mapping, Sequence

import pyarrow as pa

from venevagt.care.cases import as_case, effective
from venevagt.care.engine import engine_for
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Finding
from venevagt.logic.expression import Value

MODEL = get_model()
ENGINE = engine_for(MODEL)
Person = Mapping[str, object]


def people(count: int, seed: int) -> Sequence[Person]:
    """Cases as a face sends them. Every share of missing answers comes, from none to nearly all."""
    chance = random.Random(seed)
    return [_person(chance) for _ in range(count)]


def _person(chance: random.Random) -> Person:
    missing, yes = chance.random() ** 2, chance.random() ** 3
    found = {
        name: _answer(chance, finding, yes) for name, finding in MODEL.findings.items() if chance.random() >= missing
    }
    if chance.random() < 0.3:  # somebody who is nearly well
        found = {name: answer for name, answer in found.items() if chance.random() < 0.03}
        found = {**{name: _told(value) for name, value in ENGINE.decision.mild.items()}, "place": "leg", **found}
    return {name: answer for name, answer in found.items() if answer is not None}


def _told(value: Value) -> object:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _answer(chance: random.Random, finding: Finding, yes: float) -> object:
    if chance.random() < 0.05:
        return "unsure" if finding.unsure != "must_be_answered" else None
    if finding.type == "number":
        return round(chance.uniform(finding.low, finding.high), 1)
    if finding.type == "choice":
        return chance.choice(finding.options)
    return "yes" if chance.random() < yes else "no"


def answers(persons: Sequence[Person]) -> Sequence[tuple[str, str, str, bool, str]]:
    """What the rules in Python say of each: urgency, lowest, highest, final, rule."""
    urgencies = MODEL.about.urgencies
    ids = [*(rule.id for rule in ENGINE.rules), "no_rule"]
    found = []
    for person in persons:
        values = ENGINE.values(effective(ENGINE, as_case(dict(person))))
        low, high = ENGINE.interval(values)
        rule = ids[ENGINE.first_speaking(values)]
        found.append((urgencies[ENGINE.rank(values)], urgencies[low], urgencies[high], low == high, rule))
    return found


def words(persons: Sequence[Person]) -> pa.RecordBatch:
    """A column of words for each yes/no finding and choice, and of numbers where one was given as a number."""
    return pa.RecordBatch.from_pydict({name: _column(finding, persons) for name, finding in MODEL.findings.items()})


def _column(finding: Finding, persons: Sequence[Person]) -> pa.Array:
    cells = [person.get(finding.id) for person in persons]
    return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())


def booleans(persons: Sequence[Person]) -> pa.RecordBatch:
    """The same with two columns of booleans for each yes/no finding: the answer, and whether it was "unsure"."""
    columns: dict[str, pa.Array] = {}
    for name, finding in MODEL.findings.items():
        cells = [person.get(name) for person in persons]
        if finding.type != "yes_no":
            columns[name] = _column(finding, persons).dictionary_encode()
            continue
        columns[name] = pa.array([{"yes": True, "no": False}.get(str(cell)) for cell in cells], pa.bool_())
        columns[f"{name}_unsure"] = pa.array([cell == "unsure" for cell in cells], pa.bool_())
    return pa.RecordBatch.from_pydict(columns)
