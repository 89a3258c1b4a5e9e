"""Work on many things at once, and the results in the order in which the things came."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_LOOK = 0.1
"""Seconds after which a reader that waits looks whether anybody still wants what it has."""
_PATIENCE = 5.0
"""Seconds for a reader to come to its end."""


def in_order(work: Callable[[Thing], Result], things: Iterable[Thing], workers: int) -> Generator[Result, None, None]:
    """What `work` makes of each thing. At most two things more than there are workers are under way."""
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="worker") as pool:
        try:
            for thing in things:
                waiting.append(pool.submit(work, thing))
                if len(waiting) > workers + 1:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()


@contextmanager
def read_ahead(things: Iterable[Thing], stop: Callable[[], None]) -> Iterator[Iterator[Thing]]:
    """The same things, read in a thread of their own, at most two ahead.

    `stop` is called when nobody wants more: it wakes a reader that waits for its input.
    """
    ready: queue.Queue[tuple[Thing] | BaseException | None] = queue.Queue(2)
    stopped = threading.Event()

    def give(one: tuple[Thing] | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                ready.put(one, timeout=_LOOK)
            except queue.Full:
                continue
            return

    def read() -> None:
        try:
            for thing in things:
                give((thing,))
                if stopped.is_set():
                    return
            give(None)
        except BaseException as error:  # it belongs to whoever takes the things
            give(error)

    reader = threading.Thread(target=read, name="reader", daemon=True)
    reader.start()
    try:
        yield _taken(ready)
    finally:
        stopped.set()
        stop()
        reader.join(_PATIENCE)


def _taken(ready: queue.Queue[tuple[Thing] | BaseException | None]) -> Iterator[Thing]:
    while (one := ready.get()) is not None:
        if isinstance(one, BaseException):
            raise one
        yield one[0]
