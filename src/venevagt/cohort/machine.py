"""Runs a program of planes with numpy: one call a step for a block of cases, in few buffers that are used again."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from venevagt.cohort.planes import WORD, Words, full, spread, words_for
from venevagt.logic.targets.planes import Constant, Given, Input, Known, Operation, Program, Step

BLOCK = 1 << 19
"""Cases in a block: its planes of 64 KiB each stay in the processor's cache (`python -m benchmarks.cohort`)."""

_Instruction = tuple[Callable[..., Words], int, int, int]
_CALLS: Mapping[Operation, Callable[..., Words]] = {
    "and": np.bitwise_and,
    "or": np.bitwise_or,
    "xor": np.bitwise_xor,
}


class Machine:
    """One program with the places where its planes stand: first the inputs, then the buffers."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._inputs = tuple((at, one) for at, one in enumerate(program.planes) if isinstance(one, (Input, Known)))
        self._constants = tuple((at, one.bit) for at, one in enumerate(program.planes) if isinstance(one, Constant))
        self._code, self._place, self._buffers = _compiled(program)

    def run(self, inputs: Mapping[Given, Words], cases: int) -> Sequence[Words]:
        """The planes that the program is asked for, over the planes of its inputs."""
        planes: list[Words] = [_NOTHING] * len(self.program.planes)
        for place, one in self._inputs:
            planes[place] = inputs[one]
        for place, bit in self._constants:
            planes[place] = full(cases, bit)
        planes += [np.empty(words_for(cases), np.uint64) for _ in range(self._buffers)]
        for operation, left, right, into in self._code:
            operation(planes[left], planes[right], planes[into])
        return [planes[self._place[plane]] for plane in self.program.wanted]

    def spread(self, planes: Sequence[Words], into: NDArray[np.int8]) -> None:
        """Planes as one byte a case: the first plane is the lowest bit."""
        spread(planes, into)

    def run_blocks(self, inputs: Mapping[Given, Words], cases: int) -> Iterator[tuple[slice, Sequence[Words]]]:
        """The same block by block: which cases, and their planes."""
        for start in range(0, cases, BLOCK):
            here = slice(start, min(start + BLOCK, cases))
            words = slice(start // WORD, words_for(here.stop))
            yield here, self.run({one: plane[words] for one, plane in inputs.items()}, here.stop - start)


_NOTHING = np.empty(0, np.uint64)


def _compiled(program: Program) -> tuple[list[_Instruction], list[int], int]:
    """The steps over places, the place of each plane, and how many buffers there are."""
    last = _last_uses(program)
    place = list(range(len(program.planes)))
    code: list[_Instruction] = []
    free: list[int] = []
    buffers = 0
    for number, content in enumerate(program.planes):
        if not isinstance(content, Step):
            continue
        # What is used for the last time makes room for the result: a step may write over what it reads.
        for used in {content.left, content.right}:
            if last[used] == number and isinstance(program.planes[used], Step):
                free.append(place[used])
        if free:
            place[number] = free.pop()
        else:
            place[number] = len(program.planes) + buffers
            buffers += 1
        code.append((_CALLS[content.operation], place[content.left], place[content.right], place[number]))
    return code, place, buffers


def _last_uses(program: Program) -> Mapping[int, int]:
    """For each plane the step that uses it last; what is asked for is used to the end."""
    last: dict[int, int] = {}
    for number, content in enumerate(program.planes):
        if isinstance(content, Step):
            last[content.left] = last[content.right] = number
    return {**last, **dict.fromkeys(program.wanted, len(program.planes))}
