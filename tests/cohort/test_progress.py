"""The line of progress: only for a person at a terminal, with the time left where it can be told."""

import io
from collections.abc import Callable

import pytest

from venevagt.cohort.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking(step: float) -> Callable[[], float]:
    now = iter(range(1_000))
    return lambda: next(now) * step


def nobody() -> None:
    return None


@pytest.mark.parametrize(
    ("total", "share", "line"),
    [
        (400, None, "25%  100 rows, 50 a second, 6 s left"),
        (None, 0.5, "50%  100 rows, 50 a second, 2 s left"),
        (None, None, "100 rows, 50 a second"),
        (20_000, None, "0%  100 rows, 50 a second, 6 min 38 s left"),
        (1_000_000, None, "0%  100 rows, 50 a second, 5 h 33 min left"),
    ],
)
def test_what_the_line_says(total: int | None, share: float | None, line: str) -> None:
    assert Progress(Terminal(), total, lambda: share).line(100, 2.0) == line


def test_a_line_is_written_over_the_last_and_taken_away() -> None:
    stream = Terminal()
    progress = Progress(stream, None, nobody, ticking(1.0))
    progress.show(1_000)
    progress.show(9)
    progress.clear()
    first, second = "1,000 rows, 1,000 a second", "9 rows, 4 a second"
    assert stream.getvalue() == f"\r{first}\r{second:<{len(first)}}\r{'':<{len(second)}}\r"


def test_it_is_not_written_at_every_batch() -> None:
    stream = Terminal()
    progress = Progress(stream, None, nobody, ticking(0.05))
    for rows in range(16):
        progress.show(rows)
    assert stream.getvalue().count("\r") == 3


def test_nothing_is_written_to_a_file() -> None:
    stream = io.StringIO()
    progress = Progress(stream, 10, nobody, ticking(1.0))
    progress.show(5)
    progress.clear()
    assert stream.getvalue() == ""
