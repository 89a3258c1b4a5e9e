"""Expressions over bit planes: one machine word answers a condition for 64 cases at once.

A three-valued answer is two planes, one with a bit for each case where it is true and one where it is false;
where neither has a bit, it is not known. AND, OR and NOT of such answers are AND and OR of planes (NOT swaps
the two), so no case is ever looked at by itself. Kleene's logic: S. C. Kleene, Introduction to Metamathematics, 1952.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from venevagt.logic.expression import And, AtLeast, Compare, Expression, Leaf, Not, OneOf, Or, Value, Variable, holds

Operation = Literal["and", "or"]
Plane = int
"""The number of a plane in a program."""


class Input(Struct, frozen=True):
    """A plane that the cases give: where a test is true, or false; with `open` also where it is not known."""

    test: Leaf
    truth: bool
    open: bool = False


class Step(Struct, frozen=True):
    """A plane made of two others."""

    operation: Operation
    left: Plane
    right: Plane


class Constant(Struct, frozen=True):
    """A plane with every bit the same."""

    bit: bool


Content = Input | Step | Constant


class Program(Struct, frozen=True):
    """Planes in an order in which each can be made from those before it, and the numbers of those that are asked for.

    No two planes are the same, and each is needed for one that is asked for.
    """

    planes: tuple[Content, ...]
    wanted: tuple[Plane, ...]

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The planes that the cases have to give."""
        return tuple(content for content in self.planes if isinstance(content, Input))


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
                value = (filled or {}).get(name)
                return self._plane(Input(expression, truth, holds(expression, value) is truth))
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
        reached = [self.always, *[self.never] * max(count, 0)]
        for plane in planes:
            for place in range(max(count, 0), 0, -1):
                reached[place] = self.either(reached[place], self.both(reached[place - 1], plane))
        return reached[max(count, 0)]

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
