"""How far the work is, on one line of a terminal: rows, rows a second, time left."""

import time
from collections.abc import Callable
from typing import IO

_EVERY = 0.2
"""Seconds between two looks of the line."""


class Progress:
    """Written only where a person looks on. `total`: the number of rows, where it is known."""

    def __init__(
        self,
        stream: IO[str],
        total: int | None,
        share: Callable[[], float | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._total = total
        self._share = share
        self._clock = clock
        self._begun = self._last = clock()
        self._width = 0
        self._shown = stream.isatty()

    def show(self, rows: int) -> None:
        """So many rows are done."""
        now = self._clock()
        if self._shown and now - self._last >= _EVERY:
            self._last = now
            self._write(self.line(rows, now - self._begun))

    def line(self, rows: int, seconds: float) -> str:
        """What the line says after so many seconds."""
        share = rows / self._total if self._total else self._share()
        speed = f"{rows:,} rows, {rows / max(seconds, 1e-9):,.0f} a second"
        if not share:
            return speed
        return f"{share:.0%}  {speed}, {_time(seconds / share - seconds)} left"

    def clear(self) -> None:
        """Leave an empty line for what comes next."""
        if self._width:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, text: str) -> None:
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)


def _time(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"
