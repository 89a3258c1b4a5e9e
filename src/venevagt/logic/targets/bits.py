"""Three-valued answers and whole numbers over planes, for many cases at once."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from venevagt.logic.expression import And, AtLeast, Compare, Expression, Leaf, Not, OneOf, Or, Variable
from venevagt.logic.targets.planes import Plane, PlaneBuilder


class Truth(Struct, frozen=True):
    """A three-valued answer: where it is surely true, and where it is surely false."""

    yes: Plane
    no: Plane

    def __invert__(self) -> "Truth":
        return Truth(self.no, self.yes)


Number = tuple[Plane, ...]
"""A whole number from 0 for each case, the lowest bit first."""


class Gates(PlaneBuilder):
    """Makes truths and numbers of planes."""

    def constant(self, value: bool) -> Truth:
        """An answer that is the same for every case."""
        return Truth(self.always, self.never) if value else Truth(self.never, self.always)

    def test(self, leaf: Leaf) -> Truth:
        """The test of a finding, as the cases give it."""
        return Truth(self.where(leaf, True), self.where(leaf, False))

    def without(self, plane: Plane, other: Plane) -> Plane:
        """Where the plane has a bit and the other has none."""
        return self.both(plane, self.inverted(other))

    def truth(self, expression: Expression, test: Callable[[Leaf], Truth]) -> Truth:
        """An expression, of its tests."""
        match expression:
            case Variable() | Compare() | OneOf():
                return test(expression)
            case Not(item):
                return ~self.truth(item, test)
            case And(items):
                return self._count(len(items), [self.truth(item, test) for item in items])
            case Or(items):
                return self._count(1, [self.truth(item, test) for item in items])
            case AtLeast(count, items):
                return self._count(count, [self.truth(item, test) for item in items])

    def _count(self, count: int, given: Sequence[Truth]) -> Truth:
        """False exactly where so many are false that the rest cannot make up the number."""
        enough = len(given) - count + 1
        yes, no = [one.yes for one in given], [one.no for one in given]
        if count == len(given):
            return Truth(self.all(yes), self.any(no))
        if count == 1:
            return Truth(self.any(yes), self.all(no))
        return Truth(self.at_least(count, yes), self.at_least(enough, no))

    def total(self, weighted: Iterable[tuple[int, Plane]]) -> Number:
        """The sum of the weights (whole, above 0) of the planes that have a bit.

        Bits of the same place are added three at a time to one bit there and one in the next place.
        """
        given = list(weighted)
        places = sum(weight for weight, _ in given).bit_length()
        columns: list[list[Plane]] = [[] for _ in range(places + 1)]
        for weight, plane in given:
            for place in range(weight.bit_length()):
                if weight >> place & 1:
                    columns[place].append(plane)
        for place in range(places):
            column = columns[place]
            while len(column) > 1:
                three = [column.pop(0) for _ in range(min(3, len(column)))]
                here, carried = self._added(*three)
                column.append(here)
                columns[place + 1].append(carried)
        return tuple(column[0] if column else self.never for column in columns[:places])

    def reaches(self, number: Number, limit: int) -> Plane:
        """Where the number is at least `limit`."""
        if limit <= 0:
            return self.always
        if limit >> len(number):
            return self.never
        found = self.always
        for place, bit in enumerate(number):
            found = self.both(bit, found) if limit >> place & 1 else self.either(bit, found)
        return found

    def _added(self, one: Plane, other: Plane, third: Plane | None = None) -> tuple[Plane, Plane]:
        """Two bits or three, added: the bit in their place and the one that is carried."""
        differ, carried = self.differ(one, other), self.both(one, other)
        if third is None:
            return differ, carried
        return self.differ(differ, third), self.either(carried, self.both(differ, third))
