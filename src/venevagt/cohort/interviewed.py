"""What the people of a block answer: asked in the order of the screens, until the urgency is sure or they stop.

On a list, what fits is ticked and the rest is a no; a few are not sure. A measurement may stay empty. What only
a leg can have is not asked any more once the place is known to be another.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
from msgspec import Struct
from numpy.typing import NDArray

from venevagt.care.engine import Engine
from venevagt.cohort.assess import UNSURE, CohortAssessor
from venevagt.cohort.persons import PEOPLE, Chance, Persons
from venevagt.cohort.planes import WORD, Words, from_bitmap, packed
from venevagt.cohort.strata import Strata
from venevagt.knowledge.population import Population

YEAR = 2026
FIRST_DAY = (date(YEAR, 1, 1) - date(1970, 1, 1)).days
DAYS = 365
_STEP = 0.5
"""Centimetres in which a difference of the calves is given."""


class Answered(Struct, frozen=True):
    """The answer to a yes/no finding, as planes: yes, known (yes or no), and not sure."""

    yes: Words
    known: Words
    unsure: Words


class Interviewer:
    """Asks people as the interview does. `all_questions`: everybody everything, and nobody is not sure or stops.

    One at a time: the machine that assesses is not shared between threads.
    """

    def __init__(self, engine: Engine, population: Population, strata: Strata, *, all_questions: bool) -> None:
        self._model = engine.model
        self._strata = strata
        self._all = all_questions
        self._share = {name: one.percent / 100 for name, one in population.answering.items()}
        self._places = np.array([_OPTIONS.index(cause.place) for cause in population.causes.values()], np.int8)
        self._assess = CohortAssessor(engine)

    def answers(self, persons: Persons, chance: Chance) -> pa.RecordBatch:
        """One row a person."""
        asked = np.full(PEOPLE // WORD, ~np.uint64(0))
        elsewhere = {name: packed(causes[persons.cause]) for name, causes in self._strata.elsewhere.items()}
        recorded = asked if self._all else _likely(chance, self._share["known_to_service"])
        columns: dict[str, pa.Array] = {}
        place_known = False
        screens = list(self._model.screens.values())
        for number, screen in enumerate(screens):
            for name in screen.findings:
                here = asked & ~elsewhere[name] if place_known and name in elsewhere else asked
                columns |= self._asked(name, persons, chance, here, recorded)
            place_known = place_known or "place" in screen.findings
            if not self._all and number + 1 < len(screens):
                final = self._assess(pa.RecordBatch.from_pydict(columns)).columns.column("final")
                asked = asked & ~from_bitmap(final.buffers()[1], final.offset, PEOPLE)
                asked = asked & ~chance.flags(self._share["stops"])
        for name in self._strata.traits:
            if name not in columns:
                columns |= self._not_asked(name, persons, asked)
        return pa.RecordBatch.from_pydict(self._in_order(columns) | self._about(persons, chance, recorded))

    def _asked(
        self, name: str, persons: Persons, chance: Chance, here: Words, recorded: Words
    ) -> Mapping[str, pa.Array]:
        finding = self._model.findings[name]
        if name == "place":
            return {name: _coded(self._places[persons.cause], _OPTIONS, here)}
        if name == "age":
            return {name: _column(pa.uint8(), persons.age, here | recorded)}
        if finding.type == "number":
            measured = here if self._all else here & _likely(chance, self._share["measures"])
            return {name: _column(pa.float32(), _difference(persons.traits[name], chance), measured)}
        unsure = np.zeros_like(here)
        if not self._all and finding.unsure != "must_be_answered":
            unsure = here & chance.flags(self._share[f"unsure_{finding.kind}"])
        return _yes_no(name, Answered(persons.traits[name], here & ~unsure, unsure))

    def _not_asked(self, name: str, persons: Persons, asked: Words) -> Mapping[str, pa.Array]:
        """A finding that no screen asks: known only where everything is asked."""
        nothing = np.zeros_like(asked)
        return _yes_no(name, Answered(persons.traits[name], asked if self._all else nothing, nothing))

    def _in_order(self, columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
        names = [name for finding in self._model.findings for name in (finding, finding + UNSURE)]
        return {name: columns[name] for name in names if name in columns}

    def _about(self, persons: Persons, chance: Chance, recorded: Words) -> dict[str, pa.Array]:
        day = (chance.parts().astype(np.uint32) * DAYS >> 16).astype(np.int32) + FIRST_DAY
        everybody = np.full(PEOPLE // WORD, ~np.uint64(0))
        return {
            "sex": _coded(np.where(persons.female, 0, 1).astype(np.int8), ("female", "male"), recorded),
            "region": _coded(persons.region.astype(np.int8), self._strata.regions, recorded),
            "date": _column(pa.date32(), day, everybody),
            "true_cause": _coded(persons.cause.astype(np.int8), self._strata.causes, everybody),
            "synthetic": pa.Array.from_buffers(pa.bool_(), PEOPLE, [None, pa.py_buffer(everybody)]),
        }


_OPTIONS = ("leg", "arm", "elsewhere")


def _likely(chance: Chance, share: float) -> Words:
    """A plane in which each bit is set with a chance that may be large."""
    return packed(chance.parts() < round(share * PEOPLE))


def _difference(large: Words, chance: Chance) -> NDArray[np.float32]:
    """Centimetres: 0 to 2.5 where it is not large, 3 to 6 where it is; each step is as likely as another."""
    flags = np.unpackbits(large.view(np.uint8), bitorder="little") > 0
    part = chance.parts().astype(np.uint32)
    return np.where(flags, 3 + (part * 7 >> 16) * _STEP, (part * 6 >> 16) * _STEP).astype(np.float32)


def _yes_no(name: str, answered: Answered) -> Mapping[str, pa.Array]:
    known, yes = pa.py_buffer(answered.known), pa.py_buffer(answered.yes)
    return {
        name: pa.Array.from_buffers(pa.bool_(), PEOPLE, [known, yes]),
        name + UNSURE: pa.Array.from_buffers(pa.bool_(), PEOPLE, [None, pa.py_buffer(answered.unsure)]),
    }


def _column(kind: pa.DataType, values: NDArray[np.generic], known: Words) -> pa.Array:
    return pa.Array.from_buffers(kind, PEOPLE, [pa.py_buffer(known), pa.py_buffer(np.ascontiguousarray(values))])


def _coded(codes: NDArray[np.int8], words: Sequence[str], known: Words) -> pa.Array:
    return pa.DictionaryArray.from_arrays(_column(pa.int8(), codes, known), pa.array(words, pa.string()))
