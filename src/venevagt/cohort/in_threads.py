"""Batches assessed by several threads, in their order; each thread has a machine of its own."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import pyarrow as pa

from venevagt.care.engine import Engine
from venevagt.cohort.assess import CohortAssessor

T = TypeVar("T")
S = TypeVar("S")


def in_order(work: Callable[[S], T], items: Iterable[S], workers: int) -> Iterator[T]:
    """What `work` makes of each item, in their order. Only a few items wait at a time."""
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[T]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class Assessors:
    """Calls as a CohortAssessor does, from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = threading.local()

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The answer columns of a batch."""
        if not hasattr(self._own, "assessor"):
            self._own.assessor = CohortAssessor(self._engine)
        assessor: CohortAssessor = self._own.assessor
        return assessor(batch).columns
