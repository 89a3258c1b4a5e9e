"""Runs a program of planes with numpy: one call a step for a block of cases, in few buffers that are used again."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from venevagt.cohort.planes import Words, words_for
from venevagt.logic.targets.planes import Constant, Input, Program, Step

BLOCK = 1 << 18
"""Cases in a block: its planes of 32 KiB each stay in the processor's cache (`python -m benchmarks.cohort`)."""

_Instruction = tuple[Callable[..., Words], int, int, int]


class Machine:
    """One program with the places where its planes stand: first the inputs, then the buffers."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.inputs = tuple((place, one) for place, one in enumerate(program.planes) if isinstance(one, Input))
        self._constants = {place: one.bit for place, one in enumerate(program.planes) if isinstance(one, Constant)}
        self._code, self._place, self._buffers = _compiled(program)

    def run(self, inputs: Mapping[Input, Words], cases: int) -> Sequence[Words]:
        """The planes that the program is asked for, over the planes of its inputs."""
        size = words_for(cases)
        planes: list[Words] = [np.empty(0, np.uint64)] * len(self.program.planes)
        for place, one in self.inputs:
            planes[place] = inputs[one]
        for place, bit in self._constants.items():
            planes[place] = np.full(size, ~np.uint64(0) if bit else np.uint64(0))
        planes += [np.empty(size, np.uint64) for _ in range(self._buffers)]
        for operation, left, right, into in self._code:
            operation(planes[left], planes[right], planes[into])
        return [planes[self._place[plane]] for plane in self.program.wanted]


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
        if free:
            place[number] = free.pop()
        else:
            place[number] = len(program.planes) + buffers
            buffers += 1
        operation = np.bitwise_and if content.operation == "and" else np.bitwise_or
        code.append((operation, place[content.left], place[content.right], place[number]))
        for used in {content.left, content.right}:
            if last[used] == number and isinstance(program.planes[used], Step):
                free.append(place[used])
    return code, place, buffers


def _last_uses(program: Program) -> Mapping[int, int]:
    """For each plane the step that uses it last; what is asked for is used to the end."""
    last: dict[int, int] = {}
    for number, content in enumerate(program.planes):
        if isinstance(content, Step):
            last[content.left] = last[content.right] = number
    return {**last, **dict.fromkeys(program.wanted, len(program.planes))}
