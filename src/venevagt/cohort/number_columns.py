"""Tests on a column of numbers in the type in which it is kept: eight cells of a byte cost what one float costs."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from venevagt.cohort.planes import Words, full, unpacked
from venevagt.logic.expression import Compare, Comparison, Leaf

Flags = NDArray[np.bool_]


def compared(
    numbers: NDArray[Any], comparisons: Sequence[tuple[Callable[..., Any], float]], limits: tuple[float, float]
) -> tuple[Sequence[Words], bool]:
    """Where the numbers stand in each relation to its limit, and whether all of them are within `limits`.

    In steps that stay in the processor's cache. A number that is none (NaN) is within no limits.
    """
    planes = [full(len(numbers), False) for _ in comparisons]
    flags = np.empty(_AT_ONCE, np.bool_)
    within = True
    for start in range(0, len(numbers), _AT_ONCE):
        own = numbers[start : start + _AT_ONCE]
        within = within and bool(own.min() >= limits[0] and own.max() <= limits[1])
        for plane, (relation, limit) in zip(planes, comparisons, strict=True):
            relation(own, limit, out=flags[: len(own)])
            bits = np.packbits(flags[: len(own)], bitorder="little")
            plane.view(np.uint8)[start // 8 : start // 8 + len(bits)] = bits
    return planes, within


def missing_and_outside(numbers: NDArray[Any], known: Words, low: float, high: float) -> tuple[Flags, Flags]:
    """The known cells that are no number at all (NaN), and those outside the limits.

    A missing one is not known, as an empty one is.
    """
    given = unpacked(known, len(numbers))
    return np.isnan(numbers) & given, ((numbers < low) | (numbers > high)) & given


def relation(test: Leaf, kind: np.dtype[Any]) -> tuple[Callable[..., Any], Any]:
    """The comparison that says where a test is true of numbers of this kind.

    A yes/no finding may be written as 1 and 0; a choice never is.
    """
    if not isinstance(test, Compare):
        return np.equal, 1
    if kind.kind in "iu":
        return _RELATIONS[test.operator], _whole(test.operator, test.limit)
    exact = float(kind.type(test.limit)) == test.limit
    return _RELATIONS[test.operator], test.limit if exact else np.float64(test.limit)


def _whole(operator: Comparison, limit: float) -> float | int:
    """The whole number that separates whole numbers as the limit does, where there is one."""
    if limit == int(limit):
        return int(limit)
    if operator in ("<", ">="):
        return math.ceil(limit)
    return math.floor(limit) if operator in ("<=", ">") else limit


_AT_ONCE = 1 << 17
_RELATIONS: Mapping[Comparison, Callable[..., Any]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "<>": np.not_equal,
}
