"""Expressions over bit planes: one machine word answers a condition for 64 cases at once.

A three-valued answer is two planes, one with a bit for each case where it is true and one where it is false;
where neither has a bit, it is not known. AND, OR and NOT of such answers are AND and OR of planes (NOT swaps
the two), so no case is ever looked at by itself. Kleene's logic: S. C. Kleene, Introduction to Metamathematics, 1952.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from venevagt.logic.expression import And, AtLeast, Compare, Expression, Leaf, Not, OneOf, Or, Value, Variable, holds

Operation = Literal["and", "or", "xor"]
Plane = int
"""The number of a plane in a program."""


class Input(Struct, frozen=True, tag=True):
    """A plane that the cases give: where a test is true. Where the answer is not known its bits may be anything."""

    test: Leaf


class Known(Struct, frozen=True, tag=True):
    """A plane that the cases give: where a variable is known."""

    name: str


class Step(Struct, frozen=True, tag=True):
    """A plane made of two others."""

    operation: Operation
    left: Plane
    right: Plane


class Constant(Struct, frozen=True, tag=True):
    """A plane with every bit the same."""

    bit: bool


Given = Input | Known
Content = Given | Step | Constant


class Program(Struct, frozen=True):
    """Planes in an order in which each can be made from those before it, and the numbers of those that are asked for.

    No two planes are the same, and each is needed for one that is asked for.
    """

    planes: tuple[Content, ...]
    wanted: tuple[Plane, ...]

    @property
    def inputs(self) -> tuple[Given, ...]:
        """The planes that the cases have to give."""
        return tuple(content for content in self.planes if isinstance(content, (Input, Known)))


class PlaneBuilder:
    """Makes planes, each once. What is the same, or says nothing, becomes no plane of its own."""

    def __init__(self) -> None:
        self.planes: list[Content] = []
        self._numbers: dict[Content, Plane] = {}
        self.never = self._plane(Constant(False))
        self.always = self._plane(Constant(True))

    def where(self, expression: Expression, truth: bool, filled: Mapping[str, Value] | None = None) -> Plane:
        """The plane of the cases where the expression is true, or where it is false.

        `filled`: what stands for the answers that are not known.
        """
        match expression:
            case Variable(name) | Compare(name) | OneOf(name):
                return self._leaf(expression, truth, holds(expression, (filled or {}).get(name)) is truth)
            case Not(item):
                return self.where(item, not truth, filled)
            case And(items):
                return (self.all if truth else self.any)([self.where(item, truth, filled) for item in items])
            case Or(items):
                return (self.any if truth else self.all)([self.where(item, truth, filled) for item in items])
            case AtLeast(count, items):
                # It is false exactly where so many are false that the rest cannot make up the number.
                enough = count if truth else len(items) - count + 1
                return self.at_least(enough, [self.where(item, truth, filled) for item in items])

    def _leaf(self, test: Leaf, truth: bool, open_too: bool) -> Plane:
        """Where a test comes out so; with `open_too` also where it is not known."""
        known = self._plane(Known(test.name))
        true = self.both(self._plane(Input(test)), known)
        if not open_too:
            return true if truth else self.differ(known, true)
        return self.inverted(self.differ(known, true) if truth else true)

    def all(self, planes: Iterable[Plane]) -> Plane:
        """Where every one of them has a bit."""
        found = self.always
        for plane in sorted(set(planes)):
            found = self.both(found, plane)
        return found

    def any(self, planes: Iterable[Plane]) -> Plane:
        """Where one of them has a bit."""
        found = self.never
        for plane in sorted(set(planes)):
            found = self.either(found, plane)
        return found

    def at_least(self, count: int, planes: Sequence[Plane]) -> Plane:
        """Where `count` or more of them have a bit; one that stands there twice counts twice."""
        lacking = len(planes) - count
        if count <= 0 or lacking < 0:
            return self.always if count <= 0 else self.never
        if lacking < count:
            return self._at_most_lacking(lacking, planes)
        reached = [self.always, *[self.never] * count]
        for plane in planes:
            for place in range(count, 0, -1):
                reached[place] = self.either(reached[place], self.both(reached[place - 1], plane))
        return reached[count]

    def _at_most_lacking(self, lacking: int, planes: Sequence[Plane]) -> Plane:
        """Where at most `lacking` of them have no bit: less work than to count those that have one."""
        within = [self.always] * (lacking + 1)
        for plane in planes:
            for place in range(lacking, 0, -1):
                within[place] = self.either(within[place - 1], self.both(within[place], plane))
            within[0] = self.both(within[0], plane)
        return within[lacking]

    def first(self, planes: Iterable[Plane], tables: Sequence[Sequence[int]]) -> list[list[Plane]]:
        """For each table the number that it has for the first plane with a bit, as planes, the lowest bit first.

        A table has a number for each plane, and one more for the cases where none of them has a bit. Planes that are
        made one after another, as they are taken, need few buffers.
        """
        numbers = [_Number(table) for table in tables]
        reached = self.never
        for at, plane in enumerate(planes):
            reached = self.either(reached, plane)
            for number in numbers:
                for place, changes in enumerate(number.changes):
                    if changes[at] != changes[at + 1]:
                        number.planes[place] = self.differ(number.planes.get(place, self.never), reached)
        return [self._bits(number) for number in numbers]

    def _bits(self, number: "_Number") -> list[Plane]:
        found: list[Plane] = []
        for place, changes in enumerate(number.changes):
            plane = number.planes.get(place, self.never)
            if changes[-1]:
                plane = self.inverted(plane)
            found.append(self.differ(found[-1], plane) if number.beside[place] else plane)
        return found[::-1]

    def both(self, left: Plane, right: Plane) -> Plane:
        """Where the two have a bit."""
        if self.never in (left, right):
            return self.never
        return self._step("and", left, right, self.always)

    def either(self, left: Plane, right: Plane) -> Plane:
        """Where one of the two has a bit, or both."""
        if self.always in (left, right):
            return self.always
        return self._step("or", left, right, self.never)

    def differ(self, left: Plane, right: Plane) -> Plane:
        """Where one of the two has a bit, and the other has none."""
        if left == right:
            return self.never
        return self._step("xor", left, right, self.never)

    def inverted(self, plane: Plane) -> Plane:
        """Where the plane has no bit."""
        content = self.planes[plane]
        if isinstance(content, Step) and content.operation == "xor" and content.left == self.always:
            return content.right
        return self.never if plane == self.always else self.differ(self.always, plane)

    def program(self, wanted: Sequence[Plane]) -> Program:
        """What is needed for these planes, and nothing else."""
        needed = set(wanted)
        for plane in range(len(self.planes) - 1, -1, -1):
            content = self.planes[plane]
            if plane in needed and isinstance(content, Step):
                needed |= {content.left, content.right}
        numbers: Mapping[Plane, Plane] = {plane: number for number, plane in enumerate(sorted(needed))}
        kept = (self.planes[plane] for plane in numbers)
        renumbered = (
            Step(content.operation, numbers[content.left], numbers[content.right])
            if isinstance(content, Step)
            else content
            for content in kept
        )
        return Program(tuple(renumbered), tuple(numbers[plane] for plane in wanted))

    def _step(self, operation: Operation, left: Plane, right: Plane, neutral: Plane) -> Plane:
        if left == right or right == neutral:
            return left
        if left == neutral:
            return right
        return self._plane(Step(operation, min(left, right), max(left, right)))

    def _plane(self, content: Content) -> Plane:
        if content not in self._numbers:
            self._numbers[content] = len(self.planes)
            self.planes.append(content)
        return self._numbers[content]


class _Number:
    """The bits of a table's numbers, the highest first, and the planes that have become of them so far.

    A bit is looked at as it is, or as it is apart from the one above it (`beside`), whichever changes less often from
    one number to the next: few steps for numbers in a row.
    """

    def __init__(self, table: Sequence[int]) -> None:
        self.changes: list[list[int]] = []
        self.beside: list[bool] = []
        self.planes: dict[int, Plane] = {}
        above = [0] * len(table)
        for place in range(max(table).bit_length() - 1, -1, -1):
            bits = [number >> place & 1 for number in table]
            apart = [own ^ upper for own, upper in zip(bits, above, strict=True)]
            self.beside.append(_changes(apart) < _changes(bits))
            self.changes.append(apart if self.beside[-1] else bits)
            above = bits


def _changes(bits: Sequence[int]) -> int:
    return sum(own != after for own, after in itertools.pairwise(bits))
