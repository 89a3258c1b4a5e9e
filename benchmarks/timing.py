"""Timing of a function, and the row that shows it beside its baseline."""

import time
from collections.abc import Callable
from statistics import median


def microseconds(function: Callable[[], object], calls: int, rounds: int = 9) -> float:
    """Median over the rounds of the time for one call, in microseconds."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(calls):
            function()
        found.append((time.perf_counter() - start) / calls * 1e6)
    return median(found)


def row(name: str, value: float, unit: str, baseline: str, base: float) -> str:
    return f"{name:44}{value:>10.2f} {unit:4}{value / base:>8.2f} x  {baseline} ({base:.2f} {unit})"
