"""Scores of a whole cohort as bit planes: for many cases at once what `care/score.py` counts for one.

What follows from other findings is made first, in waves; then the lowest and the highest points of each score as whole
numbers of bits, their bands, and for whom the score applies. What is truly a number (an age that counts itself, a
formula) stays a number: the plan says how it is made of the numbers of the cases, and which planes it needs.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil

from msgspec import Struct

from venevagt.care.conclusions import needed, waves
from venevagt.care.score_ends import points_of_items
from venevagt.care.score_form import Form, form_of, prefix_of
from venevagt.knowledge.clinical import ClinicalFinding, Factor
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Compare, Expression, Leaf, Variable
from venevagt.logic.targets.bits import Gates, Number, Truth
from venevagt.logic.targets.planes import Plane, Program

CONCLUDED = "@"
"""Stands in the name of a number that was concluded: the finding, this, and the wave. No finding has it in its name."""

Place = int
"""The place of a plane among those that a program is asked for."""


class Counted(Struct, frozen=True):
    """A whole number of bits, the lowest first, and what is added to it."""

    bits: tuple[Place, ...]
    offset: int


class Measured(Struct, frozen=True):
    """A number of the cases, by its name, and from where to where it goes where it is not known."""

    name: str
    low: float
    high: float


class Sum(Struct, frozen=True):
    """The points of items, `scale` of which are one, and the numbers whose own value counts."""

    low: Counted
    high: Counted
    scale: int
    values: tuple[Measured, ...]


class Multiplied(Struct, frozen=True):
    """A factor of a formula: a number, taken from `minus_from` if given, to a power; else `factor`.

    `when`: where that factor surely counts and where it surely does not; without it, it counts for all.
    """

    measured: Measured | None
    minus_from: float | None
    power: int
    factor: float
    when: tuple[Place, Place] | None


Result = Sum | tuple[Multiplied, ...]
"""How the points are made: added up, or multiplied."""


class Conclusion(Struct, frozen=True):
    """A number that follows where nobody has said it and the points are sure: a finding, and its name from now on.

    What was sure in an earlier wave is so in each later one, with the same points: more is known, and nothing else.
    """

    finding: str
    name: str
    result: Result


class Stage(Struct, frozen=True):
    """Numbers that can be concluded at once, and the program of the planes that they need."""

    program: Program
    conclusions: tuple[Conclusion, ...]


class Planned(Struct, frozen=True):
    """One score. `prefix`: the start of the names of its columns.

    `bands`: their names; `starts`: the points from which the second, the third and so on are. `lowest`, `highest`:
    the number of the band that is possible, as bits; none where `counted` is false, for then numbers of the cases
    count and the bands follow of the points. `applies`: surely, surely not.
    """

    prefix: str
    result: Result
    bands: tuple[str, ...]
    starts: tuple[float, ...]
    lowest: tuple[Place, ...]
    highest: tuple[Place, ...]
    applies: tuple[Place, Place]

    @property
    def counted(self) -> bool:
        """Whether the points are made of planes alone."""
        return isinstance(self.result, Sum) and not self.result.values


class ScorePlan(Struct, frozen=True):
    """First the stages, each with the numbers of those before it; then the program of the scores.

    The inputs of a program are tests of findings, and of concluded numbers by their name.
    """

    stages: tuple[Stage, ...]
    program: Program
    scores: tuple[Planned, ...]


def score_plan(model: Model, names: Sequence[str]) -> ScorePlan:
    """The plan for scores by name or name@version, each once. Raises UnknownScore."""
    forms = {prefix_of(form): form for form in (form_of(model, name) for name in names)}
    planner = _Planner(model)
    stages = tuple(
        stage
        for number, wave in enumerate(waves(model, needed(model, forms.values())), 1)
        if (stage := planner.conclude(wave, number)).conclusions
    )
    wanted = _Wanted()
    scores = tuple(planner.score(form, wanted) for form in forms.values())
    return ScorePlan(stages, planner.gates.program(wanted.planes), scores)


class _Wanted:
    """The planes that a program is asked for, each once."""

    def __init__(self) -> None:
        self.planes: list[Plane] = []

    def __call__(self, plane: Plane) -> Place:
        if plane not in self.planes:
            self.planes.append(plane)
        return self.planes.index(plane)

    def bits(self, number: Number) -> tuple[Place, ...]:
        return tuple(self(plane) for plane in number)


class _End(Struct, frozen=True):
    """The points at one end of the range: a number, and what is added to it."""

    number: Number
    start: int


class _Ends(Struct, frozen=True):
    low: _End
    high: _End
    scale: int


class _Planner:
    """What is known by now: for concluded findings their truth, for concluded numbers their name."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.gates = Gates()
        self.truths: Mapping[str, Truth] = {}
        self.numbers: Mapping[str, str] = {}

    def conclude(self, wave: Mapping[str, ClinicalFinding], number: int) -> Stage:
        """What follows at once of what is known by now; it is known afterwards."""
        wanted = _Wanted()
        scored = {name: finding.score for name, finding in wave.items() if finding.type == "number"}
        conclusions = tuple(
            Conclusion(name, f"{name}{CONCLUDED}{number}", self._result(form_of(self.model, score), wanted))
            for name, score in scored.items()
        )
        truths = {name: self._concluded(finding) for name, finding in wave.items() if name not in scored}
        self.truths = {**self.truths, **truths}
        self.numbers = {**self.numbers, **{name: f"{name}{CONCLUDED}{number}" for name in scored}}
        return Stage(self.gates.program(wanted.planes), conclusions)

    def score(self, form: Form, wanted: _Wanted) -> Planned:
        """One score, of all that is known."""
        starts = tuple(float(band.at_least or 0) for band in list(form.bands.values())[1:])
        ends = None if form.factors else self._ends(form)
        result = self._formula(form, wanted) if ends is None else self._sum(form, ends, wanted)
        lowest, highest = ((), ()) if ends is None or form.ranges else self._bands(ends, starts, wanted)
        applies = self._where(form.condition)
        places = (wanted(applies.yes), wanted(applies.no))
        return Planned(prefix_of(form), result, tuple(form.bands), starts, lowest, highest, places)

    def _concluded(self, finding: ClinicalFinding) -> Truth:
        """A finding as it was said, or followed before, else what follows of it now."""
        gates = self.gates
        known = self._test(Variable(finding.id))
        follows, follows_not = (
            gates.never if condition is None else self._where(condition).yes
            for condition in (finding.yes_condition, finding.no_condition)
        )
        unknown = gates.inverted(gates.either(known.yes, known.no))
        return Truth(
            gates.either(known.yes, gates.both(unknown, follows)),
            gates.either(known.no, gates.both(unknown, gates.without(follows_not, follows))),
        )

    def _test(self, leaf: Leaf) -> Truth:
        match leaf:
            case Variable(name) if name in self.truths:
                return self.truths[name]
            case Compare(name, operator, limit) if name in self.numbers:
                return self.gates.test(Compare(self.numbers[name], operator, limit))
        return self.gates.test(leaf)

    def _where(self, condition: Expression | None) -> Truth:
        return self.gates.constant(True) if condition is None else self.gates.truth(condition, self._test)

    def _result(self, form: Form, wanted: _Wanted) -> Result:
        return self._formula(form, wanted) if form.factors else self._sum(form, self._ends(form), wanted)

    def _ends(self, form: Form) -> _Ends:
        points = points_of_items(self.gates, form, self._test)
        low, high = (
            _End(self.gates.total(weights), start)
            for weights, start in ((points.low, points.low_start), (points.high, points.high_start))
        )
        return _Ends(low, high, points.scale)

    def _sum(self, form: Form, ends: _Ends, wanted: _Wanted) -> Sum:
        low, high = (Counted(wanted.bits(end.number), end.start) for end in (ends.low, ends.high))
        values = tuple(self._measured(form, item.value) for item in form.items.values() if item.value)
        return Sum(low, high, ends.scale, values)

    def _formula(self, form: Form, wanted: _Wanted) -> tuple[Multiplied, ...]:
        return tuple(self._factor(form, factor, wanted) for factor in form.factors)

    def _factor(self, form: Form, factor: Factor, wanted: _Wanted) -> Multiplied:
        measured = self._measured(form, factor.value) if factor.value else None
        when = None
        if factor.condition is not None:
            holds = self._where(factor.condition)
            when = (wanted(holds.yes), wanted(holds.no))
        return Multiplied(measured, factor.minus_from, factor.power, factor.factor, when)

    def _measured(self, form: Form, name: str) -> Measured:
        return Measured(self.numbers.get(name, name), *form.ranges[name])

    def _bands(
        self, ends: _Ends, starts: Sequence[float], wanted: _Wanted
    ) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """The lowest and the highest band that is possible, each by its number."""
        limits = [ceil(Fraction(str(start)) * ends.scale) for start in starts]
        low, high = (self._band(end.number, [limit - end.start for limit in limits]) for end in (ends.low, ends.high))
        return wanted.bits(low), wanted.bits(high)

    def _band(self, points: Number, limits: Sequence[int]) -> Number:
        """How many of the limits the points reach; whoever reaches one reaches those before it."""
        gates = self.gates
        reached = [*(gates.reaches(points, limit) for limit in limits), gates.never]
        alone = [gates.without(own, after) for own, after in pairwise(reached)]
        return tuple(
            gates.any(bit for count, bit in enumerate(alone, 1) if count >> place & 1)
            for place in range(len(limits).bit_length())
        )
