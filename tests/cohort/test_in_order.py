"""Results come in the order of the things, few of them are under way, and an error reaches whoever takes them."""

import threading
import time
from collections.abc import Iterator

import pytest

from venevagt.cohort.in_order import in_order, read_ahead


def test_results_come_in_order_though_the_first_takes_longest() -> None:
    def work(number: int) -> int:
        time.sleep(0.02 if number % 5 == 0 else 0)
        return number * 2

    assert list(in_order(work, range(50), 4)) == [number * 2 for number in range(50)]


def test_few_things_are_taken_ahead_of_what_is_wanted() -> None:
    taken = []

    def things() -> Iterator[int]:
        for number in range(1_000):
            taken.append(number)
            yield number

    results = in_order(lambda number: number, things(), 3)
    for _ in range(10):
        next(results)
    assert len(taken) <= 10 + 3 + 2


def test_an_error_in_the_work_reaches_the_taker() -> None:
    results = in_order(lambda number: 1 // (5 - number), range(100), 2)
    with pytest.raises(ZeroDivisionError):
        list(results)


def nothing_waits() -> None:
    return None


def test_things_are_read_ahead_but_not_without_end() -> None:
    read = []
    enough = threading.Event()

    def things() -> Iterator[int]:
        for number in range(1_000):
            read.append(number)
            if number == 3:
                enough.set()
            yield number

    with read_ahead(things(), nothing_waits) as ahead:
        assert next(ahead) == 0
        assert enough.wait(10)
        time.sleep(0.05)
        assert len(read) <= 5
        assert list(ahead) == list(range(1, 1_000))


def test_an_error_of_the_reader_reaches_the_taker() -> None:
    def things() -> Iterator[int]:
        yield 1
        raise OSError("broken")

    with read_ahead(things(), nothing_waits) as ahead:
        assert next(ahead) == 1
        with pytest.raises(OSError, match="broken"):
            next(ahead)


def test_a_reader_that_nobody_wants_anything_of_stops() -> None:
    closed = threading.Event()

    def things() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    with read_ahead(things(), nothing_waits) as ahead:
        next(ahead)
    assert closed.wait(10)


def test_a_reader_that_waits_is_woken() -> None:
    woken = threading.Event()

    def things() -> Iterator[int]:
        yield 1
        assert woken.wait(60)

    with read_ahead(things(), woken.set) as ahead:
        assert next(ahead) == 1
    assert not [one for one in threading.enumerate() if one.name == "reader"]
